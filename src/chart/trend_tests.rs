use proptest::prelude::*;

use super::*;
use crate::chart::band::crosses;
use crate::chart::label::boxes;
use crate::chart::series::{Mark, PointData};

fn series(label: &str, points: &[(f64, Option<f64>)]) -> SeriesData {
    SeriesData {
        label: label.into(),
        points: points
            .iter()
            .map(|&(time, value)| PointData {
                time,
                value,
                ..PointData::default()
            })
            .collect(),
    }
}

fn data(series: Vec<SeriesData>) -> TrendData {
    TrendData {
        series,
        only: None,
        bands: vec![],
        breaks: vec![],
        reach: Vec::new(),
        limits: (0.0, 100.0),
    }
}

#[test]
fn no_line_crosses_a_gap() {
    let points = [
        (2012.5, Some(1.0)),
        (2013.5, Some(2.0)),
        (2014.5, None),
        (2015.5, Some(3.0)),
        (2016.5, Some(4.0)),
    ];
    let placed = trend(&data(vec![series("a", &points)]), Size::WIDE).unwrap();
    let series = &placed.series[0];
    assert_eq!(series.lines.len(), 2);
    assert!(series.lines.iter().all(|line| line.len() == 2));
    assert_eq!(series.marks.len(), 4);
    assert_eq!(series.gaps.len(), 1);
    assert!(series.gaps[0].y > placed.plot.bottom, "a gap has no value");
}

#[test]
fn nothing_to_draw_without_a_value() {
    let points = [(2020.5, None), (2021.5, None)];
    assert_eq!(trend(&data(vec![series("a", &points)]), Size::WIDE), None);
    assert_eq!(trend(&data(vec![]), Size::WIDE), None);
}

#[test]
fn the_target_is_drawn_from_the_day_it_was_set() {
    let mut data = data(vec![series(
        "a",
        &[(2012.5, Some(50.0)), (2019.5, Some(86.0))],
    )]);
    data.bands.push(BandData {
        low: 75.0,
        high: 80.0,
        from: 2018.5,
        to: 2024.0,
        series: None,
        label: "Target".into(),
    });
    let placed = trend(&data, Size::WIDE).unwrap();
    let band = &placed.bands[0];
    let marks = &placed.series[0].marks;
    assert!(marks[0].x < band.extent.left && band.extent.left < marks[1].x);
    assert!(marks[1].y < band.extent.top, "86 is above the band");
    assert!(band.extent.right <= placed.plot.right + 1e-9);
}

#[test]
fn a_targets_words_stand_where_no_line_passes() {
    let line = [(2020.5, Some(10.0)), (2024.5, Some(90.0))];
    let mut data = data(vec![series("a", &line)]);
    data.bands.push(BandData {
        low: 70.0,
        high: 70.0,
        from: 2020.5,
        to: 2024.0,
        series: None,
        label: "Target 70%".into(),
    });
    for size in [Size::WIDE, Size::NARROW] {
        let placed = trend(&data, size).unwrap();
        let label = placed.bands[0].label.as_ref().unwrap();
        assert!(
            !crosses(&placed.series[0].lines[0], label, size.font),
            "{label:?}"
        );
    }
    let through = Label {
        text: "x".into(),
        x: 50.0,
        y: 50.0,
    };
    assert!(crosses(&[(0.0, 0.0), (100.0, 100.0)], &through, 14.0));
    assert!(!crosses(&[(0.0, 80.0), (100.0, 100.0)], &through, 14.0));
}

#[test]
fn words_without_room_are_left_out() {
    let mut data = data(vec![series(&"long ".repeat(20), &[(2020.5, Some(50.0))])]);
    data.bands.push(BandData {
        low: 70.0,
        high: 70.0,
        from: 2020.5,
        to: 2024.0,
        series: None,
        label: "long ".repeat(20),
    });
    let placed = trend(&data, Size::NARROW).unwrap();
    assert_eq!(placed.series[0].label, None);
    assert_eq!(placed.bands[0].label, None);
    assert_eq!(placed.series[0].marks.len(), 1);
}

