//! What a chart is of.

use crate::bundle::{Id, Kpi};
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
