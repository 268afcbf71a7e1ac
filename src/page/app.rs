//! The whole app: the layout, with the page that the address names.

use leptos::prelude::*;

use crate::browser::Navigator;
use crate::site::{Route, Site};
use crate::view::{Element, Layout, element, static_view};

use super::gaps::gaps_page;
use super::glossary::glossary_page;
use super::initiative::{InitiativesPage, initiative_page};
use super::kpi::kpi_page;
use super::kpis::kpis_page;
use super::not_found::{not_found_page, offline_page};
use super::sections::SectionsPage;
use super::sources::sources_page;

/// The layout and the page at the navigator's location.
#[component]
pub fn App(
    /// The site.
    site: Site,
    /// Where the reader is.
    navigator: Navigator,
) -> impl IntoView {
    let route = Memo::new(move |_| site.route(&navigator.location().path));
    view! {
        <Layout site current=route>
            {move || page(site, navigator, route.get())}
        </Layout>
    }
}

fn page(site: Site, navigator: Navigator, route: Route) -> AnyView {
    match route {
        Route::Page(page) => view! { <SectionsPage site navigator page/> }.into_any(),
        Route::Initiatives => view! { <InitiativesPage site navigator/> }.into_any(),
        _ => static_view(move || static_page(site, route)).into_any(),
    }
}

/// The pages on which nothing reacts, each as one element.
fn static_page(site: Site, route: Route) -> Element {
    let page = element("div");
    match route {
        Route::Initiative(initiative) => initiative_page(page, site, initiative),
        Route::Kpis => kpis_page(page, site),
        Route::Kpi(kpi) => kpi_page(page, site, kpi),
        Route::Sources => sources_page(page, site),
        Route::Gaps => gaps_page(page, site),
        Route::Glossary => glossary_page(page, site),
        Route::Offline => offline_page(page),
        Route::Page(_) | Route::Initiatives | Route::NotFound => not_found_page(page, site),
    }
}
