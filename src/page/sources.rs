//! Every source, and where it is used.

use stylers_macro::style_sheet;

use crate::bundle::{Id, Kpi, Section, Source, SourceId, Target};
use crate::progress::status;
use crate::site::{Route, Site};
use crate::text::{self, words};
use crate::view::{Element, element, link, route_link};

use super::heading::heading;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/sources.css");

/// Appends all sources to `page`.
pub fn sources_page(page: Element, site: Site) -> Element {
    let routes = site.routes();
    let entries = site.bundle.sources.iter().map(|source| {
        let routes = routes.iter().copied();
        let used = routes.filter(|route| sources_of(site, *route).contains(&&source.id));
        entry(site, source, used)
    });
    let list = element("ul").class("sources").class(CSS).with_all(entries);
    page.with(element("h1").text(words::SOURCES))
        .with(element("p").class("lead").text(words::SOURCES_LEAD))
        .with(list)
}

/// One source, with the pages that use it.
fn entry(site: Site, source: &'static Source, used: impl Iterator<Item = Route>) -> Element {
    let paragraph = |class: &'static str| element("p").class(class).class(CSS);
    let title = element("h2").class(CSS);
    let title = match &source.href {
        Some(href) => title.with(link(site, href).text(&*source.title)),
        None => title.text(&*source.title),
    };
    let published = text::published(source.published);
    let mut published = format!("{}. {published}.", &*source.publisher);
    if let Some(date) = source.accessed {
        text::add_sentence(&mut published, &text::accessed(date));
    }
    let places = used.map(|route| {
        let link = route_link(site, route).text(heading(site, route));
        element("li").class(CSS).with(link)
    });
    let archive = source.archive.as_ref().map(|href| {
        let copy = link(site, href).text(words::ARCHIVED);
        element("p").with(copy)
    });
    let locator = source.locator.as_ref().map(|locator| {
        let code = element("code").text(&**locator);
        paragraph("locator").with(code)
    });
    let note = source.note.as_ref();
    element("li")
        .class(CSS)
        .set("id", source.id.as_str())
        .with(title)
        .with(element("p").text(published))
        .with_some(archive)
        .with_some(locator)
        .with_some(note.map(|line| element("p").rich(site, line)))
        .with(paragraph("used").text(words::USED_IN))
        .with(element("ul").class("places").class(CSS).with_all(places))
}

/// Every source used by the page of a route.
fn sources_of(site: Site, route: Route) -> Vec<&'static SourceId> {
    match route {
        Route::Page(page) => page
            .sections
            .iter()
            .flat_map(|section| section_sources(site, section))
            .collect(),
        Route::Initiative(initiative) => initiative
            .facts
            .iter()
            .map(|fact| &fact.source.id)
            .collect(),
        Route::Kpi(kpi) => {
            let related = kpi.related.iter().map(|related| &related.source.id);
            chart_sources(kpi).chain(related).collect()
        }
        // These repeat what other pages say in full, with sources.
        Route::Initiatives | Route::Kpis | Route::Sources | Route::Offline | Route::NotFound => {
            Vec::new()
        }
    }
}

fn section_sources(site: Site, section: &'static Section) -> Vec<&'static SourceId> {
    match section {
        Section::Prose(section) => section.source.iter().map(|source| &source.id).collect(),
        Section::Objectives(section) => section.source.iter().map(|source| &source.id).collect(),
        Section::Goals(section) => section.source.iter().map(|source| &source.id).collect(),
        Section::Wheel(section) => section.source.iter().map(|source| &source.id).collect(),
        Section::Timeline(section) => section.items.iter().map(|event| &event.source.id).collect(),
        Section::Insights(_) => site.bundle.insights.iter().map(|i| &i.source.id).collect(),
        Section::Hero(hero) => hero
            .figures
            .iter()
            .filter_map(|figure| {
                let kpi = site.bundle.kpi(figure.kpi.as_str())?;
                let series = kpi.series(&figure.series)?;
                let latest = status(kpi, series, site.bundle.published).latest?;
                Some(&latest.observation.source.id)
            })
            .collect(),
        Section::Chart(chart) => site
            .bundle
            .kpi(chart.kpi.as_str())
            .map(|kpi| chart_sources(kpi).collect())
            .unwrap_or_default(),
        // The first three repeat what other pages say with sources; links are not sources.
        Section::Multiples(_)
        | Section::Initiatives(_)
        | Section::Scorecard(_)
        | Section::Links(_) => Vec::new(),
    }
}

/// The sources of a KPI's observations and targets.
fn chart_sources(kpi: &'static Kpi) -> impl Iterator<Item = &'static SourceId> {
    let observations = kpi.series.iter().flat_map(|series| &series.observations);
    let observations = observations.map(|observation| &observation.source.id);
    let targets = kpi.targets.iter().flat_map(Target::sources);
    observations.chain(targets)
}
