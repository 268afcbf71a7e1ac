//! What a chart is of.

use crate::bundle::{Id, Kpi};

use super::Site;

/// What a chart is of. Its name is in the chart's element.
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
            None => Subject::of_several(name),
        }
    }

    /// The subject of more than one KPI with the name `id`.
    pub fn of_several(id: &str) -> Option<Self> {
        let several = [Subject::Insights, Subject::Scorecard];
        several.into_iter().find(|subject| subject.id() == id)
    }

    /// Its name.
    pub fn name(&self) -> String {
        match self {
            Subject::Kpi(kpi) => format!("kpi:{}", kpi.id.as_str()),
            Subject::Insights | Subject::Scorecard => self.id().to_owned(),
        }
    }

    /// Its id, with which the names of its files begin.
    pub fn id(&self) -> &'static str {
        match self {
            Subject::Kpi(kpi) => kpi.id.as_str(),
            Subject::Insights => "insights",
            Subject::Scorecard => "scorecard",
        }
    }

    /// Whether a site has anything to show for it.
    pub fn is_shown_on(&self, site: Site) -> bool {
        match self {
            Subject::Kpi(_) => true,
            Subject::Insights => !site.bundle.compared().is_empty(),
            Subject::Scorecard => !site.bundle.kpis.is_empty(),
        }
    }
}
