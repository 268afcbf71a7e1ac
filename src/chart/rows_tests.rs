use proptest::prelude::*;

use super::*;
use crate::chart::bullet::Good;
use crate::chart::label::boxes;

const WIDTHS: [f64; 7] = [280.0, 320.0, 480.0, 520.0, 720.0, 768.0, 1200.0];
const FONT: f64 = 14.0;

fn row(label: &str, marks: &[Option<f64>]) -> RowData {
    let words = |value: &Option<f64>| value.map(|value| format!("{value}%")).unwrap_or_default();
    RowData {
        label: label.into(),
        marks: marks.to_vec(),
        values: marks.iter().map(words).collect(),
        ..RowData::default()
    }
}

fn data(rows: Vec<RowData>) -> RowsData {
    RowsData {
        rows,
        limits: (0.0, 100.0),
        from_zero: false,
        whole: None,
    }
}

#[test]
fn values_stand_outside_of_a_dumbbell() {
    let mut joined = row("Citizens", &[Some(78.0), Some(86.0)]);
    joined.joined = true;
    joined.note = "+8".into();
    for width in WIDTHS {
        let placed = rows(&data(vec![joined.clone()]), width, FONT).unwrap();
        let Row { marks, join, .. } = &placed.rows[0];
        assert_eq!(*join, Some((marks[0].x, marks[1].x)));
        let [low, high] = [0, 1].map(|index| marks[index].label.clone().unwrap());
        assert!(low.x + width_of(&low.text, FONT) < marks[0].x, "{width}");
        assert!(high.x > marks[1].x, "{width}");
    }
}

#[test]
fn names_stand_beside_rows_where_there_is_room() {
    let data = data(vec![row("Satisfied", &[Some(80.0)])]);
    let wide = &rows(&data, 768.0, FONT).unwrap().rows[0];
    assert!((wide.label[0].y - wide.y).abs() < 1e-9);
    let narrow = &rows(&data, 320.0, FONT).unwrap().rows[0];
    assert!(narrow.label[0].y < narrow.y - 20.0);
}

fn share(rows: Vec<RowData>) -> RowsData {
    RowsData {
        whole: Some(100.0),
        ..data(rows)
    }
}

fn at(value: f64, good: Good) -> Option<GoalData> {
    Some(GoalData {
        low: value,
        high: value,
        good,
    })
}

#[test]
fn without_a_figure_only_the_goal_is_drawn() {
    for good in [Good::Above, Good::Below, Good::Inside] {
        let mut lacking = row("a", &[None]);
        lacking.goal = at(70.0, good);
        let mut own = lacking.clone();
        own.marks.clear();
        let placed = rows(&share(vec![lacking, own]), 768.0, FONT).unwrap();
        for Row { bullet, .. } in &placed.rows {
            assert_eq!((bullet.track, bullet.bar, bullet.range), (None, None, None));
            assert_eq!(bullet.ticks.len(), 1, "{good:?}");
        }
    }
}

#[test]
fn a_value_covers_neither_its_goal_nor_the_end_of_its_bar() {
    for width in WIDTHS {
        for value in [0.0, 50.0, 97.0, 98.0, 99.5, 100.0] {
            let mut close = row("end of 2023", &[Some(value)]);
            close.goal = at(100.0, Good::Inside);
            close.note = "2 points below".into();
            let placed = rows(&share(vec![close.clone()]), width, FONT).unwrap();
            let Row { marks, bullet, .. } = &placed.rows[0];
            let label = marks[0].label.as_ref().expect("the value");
            let tick = bullet.ticks[0].extent;
            assert!(label.x >= tick.right, "{value} on {width}");
            assert_eq!(bullet.track.unwrap().right, placed.plot.right);
            // Without an end it is a mark, whose value is on a free side of it.
            let placed = rows(&data(vec![close]), width, FONT).unwrap();
            let Row { marks, bullet, .. } = &placed.rows[0];
            assert!(marks[0].label.is_some(), "{value} on {width}");
            assert_eq!(bullet.track, None);
        }
    }
}

#[test]
fn no_room_is_kept_for_a_value_that_fits_nowhere() {
    let mut long = row("a", &[Some(50.0)]);
    long.values = vec!["50 Donaudampfschifffahrtsgesellschaften".into()];
    let mut none = long.clone();
    none.values.clear();
    let height = |row: RowData| rows(&data(vec![row]), 280.0, FONT).unwrap().size.height;
    assert_eq!(height(long), height(none));
}

