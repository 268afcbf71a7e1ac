//! A picture for each page, shown with its link where people share it.
//!
//! The pictures are made from the figures and charts at build time, and the same bundle
//! gives the same pictures.

mod chart;
mod picture;
mod raster;
mod results;
mod sheet;
mod tile;

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use crate::drawing::Typesetter;
use crate::exhibit::describe;
use crate::page::{description, heading};
use crate::publish::files::HashedFile;
use crate::publish::images::pictured;
use crate::publish::{PublishError, Work};
use crate::site::{Exhibit, Kind, Route, Site, Subject};

use picture::Studio;
pub use raster::{HEIGHT, WIDTH};

/// The picture of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocialImage {
    /// Its file, below the site's root, named after its content.
    pub file: String,
    /// What it shows, for people who do not see it.
    pub alt: String,
}

/// The pictures of a site, by the paths of their pages.
#[derive(Clone, Debug, Default)]
pub struct SocialImages(BTreeMap<String, SocialImage>);

impl SocialImages {
    /// The picture of a route. Where the initiatives have none, each its own, it is that of the
    /// page with all of them.
    pub fn get(&self, route: Route) -> Option<&SocialImage> {
        let own = self.0.get(&route.path());
        match route {
            Route::Initiative(_) => own.or_else(|| self.0.get(&Route::Initiatives.path())),
            _ => own,
        }
    }

    /// These pictures.
    #[cfg(test)]
    pub fn of(images: impl Iterator<Item = (Route, SocialImage)>) -> Self {
        let images = images.map(|(route, image)| (route.path(), image));
        SocialImages(images.collect())
    }
}

/// Writes a picture for every route of a site into `folder`, which holds the site's
/// icon and illustrations under the names that the bundle gives them. Nothing is
/// written for a site without an origin, because a preview finds pictures by whole
/// addresses only.
///
/// # Errors
/// A file cannot be written, or a picture cannot be drawn.
pub fn write(folder: &Path, site: Site, work: &Work) -> Result<SocialImages, PublishError> {
    if site.bundle.site.origin.is_none() {
        return Ok(SocialImages::default());
    }
    let mut routes = site.routes();
    let has_cards = |exhibit: &Exhibit| exhibit.kind() == Kind::Card;
    if !pictured(site).iter().any(has_cards) {
        routes.retain(|route| !matches!(route, Route::Initiative(_)));
    }
    let pictures = draw_all(folder, site, &routes, work)?;
    let mut images = SocialImages::default();
    for (route, png) in routes.iter().zip(pictures) {
        let file = HashedFile::of(folder, &path(*route), png)?.name;
        let alt = alt(site, *route);
        images.0.insert(route.path(), SocialImage { file, alt });
    }
    Ok(images)
}

/// The PNG of each route, in their order.
fn draw_all(
    folder: &Path,
    site: Site,
    routes: &[Route],
    work: &Work,
) -> Result<Vec<Vec<u8>>, PublishError> {
    let content = serde_json::to_string(site.bundle).expect("a bundle is JSON");
    let typesetter = Typesetter::new(&content);
    let studio = Studio {
        site,
        folder,
        typesetter: &typesetter,
    };
    work.begin("pictures of pages", routes.len());
    let pictures = routes.par_iter().map(|route| {
        let picture = studio.picture(*route);
        let draw = || raster::png(&picture, &typesetter);
        let drawn = work.made("png of a page", &picture.input(), draw);
        work.step();
        let path = path(*route);
        drawn.map_err(|cause| PublishError::Picture { path, cause })
    });
    // All of them before the first error, so that the same bundle gives the same one.
    let pictures: Vec<_> = pictures.collect();
    pictures.into_iter().collect()
}

/// `social/kpis-satisfaction.png`: a picture's path before the hash is added.
fn path(route: Route) -> String {
    let path = route.path();
    let name = match path.trim_end_matches('/') {
        "" => "home".to_owned(),
        path => path.replace('/', "-"),
    };
    format!("social/{name}.png")
}

/// What a picture shows, in words.
fn alt(site: Site, route: Route) -> String {
    let title = heading(site, route);
    let is_of_results = route == Route::Kpis || route == site.home();
    let says = match route {
        _ if is_of_results && results::has_results(site) => describe(site, Exhibit::Results).alt,
        Route::Kpi(kpi) => describe(site, Exhibit::Chart(Subject::Kpi(kpi))).finding,
        Route::Page(_)
        | Route::Initiatives
        | Route::Initiative(_)
        | Route::Kpis
        | Route::Sources
        | Route::Gaps
        | Route::Glossary
        | Route::Offline
        | Route::NotFound => description(site, route),
    };
    format!("{title}: {says}")
}

#[cfg(test)]
pub mod tests;
