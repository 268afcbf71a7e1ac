//! All KPIs.

use crate::dataset::Subject;
use crate::site::Site;
use crate::text::words;
use crate::view::{Plain, chart_figure, plain};

/// Puts all KPIs into `page`.
pub fn kpis_page(page: Plain, site: Site) -> Plain {
    page.with(plain("h1").text(words::KPIS))
        .with(plain("p").class("lead").text(words::KPIS_LEAD))
        .with(chart_figure(site, Subject::Scorecard, "scorecard"))
}
