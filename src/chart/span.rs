//! Spans of time without results.

use super::label::{Label, width_of};
use super::points::wrap;
use super::room::Room;
use super::size::{Extent, Line};

/// A span of time without results.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanData {
    /// The start of its first period.
    pub from: f64,
    /// The end of its last period.
    pub to: f64,
    /// The places of the series that have none then.
    pub series: Vec<usize>,
    /// What it says.
    pub label: String,
}

/// A placed span.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// Its place: as high as the plot.
    pub extent: Extent,
    /// The lines that fill it, around all words in it.
    pub hatch: Vec<[(f64, f64); 2]>,
    /// The line from words in a row above the plot to it, where others are between them.
    pub stem: Option<[(f64, f64); 2]>,
    /// Its words, a line each, in it or above the plot; none where there is no room.
    pub label: Vec<Label>,
}

/// A span is at least so wide.
pub(super) const LEAST: f64 = 6.0;

/// From one line of a hatch to the next, and the length of its parts.
const HATCH: f64 = 10.0;
const PART: f64 = 2.0;

/// The lines of a span's words where they fit in it.
pub(super) fn lines(text: &str, width: f64, font: f64) -> Option<Vec<String>> {
    let room = width - 8.0;
    let has_room = text.split(' ').all(|word| width_of(word, font) <= room);
    let lines = if has_room {
        wrap(text, room, font)
    } else {
        Vec::new()
    };
    (1..=4).contains(&lines.len()).then_some(lines)
}

/// Places lines of words in a span, as near to its middle as there is room.
pub(super) fn inside(lines: Vec<String>, span: &Extent, room: &mut Room) -> Vec<Label> {
    let font = room.font;
    let line = font * 1.3;
    let half = line * lines.len() as f64 / 2.0;
    let middle = (span.left + span.right) / 2.0;
    let widest = lines.iter().map(|text| width_of(text, font));
    let widest = widest.fold(0.0, f64::max);
    for step in 0..60 {
        let away = f64::from((step + 1) / 2) * font / 2.0;
        let y = (span.top + span.bottom) / 2.0 + if step % 2 == 0 { -away } else { away };
        let place = Extent {
            left: middle - widest / 2.0,
            right: middle + widest / 2.0,
            top: y - half,
            bottom: y + half,
        };
        if place.top < span.top || !room.is_free(&place) {
            continue;
        }
        let mut labels = Vec::new();
        for (index, text) in lines.into_iter().enumerate() {
            let label = Label {
                x: middle - width_of(&text, font) / 2.0,
                y: place.top + line * (index as f64 + 0.5),
                text,
            };
            room.words.push(label.extent(font));
            labels.push(label);
        }
        return labels;
    }
    Vec::new()
}

/// Lines across an area, from lower left to upper right, around words.
pub(super) fn hatch(area: &Extent, words: &[Extent]) -> Vec<[(f64, f64); 2]> {
    let mut hatch: Vec<[(f64, f64); 2]> = Vec::new();
    let mut start = area.left - area.height() + HATCH / 2.0;
    while start < area.right {
        let mut line: Line = Line::new();
        let mut x = start.max(area.left);
        let end = (start + area.height()).min(area.right);
        loop {
            let at = (x, area.bottom - (x - start));
            let is_word = |word: &Extent| {
                at.0 > word.left - 2.0
                    && at.0 < word.right + 2.0
                    && at.1 > word.top
                    && at.1 < word.bottom
            };
            let is_end = x >= end;
            if words.iter().any(is_word) {
                hatch.extend(ends(&line));
                line.clear();
            } else {
                line.push(at);
            }
            if is_end {
                break;
            }
            x = (x + PART).min(end);
        }
        hatch.extend(ends(&line));
        start += HATCH;
    }
    hatch
}

fn ends(line: &[(f64, f64)]) -> Option<[(f64, f64); 2]> {
    match line {
        [from, .., to] => Some([*from, *to]),
        _ => None,
    }
}
