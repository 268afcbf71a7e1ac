//! All KPIs.

use crate::site::{Site, Subject};
use crate::text::words;
use crate::view::{Element, chart_figure, element};

/// Appends all KPIs to `page`.
pub fn kpis_page(page: Element, site: Site) -> Element {
    page.with(element("h1").text(words::KPIS))
        .with(element("p").class("lead").text(words::KPIS_LEAD))
        .with(chart_figure(site, Subject::Scorecard, "scorecard", false))
}
