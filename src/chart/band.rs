//! Targets over time, and the places of their words.

use super::label::{Label, overlap, width_of};
use super::size::{Extent, Size};

/// A target. A single number has equal ends.
#[derive(Clone, Debug, PartialEq)]
pub struct BandData {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// When it was set; before all other times where that is not known.
    pub from: f64,
    /// When it was due or superseded; after all other times where that is not known.
    pub to: f64,
    /// The place of the series that it is for; `None` for all.
    pub series: Option<usize>,
    /// The text beside it.
    pub label: String,
}

/// A placed target.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Its place; of height 0 for a single number.
    pub extent: Extent,
    /// Its words; `None` where there is no room for them, so that they belong in the notes.
    pub label: Option<Label>,
}

/// A line through points.
pub type Line = Vec<(f64, f64)>;

/// How many places are tried along a target, besides its right end.
const PLACES: usize = 8;

/// A place for the words of the target at `place`: above or below it or inside it, from its right
/// end to its left, wherever there is no other label, no line and no other target. They may
/// cover a line or an edge if they have no other place, but never a label in `taken`, and never
/// leave the drawing.
pub(super) fn band_label(
    text: &str,
    place: usize,
    bands: &[Band],
    plot: &Extent,
    taken: &[Label],
    is_crossed: &dyn Fn(&Label) -> bool,
    size: Size,
) -> Option<Label> {
    let extent = bands[place].extent;
    let width = width_of(text, size.font);
    let half = size.font * 0.8;
    // Inside only where it is high enough, and a little further away if need be.
    let inside = match extent.height() >= 2.0 * half {
        true => (extent.top + extent.bottom) / 2.0,
        false => extent.top - half,
    };
    let levels = [
        extent.top - half,
        extent.bottom + half,
        inside,
        extent.top - 2.2 * half,
        extent.bottom + 2.2 * half,
    ];
    let mut second = None;
    for step in 0..2 * (PLACES + 1) {
        let left = (step % (PLACES + 1)) as f64 / PLACES as f64;
        let x = extent.right - width - left * (extent.width() - width);
        // All places near it come before those further away.
        let levels = match step <= PLACES {
            true => &levels[..3],
            false => &levels[3..],
        };
        for y in levels {
            let label = Label {
                text: text.to_owned(),
                x: x.min(size.width - width).max(plot.left),
                y: *y,
            };
            let is_inside = label.x + width <= size.width
                && label.y > plot.top - size.font
                && label.y < plot.bottom;
            if !is_inside || taken.iter().any(|other| overlap(&label, other, size.font)) {
                continue;
            }
            let is_on = |(other, band): (usize, &Band)| {
                let Band { extent: over, .. } = band;
                let is_beside = label.x + width < over.left || over.right < label.x;
                let is_near = |edge: f64| (edge - label.y).abs() < size.font * 0.6;
                other != place && !is_beside && (is_near(over.top) || is_near(over.bottom))
            };
            if !is_crossed(&label) && !bands.iter().enumerate().any(is_on) {
                return Some(label);
            }
            second = second.or(Some(label));
        }
    }
    second
}

/// Whether a line passes through a label's box.
pub(super) fn crosses(line: &[(f64, f64)], label: &Label, font: f64) -> bool {
    let (left, right) = (label.x, label.x + width_of(&label.text, font));
    let (top, bottom) = (label.y - font * 0.6, label.y + font * 0.6);
    line.windows(2).any(|pair| {
        let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
        if x2 < left || right < x1 {
            return false;
        }
        let at = |x: f64| {
            if x2 > x1 {
                y1 + (x - x1) / (x2 - x1) * (y2 - y1)
            } else {
                y1
            }
        };
        let (from, to) = (at(left.max(x1)), at(right.min(x2)));
        from.min(to) < bottom && from.max(to) > top
    })
}
