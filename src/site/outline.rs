//! What the app knows of the content while it shows a page that arrived complete.
//!
//! A page has all that it shows. To take it over, the app needs none of the figures and sources
//! behind it, however many there are, and only where the initiatives can be searched their words: an
//! outline is all that a first view loads. The programs that build other pages and charts load the
//! content itself.

#[cfg(not(target_arch = "wasm32"))]
use super::Site;
use super::parts_of;
use crate::bundle::pack::{Pack, Unpacker, pack_fields};
use crate::bundle::{Date, HOME};

/// What the app knows of a bundle.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// The language of the content.
    pub locale: String,
    /// The site's name.
    pub name: String,
    /// The bundle's revision.
    pub revision: String,
    /// When that was published.
    pub published: Date,
    /// How the bundle's file begins, up to its revision: a file that begins so is of this
    /// revision. Empty if that is not known.
    pub start: String,
    /// The pages of sections, in the bundle's order.
    pub pages: Vec<PageOutline>,
    /// What search and filters of the initiatives need, if a page that is shown has them.
    pub grid: Option<GridOutline>,
}

pack_fields!(Outline {
    locale,
    name,
    revision,
    published,
    start,
    pages,
    grid
});

/// A page of sections.
#[derive(Clone, Debug, PartialEq)]
pub struct PageOutline {
    /// Its id.
    pub id: String,
    /// Its parts from top to bottom. Nothing reacts in those that are `None`.
    pub parts: Vec<Option<GridSection>>,
}

pack_fields!(PageOutline { id, parts });

/// A section with the initiatives.
#[derive(Clone, Debug, PartialEq)]
pub struct GridSection {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// Whether there is text before the initiatives.
    pub has_intro: bool,
}

pack_fields!(GridSection {
    id,
    heading,
    has_intro
});

/// What search and filters need of the initiatives.
#[derive(Clone, Debug, PartialEq)]
pub struct GridOutline {
    /// The audiences of any of them.
    pub audiences: Vec<Choice>,
    /// The themes of any of them.
    pub themes: Vec<Choice>,
    /// The initiatives, in the order of the grid.
    pub cards: Vec<CardOutline>,
}

pack_fields!(GridOutline {
    audiences,
    themes,
    cards
});

/// Something to filter by.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its name in addresses.
    pub id: String,
    /// What readers call it.
    pub label: String,
}

pack_fields!(Choice { id, label });

/// What can be found of an initiative.
#[derive(Clone, Debug, PartialEq)]
pub struct CardOutline {
    /// Everything that is searched.
    pub words: String,
    /// Its audiences, by their places in [`GridOutline::audiences`].
    pub audiences: Vec<u16>,
    /// Its themes, by their places in [`GridOutline::themes`].
    pub themes: Vec<u16>,
}

pack_fields!(CardOutline {
    words,
    audiences,
    themes
});

impl Outline {
    /// The outline in the compact form that [`Outline::unpack`] of the same build takes.
    pub fn pack(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        Pack::pack(self, &mut bytes);
        bytes
    }

    /// The outline from which [`Outline::pack`] of the same build made `bytes`.
    ///
    /// # Panics
    /// If they are anything else.
    pub fn unpack(bytes: &[u8]) -> Self {
        Pack::unpack(&mut Unpacker::new(bytes))
    }
}

/// What an address shows, as far as an outline tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Address {
    /// A page of sections, by its place in [`Outline::pages`].
    Page(usize),
    /// The card grid by itself.
    Initiatives,
    /// Another page, in which nothing reacts, by its path below the base. Only the content tells
    /// whether it exists.
    Other(String),
    /// Nothing of the site.
    NotFound,
}

/// A site as its app knows it. Views copy it freely.
#[derive(Clone, Copy)]
pub struct Shell {
    /// What is known of its content.
    pub outline: &'static Outline,
    /// The path that the site is served under; starts and ends with a slash.
    pub base: &'static str,
    /// The content, from which natively all of a page is built. A browser asks the program that
    /// has it (`src/bin/pages.rs`).
    #[cfg(not(target_arch = "wasm32"))]
    pub site: Site,
}

impl Shell {
    /// A site with what its app knows of it, which stays for as long as the program runs.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn of(site: Site, outline: Outline) -> Self {
        Shell {
            outline: Box::leak(Box::new(outline)),
            base: site.base,
            site,
        }
    }

    /// What a path of this site shows. A slash at its end may be missing.
    pub fn address(&self, path: &str) -> Address {
        let page = |id: &str| self.outline.pages.iter().position(|page| page.id == id);
        let found = match parts_of(self.base, path) {
            Some(("", None)) => page(HOME).map(Address::Page),
            Some(("initiatives", None)) => Some(Address::Initiatives),
            Some((list @ ("initiatives" | "kpis"), Some(id))) => {
                Some(Address::Other(format!("{list}/{id}/")))
            }
            Some((name @ ("kpis" | "sources" | "gaps" | "glossary" | "offline"), None)) => {
                Some(Address::Other(format!("{name}/")))
            }
            Some((id, None)) if id != HOME => page(id).map(Address::Page),
            _ => None,
        };
        found.unwrap_or(Address::NotFound)
    }

    /// The path of what is shown, as links have it.
    pub fn path_of(&self, address: &Address) -> String {
        let mut path = self.base.to_owned();
        match address {
            Address::Page(place) => {
                let id = &self.outline.pages[*place].id;
                if id != HOME {
                    path.push_str(id);
                    path.push('/');
                }
            }
            Address::Initiatives => path.push_str("initiatives/"),
            Address::Other(below) => path.push_str(below),
            Address::NotFound => path.push_str("404.html"),
        }
        path
    }
}

/// How a link of the navigation to `entry` is marked on the page at `path`, as `aria-current` has
/// it: it leads to that page, or to the list that has it. Both are whole paths of a site under
/// `base`, as links have them.
pub fn current_mark(base: &str, path: &str, entry: &str) -> Option<&'static str> {
    if path == entry {
        return Some("page");
    }
    (entry != base && path.starts_with(entry)).then_some("true")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_navigation_marks_the_page_and_the_list_that_has_it() {
        let mark = |path, entry| current_mark("/s/", path, entry);
        assert_eq!(mark("/s/", "/s/"), Some("page"));
        assert_eq!(mark("/s/kpis/", "/s/"), None);
        assert_eq!(mark("/s/kpis/", "/s/kpis/"), Some("page"));
        assert_eq!(mark("/s/kpis/a/", "/s/kpis/"), Some("true"));
        assert_eq!(mark("/s/kpis/", "/s/kpis/a/"), None);
        assert_eq!(mark("/s/404.html", "/s/kpis/"), None);
    }
}
