use proptest::prelude::*;

use super::*;
use crate::chart::label::boxes;

fn series(label: &str, points: &[(f64, Option<f64>)]) -> SeriesData {
    SeriesData {
        label: label.into(),
        points: points
            .iter()
            .map(|&(time, value)| PointData { time, value })
            .collect(),
    }
}

fn data(series: Vec<SeriesData>) -> TrendData {
    TrendData {
        series,
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
        label: "long ".repeat(20),
    });
    let placed = trend(&data, Size::NARROW).unwrap();
    assert_eq!(placed.series[0].label, None);
    assert_eq!(placed.bands[0].label, None);
    assert_eq!(placed.series[0].marks.len(), 1);
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
    let band = (
        any_value(),
        any_value(),
        any_time(),
        any_time(),
        "[Tt]arget [a-z0-9 ]{0,24}",
    );
    (
        prop::collection::vec((label, points), 1..4),
        prop::collection::vec(band, 0..3),
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
