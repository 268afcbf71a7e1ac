//! All KPIs.

use leptos::prelude::*;

use crate::site::Site;
use crate::text::words;
use crate::view::{HeadingLevel, Rows, ScorecardRows};

/// The page of all KPIs.
#[component]
pub fn KpisPage(
    /// The site.
    site: Site,
) -> impl IntoView {
    view! {
        <h1>{words::KPIS}</h1>
        <p class="lead">{words::KPIS_LEAD}</p>
        <ScorecardRows site rows=Rows::All heading_level=HeadingLevel::H2/>
    }
}
