//! The link to how a part of the site can be embedded.

use crate::site::{Exhibit, Site};
use crate::text::{self, words};

use super::element::{Element, element};

/// A link to the page that explains how to embed something called `title`.
pub fn embed_link(site: Site, embed: Exhibit, title: &str) -> Element {
    let name = element("span").class("visually-hidden");
    element("a")
        .class("embed-link")
        .set("href", format!("{}{}", site.base, embed.share_path()))
        .text(words::EMBED)
        .with(name.text(text::embed_name(title)))
}
