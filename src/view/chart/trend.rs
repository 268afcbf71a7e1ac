//! Values over time as a drawing.

use crate::bundle::{Decimal, Id, Kpi, SeriesId};
use crate::chart::{
    BandData, BreakData, Certainty, Extent, Label, PointData, SeriesData, Size, SpanData, Trend,
    TrendData, TrendSeries, strips, trend, width_of,
};
use crate::dataset::{Dataset, Datum, Moment, Reading, Reason, Selection, series_of};
use crate::site::{Site, Subject};
use crate::text::{self, words};

use super::super::element::{Element, element};
use super::super::numbered_series_class;
use super::marks::{
    Drawn, LARGER, Place, SYMBOLS, anchored, certainty, circle, corners, drawing, interval, label,
    line, marker, marker_place, polyline, px, rectangle,
};
use super::rows::limits;

/// A KPI's figures over time, placed in a drawing of this size; `None` where none is
/// dated. The axis goes as far as the values of `reach`. The drawing is of all series, or of
/// the one at the place `only`, with the lines of the others behind it.
pub fn placed_trend(
    kpi: &'static Kpi,
    dataset: &Dataset,
    size: Size,
    reach: Vec<f64>,
    only: Option<usize>,
) -> Option<Trend> {
    let mut data = trend_data(kpi, dataset, Dataset::drawn, only.is_none());
    data.reach = reach;
    data.only = only;
    trend(&data, size)
}

/// A line for each dated run of the figures of a series that a drawing holds, and its latest
/// figure, without any words; `None` if a series has fewer than two dated figures.
pub fn sparkline(site: Site, kpi: &'static Kpi, place: usize) -> Option<Element> {
    let dataset = Dataset::of(site, Subject::Kpi(kpi), &Selection::default());
    let mut data = trend_data(kpi, &dataset, Dataset::pointed_at, false);
    let mut series = data.series.swap_remove(place);
    series.label.clear();
    series.short.clear();
    let figures = series.points.iter().filter(|point| point.value.is_some());
    if figures.count() < 2 {
        return None;
    }
    // Gaps after the last figure are described in words; the line ends where the figures do.
    while series
        .points
        .last()
        .is_some_and(|point| point.value.is_none())
    {
        series.points.pop();
    }
    for point in &mut series.points {
        // There is no room for more than the line.
        point.interval = None;
    }
    data.series = vec![series];
    data.bands.clear();
    data.spans.clear();
    let placed = trend(&data, Size::SPARK)?;
    let mut group = element("g").class(numbered_series_class(dataset.series[place].colour));
    let series = placed.series.into_iter().next()?;
    // Without a pattern, which would look like gaps in so small a line.
    for line in &series.lines {
        let line = element("polyline")
            .class("line")
            .set("points", corners(line));
        group = group.with(line);
    }
    for mark in series.marks.iter().filter(|mark| mark.is_alone) {
        group = group.with(circle("alone", (mark.x, mark.y), "1.75"));
    }
    for line in &series.forecasts {
        group = group.with(forecast(line));
    }
    let end = series.marks.last()?;
    if end.certainty == Certainty::Forecast {
        group = group.with(circle("alone open", (end.x, end.y), "2.5"));
    }
    let last = series.marks.get(series.latest())?;
    let class = match last.certainty {
        Certainty::Settled => "last",
        Certainty::Open | Certainty::Forecast => "last open",
    };
    let svg = element("svg")
        .class("spark")
        .set("viewBox", "-6 -6 132 44")
        .set("aria-hidden", "true");
    Some(svg.with(group.with(circle(class, (last.x, last.y), "4"))))
}

/// The trend of a KPI as published, placed in a drawing of this size; `None` where no dated
/// figure is published. `label` makes the text at the end of a series' line from its latest
/// figure.
pub fn published_trend(
    site: Site,
    kpi: &'static Kpi,
    size: Size,
    label: impl Fn(&Datum) -> String,
) -> Option<Trend> {
    let dataset = Dataset::of(site, Subject::Kpi(kpi), &Selection::default());
    // Without tips there is room for all figures, in one picture.
    let mut data = trend_data(kpi, &dataset, Dataset::dated, true);
    for (place, series) in data.series.iter_mut().enumerate() {
        let dated = dataset.dated(place);
        let latest = dated.iter().rev().find(|datum| datum.value().is_some());
        series.label = latest.map(|datum| label(datum)).unwrap_or_default();
        series.short.clone_from(&series.label);
    }
    trend(&data, size)
}

