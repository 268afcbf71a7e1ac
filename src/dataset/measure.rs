//! What was measured.

use crate::bundle::Kpi;

/// What a figure measures.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Its name: a KPI's title, or what was asked of several groups.
    pub name: &'static str,
    /// The name of that of a KPI's series which no group tells from the others.
    pub series: Option<&'static str>,
    /// The KPI, if it is one's.
    pub kpi: Option<&'static Kpi>,
}

impl Measure {
    /// What a KPI measures.
    pub fn of(kpi: &'static Kpi) -> Self {
        Measure {
            name: &kpi.title,
            series: None,
            kpi: Some(kpi),
        }
    }
}
