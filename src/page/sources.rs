//! Every source, and where it is used.

use stylers_macro::style_sheet;

use crate::bundle::{Id, Kpi, Section, Source, SourceId};
use crate::progress::standing;
use crate::site::{Route, Site};
use crate::text::{self, words};
use crate::view::{Plain, link, plain, route_link};

use super::app::heading;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/sources.css");

/// Puts all sources into `page`.
pub fn sources_page(page: Plain, site: Site) -> Plain {
    let routes = site.routes();
    let entries = site.bundle.sources.iter().map(|source| {
        let routes = routes.iter().copied();
        let used = routes.filter(|route| sources_of(site, *route).contains(&&source.id));
        entry(site, source, used)
    });
    let list = plain("ul").class("sources").class(CSS).with_all(entries);
    page.with(plain("h1").text(words::SOURCES))
        .with(plain("p").class("lead").text(words::SOURCES_LEAD))
        .with(list)
}

/// One source, with the pages that use it.
fn entry(site: Site, source: &'static Source, used: impl Iterator<Item = Route>) -> Plain {
    let paragraph = |class: &'static str| plain("p").class(class).class(CSS);
    let title = plain("h2").class(CSS);
    let title = match &source.href {
        Some(href) => title.with(link(site, href).text(&*source.title)),
        None => title.text(&*source.title),
    };
    let published = text::published(source.published);
    let published = format!("{}. {published}.", &*source.publisher);
    let places = used.map(|route| {
        let link = route_link(site, route).text(heading(site, route));
        plain("li").class(CSS).with(link)
    });
    let locator = source.locator.as_ref().map(|locator| {
        let code = plain("code").text(&**locator);
        paragraph("locator").with(code)
    });
    let note = source.note.as_ref();
    plain("li")
        .class(CSS)
        .set("id", source.id.as_str())
        .with(title)
        .with(plain("p").text(published))
        .with_some(locator)
        .with_some(note.map(|line| plain("p").rich(site, line)))
        .with(paragraph("used").text(words::USED_IN))
        .with(plain("ul").class("places").class(CSS).with_all(places))
}

/// Every source that the page of a route rests on.
fn sources_of(site: Site, route: Route) -> Vec<&'static SourceId> {
    match route {
        Route::Page(page) => page
            .sections
            .iter()
            .flat_map(|section| section_sources(site, section))
            .collect(),
        Route::Initiative(initiative) => initiative.facts.iter().map(|fact| &fact.source).collect(),
        Route::Kpi(kpi) => {
            let related = kpi.related.iter().map(|related| &related.source);
            chart_sources(kpi).chain(related).collect()
        }
        // These repeat what other pages say in full, with its sources.
        Route::Initiatives | Route::Kpis | Route::Sources | Route::Offline | Route::NotFound => {
            Vec::new()
        }
    }
}

fn section_sources(site: Site, section: &'static Section) -> Vec<&'static SourceId> {
    match section {
        Section::Prose(section) => section.source.iter().collect(),
        Section::Objectives(section) => section.source.iter().collect(),
        Section::Goals(section) => section.source.iter().collect(),
        Section::Wheel(section) => section.source.iter().collect(),
        Section::Timeline(section) => section.items.iter().map(|event| &event.source).collect(),
        Section::Insights(_) => site.bundle.insights.iter().map(|i| &i.source).collect(),
        Section::Hero(hero) => hero
            .figures
            .iter()
            .filter_map(|figure| {
                let kpi = site.bundle.kpi(figure.kpi.as_str())?;
                let latest = standing(kpi, kpi.series(&figure.series)?).latest?;
                Some(&latest.observation.source)
            })
            .collect(),
        Section::Chart(chart) => site
            .bundle
            .kpi(chart.kpi.as_str())
            .map(|kpi| chart_sources(kpi).collect())
            .unwrap_or_default(),
        // The first repeat what other pages say with its sources; links are none.
        Section::Multiples(_)
        | Section::Initiatives(_)
        | Section::Scorecard(_)
        | Section::Links(_) => Vec::new(),
    }
}

/// What the observations and targets of a KPI rest on.
fn chart_sources(kpi: &'static Kpi) -> impl Iterator<Item = &'static SourceId> {
    let observations = kpi.series.iter().flat_map(|series| &series.observations);
    let observations = observations.map(|observation| &observation.source);
    observations.chain(kpi.targets.iter().map(|target| &target.source))
}
