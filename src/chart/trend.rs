//! Values over time, against target bands.

use super::label::{Label, spread, width_of};
use super::scale::{Linear, nice_domain, ticks};

/// What a trend shows. Times are in years, values in any one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendData {
    /// The series.
    pub series: Vec<SeriesData>,
    /// What was aimed at, and from when to when.
    pub bands: Vec<BandData>,
    /// Times at which the way of measuring changed.
    pub breaks: Vec<f64>,
    /// The least and the greatest value that can be; the axis stays within.
    pub limits: (f64, f64),
}

/// A series, in order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesData {
    /// What stands at the end of its line.
    pub label: String,
    /// Its points.
    pub points: Vec<PointData>,
}

/// A period and its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointData {
    /// The period's middle.
    pub time: f64,
    /// The value; `None` is a gap, which no line crosses.
    pub value: Option<f64>,
}

/// A target. A single number has equal ends.
#[derive(Clone, Debug, PartialEq)]
pub struct BandData {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// When it was set.
    pub from: f64,
    /// When it was due or superseded.
    pub to: f64,
    /// What stands beside it.
    pub label: String,
}

/// The size of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Font size of all labels.
    pub font: f64,
    /// About how many steps the time axis has.
    pub time_steps: usize,
}

impl Size {
    /// For columns from about 560 px on.
    pub const WIDE: Size = Size {
        width: 720.0,
        height: 380.0,
        font: 14.0,
        time_steps: 7,
    };
    /// For narrower ones; readable down to 280 px.
    pub const NARROW: Size = Size {
        width: 320.0,
        height: 320.0,
        font: 14.0,
        time_steps: 4,
    };
}

/// A rectangle by its edges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Left edge.
    pub left: f64,
    /// Right edge.
    pub right: f64,
    /// Upper edge.
    pub top: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Extent {
    /// From the left to the right edge.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// From the upper to the lower edge.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// A placed tick of an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// Where it stands along its axis.
    pub at: f64,
    /// What it stands for.
    pub value: f64,
}

/// A placed point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Its place in the series' data.
    pub index: usize,
    /// x of its centre.
    pub x: f64,
    /// y of its centre.
    pub y: f64,
}

/// A period without a value, placed on its series' row below the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Its place in the series' data.
    pub index: usize,
    /// x of its centre.
    pub x: f64,
    /// y of its centre.
    pub y: f64,
}

/// A placed series.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendSeries {
    /// Its lines: runs of marks without a gap between them. A lone mark is no line.
    pub lines: Vec<Vec<(f64, f64)>>,
    /// Its points.
    pub marks: Vec<Mark>,
    /// Its periods without a value.
    pub gaps: Vec<Gap>,
    /// Its name, beside its last point.
    pub label: Option<Label>,
}

/// A placed target.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Where it lies; of height 0 for a single number.
    pub extent: Extent,
    /// Its words.
    pub label: Label,
}

/// A placed trend.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// The size of the whole drawing.
    pub size: Size,
    /// Where marks stand.
    pub plot: Extent,
    /// Ticks of the value axis, from the lowest up.
    pub value_ticks: Vec<Tick>,
    /// Ticks of the time axis: beginnings of years.
    pub time_ticks: Vec<Tick>,
    /// The series, in the order given.
    pub series: Vec<TrendSeries>,
    /// The targets, in the order given.
    pub bands: Vec<Band>,
    /// x of each break.
    pub breaks: Vec<f64>,
    /// The height of the row of gaps below the plot; 0 without gaps.
    pub gap_rows: Extent,
}

/// From a mark's centre to its label.
const LABEL_DISTANCE: f64 = 10.0;

