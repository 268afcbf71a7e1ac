//! The result strip: how many targets were reached, and a mark for each.

#[cfg(not(target_arch = "wasm32"))]
mod picture;

use crate::dataset::Dataset;
use crate::site::Site;
use crate::text::results;
use crate::view::{Element, HeadingLevel, with_results};

#[cfg(not(target_arch = "wasm32"))]
use crate::exhibit::description::Description;
use crate::exhibit::drawn::{Drawn, with_hidden_heading};

#[cfg(not(target_arch = "wasm32"))]
pub(super) use picture::picture;

pub(super) fn title() -> String {
    results::RESULTS.to_owned()
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn describe(site: Site) -> Description {
    let dataset = Dataset::results(site);
    let finding = dataset.finding();
    Description {
        caption: title(),
        alt: format!("{finding} {}", results::RESULTS_APPEARANCE),
        finding,
        sources: dataset.sources_with_targets(),
        ..Description::default()
    }
}

pub(super) fn draw(page: Element, site: Site, level: HeadingLevel) -> Drawn {
    Drawn {
        page: with_results(with_hidden_heading(page, level, title()), site),
        sources: Dataset::results(site).sources_with_targets(),
        // Each figure's is on a page of its own.
        is_of_several_pages: true,
    }
}
