//! The charts of several KPIs side by side.

#[cfg(not(target_arch = "wasm32"))]
mod picture;

use crate::bundle::{Kpi, Multiples};
use crate::dataset::{Dataset, each_once};
use crate::site::Site;
#[cfg(not(target_arch = "wasm32"))]
use crate::site::Subject;
use crate::view::{Element, HeadingLevel, small_charts, small_multiples};

#[cfg(not(target_arch = "wasm32"))]
use crate::exhibit::description::Description;
use crate::exhibit::drawn::{Drawn, introduced};

#[cfg(not(target_arch = "wasm32"))]
pub(super) use picture::picture;

pub(super) fn title(section: &Multiples) -> String {
    section.heading.to_string()
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn describe(site: Site, section: &'static Multiples) -> Description {
    let kpis = site.bundle.kpis_of(section).into_iter();
    let charts = kpis.map(|kpi| Dataset::published(site, Subject::Kpi(kpi)));
    let charts: Vec<Dataset> = charts.collect();
    let finding = |chart: &Dataset| format!("{}: {}", chart.subject.title(), chart.finding());
    let findings: Vec<String> = charts.iter().map(finding).collect();
    let findings = findings.join(" ");
    Description {
        caption: title(section),
        alt: findings.clone(),
        finding: findings,
        sources: each_once(&mut charts.iter().flat_map(Dataset::sources_with_targets)),
        ..Description::default()
    }
}

pub(super) fn draw(
    page: Element,
    site: Site,
    section: &'static Multiples,
    level: HeadingLevel,
) -> Drawn {
    let kpis: Vec<&'static Kpi> = site.bundle.kpis_of(section);
    let charts = small_charts(site, &kpis);
    let shown = charts.iter().map(|chart| &chart.dataset);
    let sources = each_once(&mut shown.flat_map(Dataset::sources_with_targets));
    let page = introduced(page, site, level, &section.heading, &section.intro);
    Drawn {
        page: page.with(small_multiples(site, charts)),
        sources,
        is_of_several_pages: true,
    }
}
