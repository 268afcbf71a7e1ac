//! What was measured.

use crate::bundle::{self, Kpi, Series};

/// What a figure measures.
#[derive(Clone, Copy, Debug)]
pub enum Measure {
    /// What several groups were asked.
    Survey(&'static bundle::Measure),
    /// What a KPI measures, with the series if its group does not distinguish it from the
    /// others.
    Kpi(&'static Kpi, Option<&'static Series>),
}

impl Measure {
    /// The KPI, if it is a KPI's measure.
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
