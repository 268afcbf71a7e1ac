//! A part of a page that has a heading.

use crate::view::{Plain, plain};

/// A part of a page under a heading that has the id `id`; `name` is its element's.
pub fn part(name: &'static str, id: &'static str, heading: &'static str) -> Plain {
    plain(name)
        .class("section")
        .set("aria-labelledby", id)
        .with(plain("h2").set("id", id).text(heading))
}
