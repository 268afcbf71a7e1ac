//! The pages for addresses that do not exist, or not on this device.

use leptos::prelude::*;

use crate::bundle::{HOME, Id};
use crate::site::{Route, Site};
use crate::text::words;
use crate::view::CollectErased;

use super::app::heading;

/// Says so, and lists what does exist.
#[component]
pub fn NotFoundPage(
    /// The site.
    site: Site,
) -> impl IntoView {
    let links = site
        .routes()
        .into_iter()
        .map(|route| {
            let label = match route {
                Route::Page(page) if page.id.as_str() == HOME => page.label.to_string(),
                _ => heading(site, route),
            };
            view! { <li><a href=site.href(route)>{label}</a></li> }
        })
        .collect_erased();
    view! {
        <h1>{words::NOT_FOUND}</h1>
        <p class="lead">{words::NOT_FOUND_LEAD}</p>
        <ul class="contents">{links}</ul>
    }
}

/// Says that the page was never visited on a device that is offline now. The service
/// worker fills in what it has (`service_worker.js`).
#[component]
pub fn OfflinePage() -> impl IntoView {
    view! {
        <h1>{words::NOT_KEPT}</h1>
        <p class="lead">{words::NOT_KEPT_LEAD}</p>
        <ul class="contents" data-offline-pages=""></ul>
    }
}
