//! Figures of several measures: what was asked of groups, and the scorecard.

use crate::bundle::{AudienceId, Decimal, Id, Insight, Kpi, Measure, Period, Series};
use crate::progress::status;
use crate::site::Site;
use crate::text::{self, words};

use super::tone::tone;
use super::{DataSeries, Dataset, Datum, Group, Reading, Selection, Sort, Subject};

/// The measures that were asked of several groups in the same unit, each with its
/// figures in the order of the groups.
pub fn compared(site: Site) -> Vec<(&'static Measure, Vec<&'static Insight>)> {
    let bundle = site.bundle;
    bundle
        .measures
        .iter()
        .map(|measure| {
            let all = bundle.insights.iter();
            let mut of_measure: Vec<_> = all
                .filter(|insight| insight.measure == measure.id)
                .collect();
            of_measure.sort_by_key(|insight| bundle.audience_index(&insight.audience));
            (measure, of_measure)
        })
        .filter(|(_, insights)| {
            insights.len() > 1 && insights.iter().all(|other| other.unit == insights[0].unit)
        })
        .collect()
}

/// What was asked of several groups.
pub(super) fn insights(site: Site, selection: &Selection) -> Dataset {
    let compared = compared(site);
    let asked = |audience: &AudienceId| {
        let mut insights = compared.iter().flat_map(|(_, insights)| insights);
        insights.any(|insight| insight.audience == *audience)
    };
    let series = audiences(site, selection, asked);
    let mut data = Vec::new();
    for (measure, insights) in &compared {
        for insight in insights {
            let place = series
                .iter()
                .position(|series| series.id == insight.audience.as_str());
            let Some(place) = place.filter(|place| series[*place].is_shown) else {
                continue;
            };
            data.push(Datum {
                measure: measure.label.to_string(),
                kpi: None,
                series: place,
                period: insight.period,
                unit: &insight.unit,
                reading: Reading::Published {
                    value: insight.value,
                    qualifier: insight.qualifier.unwrap_or_default(),
                },
                source: Some(&insight.source),
                note: insight.note.as_ref(),
                status: None,
            });
        }
    }
    let mut dataset = Dataset {
        subject: Subject::Insights,
        title: words::COMPARISON.to_owned(),
        finding: String::new(),
        description: words::COMPARISON_DESCRIPTION.to_owned(),
        series,
        data,
        since: None,
        sort: Sort::Given,
        group: Group::None,
    };
    dataset.finding = text::finding_of_comparison(
        &dataset
            .rows()
            .iter()
            .filter_map(|row| Some((row[0].measure.as_str(), difference(&dataset, row)?)))
            .collect::<Vec<_>>(),
    );
    dataset.sort_rows(selection.sort);
    dataset
}

/// The latest figure of every series of every KPI.
pub(super) fn scorecard(site: Site, selection: &Selection) -> Dataset {
    let bundle = site.bundle;
    let series = audiences(site, &Selection::default(), |audience| {
        let mut all = bundle
            .kpis
            .iter()
            .flat_map(|kpi| kpi.series.iter().map(move |series| (kpi, series)));
        all.any(|(kpi, series)| serves(kpi, series) == audience)
    });
    let mut data = Vec::new();
    let mut statuses = Vec::new();
    for kpi in &bundle.kpis {
        for source in &kpi.series {
            let status = status(kpi, source);
            statuses.push(status.clone());
            let audience = serves(kpi, source).as_str();
            let place = series.iter().position(|series| series.id == audience);
            let is_chosen = (selection.audience.is_empty() || selection.audience == audience)
                && (selection.status.is_empty() || selection.status == tone(status.verdict));
            let Some(place) = place.filter(|_| is_chosen) else {
                continue;
            };
            let latest = status.latest;
            let measure = if kpi.series.len() > 1 && source.audience.is_none() {
                format!("{}: {}", &*kpi.title, &*source.label)
            } else {
                kpi.title.to_string()
            };
            data.push(Datum {
                measure,
                kpi: Some(kpi),
                series: place,
                period: latest.map_or(Period::NotStated, |latest| latest.observation.period),
                unit: &kpi.unit,
                reading: match latest {
                    Some(latest) => Reading::Published {
                        value: latest.value,
                        qualifier: latest.qualifier,
                    },
                    None => Reading::Missing {
                        reason: text::status(&status, &kpi.unit),
                    },
                },
                source: latest.map(|latest| &latest.observation.source),
                note: latest.and_then(|latest| latest.observation.note.as_ref()),
                status: Some(status),
            });
        }
    }
    let mut dataset = Dataset {
        subject: Subject::Scorecard,
        title: words::SCORECARD.to_owned(),
        finding: text::tally(statuses.iter()),
        description: words::SCORECARD_DESCRIPTION.to_owned(),
        series,
        data,
        since: None,
        sort: Sort::Given,
        group: selection.group,
    };
    dataset.sort(selection.sort);
    dataset
}

/// The groups that a survey or a scorecard is about, in the bundle's order.
fn audiences(
    site: Site,
    selection: &Selection,
    is_asked: impl Fn(&AudienceId) -> bool,
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

/// Whom a series is about, or else whom its KPI serves first.
fn serves(kpi: &'static Kpi, series: &'static Series) -> &'static AudienceId {
    series.audience.as_ref().unwrap_or(&kpi.audiences[0])
}

/// The difference between the two groups of a measure: which is the higher, and by how
/// much. `None` where not exactly two are shown.
pub fn difference(dataset: &Dataset, row: &[&Datum]) -> Option<String> {
    let [a, b] = row else { return None };
    let label = |datum: &Datum| dataset.series[datum.series].label;
    Some(text::compared(
        (label(a), a.value()?),
        (label(b), b.value()?),
        a.unit,
        a.is_exact() && b.is_exact(),
    ))
}

impl Dataset {
    /// The figures of each measure together, in the order of the figures.
    pub fn rows(&self) -> Vec<Vec<&Datum>> {
        let mut rows: Vec<Vec<&Datum>> = Vec::new();
        for datum in &self.data {
            match rows.last_mut() {
                Some(row) if row[0].measure == datum.measure => row.push(datum),
                _ => rows.push(vec![datum]),
            }
        }
        rows
    }

    /// Orders measures, and keeps the figures of each together.
    fn sort_rows(&mut self, sort: Sort) {
        let mut rows: Vec<Vec<Datum>> = self
            .rows()
            .into_iter()
            .map(|row| row.into_iter().cloned().collect())
            .collect();
        let values = |row: &[Datum]| -> Vec<f64> {
            let values = row.iter().filter_map(Datum::value);
            values.map(Decimal::to_f64).collect()
        };
        let extreme = |row: &[Datum], pick: fn(f64, f64) -> f64| {
            values(row).into_iter().reduce(pick).unwrap_or_default()
        };
        let key = |row: &Vec<Datum>| match sort {
            Sort::Highest => -extreme(row, f64::max),
            Sort::Lowest => extreme(row, f64::min),
            Sort::Distance => extreme(row, f64::min) - extreme(row, f64::max),
            Sort::Given | Sort::Newest | Sort::Oldest | Sort::Status => 0.0,
        };
        rows.sort_by(|a, b| key(a).total_cmp(&key(b)));
        self.data = rows.into_iter().flatten().collect();
    }
}
