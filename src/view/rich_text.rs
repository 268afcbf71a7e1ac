//! Typed rich text as elements.

use leptos::prelude::*;

use crate::bundle::{Block, Inline, Line, SafeUrl};
use crate::site::Site;

use super::erase::CollectErased;

/// A line of rich text, without an element around it.
#[component]
pub fn RichLine(
    /// The site, for links within it.
    site: Site,
    /// The text.
    line: &'static Line,
) -> impl IntoView {
    line.pieces()
        .iter()
        .map(|piece| match piece {
            Inline::Text(text) => text.as_str().into_any(),
            Inline::Emphasis(text) => view! { <em>{text.as_str()}</em> }.into_any(),
            Inline::Strong(text) => view! { <strong>{text.as_str()}</strong> }.into_any(),
            Inline::Link { text, href } => {
                view! { <a href=site.link(href) rel=rel(href)>{text.as_str()}</a> }.into_any()
            }
        })
        .collect_erased()
}

/// Paragraphs and lists of rich text.
#[component]
pub fn Blocks(
    /// The site, for links within it.
    site: Site,
    /// The text.
    blocks: &'static [Block],
) -> impl IntoView {
    blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(line) => view! { <p><RichLine site line/></p> }.into_any(),
            Block::List(list) => {
                let items = list
                    .list
                    .iter()
                    .map(|line| view! { <li><RichLine site line/></li> })
                    .collect_erased();
                view! { <ul class="points">{items}</ul> }.into_any()
            }
        })
        .collect_erased()
}

/// The relation of a link that leads out of the site: the other side learns nothing
/// of the reader's page.
pub fn rel(href: &SafeUrl) -> Option<&'static str> {
    match href {
        SafeUrl::External(_) => Some("external noopener noreferrer"),
        SafeUrl::Internal(_) | SafeUrl::Fragment(_) => None,
    }
}
