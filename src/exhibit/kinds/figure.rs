//! The latest figures of a KPI.

#[cfg(not(target_arch = "wasm32"))]
mod picture;

use crate::bundle::Kpi;
#[cfg(not(target_arch = "wasm32"))]
use crate::dataset::Dataset;
use crate::dataset::{each_once, latest_sources};
use crate::progress::status;
use crate::site::Site;
#[cfg(not(target_arch = "wasm32"))]
use crate::site::Subject;
use crate::text;
use crate::view::{Element, FigureTile, HeadingLevel, element, figure_tile};

#[cfg(not(target_arch = "wasm32"))]
use crate::exhibit::description::Description;
use crate::exhibit::drawn::Drawn;

#[cfg(not(target_arch = "wasm32"))]
pub(super) use picture::picture;

pub(super) fn title(kpi: &Kpi) -> String {
    text::latest_figures(&kpi.title)
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn describe(site: Site, kpi: &'static Kpi) -> Description {
    let finding = Dataset::published(site, Subject::Kpi(kpi)).finding();
    Description {
        caption: kpi.title.to_string(),
        alt: finding.clone(),
        finding,
        sources: each_once(&mut latest_sources(site, kpi)),
        ..Description::default()
    }
}

/// A tile for each series. Tiles name the sources of their figures; the foot names those of
/// targets if there are no figures.
pub(super) fn draw(page: Element, site: Site, kpi: &'static Kpi, level: HeadingLevel) -> Drawn {
    let mut series = kpi.series.iter();
    let is_named = series.all(|series| status(kpi, series, site.bundle.published).latest.is_some());
    let title = level.heading().class("title").text(&*kpi.title);
    let tiles = kpi.series.iter().map(|series| {
        let tile = figure_tile(site, kpi, series, FigureTile::OfKpi);
        element("li").with(tile)
    });
    let tiles = element("ul").class("embed-tiles").with_all(tiles);
    Drawn {
        page: page.with(title).with(tiles),
        sources: match is_named {
            true => Vec::new(),
            false => each_once(&mut latest_sources(site, kpi)),
        },
        is_of_several_pages: false,
    }
}
