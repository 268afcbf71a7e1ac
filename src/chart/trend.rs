//! Values over time, against target bands.

use super::label::{Label, Tick, overlap, spread, thin, widest_value, width_of};
use super::scale::{Linear, nice_domain, ticks};

/// What a trend shows. Times are in years, values in any one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendData {
    /// The series.
    pub series: Vec<SeriesData>,
    /// The targets, and from when to when they held.
    pub bands: Vec<BandData>,
    /// Times at which the way of measuring changed.
    pub breaks: Vec<f64>,
    /// The least and the greatest possible value; the axis stays within them.
    pub limits: (f64, f64),
    /// Values that the axis always reaches, so that charts share one scale.
    pub reach: Vec<f64>,
}

/// A series, in order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesData {
    /// The text at the end of its line.
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
    /// The text beside it.
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
    /// The approximate number of steps of the time axis.
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
    /// For 16:9 frames with words above and below, from about 420 px on.
    pub const LOW: Size = Size {
        width: 520.0,
        height: 190.0,
        font: 13.0,
        time_steps: 6,
    };
    /// One of many charts side by side.
    pub const SMALL: Size = Size {
        width: 300.0,
        height: 200.0,
        font: 13.0,
        time_steps: 3,
    };
    /// Beside a figure, without any words.
    pub const SPARK: Size = Size {
        width: 120.0,
        height: 32.0,
        font: 0.0,
        time_steps: 1,
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
    /// Its name, beside its last point; `None` where the drawing is not wide enough.
    pub label: Option<Label>,
}

/// A placed target.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Its place; of height 0 for a single number.
    pub extent: Extent,
    /// Its words; `None` where there is no room for them, so that they belong in the notes.
    pub label: Option<Label>,
}

/// A placed trend.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// The size of the whole drawing.
    pub size: Size,
    /// The area of marks.
    pub plot: Extent,
    /// Ticks of the value axis, from the lowest up; their words end 8 px before the plot.
    pub value_ticks: Vec<Tick>,
    /// Ticks of the time axis: beginnings of years; their words are 1.2 font sizes below the
    /// rows of gaps.
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

/// From the plot to the words of a value tick.
const TICK_DISTANCE: f64 = 8.0;

/// From a mark's centre to its label.
const LABEL_DISTANCE: f64 = 10.0;

/// Places a trend. Returns `None` when no point has a value.
pub fn trend(data: &TrendData, size: Size) -> Option<Trend> {
    let values = || {
        let points = data.series.iter().flat_map(|series| &series.points);
        points.filter_map(|point| point.value)
    };
    values().next()?;
    let band_ends = || data.bands.iter().flat_map(|band| [band.low, band.high]);
    let (low, high) = extremes(
        values()
            .chain(band_ends())
            .chain(data.reach.iter().copied()),
    );
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
    let year_width = width_of("2000", size.font);
    let mut plot = Extent {
        // At least the width of the words before a row of gaps.
        left: (widest_value(&value_ticks, size.font) + TICK_DISTANCE).max(size.font * 4.2),
        right: size.width - year_width / 2.0,
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
    // A label wider than this would cover the values of the axis.
    let label_width = |label: &str| {
        let width = width_of(label, size.font);
        (plot.left + width <= size.width).then_some(width)
    };
    // Room for the labels that would extend beyond the right edge, where the drawing is wide
    // enough.
    let beyond = data
        .series
        .iter()
        .filter_map(|series| {
            let end = series.points.iter().rev().find(|p| p.value.is_some())?;
            let right = time.px(end.time) + LABEL_DISTANCE + label_width(&series.label)?;
            // A point before the plot's end moves less than the end does.
            let part = (time.px(end.time) - plot.left) / plot.width();
            Some((right - size.width) / part.max(0.1))
        })
        .fold(0.0, f64::max);
    plot.right -= beyond.min(plot.width() * 0.4);
    time.range.1 = plot.right;

    // So that no rounding error of large numbers leaves the plot.
    let y_of = |number: f64| value.px(number).max(plot.top).min(plot.bottom);

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
                    let y = y_of(point);
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
        if let (Some(end), Some(width)) = (placed.marks.last(), label_width(&source.label)) {
            placed.label = Some(Label {
                text: source.label.clone(),
                x: (end.x + LABEL_DISTANCE).min(size.width - width),
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
            top: y_of(band.high),
            bottom: y_of(band.low),
        };
        let label = band_label(&band.label, &extent, &plot, &taken, &series, size);
        taken.extend(label.clone());
        bands.push(Band { extent, label });
    }

    let mut value_ticks = place(&value_ticks, &value);
    thin(&mut value_ticks, size.font * 1.2);
    let mut time_ticks = place(&ticks(years, size.time_steps), &time);
    time_ticks.retain(|tick| tick.value.fract() == 0.0);
    thin(&mut time_ticks, year_width + size.font * 0.4);

    Some(Trend {
        size,
        plot,
        value_ticks,
        time_ticks,
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

/// The place of a target's words: above or below its right end, its left end or its middle, or
/// inside it, wherever there is no other label and no line. They may cover a line if they have
/// no other place, but never another label, and never leave the drawing.
fn band_label(
    text: &str,
    extent: &Extent,
    plot: &Extent,
    taken: &[Label],
    series: &[TrendSeries],
    size: Size,
) -> Option<Label> {
    let width = width_of(text, size.font);
    let fit = |x: f64| x.min(size.width - width).max(plot.left);
    let half = size.font * 0.8;
    let mut levels = vec![extent.top - half, extent.bottom + half];
    if extent.height() >= 2.0 * half {
        levels.push((extent.top + extent.bottom) / 2.0);
    }
    let mut second = None;
    for x in [
        extent.right - width,
        extent.left,
        (extent.left + extent.right - width) / 2.0,
    ] {
        for y in &levels {
            let place = Label {
                text: text.to_owned(),
                x: fit(x),
                y: *y,
            };
            let inside = place.x + width <= size.width
                && place.y > plot.top - size.font
                && place.y < plot.bottom;
            if !inside || taken.iter().any(|other| overlap(&place, other, size.font)) {
                continue;
            }
            let mut lines = series.iter().flat_map(|series| &series.lines);
            if !lines.any(|line| crosses(line, &place, size.font)) {
                return Some(place);
            }
            second = second.or(Some(place));
        }
    }
    second
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
#[path = "trend_tests.rs"]
mod tests;
