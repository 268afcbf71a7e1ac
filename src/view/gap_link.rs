//! The link from where a figure is missing to what is known of that.

use crate::bundle::{Id, Kpi};
use crate::site::{Route, Site};
use crate::text::titles;

use super::element::{Element, element};

/// A link to what is not known of a KPI, if anything is missing.
pub fn gap_link(site: Site, kpi: &'static Kpi) -> Option<Element> {
    kpi.gap.as_ref()?;
    let address = format!("{}#{}", site.href(Route::Gaps), kpi.id.as_str());
    Some(
        element("a")
            .class("gap-link")
            .set("href", address)
            .text(titles::GAP_LINK),
    )
}
