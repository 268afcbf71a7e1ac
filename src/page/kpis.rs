//! All KPIs.

use leptos::prelude::*;

use crate::dataset::Subject;
use crate::site::Site;
use crate::text::words;
use crate::view::ChartFigure;

/// The page of all KPIs.
#[component]
pub fn KpisPage(
    /// The site.
    site: Site,
) -> impl IntoView {
    view! {
        <h1>{words::KPIS}</h1>
        <p class="lead">{words::KPIS_LEAD}</p>
        <ChartFigure site subject=Subject::Scorecard key="scorecard"/>
    }
}
