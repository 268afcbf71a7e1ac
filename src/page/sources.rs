//! Every source, and where it is used.

use stylers_macro::style_sheet;

use crate::bundle::{Id, Kpi, Section, Source, SourceId};
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
    let mut sources = Vec::new();
    match route {
        Route::Page(page) => {
            for section in &page.sections {
                add_section(site, section, &mut sources);
            }
        }
        Route::Initiative(initiative) => {
            for fact in &initiative.facts {
                sources.push(&fact.source.id);
            }
        }
        Route::Kpi(kpi) => {
            add_chart(kpi, &mut sources);
            for related in &kpi.related {
                sources.push(&related.source.id);
            }
        }
        // These repeat what other pages say in full, with sources.
        Route::Initiatives | Route::Kpis | Route::Sources | Route::Offline | Route::NotFound => {}
    }
    sources
}

fn add_section(site: Site, section: &'static Section, sources: &mut Vec<&'static SourceId>) {
    let source = match section {
        Section::Prose(section) => section.source.as_ref(),
        Section::Objectives(section) => section.source.as_ref(),
        Section::Goals(section) => section.source.as_ref(),
        Section::Wheel(section) => section.source.as_ref(),
        Section::Timeline(section) => {
            for event in &section.items {
                sources.push(&event.source.id);
            }
            None
        }
        Section::Insights(_) => {
            for insight in &site.bundle.insights {
                sources.push(&insight.source.id);
            }
            None
        }
        Section::Hero(hero) => {
            for figure in &hero.figures {
                let kpi = site.bundle.kpi(figure.kpi.as_str());
                let series = kpi.and_then(|kpi| Some((kpi, kpi.series(&figure.series)?)));
                let status = series.map(|(kpi, of)| status(kpi, of, site.bundle.published));
                let latest = status.and_then(|status| status.latest);
                sources.extend(latest.map(|latest| &latest.observation.source.id));
            }
            None
        }
        Section::Chart(chart) => {
            if let Some(kpi) = site.bundle.kpi(chart.kpi.as_str()) {
                add_chart(kpi, sources);
            }
            None
        }
        // The first three repeat what other pages say with sources; links are not sources.
        Section::Multiples(_)
        | Section::Initiatives(_)
        | Section::Scorecard(_)
        | Section::Links(_) => None,
    };
    sources.extend(source.map(|citation| &citation.id));
}

/// Adds the sources of a KPI's observations and targets.
fn add_chart(kpi: &'static Kpi, sources: &mut Vec<&'static SourceId>) {
    for series in &kpi.series {
        for observation in &series.observations {
            sources.push(&observation.source.id);
        }
    }
    for target in &kpi.targets {
        sources.extend(target.sources());
    }
}
