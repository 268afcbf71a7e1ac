//! All KPIs.

use crate::site::{Exhibit, Site, Subject};
use crate::text::{results, words};
use crate::view::{Element, chart_figure, element, embed_link, with_results};

/// Appends all KPIs to `page`: how many targets were reached, then each of them.
pub fn kpis_page(page: Element, site: Site) -> Element {
    let page = page
        .with(element("h1").text(words::KPIS))
        .with(element("p").class("lead").text(words::KPIS_LEAD));
    let embed = Exhibit::results(site);
    let embed = embed.map(|embed| embed_link(site, embed, results::RESULTS));
    with_results(page, site)
        .with_some(embed.map(|link| element("p").with(link)))
        .with(chart_figure(site, Subject::Scorecard, "scorecard", false))
}