/// Months from a year on.
fn months(from: f64, count: u16, value: impl Fn(u16) -> Option<f64>) -> Vec<(f64, Option<f64>)> {
    (0..count)
        .map(|at| (from + (f64::from(at) + 0.5) / 12.0, value(at)))
        .collect()
}

#[test]
fn markers_that_would_touch_are_left_out() {
    let year_by_year: Vec<_> = (0..15_u8)
        .map(|at| (2010.5 + f64::from(at), Some(50.0)))
        .collect();
    let all_months = months(2010.0, 180, |at| Some(f64::from(at % 7)));
    // Few points have markers wherever they are.
    let close = [
        (2023.4, Some(50.0)),
        (2023.5, Some(55.0)),
        (2023.6, Some(57.0)),
    ];
    for (points, is_crowded) in [
        (&year_by_year[..], false),
        (&all_months, true),
        (&close, false),
    ] {
        for size in [Size::WIDE, Size::NARROW, Size::SMALL] {
            let placed = trend(&data(vec![series("a", points)]), size).unwrap();
            let crowded = placed.series[0].is_crowded;
            assert_eq!(crowded, is_crowded, "{} on {}", points.len(), size.width);
        }
    }
}

#[test]
fn a_figure_between_gaps_is_alone() {
    let points = [
        (2012.5, None),
        (2013.5, Some(2.0)),
        (2014.5, None),
        (2015.5, Some(3.0)),
        (2016.5, Some(4.0)),
        (2017.5, None),
        (2018.5, Some(4.0)),
    ];
    for size in [Size::WIDE, Size::SPARK] {
        let placed = trend(&data(vec![series("", &points)]), size).unwrap();
        let alone: Vec<usize> = placed.series[0]
            .marks
            .iter()
            .filter(|mark| mark.is_alone)
            .map(|mark| mark.index)
            .collect();
        assert_eq!(alone, [1, 6]);
        assert_eq!(placed.series[0].lines.len(), 1);
    }
}

#[test]
fn years_that_would_crowd_become_fifth_and_tenth_ones() {
    for (first, count, size, step) in [
        (2010.5, 7_u8, Size::WIDE, 1.0),
        (2010.5, 15, Size::NARROW, 5.0),
        (1960.5, 65, Size::WIDE, 10.0),
        (1960.5, 65, Size::NARROW, 20.0),
        (2020.5, 2, Size::WIDE, 1.0),
    ] {
        let points: Vec<_> = (0..count)
            .map(|at| (first + f64::from(at), Some(5.0)))
            .collect();
        let placed = trend(&data(vec![series("a", &points)]), size).unwrap();
        let years: Vec<f64> = placed.time_ticks.iter().map(|tick| tick.value).collect();
        assert!(years.len() > 1, "{years:?}");
        for pair in years.windows(2) {
            assert_eq!(pair[1] - pair[0], step, "{years:?}");
        }
        assert_eq!(years[0] % step, 0.0, "{years:?}");
    }
}

#[test]
fn the_axis_ends_with_the_last_year() {
    let mut data = data(vec![series(
        "",
        &[(2020.5, Some(5.0)), (2023.5, Some(6.0))],
    )]);
    let last = |data: &TrendData| {
        trend(data, Size::WIDE)
            .unwrap()
            .time_ticks
            .last()
            .unwrap()
            .value
    };
    assert_eq!(last(&data), 2024.0);
    // A target that is due in 2024 is due when that ends.
    data.bands.push(band(5.0, (2020.0, 2025.0), "Target"));
    assert_eq!(last(&data), 2025.0);
}

fn band(value: f64, (from, to): (f64, f64), label: &str) -> BandData {
    BandData {
        low: value,
        high: value,
        from,
        to,
        series: None,
        label: label.into(),
    }
}

