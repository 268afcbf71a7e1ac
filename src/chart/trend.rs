//! Values over time, against target bands.

use super::band::{Band, BandData, Line, band_label, crosses};
use super::label::{Label, Tick, spread, widest_value, width_of};
use super::scale::{Linear, nice_domain, ticks};
use super::series::{MARKER, SeriesData, TrendSeries, place_series};
use super::size::{Extent, Size};

/// What a trend shows. Times are in years, values in any one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendData {
    /// The series.
    pub series: Vec<SeriesData>,
    /// The place of the series that the drawing is of, with the targets that are for it. The
    /// others have neither words nor rows of gaps, and share its axes. `None` for all.
    pub only: Option<usize>,
    /// The targets, and from when to when they held.
    pub bands: Vec<BandData>,
    /// Times at which the way of measuring changed.
    pub breaks: Vec<f64>,
    /// The least and the greatest possible value; the axis stays within them.
    pub limits: (f64, f64),
    /// Values that the axis always reaches, so that charts share one scale.
    pub reach: Vec<f64>,
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
    /// The targets that are drawn, in the order given.
    pub bands: Vec<Band>,
    /// x of each break.
    pub breaks: Vec<f64>,
    /// The height of the row of gaps below the plot; 0 without gaps.
    pub gap_rows: Extent,
}

/// From the plot to the words of a value tick.
const TICK_DISTANCE: f64 = 8.0;

/// From a mark's centre to its label, and to one to which a line leads.
const LABEL_DISTANCE: f64 = 10.0;
const LEADER_DISTANCE: f64 = 26.0;

/// As many names may cover a part of their lines where a drawing is not wide enough.
const FEW_NAMES: usize = 4;

impl Trend {
    /// Whether all words have their places, near what they name.
    pub fn has_room(&self) -> bool {
        let is_near = |series: &TrendSeries| match (&series.label, series.leader) {
            (None, _) => series.marks.is_empty(),
            (Some(_), None) => true,
            (Some(_), Some([from, to])) => (from.1 - to.1).abs() < 4.0 * self.size.font,
        };
        self.series.iter().all(is_near) && self.bands.iter().all(|band| band.label.is_some())
    }
}

