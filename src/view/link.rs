//! Links and pictures.

use crate::bundle::{Image, SafeUrl};
use crate::site::{Route, Site};

use super::plain::{Plain, plain};

/// A link to a page of the site.
pub fn route_link(site: Site, route: Route) -> Plain {
    plain("a").set("href", site.href(route))
}

/// A link to where content leads. One that leads out of the site says so: the other side
/// learns nothing of the reader's page.
pub fn link(site: Site, href: &SafeUrl) -> Plain {
    let link = plain("a").set("href", site.link(href));
    match href {
        SafeUrl::External(_) => link.set("rel", "external noopener noreferrer"),
        SafeUrl::Internal(_) | SafeUrl::Fragment(_) => link,
    }
}

/// A picture; width and height keep its place until it is there.
pub fn picture(
    site: Site,
    image: &'static Image,
    width: &'static str,
    height: &'static str,
) -> Plain {
    plain("img")
        .set("src", site.file(&image.src))
        .set("alt", &*image.alt)
        .set("width", width)
        .set("height", height)
}