#[test]
fn interim_targets_are_all_drawn_with_their_words() {
    let mut data = data(vec![series(
        "47%",
        &[(2020.5, Some(22.0)), (2024.5, Some(47.0))],
    )]);
    for (value, due) in [
        (40.0, 2025.0),
        (60.0, 2027.0),
        (80.0, 2029.0),
        (100.0, 2031.0),
    ] {
        data.bands.push(band(
            value,
            (2020.5, due),
            &format!("{value}% by {}", due - 1.0),
        ));
    }
    for size in [Size::WIDE, Size::NARROW] {
        let placed = trend(&data, size).unwrap();
        assert_eq!(placed.bands.len(), 4);
        for band in &placed.bands {
            let label = band.label.as_ref().expect("room for its words");
            let away = (label.y - band.extent.top).abs();
            assert!(away < 2.0 * size.font, "{label:?} is {away} away");
        }
        assert!(placed.has_room());
    }
}

#[test]
fn a_target_of_which_nobody_says_when_holds_all_the_time() {
    let mut data = data(vec![series(
        "",
        &[(2020.5, Some(5.0)), (2023.5, Some(6.0))],
    )]);
    data.bands
        .push(band(5.0, (f64::NEG_INFINITY, f64::INFINITY), "Target"));
    let placed = trend(&data, Size::WIDE).unwrap();
    let extent = placed.bands[0].extent;
    assert_eq!(
        (extent.left, extent.right),
        (placed.plot.left, placed.plot.right)
    );
}

#[test]
fn a_target_set_long_before_leaves_room_for_figures() {
    let mut data = data(vec![series(
        "",
        &[(2019.5, Some(5.0)), (2023.5, Some(6.0))],
    )]);
    data.bands.push(band(5.0, (1992.0, 2025.0), "Target"));
    let placed = trend(&data, Size::WIDE).unwrap();
    assert_eq!(placed.time_ticks[0].value, 2019.0);
    assert_eq!(placed.bands[0].extent.left, placed.plot.left);
    data.bands[0].from = 2017.0;
    let placed = trend(&data, Size::WIDE).unwrap();
    assert_eq!(placed.time_ticks[0].value, 2017.0);
}

#[test]
fn names_that_made_room_are_led_to() {
    let ends = [80.0, 80.5, 81.0, 40.0];
    let all = ends
        .iter()
        .map(|end| series("Name", &[(2020.5, Some(10.0)), (2023.5, Some(*end))]));
    let placed = trend(&data(all.collect()), Size::WIDE).unwrap();
    for series in &placed.series {
        let end = series.marks[1];
        let label = series.label.as_ref().unwrap();
        let is_moved = (label.y - end.y).abs() > 0.7 * Size::WIDE.font;
        assert_eq!(series.leader.is_some(), is_moved, "{series:?}");
        let Some([from, to]) = series.leader else {
            continue;
        };
        assert!(end.x < from.0 && from.0 < to.0 && to.0 < label.x);
        assert_eq!((from.1, to.1), (end.y, label.y));
    }
    assert!(placed.series.iter().any(|series| series.leader.is_some()));
    // Rather no names than some over each other.
    let many = vec![series("Name", &[(2020.5, Some(10.0)), (2023.5, Some(80.0))]); 30];
    let placed = trend(&data(many), Size::WIDE).unwrap();
    assert!(placed.series.iter().all(|series| series.label.is_none()));
    assert!(!placed.has_room());
}

