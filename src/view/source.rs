//! Sources of content.

use crate::bundle::SourceId;
use crate::site::Site;
use crate::text::{self, words};

use super::element::{Element, element};

/// "Source: …" with a link to the source's entry on the page of sources.
pub fn source_line(site: Site, id: &SourceId) -> Element {
    let label = element("p").class("source").text(words::SOURCE_LABEL);
    label.text(" ").source(site, id)
}

impl Element {
    /// Appends a source's title, linked to its entry, and its date.
    pub fn source(self, site: Site, id: &SourceId) -> Self {
        let source = site.bundle.source(id);
        let link = element("a").set("href", site.source_href(id));
        self.with(link.text(&*source.title))
            .text(", ")
            .text(text::period(source.published))
    }
}
