//! The pages for addresses that do not exist, or are not on this device.

use crate::site::{Route, Site};
use crate::text::{titles, words};
use crate::view::{Element, element, route_link};

use super::heading::heading;

/// Says so in `page`, and lists what does exist, in the site's order: what the navigation and the
/// footer lead to, and folded what these pages list.
pub fn not_found_page(page: Element, site: Site) -> Element {
    let mut main = element("ul").class("contents");
    let mut initiatives = element("ul").class("contents");
    let mut kpis = element("ul").class("contents");
    for route in site.routes() {
        let label = match route {
            Route::Page(page) => page.label.to_string(),
            _ => heading(site, route),
        };
        let item = element("li").with(route_link(site, route).text(label));
        match route {
            Route::Initiative(_) => initiatives = initiatives.with(item),
            Route::Kpi(_) => kpis = kpis.with(item),
            _ => main = main.with(item),
        }
    }
    let fold = |is_empty: bool, heading: &'static str, list: Element| {
        let summary = element("summary").text(heading);
        let fold = element("details").class("listed");
        (!is_empty).then(|| fold.with(summary).with(list))
    };
    let (no_kpis, no_initiatives) = (
        site.bundle.kpis.is_empty(),
        site.bundle.initiatives.is_empty(),
    );
    page.with(element("h1").text(words::NOT_FOUND))
        .with(element("p").class("lead").text(words::NOT_FOUND_LEAD))
        .with(main)
        .with_some(fold(no_kpis, titles::EACH_KPI, kpis))
        .with_some(fold(no_initiatives, titles::EACH_INITIATIVE, initiatives))
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