#[test]
fn the_charts_of_each_series_share_their_axes() {
    let mut data = data(vec![
        series("a", &[(2010.5, Some(10.0)), (2013.5, Some(20.0))]),
        series(
            "b",
            &[(2012.5, Some(80.0)), (2019.5, None), (2020.5, Some(90.0))],
        ),
    ]);
    data.bands.push(BandData {
        series: Some(1),
        ..band(95.0, (2012.0, 2025.0), "Target of b")
    });
    let of = |only| {
        trend(
            &TrendData {
                only: Some(only),
                ..data.clone()
            },
            Size::SMALL,
        )
        .unwrap()
    };
    let (a, b) = (of(0), of(1));
    let values = |placed: &Trend| {
        placed
            .value_ticks
            .iter()
            .map(|t| t.value)
            .collect::<Vec<_>>()
    };
    assert_eq!(values(&a), values(&b));
    let years = |placed: &Trend| {
        placed
            .time_ticks
            .iter()
            .map(|t| t.value)
            .collect::<Vec<_>>()
    };
    assert_eq!(years(&a), years(&b));
    // Words, targets and gaps are those of the one.
    assert_eq!((a.bands.len(), b.bands.len()), (0, 1));
    assert!(a.series[0].label.is_some() && a.series[1].label.is_none());
    assert_eq!(a.gap_rows.height(), 0.0);
    assert!(b.gap_rows.height() > 0.0);
    // The other's line is there, too.
    assert_eq!(b.series[0].lines.len(), 1);
    assert_eq!(of(1).series[1].lines.len(), 0);
}

fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![
        5 => -1e6..1e12_f64,
        5 => 0.0..100.0_f64,
        2 => (0_u8..4).prop_map(|value| f64::from(value) * 25.0),
        1 => Just(0.0),
        1 => -1e14..1e14_f64,
        1 => 0.0..1e-3_f64,
        1 => Just(1e14),
    ]
}

fn any_time() -> impl Strategy<Value = f64> {
    prop_oneof![1 => 1900.0..2100.0_f64, 4 => 2012.0..2026.0_f64]
}

fn any_data() -> impl Strategy<Value = TrendData> {
    let value = prop_oneof![1 => Just(None), 5 => any_value().prop_map(Some)];
    let points = prop::collection::vec((any_time(), value), 0..12);
    let label = prop_oneof![4 => "[A-Z][a-z]{1,12} [0-9]{1,3}%", 1 => "[a-z ]{0,40}"];
    let or = |time| prop_oneof![8 => any_time(), 1 => Just(time)];
    let band = (
        any_value(),
        any_value(),
        or(f64::NEG_INFINITY),
        or(f64::INFINITY),
        "[Tt]arget [a-z0-9 ]{0,24}",
    );
    (
        prop::collection::vec((label, points), 1..7),
        prop::collection::vec(band, 0..5),
    )
        .prop_map(|(all, bands)| {
            let with_points = |(label, mut points): (String, Vec<(f64, Option<f64>)>)| {
                points.sort_by(|a, b| a.0.total_cmp(&b.0));
                series(&label, &points)
            };
            let band = |(a, b, from, to, label): (f64, f64, f64, f64, String)| BandData {
                low: a.min(b),
                high: a.max(b),
                from: from.min(to),
                to: from.max(to),
                series: None,
                label,
            };
            TrendData {
                reach: Vec::new(),
                limits: (f64::MIN, f64::MAX),
                bands: bands.into_iter().map(band).collect(),
                ..data(all.into_iter().map(with_points).collect())
            }
        })
}

