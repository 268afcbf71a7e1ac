//! An exhibit on its own, as other sites show it: in a frame, or drawn by
//! `src/bin/renderer.rs` into a page of theirs.

use crate::bundle::SourceId;
use crate::site::{Exhibit, Route, Site};
use crate::text::{self, words};
use crate::view::{Element, HeadingLevel, element, route_link};

use super::drawn::{ChartOptions, Drawn};
use super::kinds::draw;

/// The most sources that are named below an embed; if there are more, they are on its page.
const MOST_SOURCES: usize = 3;

/// Which revision an embed shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// The latest.
    Live,
    /// An archived one.
    Pinned {
        /// Whether there is a later one.
        is_newest: bool,
    },
}

/// Appends an exhibit to `page`, and below it its sources and its date.
pub fn embed(
    page: Element,
    site: Site,
    exhibit: Exhibit,
    options: &ChartOptions,
    edition: Edition,
    level: HeadingLevel,
) -> Element {
    let Drawn {
        page,
        sources,
        is_of_several_pages,
    } = draw(page, site, exhibit, options, level);
    let all = is_of_several_pages.then_some(Route::Sources);
    let place = format!("{}{}", site.base, exhibit.page(site).path());
    page.with(foot(site, exhibit, (sources, all), edition))
        .apart_from(&place)
}

/// Says in `page` that there is no such embed, or no longer one, and where to go instead.
pub fn missing_embed(page: Element, site: Site, level: HeadingLevel) -> Element {
    let link = route_link(site, site.home()).text(text::go_to(&site.bundle.site.name));
    page.with(level.heading().class("title").text(words::NO_EMBED))
        .with(element("p").text(words::NO_EMBED_LEAD))
        .with(element("p").with(link))
}

/// The sources, the date and the page of an embed's figures. Where there are too many sources to
/// name, the page of the exhibit has them, or the route that is given.
fn foot(
    site: Site,
    exhibit: Exhibit,
    (sources, all): (Vec<&'static SourceId>, Option<Route>),
    edition: Edition,
) -> Element {
    let bundle = site.bundle;
    let href = format!("{}{}", site.base, exhibit.place(site));
    let mut line = element("p");
    if sources.len() > MOST_SOURCES {
        let all = match all {
            Some(route) => route_link(site, route).text(text::listed_source_count(sources.len())),
            None => {
                let page = element("a").set("href", href.clone());
                page.text(text::source_count(sources.len()))
            }
        };
        line = line
            .text(words::SOURCES_LABEL)
            .text(" ")
            .with(all)
            .text(". ");
    } else if !sources.is_empty() {
        line = line.text(match sources.len() {
            1 => words::SOURCE_LABEL,
            _ => words::SOURCES_LABEL,
        });
        for (place, id) in sources.into_iter().enumerate() {
            line = line.text(if place == 0 { " " } else { "; " });
            line = line.source(site, id);
        }
        line = line.text(". ");
    }
    let page = element("a").set("href", href.clone());
    let page = page.text(&*bundle.site.name);
    let when = match edition {
        Edition::Live => text::as_published(bundle),
        Edition::Pinned { .. } => text::pinned(bundle),
    };
    let line = line.with(page).text(", ").text(when);
    let newer = element("a")
        .set("href", format!("{}{}", site.base, exhibit.path()))
        .text(words::SEE_LATEST);
    let is_old = edition == Edition::Pinned { is_newest: false };
    let newer = is_old.then(|| element("p").text(words::NEWER_EXISTS).text(" ").with(newer));
    // Shown by script, which looks for newer figures.
    let unchecked = (edition == Edition::Live).then(|| {
        let note = element("p").class("embed-unchecked").set("hidden", "");
        note.text(words::UNCHECKED)
    });
    // So is this, if what the address chooses cannot be drawn.
    let unchosen = matches!(exhibit, Exhibit::Chart(_)).then(|| {
        let note = element("p").class("embed-unchosen").set("hidden", "");
        note.text(words::UNCHOSEN)
    });
    // So is this, where it may not be as high as it is.
    let whole = element("a").set("href", href).text(words::SEE_ALL);
    let part = element("p").class("embed-part").set("hidden", "");
    let part = part.text(words::PART_FITS).text(" ").with(whole);
    element("footer")
        .class("embed-foot")
        .with(part)
        .with(line)
        .with_some(newer)
        .with_some(unchecked)
        .with_some(unchosen)
}