#[test]
fn the_end_of_an_axis_has_a_tick() {
    for width in WIDTHS {
        for (whole, reached) in [(100.0, 55.0), (20.0, 7.0), (212.0, 187.0), (1200.0, 512.0)] {
            let mut part = row("a", &[Some(reached)]);
            part.goal = at(whole, Good::Inside);
            let parts = RowsData {
                limits: (0.0, whole),
                whole: Some(whole),
                ..data(vec![part])
            };
            let placed = rows(&parts, width, FONT).unwrap();
            let (first, last) = (placed.ticks[0], placed.ticks.last().unwrap());
            assert_eq!((first.value, last.value), (0.0, whole), "on {width}");
            assert!((last.at - placed.plot.right).abs() < 1e-6);
        }
    }
}

#[test]
fn a_bar_begins_at_zero() {
    let placed = rows(&share(vec![row("a", &[Some(40.0)])]), 480.0, FONT).unwrap();
    let extent = placed.rows[0].bullet.bar.unwrap();
    assert_eq!(
        (extent.left, extent.right),
        (placed.plot.left, placed.rows[0].marks[0].x)
    );
    assert_eq!(placed.ticks[0].value, 0.0);
}

#[test]
fn lower_words_begin_where_marks_do_and_no_line_runs_through_them() {
    let mut set = row("Target set Jun 2018", &[]);
    set.goal = at(10.0, Good::Below);
    set.note = "at most 10 working days, without those on which offices are closed".into();
    let wide = rows(&data(vec![set.clone()]), 720.0, FONT).unwrap();
    assert_eq!(wide.rows[0].note[0].x, wide.plot.left);
    for width in WIDTHS {
        let placed = rows(&data(vec![set.clone()]), width, FONT).unwrap();
        let note = boxes::of(&placed.rows[0].note[0], FONT);
        assert!(!placed.grid.is_empty());
        assert!(
            placed.grid.iter().all(|line| line.bottom <= note.top),
            "{width}"
        );
    }
}

#[test]
fn equal_marks_are_told_apart() {
    for count in 2..5 {
        let placed = rows(&data(vec![row("a", &vec![Some(50.0); count])]), 320.0, FONT).unwrap();
        let marks = &placed.rows[0].marks;
        assert_eq!(marks.len(), count);
        for pair in marks.windows(2) {
            assert!(pair[0].x == pair[1].x && pair[1].y - pair[0].y >= COVERS);
        }
    }
}

#[test]
fn no_value_leaves_a_row_with_its_note() {
    let mut none = row("a", &[None]);
    none.note = "No figure".into();
    assert_eq!(rows(&data(vec![none.clone()]), 320.0, FONT), None);
    assert_eq!(rows(&data(vec![]), 320.0, FONT), None);
    none.goal = Some(GoalData {
        low: 70.0,
        high: 80.0,
        good: Good::Above,
    });
    for width in WIDTHS {
        let placed = rows(&data(vec![none.clone()]), width, FONT).unwrap();
        assert!(placed.rows[0].marks.is_empty() && placed.rows[0].bullet.at.is_none());
        assert_eq!(placed.rows[0].note[0].text, "No figure");
        assert!(placed.ticks.len() > 1 && placed.rows[0].bullet.range.unwrap().width() > 0.0);
    }
}

#[test]
fn usual_rows_show_all_of_their_values() {
    let rows_of = |count: usize| {
        let marks = [Some(62.5), Some(71.0), Some(73.5), Some(98.0)];
        row("Satisfied with the digital services", &marks[..count])
    };
    for width in WIDTHS {
        for count in 1..=4 {
            let placed = rows(&data(vec![rows_of(count)]), width, FONT).unwrap();
            let marks = &placed.rows[0].marks;
            assert!(
                marks.iter().all(|mark| mark.label.is_some()),
                "{count} on {width}"
            );
        }
    }
}

#[test]
fn marks_that_nearly_coincide_keep_their_values() {
    let marks = [Some(62.5), Some(71.0), Some(73.5), Some(71.0)];
    for width in WIDTHS {
        let mut close = row("a", &[Some(69.0), Some(70.0)]);
        close.joined = true;
        let mut data = data(vec![row("a", &marks), close]);
        data.from_zero = true;
        let placed = rows(&data, width, FONT).unwrap();
        let mut marks = placed.rows.iter().flat_map(|row| &row.marks);
        assert!(marks.all(|mark| mark.label.is_some()), "{width}");
        assert_eq!(
            placed.ticks.last().unwrap().at,
            placed.plot.right,
            "{width}"
        );
    }
}

fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => (0.0..100.0_f64).prop_map(|value| (value * 10.0).round() / 10.0),
        2 => (0_u8..4).prop_map(|value| f64::from(value) * 25.0),
        1 => -100.0..100.0_f64,
        1 => (-1e14..1e14_f64).prop_map(f64::round),
        1 => 0.0..1e-3_f64,
        1 => Just(1e14),
    ]
}

#[test]
fn words_stand_off_the_line_of_an_interval() {
    for width in WIDTHS {
        let mut data = data(vec![
            row("Sure", &[Some(50.0)]),
            row("Unsure", &[Some(50.0)]),
        ]);
        data.rows[1].intervals = vec![Some((5.0, 95.0))];
        let placed = rows(&data, width, FONT).unwrap();
        let (sure, unsure) = (&placed.rows[0].marks[0], &placed.rows[1].marks[0]);
        assert_eq!(sure.interval, None);
        let (from, to) = unsure.interval.unwrap();
        let scale = (placed.ticks[1].at - placed.ticks[0].at)
            / (placed.ticks[1].value - placed.ticks[0].value);
        assert!((to - from - 90.0 * scale).abs() < 1e-6, "{width}");
        assert!((unsure.x - from - 45.0 * scale).abs() < 1e-6, "{width}");
        let label = sure.label.as_ref().unwrap();
        assert_eq!(label.y, placed.rows[0].y, "beside a mark without a line");
        let label = unsure.label.as_ref().unwrap();
        assert!((label.y - unsure.y).abs() > FONT * 0.6, "above or below it");
    }
}

