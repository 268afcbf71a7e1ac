//! Parts of a whole as countable marks.

use super::size::Extent;

/// Marks in a group, along a row and down the rows.
const GROUP: usize = 5;

/// One mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitMark {
    /// Its place, a square.
    pub extent: Extent,
    /// How much of it is filled, from 0 to 1.
    pub filled: f64,
}

/// Placed marks, one for each unit of the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Units {
    /// The width that they take, from 0.
    pub width: f64,
    /// The height that they take, from 0.
    pub height: f64,
    /// The marks, row by row; filled ones come first.
    pub marks: Vec<UnitMark>,
}

/// Places `whole` marks with sides of `mark` pixels on at most `width` pixels, `part` of them
/// filled. Rows have 20, 10 or 5 marks, the most that fit and that are needed, with wider gaps
/// after each 5; up to 10 marks are in one row where they fit.
///
/// `None` unless `whole` is a whole number from 2 to 200 and `part` is between 0 and `whole`,
/// and where not even 5 marks (or all of them, if fewer) fit side by side.
pub fn units(part: f64, whole: f64, width: f64, mark: f64) -> Option<Units> {
    let is_countable = (2.0..=200.0).contains(&whole) && whole.fract() == 0.0;
    if !is_countable || !(0.0..=whole).contains(&part) {
        return None;
    }
    let count = whole as usize;
    // Before the mark of this place in a row or column: half a mark after each group, a
    // quarter between marks.
    let start = |place: usize| mark * (place as f64 * 1.25 + (place / GROUP) as f64 * 0.25);
    let length = |places: usize| start(places - 1) + mark;
    let widths = match count {
        0..=10 => [count, GROUP, GROUP],
        11..=50 => [10, 10, GROUP],
        _ => [20, 10, GROUP],
    };
    let fits = |columns: &usize| length(*columns) <= width;
    let columns = widths.into_iter().find(fits)?;
    let mut marks = Vec::new();
    for index in 0..count {
        let (left, top) = (start(index % columns), start(index / columns));
        marks.push(UnitMark {
            extent: Extent {
                left,
                right: left + mark,
                top,
                bottom: top + mark,
            },
            filled: (part - index as f64).clamp(0.0, 1.0),
        });
    }
    Some(Units {
        width: length(columns.min(count)),
        height: length(count.div_ceil(columns)),
        marks,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rows_can_be_counted() {
        let columns = |whole: f64, width: f64| {
            let placed = units(1.0, whole, width, 12.0)?;
            let first_row = |mark: &&UnitMark| mark.extent.top == 0.0;
            Some(placed.marks.iter().filter(first_row).count())
        };
        assert_eq!(columns(7.0, 320.0), Some(7));
        assert_eq!(columns(8.0, 80.0), Some(5));
        assert_eq!(columns(30.0, 320.0), Some(10));
        assert_eq!(columns(100.0, 320.0), Some(20));
        assert_eq!(columns(100.0, 200.0), Some(10));
        assert_eq!(columns(3.0, 60.0), Some(3));
        assert_eq!(columns(100.0, 60.0), None);
    }

    #[test]
    fn only_whole_numbers_are_counted() {
        for (part, whole) in [
            (1.0, 1.0),
            (1.0, 201.0),
            (1.0, 7.5),
            (-1.0, 7.0),
            (8.0, 7.0),
            (f64::NAN, 7.0),
            (1.0, f64::NAN),
        ] {
            assert_eq!(units(part, whole, 320.0, 12.0), None, "{part} of {whole}");
        }
    }

    proptest! {
        #[test]
        fn as_much_is_filled_as_there_is(
            whole in 2_u8..=200, share in 0.0..=1.0_f64, width in 80.0..1200.0_f64,
            mark in 4.0..12.0_f64,
        ) {
            let whole = f64::from(whole);
            let part = share * whole;
            let placed = units(part, whole, width, mark).unwrap();
            prop_assert_eq!(placed.marks.len() as f64, whole);
            let filled: f64 = placed.marks.iter().map(|mark| mark.filled).sum();
            prop_assert!((filled - part).abs() < 1e-9);
            prop_assert!(placed.width <= width);
            for (index, a) in placed.marks.iter().enumerate() {
                let extent = a.extent;
                prop_assert!(extent.right <= placed.width + 1e-9);
                prop_assert!(extent.bottom <= placed.height + 1e-9);
                for b in &placed.marks[..index] {
                    let beside = b.extent.right < extent.left || extent.right < b.extent.left;
                    prop_assert!(beside || b.extent.bottom < extent.top);
                    prop_assert!(b.filled >= a.filled);
                }
            }
        }
    }
}
