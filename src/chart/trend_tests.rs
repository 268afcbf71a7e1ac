use super::*;
use crate::chart::room::crosses;
use crate::chart::series::{Certainty, PointData};
use crate::chart::size::Line;

pub(super) fn series(label: &str, points: &[(f64, Option<f64>)]) -> SeriesData {
    SeriesData {
        label: label.into(),
        short: label.into(),
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

pub(super) fn data(series: Vec<SeriesData>) -> TrendData {
    TrendData {
        series,
        only: None,
        bands: vec![],
        breaks: vec![],
        spans: vec![],
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
            !crosses(&placed.series[0].lines[0], &label.extent(size.font)),
            "{label:?}"
        );
    }
    let through = Label {
        text: "x".into(),
        x: 50.0,
        y: 50.0,
    };
    let through = through.extent(14.0);
    for (line, is_crossed) in [
        ([(0.0, 0.0), (100.0, 100.0)], true),
        ([(100.0, 100.0), (0.0, 0.0)], true),
        ([(52.0, 0.0), (52.0, 100.0)], true),
        ([(0.0, 80.0), (100.0, 100.0)], false),
        ([(80.0, 0.0), (80.0, 100.0)], false),
    ] {
        assert_eq!(crosses(&line, &through), is_crossed, "{line:?}");
    }
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

pub(super) fn band(value: f64, (from, to): (f64, f64), label: &str) -> BandData {
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
        assert!((to.1 - label.y).abs() < 1e-9);
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
    data.spans.push(SpanData {
        series: vec![1],
        ..span(2019.0, 2020.0)
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
    // Words, targets and spans are those of the one.
    assert_eq!((a.bands.len(), b.bands.len()), (0, 1));
    assert!(a.series[0].label.is_some() && a.series[1].label.is_none());
    assert_eq!((a.spans.len(), b.spans.len()), (0, 1));
    // The other's line is there, too.
    assert_eq!(b.series[0].lines.len(), 1);
    assert_eq!(of(1).series[1].lines.len(), 0);
}

pub(super) fn span(from: f64, to: f64) -> SpanData {
    SpanData {
        from,
        to,
        series: vec![0],
        label: "No results found".into(),
    }
}

pub(super) fn broken(at: f64, label: &str) -> BreakData {
    BreakData {
        at,
        label: label.into(),
    }
}

#[test]
fn a_break_of_the_method_breaks_lines_and_areas() {
    let point = |at: u8, certainty| PointData {
        time: 2015.0 + f64::from(at) / 12.0,
        value: Some(f64::from(at)),
        certainty,
        interval: Some((0.0, 90.0)),
    };
    let mut points: Vec<_> = (0..80).map(|at| point(at, Certainty::Settled)).collect();
    points.extend((80..90).map(|at| point(at, Certainty::Forecast)));
    let mut data = data(vec![SeriesData {
        points,
        ..series("a", &[])
    }]);
    // A figure of the day on which it begins is measured anew.
    let solid = data.series[0].points[40].time;
    let dashed = (data.series[0].points[84].time + data.series[0].points[85].time) / 2.0;
    data.breaks = vec![
        broken(solid, "One"),
        broken(dashed, "Two"),
        broken(1990.0, "Before"),
    ];
    let placed = trend(&data, Size::WIDE).unwrap();
    let lengths = |lines: &[Line]| lines.iter().map(Vec::len).collect::<Vec<_>>();
    let [of] = &placed.series[..] else {
        panic!("one series")
    };
    assert_eq!(lengths(&of.lines), [40, 40]);
    assert_eq!(lengths(&of.forecasts), [6, 5]);
    assert_eq!(lengths(&of.areas), [80, 90, 10]);
    // What is before all figures is not drawn.
    assert_eq!(placed.breaks.len(), 2);
}

#[test]
fn a_figure_between_a_gap_and_a_break_is_alone() {
    let points = [
        (2020.5, Some(1.0)),
        (2021.5, Some(2.0)),
        (2022.5, Some(3.0)),
    ];
    let mut data = data(vec![series("a", &points)]);
    data.breaks = vec![broken(2021.0, "One"), broken(2022.0, "Two")];
    let placed = trend(&data, Size::WIDE).unwrap();
    assert!(placed.series[0].lines.is_empty());
    assert!(placed.series[0].marks.iter().all(|mark| mark.is_alone));
}

#[test]
fn breaks_are_named_above_the_plot_or_have_numbers() {
    let points = [(2012.5, Some(50.0)), (2024.5, Some(60.0))];
    let mut data = data(vec![series("60%", &points)]);
    let words = "Method changed, Oct 2017";
    for (times, size, wanted) in [
        (&[2017.75][..], Size::WIDE, &[words][..]),
        (&[2017.75], Size::NARROW, &[words]),
        (&[2012.1], Size::NARROW, &[words]),
        (&[2024.9], Size::NARROW, &[words]),
        (&[2012.1, 2024.9], Size::WIDE, &[words; 2]),
        (&[2017.0, 2018.0], Size::WIDE, &[words; 2]),
        (&[2016.0, 2019.0], Size::NARROW, &["1", "2"]),
        (
            &[2014.0, 2016.0, 2018.0, 2020.0],
            Size::WIDE,
            &["1", "2", "3", "4"],
        ),
    ] {
        data.breaks = times.iter().map(|at| broken(*at, words)).collect();
        let placed = trend(&data, size).unwrap();
        let mut said = Vec::new();
        for Break { rule, label } in &placed.breaks {
            let label = label.as_ref().expect("no label is dropped");
            let extent = label.extent(size.font);
            // The rule leads down from its own words.
            let [(x, top), (_, bottom)] = *rule;
            assert!(extent.left <= x && x <= extent.right && extent.bottom <= top);
            assert_eq!(bottom, placed.plot.bottom);
            said.push(&*label.text);
        }
        assert_eq!(said, wanted, "{times:?} on {}", size.width);
    }
}

#[test]
fn a_span_without_results_is_hatched_around_its_words() {
    let mut points = vec![(2016.5, Some(50.0)), (2017.5, Some(60.0))];
    points.extend((2018..2022_u16).map(|year| (f64::from(year) + 0.5, None)));
    let mut data = data(vec![series("60%", &points)]);
    data.spans = vec![span(2018.0, 2022.0)];
    data.bands.push(band(80.0, (2016.0, 2022.0), "Target 80%"));
    for size in [Size::WIDE, Size::NARROW, Size::SMALL, Size::LOW] {
        let placed = trend(&data, size).unwrap();
        let [
            Span {
                extent,
                hatch,
                label,
                ..
            },
        ] = &placed.spans[..]
        else {
            panic!("one span")
        };
        assert_eq!(
            (extent.top, extent.bottom),
            (placed.plot.top, placed.plot.bottom)
        );
        assert!(
            (extent.right - placed.plot.right).abs() < 1e-6,
            "{}",
            size.width
        );
        let said: Vec<_> = label.iter().map(|label| &*label.text).collect();
        assert_eq!(said.join(" "), "No results found", "{}", size.width);
        // The words of the target stand in it, at the end of its line.
        let target = placed.bands[0].label.as_ref().expect("room");
        assert!(target.x > extent.left, "{}", size.width);
        assert!(!hatch.is_empty());
        for line in hatch {
            for label in label.iter().chain([target]) {
                assert!(!crosses(line, &label.extent(size.font)), "{label:?}");
            }
        }
        assert_eq!(placed.time_ticks.last().unwrap().value, 2022.0);
    }
    // It begins where its first period does, however far the last figure is.
    data.spans = vec![span(2018.9, 2022.0)];
    let placed = trend(&data, Size::WIDE).unwrap();
    let (one, two) = (placed.time_ticks[0], placed.time_ticks[1]);
    let from = one.at + (2018.9 - one.value) * (two.at - one.at) / (two.value - one.value);
    assert!((placed.spans[0].extent.left - from).abs() < 1e-6);
    // Where there is no room in it, its words are above it.
    data.spans = vec![span(2018.0, 2018.3)];
    let placed = trend(&data, Size::NARROW).unwrap();
    let [label] = &placed.spans[0].label[..] else {
        panic!("one line")
    };
    assert!(label.y < placed.plot.top);
}

#[test]
fn a_span_that_a_line_crosses_is_only_a_gap() {
    let mut data = data(vec![
        series(
            "a",
            &[(2018.2, Some(1.0)), (2019.5, None), (2021.2, Some(2.0))],
        ),
        series("b", &[(2018.3, Some(1.0)), (2021.5, Some(2.0))]),
    ]);
    data.spans = vec![span(2019.0, 2020.0)];
    assert!(trend(&data, Size::WIDE).unwrap().spans.is_empty());
    data.series[1].points.pop();
    assert_eq!(trend(&data, Size::WIDE).unwrap().spans.len(), 1);
}

#[test]
fn without_room_for_names_all_labels_are_short() {
    let ends = |value: f64| [(2016.5, Some(20.0)), (2023.5, Some(value))];
    let with = |label: &str, short: &str, value| SeriesData {
        short: short.into(),
        ..series(label, &ends(value))
    };
    let data = data(vec![
        with("Citizens of the capital 86%", "86%", 86.0),
        with("Businesses of the capital 77%", "77%", 77.0),
        with("Visitors of the capital 80%", "80%", 80.0),
    ]);
    for (size, is_named) in [(Size::WIDE, false), (Size::NARROW, false)] {
        let placed = trend(&data, size).unwrap();
        assert_eq!(placed.is_named, is_named, "{}", size.width);
        for (of, data) in placed.series.iter().zip(&data.series) {
            assert_eq!(of.label.as_ref().unwrap().text, data.short);
        }
        assert!(placed.plot.width() > 0.7 * size.width, "{}", size.width);
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
            let extent = label.extent(14.0);
            assert!(!crosses(&of.lines[0], &extent), "{points:?} {target}");
        }
    }
}