fn any_row() -> impl Strategy<Value = RowData> {
    let mark = prop_oneof![1 => Just(None), 4 => any_value().prop_map(Some)];
    let good = prop_oneof![Just(Good::Above), Just(Good::Below), Just(Good::Inside)];
    (
        "([A-Za-z0-9]{1,24} ){0,8}",
        prop::collection::vec(mark, 0..5),
        prop::option::of((any_value(), any_value(), good)),
        any::<[bool; 3]>(),
        "([a-z0-9]{1,12} ){0,4}",
    )
        .prop_map(
            |(label, marks, goal, [joined, named, sure], note)| RowData {
                // Of the second mark none is known.
                intervals: match (sure, marks.first()) {
                    (false, Some(first)) => vec![first.map(|at| (at - at.abs() / 3.0, at + 2.0))],
                    _ => vec![],
                },
                goal: goal.map(|(a, b, good)| GoalData {
                    low: a.min(b),
                    high: a.max(b),
                    good,
                }),
                joined,
                note,
                values: if named {
                    row("", &marks).values
                } else {
                    vec![]
                },
                ..row(&label, &marks)
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn all_is_placed_and_nothing_overlaps(
        all in prop::collection::vec(any_row(), 0..6), from_zero: bool, whole: bool,
        place in 0..WIDTHS.len(), limited: bool,
    ) {
        let width = WIDTHS[place];
        let data = RowsData {
            limits: if limited { (0.0, 100.0) } else { (f64::MIN, f64::MAX) },
            from_zero,
            whole: whole.then_some(100.0),
            ..data(all)
        };
        let any = data.rows.iter().any(|row| row.goal.is_some() || row.marks.iter().any(Option::is_some));
        let placed = rows(&data, width, FONT);
        prop_assert_eq!(placed.is_some(), any);
        let Some(placed) = placed else { return Ok(()); };
        let Rows { size, plot, .. } = placed;
        prop_assert!(plot.width() >= 0.15 * width, "{plot:?}");
        prop_assert!(plot.left >= 0.0 && plot.right <= width && size.height.is_finite());
        prop_assert_eq!(placed.rows.len(), data.rows.len());

        let mut words = Vec::new();
        let mut bottom = plot.top;
        let mut lowest_mark = f64::NEG_INFINITY;
        for (row, source) in placed.rows.iter().zip(&data.rows) {
            prop_assert_eq!(row.extent.top, bottom);
            bottom = row.extent.bottom;
            prop_assert_eq!(row.marks.len(), source.marks.iter().flatten().count());
            let of = |lines: &[Label]| lines.iter().map(|line| line.text.clone()).collect::<String>();
            prop_assert_eq!(of(&row.label).replace(' ', ""), source.label.replace(' ', ""));
            prop_assert_eq!(of(&row.note).replace(' ', ""), source.note.replace(' ', ""));
            words.extend(row.label.iter().map(|line| ("name", boxes::of(line, FONT))));
            words.extend(row.note.iter().map(|line| ("note", boxes::of(line, FONT))));
            for (index, mark) in row.marks.iter().enumerate() {
                prop_assert!(mark.x >= plot.left && mark.x <= plot.right);
                prop_assert!(mark.y - RADIUS >= row.extent.top && mark.y + RADIUS <= row.extent.bottom);
                prop_assert!(mark.y - lowest_mark >= 24.0 - 1e-9);
                let interval = source.intervals.get(mark.series).copied().flatten();
                prop_assert_eq!(mark.interval.is_some(), interval.is_some());
                if let Some((from, to)) = mark.interval {
                    prop_assert!(plot.left <= from && from <= mark.x);
                    prop_assert!(mark.x <= to && to <= plot.right);
                }
                if let Some(label) = &mark.label {
                    prop_assert_eq!(&label.text, &source.values[mark.series]);
                    words.push(("value", boxes::of(label, FONT)));
                }
                let value = source.marks[mark.series].unwrap();
                for other in &row.marks[..index] {
                    let other_value = source.marks[other.series].unwrap();
                    prop_assert!(value == other_value || (value > other_value) == (mark.x > other.x)
                        || (mark.x - other.x).abs() < 1e-6);
                    let apart = (mark.x - other.x).abs().max((mark.y - other.y).abs());
                    prop_assert!(apart >= COVERS - 1e-9);
                }
            }
            lowest_mark = row.marks.iter().map(|mark| mark.y).fold(lowest_mark, f64::max);
            let Bullet { track, bar, range, ref ticks, .. } = row.bullet;
            for extent in [track, bar, range].into_iter().flatten() {
                prop_assert!(extent.left >= plot.left && extent.right <= plot.right);
                prop_assert!(extent.width() >= 0.0);
            }
            prop_assert_eq!(ticks.is_empty(), source.goal.is_none());
            prop_assert_eq!(bar.is_some() && !whole, false);
            if let Some((from, to)) = row.join {
                prop_assert!(from >= plot.left && to <= plot.right);
            }
            // Whatever a word must not cover.
            let mut shapes: Vec<Extent> = ticks.iter().map(|tick| tick.extent).collect();
            shapes.extend(track);
            let mark = |mark: &PlacedMark| boxes::centred(mark.x, mark.y, 2.0 * RADIUS, 2.0 * RADIUS / 1.2);
            shapes.extend(row.marks.iter().filter(|_| track.is_none()).map(mark));
            for shape in shapes {
                prop_assert!(shape.top >= row.extent.top && shape.bottom <= row.extent.bottom);
                prop_assert!(shape.left >= 0.0 && shape.right <= width);
                for (name, word) in &words {
                    let across = shape.right.min(word.right) - shape.left.max(word.left);
                    let along = shape.bottom.min(word.bottom) - shape.top.max(word.top);
                    prop_assert!(across <= 1e-6 || along <= 1e-6, "{name} {word:?} over {shape:?}");
                }
            }
        }
        for line in &placed.grid {
            for (name, word) in &words {
                let is_through = word.left < line.left && line.left < word.right
                    && line.top < word.bottom - 1e-6 && word.top + 1e-6 < line.bottom;
                prop_assert!(!is_through, "{line:?} runs through {name} {word:?}");
            }
        }
        prop_assert_eq!(bottom, plot.bottom);
        let values: Vec<f64> = placed.ticks.iter().map(|tick| tick.value).collect();
        prop_assert!(placed.ticks.windows(2).all(|pair| pair[0].at < pair[1].at));
        let tick_width = if values.is_empty() { 0.0 } else { widest_value(&values, FONT) };
        for tick in &placed.ticks {
            let below = plot.bottom + 1.2 * FONT;
            words.push(("tick", boxes::centred(tick.at, below, tick_width, FONT)));
        }
        boxes::apart(&words, width, size.height)?;
    }
}
