//! The outline of a site: what its app knows of the content.

use crate::bundle::Id;
use crate::site::{
    CardOutline, Choice, GridOutline, GridSection, Outline, PageOutline, Route, Site,
};
use crate::view::searched;

use super::sections::{Part, parts};

/// The outline of a site, for its pages with the initiatives if `has_grid`, else for others.
/// `start` is how the bundle's file begins; see [`Outline::start`].
pub fn outline(site: Site, start: &str, has_grid: bool) -> Outline {
    let bundle = site.bundle;
    let pages = bundle.pages.iter().map(|page| PageOutline {
        id: page.id.as_str().to_owned(),
        parts: parts(page).iter().map(grid_section).collect(),
    });
    Outline {
        locale: bundle.locale.to_string(),
        name: bundle.site.name.to_string(),
        revision: bundle.revision.to_string(),
        published: bundle.published,
        start: start.to_owned(),
        pages: pages.collect(),
        grid: has_grid.then(|| grid(site)),
    }
}

/// Whether a route's page has the initiatives with their search.
pub fn has_grid(route: Route) -> bool {
    match route {
        Route::Page(page) => parts(page).iter().any(|part| grid_section(part).is_some()),
        Route::Initiatives => true,
        _ => false,
    }
}

fn grid_section(part: &Part) -> Option<GridSection> {
    match part {
        Part::Initiatives(section) => Some(GridSection {
            id: section.id.as_str().to_owned(),
            heading: section.heading.to_string(),
            has_intro: !section.intro.is_empty(),
        }),
        _ => None,
    }
}

fn grid(site: Site) -> GridOutline {
    let bundle = site.bundle;
    let initiatives = &bundle.initiatives;
    // Only what some initiative has is offered.
    let audiences = bundle.audiences.iter().filter(|audience| {
        let mut all = initiatives.iter();
        all.any(|initiative| initiative.audiences.contains(&audience.id))
    });
    let audiences = audiences.map(|audience| choice(audience.id.as_str(), &audience.label));
    let audiences: Vec<_> = audiences.collect();
    let themes = bundle.themes.iter().filter(|theme| {
        let mut all = initiatives.iter();
        all.any(|initiative| initiative.themes.contains(&theme.id))
    });
    let themes = themes.map(|theme| choice(theme.id.as_str(), &theme.label));
    let themes: Vec<_> = themes.collect();
    let cards = initiatives.iter().map(|initiative| CardOutline {
        words: searched(site, initiative),
        audiences: places(&audiences, &initiative.audiences),
        themes: places(&themes, &initiative.themes),
    });
    GridOutline {
        cards: cards.collect(),
        audiences,
        themes,
    }
}

fn choice(id: &str, label: &str) -> Choice {
    Choice {
        id: id.to_owned(),
        label: label.to_owned(),
    }
}

/// The places of these ids among the choices.
fn places(choices: &[Choice], ids: &[impl Id]) -> Vec<u16> {
    let places = choices.iter().zip(0..);
    let places = places.filter(|(choice, _)| ids.iter().any(|id| id.as_str() == choice.id));
    places.map(|(_, place)| place).collect()
}
