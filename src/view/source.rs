//! Sources of content.

use crate::bundle::{Citation, SourceId};
use crate::site::Site;
use crate::text::{self, words};

use super::element::{Element, element};

/// "Source: …" with a link to the source's entry on the page of sources, the place in the
/// source, and its words there.
pub fn source_line(site: Site, citation: &'static Citation) -> Element {
    let label = element("p").class("source").text(words::SOURCE_LABEL);
    label.text(" ").cited(site, citation)
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

    /// Appends a source as by [`Element::source`], the place in it, and its words there.
    pub fn cited(self, site: Site, citation: &'static Citation) -> Self {
        let mut cited = self.source(site, &citation.id);
        if let Some(locator) = &citation.locator {
            cited = cited.text(", ").text(&**locator);
        }
        match &citation.quotation {
            Some(words) => cited.text(": ").with(element("q").text(&**words)),
            None => cited,
        }
    }
}
