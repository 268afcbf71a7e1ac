//! The list of contents of a long page.

use crate::bundle::{HOME, Id, Page};
use crate::text::titles;
use crate::view::{Element, element};

/// How many parts make a page long enough for a list of them.
const FROM: usize = 4;

/// How many entries still stand open on a phone.
const OPEN: usize = 6;

/// A list of contents in the making.
#[derive(Default)]
pub struct Contents(Vec<Element>);

impl Contents {
    /// Adds a part of the page, by its id and its heading.
    pub fn add(&mut self, id: &str, heading: &'static str) {
        let link = element("a").set("href", format!("#{id}"));
        self.0.push(element("li").with(link.text(heading)));
    }

    /// The list; `None` for a short page. One that is long itself is folded where there is little
    /// room (`style/page.css`).
    pub fn list(self) -> Option<Element> {
        let count = self.0.len();
        if count < FROM {
            return None;
        }
        let list = element("ul").with_all(self.0);
        let nav = element("nav")
            .class("on-page")
            .set("aria-label", titles::CONTENTS);
        Some(if count > OPEN {
            let summary = element("summary").text(titles::CONTENTS);
            nav.with(element("details").with(summary).with(list))
        } else {
            nav.with(list)
        })
    }
}

/// The list of contents of a page of sections. The first page has none: it opens with what
/// matters.
pub fn contents_of(page: &'static Page) -> Option<Element> {
    if page.id.as_str() == HOME {
        return None;
    }
    let mut contents = Contents::default();
    for section in &page.sections {
        if let Some(heading) = section.heading() {
            contents.add(section.id().as_str(), heading);
        }
    }
    contents.list()
}
