//! Addresses of the site: absolute addresses, and the path of the bundle.

use crate::site::{Route, Site};

/// The path of the bundle below the site's root.
pub const BUNDLE: &str = "bundle/en.json";

/// The absolute address of a route, if the site's origin is known.
pub fn canonical(site: Site, route: Route) -> Option<String> {
    Some(format!("{}{}", root(site)?, route.path()))
}

/// The absolute address of the site's root, with a slash at its end, if its origin is known.
pub fn root(site: Site) -> Option<String> {
    let origin = site.bundle.site.origin.as_deref()?;
    Some(format!("{origin}{}", site.base))
}
