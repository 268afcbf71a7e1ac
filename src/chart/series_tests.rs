use proptest::prelude::*;

use super::*;
use crate::chart::{Size, Trend, TrendData, trend};

fn of(points: Vec<PointData>) -> TrendData {
    TrendData {
        series: vec![SeriesData {
            label: "S".into(),
            short: "S".into(),
            points,
        }],
        only: None,
        bands: vec![],
        breaks: vec![],
        spans: vec![],
        limits: (f64::MIN, f64::MAX),
        reach: vec![],
    }
}

fn placed(points: Vec<PointData>) -> Trend {
    trend(&of(points), Size::WIDE).expect("a value")
}

fn point(time: f64, value: f64, certainty: Certainty) -> PointData {
    PointData {
        time,
        value: Some(value),
        certainty,
        interval: None,
    }
}

#[test]
fn no_solid_line_leads_to_a_forecast_or_away_from_one() {
    use Certainty::{Forecast, Open, Settled};
    let points = vec![
        point(2020.5, 1.0, Settled),
        point(2021.5, 2.0, Settled),
        point(2022.5, 3.0, Open),
        point(2023.5, 4.0, Forecast),
        point(2024.5, 5.0, Forecast),
        point(2025.5, 6.0, Settled),
        point(2026.5, 7.0, Settled),
    ];
    let series = &placed(points).series[0];
    let at = |index: usize| (series.marks[index].x, series.marks[index].y);
    let line = |places: &[usize]| places.iter().map(|place| at(*place)).collect::<Line>();
    assert_eq!(series.lines, [line(&[0, 1, 2]), line(&[5, 6])]);
    assert_eq!(series.forecasts, [line(&[2, 3, 4, 5])]);
    assert!(series.marks.iter().all(|mark| !mark.is_alone));
    assert_eq!(series.latest(), 6);
}

#[test]
fn the_latest_figure_is_no_forecast() {
    let points = vec![
        point(2020.5, 1.0, Certainty::Settled),
        point(2021.5, 2.0, Certainty::Open),
        point(2024.5, 9.0, Certainty::Forecast),
    ];
    assert_eq!(placed(points).series[0].latest(), 1);
    let only = vec![point(2024.5, 9.0, Certainty::Forecast)];
    assert_eq!(placed(only).series[0].latest(), 0);
}

#[test]
fn no_line_leads_to_a_forecast_across_a_gap() {
    let gap = PointData {
        time: 2021.5,
        ..PointData::default()
    };
    let points = vec![
        point(2020.5, 1.0, Certainty::Settled),
        gap,
        point(2022.5, 2.0, Certainty::Forecast),
    ];
    let series = &placed(points).series[0];
    assert!(series.lines.is_empty() && series.forecasts.is_empty());
    assert!(series.marks.iter().all(|mark| mark.is_alone));
}

#[test]
fn an_axis_reaches_the_ends_of_intervals() {
    let mut points = vec![
        point(2020.5, 50.0, Certainty::Settled),
        point(2021.5, 51.0, Certainty::Settled),
    ];
    let without = placed(points.clone());
    points[1].interval = Some((20.0, 80.0));
    let with = placed(points);
    let (top, bottom) = with.series[0].marks[1].interval.expect("an interval");
    assert!(with.plot.top < top && bottom < with.plot.bottom);
    let reach = |trend: &Trend| {
        let ticks = &trend.value_ticks;
        ticks[ticks.len() - 1].value - ticks[0].value
    };
    assert!(reach(&without) < 10.0 && reach(&with) >= 60.0);
}

#[test]
fn intervals_are_areas_where_marks_would_touch() {
    let month = |index: u8| PointData {
        interval: Some((f64::from(index), f64::from(index) + 9.0)),
        ..point(
            2015.0 + f64::from(index) / 12.0,
            f64::from(index) + 4.0,
            Certainty::Settled,
        )
    };
    let few: Vec<PointData> = (0..11).map(month).collect();
    let series = &placed(few).series[0];
    assert!(series.areas.is_empty());
    assert!(series.marks.iter().all(|mark| mark.interval.is_some()));

    // A gap parts two areas, and an interval that has no other beside it is no area.
    let mut many: Vec<PointData> = (0..120).map(month).collect();
    many[40].value = None;
    many[40].interval = None;
    many[100].interval = None;
    many[102].interval = None;
    let series = &placed(many).series[0];
    assert!(series.is_crowded);
    let lengths: Vec<usize> = series.areas.iter().map(|area| area.len() / 2).collect();
    assert_eq!(lengths, [40, 59, 17]);
    let left: Vec<usize> = (series.marks.iter())
        .filter(|mark| mark.interval.is_some())
        .map(|mark| mark.index)
        .collect();
    assert_eq!(left, [101]);
}

