//! The result strip as a picture: the sentence, the marks, and what their shapes mean.

use crate::dataset::Dataset;
use crate::drawing::{Style, verdict_colour};
use crate::picture::{INSIDE, SMALL, Sheet};
use crate::progress::Verdict;
use crate::site::Site;
use crate::text::results;
use crate::view::{result_counts, status_shape};

/// How far apart marks are, and how large: few, then many.
const CELLS: [(f64, f64); 2] = [(37.0, 26.0), (24.0, 17.0)];

/// The most marks that are large.
const MOST_LARGE: usize = 48;

/// The title, the sentence, the strip and its key.
pub fn picture(sheet: &mut Sheet, site: Site) {
    let dataset = Dataset::results(site);
    sheet.title(results::RESULTS);
    sheet.text(INSIDE, &dataset.finding(), Style::regular(17.0), "ink");
    sheet.y += 12.0;
    let (step, size) = CELLS[usize::from(dataset.data.len() > MOST_LARGE)];
    let in_a_row = (INSIDE.width / step) as usize;
    for (place, datum) in dataset.data.iter().enumerate() {
        let Some(status) = &datum.status else {
            continue;
        };
        let x = INSIDE.x + (place % in_a_row) as f64 * step;
        let y = sheet.y + (place / in_a_row) as f64 * step;
        mark(sheet, status.verdict, (x, y), size);
    }
    sheet.y += dataset.data.len().div_ceil(in_a_row) as f64 * step + 4.0;
    key(sheet, &dataset);
}

/// What the shapes mean, in as many lines as needed.
fn key(sheet: &mut Sheet, dataset: &Dataset) {
    const SIZE: f64 = 12.0;
    let style = Style::regular(SMALL);
    let mut x = INSIDE.x;
    for (count, status) in result_counts(dataset) {
        let words = results::counted(count, status.verdict);
        let width = SIZE * 1.4 + sheet.width(&words, style);
        if x > INSIDE.x && x + width > INSIDE.x + INSIDE.width {
            x = INSIDE.x;
            sheet.y += SIZE * 1.7;
        }
        mark(sheet, status.verdict, (x, sheet.y), SIZE);
        let baseline = sheet.y + (SIZE + style.cap()) / 2.0;
        let ink = sheet.theme.token("ink");
        sheet.svg.text(&words, x + SIZE * 1.4, baseline, style, ink);
        x += width + 16.0;
    }
    sheet.y += SIZE * 1.7;
}

fn mark(sheet: &mut Sheet, verdict: Verdict, (x, y): (f64, f64), size: f64) {
    let fill = [("fill", sheet.theme.token(verdict_colour(verdict)))];
    sheet
        .svg
        .shape(status_shape(verdict), x, y, size / 16.0, &fill);
}
