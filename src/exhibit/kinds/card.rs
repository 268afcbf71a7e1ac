//! An initiative as its card.

#[cfg(not(target_arch = "wasm32"))]
mod picture;

use crate::bundle::{Initiative, SourceId};
use crate::dataset::each_once;
use crate::site::Site;
use crate::view::{self, Element, HeadingLevel};

#[cfg(not(target_arch = "wasm32"))]
use crate::exhibit::description::Description;
use crate::exhibit::drawn::Drawn;

#[cfg(not(target_arch = "wasm32"))]
pub(super) use picture::picture;

pub(super) fn title(initiative: &Initiative) -> String {
    initiative.title.to_string()
}

fn sources(initiative: &'static Initiative) -> Vec<&'static SourceId> {
    each_once(&mut initiative.facts.iter().map(|fact| &fact.source.id))
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn describe(initiative: &'static Initiative) -> Description {
    Description {
        caption: title(initiative),
        finding: initiative.summary.to_string(),
        alt: match &initiative.image {
            Some(image) => format!("{} {}", &*initiative.summary, &*image.alt),
            None => initiative.summary.to_string(),
        },
        sources: sources(initiative),
        ..Description::default()
    }
}

pub(super) fn draw(
    page: Element,
    site: Site,
    initiative: &'static Initiative,
    level: HeadingLevel,
) -> Drawn {
    Drawn {
        page: page.with(view::card(site, initiative, level)),
        sources: sources(initiative),
        is_of_several_pages: false,
    }
}
