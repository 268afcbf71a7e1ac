//! Free room for words between what is drawn.

use super::label::{Label, width_of};
use super::size::{Extent, Line};
use crate::order::sort_by_number;

/// What words must not touch, and where they may stand.
pub(super) struct Room {
    /// No words leave this.
    pub bounds: Extent,
    /// Font size of all words.
    pub font: f64,
    /// What covers an area: marks, rules, spans.
    pub boxes: Vec<Extent>,
    /// Lines and edges.
    pub lines: Vec<Line>,
    /// The words that are placed.
    pub words: Vec<Extent>,
}

/// The line from a mark to its words, unless they are beside it.
pub(super) type Leader = Option<[(f64, f64); 2]>;

/// As far as a line leads to words, in font sizes.
const REACH: f64 = 6.0;

/// Allows for rounding where words are right beside something.
const ROUNDING: f64 = 1e-6;

impl Room {
    /// Whether nothing is there.
    pub fn is_free(&self, place: &Extent) -> bool {
        let bounds = &self.bounds;
        place.left >= bounds.left - ROUNDING
            && place.right <= bounds.right + ROUNDING
            && place.top >= bounds.top - ROUNDING
            && place.bottom <= bounds.bottom + ROUNDING
            && !self.words.iter().any(|other| meets(other, place))
            && !self.boxes.iter().any(|other| meets(other, place))
            && !self.lines.iter().any(|line| crosses(line, place))
    }

    /// Takes the room of a label if it is free.
    pub fn take(&mut self, label: Label) -> Option<Label> {
        let place = label.extent(self.font);
        self.is_free(&place).then(|| {
            self.words.push(place);
            label
        })
    }

    /// Takes the free room for a text that is nearest to a mark, rather to its right than
    /// elsewhere, `distance` away from it or further, with the line that leads there unless it
    /// is beside the mark. Where `is_near`, only beside it.
    pub fn nearest(
        &mut self,
        text: &str,
        mark: (f64, f64),
        distance: f64,
        is_near: bool,
    ) -> Option<(Label, Leader)> {
        let font = self.font;
        let (step, width) = (font / 2.0, width_of(text, font));
        let reach = if is_near { font } else { REACH * font };
        let mut places = Vec::new();
        let mut x = mark.0 + distance + reach;
        while x >= mark.0 - distance - width - reach {
            let mut down = -reach - font;
            while down <= reach + font {
                let text = String::new();
                let place = Label {
                    text,
                    x,
                    y: mark.1 + down,
                };
                let beside = f64::max(x - mark.0, mark.0 - x - width).max(0.0);
                let over = (down.abs() - font * 0.6).max(0.0);
                // Readers look to the right first.
                let detour = if x > mark.0 { 0.0 } else { font };
                let far = beside * beside + over * over + detour * detour;
                places.push((far, place));
                down += step;
            }
            x -= step;
        }
        sort_by_number(&mut places, &|(far, _)| *far);
        for (_, mut label) in places {
            let place = Extent {
                right: label.x + width,
                ..label.extent(font)
            };
            if !self.is_free(&place) {
                continue;
            }
            let leader = leader(mark, &place, font);
            let is_led = leader.is_none_or(|ends| {
                !is_near && !self.words.iter().any(|other| crosses(&ends, other))
            });
            if is_led {
                label.text = text.to_owned();
                self.lines.extend(leader.map(Vec::from));
                self.words.push(place);
                return Some((label, leader));
            }
        }
        None
    }
}

/// The line from a mark to words that are not beside it.
pub(super) fn leader((x, y): (f64, f64), words: &Extent, font: f64) -> Leader {
    let middle = (words.top + words.bottom) / 2.0;
    let to = if words.left > x {
        (words.left - 3.0, middle)
    } else if words.right < x {
        (words.right + 3.0, middle)
    } else if middle < y {
        (x, words.bottom)
    } else {
        (x, words.top)
    };
    let (across, along) = (to.0 - x, to.1 - y);
    let length = (across * across + along * along).sqrt();
    let is_beside = (middle - y).abs() <= font * 0.7 || length <= font * 1.3;
    let part = font * 0.7 / length.max(font);
    let from = (x + across * part, y + along * part);
    (!is_beside).then_some([from, to])
}

/// Whether two areas overlap.
pub(super) fn meets(a: &Extent, b: &Extent) -> bool {
    a.left < b.right - ROUNDING
        && b.left < a.right - ROUNDING
        && a.top < b.bottom - ROUNDING
        && b.top < a.bottom - ROUNDING
}

/// Whether a line passes through an area.
pub(super) fn crosses(line: &[(f64, f64)], area: &Extent) -> bool {
    line.windows(2).any(|pair| {
        let (a, b) = (pair[0], pair[1]);
        let ((x1, y1), (x2, y2)) = if a.0 <= b.0 { (a, b) } else { (b, a) };
        if x2 < area.left || area.right < x1 {
            return false;
        }
        let (mut from, mut to) = (y1, y2);
        if x2 > x1 {
            let at = |x: f64| y1 + (x - x1) / (x2 - x1) * (y2 - y1);
            (from, to) = (at(area.left.max(x1)), at(area.right.min(x2)));
        }
        from.min(to) < area.bottom - ROUNDING && from.max(to) > area.top + ROUNDING
    })
}
