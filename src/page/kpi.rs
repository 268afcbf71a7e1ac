//! One KPI in full: latest figures, chart, how they are judged, targets, related figures, notes.

use stylers_macro::style_sheet;

use crate::bundle::{Kpi, RelatedFigure};
use crate::site::{Route, Site, Subject};
use crate::text::{self, onward, words};
use crate::view::{Element, breadcrumb, chart_figure, element, points, source_line, target_table};

use super::latest::{results, worked_out};
use super::onward::{pager, related_initiatives};
use super::part::part;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/kpi.css");

/// The name of the chart on a KPI's page, and the id of its heading.
const FIGURES: &str = "figures";

/// Appends a KPI to `page`: what was found first, then why and against what.
pub fn kpi_page(page: Element, site: Site, kpi: &'static Kpi) -> Element {
    // The chart says what its headline says; this is for those who go from heading to heading.
    let heading = element("h2").class("visually-hidden").set("id", FIGURES);
    let figures = element("section")
        .set("aria-labelledby", FIGURES)
        .with(heading.text(words::FIGURES))
        .with(chart_figure(site, Subject::Kpi(kpi), FIGURES, true));
    let mut page = page
        .with(breadcrumb(site, Route::Kpis, words::KPIS))
        .with(element("h1").text(&*kpi.title))
        .with(measures().rich(site, &kpi.measures))
        .with(results(site, kpi))
        .with(figures)
        .with(worked_out(site, kpi));
    if !kpi.targets.is_empty() {
        let targets = part("section", "targets", words::TARGETS);
        page = page.with(targets.with(target_table(site, kpi)));
    }
    if !kpi.related.is_empty() {
        let related = kpi.related.iter().map(|figure| related(site, figure));
        let list = element("ul").class("related").class(CSS).with_all(related);
        let lead = element("p").class("prose").text(words::RELATED_LEAD);
        let related = part("section", "related", words::RELATED);
        page = page.with(related.with(lead).with(list));
    }
    if !kpi.notes.is_empty() {
        let notes = part("section", "notes", words::NOTES);
        page = page.with(notes.with(points(site, &kpi.notes).class("prose")));
    }
    let mut entries = Vec::new();
    for other in &site.bundle.kpis {
        entries.push((&*other.title, Route::Kpi(other)));
    }
    let all = (Route::Kpis, onward::ALL_TARGETS);
    let pager = pager(site, onward::MORE_TARGETS, all, entries, Route::Kpi(kpi));
    page.with_some(related_initiatives(site, kpi)).with(pager)
}

/// What is measured, below the title.
fn measures() -> Element {
    element("p").class("measures").class(CSS)
}

fn quiet() -> Element {
    element("p").class("quiet").class(CSS)
}

/// A figure that is easily mistaken for the KPI's.
fn related(site: Site, figure: &'static RelatedFigure) -> Element {
    let qualifier = text::qualifier(figure.qualifier.unwrap_or_default());
    let quantity = text::quantity(figure.value, &figure.unit);
    let statement = element("p")
        .with(element("strong").text(format!("{qualifier}{quantity}")))
        .text(" ")
        .rich(site, &figure.statement)
        .text(format!(" ({})", text::period(figure.period)));
    element("li")
        .class(CSS)
        .with(statement)
        .with(quiet().rich(site, &figure.why))
        .with(source_line(site, &figure.source))
}
