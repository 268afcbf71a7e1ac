//! The figures of each subject.

use super::order::result_rank;
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

    /// Every target with its latest figure, sorted by what came of it, as the result strip shows
    /// them.
    pub fn results(site: Site) -> Self {
        let mut dataset = Dataset::published(site, Subject::Scorecard);
        dataset.data.retain(|datum| datum.target().is_some());
        dataset.sort_by(&|datum| {
            datum
                .status
                .as_ref()
                .map_or(0.0, |of| result_rank(of.verdict))
        });
        dataset
    }
}
