//! The pieces that pages consist of, in which nothing reacts: each is one element.
//!
//! Building them takes most of the code: charts, tables, words. A page that arrives has them, so
//! a browser needs that code only when the reader goes on to another page, and gets it then: the
//! app asks for a piece by its place, and another program (`src/bin/pages.rs`) builds it.

use crate::site::{Address, Route, Shell, Site};
use crate::view::StaticView;
#[cfg(target_arch = "wasm32")]
use crate::view::built_view;
use crate::view::{Element, HeadingLevel, element};
#[cfg(not(target_arch = "wasm32"))]
use crate::view::{cards, footer, header, static_view};

use super::gaps::gaps_page;
use super::glossary::glossary_page;
use super::initiative::initiative_page;
use super::kpi::kpi_page;
use super::kpis::kpis_page;
use super::not_found::{not_found_page, offline_page};
use super::sections::section_piece;
use super::sources::sources_page;

/// The piece at `place`, counted from 0, of the page at an address.
pub(super) fn piece(shell: Shell, address: &Address, place: usize) -> StaticView {
    let path = shell.path_of(address);
    #[cfg(not(target_arch = "wasm32"))]
    return static_view(move || build_piece(shell.site, shell.site.route(&path), place));
    #[cfg(target_arch = "wasm32")]
    return built_view(move || crate::browser::piece(&path, place));
}

/// What is above the page at an address.
pub(super) fn header_piece(shell: Shell, address: &Address) -> StaticView {
    let path = shell.path_of(address);
    #[cfg(not(target_arch = "wasm32"))]
    return static_view(move || header(shell.site, &path));
    #[cfg(target_arch = "wasm32")]
    return built_view(move || crate::browser::header(&path));
}

/// What is below every page.
pub(super) fn footer_piece(shell: Shell) -> StaticView {
    #[cfg(not(target_arch = "wasm32"))]
    return static_view(move || footer(shell.site));
    #[cfg(target_arch = "wasm32")]
    {
        let _ = shell;
        built_view(crate::browser::footer)
    }
}

/// The cards of all initiatives. Natively all but those at the places `shown` are hidden; in a
/// browser the grid removes them.
pub(super) fn cards_piece(shell: Shell, level: HeadingLevel, shown: Vec<usize>) -> StaticView {
    #[cfg(not(target_arch = "wasm32"))]
    return static_view(move || cards(shell.site, level, Some(&shown)));
    #[cfg(target_arch = "wasm32")]
    {
        let _ = (shell, shown);
        built_view(move || crate::browser::cards(level == HeadingLevel::H3))
    }
}

/// How many pieces a route's page has.
#[cfg(test)]
pub fn pieces(route: Route) -> usize {
    match route {
        Route::Page(page) => super::sections::parts(page).len(),
        _ => 1,
    }
}

/// Builds the piece at `place` of a route's page; a page on which nothing reacts has only one.
pub fn build_piece(site: Site, route: Route, place: usize) -> Element {
    let page = element("div");
    match route {
        Route::Page(sections) => section_piece(site, sections, place),
        Route::Initiative(initiative) => initiative_page(page, site, initiative),
        Route::Kpis => kpis_page(page, site),
        Route::Kpi(kpi) => kpi_page(page, site, kpi),
        Route::Sources => sources_page(page, site),
        Route::Gaps => gaps_page(page, site),
        Route::Glossary => glossary_page(page, site),
        Route::Offline => offline_page(page),
        Route::Initiatives | Route::NotFound => not_found_page(page, site),
    }
}
