//! Labels and the space that they take.

use super::size::Extent;
use crate::order::order;

/// A line of text in a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The text.
    pub text: String,
    /// Where it starts.
    pub x: f64,
    /// The middle of its height.
    pub y: f64,
}

impl Label {
    /// The area that it takes.
    pub fn extent(&self, font: f64) -> Extent {
        Extent {
            left: self.x,
            right: self.x + width_of(&self.text, font),
            top: self.y - font * 0.6,
            bottom: self.y + font * 0.6,
        }
    }
}

/// A placed tick of an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// Where it is along its axis.
    pub at: f64,
    /// Its value.
    pub value: f64,
}

/// The approximate width of a line of system sans-serif text, in pixels. No font can be
/// measured at build time, so this errs on the wide side: 0.66 em is more than the average of
/// bold Latin text in the widest usual system font, DejaVu Sans, and one em fits CJK, the scripts
/// of South and South-East Asia, and the widest Latin characters, above all the per cent sign, with which many short labels end.
pub fn width_of(text: &str, font_size: f64) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|c| match c {
            '%' | 'M' | 'W' | 'm' | '\u{900}'..='\u{1fff}' | '\u{2e80}'.. => 1.0,
            _ => 0.66,
        })
        .sum();
    ems * font_size
}

/// Moves positions apart until each is `gap` from the next. Keeps their order, moves them as
/// little as possible, and keeps all between `low` and `high` as long as there is room.
pub fn spread(positions: &mut [f64], gap: f64, low: f64, high: f64) {
    let order = order(positions);
    let mut least = low;
    for index in &order {
        positions[*index] = positions[*index].max(least);
        least = positions[*index] + gap;
    }
    let mut most = high;
    for index in order.iter().rev() {
        positions[*index] = positions[*index].min(most);
        most = positions[*index] - gap;
    }
}

/// The approximate width of the widest value of an axis, as written: with separators, a sign,
/// the decimals that their distance requires, and a per cent sign. `values` are evenly spaced.
pub(super) fn widest_value(values: &[f64], font: f64) -> f64 {
    let most = values
        .iter()
        .fold(1.0, |most: f64, value| most.max(value.abs()));
    let mut digits = 1_usize;
    let mut rest = most;
    while rest >= 10.0 {
        rest /= 10.0;
        digits += 1;
    }
    let mut characters = digits + (digits - 1) / 3;
    if values.iter().any(|value| *value < 0.0) {
        characters += 1;
    }
    if let [first, second, ..] = values {
        let mut step = second - first;
        let mut decimals = 0;
        while step < 0.999 && decimals < 6 {
            step *= 10.0;
            decimals += 1;
        }
        if decimals > 0 {
            characters += decimals + 1;
        }
    }
    // A per cent sign is as wide as one and a half digits.
    (characters as f64 + 1.5) * 0.66 * font
}

/// Keeps as many evenly spaced ticks as are at least `room` apart, including the first.
pub(super) fn thin(ticks: &mut Vec<Tick>, room: f64) {
    if let [first, second, ..] = ticks[..] {
        let every = (room / (second.at - first.at).abs() - 1e-6).ceil().max(1.0) as usize;
        let mut index = 0;
        ticks.retain(|_| {
            index += 1;
            (index - 1) % every == 0
        });
    }
}

#[cfg(test)]
pub(super) mod boxes {
    //! What labels cover, for tests that none overlaps another.

    use proptest::test_runner::TestCaseError;

    use super::{Label, width_of};
    use crate::chart::size::Extent;

    /// The box of a line of text around its middle.
    pub fn centred(x: f64, y: f64, width: f64, font: f64) -> Extent {
        Extent {
            left: x - width / 2.0,
            right: x + width / 2.0,
            top: y - font * 0.6,
            bottom: y + font * 0.6,
        }
    }

    /// The box of a label.
    pub fn of(label: &Label, font: f64) -> Extent {
        let width = width_of(&label.text, font);
        centred(label.x + width / 2.0, label.y, width, font)
    }

    /// Fails where one box overlaps another or leaves a drawing.
    pub fn apart(
        boxes: &[(&'static str, Extent)],
        width: f64,
        height: f64,
    ) -> Result<(), TestCaseError> {
        const ROUNDING: f64 = 1e-6;
        let fail = |what: String| Err(TestCaseError::fail(what));
        for (index, (name, a)) in boxes.iter().enumerate() {
            let inside = a.left >= -ROUNDING
                && a.right <= width + ROUNDING
                && a.top >= -ROUNDING
                && a.bottom <= height + ROUNDING;
            if !inside {
                return fail(format!("{name} leaves {width} x {height}: {a:?}"));
            }
            for (other, b) in &boxes[..index] {
                let across = a.right.min(b.right) - a.left.max(b.left);
                let along = a.bottom.min(b.bottom) - a.top.max(b.top);
                if across > ROUNDING && along > ROUNDING {
                    return fail(format!("{name} {a:?} over {other} {b:?} on {width}"));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_make_room_for_each_other() {
        let mut positions = [50.0, 10.0, 52.0];
        spread(&mut positions, 14.0, 0.0, 100.0);
        assert_eq!(positions, [50.0, 10.0, 64.0]);
        let mut at_the_end = [99.0, 100.0];
        spread(&mut at_the_end, 14.0, 0.0, 100.0);
        assert_eq!(at_the_end, [86.0, 100.0]);
    }

    #[test]
    fn values_take_as_much_room_as_their_digits() {
        let characters = |values: &[f64]| (widest_value(values, 1.0) / 0.66 - 0.5).round();
        for (values, written) in [
            (&[0.0, 20.0, 40.0][..], "40%"),
            (&[-5.0, 0.0, 5.0], "-5%"),
            (&[97.5, 98.0], "98.0%"),
            (&[0.0, 0.05], "0.05%"),
            (&[0.0, 500.0, 1000.0], "1,000%"),
            (&[0.0, 5e13, 1e14], "100,000,000,000,000%"),
        ] {
            assert_eq!(characters(values), written.len() as f64, "{written}");
        }
    }

    #[test]
    fn ticks_make_room_for_each_other() {
        let even = |count: u8| {
            let tick = |index| Tick {
                at: f64::from(index) * 20.0,
                value: 0.0,
            };
            (0..count).map(tick).collect::<Vec<_>>()
        };
        for (room, left) in [(10.0, 6), (20.0, 6), (21.0, 3), (50.0, 2), (1e9, 1)] {
            let mut ticks = even(6);
            thin(&mut ticks, room);
            assert_eq!(ticks.len(), left);
        }
        let mut one = even(1);
        thin(&mut one, 50.0);
        assert_eq!(one.len(), 1);
    }
}
