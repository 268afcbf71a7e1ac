//! One KPI in full: latest figures, chart, tables, related figures, notes.

use stylers_macro::style_sheet;

use crate::bundle::{Kpi, RelatedFigure};
use crate::site::{Exhibit, Route, Site, Subject};
use crate::text::{self, words};
use crate::view::{
    Element, FigureTile, breadcrumb, chart_figure, element, embed_link, figure_tile, gap_link, points,
    source_line, target_table,
};

use super::part::part;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/kpi.css");

/// The name of the chart on a KPI's page, and the id of its heading.
const FIGURES: &str = "figures";

/// Appends a KPI to `page`.
pub fn kpi_page(page: Element, site: Site, kpi: &'static Kpi) -> Element {
    let serves: Vec<&str> = kpi
        .audiences
        .iter()
        .map(|id| &*site.bundle.audience(id).label)
        .collect();
    let serves = serves.join(", ");
    let mut serves = format!("{}: {serves}. {}", words::SERVES, text::better(kpi.better));
    if let Some(cadence) = kpi.cadence {
        text::add_sentence(&mut serves, text::cadence(cadence));
    }
    let tiles = kpi.series.iter().map(|series| {
        let tile = figure_tile(site, kpi, series, FigureTile::OfKpi);
        element("li").with(tile)
    });
    let tiles = element("ul").class("tiles").class(CSS).with_all(tiles);
    let chart = chart_figure(site, Subject::Kpi(kpi), FIGURES);
    let mut page = page
        .with(breadcrumb(site, Route::Kpis, words::KPIS))
        .with(element("h1").text(&*kpi.title))
        .with(element("p").class("lead").rich(site, &kpi.measures))
        .with(quiet().text(serves))
        .with(tiles)
        .with_some(gap_link(site, kpi).map(|link| element("p").class("onward").with(link)))
        .with(element("p").with(embed_link(
            site,
            Exhibit::Figure(kpi),
            &text::latest_figures(&kpi.title),
        )))
        .with(part("section", FIGURES, words::FIGURES).with(chart));
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
    page
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