/// From when and until when a target held of which nobody says when it was set or is due.
const ALWAYS: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

/// What a trend shows, from the figures of a dataset that `figures` returns for each series.
/// `is_named` says that words name the series that they are of.
fn trend_data(
    kpi: &'static Kpi,
    dataset: &Dataset,
    figures: for<'a> fn(&'a Dataset, usize) -> Vec<&'a Datum>,
    is_named: bool,
) -> TrendData {
    let is_named = is_named && dataset.series.len() > 1;
    let mut all = Vec::new();
    for (place, series) in dataset.series.iter().enumerate() {
        let mut label = String::new();
        let mut points = Vec::new();
        for datum in figures(dataset, place) {
            let value = datum.value();
            if value.is_some() {
                label = datum.short();
            }
            points.push(PointData {
                time: datum.period.middle().unwrap_or_default(),
                value: value.map(Decimal::to_f64),
                certainty: certainty(datum),
                interval: interval(datum),
            });
        }
        let short = label.clone();
        if is_named && !label.is_empty() {
            label = format!("{} {label}", series.label);
        }
        all.push(SeriesData {
            label,
            short,
            points,
        });
    }
    let is_level = dataset.since.is_none();
    TrendData {
        series: all,
        only: None,
        bands: bands(kpi, dataset, is_named),
        breaks: breaks(kpi),
        spans: spans(dataset, figures, is_named),
        limits: limits(kpi.natural_range().filter(|_| is_level)),
        reach: Vec::new(),
    }
}

/// When the way of measuring changed.
fn breaks(kpi: &Kpi) -> Vec<BreakData> {
    let mut breaks = Vec::new();
    for broken in &kpi.breaks {
        if let Some((at, _)) = broken.at.bounds() {
            let label = text::break_label(broken.at);
            breaks.push(BreakData { at, label });
        }
    }
    breaks
}

/// The spans at which no series has a figure; of those that are not of all series, which these
/// are, if `is_named`.
fn spans(
    dataset: &Dataset,
    figures: for<'a> fn(&'a Dataset, usize) -> Vec<&'a Datum>,
    is_named: bool,
) -> Vec<SpanData> {
    let shown = dataset.series.iter().filter(|series| series.is_shown);
    let count = shown.count();
    let mut spans = Vec::new();
    for moment in dataset.moments(figures, None) {
        if moment.has_figure {
            continue;
        }
        // Where there is a figure, and only no change of it, nothing is missing.
        let is_found =
            |datum: &&Datum| !matches!(datum.reading, Reading::Missing(Reason::NotPublished(_)));
        for data in moment.data.split(is_found).filter(|data| !data.is_empty()) {
            let (mut from, mut to) = (f64::INFINITY, f64::NEG_INFINITY);
            for datum in data {
                if let Some((start, end)) = datum.period.bounds() {
                    (from, to) = (from.min(start), to.max(end));
                }
            }
            let series = series_of(data);
            let mut names = Vec::new();
            for place in series.iter().filter(|_| is_named && series.len() < count) {
                let of = &dataset.series[*place];
                names.push(format!("{} {}", SYMBOLS[marker_place(of.colour)], of.label));
            }
            spans.push(SpanData {
                from,
                to,
                label: text::no_results_of(&names),
                series,
            });
        }
    }
    spans
}

