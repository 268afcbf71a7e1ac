//! Which drawing shows a dataset, in each of the two widths.

use leptos::prelude::*;

use crate::bundle::{ChartKind, Decimal, Figure, Goal, Kpi, Series, Target, Unit};
use crate::chart::{Size, Trend, rows, units};
use crate::dataset::{Dataset, Datum, Reading, Subject};
use crate::site::Site;
use crate::text;

use super::super::erase::{CollectErased, Erase};
use super::super::layout::HeadingLevel;
use super::super::numbered_series_class;
use super::super::rich_text::RichLine;
use super::super::scorecard::ScorecardList;
use super::marks::MARKERS;
use super::rows::{RowChart, RowsDrawing, comparison, kpi_rows};
use super::trend::{TrendDrawing, placed_trend};
use super::units::units_drawing;

/// The two sizes that are drawn, with the class that the sheet shows one of them by.
const WIDTHS: [(Size, &str); 2] = [(Size::WIDE, "wide"), (Size::NARROW, "narrow")];

/// Side of a mark that can be counted.
const UNIT: f64 = 18.0;

/// The drawing of a dataset for wide and for narrow columns, and what has to be known to
/// read it.
#[component]
pub fn Drawings(
    /// The site.
    site: Site,
    /// What is shown.
    dataset: Dataset,
) -> impl IntoView {
    match dataset.subject {
        Subject::Kpi(kpi) => match kind(kpi) {
            ChartKind::Trend => view! { <TrendDrawings site kpi dataset/> }.into_any(),
            kind => {
                let units = (kind == ChartKind::Proportion && dataset.since.is_none())
                    .then(|| countable(kpi, &dataset))
                    .flatten();
                match units {
                    Some(drawings) => drawings,
                    None => {
                        let charts = vec![kpi_rows(kpi, kind, &dataset)];
                        row_drawings(&dataset, charts)
                    }
                }
            }
        },
        Subject::Insights => row_drawings(&dataset, comparison(&dataset)),
        Subject::Scorecard => view! {
            <ScorecardList site dataset heading_level=HeadingLevel::H2/>
        }
        .into_any(),
    }
}

/// How a KPI is drawn: as the bundle says, or else as its data's shape suggests. Counts of
/// a whole are parts of it; a floor or a ceiling is a threshold; more than one dated figure
/// of a series makes a trend; a single share is a part of a hundred.
pub fn kind(kpi: &Kpi) -> ChartKind {
    let is_threshold = |target: &Target| matches!(target.goal, Goal::AtLeast(_) | Goal::AtMost(_));
    let dated = |series: &Series| {
        let observations = series.observations.iter();
        let published = observations.filter(|o| {
            o.period.middle().is_some() && matches!(o.figure, Figure::Published { .. })
        });
        published.count()
    };
    kpi.chart.unwrap_or_else(|| {
        if kpi.whole.is_some() {
            ChartKind::Proportion
        } else if kpi.targets.iter().any(is_threshold) {
            ChartKind::Threshold
        } else if kpi.series.iter().any(|series| dated(series) > 1) {
            ChartKind::Trend
        } else if kpi.unit == Unit::Percent {
            ChartKind::Proportion
        } else {
            ChartKind::Threshold
        }
    })
}

/// Charts of rows, one after the other, each in both widths.
fn row_drawings(dataset: &Dataset, charts: Vec<RowChart<'_>>) -> AnyView {
    let mut drawings = Vec::new();
    for chart in charts {
        let said: Vec<Vec<_>> = chart
            .figures
            .iter()
            .map(|row| {
                let said = |datum: &Datum| (dataset.point(datum), dataset.tip(datum));
                row.iter().map(|datum| datum.map(said)).collect()
            })
            .collect();
        for (size, width) in WIDTHS {
            let Some(placed) = rows(&chart.data, size.width, size.font) else {
                continue;
            };
            let start = placed.ticks.first().map(|tick| tick.value);
            let (dataset, places, said, unit) = (
                dataset.clone(),
                chart.places.clone(),
                said.clone(),
                chart.unit,
            );
            drawings.push((
                start.filter(|_| width == "wide"),
                view! { <RowsDrawing dataset placed unit places said width/> }.into_any(),
            ));
        }
    }
    let unit = dataset.data.first().map(|datum| datum.unit);
    let axis = drawings
        .iter()
        .find_map(|(start, _)| *start)
        .filter(|start| *start != 0.0);
    let axis = axis.and_then(Decimal::from_f64).zip(unit);
    let axis = axis.map(|(start, unit)| text::axis_starts_at(start, unit));
    if drawings.is_empty() {
        return view! { <p class="nothing">{text::words::NOTHING_CHOSEN}</p> }.into_any();
    }
    let legend = (dataset.series.len() > 1).then(|| view! { <Legend dataset=dataset.clone()/> });
    let drawings: Vec<AnyView> = drawings.into_iter().map(|(_, drawing)| drawing).collect();
    let gaps = gap_reasons(dataset);
    view! {
        {legend.erase()}
        <div class="drawings">{drawings}</div>
        <div class="notes">
            {axis.map(|words| view! { <p>{words}</p> }).erase()}
            {gaps.into_iter().map(|words| view! { <p>{words}</p> }).collect_erased()}
        </div>
    }
    .into_any()
}

