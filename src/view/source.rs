//! Where something was read.

use leptos::prelude::*;

use crate::bundle::SourceId;
use crate::site::Site;
use crate::text::{self, words};

/// "Source: …" with a link to the source's entry on the page of sources.
#[component]
pub fn SourceLine(
    /// The site.
    site: Site,
    /// The source.
    id: &'static SourceId,
) -> impl IntoView {
    view! {
        <p class="source">
            {words::SOURCE_LABEL} " " <SourceLink site id/>
        </p>
    }
}

/// A source's title and date, linked to its entry.
#[component]
pub fn SourceLink(
    /// The site.
    site: Site,
    /// The source.
    id: &'static SourceId,
) -> impl IntoView {
    let source = site.bundle.source(id);
    view! {
        <a href=site.source_href(id)>{&*source.title}</a>
        ", "
        {text::period(source.published)}
    }
}
