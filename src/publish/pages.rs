//! The whole site: a page for every address, and the files that pages name.

use std::path::Path;

use super::PublishError;
use super::document::document;
use super::files::{Named, fingerprint, read_text, write};
use super::starter::with_starter;
use crate::bundle::{Bundle, SitePath};
use crate::site::{Route, Site};

/// Where the bundle lies below the site's root.
const BUNDLE: &str = "bundle/en.json";

/// The site's icon.
const ICON: &str = "icon.svg";

/// Completes in `folder`, which holds what trunk built, the site of its bundle, to be
/// served under the path `base`. Gives the number of pages.
///
/// # Errors
/// See [`PublishError`].
pub fn pages(folder: &Path, base: &str) -> Result<usize, PublishError> {
    if !base.starts_with('/') || !base.ends_with('/') {
        return Err(PublishError::PublicUrl(base.to_owned()));
    }
    let path = folder.join(BUNDLE);
    let json = read_text(&path)?;
    let mut bundle = Bundle::parse(&json).map_err(|cause| PublishError::Bundle { path, cause })?;
    let mut pictures = Vec::new();
    for image in bundle.images_mut() {
        let picture = Named::copy_of(folder, image.src.as_str().trim_start_matches('/'))?;
        image.src = SitePath::of_file(&picture.name);
        pictures.extend(picture.data_url().map(|data| (picture.address(base), data)));
    }
    let icon = Named::copy_of(folder, ICON)?;
    pictures.extend(icon.data_url().map(|data| (format!("{base}{ICON}"), data)));
    let content = Named::of(folder, "content.bin", bundle.pack())?;
    let template = read_text(&folder.join("index.html"))?;
    let template = with_starter(folder, base, &template, &content, &icon)?;
    let build = fingerprint([template.as_bytes(), json.as_bytes()]);

    // Lives as long as the process, as `Site` explains.
    let site = Site {
        bundle: Box::leak(Box::new(bundle)),
        base: Box::leak(base.to_owned().into_boxed_str()),
    };
    let routes = site.routes();
    for route in routes.iter().chain([&Route::Offline, &Route::NotFound]) {
        let path = match route {
            Route::NotFound => folder.join("404.html"),
            _ => folder.join(route.path()).join("index.html"),
        };
        write(&path, document(site, *route, &template, &build, &pictures)?)?;
    }
    Ok(routes.len() + 2)
}
