//! The frame of every chart: what it says, drawing, table and notes, choices, downloads.

use leptos::prelude::*;

use crate::dataset::{Dataset, Selection, Subject};
use crate::site::Site;
use crate::text::{self, words};

use super::super::erase::{CollectErased, Erase};
use super::super::rich_text::RichLine;
use super::super::source::SourceLink;
use super::controls::Controls;
use super::drawing::Drawings;
use super::table::DataTable;

/// A chart as the bundle publishes it, with the controls that change what is shown.
#[component]
pub fn ChartFigure(
    /// The site.
    site: Site,
    /// What it is of.
    subject: Subject,
    /// Its name on the page and in addresses.
    key: &'static str,
) -> impl IntoView {
    let dataset = Dataset::of(site, subject, &Selection::default());
    view! {
        <figure class="chart" id=key data-subject=subject.name()>
            <Controls site subject key/>
            <div class="body"><ChartBody site dataset/></div>
        </figure>
    }
}

/// What of a chart depends on the reader's choices.
#[component]
pub fn ChartBody(
    /// The site.
    site: Site,
    /// What is shown.
    dataset: Dataset,
) -> impl IntoView {
    let finding = dataset.finding.clone();
    let title = text::chart_title(&dataset.title, dataset.unit());
    view! {
        <figcaption>
            <p class="title">{title}</p>
            <p class="finding">{finding}</p>
        </figcaption>
        <div class="panel chart-panel"><Drawings site dataset=dataset.clone()/></div>
        <div class="panel table-panel"><DataTable site dataset=dataset.clone()/></div>
        <div class="panel notes-panel"><Notes site dataset/></div>
    }
}

/// The caveats of the figures shown, and where they were read.
#[component]
fn Notes(
    /// The site.
    site: Site,
    /// What is shown.
    dataset: Dataset,
) -> impl IntoView {
    let notes = dataset
        .data
        .iter()
        .filter_map(|datum| Some((dataset.name(datum), datum.note?)))
        .map(|(name, line)| view! { <li>{name} ": " <RichLine site line/></li> })
        .collect_erased();
    let kpi_notes = match dataset.subject {
        Subject::Kpi(kpi) => kpi
            .notes
            .iter()
            .map(|line| view! { <li><RichLine site line/></li> })
            .collect_erased(),
        Subject::Insights | Subject::Scorecard => Vec::new(),
    };
    let sources = dataset
        .sources()
        .into_iter()
        .map(|id| view! { <li><SourceLink site id/></li> })
        .collect_erased();
    let has_notes = !notes.is_empty() || !kpi_notes.is_empty();
    view! {
        {has_notes.then(|| view! { <ul class="points">{kpi_notes} {notes}</ul> }).erase()}
        <p class="quiet">{words::SOURCES_OF_CHART}</p>
        <ul class="points">{sources}</ul>
    }
}