/// Places a trend, or gives `None` when no point has a value.
pub fn trend(data: &TrendData, size: Size) -> Option<Trend> {
    let values = || {
        let points = data.series.iter().flat_map(|series| &series.points);
        points.filter_map(|point| point.value)
    };
    values().next()?;
    let band_ends = || data.bands.iter().flat_map(|band| [band.low, band.high]);
    let (low, high) = extremes(values().chain(band_ends()));
    let domain = nice_domain(low, high, data.limits, 5);

    let times = data
        .series
        .iter()
        .flat_map(|series| series.points.iter().map(|point| point.time))
        .chain(data.bands.iter().flat_map(|band| [band.from, band.to]));
    let (first, last) = extremes(times);
    let years = (first.floor(), (last.floor() + 1.0).max(first.floor() + 1.0));

    let row = size.font * 1.4;
    let with_gaps = |series: &SeriesData| series.points.iter().any(|point| point.value.is_none());
    let rows = data.series.iter().filter(|s| with_gaps(s)).count();
    let gap_height = if rows == 0 {
        0.0
    } else {
        row * (rows as f64 + 1.0)
    };

    let value_ticks = ticks(domain, 5);
    let digits = value_ticks
        .iter()
        .map(|tick| width_of(&format!("{}", tick.round() as i64), size.font))
        .fold(0.0, f64::max);
    let left = digits + size.font * 2.2;
    let mut plot = Extent {
        left,
        right: size.width - size.font,
        top: size.font * 1.6,
        bottom: size.height - row * 1.5 - gap_height,
    };
    let value = Linear {
        domain,
        range: (plot.bottom, plot.top),
    };
    let mut time = Linear {
        domain: years,
        range: (plot.left, plot.right),
    };
    // Room for the labels that would stand beyond the right edge, where the drawing
    // is wide enough to give it.
    let beyond = data
        .series
        .iter()
        .filter_map(|series| {
            let end = series.points.iter().rev().find(|p| p.value.is_some())?;
            let right = time.px(end.time) + LABEL_DISTANCE + width_of(&series.label, size.font);
            Some(right - size.width)
        })
        .fold(0.0, f64::max);
    plot.right -= beyond.min(plot.width() * 0.4);
    time.range.1 = plot.right;

    let mut gap_row = 0.0;
    let mut series: Vec<TrendSeries> = Vec::new();
    for source in &data.series {
        let mut placed = TrendSeries {
            lines: Vec::new(),
            marks: Vec::new(),
            gaps: Vec::new(),
            label: None,
        };
        let gap_y = plot.bottom + row * (gap_row + 1.0);
        let mut line = Vec::new();
        for (index, point) in source.points.iter().enumerate() {
            let x = time.px(point.time);
            match point.value {
                Some(point) => {
                    let y = value.px(point);
                    line.push((x, y));
                    placed.marks.push(Mark { index, x, y });
                }
                None => {
                    placed.lines.push(std::mem::take(&mut line));
                    placed.gaps.push(Gap { index, x, y: gap_y });
                }
            }
        }
        placed.lines.push(line);
        placed.lines.retain(|line| line.len() > 1);
        if !placed.gaps.is_empty() {
            gap_row += 1.0;
        }
        if let Some(end) = placed.marks.last() {
            let width = width_of(&source.label, size.font);
            placed.label = Some(Label {
                text: source.label.clone(),
                x: (end.x + LABEL_DISTANCE).min(size.width - width).max(0.0),
                y: end.y,
            });
        }
        series.push(placed);
    }

    let mut heights: Vec<f64> = series
        .iter()
        .filter_map(|series| Some(series.label.as_ref()?.y))
        .collect();
    spread(&mut heights, size.font * 1.3, plot.top, plot.bottom);
    let labels = series.iter_mut().filter_map(|series| series.label.as_mut());
    for (label, y) in labels.zip(heights) {
        label.y = y;
    }

    let mut taken: Vec<Label> = series.iter().filter_map(|s| s.label.clone()).collect();
    let mut bands = Vec::new();
    for band in &data.bands {
        let extent = Extent {
            left: time.px(band.from),
            right: time.px(band.to),
            top: value.px(band.high),
            bottom: value.px(band.low),
        };
        let label = band_label(&band.label, &extent, &plot, &taken, &series, size);
        taken.push(label.clone());
        bands.push(Band { extent, label });
    }

    Some(Trend {
        size,
        plot,
        value_ticks: place(&value_ticks, &value),
        time_ticks: place(&ticks(years, size.time_steps), &time)
            .into_iter()
            .filter(|tick| tick.value.fract() == 0.0)
            .collect(),
        series,
        bands,
        breaks: data.breaks.iter().map(|at| time.px(*at)).collect(),
        gap_rows: Extent {
            top: plot.bottom,
            bottom: plot.bottom + gap_height,
            ..plot
        },
    })
}

/// Where a target's words stand: above or below its right end, or its left end,
/// wherever no other label and no line is; the first place when none is free.
fn band_label(
    text: &str,
    extent: &Extent,
    plot: &Extent,
    taken: &[Label],
    series: &[TrendSeries],
    size: Size,
) -> Label {
    let width = width_of(text, size.font);
    let fit = |x: f64| x.min(size.width - width).max(plot.left);
    let (left, right) = (fit(extent.left), fit(extent.right - width));
    let above = extent.top - size.font * 0.8;
    let below = extent.bottom + size.font * 0.8;
    let places =
        [(right, above), (right, below), (left, above), (left, below)].map(|(x, y)| Label {
            text: text.to_owned(),
            x,
            y,
        });
    let is_free = |place: &&Label| {
        let inside = place.y > plot.top - size.font && place.y < plot.bottom;
        let lines = || series.iter().flat_map(|series| &series.lines);
        inside
            && !taken.iter().any(|other| overlap(place, other, size.font))
            && !lines().any(|line| crosses(line, place, size.font))
    };
    let chosen = places.iter().find(is_free).unwrap_or(&places[0]);
    chosen.clone()
}

fn overlap(a: &Label, b: &Label, font: f64) -> bool {
    let (a_end, b_end) = (a.x + width_of(&a.text, font), b.x + width_of(&b.text, font));
    a.x < b_end && b.x < a_end && (a.y - b.y).abs() < font * 1.2
}

/// Whether a line passes through a label's box.
fn crosses(line: &[(f64, f64)], label: &Label, font: f64) -> bool {
    let (left, right) = (label.x, label.x + width_of(&label.text, font));
    let (top, bottom) = (label.y - font * 0.6, label.y + font * 0.6);
    line.windows(2).any(|pair| {
        let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
        if x2 < left || right < x1 {
            return false;
        }
        let at = |x: f64| {
            if x2 > x1 {
                y1 + (x - x1) / (x2 - x1) * (y2 - y1)
            } else {
                y1
            }
        };
        let (from, to) = (at(left.max(x1)), at(right.min(x2)));
        from.min(to) < bottom && from.max(to) > top
    })
}

fn place(values: &[f64], scale: &Linear) -> Vec<Tick> {
    let tick = |value: &f64| Tick {
        at: scale.px(*value),
        value: *value,
    };
    values.iter().map(tick).collect()
}

fn extremes(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

#[cfg(test)]
mod tests {
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
}