/// Places a trend. Returns `None` when no point has a value.
pub fn trend(data: &TrendData, size: Size) -> Option<Trend> {
    // Plain loops: chains of iterators are several times larger in wasm.
    let (mut values, mut times) = (Range::NONE, Range::NONE);
    let mut has_value = false;
    let is_drawn = |place: usize| data.only.is_none_or(|only| only == place);
    for (place, series) in data.series.iter().enumerate() {
        for point in &series.points {
            times.add(point.time);
            if let Some(value) = point.value {
                values.add(value);
                has_value |= is_drawn(place);
            }
            if let Some((low, high)) = point.interval {
                values.add(low);
                values.add(high);
            }
        }
    }
    if !has_value {
        return None;
    }
    for band in &data.bands {
        values.add(band.low);
        values.add(band.high);
        times.add(band.to);
    }
    // Figures would have little room beside a target that was set long before them.
    let earliest = times.low - (times.high - times.low) / 2.0;
    for band in &data.bands {
        if band.from >= earliest {
            times.add(band.from);
        }
    }
    for value in &data.reach {
        values.add(*value);
    }
    let domain = nice_domain(values.low, values.high, data.limits, 5);
    let (first, last) = (times.low, times.high);
    // A millionth of a year allows for rounding at the end of the last one.
    let years = (first.floor(), (last - 1e-6).ceil().max(first.floor() + 1.0));

    let row = size.font * 1.4;
    let mut rows = 0;
    for (place, series) in data.series.iter().enumerate() {
        let has_gap = series.points.iter().any(|point| point.value.is_none());
        rows += usize::from(has_gap && is_drawn(place));
    }
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
    // So that no rounding error of large numbers leaves the plot.
    let y_of = |number: f64| value.px(number).max(plot.top).min(plot.bottom);

    // The words at the ends of lines, each with the place of its series, its end and its y.
    let mut ends: Vec<(usize, f64, f64)> = Vec::new();
    let mut widest: f64 = 0.0;
    for (place, series) in data.series.iter().enumerate() {
        let end = series.points.iter().rev().find(|p| p.value.is_some());
        let width = width_of(&series.label, size.font);
        widest = widest.max(width);
        // A label wider than this would cover the values of the axis.
        // Nor may it cover much of its line, where a legend can name it.
        let has_room = plot.left + width <= size.width
            && (data.series.len() == 1 || width <= 0.7 * plot.width());
        if let Some(end) = end.filter(|_| has_room && is_drawn(place)) {
            ends.push((place, end.time, y_of(end.value.unwrap_or_default())));
        }
    }
    // Rather no names than some that cover each other or the lines.
    let line = size.font * 1.3;
    let is_high_enough = ends.len() as f64 * line <= plot.height() + line;
    let is_wide_enough = widest + LEADER_DISTANCE <= 0.4 * plot.width();
    if !is_high_enough || (ends.len() > FEW_NAMES && !is_wide_enough) {
        ends.clear();
    }
    let mut heights: Vec<f64> = ends.iter().map(|(.., y)| *y).collect();
    spread(&mut heights, line, plot.top, plot.bottom);
    let moved = |index: usize| (heights[index] - ends[index].2).abs() > size.font * 0.7;
    let distance = match (0..ends.len()).any(moved) {
        true => LEADER_DISTANCE,
        false => LABEL_DISTANCE,
    };

    let mut time = Linear {
        domain: years,
        range: (plot.left, plot.right),
    };
    // Room for the labels that would extend beyond the right edge, where the drawing is wide
    // enough.
    let mut beyond: f64 = 0.0;
    for (place, end, _) in &ends {
        let width = width_of(&data.series[*place].label, size.font);
        let right = time.px(*end) + distance + width;
        // A point before the plot's end moves less than the end does.
        let part = (time.px(*end) - plot.left) / plot.width();
        beyond = beyond.max((right - size.width) / part.max(0.1));
    }
    plot.right -= beyond.min(plot.width() * 0.4);
    time.range.1 = plot.right;

    let mut gap_row = 0.0;
    let mut series: Vec<TrendSeries> = Vec::new();
    for (place, source) in data.series.iter().enumerate() {
        let gap_y = plot.bottom + row * (gap_row + 1.0);
        let placed = place_series(source, &time, &y_of, gap_y);
        if !placed.gaps.is_empty() && is_drawn(place) {
            gap_row += 1.0;
        }
        series.push(placed);
    }

    let mut taken = Vec::new();
    for (index, (place, end, y)) in ends.iter().enumerate() {
        let text = data.series[*place].label.clone();
        let end = time.px(*end);
        let x = (end + distance).min(size.width - width_of(&text, size.font));
        let mut label = Label {
            text,
            x,
            y: heights[index],
        };
        if ends.len() == 1 && x < end + MARKER / 2.0 {
            label.y = off_line(&series[*place], &label, &plot, size.font);
        }
        if moved(index) && !label.text.is_empty() {
            series[*place].leader = Some([(end + MARKER, *y), (x - 3.0, label.y)]);
        }
        taken.push(label.clone());
        series[*place].label = Some(label);
    }

    let mut bands: Vec<Band> = Vec::new();
    let mut texts = Vec::new();
    for band in &data.bands {
        if !band.series.is_none_or(is_drawn) {
            continue;
        }
        texts.push(&band.label);
        let extent = Extent {
            left: time.px(band.from.max(years.0)),
            right: time.px(band.to.min(years.1)),
            top: y_of(band.high),
            bottom: y_of(band.low),
        };
        bands.push(Band {
            extent,
            label: None,
        });
    }
    for (place, text) in texts.into_iter().enumerate() {
        let is_crossed = |label: &Label| {
            // Those behind may be covered.
            series.iter().enumerate().any(|(place, of)| {
                let is_on = |line: &Line| crosses(line, label, size.font);
                let all = [&of.lines, &of.forecasts];
                is_drawn(place) && all.iter().any(|lines| lines.iter().any(is_on))
            })
        };
        let label = band_label(text, place, &bands, &plot, &taken, &is_crossed, size);
        taken.extend(label.clone());
        bands[place].label = label;
    }

    let value_ticks = fitting(domain, 5, size.font * 1.2, &value);
    let room = year_width + size.font * 0.4;
    // No more than one tick a year.
    let steps = size.time_steps.min((years.1 - years.0) as usize);
    let time_ticks = fitting(years, steps, room, &time);

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

/// The height of a label that would cover the marks of its line: above all of them that are as
/// far left or right as it is, or else below them, or else where it was.
fn off_line(series: &TrendSeries, label: &Label, plot: &Extent, font: f64) -> f64 {
    let (from, to) = (label.x - MARKER, label.x + width_of(&label.text, font));
    let mut near = Range::NONE;
    let mut before: Option<(f64, f64)> = None;
    for mark in &series.marks {
        if mark.x >= from && mark.x <= to {
            near.add(mark.y);
            // The line comes from there; above its higher end is above all of it.
            near.add(before.map_or(mark.y, |(_, y)| y));
        }
        before = Some((mark.x, mark.y));
    }
    let (above, below) = (near.low - font * 1.1, near.high + font * 1.1);
    if above >= plot.top {
        above
    } else if below <= plot.bottom - font {
        below
    } else {
        label.y
    }
}

/// Round values within `domain`, about `count` steps apart or, where they would be closer
/// together than `room`, fewer: years become every second, fifth and tenth one.
fn fitting(domain: (f64, f64), mut count: usize, room: f64, scale: &Linear) -> Vec<Tick> {
    let mut fewest: Vec<Tick> = Vec::new();
    loop {
        let mut placed: Vec<Tick> = Vec::new();
        let mut has_room = true;
        for value in ticks(domain, count) {
            let at = scale.px(value);
            has_room &= placed
                .last()
                .is_none_or(|last| (last.at - at).abs() >= room);
            placed.push(Tick { at, value });
        }
        // The round values of a large step can all be outside.
        has_room &= !placed.is_empty();
        if !placed.is_empty() {
            fewest = placed;
        }
        if has_room || count <= 1 {
            fewest.truncate(if has_room { usize::MAX } else { 1 });
            return fewest;
        }
        count -= 1;
    }
}

/// The least and the greatest of some finite numbers.
struct Range {
    low: f64,
    high: f64,
}

impl Range {
    const NONE: Range = Range {
        low: f64::INFINITY,
        high: f64::NEG_INFINITY,
    };

    fn add(&mut self, value: f64) {
        if value.is_finite() {
            self.low = self.low.min(value);
            self.high = self.high.max(value);
        }
    }
}

#[cfg(test)]
#[path = "trend_tests.rs"]
mod tests;
