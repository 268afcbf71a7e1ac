//! The whole app: the layout, with the page that the address names.

use leptos::prelude::*;

use crate::browser::Navigator;
use crate::site::{Route, Site};
use crate::view::Layout;

use super::initiative::InitiativesPage;
use super::piece::piece;
use super::sections::{Part, initiatives, parts};

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
        Route::Page(page) => {
            let parts = parts(page).into_iter().enumerate();
            let views = parts.map(|(place, part)| match part {
                Part::Initiatives(section) => initiatives(site, navigator, section),
                _ => piece(site, route, place).into_any(),
            });
            views.collect_view().into_any()
        }
        Route::Initiatives => view! { <InitiativesPage site navigator/> }.into_any(),
        // Nothing reacts on the other pages, each of which is one element.
        _ => piece(site, route, 0).into_any(),
    }
}