/// The targets of a KPI for the series that are shown; none among changes, where a level has no
/// place. Of several each says by when it is due, and if `is_named` for which series it is.
fn bands(kpi: &'static Kpi, dataset: &Dataset, is_named: bool) -> Vec<BandData> {
    let mut bands = Vec::new();
    for target in &kpi.targets {
        let place = |id: &SeriesId| dataset.series.iter().position(|s| s.id == id.as_str());
        let series = target.series.as_ref().and_then(place);
        if dataset.since.is_some() || series.is_some_and(|place| !dataset.series[place].is_shown) {
            continue;
        }
        let (low, high) = target.goal.bounds();
        let (from, _) = target.set.bounds().unwrap_or(ALWAYS);
        let withdrawn = target.withdrawn.as_ref().map(|withdrawn| withdrawn.at);
        // One that was replaced ends where the next begins.
        let to = match target.superseded {
            Some(when) => when.bounds().map(|(start, _)| start),
            None => withdrawn.unwrap_or(target.due).bounds().map(|(_, end)| end),
        };
        let to = to.unwrap_or(ALWAYS.1);
        let mut label = match kpi.targets.len() {
            1 => format!("{} {}", words::TARGET, text::goal(target.goal, &kpi.unit)),
            _ => text::target_by(target, &kpi.unit),
        };
        if let Some(at) = withdrawn {
            label = format!("{label}, {}", text::withdrawn_at(at));
        }
        if let Some(series) = series.filter(|_| is_named) {
            label = format!("{}: {label}", dataset.series[series].label);
        }
        bands.push(BandData {
            low: low.to_f64(),
            high: high.to_f64(),
            from,
            to: to.max(from),
            series,
            label,
        });
    }
    bands
}

/// The trend of a KPI, for wide or for narrow columns; the sheet shows the one that fits. It is
/// of all series, or of the one at the place `only`.
pub fn trend_drawing(
    kpi: &'static Kpi,
    dataset: &Dataset,
    placed: Trend,
    width: &'static str,
    only: Option<usize>,
    moments: &[Moment],
) -> Drawn {
    let Trend { size, plot, .. } = placed;
    let places = places(dataset, &placed, moments);
    let mut shapes = Vec::new();
    let is_other = |place: usize| only.is_some_and(|only| only != place);
    for (place, other) in placed.series.iter().enumerate() {
        for line in other.lines.iter().filter(|_| is_other(place)) {
            let line = element("polyline").set("points", corners(line));
            shapes.push(line.class("other"));
        }
    }
    for tick in &placed.value_ticks {
        let value = Decimal::rounded(tick.value, 6);
        let words = value.map(|value| dataset.axis_value(value, &kpi.unit));
        let at = (plot.left - 8.0, tick.at);
        shapes.push(line("grid", (plot.left, tick.at), (plot.right, tick.at)));
        shapes.push(anchored(words.unwrap_or_default(), at, "end"));
    }
    let bottom = plot.bottom;
    let mut words = Vec::new();
    for span in placed.spans {
        let Extent { left, right, .. } = span.extent;
        let mut edges = vec![
            [(left, plot.top), (left, bottom)],
            [(right, plot.top), (right, bottom)],
        ];
        edges.extend(span.stem);
        shapes.push(rectangle("span", span.extent));
        shapes.push(strokes("hatch", &span.hatch));
        shapes.push(strokes("span-edge", &edges));
        for word in span.label {
            words.push(note(word, (left + right) / 2.0, size.font));
        }
    }
    for band in placed.bands {
        if band.extent.height() > 0.0 {
            shapes.push(rectangle("band", band.extent));
        }
        shapes.push(target(&band.extent));
        words.extend(band.label.map(|word| label(word, "band-label")));
    }
    shapes.push(line("axis", (plot.left, bottom), (plot.right, bottom)));
    for tick in &placed.time_ticks {
        let year = (tick.value as i64).to_string();
        let at = (tick.at, bottom + size.font * 1.2);
        shapes.push(line("axis", (tick.at, bottom), (tick.at, bottom + 6.0)));
        shapes.push(anchored(year, at, "middle"));
    }
    for broken in placed.breaks {
        let [from, to] = broken.rule;
        shapes.push(line("break", from, to));
        words.extend(broken.label.map(|word| note(word, from.0, size.font)));
    }
    for (place, placed) in placed.series.into_iter().enumerate() {
        if is_other(place) {
            continue;
        }
        let series = &dataset.series[place];
        let class = numbered_series_class(series.colour);
        shapes.push(series_marks(placed, series.colour, class));
    }
    shapes.append(&mut words);
    drawing((size.width, size.height), size.font, width, shapes, places)
}

/// Words of what is at x. They are narrower than their room: they keep to the middle of it, or to
/// that end of it which is there.
fn note(words: Label, x: f64, font: f64) -> Element {
    let width = width_of(&words.text, font);
    let part = (x - words.x) / width;
    let (left, anchor) = match part {
        ..0.25 => (0.0, "start"),
        0.75.. => (width, "end"),
        _ => (width / 2.0, "middle"),
    };
    let words = Label {
        x: words.x + left,
        ..words
    };
    label(words, "note").set("text-anchor", anchor)
}

