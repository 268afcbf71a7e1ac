//! Values over time, against target bands.

use super::band::{Band, BandData, Break, BreakData, band_label};
use super::header::{self, Head};
use super::label::{Label, Tick, spread, widest_value, width_of};
use super::room::{Room, leader};
use super::scale::{Linear, nice_domain, ticks};
use super::series::{SeriesData, TrendSeries, place_series};
use super::size::{Extent, Size};
use super::span::{self, Span, SpanData};
use crate::order::sort_by_number;

/// What a trend shows. Times are in years, values in any one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendData {
    /// The series.
    pub series: Vec<SeriesData>,
    /// The place of the series that the drawing is of, with the targets that are for it. The
    /// others have no words, and share its axes. `None` for all.
    pub only: Option<usize>,
    /// The targets, and from when to when they held.
    pub bands: Vec<BandData>,
    /// The changes in the way of measuring.
    pub breaks: Vec<BreakData>,
    /// The spans at which no series that is shown has a value.
    pub spans: Vec<SpanData>,
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
    /// plot.
    pub time_ticks: Vec<Tick>,
    /// The series, in the order given.
    pub series: Vec<TrendSeries>,
    /// Whether the label of each series names it. Where not, labels are short, and a legend has
    /// to name the series if there are several.
    pub is_named: bool,
    /// The targets that are drawn, in the order given.
    pub bands: Vec<Band>,
    /// The breaks that are within the years shown.
    pub breaks: Vec<Break>,
    /// The spans without results that no line crosses.
    pub spans: Vec<Span>,
}

/// From the plot to the words of a value tick.
const TICK_DISTANCE: f64 = 8.0;

/// From a mark's centre to its label, and to one to which a line leads.
const LABEL_DISTANCE: f64 = 10.0;
const LEADER_DISTANCE: f64 = 26.0;

/// No more lines than these have words; nobody could follow more.
const MOST_NAMES: usize = 6;

