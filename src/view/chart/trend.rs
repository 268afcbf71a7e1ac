//! Values over time as a drawing.

use crate::bundle::{Decimal, Kpi, Unit};
use crate::chart::{
    Band, BandData, Extent, PointData, SeriesData, Size, Trend, TrendData, TrendSeries, trend,
};
use crate::dataset::{Dataset, Datum, Selection};
use crate::site::{Site, Subject};
use crate::text::{self, words};

use super::super::element::{Element, element};
use super::super::numbered_series_class;
use super::marks::{
    Frame, HitTarget, HitTargetSeries, LARGER, anchored, circle, corners, drawing, label, line,
    marker, px, rectangle,
};

/// A KPI's figures over time, placed in a drawing of this size; `None` where none is
/// dated. The axis goes as far as the values of `reach`.
pub fn placed_trend(
    kpi: &'static Kpi,
    dataset: &Dataset,
    size: Size,
    reach: &[f64],
) -> Option<Trend> {
    let mut data = trend_data(kpi, dataset, Dataset::drawn);
    data.reach.extend_from_slice(reach);
    trend(&data, size)
}

/// A line for each dated run of the figures of a series that a drawing holds, and its latest
/// figure, without any words; `None` if a series has fewer than two dated figures.
pub fn sparkline(site: Site, kpi: &'static Kpi, place: usize) -> Option<Element> {
    let dataset = Dataset::of(site, Subject::Kpi(kpi), &Selection::default());
    let mut data = trend_data(kpi, &dataset, Dataset::drawn);
    let mut series = data.series.swap_remove(place);
    series.label.clear();
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
    data.series = vec![series];
    data.bands.clear();
    let placed = trend(&data, Size::SPARK)?;
    let mut group = element("g").class(numbered_series_class(dataset.series[place].colour));
    let series = placed.series.into_iter().next()?;
    for line in &series.lines {
        group = group.with(
            element("polyline")
                .class("line")
                .set("points", corners(line)),
        );
    }
    let last = series.marks.last()?;
    let svg = element("svg")
        .class("spark")
        .set("viewBox", "-6 -6 132 44")
        .set("aria-hidden", "true");
    Some(svg.with(group.with(circle("last", (last.x, last.y), "4"))))
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
    let mut data = trend_data(kpi, &dataset, Dataset::dated);
    for (place, series) in data.series.iter_mut().enumerate() {
        let dated = dataset.dated(place);
        let latest = dated.iter().rev().find(|datum| datum.value().is_some());
        series.label = latest.map(|datum| label(datum)).unwrap_or_default();
    }
    trend(&data, size)
}

/// What a trend shows, from the figures of a dataset that `figures` returns for each series.
fn trend_data(
    kpi: &'static Kpi,
    dataset: &Dataset,
    figures: impl for<'a> Fn(&'a Dataset, usize) -> Vec<&'a Datum>,
) -> TrendData {
    let several = dataset.series.len() > 1;
    let series = dataset
        .series
        .iter()
        .enumerate()
        .map(|(place, series)| {
            let dated = figures(dataset, place);
            let latest = dated.iter().rev().find(|datum| datum.value().is_some());
            let figure = latest.map(|datum| datum.short()).unwrap_or_default();
            SeriesData {
                label: if several {
                    format!("{} {figure}", series.label)
                } else {
                    figure
                },
                points: dated
                    .iter()
                    .map(|datum| PointData {
                        time: datum.period.middle().unwrap_or_default(),
                        value: datum.value().map(Decimal::to_f64),
                    })
                    .collect(),
            }
        })
        .collect();
    // A target is a level; among changes it has no place.
    let levels = dataset.since.is_none();
    let bands = kpi
        .targets
        .iter()
        .filter(|_| levels)
        .filter_map(|target| {
            let (low, high) = target.goal.bounds();
            let (from, _) = target.set.bounds()?;
            let (_, to) = target.superseded.unwrap_or(target.due).bounds()?;
            Some(BandData {
                low: low.to_f64(),
                high: high.to_f64(),
                from,
                to: to.max(from),
                label: format!("{} {}", words::TARGET, text::goal(target.goal, &kpi.unit)),
            })
        })
        .collect();
    let limits = match kpi.unit {
        Unit::Percent if levels => (0.0, 100.0),
        _ => (f64::MIN, f64::MAX),
    };
    TrendData {
        series,
        bands,
        breaks: kpi
            .breaks
            .iter()
            .filter_map(|broken| Some(broken.at.bounds()?.0))
            .collect(),
        limits,
        reach: Vec::new(),
    }
}