fn any_point() -> impl Strategy<Value = PointData> {
    let value = prop_oneof![-100.0..100.0_f64, -1e14..1e14_f64, 0.0..1e-3_f64];
    let certainty = prop_oneof![
        4 => Just(Certainty::Settled),
        1 => Just(Certainty::Open),
        1 => Just(Certainty::Forecast),
    ];
    let ends = prop::option::of((0.0..2.0_f64, 0.0..2.0_f64));
    (
        2010.0..2026.0_f64,
        prop::option::weighted(0.9, value),
        certainty,
        ends,
    )
        .prop_map(|(time, value, certainty, ends)| PointData {
            time,
            value,
            certainty,
            interval: value.zip(ends).map(|(value, (below, above))| {
                let size = value.abs();
                (value - below * size, value + above * size)
            }),
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn every_interval_is_drawn_around_its_value_and_in_the_plot(
        mut points in prop::collection::vec(any_point(), 1..60), narrow: bool,
    ) {
        points.sort_by(|a, b| a.time.total_cmp(&b.time));
        let size = if narrow { Size::NARROW } else { Size::WIDE };
        let Some(placed) = trend(&of(points.clone()), size) else { return Ok(()); };
        let (plot, series) = (placed.plot, &placed.series[0]);
        let is_in = |(x, y): (f64, f64)| {
            x >= plot.left - 1e-6 && x <= plot.right + 1e-6 && y >= plot.top && y <= plot.bottom
        };
        let mut drawn = 0;
        for mark in &series.marks {
            prop_assert_eq!(mark.certainty, points[mark.index].certainty);
            if let Some((top, bottom)) = mark.interval {
                drawn += 1;
                prop_assert!(top <= mark.y && mark.y <= bottom);
                prop_assert!(is_in((mark.x, top)) && is_in((mark.x, bottom)));
            }
        }
        for area in &series.areas {
            prop_assert!(series.is_crowded);
            drawn += area.len() / 2;
            prop_assert!(area.iter().all(|corner| is_in(*corner)));
            for (upper, lower) in area.iter().zip(area.iter().rev()).take(area.len() / 2) {
                prop_assert!(upper.0 == lower.0 && upper.1 <= lower.1);
            }
        }
        prop_assert_eq!(drawn, points.iter().filter(|point| point.interval.is_some()).count());

        // Each pair of figures that follow each other is joined once: by a solid line where
        // neither is a forecast.
        let pairs = points.windows(2).filter(|pair| pair.iter().all(|p| p.value.is_some()));
        let (dashed, solid): (Vec<_>, Vec<_>) =
            pairs.partition(|pair| pair.iter().any(|p| p.certainty == Certainty::Forecast));
        let joined = |lines: &[Line]| lines.iter().map(|line| line.len() - 1).sum::<usize>();
        prop_assert_eq!(joined(&series.lines), solid.len());
        prop_assert_eq!(joined(&series.forecasts), dashed.len());
    }
}

#[test]
fn whole_values_have_whole_ticks() {
    let ticks = |values: [f64; 2], size| {
        let points = [2020.5, 2021.5].into_iter().zip(values);
        let points = points.map(|(time, value)| point(time, value, Certainty::Settled));
        let placed = trend(&of(points.collect()), size).unwrap();
        let ticks = placed.value_ticks.iter();
        ticks.map(|tick| tick.value).collect::<Vec<_>>()
    };
    for size in [Size::WIDE, Size::NARROW] {
        assert_eq!(ticks([12.0, 12.0], size), [11.0, 12.0, 13.0]);
        assert_eq!(ticks([0.0, 0.0], size), [0.0, 1.0]);
        let of_parts = ticks([11.9, 12.0], size);
        assert!(of_parts.iter().any(|tick| tick.fract() != 0.0));
    }
}
