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
        (self.0.len() >= FROM).then(|| self.all())
    }

    fn all(self) -> Element {
        let is_long = self.0.len() > OPEN;
        let list = element("ul").with_all(self.0);
        let nav = element("nav")
            .class("on-page")
            .set("aria-label", titles::CONTENTS);
        if is_long {
            let summary = element("summary").text(titles::CONTENTS);
            nav.with(element("details").with(summary).with(list))
        } else {
            nav.with(list)
        }
    }
}

/// Whether a page of sections has a list of contents: one that is long, but not the first page,
/// which opens with what matters.
pub fn has_contents(page: &'static Page) -> bool {
    let headings = page.sections.iter().filter_map(|section| section.heading());
    page.id.as_str() != HOME && headings.count() >= FROM
}

/// The list of contents of a page of sections.
pub fn contents_of(page: &'static Page) -> Element {
    let mut contents = Contents::default();
    for section in &page.sections {
        if let Some(heading) = section.heading() {
            contents.add(section.id().as_str(), heading);
        }
    }
    contents.all()
}
