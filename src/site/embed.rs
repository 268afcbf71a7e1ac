//! What other sites can show of this one.

use std::fmt;

use crate::bundle::{Id, Initiative, Insight, Kpi, Multiples, Page, Section, Wheel};

use super::{Route, Site};

/// A part of the site that other sites can show, each at an address of its own.
#[derive(Clone, Copy, Debug)]
pub enum Embed {
    /// `card/<id>`: an initiative as its card.
    Card(&'static Initiative),
    /// `insight/<id>`: a Key Insights figure.
    Insight(&'static Insight),
    /// `figure/<id>`: the latest figures of a KPI.
    Figure(&'static Kpi),
    /// `kpi/<id>`: the chart of a KPI.
    Kpi(&'static Kpi),
    /// `chart/insights`: what was asked of several groups, side by side.
    Insights,
    /// `chart/scorecard`: the latest figure of every KPI.
    Scorecard,
    /// `multiples/<id>`: the charts of several KPIs side by side.
    Multiples(&'static Multiples),
    /// `wheel/<id>`: a framework as a wheel.
    Wheel(&'static Wheel),
}

/// The folder of all embeds.
pub const EMBEDS: &str = "embed/";
/// The folder of the pages that tell how to embed something.
pub const SHARES: &str = "share/";

/// What an archived revision is called in addresses and file names: 16 lower-case
/// hexadecimal digits. Nothing else can lead to a pinned embed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RevisionHash(String);

impl RevisionHash {
    /// The hash that a text is; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_hash = text.len() == 16 && text.bytes().all(is_digit);
        is_hash.then(|| RevisionHash(text.to_owned()))
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RevisionHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The folder of a pinned revision's embeds, by its hash, among those of all: none for the
/// latest.
pub fn pinned_folder(hash: Option<&RevisionHash>) -> String {
    hash.map_or(String::new(), |hash| format!("pinned/{hash}/"))
}

impl Embed {
    /// What is called `id` among those of a kind, or was; `None` where there is nothing.
    pub fn named(site: Site, kind: &str, id: &str) -> Option<Self> {
        let bundle = site.bundle;
        match (kind, id) {
            ("card", id) => bundle.initiative(id).map(Embed::Card),
            ("insight", id) => bundle.insight(id).map(Embed::Insight),
            ("figure", id) => bundle.kpi(id).map(Embed::Figure),
            ("kpi", id) => bundle.kpi(id).map(Embed::Kpi),
            ("chart", "insights") => Some(Embed::Insights),
            ("chart", "scorecard") if !bundle.kpis.is_empty() => Some(Embed::Scorecard),
            ("multiples", id) => bundle.multiples(id).map(Embed::Multiples),
            ("wheel", id) => bundle.wheel(id).map(Embed::Wheel),
            _ => None,
        }
    }

    /// A section that is a drawing of its own.
    pub fn of_section(section: &'static Section) -> Option<Self> {
        let multiples = section.multiples().map(Embed::Multiples);
        multiples.or_else(|| section.wheel().map(Embed::Wheel))
    }

    /// Its kind, as addresses and elements name it.
    pub fn kind(&self) -> &'static str {
        match self {
            Embed::Card(_) => "card",
            Embed::Insight(_) => "insight",
            Embed::Figure(_) => "figure",
            Embed::Kpi(_) => "kpi",
            Embed::Insights | Embed::Scorecard => "chart",
            Embed::Multiples(_) => "multiples",
            Embed::Wheel(_) => "wheel",
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
            Embed::Multiples(multiples) => multiples.id.as_str(),
            Embed::Wheel(wheel) => wheel.id.as_str(),
        }
    }

    /// The ids that it had before.
    pub fn former_ids(&self) -> impl Iterator<Item = &'static str> + use<> {
        let ids = match self {
            Embed::Card(initiative) => &initiative.formerly[..],
            Embed::Insight(insight) => &insight.formerly,
            Embed::Figure(kpi) | Embed::Kpi(kpi) => &kpi.formerly,
            Embed::Multiples(multiples) => &multiples.formerly,
            Embed::Wheel(wheel) => &wheel.formerly,
            Embed::Insights | Embed::Scorecard => &[],
        };
        ids.iter().map(Id::as_str)
    }

    /// Its name among all: `kpi/satisfaction`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.kind(), self.id())
    }

    /// Its name, and then those that it had.
    pub fn names(&self) -> impl Iterator<Item = String> + use<> {
        let kind = self.kind();
        let former = self.former_ids();
        std::iter::once(self.name()).chain(former.map(move |id| format!("{kind}/{id}")))
    }

    /// The path of its page in a frame, below the base.
    pub fn path(&self) -> String {
        format!("{EMBEDS}{}/", self.name())
    }

    /// The path of the page that tells how to embed it, below the base.
    pub fn share_path(&self) -> String {
        format!("{SHARES}{}/", self.name())
    }

    /// The path of the page that it is a part of, below the base, and the fragment that leads
    /// to it there, if one does.
    pub fn place(&self, site: Site) -> String {
        let page = self.page(site).path();
        match self {
            Embed::Insight(_) | Embed::Multiples(_) | Embed::Wheel(_) => {
                format!("{page}#{}", self.id())
            }
            _ => page,
        }
    }

    /// The page of the site that it is a part of.
    pub fn page(&self, site: Site) -> Route {
        match self {
            Embed::Card(initiative) => Route::Initiative(initiative),
            Embed::Figure(kpi) | Embed::Kpi(kpi) => Route::Kpi(kpi),
            Embed::Scorecard => Route::Kpis,
            Embed::Insight(_) | Embed::Insights => {
                page_with(site, |section| matches!(section, Section::Insights(_)))
            }
            Embed::Multiples(_) | Embed::Wheel(_) => {
                page_with(site, |section| Embed::of_section(section) == Some(*self))
            }
        }
    }
}

/// The first page with a section of which `is_it` holds. Insights may be on none; every
/// bundle has a first page.
fn page_with(site: Site, is_it: impl Fn(&'static Section) -> bool) -> Route {
    let mut pages = site.bundle.pages.iter();
    let page = pages.find(|page: &&'static Page| page.sections.iter().any(&is_it));
    page.map_or(site.home(), Route::Page)
}

/// Embeds are equal when their names are.
impl PartialEq for Embed {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sixteen_small_hexadecimal_digits_are_a_revision() {
        let good = "0123456789abcdef";
        let hash = RevisionHash::parse(good).expect("a hash");
        assert_eq!(pinned_folder(Some(&hash)), "pinned/0123456789abcdef/");
        for place in 0..=good.len() {
            for foreign in [
                "/", ".", "%", "?", "#", "\\", "A", "g", "\0", "\n", " ", "é", "٠", "-",
            ] {
                // In place of a digit, and before one.
                let (before, after) = good.split_at(place);
                let rest = after.get(1..).unwrap_or_default();
                for bad in [
                    format!("{before}{foreign}{rest}"),
                    format!("{before}{foreign}{after}"),
                ] {
                    assert_eq!(RevisionHash::parse(&bad), None, "{bad:?}");
                }
            }
        }
        for bad in [
            "",
            "0123456789abcde",
            "0123456789abcdef0",
            "/../../../elsewhere",
            "../../../../a/bc",
        ] {
            assert_eq!(RevisionHash::parse(bad), None, "{bad:?}");
        }
    }
}
