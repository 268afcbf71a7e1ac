//! Stands in for `crate::site::Embed` until that is there; the same names, so that this
//! file can go and `mod.rs` import the other.

use crate::bundle::{HOME, Id, Initiative, Insight, Kpi, Section};
use crate::site::{Route, Site};

/// A part of the site that other sites can show.
#[derive(Clone, Copy, Debug)]
pub enum Embed {
    /// An initiative as its card.
    Card(&'static Initiative),
    /// A Key Insights figure.
    Insight(&'static Insight),
    /// The latest figures of a KPI.
    Figure(&'static Kpi),
    /// The chart of a KPI.
    Kpi(&'static Kpi),
    /// What was asked of several groups, side by side.
    Insights,
    /// The latest figure of every KPI.
    Scorecard,
}

impl Embed {
    /// Its kind, as addresses name it.
    pub fn kind(&self) -> &'static str {
        match self {
            Embed::Card(_) => "card",
            Embed::Insight(_) => "insight",
            Embed::Figure(_) => "figure",
            Embed::Kpi(_) => "kpi",
            Embed::Insights | Embed::Scorecard => "chart",
        }
    }

    /// Its id among those of its kind.
    pub fn id(&self) -> &'static str {
        match self {
            Embed::Card(initiative) => initiative.id.as_str(),
            Embed::Insight(insight) => insight.id.as_str(),
            Embed::Figure(kpi) | Embed::Kpi(kpi) => kpi.id.as_str(),
            Embed::Insights => "insights",
            Embed::Scorecard => "scorecard",
        }
    }

    /// Its name among all: `kpi/satisfaction`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.kind(), self.id())
    }

    /// The page of the site that it is a part of.
    pub fn page(&self, site: Site) -> Route {
        match self {
            Embed::Card(initiative) => Route::Initiative(initiative),
            Embed::Figure(kpi) | Embed::Kpi(kpi) => Route::Kpi(kpi),
            Embed::Scorecard => Route::Kpis,
            Embed::Insight(_) | Embed::Insights => {
                let mut pages = site.bundle.pages.iter();
                let page = pages.find(|page| {
                    let mut sections = page.sections.iter();
                    sections.any(|section| matches!(section, Section::Insights(_)))
                });
                let page = page.or_else(|| site.bundle.page(HOME));
                page.map_or(Route::NotFound, Route::Page)
            }
        }
    }
}

/// All embeds of a site.
pub fn embeds(site: Site) -> Vec<Embed> {
    let bundle = site.bundle;
    let mut all: Vec<Embed> = bundle.initiatives.iter().map(Embed::Card).collect();
    all.extend(bundle.insights.iter().map(Embed::Insight));
    all.extend(bundle.kpis.iter().map(Embed::Figure));
    all.extend(bundle.kpis.iter().map(Embed::Kpi));
    all.extend([Embed::Insights, Embed::Scorecard]);
    all
}
