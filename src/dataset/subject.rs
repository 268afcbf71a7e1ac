//! What a chart is of.

use crate::bundle::{self, Id, Kpi, Series};
use crate::site::Site;

/// What a chart is of. A name of each stands in the chart's element and in embeds.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    /// The figures of one KPI: `kpi:<id>`.
    Kpi(&'static Kpi),
    /// What was asked of several groups: `insights`.
    Insights,
    /// The latest figure of every KPI: `scorecard`.
    Scorecard,
}

impl Subject {
    /// The subject that has this name.
    pub fn named(site: Site, name: &str) -> Option<Self> {
        match name.strip_prefix("kpi:") {
            Some(id) => site.bundle.kpi(id).map(Subject::Kpi),
            None => match name {
                "insights" => Some(Subject::Insights),
                "scorecard" => Some(Subject::Scorecard),
                _ => None,
            },
        }
    }

    /// Its name.
    pub fn name(&self) -> String {
        match self {
            Subject::Kpi(kpi) => format!("kpi:{}", kpi.id.as_str()),
            Subject::Insights => "insights".to_owned(),
            Subject::Scorecard => "scorecard".to_owned(),
        }
    }

    /// The name of files made of it.
    pub fn file_stem(&self) -> &'static str {
        match self {
            Subject::Kpi(kpi) => kpi.id.as_str(),
            Subject::Insights => "insights",
            Subject::Scorecard => "scorecard",
        }
    }
}

/// What a figure measures.
#[derive(Clone, Copy, Debug)]
pub enum Measure {
    /// What was asked of several groups.
    Survey(&'static bundle::Measure),
    /// What a KPI measures, with that of its series which no group tells from the others.
    Kpi(&'static Kpi, Option<&'static Series>),
}

impl Measure {
    /// The KPI, if it is one's.
    pub fn kpi(&self) -> Option<&'static Kpi> {
        match self {
            Measure::Survey(_) => None,
            Measure::Kpi(kpi, _) => Some(kpi),
        }
    }
}

impl PartialEq for Measure {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Measure::Survey(a), Measure::Survey(b)) => a.id == b.id,
            (Measure::Kpi(a, of), Measure::Kpi(b, other)) => {
                a.id == b.id && of.map(|series| &series.id) == other.map(|series| &series.id)
            }
            (Measure::Survey(_), Measure::Kpi(..)) | (Measure::Kpi(..), Measure::Survey(_)) => {
                false
            }
        }
    }
}
