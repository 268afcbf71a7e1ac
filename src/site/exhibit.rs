//! What can be shown on its own: by itself on another site, as a picture, or in a link's
//! preview.

use crate::bundle::{Id, Initiative, Insight, Kpi, Multiples, Section, Wheel};
use crate::names::names;

use super::{Route, Site, Subject};

/// A part of the site that can be shown on its own, each at an address of its own.
#[derive(Clone, Copy, Debug)]
pub enum Exhibit {
    /// An initiative as its card.
    Card(&'static Initiative),
    /// A Key Insights figure.
    Insight(&'static Insight),
    /// The latest figures of a KPI.
    Figure(&'static Kpi),
    /// A chart: of a KPI, of what was asked of several groups, or of the latest figure of
    /// every KPI.
    Chart(Subject),
    /// How many targets were reached: the result strip.
    Results,
    /// The charts of several KPIs side by side.
    Multiples(&'static Multiples),
    /// A framework as a wheel.
    Wheel(&'static Wheel),
}

names! {
    /// The kinds of exhibits, as addresses (`embed/<kind>/<id>/`) and elements
    /// (`<civic-kind>`) name them. `embed/embed.js` and its types list the same names.
    pub enum Kind {
        /// `card/<id>`: an initiative.
        Card = "card",
        /// `insight/<id>`: a Key Insights figure.
        Insight = "insight",
        /// `figure/<id>`: the latest figures of a KPI.
        Figure = "figure",
        /// `kpi/<id>`: the chart of a KPI.
        Kpi = "kpi",
        /// `chart/insights` and `chart/scorecard`: a chart of more than one KPI.
        Chart = "chart",
        /// `results/scorecard`: how many targets were reached, with a mark for each.
        Results = "results",
        /// `multiples/<id>`: small charts.
        Multiples = "multiples",
        /// `wheel/<id>`: a framework.
        Wheel = "wheel",
    }
}

/// The folder of all embeds.
pub const EMBEDS: &str = "embed/";
/// The folder of the pages that explain how to embed something.
pub const SHARES: &str = "share/";

impl Exhibit {
    /// Everything in a site that can be shown on its own.
    pub fn all(site: Site) -> Vec<Self> {
        let bundle = site.bundle;
        let mut all: Vec<Exhibit> = bundle.initiatives.iter().map(Exhibit::Card).collect();
        all.extend(bundle.insights.iter().map(Exhibit::Insight));
        all.extend(bundle.kpis.iter().map(Exhibit::Figure));
        let charts = bundle.kpis.iter().map(Subject::Kpi);
        let charts = charts.chain([Subject::Insights, Subject::Scorecard]);
        all.extend(
            charts
                .filter(|chart| chart.is_shown_on(site))
                .map(Exhibit::Chart),
        );
        all.extend(Exhibit::results(site));
        all.extend(bundle.sections().filter_map(Exhibit::of_section));
        all
    }

    /// The exhibit of a kind that has or had this `id`; `None` where there is none.
    pub fn named(site: Site, kind: &str, id: &str) -> Option<Self> {
        let bundle = site.bundle;
        match Kind::named(kind)? {
            Kind::Card => bundle.initiative(id).map(Exhibit::Card),
            Kind::Insight => bundle.insight(id).map(Exhibit::Insight),
            Kind::Figure => bundle.kpi(id).map(Exhibit::Figure),
            Kind::Kpi => bundle.kpi(id).map(Subject::Kpi).map(Exhibit::Chart),
            Kind::Chart => Subject::of_several(id)
                .filter(|chart| chart.is_shown_on(site))
                .map(Exhibit::Chart),
            Kind::Results => Exhibit::results(site).filter(|results| results.id() == id),
            Kind::Multiples => bundle.multiples(id).map(Exhibit::Multiples),
            Kind::Wheel => bundle.wheel(id).map(Exhibit::Wheel),
        }
    }

    /// The result strip, if anything has a target.
    pub fn results(site: Site) -> Option<Self> {
        let mut kpis = site.bundle.kpis.iter();
        let has_targets = kpis.any(|kpi| !kpi.targets.is_empty());
        has_targets.then_some(Exhibit::Results)
    }

    /// The exhibit of a section that can be shown on its own.
    pub fn of_section(section: &'static Section) -> Option<Self> {
        let multiples = section.multiples().map(Exhibit::Multiples);
        multiples.or_else(|| section.wheel().map(Exhibit::Wheel))
    }

    /// The exhibit that represents a page: what the page is mainly about.
    pub fn of_page(site: Site, route: Route) -> Option<Self> {
        let chart = match route {
            Route::Initiative(initiative) => return Some(Exhibit::Card(initiative)),
            Route::Kpi(kpi) => Subject::Kpi(kpi),
            Route::Kpis => Subject::Scorecard,
            _ if route == site.home() && Exhibit::results(site).is_some() => {
                return Exhibit::results(site);
            }
            Route::Page(_) if Exhibit::Chart(Subject::Insights).page(site) == route => {
                Subject::Insights
            }
            Route::Page(_)
            | Route::Initiatives
            | Route::Sources
            | Route::Gaps
            | Route::Glossary
            | Route::Offline
            | Route::NotFound => return None,
        };
        chart.is_shown_on(site).then_some(Exhibit::Chart(chart))
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Exhibit::Card(_) => Kind::Card,
            Exhibit::Insight(_) => Kind::Insight,
            Exhibit::Figure(_) => Kind::Figure,
            Exhibit::Chart(Subject::Kpi(_)) => Kind::Kpi,
            Exhibit::Chart(Subject::Insights | Subject::Scorecard) => Kind::Chart,
            Exhibit::Results => Kind::Results,
            Exhibit::Multiples(_) => Kind::Multiples,
            Exhibit::Wheel(_) => Kind::Wheel,
        }
    }

    /// Its id among those of its kind.
    pub fn id(&self) -> &'static str {
        match self {
            Exhibit::Card(initiative) => initiative.id.as_str(),
            Exhibit::Insight(insight) => insight.id.as_str(),
            Exhibit::Figure(kpi) => kpi.id.as_str(),
            Exhibit::Chart(subject) => subject.id(),
            Exhibit::Results => Subject::Scorecard.id(),
            Exhibit::Multiples(multiples) => multiples.id.as_str(),
            Exhibit::Wheel(wheel) => wheel.id.as_str(),
        }
    }

    /// Its former ids.
    pub fn former_ids(&self) -> impl Iterator<Item = &'static str> + use<> {
        let ids = match self {
            Exhibit::Card(initiative) => &initiative.formerly[..],
            Exhibit::Insight(insight) => &insight.formerly,
            Exhibit::Figure(kpi) | Exhibit::Chart(Subject::Kpi(kpi)) => &kpi.formerly,
            Exhibit::Multiples(multiples) => &multiples.formerly,
            Exhibit::Wheel(wheel) => &wheel.formerly,
            Exhibit::Chart(Subject::Insights | Subject::Scorecard) | Exhibit::Results => &[],
        };
        ids.iter().map(Id::as_str)
    }

    /// Its name among all exhibits: `kpi/satisfaction`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.kind().name(), self.id())
    }

    /// Its name, then its former names.
    pub fn names(&self) -> impl Iterator<Item = String> + use<> {
        let kind = self.kind().name();
        let former = self.former_ids();
        std::iter::once(self.name()).chain(former.map(move |id| format!("{kind}/{id}")))
    }

    /// What shows the same in another way: the latest figures of a KPI instead of its chart, and
    /// its chart instead of them.
    pub fn alternative(&self) -> Option<Self> {
        match self {
            Exhibit::Chart(Subject::Kpi(kpi)) => Some(Exhibit::Figure(kpi)),
            Exhibit::Figure(kpi) => Some(Exhibit::Chart(Subject::Kpi(kpi))),
            Exhibit::Card(_)
            | Exhibit::Insight(_)
            | Exhibit::Chart(Subject::Insights | Subject::Scorecard)
            | Exhibit::Results
            | Exhibit::Multiples(_)
            | Exhibit::Wheel(_) => None,
        }
    }

    /// The path of its page in a frame, below the base.
    pub fn path(&self) -> String {
        format!("{EMBEDS}{}/", self.name())
    }

    /// The path of the page that explains how to embed it, below the base.
    pub fn share_path(&self) -> String {
        format!("{SHARES}{}/", self.name())
    }

    /// The path of the page that it is a part of, below the base, with the fragment that leads
    /// to it there, if there is one.
    pub fn place(&self, site: Site) -> String {
        let page = self.page(site).path();
        match self {
            Exhibit::Insight(_) | Exhibit::Multiples(_) | Exhibit::Wheel(_) => {
                format!("{page}#{}", self.id())
            }
            Exhibit::Card(_) | Exhibit::Figure(_) | Exhibit::Chart(_) | Exhibit::Results => page,
        }
    }

    /// The page of the site that it is a part of.
    pub fn page(&self, site: Site) -> Route {
        match self {
            Exhibit::Card(initiative) => Route::Initiative(initiative),
            Exhibit::Figure(kpi) | Exhibit::Chart(Subject::Kpi(kpi)) => Route::Kpi(kpi),
            Exhibit::Chart(Subject::Scorecard) | Exhibit::Results => Route::Kpis,
            Exhibit::Insight(_) | Exhibit::Chart(Subject::Insights) => {
                site.page_with(|section| matches!(section, Section::Insights(_)))
            }
            Exhibit::Multiples(_) | Exhibit::Wheel(_) => {
                site.page_with(|section| Exhibit::of_section(section) == Some(*self))
            }
        }
    }
}

/// Exhibits are equal when their names are.
impl PartialEq for Exhibit {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What follows each `before` of a text, up to the next `quote`.
    fn quoted<'a>(text: &'a str, before: &str, quote: char) -> Vec<&'a str> {
        let parts = text.split(before).skip(1);
        parts.filter_map(|part| part.split(quote).next()).collect()
    }

    #[test]
    fn the_script_and_its_types_list_the_kinds_that_there_are() {
        let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        let script = include_str!("../../embed/embed.js");
        let list = quoted(script, "const KINDS = [", ']');
        let list: Vec<&str> = list[0]
            .split(", ")
            .map(|kind| kind.trim_matches('\''))
            .collect();
        assert_eq!(list, kinds, "KINDS in embed/embed.js");
        let types = include_str!("../../embed/index.d.ts");
        let union = quoted(types, "export type CivicKind = ", ';');
        let union: Vec<&str> = union[0]
            .split(" | ")
            .map(|kind| kind.trim_matches('\''))
            .collect();
        assert_eq!(union, kinds, "CivicKind in embed/index.d.ts");
    }
}
