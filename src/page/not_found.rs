//! The pages for addresses that do not exist, or are not on this device.

use crate::bundle::{HOME, Id};
use crate::site::{Route, Site};
use crate::text::words;
use crate::view::{Element, element, route_link};

use super::heading::heading;

/// Says so in `page`, and lists what does exist.
pub fn not_found_page(page: Element, site: Site) -> Element {
    let links = site.routes().into_iter().map(|route| {
        let label = match route {
            Route::Page(page) if page.id.as_str() == HOME => page.label.to_string(),
            _ => heading(site, route),
        };
        element("li").with(route_link(site, route).text(label))
    });
    page.with(element("h1").text(words::NOT_FOUND))
        .with(element("p").class("lead").text(words::NOT_FOUND_LEAD))
        .with(element("ul").class("contents").with_all(links))
}

/// Says in `page` that the page was never visited on a device that is offline now. The service
/// worker fills in what it has (`service_worker.js`).
pub fn offline_page(page: Element) -> Element {
    let kept = element("ul")
        .class("contents")
        .set("data-offline-pages", "");
    page.with(element("h1").text(words::NOT_CACHED))
        .with(element("p").class("lead").text(words::NOT_CACHED_LEAD))
        .with(kept)
}
