//! The frame of every chart: finding, drawing, table and notes, choices, exports.

use crate::dataset::{Dataset, Finding, Panel};
use crate::site::{Site, Subject};
use crate::text::words;

use super::super::element::{Element, element};
use super::super::layout::HeadingLevel;
use super::controls::{controls, panels, tools};
use super::drawing::{EMBED_WIDTHS, WIDTHS, Width, drawings};
use super::legend::switches;
use super::table::data_table;

/// A chart as the bundle publishes it, with the controls that change what is shown; `key`
/// is its name in addresses. `is_titled` where the heading above names what is measured.
pub fn chart_figure(site: Site, subject: Subject, key: &'static str, is_titled: bool) -> Element {
    let dataset = Dataset::published(site, subject);
    let mut chart = element("div")
        .class("chart")
        .set("data-key", key)
        .set("data-subject", subject.name())
        .set_some("data-titled", is_titled.then_some(""));
    let body = chart_body(site, &dataset, is_titled, Some(key));
    // Where there is nothing to show there is nothing to choose.
    let has_data = !dataset.data.is_empty();
    if has_data {
        chart = chart.with(controls(&dataset, key));
    }
    // Around the body, which is rendered again in its place.
    chart = chart.with(element("div").with(body));
    chart.with_some(has_data.then(|| tools(site, &dataset)))
}

/// The name of the chart of an embed.
const EMBEDDED: &str = "embed";

/// A chart on its own, as other sites show it: with the choice between drawing, table and notes
/// below it (`show` is chosen first, see [`panels`]), and no other. Its headline is a heading of
/// `level`.
pub fn embedded_chart(site: Site, dataset: &Dataset, show: Panel, level: HeadingLevel) -> Element {
    let switch = (!dataset.data.is_empty()).then(|| {
        let switch = element("form").class("controls").set("autocomplete", "off");
        switch.with(panels(EMBEDDED, show))
    });
    let body = body(site, dataset, &EMBED_WIDTHS, level.heading(), false, None);
    element("div")
        .class("chart")
        .set("data-key", EMBEDDED)
        .set("data-subject", dataset.subject.name())
        .with(body)
        .with_some(switch)
}

/// The part of a chart that depends on the reader's choices. `is_titled` where the heading above
/// names what is measured; without its name in addresses, `key`, its series cannot be switched.
pub fn chart_body(site: Site, dataset: &Dataset, is_titled: bool, key: Option<&str>) -> Element {
    body(site, dataset, &WIDTHS, element("p"), is_titled, key)
}

/// The most figures that need no link past them, which is one more stop for the Tab key.
const FEW: usize = 8;

/// A chart says first what it shows, and then of what: its headline, in the element given, is
/// the finding, its subtitle the measure with its unit. With its name in addresses, `key`, its
/// series can be switched, and its figures, if they are many, skipped.
fn body(
    site: Site,
    dataset: &Dataset,
    widths: &[Width],
    headline: Element,
    is_titled: bool,
    key: Option<&str>,
) -> Element {
    let subtitle = match is_titled {
        true => dataset.groups_with_unit(),
        false => dataset.title_with_unit(),
    };
    let caption = element("figcaption")
        .with(headline.class("finding").text(dataset.finding()))
        .with(element("p").class("subtitle").text(subtitle));
    let key = key.filter(|_| !dataset.data.is_empty());
    let words = key.filter(|_| !matches!(dataset.subject, Subject::Scorecard));
    let has_many = dataset.data.len() > FEW;
    let past = words.filter(|_| has_many).map(|key| {
        let link = element("a")
            .class("past")
            .set("href", format!("#{key}-words"));
        link.text(words::PAST_FIGURES)
    });
    let told = words.map(|key| in_words(site, dataset, key));
    let panel = drawings(site, dataset, widths, past);
    let body = element("figure")
        .class("body")
        .with(caption)
        .with_some(key.and_then(|key| switches(dataset, key)))
        .with(panel.with_some(told));
    // No head of a table without rows.
    if dataset.data.is_empty() {
        return body;
    }
    let table = element("div").class("panel table-panel");
    body.with(table.with(data_table(site, dataset, is_titled)))
        .with(notes(site, dataset))
}

/// What a chart says as it is published, in a few sentences: for people who listen, and everyone
/// in a hurry. Of what a reader has chosen it says nothing, and only ends the link past figures.
fn in_words(site: Site, dataset: &Dataset, key: &str) -> Element {
    let told = match (dataset.subject, &dataset.finding) {
        (Subject::Kpi(kpi), Finding::Latest(_) | Finding::Written(_)) => &*kpi.told,
        (Subject::Insights, _) if dataset.series.iter().all(|series| series.is_shown) => {
            &*site.bundle.insights_told
        }
        _ => "",
    };
    let id = format!("{key}-words");
    if told.is_empty() {
        return element("div").set("id", id);
    }
    let summary = element("summary").text(words::IN_WORDS);
    element("details")
        .class("in-words")
        .set("id", id)
        .with(summary)
        .with(element("p").text(told))
}

/// The caveats and the sources of the figures shown.
fn notes(site: Site, dataset: &Dataset) -> Element {
    let mut notes = Vec::new();
    if let Subject::Kpi(kpi) = dataset.subject {
        notes.extend(kpi.notes.iter().map(|note| element("li").rich(site, note)));
    }
    // A figure that stands against several targets has one note.
    let mut said = Vec::new();
    for datum in &dataset.data {
        if let Some(note) = datum
            .note
            .filter(|note| !said.contains(&std::ptr::from_ref(*note)))
        {
            said.push(std::ptr::from_ref(note));
            let name = format!("{}: ", dataset.name(datum));
            notes.push(element("li").text(name).rich(site, note));
        }
    }
    let sources: Vec<Element> = dataset
        .sources()
        .into_iter()
        .map(|id| element("li").source(site, id))
        .collect();
    let list = |items| element("ul").class("points").with_all(items);
    let mut panel = element("div").class("panel notes-panel");
    panel = panel.with_some((!notes.is_empty()).then(|| list(notes)));
    if sources.is_empty() {
        return panel;
    }
    let heading = element("p").class("quiet").text(words::SOURCES_OF_CHART);
    panel.with(heading).with(list(sources))
}
