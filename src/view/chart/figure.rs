//! The frame of every chart: what it says, drawing, table and notes, choices, downloads.

use leptos::prelude::*;

use crate::dataset::{Dataset, Selection, Subject};
use crate::site::Site;
use crate::text::{self, words};

use super::super::plain::{Plain, plain};
use super::super::still::still;
use super::controls::{controls, faces};
use super::drawing::{EMBED_WIDTHS, WIDTHS, Width, drawings};
use super::table::data_table;

/// A chart as the bundle publishes it, with the controls that change what is shown; `key`
/// is its name in addresses.
pub fn chart_figure(site: Site, subject: Subject, key: &'static str) -> Plain {
    let dataset = Dataset::of(site, subject, &Selection::default());
    plain("div")
        .class("chart")
        .set("data-key", key)
        .set("data-subject", subject.name())
        .with(controls(site, &dataset, key))
        .with(chart_body(site, &dataset, &WIDTHS))
}

/// The name of the chart of an embed.
const EMBEDDED: &str = "embed";

/// A chart on its own, as other sites show it: with the choice between drawing, table and
/// notes below it, of which `show` is made (see [`faces`]), and no other.
pub fn embedded_chart(site: Site, dataset: &Dataset, show: &str) -> Plain {
    let switch = plain("form").class("controls").set("autocomplete", "off");
    plain("div")
        .class("chart")
        .set("data-key", EMBEDDED)
        .set("data-subject", dataset.subject.name())
        .with(chart_body(site, dataset, &EMBED_WIDTHS))
        .with(switch.with(faces(EMBEDDED, show)))
}

/// What of a chart depends on the reader's choices.
#[component]
pub fn ChartBody(
    /// The site.
    site: Site,
    /// What is shown.
    dataset: Dataset,
) -> impl IntoView {
    still(move || chart_body(site, &dataset, &WIDTHS))
}

fn chart_body(site: Site, dataset: &Dataset, widths: &[Width]) -> Plain {
    let title = text::chart_title(&dataset.title, dataset.unit());
    let caption = plain("figcaption")
        .with(plain("p").class("title").text(title))
        .with(plain("p").class("finding").text(dataset.finding.clone()));
    plain("figure")
        .class("body")
        .with(caption)
        .with(drawings(site, dataset, widths))
        .with(
            plain("div")
                .class("panel table-panel")
                .with(data_table(site, dataset)),
        )
        .with(notes(site, dataset))
}

/// The caveats of the figures shown, and where they were read.
fn notes(site: Site, dataset: &Dataset) -> Plain {
    let mut notes = Vec::new();
    if let Subject::Kpi(kpi) = dataset.subject {
        notes.extend(kpi.notes.iter().map(|note| plain("li").rich(site, note)));
    }
    for datum in &dataset.data {
        if let Some(note) = datum.note {
            let name = format!("{}: ", dataset.name(datum));
            notes.push(plain("li").text(name).rich(site, note));
        }
    }
    let sources: Vec<Plain> = dataset
        .sources()
        .into_iter()
        .map(|id| plain("li").source(site, id))
        .collect();
    let list = |items| plain("ul").class("points").with_all(items);
    let mut panel = plain("div").class("panel notes-panel");
    panel = panel.with_some((!notes.is_empty()).then(|| list(notes)));
    if sources.is_empty() {
        return panel;
    }
    let heading = plain("p").class("quiet").text(words::SOURCES_OF_CHART);
    panel.with(heading).with(list(sources))
}
