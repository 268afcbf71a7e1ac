//! The kinds of exhibits, each matched in full: how one is described and drawn.

mod card;
mod chart;
mod figure;
mod insight;
mod multiples;
mod results;
mod wheel;

#[cfg(test)]
pub use chart::SIZE as CHART_PICTURE_SIZE;

#[cfg(not(target_arch = "wasm32"))]
use crate::bundle::Image;
#[cfg(not(target_arch = "wasm32"))]
use crate::dataset::Dataset;
#[cfg(not(target_arch = "wasm32"))]
use crate::picture::{Illustration, Sheet};
use crate::site::{Exhibit, Site};
use crate::view::{Element, HeadingLevel};

#[cfg(not(target_arch = "wasm32"))]
use crate::exhibit::description::Description;
use crate::exhibit::drawn::{ChartOptions, Drawn};

/// The title of an exhibit.
pub fn title(site: Site, exhibit: Exhibit) -> String {
    match exhibit {
        Exhibit::Card(initiative) => card::title(initiative),
        Exhibit::Insight(shown) => insight::title(site, shown),
        Exhibit::Figure(kpi) => figure::title(kpi),
        Exhibit::Chart(subject) => chart::title(subject),
        Exhibit::Results => results::title(),
        Exhibit::Multiples(section) => multiples::title(section),
        Exhibit::Wheel(section) => wheel::title(section),
    }
}

/// The description of an exhibit.
#[cfg(not(target_arch = "wasm32"))]
pub fn describe(site: Site, exhibit: Exhibit) -> Description {
    let mut description = match exhibit {
        Exhibit::Card(initiative) => card::describe(initiative),
        Exhibit::Insight(shown) => insight::describe(site, shown),
        Exhibit::Figure(kpi) => figure::describe(site, kpi),
        Exhibit::Chart(subject) => chart::describe(site, subject),
        Exhibit::Results => results::describe(site),
        Exhibit::Multiples(section) => multiples::describe(site, section),
        Exhibit::Wheel(section) => wheel::describe(section),
    };
    description.title = title(site, exhibit);
    description
}

/// Appends an exhibit to `page`, with a heading of `level`.
pub(super) fn draw(
    page: Element,
    site: Site,
    exhibit: Exhibit,
    options: &ChartOptions,
    level: HeadingLevel,
) -> Drawn {
    match exhibit {
        Exhibit::Card(initiative) => card::draw(page, site, initiative, level),
        Exhibit::Insight(shown) => insight::draw(page, site, shown, level),
        Exhibit::Figure(kpi) => figure::draw(page, site, kpi, level),
        Exhibit::Chart(subject) => chart::draw(page, site, subject, options, level),
        Exhibit::Results => results::draw(page, site, level),
        Exhibit::Multiples(section) => multiples::draw(page, site, section, level),
        Exhibit::Wheel(section) => wheel::draw(page, site, section, level),
    }
}

/// Draws the picture of an exhibit onto a sheet. `illustration` reads a picture of the bundle.
#[cfg(not(target_arch = "wasm32"))]
pub fn picture(
    sheet: &mut Sheet,
    site: Site,
    exhibit: Exhibit,
    illustration: impl Fn(&Image) -> Option<Illustration>,
) {
    match exhibit {
        Exhibit::Card(initiative) => {
            let image = initiative.image.as_ref().and_then(illustration);
            card::picture(sheet, site, initiative, image);
        }
        Exhibit::Insight(shown) => insight::picture(sheet, site, shown),
        Exhibit::Figure(kpi) => figure::picture(sheet, site, kpi),
        Exhibit::Chart(subject) => chart::picture(sheet, site, &Dataset::published(site, subject)),
        Exhibit::Results => results::picture(sheet, site),
        Exhibit::Multiples(section) => multiples::picture(sheet, site, section),
        Exhibit::Wheel(section) => wheel::picture(sheet, section),
    }
}
