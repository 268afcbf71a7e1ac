//! Values over time as a drawing.

use leptos::prelude::*;

use crate::bundle::{Decimal, Kpi, Unit};
use crate::chart::{Band, BandData, Extent, PointData, SeriesData, Size, Trend, TrendData, TrendSeries, trend};
use crate::dataset::{Dataset, Datum, Selection, Subject};
use crate::site::Site;
use crate::text::{self, words};

use super::super::erase::{CollectErased, Erase};
use super::super::numbered_series_class;
use super::marks::{ChartLabel, MARKERS, Points, Spot, SpotSeries, px};

/// A KPI's figures over time, placed in a drawing of this size; `None` where none is
/// dated.
pub fn placed_trend(kpi: &'static Kpi, dataset: &Dataset, size: Size) -> Option<Trend> {
    trend(&trend_data(kpi, dataset), size)
}

/// The trend of a KPI as published, placed in a drawing of this size; `None` where no
/// dated figure is published. `label` makes what stands at the end of a series' line of
/// its latest figure.
pub fn published_trend(
    site: Site,
    kpi: &'static Kpi,
    size: Size,
    label: impl Fn(&Datum) -> String,
) -> Option<Trend> {
    let dataset = Dataset::of(site, Subject::Kpi(kpi), &Selection::default());
    let mut data = trend_data(kpi, &dataset);
    for (place, series) in data.series.iter_mut().enumerate() {
        let dated = dataset.dated(place);
        let latest = dated.iter().rev().find(|datum| datum.value().is_some());
        series.label = latest.map(|datum| label(datum)).unwrap_or_default();
    }
    trend(&data, size)
}

