//! A framework as a wheel.

#[cfg(not(target_arch = "wasm32"))]
mod picture;

use crate::bundle::Wheel;
use crate::site::Site;
#[cfg(not(target_arch = "wasm32"))]
use crate::text::words;
use crate::view::{Element, HeadingLevel, wheel_figure};

#[cfg(not(target_arch = "wasm32"))]
use crate::exhibit::description::Description;
use crate::exhibit::drawn::{Drawn, introduced};

#[cfg(not(target_arch = "wasm32"))]
pub(super) use picture::picture;

pub(super) fn title(wheel: &Wheel) -> String {
    wheel.heading.to_string()
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn describe(wheel: &'static Wheel) -> Description {
    Description {
        caption: title(wheel),
        alt: alt(wheel),
        sources: wheel.source.iter().map(|citation| &citation.id).collect(),
        ..Description::default()
    }
}

/// "At the centre: Service. Who: Citizens, Businesses."
#[cfg(not(target_arch = "wasm32"))]
fn alt(wheel: &Wheel) -> String {
    let mut alt = format!("{}: {}.", words::AT_THE_CENTRE, &*wheel.centre);
    for ring in &wheel.rings {
        let parts: Vec<&str> = ring.items.iter().map(|part| &*part.title).collect();
        alt.push_str(&format!(" {}: {}.", &*ring.label, parts.join(", ")));
    }
    alt
}

pub(super) fn draw(page: Element, site: Site, wheel: &'static Wheel, level: HeadingLevel) -> Drawn {
    let page = introduced(page, site, level, &wheel.heading, &wheel.intro);
    Drawn {
        page: page.with(wheel_figure(site, wheel, level.below())),
        sources: wheel.source.iter().map(|citation| &citation.id).collect(),
        is_of_several_pages: false,
    }
}
