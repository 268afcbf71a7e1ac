use proptest::prelude::*;

use super::*;

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
        let label = &placed.bands[0].label;
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

fn any_data() -> impl Strategy<Value = TrendData> {
    let value = prop_oneof![
        2 => Just(None),
        5 => (-1e6..1e12_f64).prop_map(Some),
        5 => (0.0..100.0_f64).prop_map(Some),
        1 => Just(Some(0.0)),
    ];
    let points = prop::collection::vec((1900.0..2100.0_f64, value), 0..12);
    prop::collection::vec(points, 1..4).prop_map(|all| {
        let series = all
            .into_iter()
            .enumerate()
            .map(|(index, mut points)| {
                points.sort_by(|a, b| a.0.total_cmp(&b.0));
                series(&format!("Series {index} 12%"), &points)
            })
            .collect();
        TrendData {
            limits: (f64::MIN, f64::MAX),
            ..data(series)
        }
    })
}

proptest! {
    #[test]
    fn marks_stay_inside_and_are_numbers(data in any_data(), wide: bool) {
        let size = if wide { Size::WIDE } else { Size::NARROW };
        let any_value = data.series.iter().flat_map(|s| &s.points).any(|p| p.value.is_some());
        let placed = trend(&data, size);
        prop_assert_eq!(placed.is_some(), any_value);
        let Some(placed) = placed else { return Ok(()); };
        prop_assert!(placed.plot.width() > 0.0 && placed.plot.height() > 0.0);
        for series in &placed.series {
            for mark in &series.marks {
                prop_assert!(mark.x >= placed.plot.left - 1e-6 && mark.x <= placed.plot.right + 1e-6);
                prop_assert!(mark.y >= placed.plot.top - 1e-6 && mark.y <= placed.plot.bottom + 1e-6);
            }
            if let Some(label) = &series.label {
                prop_assert!(label.x >= 0.0 && label.x + width_of(&label.text, size.font) <= size.width + 1e-6);
            }
        }
        let labels: Vec<_> = placed.series.iter().filter_map(|s| s.label.as_ref()).collect();
        for (index, a) in labels.iter().enumerate() {
            for b in &labels[..index] {
                prop_assert!(!overlap(a, b, size.font));
            }
        }
    }
}
