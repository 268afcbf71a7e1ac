//! Words in rows above a plot, each over what it is of.

use std::cmp::Ordering;

use super::label::{Label, width_of};
use super::size::Extent;

/// Words for what is below them: a rule, or a span of time.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// From where to where it extends.
    pub over: (f64, f64),
    /// The words.
    pub text: String,
}

impl Head {
    /// Where a rule leads down from its words.
    pub fn middle(&self) -> f64 {
        (self.over.0 + self.over.1) / 2.0
    }
}

/// Between the words of two.
const APART: f64 = 6.0;

/// The height of a row, and from the plot to the middle of the lowest one, in font sizes.
const ROW: f64 = 1.3;

/// The height of some rows, with what is between them and the plot, in font sizes.
pub(super) fn height(rows: usize) -> f64 {
    match rows {
        0 => 1.6,
        _ => 0.7 + ROW * rows as f64,
    }
}

/// The x of each text, and its row counted from the plot: over what it is of as far as the
/// drawing's edges allow, touching neither another nor a rule that leads to one further up.
/// `None` where some have no room in `most` rows.
pub(super) fn rows(
    heads: &[Head],
    width: f64,
    font: f64,
    most: usize,
) -> Option<Vec<(f64, usize)>> {
    (0..STARTS).find_map(|first| rows_from(first, heads, width, font, most))
}

/// Words are above the middle of what they are of, begin where it does, or end there.
const STARTS: usize = 3;

/// The same, where of the places of the first words the one at `first` is tried first.
fn rows_from(
    first: usize,
    heads: &[Head],
    width: f64,
    font: f64,
    most: usize,
) -> Option<Vec<(f64, usize)>> {
    let mut placed: Vec<(f64, usize)> = Vec::new();
    for head in heads {
        let own = width_of(&head.text, font);
        if own > width {
            return None;
        }
        let (from, to) = head.over;
        let starts = [(from + to - own) / 2.0, from, to - own];
        let is_free = |x: f64, row: usize| {
            let mut others = heads.iter().zip(&placed);
            others.all(|(other, (left, above))| {
                let right = left + width_of(&other.text, font);
                let is_off = |at: f64, left: f64, right: f64| at < left - 3.0 || at > right + 3.0;
                match row.cmp(above) {
                    Ordering::Equal => x >= right + APART || x + own + APART <= *left,
                    Ordering::Less => is_off(other.middle(), x, x + own),
                    Ordering::Greater => is_off(head.middle(), *left, right),
                }
            })
        };
        let mut places = (0..most * STARTS).map(|place| {
            let x = starts[(first + place) % STARTS].min(width - own).max(0.0);
            (x, place / STARTS)
        });
        let found = places.find(|(x, row)| is_free(*x, *row))?;
        placed.push(found);
    }
    Some(placed)
}

/// The label of a text in a row above a plot.
pub(super) fn label(head: &Head, (x, row): (f64, usize), plot: &Extent, font: f64) -> Label {
    Label {
        text: head.text.clone(),
        x,
        y: plot.top - ROW * font * (row + 1) as f64,
    }
}