/// The sizes that pages draw, and others that embeds and pictures ask for.
fn any_size() -> impl Strategy<Value = Size> {
    let width = prop_oneof![Just(320.0), Just(480.0), Just(768.0), Just(1200.0)];
    let any = (width, 280.0..400.0_f64, 4_usize..9).prop_map(|(width, height, time_steps)| Size {
        width,
        height,
        font: 14.0,
        time_steps,
    });
    prop_oneof![1 => Just(Size::WIDE), 1 => Just(Size::NARROW), 4 => any]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn all_is_placed_and_no_words_overlap(data in any_data(), size in any_size()) {
        let any_value = data.series.iter().flat_map(|s| &s.points).any(|p| p.value.is_some());
        let placed = trend(&data, size);
        prop_assert_eq!(placed.is_some(), any_value);
        let Some(placed) = placed else { return Ok(()); };
        let (plot, font) = (placed.plot, size.font);
        prop_assert!(plot.width() > 0.0 && plot.height() > 0.0);
        let mut words = Vec::new();
        for (series, source) in placed.series.iter().zip(&data.series) {
            for mark in &series.marks {
                prop_assert!(mark.x >= plot.left - 1e-6 && mark.x <= plot.right + 1e-6);
                prop_assert!(mark.y >= plot.top && mark.y <= plot.bottom);
            }
            // Lines lead from a figure to the next one, and across no gap.
            let joined: usize = series.lines.iter().map(|line| line.len() - 1).sum();
            let pairs = source.points.windows(2);
            let next = pairs.filter(|pair| pair[0].value.is_some() && pair[1].value.is_some());
            prop_assert_eq!(joined, next.count());
            let on_lines: usize = series.lines.iter().map(Vec::len).sum();
            let alone = series.marks.iter().filter(|mark| mark.is_alone).count();
            prop_assert_eq!(on_lines + alone, series.marks.len());
            if let Some([from, to]) = series.leader {
                prop_assert!(from.0.is_finite() && to.0 <= size.width && to.1 <= plot.bottom + 1e-6);
            }
            let value = |mark: &Mark| source.points[mark.index].value;
            for pair in series.marks.windows(2) {
                prop_assert!(pair[0].x <= pair[1].x);
                let kept = if value(&pair[0]) < value(&pair[1]) {
                    pair[0].y >= pair[1].y
                } else {
                    pair[0].y <= pair[1].y
                };
                prop_assert!(kept);
            }
            words.extend(series.label.iter().map(|label| ("end label", boxes::of(label, font))));
        }
        for band in &placed.bands {
            let extent = band.extent;
            prop_assert!(extent.left >= plot.left - 1e-6 && extent.right <= plot.right + 1e-6);
            prop_assert!(extent.top >= plot.top && extent.bottom <= plot.bottom);
            prop_assert!(extent.width() >= 0.0 && extent.height() >= 0.0);
            words.extend(band.label.iter().map(|label| ("band", boxes::of(label, font))));
        }
        prop_assert!(!placed.value_ticks.is_empty() && !placed.time_ticks.is_empty());
        let values: Vec<f64> = placed.value_ticks.iter().map(|tick| tick.value).collect();
        let width = widest_value(&values, font);
        for tick in &placed.value_ticks {
            let middle = plot.left - TICK_DISTANCE - width / 2.0;
            words.push(("value", boxes::centred(middle, tick.at, width, font)));
        }
        for tick in &placed.time_ticks {
            let below = placed.gap_rows.bottom + 1.2 * font;
            words.push(("year", boxes::centred(tick.at, below, width_of("2000", font), font)));
        }
        boxes::apart(&words, size.width, size.height)?;
    }
}

#[test]
fn a_long_figure_does_not_cover_the_line_that_it_is_of() {
    let rising = [
        (2020.5, Some(10.0)),
        (2021.5, Some(20.0)),
        (2022.5, Some(30.0)),
    ];
    let falling = [
        (2020.5, Some(30.0)),
        (2021.5, Some(20.0)),
        (2022.5, Some(10.0)),
    ];
    for points in [&rising, &falling] {
        for target in [0.0, 95.0] {
            let mut data = data(vec![series("about 10.3 million people", points)]);
            data.reach = vec![target];
            let placed = trend(&data, Size::NARROW).unwrap();
            let [of] = &placed.series[..] else {
                panic!("one series")
            };
            let label = of.label.as_ref().unwrap();
            assert!(!crosses(&of.lines[0], label, 14.0), "{points:?} {target}");
        }
    }
}