/// Which marker is of which group.
#[component]
fn Legend(
    /// What is shown.
    dataset: Dataset,
) -> impl IntoView {
    let series = dataset.series.iter().filter(|series| series.is_shown);
    let items = series
        .map(|series| {
            view! {
                <li class=numbered_series_class(series.colour)>
                    <svg class="key" viewBox="-8 -8 16 16" aria-hidden="true">
                        <path class="mark" d=MARKERS[series.colour % MARKERS.len()]/>
                    </svg>
                    {series.label}
                </li>
            }
        })
        .collect_erased();
    view! { <ul class="legend">{items}</ul> }
}

/// Parts of a whole that can be counted, a group of marks for each dated figure; `None`
/// where they cannot.
fn countable(kpi: &'static Kpi, dataset: &Dataset) -> Option<AnyView> {
    let whole = kpi.whole?;
    let mut drawings = Vec::new();
    for (size, width) in WIDTHS {
        let mut groups = Vec::new();
        for place in 0..dataset.series.len() {
            for datum in dataset.dated(place) {
                let part = datum.value().map_or(0.0, Decimal::to_f64);
                groups.push((datum, units(part, whole.to_f64(), size.width, UNIT)?));
            }
        }
        if groups.is_empty() {
            return None;
        }
        drawings.push(units_drawing(dataset, groups, size, width));
    }
    Some(view! { <div class="drawings">{drawings}</div> }.into_any())
}

/// Values over time.
#[component]
fn TrendDrawings(
    /// The site.
    site: Site,
    /// The KPI.
    kpi: &'static Kpi,
    /// What is shown.
    dataset: Dataset,
) -> impl IntoView {
    let placed =
        WIDTHS.map(|(size, width)| placed_trend(kpi, &dataset, size).map(|placed| (placed, width)));
    let [Some(wide), Some(narrow)] = placed else {
        return view! { <p class="nothing">{text::words::NOTHING_CHOSEN}</p> }.into_any();
    };
    let axis = axis_note(kpi, &wide.0);
    let drawings = [wide, narrow]
        .into_iter()
        .map(|(placed, width)| {
            view! { <TrendDrawing kpi dataset=dataset.clone() placed width/> }
        })
        .collect_erased();
    let breaks = kpi
        .breaks
        .iter()
        .map(|broken| {
            view! { <p>{text::break_before(broken.at)} " " <RichLine site line=&broken.reason/></p> }
        })
        .collect_erased();
    let gaps = gap_reasons(&dataset)
        .into_iter()
        .map(|words| view! { <p>{words}</p> })
        .collect_erased();
    view! {
        <div class="drawings">{drawings}</div>
        <div class="notes">
            {axis.map(|words| view! { <p>{words}</p> }).erase()}
            {breaks}
            {gaps}
        </div>
    }
    .into_any()
}

/// Says where the value axis starts, if not at zero.
fn axis_note(kpi: &Kpi, placed: &Trend) -> Option<String> {
    let start = placed
        .value_ticks
        .first()
        .filter(|tick| tick.value != 0.0)?;
    Some(text::axis_starts_at(
        Decimal::from_f64(start.value)?,
        &kpi.unit,
    ))
}

/// Each reason why figures are missing, with the periods that it holds for.
fn gap_reasons(dataset: &Dataset) -> Vec<String> {
    let mut reasons: Vec<(String, usize, Vec<String>)> = Vec::new();
    for place in 0..dataset.series.len() {
        for datum in dataset.dated(place) {
            let Reading::Missing { reason } = &datum.reading else {
                continue;
            };
            let period = text::period(datum.period);
            match reasons.last_mut() {
                Some((known, of, periods)) if known == reason && *of == place => {
                    periods.push(period);
                }
                _ => reasons.push((reason.clone(), place, vec![period])),
            }
        }
    }
    reasons
        .into_iter()
        .map(|(reason, place, periods)| text::gap(dataset.series[place].label, &periods, &reason))
        .collect()
}
