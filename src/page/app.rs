//! The whole app: the frame, and in it the page that the address names.

use leptos::prelude::*;

use crate::browser::Navigator;
use crate::bundle::HOME;
use crate::bundle::Id;
use crate::site::{Route, Site};
use crate::text::words;
use crate::view::Layout;

use super::initiative::{InitiativePage, InitiativesPage};
use super::kpi::KpiPage;
use super::kpis::KpisPage;
use super::not_found::{NotFoundPage, OfflinePage};
use super::sections::SectionsPage;
use super::sources::SourcesPage;

/// The frame and the page at the navigator's place.
#[component]
pub fn App(
    /// The site.
    site: Site,
    /// Where the reader is.
    navigator: Navigator,
    /// What assistive technology should be told about a change of page.
    announcement: RwSignal<String>,
) -> impl IntoView {
    let route = Memo::new(move |_| site.route(&navigator.location().path));
    view! {
        <Layout site current=route announcement>
            {move || page(site, navigator, route.get())}
        </Layout>
    }
}

fn page(site: Site, navigator: Navigator, route: Route) -> AnyView {
    match route {
        Route::Page(page) => view! { <SectionsPage site navigator page/> }.into_any(),
        Route::Initiatives => view! { <InitiativesPage site navigator/> }.into_any(),
        Route::Initiative(initiative) => view! { <InitiativePage site initiative/> }.into_any(),
        Route::Kpis => view! { <KpisPage site/> }.into_any(),
        Route::Kpi(kpi) => view! { <KpiPage site kpi/> }.into_any(),
        Route::Sources => view! { <SourcesPage site/> }.into_any(),
        Route::Offline => view! { <OfflinePage/> }.into_any(),
        Route::NotFound => view! { <NotFoundPage site/> }.into_any(),
    }
}

/// The name of what a route shows: its title, and what is announced on arrival.
pub fn heading(site: Site, route: Route) -> String {
    match route {
        Route::Page(page) if page.id.as_str() == HOME => site.bundle.site.name.to_string(),
        Route::Page(page) => page.title.to_string(),
        Route::Initiatives => words::INITIATIVES.to_owned(),
        Route::Initiative(initiative) => initiative.title.to_string(),
        Route::Kpis => words::KPIS.to_owned(),
        Route::Kpi(kpi) => kpi.title.to_string(),
        Route::Sources => words::SOURCES.to_owned(),
        Route::Offline => words::NOT_KEPT.to_owned(),
        Route::NotFound => words::NOT_FOUND.to_owned(),
    }
}

/// What a route's page is about, for search engines and previews.
pub fn description(site: Site, route: Route) -> String {
    match route {
        Route::Page(page) => page.description.to_string(),
        Route::Initiatives => words::INITIATIVES_LEAD.to_owned(),
        Route::Initiative(initiative) => initiative.summary.to_string(),
        Route::Kpis => words::KPIS_LEAD.to_owned(),
        Route::Kpi(kpi) => kpi.measures.plain(),
        Route::Sources => words::SOURCES_LEAD.to_owned(),
        Route::Offline | Route::NotFound => site.bundle.site.description.to_string(),
    }
}
