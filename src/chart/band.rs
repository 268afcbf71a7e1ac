//! Targets over time, and the places of their words.

use super::label::{Label, width_of};
use super::room::Room;
use super::size::Extent;

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

/// A change in the way of measuring.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakData {
    /// From when on it holds.
    pub at: f64,
    /// What it says.
    pub label: String,
}

/// A placed break.
#[derive(Clone, Debug, PartialEq)]
pub struct Break {
    /// Its rule, from the words down.
    pub rule: [(f64, f64); 2],
    /// Its words above the plot, or its number among the breaks given, counted from one, where
    /// there is no room for words; `None` where there is no room for that either.
    pub label: Option<Label>,
}

/// How many places are tried along a target, besides its right end.
const PLACES: usize = 8;

/// Takes free room for the words of a target: inside its right end, or else above or below it,
/// from its right end to its left, or where it ends.
pub(super) fn band_label(text: &str, band: &Extent, room: &mut Room) -> Option<Label> {
    let font = room.font;
    let width = width_of(text, font);
    let half = font * 0.6;
    let beside = half + 4.0;
    let levels = [
        // Inside only where it is high enough.
        match band.height() >= 2.0 * half + 3.0 {
            true => (band.top + band.bottom) / 2.0,
            false => band.top - beside,
        },
        band.top - beside,
        band.bottom + beside,
        band.top - beside - font,
        band.bottom + beside + font,
    ];
    let mut places = Vec::new();
    // All places near it come before those further away.
    for levels in [&levels[..3], &levels[3..]] {
        for step in 0..=PLACES {
            let left = step as f64 / PLACES as f64;
            let x = band.right - 4.0 - width - left * (band.width() - width - 4.0);
            places.extend(levels.iter().map(|y| (x, *y)));
        }
        // Where it ends.
        places.push((band.right + 6.0, (band.top + band.bottom) / 2.0));
    }
    places.into_iter().find_map(|(x, y)| {
        let text = text.to_owned();
        let x = x.min(room.bounds.right - width).max(room.bounds.left);
        room.take(Label { text, x, y })
    })
}
