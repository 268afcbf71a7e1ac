//! How many targets were reached, as a picture: a title, the sentence, a mark for each target,
//! and what their shapes mean.

use crate::dataset::Dataset;
use crate::drawing::{Style, Typesetter, token, verdict_colour};
use crate::progress::Verdict;
use crate::site::{Exhibit, Site};
use crate::text::results::counted;
use crate::view::{result_counts, status_shape};

use super::sheet::{BODY, INSIDE, Sheet};

/// How far apart marks are, from few to many.
const STEPS: [f64; 7] = [66.0, 54.0, 44.0, 34.0, 26.0, 20.0, 14.0];

/// The sizes of the words of the key, and in how many lines they may stand.
const KEY_SIZES: [(f64, usize); 4] = [(24.0, 1), (22.0, 2), (19.0, 2), (17.0, 3)];

/// Whether a site has targets.
pub fn has_results(site: Site) -> bool {
    Exhibit::results(site).is_some()
}

/// Draws the results of a site under a title. The last line of the picture stays free.
pub fn results(sheet: &mut Sheet, title: &str) -> Option<String> {
    let dataset = Dataset::results(sheet.site);
    let baseline = sheet.title(title, INSIDE.width, [(60.0, 1), (46.0, 2), (40.0, 3)]);
    let set = sheet.svg.typesetter;
    let strong = Style::strong(30.0);
    let lines = set.balance(&dataset.finding(), strong, INSIDE.width, 3);
    let below = (INSIDE.x, baseline + 30.0);
    let baseline = sheet.svg.lines(&lines, below, 1.3, strong, token("ink"));

    let (size, lines) = key_lines(set, &dataset);
    let step = size * 1.5;
    let top = BODY.1 + 6.0 - lines.len() as f64 * step;
    marks(sheet, &dataset, (baseline + 28.0, top - 14.0));
    for (place, line) in lines.iter().enumerate() {
        let y = top + place as f64 * step;
        for (x, words, verdict) in line {
            let style = Style::regular(size);
            let shape = size * 0.8;
            mark(sheet, *verdict, (*x, y), shape);
            let baseline = y + (shape + style.cap()) / 2.0;
            let x = x + size * 1.1;
            sheet.svg.text(words, x, baseline, style, token("ink"));
        }
    }
    None
}

/// The marks in rows between two heights, as large as there is room for.
fn marks(sheet: &mut Sheet, dataset: &Dataset, (top, bottom): (f64, f64)) {
    let in_a_row = |step: f64| (INSIDE.width / step) as usize;
    let rows = |step: f64| dataset.data.len().div_ceil(in_a_row(step));
    let fits = |step: &f64| rows(*step) as f64 * step <= bottom - top;
    let step = STEPS
        .into_iter()
        .find(fits)
        .unwrap_or(STEPS[STEPS.len() - 1]);
    let most = ((bottom - top) / step) as usize * in_a_row(step);
    let height = rows(step) as f64 * step;
    let top = top + ((bottom - top - height) / 2.0).max(0.0);
    for (place, datum) in dataset.data.iter().take(most).enumerate() {
        let Some(status) = &datum.status else {
            continue;
        };
        let x = INSIDE.x + (place % in_a_row(step)) as f64 * step;
        let y = top + (place / in_a_row(step)) as f64 * step;
        mark(sheet, status.verdict, (x, y), step * 0.72);
    }
}

fn mark(sheet: &mut Sheet, verdict: Verdict, (x, y): (f64, f64), size: f64) {
    let fill = [("fill", token(verdict_colour(verdict)))];
    sheet
        .svg
        .shape(status_shape(verdict), x, y, size / 16.0, &fill);
}

/// The entries of a line of the key: their places, their words, their shapes.
type Line = Vec<(f64, String, Verdict)>;

/// The key in the largest size in which it fits, and its lines.
fn key_lines(set: &Typesetter, dataset: &Dataset) -> (f64, Vec<Line>) {
    let mut broken = (0.0, Vec::new());
    for (size, most) in KEY_SIZES {
        let mut lines: Vec<Line> = Vec::new();
        let mut right = f64::MAX;
        for (count, status) in result_counts(dataset) {
            let words = counted(count, status.verdict);
            let width = size * 1.1 + set.width(&words, Style::regular(size));
            if right + width > INSIDE.right() {
                lines.push(Vec::new());
                right = INSIDE.x;
            }
            if let Some(line) = lines.last_mut() {
                line.push((right, words, status.verdict));
            }
            right += width + size * 1.2;
        }
        let is_enough = lines.len() <= most;
        broken = (size, lines);
        if is_enough {
            break;
        }
    }
    broken
}
