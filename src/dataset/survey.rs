//! Figures of several measures: what several groups were asked, and the scorecard.

use std::cmp::Ordering;

use crate::bundle::{AudienceId, Decimal, Id, Insight, Period, Series};
use crate::progress::{Tally, Verdict, statuses};
use crate::site::{Site, Subject};

use super::{
    DataSeries, Dataset, Datum, Difference, Finding, Group, Measure, Nothing, Reading, Reason,
    Selection, Sort,
};

/// What several groups were asked.
pub(super) fn insights(site: Site, selection: &Selection) -> Dataset {
    let compared = site.bundle.compared();
    let asked = |audience: &AudienceId| {
        let is_of = |insight: &&Insight| insight.audience == *audience;
        compared
            .iter()
            .any(|(_, insights)| insights.iter().any(is_of))
    };
    let series = audiences(site, selection, &asked);
    let mut data = Vec::new();
    for (measure, insights) in &compared {
        for insight in insights {
            let place = series
                .iter()
                .position(|series| series.id == insight.audience.as_str());
            let Some(place) = place else {
                continue;
            };
            data.push(Datum {
                measure: Measure {
                    name: &measure.label,
                    series: None,
                    kpi: None,
                },
                series: place,
                serves: &[],
                period: insight.period,
                unit: &insight.unit,
                reading: Reading::Published {
                    value: insight.value,
                    qualifier: insight.qualifier.unwrap_or_default(),
                },
                observation: None,
                source: Some(&insight.source),
                note: insight.note.as_ref(),
                status: None,
                others: Vec::new(),
            });
        }
    }
    let mut dataset = Dataset {
        subject: Subject::Insights,
        finding: Finding::Differences(Vec::new()),
        series,
        data,
        since: None,
        sort: Sort::Given,
        group: Group::None,
    };
    let rows = dataset.rows();
    let differences = rows
        .iter()
        .filter_map(|row| Some((row[0].measure, difference(&dataset, row)?)));
    dataset.finding = match rows.is_empty() && !dataset.series.is_empty() {
        true => Finding::Nothing(Nothing::Hidden(
            dataset.series.iter().map(|series| series.label).collect(),
        )),
        false => Finding::Differences(differences.collect()),
    };
    dataset.sort_rows(selection.sort);
    dataset
}

/// The latest figure of every series of every KPI.
pub(super) fn scorecard(site: Site, selection: &Selection) -> Dataset {
    let bundle = site.bundle;
    let series = audiences(site, &Selection::default(), &|audience| {
        bundle.kpis.iter().any(|kpi| {
            let is_served = |of: &Series| kpi.serves(Some(of)).contains(audience);
            kpi.series.iter().any(is_served)
        })
    });
    let mut data = Vec::new();
    let mut tally = Tally::default();
    for kpi in &bundle.kpis {
        let mut of_series = Vec::new();
        for source in &kpi.series {
            for status in statuses(kpi, source, bundle.published) {
                of_series.push((source, status));
            }
        }
        for (source, status) in of_series {
            tally.add(&status);
            let tone = status.verdict.tone();
            if selection.status.is_some_and(|chosen| chosen != tone) {
                continue;
            }
            // Of those whom it serves, the ones chosen.
            let mut serves = kpi.serves(Some(source));
            if !selection.audience.is_empty() {
                let chosen = serves
                    .iter()
                    .position(|id| id.as_str() == selection.audience);
                serves = chosen.map_or(&[], |chosen| &serves[chosen..=chosen]);
            }
            let is_served = |series: &DataSeries| serves.iter().any(|id| id.as_str() == series.id);
            let Some(place) = series.iter().position(is_served) else {
                continue;
            };
            let latest = status.latest;
            // An audience's name is told by its group; that of a series only if it is another.
            let audience = source
                .audience
                .as_ref()
                .map(|id| &bundle.audience(id).label);
            let is_told = kpi.series.len() > 1 && audience != Some(&source.label);
            data.push(Datum {
                measure: Measure {
                    series: is_told.then_some(&source.label),
                    ..Measure::of(kpi)
                },
                series: place,
                serves,
                period: latest.map_or(Period::NotStated, |latest| latest.observation.period),
                unit: &kpi.unit,
                reading: match (latest, status.verdict) {
                    (Some(latest), _) => Reading::Published {
                        value: latest.value,
                        qualifier: latest.qualifier,
                    },
                    (None, Verdict::NoDatedFigure) => Reading::Missing(Reason::NoDatedFigure),
                    (
                        None,
                        Verdict::NoFigure
                        | Verdict::NoneSince
                        | Verdict::NoTarget
                        | Verdict::Withdrawn
                        | Verdict::Against(..),
                    ) => Reading::Missing(Reason::NoFigure),
                },
                observation: latest.map(|latest| latest.observation),
                source: latest.map(|latest| &latest.observation.source),
                note: latest.and_then(|latest| latest.observation.note.as_ref()),
                status: Some(status),
                others: Vec::new(),
            });
        }
    }
    let mut dataset = Dataset {
        subject: Subject::Scorecard,
        finding: Finding::Tally(tally),
        series,
        data,
        since: None,
        sort: Sort::Given,
        group: selection.group,
    };
    let audience = !selection.audience.is_empty();
    if dataset.data.is_empty() && (audience || selection.status.is_some()) {
        dataset.finding = Finding::Nothing(Nothing::Filters {
            audience,
            status: selection.status,
        });
    }
    dataset.sort(selection.sort);
    dataset
}

