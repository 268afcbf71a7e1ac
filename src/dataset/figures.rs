//! The figures of each subject.

use super::{Dataset, Selection, kpi, survey};
use crate::site::{Site, Subject};

impl Dataset {
    /// The figures of a subject, as chosen.
    pub fn of(site: Site, subject: Subject, selection: &Selection) -> Self {
        match subject {
            Subject::Kpi(kpi) => kpi::dataset(site, kpi, selection),
            Subject::Insights => survey::insights(site, selection),
            Subject::Scorecard => survey::scorecard(site, selection),
        }
    }

    /// The figures of a subject as they are published.
    pub fn published(site: Site, subject: Subject) -> Self {
        Dataset::of(site, subject, &Selection::default())
    }
}