/// The edges of a target, or the line that a single number is.
fn target(extent: &Extent) -> Element {
    let Extent {
        left,
        right,
        top,
        bottom,
    } = *extent;
    let upper = [(left, top), (right, top)];
    if bottom <= top {
        let area = Extent {
            top: top - 1.5,
            bottom: top + 1.5,
            ..*extent
        };
        return rectangle("target", area);
    }
    strokes("band-edge", &[upper, [(left, bottom), (right, bottom)]])
}

/// Straight lines in one element.
fn strokes(class: &'static str, lines: &[[(f64, f64); 2]]) -> Element {
    let mut path = String::new();
    for [from, to] in lines {
        for (command, (x, y)) in [("M", from), ("L", to)] {
            path.push_str(command);
            path.push_str(&px(*x));
            path.push(' ');
            path.push_str(&px(*y));
        }
    }
    element("path").class(class).set("d", path)
}

/// Where the moments of a drawing are.
fn places(dataset: &Dataset, placed: &Trend, moments: &[Moment]) -> Vec<Place> {
    // Where the figures and gaps of each series are: x, and y of a figure.
    let mut found: Vec<Vec<(&Datum, f64, Option<f64>)>> = Vec::new();
    for (place, series) in placed.series.iter().enumerate() {
        let drawn = dataset.drawn(place);
        let marks = series.marks.iter();
        let marks = marks.map(|mark| (drawn[mark.index], mark.x, Some(mark.y)));
        let gaps = series.gaps.iter();
        found.push(
            marks
                .chain(gaps.map(|gap| (drawn[gap.index], gap.x, None)))
                .collect(),
        );
    }
    let (mut spans, mut marks) = (Vec::new(), Vec::new());
    for moment in moments {
        let (mut from, mut to) = (f64::INFINITY, f64::NEG_INFINITY);
        let mut of_moment = Vec::new();
        for datum in &moment.data {
            let mut of_series = found[datum.series].iter();
            let at = of_series.find(|(other, ..)| std::ptr::eq(*other, *datum));
            if let Some((_, x, y)) = at {
                (from, to) = (from.min(*x), to.max(*x));
                of_moment.extend(y.map(|y| (*x, y)));
            }
        }
        spans.push((from, to));
        marks.push(of_moment);
    }
    let plot = placed.plot;
    let mut places = Vec::new();
    for ((left, right), marks) in strips(&spans).into_iter().zip(marks) {
        let sum: f64 = marks.iter().map(|(x, _)| *x).sum();
        let x = (!marks.is_empty()).then(|| sum / marks.len() as f64);
        places.push(Place {
            cell: Extent {
                left,
                right,
                top: 0.0,
                bottom: placed.size.height,
            },
            marks,
            guide: x.map(|x| [(x, plot.top), (x, plot.bottom)]),
        });
    }
    places
}

/// The line to a forecast.
fn forecast(points: &[(f64, f64)]) -> Element {
    // The pattern is an attribute, as in `polyline`.
    let line = element("polyline").class("line forecast");
    line.set("points", corners(points))
        .set("stroke-dasharray", "4 5")
}

/// The line, points and name of one series.
fn series_marks(placed: TrendSeries, colour: usize, class: String) -> Element {
    let mut group = element("g").class(class);
    for area in &placed.areas {
        let area = element("polygon").set("points", corners(area));
        group = group.with(area.class("likely"));
    }
    for line in &placed.lines {
        group = group.with(polyline(colour, line));
    }
    for line in &placed.forecasts {
        group = group.with(forecast(line));
    }
    let (latest, end) = (placed.latest(), placed.marks.len().saturating_sub(1));
    for (index, mark) in placed.marks.iter().enumerate() {
        if let Some((top, bottom)) = mark.interval {
            group = group.with(line("whisker", (mark.x, top), (mark.x, bottom)));
        }
        let scale = if index == latest { LARGER } else { "" };
        let is_end = index == latest || index == end;
        if is_end || mark.is_alone || !placed.is_crowded {
            group = group.with(marker(colour, (mark.x, mark.y), scale, mark.certainty));
        }
    }
    if let Some([from, to]) = placed.leader {
        group = group.with(line("leader", from, to));
    }
    group.with_some(placed.label.map(|name| label(name, "end-label")))
}
