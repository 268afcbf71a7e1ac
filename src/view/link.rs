//! Links and pictures.

use crate::bundle::{Image, SafeUrl};
use crate::site::{Route, Site};
use crate::text::wayfinding;

use super::element::{Element, element};

/// A link to a page of the site.
pub fn route_link(site: Site, route: Route) -> Element {
    element("a").set("href", site.href(route))
}

/// A link of the content. One that leads out of the site is marked as external, and the other
/// site is not told the reader's page.
pub fn link(site: Site, href: &SafeUrl) -> Element {
    let link = element("a").set("href", site.link(href));
    match href {
        SafeUrl::External(_) => link.set("rel", "external noopener noreferrer"),
        SafeUrl::Internal(_) | SafeUrl::Fragment(_) => link,
    }
}

/// A picture; width and height reserve its space until it has loaded.
pub fn picture(
    site: Site,
    image: &'static Image,
    width: &'static str,
    height: &'static str,
) -> Element {
    element("img")
        .set("src", site.file(&image.src))
        .set("alt", &*image.alt)
        .set("width", width)
        .set("height", height)
}

/// The link of a section to itself, beside its heading. Where a page has many, as `is_stop` says,
/// the Tab key passes over them: a pointer finds them, and so does the list of links of a screen
/// reader.
pub fn heading_link(id: &str, heading: &str, is_stop: bool) -> Element {
    element("a")
        .class("heading-link")
        .set("href", format!("#{id}"))
        .set("aria-label", wayfinding::link_to(heading))
        .set_some("tabindex", (!is_stop).then_some("-1"))
        .text("#")
}
