//! Typed rich text as elements.

use crate::bundle::{Block, Inline, Line, SafeUrl, TERMS};
use crate::site::Site;

use super::element::{Element, element};
use super::link::link;

impl Element {
    /// Appends a line of rich text; the site is for links within the line.
    pub fn rich(self, site: Site, line: &'static Line) -> Self {
        let mut rich = self;
        for piece in line.pieces() {
            rich = match piece {
                Inline::Text(text) => rich.text(text.as_str()),
                Inline::Emphasis(text) => rich.with(element("em").text(text.as_str())),
                Inline::Strong(text) => rich.with(element("strong").text(text.as_str())),
                Inline::Link { text, href } => {
                    let link = link(site, href).text(text.as_str());
                    rich.with(match href {
                        SafeUrl::Internal(path) if path.starts_with(TERMS) => link.class("term"),
                        _ => link,
                    })
                }
            };
        }
        rich
    }

    /// Appends paragraphs and lists of rich text.
    pub fn blocks(self, site: Site, blocks: &'static [Block]) -> Self {
        self.with_all(blocks.iter().map(|block| match block {
            Block::Paragraph(line) => element("p").rich(site, line),
            Block::List(list) => points(site, &list.list),
        }))
    }
}

/// A list of lines of rich text.
pub fn points(site: Site, lines: &'static [Line]) -> Element {
    let items = lines.iter().map(|line| element("li").rich(site, line));
    element("ul").class("points").with_all(items)
}
