//! Every source, and where it is used.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::bundle::{Id, Kpi, Section, Source, SourceId};
use crate::progress::standing;
use crate::site::{Route, Site};
use crate::text::{self, words};
use crate::view::{CollectErased, Erase, RichLine, rel};

use super::app::heading;

/// The page of all sources.
#[component]
pub fn SourcesPage(
    /// The site.
    site: Site,
) -> impl IntoView {
    let css = style_sheet!("style/components/sources.css");
    let routes = site.routes();
    let entries = site
        .bundle
        .sources
        .iter()
        .map(|source| {
            let used: Vec<Route> = routes
                .iter()
                .copied()
                .filter(|route| sources_of(site, *route).contains(&&source.id))
                .collect();
            view! { class = css, <li id=source.id.as_str()><Entry site source used/></li> }
        })
        .collect_erased();
    view! { class = css,
        <h1>{words::SOURCES}</h1>
        <p class="lead">{words::SOURCES_LEAD}</p>
        <ul class="sources">{entries}</ul>
    }
}

/// One source.
#[component]
fn Entry(
    /// The site.
    site: Site,
    /// The source.
    source: &'static Source,
    /// The pages that use it.
    used: Vec<Route>,
) -> impl IntoView {
    let css = style_sheet!("style/components/sources.css");
    let title = match &source.href {
        Some(href) => {
            view! { <a href=site.link(href) rel=rel(href)>{&*source.title}</a> }.into_any()
        }
        None => (&*source.title).into_any(),
    };
    let places = used
        .into_iter()
        .map(|route| {
            view! { class = css, <li><a href=site.href(route)>{heading(site, route)}</a></li> }
        })
        .collect_erased();
    view! { class = css,
        <h2>{title}</h2>
        <p>{&*source.publisher} ". " {text::published(source.published)} "."</p>
        {source.locator.as_ref().map(|locator| view! { class = css,
            <p class="locator"><code>{&**locator}</code></p>
        }).erase()}
        {source.note.as_ref().map(|line| view! { <p><RichLine site line/></p> }).erase()}
        <p class="used">{words::USED_IN}</p>
        <ul class="places">{places}</ul>
    }
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
