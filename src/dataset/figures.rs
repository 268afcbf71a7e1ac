//! The figures of each subject.

use super::{Dataset, Selection, Subject, kpi, survey};
use crate::site::Site;

impl Dataset {
    /// The figures of a subject, as chosen.
    pub fn of(site: Site, subject: Subject, selection: &Selection) -> Self {
        match subject {
            Subject::Kpi(kpi) => kpi::dataset(site, kpi, selection),
            Subject::Insights => survey::insights(site, selection),
            Subject::Scorecard => survey::scorecard(site, selection),
        }
    }
}
