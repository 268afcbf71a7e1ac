use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::tests::{band, broken, data, series, span};
use super::*;
use crate::chart::label::boxes;
use crate::chart::room::{crosses, meets};
use crate::chart::series::{Certainty, Mark, PointData};

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
    let certainty = prop_oneof![4 => Just(Certainty::Settled), 1 => Just(Certainty::Forecast)];
    let points = prop::collection::vec((any_time(), value, certainty), 0..12);
    let label = prop_oneof![4 => "[A-Z][a-z]{1,12} [0-9]{1,3}%", 1 => "[a-z ]{0,40}"];
    let or = |time| prop_oneof![8 => any_time(), 1 => Just(time)];
    let band = (
        any_value(),
        any_value(),
        or(f64::NEG_INFINITY),
        or(f64::INFINITY),
        "[Tt]arget [a-z0-9 ]{0,24}",
    );
    let any_span = (any_time(), 0.0..4.0_f64, 0_usize..2);
    (
        prop::collection::vec((label, points), 1..7),
        prop::collection::vec(band, 0..5),
        prop::collection::vec(any_time(), 0..4),
        prop::collection::vec(any_span, 0..3),
    )
        .prop_map(|(all, bands, breaks, spans)| {
            let with_points =
                |(label, mut points): (String, Vec<(f64, Option<f64>, Certainty)>)| {
                    points.sort_by(|a, b| a.0.total_cmp(&b.0));
                    let short = label.rsplit(' ').next().unwrap_or_default().to_owned();
                    let point = |(time, value, certainty)| PointData {
                        time,
                        value,
                        certainty,
                        interval: None,
                    };
                    SeriesData {
                        label,
                        short,
                        points: points.into_iter().map(point).collect(),
                    }
                };
            let band = |(a, b, from, to, label): (f64, f64, f64, f64, String)| BandData {
                low: a.min(b),
                high: a.max(b),
                from: from.min(to),
                to: from.max(to),
                series: None,
                label,
            };
            let all: Vec<SeriesData> = all.into_iter().map(with_points).collect();
            // No series has a figure in a span.
            let mut spans: Vec<SpanData> = spans
                .into_iter()
                .map(|(from, years, place)| SpanData {
                    series: vec![place],
                    ..span(from, from + years)
                })
                .collect();
            spans.retain(|span| {
                let is_in = |point: &PointData| span.from <= point.time && point.time <= span.to;
                !all.iter().flat_map(|of| &of.points).any(is_in)
            });
            spans.sort_by(|a, b| a.from.total_cmp(&b.from));
            spans.dedup_by(|after, before| after.from <= before.to + 0.5);
            TrendData {
                reach: Vec::new(),
                limits: (f64::MIN, f64::MAX),
                bands: bands.into_iter().map(band).collect(),
                breaks: breaks
                    .into_iter()
                    .map(|at| broken(at, "Method changed, 2017"))
                    .collect(),
                spans,
                ..data(all)
            }
        })
}

/// The sizes that pages draw, and others that embeds and pictures ask for.
fn any_size() -> impl Strategy<Value = Size> {
    let width = prop_oneof![
        Just(280.0),
        Just(320.0),
        Just(520.0),
        Just(720.0),
        Just(1200.0)
    ];
    let any = (width, 190.0..400.0_f64, 4_usize..9).prop_map(|(width, height, time_steps)| Size {
        width,
        height,
        font: 14.0,
        time_steps,
    });
    prop_oneof![
        Just(Size::WIDE),
        Just(Size::NARROW),
        Just(Size::LOW),
        Just(Size::SMALL),
        any
    ]
}

/// Fails where words touch a line, a mark, an edge, a rule or, but for those of targets and
/// their own, a span.
fn touch_nothing(placed: &Trend, words: &[(&str, Extent)]) -> Result<(), TestCaseError> {
    let font = placed.size.font;
    for (name, area) in words {
        let fail = |what: &str| Err(TestCaseError::fail(format!("{name} {area:?} on {what}")));
        for series in &placed.series {
            for line in [&series.lines, &series.forecasts].into_iter().flatten() {
                if crosses(line, area) {
                    return fail("a line");
                }
            }
            // The latest mark is larger.
            let is_on = |(index, mark): (usize, &Mark)| {
                let half = font * if index == series.latest() { 0.5 } else { 0.4 };
                meets(
                    &boxes::centred(mark.x, mark.y, 2.0 * half, half / 0.6),
                    area,
                )
            };
            if series.marks.iter().enumerate().any(is_on) {
                return fail("a mark");
            }
        }
        for Band { extent, .. } in &placed.bands {
            let edge = |y| [(extent.left, y), (extent.right, y)];
            if [extent.top, extent.bottom]
                .iter()
                .any(|y| crosses(&edge(*y), area))
            {
                return fail("an edge");
            }
        }
        if placed
            .breaks
            .iter()
            .any(|broken| crosses(&broken.rule, area))
        {
            return fail("a break");
        }
        for Span { extent, .. } in &placed.spans {
            let edge = |x| [(x, extent.top), (x, extent.bottom)];
            let is_over = [extent.left, extent.right]
                .iter()
                .any(|x| crosses(&edge(*x), area));
            if is_over || (*name == "end label" && meets(extent, area)) {
                return fail("a span");
            }
        }
    }
    Ok(())
}