/// The groups that a survey or a scorecard is about, in the bundle's order.
fn audiences(
    site: Site,
    selection: &Selection,
    is_asked: &dyn Fn(&AudienceId) -> bool,
) -> Vec<DataSeries> {
    let audiences = site.bundle.audiences.iter().enumerate();
    audiences
        .filter(|(_, audience)| is_asked(&audience.id))
        .map(|(colour, audience)| DataSeries {
            id: audience.id.as_str(),
            label: &audience.label,
            colour,
            is_shown: !selection.hidden.iter().any(|id| id == audience.id.as_str()),
        })
        .collect()
}

/// The difference between the two groups of a measure. `None` unless exactly two are shown.
pub fn difference(dataset: &Dataset, row: &[&Datum]) -> Option<Difference> {
    let [a, b] = row else { return None };
    let label = |datum: &Datum| dataset.series[datum.series].label;
    let by = a.value()?.minus(b.value()?);
    Some(Difference {
        higher: match by.cmp(&Decimal::whole(0)) {
            Ordering::Greater => Some(label(a)),
            Ordering::Less => Some(label(b)),
            Ordering::Equal => None,
        },
        by: by.abs(),
        unit: a.unit,
        is_exact: a.is_exact() && b.is_exact(),
    })
}

impl Dataset {
    /// The figures of each measure together that are drawn, in the order of the figures.
    pub fn rows(&self) -> Vec<Vec<&Datum>> {
        let mut rows: Vec<Vec<&Datum>> = Vec::new();
        for datum in self.shown() {
            match rows.last_mut() {
                Some(row) if row[0].measure.name == datum.measure.name => row.push(datum),
                _ => rows.push(vec![datum]),
            }
        }
        rows
    }

    /// Orders measures, and keeps the figures of each together.
    fn sort_rows(&mut self, sort: Sort) {
        let extreme = |row: &[&Datum], pick: fn(f64, f64) -> f64| {
            let values = row.iter().filter_map(|datum| datum.value());
            values.map(Decimal::to_f64).reduce(pick).unwrap_or_default()
        };
        let key = |row: &[&Datum]| match sort {
            Sort::Highest => -extreme(row, f64::max),
            Sort::Lowest => extreme(row, f64::min),
            Sort::Distance => extreme(row, f64::min) - extreme(row, f64::max),
            Sort::Given | Sort::Newest | Sort::Oldest | Sort::Status => 0.0,
        };
        let rows = self.rows().into_iter();
        let keys: Vec<_> = rows.map(|row| (row[0].measure.name, key(&row))).collect();
        self.sort_by(&|datum| {
            let of_measure = keys.iter().find(|(name, _)| *name == datum.measure.name);
            of_measure.map_or(0.0, |(_, key)| *key)
        });
    }
}