impl Trend {
    /// Whether all words have their places, near what they name.
    pub fn has_room(&self) -> bool {
        let is_near = |series: &TrendSeries| match series.leader {
            None => true,
            Some([from, to]) => (from.1 - to.1).abs() < 4.0 * self.size.font,
        };
        self.is_named
            && self.series.iter().all(is_near)
            && self.bands.iter().all(|band| band.label.is_some())
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
    for span in &data.spans {
        times.add(span.to);
    }
    for value in &data.reach {
        values.add(*value);
    }
    let domain = nice_domain(values.low, values.high, data.limits, 5, values.least_step);
    let (first, last) = (times.low, times.high);
    // A millionth of a year allows for rounding at the end of the last one.
    let years = (first.floor(), (last - 1e-6).ceil().max(first.floor() + 1.0));

    // Short words have their room, as they have no other place; long ones only where much is
    // left for the figures.
    let mut placed = place(data, size, (domain, values.least_step), years, true);
    if !placed.is_named {
        placed = place(data, size, (domain, values.least_step), years, false);
    }
    Some(placed)
}

/// Places all, with the series' names at their lines if `is_named`.
fn place(
    data: &TrendData,
    size: Size,
    (domain, least_step): ((f64, f64), f64),
    years: (f64, f64),
    is_named: bool,
) -> Trend {
    let font = size.font;
    let is_drawn = |place: usize| data.only.is_none_or(|only| only == place);
    let text_of = |place: usize| {
        let SeriesData { label, short, .. } = &data.series[place];
        if is_named { label } else { short }
    };
    let value_ticks = ticks(domain, 5, least_step);
    let year_width = width_of("2000", font);
    let mut plot = Extent {
        left: widest_value(&value_ticks, font) + TICK_DISTANCE,
        right: size.width - year_width / 2.0,
        top: font * header::height(0),
        bottom: size.height - font * 2.1,
    };
    plot.left = plot.left.max(year_width / 2.0);

    // The words at the ends of lines, each with the place of its series, its end and its value.
    let mut ends: Vec<(usize, f64, f64)> = Vec::new();
    for (place, series) in data.series.iter().enumerate() {
        let end = series.points.iter().rev().find(|p| p.value.is_some());
        if let Some(end) = end.filter(|_| is_drawn(place) && !text_of(place).is_empty()) {
            ends.push((place, end.time, end.value.unwrap_or_default()));
        }
    }
    if ends.len() > MOST_NAMES {
        ends.clear();
    }
    // Ends below each other make room for each other; others have room anyway.
    let mut times = Range::NONE;
    ends.iter().for_each(|(_, time, _)| times.add(*time));
    let is_column = (times.high - times.low) / (years.1 - years.0) * plot.width() < 2.0 * font;
    let line = font * 1.3;
    let spread_ends = |plot: &Extent| {
        let value = value_scale(domain, plot);
        let mut heights: Vec<f64> = Vec::new();
        for (.., value_at_end) in &ends {
            heights.push(within(value.px(*value_at_end), plot));
        }
        let ends = heights.clone();
        if is_column {
            spread(&mut heights, line, plot.top, plot.bottom - font * 0.7);
        }
        let moved = |(a, b): (&f64, &f64)| (a - b).abs() > font * 0.7;
        let has_moved = heights.iter().zip(&ends).any(moved);
        (heights, has_moved)
    };
    let distance = match spread_ends(&plot).1 {
        true => LEADER_DISTANCE,
        false => LABEL_DISTANCE,
    };
    let mut time = Linear {
        domain: years,
        range: (plot.left, plot.right),
    };
    // Room for the labels that would extend beyond the right edge.
    let mut beyond: f64 = 0.0;
    for (place, end, _) in &ends {
        let width = width_of(text_of(*place), font);
        let right = time.px(*end) + distance + width;
        // A point before the plot's end moves less than the end does.
        let part = (time.px(*end) - plot.left) / plot.width();
        beyond = beyond.max((right - size.width) / part.max(0.1));
    }
    let least = match is_named {
        true if size.width < 480.0 => 0.75,
        true => 0.6,
        false => 0.55,
    };
    let is_tight = plot.width() - beyond < least * size.width;
    if !is_tight {
        plot.right -= beyond;
    }
    time.range.1 = plot.right;
    let time = time;
    let x_of = |at: f64| time.px(at.max(years.0).min(years.1));

    // Spans and breaks, with their words above the plot where they have none inside.
    let mut spans: Vec<(Extent, Vec<String>)> = Vec::new();
    let mut heads: Vec<(bool, usize, Head)> = Vec::new();
    for span in &data.spans {
        if !data.only.is_none_or(|only| span.series.contains(&only)) {
            continue;
        }
        let Some((left, right)) = span_ends(data, span, &x_of) else {
            continue;
        };
        let lines = span::lines(&span.label, right - left, font);
        if lines.is_none() {
            let text = span.label.clone();
            let over = (left, right);
            heads.push((true, spans.len(), Head { over, text }));
        }
        let extent = Extent {
            left,
            right,
            ..plot
        };
        spans.push((extent, lines.unwrap_or_default()));
    }
    let mut breaks: Vec<(f64, usize)> = Vec::new();
    for (place, broken) in data.breaks.iter().enumerate() {
        if broken.at >= years.0 && broken.at <= years.1 {
            let x = time.px(broken.at);
            let text = broken.label.clone();
            let over = (x, x);
            heads.push((false, breaks.len(), Head { over, text }));
            breaks.push((x, place));
        }
    }
    sort_by_number(&mut heads, &|(.., head)| head.middle());
    let mut rows = head_rows(&heads, size, 2);
    for attempt in 0..2 {
        if rows.is_none() {
            // There is room for numbers, with the words in the notes.
            for (is_span, index, head) in &mut heads {
                if !*is_span {
                    head.text = (breaks[*index].1 + 1).to_string();
                }
            }
            heads.retain(|(is_span, ..)| attempt == 0 || !*is_span);
            rows = head_rows(&heads, size, 3);
        }
    }
    let rows = rows.unwrap_or_default();
    let highest = rows.iter().map(|(_, row)| row + 1).max().unwrap_or(0);
    plot.top = font * header::height(highest);
    let value = value_scale(domain, &plot);
    // So that no rounding error of large numbers leaves the plot.
    let y_of = |number: f64| within(value.px(number), &plot);

    let mut room = Room {
        bounds: Extent {
            left: plot.left + 2.0,
            right: size.width,
            top: 0.0,
            bottom: plot.bottom - 1.0,
        },
        font,
        boxes: Vec::new(),
        lines: Vec::new(),
        words: Vec::new(),
    };
    let mut head_labels: Vec<(bool, usize, Label)> = Vec::new();
    for ((is_span, index, head), place) in heads.iter().zip(rows) {
        let label = header::label(head, place, &plot, font);
        room.words.push(label.extent(font));
        head_labels.push((*is_span, *index, label));
    }
    let head_of = |is_span: bool, index: usize| {
        let mut labels = head_labels.iter();
        let found = labels.find(|(of_span, of, _)| *of_span == is_span && *of == index);
        found.map(|(.., label)| label.clone())
    };
    let mut placed_breaks = Vec::new();
    for (index, (x, _)) in breaks.iter().enumerate() {
        let label = head_of(false, index);
        let top = label
            .as_ref()
            .map_or(plot.top, |label| label.y + font * 0.65);
        let rule = [(*x, top), (*x, plot.bottom)];
        room.boxes.push(rule_box(rule));
        placed_breaks.push(Break { rule, label });
    }

    let mut series: Vec<TrendSeries> = Vec::new();
    for (place, source) in data.series.iter().enumerate() {
        let placed = place_series(source, &time, &y_of, plot.bottom, &data.breaks);
        if is_drawn(place) {
            placed.obstruct(&mut room);
        }
        series.push(placed);
    }
    let mut bands: Vec<(Band, &str)> = Vec::new();
    for band in &data.bands {
        if !band.series.is_none_or(is_drawn) {
            continue;
        }
        let extent = Extent {
            left: x_of(band.from),
            right: x_of(band.to),
            top: y_of(band.high),
            bottom: y_of(band.low),
        };
        let Extent {
            left,
            right,
            top,
            bottom,
        } = extent;
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        room.lines.push([&corners[..], &corners[..1]].concat());
        let label = None;
        bands.push((Band { extent, label }, &band.label));
    }
    let mut placed_spans = Vec::new();
    for (index, (extent, lines)) in spans.into_iter().enumerate() {
        let extent = Extent {
            top: plot.top,
            bottom: plot.bottom,
            ..extent
        };
        for x in [extent.left, extent.right] {
            room.boxes.push(rule_box([(x, plot.top), (x, plot.bottom)]));
        }
        let mut label = span::inside(lines, &extent, &mut room);
        let head = head_of(true, index);
        let middle = (extent.left + extent.right) / 2.0;
        let stem = head.as_ref().map(|head| {
            let top = head.y + font * 0.65;
            [(middle, top), (middle, plot.top)]
        });
        // The words of the lowest row are right above it.
        let stem = stem.filter(|[from, to]| to.1 - from.1 > font);
        room.boxes.extend(stem.map(rule_box));
        label.extend(head);
        placed_spans.push(Span {
            extent,
            hatch: Vec::new(),
            stem,
            label,
        });
    }

    // The words of a target may stand in a span, as it goes on there; those of a figure may not.
    let boxes = room.boxes.len();
    room.boxes
        .extend(placed_spans.iter().map(|span| span.extent));
    let (heights, _) = spread_ends(&plot);
    for (index, (place, end, value)) in ends.iter().enumerate() {
        let text = text_of(*place);
        let mark = (time.px(*end), y_of(*value));
        let label = Label {
            text: text.clone(),
            x: mark.0 + distance,
            y: heights[index],
        };
        let of = &mut series[*place];
        let is_even = is_column && !is_tight;
        if let Some(label) = is_even.then(|| room.take(label)).flatten() {
            of.leader = leader(mark, &label.extent(font), font);
            room.lines.extend(of.leader.map(Vec::from));
            of.label = Some(label);
            continue;
        }
        let is_near = is_named && is_tight;
        if let Some((label, leader)) = room.nearest(text, mark, font * 0.75, is_near) {
            (of.label, of.leader) = (Some(label), leader);
        }
    }
    room.boxes.truncate(boxes);
    for (band, text) in &mut bands {
        band.label = band_label(text, &band.extent, &mut room);
    }
    for span in &mut placed_spans {
        span.hatch = span::hatch(&span.extent, &room.words);
    }

    let has_name = |(place, of): (usize, &TrendSeries)| {
        !is_drawn(place)
            || of.marks.is_empty()
            || data.series[place].label.is_empty()
            || (of.label.as_ref()).is_some_and(|label| label.text == data.series[place].label)
    };
    let is_named = series.iter().enumerate().all(has_name);
    let value_ticks = fitting((domain, least_step), 5, font * 1.2, &value);
    // No more than one tick a year.
    let steps = size.time_steps.min((years.1 - years.0) as usize);
    let time_ticks = fitting((years, 1.0), steps, year_width + font * 0.4, &time);
    Trend {
        size,
        plot,
        value_ticks,
        time_ticks,
        series,
        is_named,
        bands: bands.into_iter().map(|(band, _)| band).collect(),
        breaks: placed_breaks,
        spans: placed_spans,
    }
}

/// The rows of words above the plot.
fn head_rows(heads: &[(bool, usize, Head)], size: Size, most: usize) -> Option<Vec<(f64, usize)>> {
    let heads: Vec<Head> = heads.iter().map(|(.., head)| head.clone()).collect();
    header::rows(&heads, size.width, size.font, most)
}

fn value_scale(domain: (f64, f64), plot: &Extent) -> Linear {
    Linear {
        domain,
        range: (plot.bottom, plot.top),
    }
}

fn within(y: f64, plot: &Extent) -> f64 {
    y.max(plot.top).min(plot.bottom)
}

/// What a rule covers.
fn rule_box([(x, top), (_, bottom)]: [(f64, f64); 2]) -> Extent {
    Extent {
        left: x - 1.0,
        right: x + 1.0,
        top,
        bottom,
    }
}

/// From where to where a span is drawn: no further than halfway to a figure in it, where periods
/// overlap. `None` where figures are on both sides of which a line joins two: then it is only a gap
/// in other lines.
fn span_ends(data: &TrendData, span: &SpanData, x_of: &dyn Fn(f64) -> f64) -> Option<(f64, f64)> {
    let middle = (span.from + span.to) / 2.0;
    let (mut from, mut to) = (span.from, span.to);
    for series in &data.series {
        let mut before: Option<f64> = None;
        for point in &series.points {
            let is_after = point.time > middle;
            if point.value.is_some() {
                let halfway = (middle + point.time) / 2.0;
                if is_after && point.time < span.to {
                    to = to.min(halfway);
                }
                if !is_after && point.time > span.from {
                    from = from.max(halfway);
                }
            }
            let has_line = before.is_some_and(|before| before <= middle);
            if is_after && has_line && point.value.is_some() {
                return None;
            }
            before = point.value.map(|_| point.time);
        }
    }
    let (left, right) = (x_of(from), x_of(to));
    let missing = (span::LEAST - (right - left)).max(0.0) / 2.0;
    Some((left - missing, right + missing))
}

/// Round values within `domain`, about `count` steps apart or, where they would be closer
/// together than `room`, fewer: years become every second, fifth and tenth one.
fn fitting(
    (domain, least_step): ((f64, f64), f64),
    mut count: usize,
    room: f64,
    scale: &Linear,
) -> Vec<Tick> {
    let mut fewest: Vec<Tick> = Vec::new();
    loop {
        let mut placed: Vec<Tick> = Vec::new();
        let mut has_room = true;
        for value in ticks(domain, count, least_step) {
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
    /// The least step between ticks; see [`ticks`].
    least_step: f64,
}

impl Range {
    const NONE: Range = Range {
        low: f64::INFINITY,
        high: f64::NEG_INFINITY,
        least_step: 1.0,
    };

    fn add(&mut self, value: f64) {
        if value.is_finite() {
            self.low = self.low.min(value);
            self.high = self.high.max(value);
            if value.fract() != 0.0 {
                self.least_step = 0.0;
            }
        }
    }
}

#[cfg(test)]
#[path = "trend_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "trend_properties.rs"]
mod properties;