/// What a trend shows, from the dated figures of a dataset.
fn trend_data(kpi: &'static Kpi, dataset: &Dataset) -> TrendData {
    let several = dataset.series.len() > 1;
    let series = dataset
        .series
        .iter()
        .enumerate()
        .map(|(place, series)| {
            let dated = dataset.dated(place);
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
    // A target is a level; it has no place among changes.
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
        Unit::Percent | Unit::Named(_) => (f64::MIN, f64::MAX),
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
    }
}

/// The trend of a KPI, for wide or for narrow columns; the sheet shows the one that fits.
#[component]
pub fn TrendDrawing(
    /// The KPI.
    kpi: &'static Kpi,
    /// What is shown.
    dataset: Dataset,
    /// The placed marks.
    placed: Trend,
    /// "wide" or "narrow".
    width: &'static str,
) -> impl IntoView {
    let Trend { size, plot, .. } = placed;
    let grid = placed
        .value_ticks
        .iter()
        .map(|tick| {
            let value = Decimal::from_f64((tick.value * 1e6).round() / 1e6);
            let words = value.map(|value| text::axis_value(value, &kpi.unit));
            view! {
                <line class="grid" x1=px(plot.left) x2=px(plot.right) y1=px(tick.at) y2=px(tick.at)/>
                <text class="tick" x=px(plot.left - 8.0) y=px(tick.at) text-anchor="end">{words}</text>
            }
        })
        .collect_erased();
    let years = placed
        .time_ticks
        .iter()
        .map(|tick| {
            let y = placed.gap_rows.bottom;
            view! {
                <line class="axis" x1=px(tick.at) x2=px(tick.at) y1=px(y) y2=px(y + 6.0)/>
                <text class="tick" x=px(tick.at) y=px(y + size.font * 1.2) text-anchor="middle">
                    {(tick.value as i64).to_string()}
                </text>
            }
        })
        .collect_erased();
    let bands = placed
        .bands
        .iter()
        .map(|band| view! { <TargetBand band=band.clone()/> })
        .collect_erased();
    let breaks = placed
        .breaks
        .iter()
        .map(|x| {
            view! {
                <line class="break" x1=px(*x) x2=px(*x) y1=px(plot.top) y2=px(plot.bottom)/>
            }
        })
        .collect_erased();
    let series = placed
        .series
        .iter()
        .zip(&dataset.series)
        .map(|(placed, series)| {
            view! { <SeriesMarks placed=placed.clone() colour=series.colour/> }
        })
        .collect_erased();
    let spots = placed
        .series
        .iter()
        .enumerate()
        .map(|(place, placed)| spots(&dataset, place, placed))
        .filter(|series| !series.spots.is_empty())
        .collect();
    let area = Extent {
        left: 0.0,
        right: size.width,
        top: 0.0,
        bottom: size.height,
    };
    let has_gaps = placed.gap_rows.height() > 0.0;
    let gap_title = has_gaps
        .then(|| {
            view! {
                <text class="tick" x="0" y=px(plot.bottom + size.font * 1.4)>{words::GAP_ROW}</text>
            }
        })
        .erase();
    view! {
        <svg
            class=format!("drawing {width}")
            viewBox=format!("0 0 {} {}", px(size.width), px(size.height))
            role="graphics-document"
            aria-label=dataset.label()
            font-size=px(size.font)
        >
            {bands}
            {grid}
            <line
                class="axis"
                x1=px(plot.left)
                x2=px(plot.right)
                y1=px(placed.gap_rows.bottom)
                y2=px(placed.gap_rows.bottom)
            />
            {years}
            {gap_title}
            {breaks}
            {series}
            <Points series=spots area font=size.font/>
        </svg>
    }
}

/// A target with its words in it or beside it.
#[component]
fn TargetBand(
    /// The placed target.
    band: Band,
) -> impl IntoView {
    let Band { extent, label } = band;
    // A single number is a line, which a rectangle without height would not show.
    let height = extent.height().max(2.0);
    view! {
        <rect
            class="band"
            x=px(extent.left)
            y=px(extent.top)
            width=px(extent.width())
            height=px(height)
        />
        <path
            class="band-edge"
            d=format!(
                "M{} {}H{}M{} {}H{}",
                px(extent.left), px(extent.top), px(extent.right),
                px(extent.left), px(extent.top + height), px(extent.right),
            )
        />
        {label.map(|label| view! { <ChartLabel label class="band-label"/> }).erase()}
    }
}

/// The points of a placed series, figures and gaps in order of time.
fn spots(dataset: &Dataset, place: usize, placed: &TrendSeries) -> SpotSeries {
    let dated = dataset.dated(place);
    let marks = placed.marks.iter().map(|mark| (mark.index, mark.x, mark.y, true));
    let gaps = placed.gaps.iter().map(|gap| (gap.index, gap.x, gap.y, false));
    let mut places: Vec<_> = marks.chain(gaps).collect();
    places.sort_by_key(|(index, ..)| *index);
    let series = &dataset.series[place];
    SpotSeries {
        label: series.label.to_owned(),
        colour: series.colour,
        spots: places
            .into_iter()
            .map(|(index, x, y, is_figure)| Spot {
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
#[component]
fn SeriesMarks(
    /// The placed series.
    placed: TrendSeries,
    /// The place of its colour, its line's pattern and its marker.
    colour: usize,
) -> impl IntoView {
    let class = numbered_series_class(colour);
    let lines = placed
        .lines
        .iter()
        .map(|line| {
            let points: Vec<String> = line
                .iter()
                .map(|(x, y)| format!("{},{}", px(*x), px(*y)))
                .collect();
            view! { <polyline class="line" points=points.join(" ")/> }
        })
        .collect_erased();
    let shape = MARKERS[colour % MARKERS.len()];
    let last = placed.marks.len().saturating_sub(1);
    let marks = placed
        .marks
        .iter()
        .enumerate()
        .map(|(index, mark)| {
            let scale = if index == last { " scale(1.4)" } else { "" };
            view! {
                <path
                    class="mark"
                    d=shape
                    transform=format!("translate({} {}){scale}", px(mark.x), px(mark.y))
                />
            }
        })
        .collect_erased();
    let gaps = placed
        .gaps
        .iter()
        .map(|gap| {
            view! {
                <circle class="gap" cx=px(gap.x) cy=px(gap.y) r="4.5"/>
            }
        })
        .collect_erased();
    let label = placed
        .label
        .map(|label| view! { <ChartLabel label class="end-label"/> })
        .erase();
    view! { <g class=class>{lines}{marks}{gaps}{label}</g> }
}