/// Figures as offices publish them: one a year, between 0% and 100%.
fn usual_data() -> impl Strategy<Value = TrendData> {
    let value = (0_u16..=1000).prop_map(|value| f64::from(value) / 10.0);
    let points = prop::collection::vec(prop::option::weighted(0.9, value), 2..14);
    let all = prop::collection::vec(("[A-Z][a-z]{3,10}", points), 1..4);
    let goal = prop::option::of((0_u8..9, 0_u8..2));
    (all, goal, prop::option::of(2013_u16..2024)).prop_map(|(all, goal, changed)| {
        let of = |(name, values): (String, Vec<Option<f64>>)| {
            let last = values.iter().rev().flatten().next();
            let short = last.map_or(String::new(), |last| format!("{last:.0}%"));
            let points: Vec<_> = values
                .iter()
                .zip(2012_u16..)
                .map(|(value, year)| (f64::from(year) + 0.5, *value))
                .collect();
            SeriesData {
                short: short.clone(),
                ..series(&format!("{name} {short}"), &points)
            }
        };
        let mut data = data(all.into_iter().map(of).collect());
        data.bands.extend(goal.map(|(tens, wide)| BandData {
            high: f64::from(tens + wide) * 10.0,
            ..band(f64::from(tens) * 10.0, (2012.0, 2026.0), "Target 75–80%")
        }));
        data.breaks
            .extend(changed.map(|at| broken(f64::from(at), "Method changed, 2017")));
        data
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_usual_figure_is_without_its_label(
        data in usual_data(),
        width in prop_oneof![Just(280.0), Just(320.0), Just(520.0), Just(720.0)],
    ) {
        let size = Size { width, ..Size::NARROW };
        let Some(placed) = trend(&data, size) else { return Ok(()); };
        for series in placed.series.iter().filter(|series| !series.marks.is_empty()) {
            // On a phone there is rarely no room beside a line, a break and a band; the tip and
            // the table have the figure.
            prop_assert!(series.label.is_some() || width < 400.0, "{placed:?}");
        }
        prop_assert!(placed.plot.width() >= 0.6 * width, "{:?}", placed.plot);
        prop_assert!(placed.breaks.iter().all(|broken| broken.label.is_some()));
    }
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
            let dashed: usize = series.forecasts.iter().map(|line| line.len() - 1).sum();
            let pairs = source.points.windows(2);
            let next = pairs.filter(|pair| {
                let is_between = |broken: &BreakData| pair[0].time < broken.at && broken.at <= pair[1].time;
                pair[0].value.is_some() && pair[1].value.is_some() && !data.breaks.iter().any(is_between)
            });
            prop_assert_eq!(joined + dashed, next.count());
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
            words.extend(series.label.iter().map(|label| ("end label", label.extent(font))));
        }
        for Span { extent, label, .. } in &placed.spans {
            prop_assert!(extent.width() >= 5.0 && extent.top == plot.top && extent.bottom == plot.bottom);
            words.extend(label.iter().map(|label| ("span", label.extent(font))));
        }
        words.extend(placed.breaks.iter().filter_map(|broken| {
            Some(("break", broken.label.as_ref()?.extent(font)))
        }));
        for band in &placed.bands {
            let extent = band.extent;
            prop_assert!(extent.left >= plot.left - 1e-6 && extent.right <= plot.right + 1e-6);
            prop_assert!(extent.top >= plot.top && extent.bottom <= plot.bottom);
            prop_assert!(extent.width() >= 0.0 && extent.height() >= 0.0);
            words.extend(band.label.iter().map(|label| ("band", label.extent(font))));
        }
        touch_nothing(&placed, &words)?;
        prop_assert!(!placed.value_ticks.is_empty() && !placed.time_ticks.is_empty());
        let values: Vec<f64> = placed.value_ticks.iter().map(|tick| tick.value).collect();
        let width = widest_value(&values, font);
        for tick in &placed.value_ticks {
            let middle = plot.left - TICK_DISTANCE - width / 2.0;
            words.push(("value", boxes::centred(middle, tick.at, width, font)));
        }
        for tick in &placed.time_ticks {
            let below = plot.bottom + 1.2 * font;
            words.push(("year", boxes::centred(tick.at, below, width_of("2000", font), font)));
        }
        boxes::apart(&words, size.width, size.height)?;
    }
}
