//! Which drawing shows a dataset, in each of the two widths.

use leptos::prelude::*;

use crate::bundle::{Decimal, Kpi};
use crate::chart::{Size, Trend};
use crate::dataset::{Dataset, Reading, Subject};
use crate::site::Site;
use crate::text;

use super::super::erase::{CollectErased, Erase};
use super::super::rich_text::RichLine;
use super::trend::{TrendDrawing, placed_trend};

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
        Subject::Kpi(kpi) => view! { <TrendDrawings site kpi dataset/> }.into_any(),
        Subject::Insights | Subject::Scorecard => ().into_any(),
    }
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
    let placed = [(Size::WIDE, "wide"), (Size::NARROW, "narrow")]
        .map(|(size, width)| placed_trend(kpi, &dataset, size).map(|placed| (placed, width)));
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
    let start = placed.value_ticks.first().filter(|tick| tick.value != 0.0)?;
    Some(text::axis_starts_at(Decimal::from_f64(start.value)?, &kpi.unit))
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
        .map(|(reason, place, periods)| {
            text::gap(dataset.series[place].label, &periods, &reason)
        })
        .collect()
}