/// The trend of a KPI, for wide or for narrow columns; the sheet shows the one that fits.
pub fn trend_drawing(
    kpi: &'static Kpi,
    dataset: &Dataset,
    placed: Trend,
    width: &'static str,
) -> Element {
    let Trend { size, plot, .. } = placed;
    let mut shapes = Vec::new();
    for band in placed.bands {
        shapes.extend(target_band(band));
    }
    for tick in &placed.value_ticks {
        let value = Decimal::rounded(tick.value, 6);
        let words = value.map(|value| dataset.axis_value(value, &kpi.unit));
        let at = (plot.left - 8.0, tick.at);
        shapes.push(line("grid", (plot.left, tick.at), (plot.right, tick.at)));
        shapes.push(anchored(words.unwrap_or_default(), at, "end"));
    }
    let bottom = placed.gap_rows.bottom;
    shapes.push(line("axis", (plot.left, bottom), (plot.right, bottom)));
    for tick in &placed.time_ticks {
        let year = (tick.value as i64).to_string();
        let at = (tick.at, bottom + size.font * 1.2);
        shapes.push(line("axis", (tick.at, bottom), (tick.at, bottom + 6.0)));
        shapes.push(anchored(year, at, "middle"));
    }
    if placed.gap_rows.height() > 0.0 {
        let at = (0.0, plot.bottom + size.font * 1.4);
        shapes.push(anchored(words::GAP_ROW.to_owned(), at, "start"));
    }
    for x in &placed.breaks {
        shapes.push(line("break", (*x, plot.top), (*x, plot.bottom)));
    }
    let mut hit_targets = Vec::new();
    for (place, placed) in placed.series.into_iter().enumerate() {
        hit_targets.push(spots_of(dataset, place, &placed));
        shapes.push(series_marks(placed, dataset.series[place].colour));
    }
    let frame = Frame {
        size: (size.width, size.height),
        font: size.font,
        width,
        name: dataset.label(),
        is_rows: false,
    };
    drawing(frame, shapes, hit_targets)
}

/// A target with its words in it or beside it, where there is room for them.
fn target_band(band: Band) -> Vec<Element> {
    let extent = band.extent;
    // A single number is a line, which a rectangle without height would not show.
    let height = extent.height().max(2.0);
    let (left, right) = (px(extent.left), px(extent.right));
    let (top, bottom) = (px(extent.top), px(extent.top + height));
    let edges = format!("M{left} {top}H{right}M{left} {bottom}H{right}");
    let area = Extent {
        bottom: extent.top + height,
        ..extent
    };
    let mut band_marks = vec![
        rectangle("band", area),
        element("path").class("band-edge").set("d", edges),
    ];
    if let Some(words) = band.label {
        band_marks.push(label(words, "band-label"));
    }
    band_marks
}

/// The points of a placed series, figures and gaps in order of time.
fn spots_of(dataset: &Dataset, place: usize, placed: &TrendSeries) -> HitTargetSeries {
    let dated = dataset.drawn(place);
    let marks = placed
        .marks
        .iter()
        .map(|mark| (mark.index, mark.x, mark.y, true));
    let gaps = placed
        .gaps
        .iter()
        .map(|gap| (gap.index, gap.x, gap.y, false));
    let mut places: Vec<_> = marks.chain(gaps).collect();
    places.sort_by_key(|(index, ..)| *index);
    let series = &dataset.series[place];
    HitTargetSeries {
        label: series.label.to_owned(),
        colour: series.colour,
        hit_targets: places
            .into_iter()
            .map(|(index, x, y, is_figure)| HitTarget {
                x,
                y,
                name: dataset.point(dated[index]),
                tip: dataset.tip(dated[index]),
                is_figure,
            })
            .collect(),
    }
}

/// The line, points, gaps and name of one series.
fn series_marks(placed: TrendSeries, colour: usize) -> Element {
    let mut group = element("g").class(numbered_series_class(colour));
    for line in &placed.lines {
        group = group.with(
            element("polyline")
                .class("line")
                .set("points", corners(line)),
        );
    }
    let last = placed.marks.len().saturating_sub(1);
    for (index, mark) in placed.marks.iter().enumerate() {
        let scale = if index == last { LARGER } else { "" };
        group = group.with(marker(colour, (mark.x, mark.y), scale));
    }
    for gap in &placed.gaps {
        group = group.with(circle("gap", (gap.x, gap.y), "4.5"));
    }
    group.with_some(placed.label.map(|name| label(name, "end-label")))
}
