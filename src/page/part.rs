//! A part of a page that has a heading.

use crate::view::{Element, element, heading_link};

/// A part of a page under a heading that has the id `id`; `name` is its element's.
pub fn part(name: &'static str, id: &'static str, heading: &'static str) -> Element {
    element(name)
        .class("section")
        .set("aria-labelledby", id)
        .with(element("h2").set("id", id).text(heading))
        .with(heading_link(id, heading, true))
}
