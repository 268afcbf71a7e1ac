//! The figures of one KPI.

use crate::bundle::{Figure, Id, Kpi, Observation, Qualifier, Series, SourceId};
use crate::progress::{Comparability, change, status};
use crate::site::Site;
use crate::text;

use super::{DataSeries, Dataset, Datum, Group, Reading, Selection, Sort, Subject};

/// The figures of a KPI, the latest first; undated ones last.
pub(super) fn dataset(site: Site, kpi: &'static Kpi, selection: &Selection) -> Dataset {
    let series: Vec<DataSeries> = kpi
        .series
        .iter()
        .enumerate()
        .map(|(index, series)| DataSeries {
            id: series.id.as_str(),
            label: &series.label,
            colour: match &series.audience {
                Some(audience) => site.bundle.audience_index(audience),
                None => index,
            },
            is_shown: !selection.hidden.iter().any(|id| id == series.id.as_str()),
        })
        .collect();
    let mut data = Vec::new();
    for (place, source) in kpi.series.iter().enumerate() {
        if !series[place].is_shown {
            continue;
        }
        let status = status(kpi, source);
        let base = selection.since.map(|year| base(source, year));
        for observation in &source.observations {
            if !selection.holds(observation.period) {
                continue;
            }
            let is_latest = status
                .latest
                .is_some_and(|latest| std::ptr::eq(latest.observation, observation));
            let reading = match base {
                Some(base) => change_since(kpi, base, observation),
                None => reading(&observation.figure),
            };
            data.push(Datum {
                measure: kpi.title.to_string(),
                kpi: Some(kpi),
                series: place,
                period: observation.period,
                unit: &kpi.unit,
                reading,
                source: Some(&observation.source),
                note: observation.note.as_ref(),
                // What is held against a target is the figure, not its change.
                status: (is_latest && base.is_none()).then(|| status.clone()),
            });
        }
    }
    let mut dataset = Dataset {
        subject: Subject::Kpi(kpi),
        title: kpi.title.to_string(),
        finding: String::new(),
        description: match &kpi.description {
            Some(words) => words.to_string(),
            None => text::chart_description(super::kind(kpi)).to_owned(),
        },
        series,
        data,
        since: selection.since,
        sort: Sort::Given,
        group: Group::None,
    };
    dataset.sort(Sort::Newest);
    dataset.finding = finding(kpi, &dataset, selection);
    match selection.sort {
        Sort::Given => {}
        chosen => dataset.sort(chosen),
    }
    dataset
}

/// What the figures shown say, as one sentence.
fn finding(kpi: &'static Kpi, dataset: &Dataset, selection: &Selection) -> String {
    let is_whole = selection.hidden.is_empty()
        && selection.from.is_none()
        && selection.to.is_none()
        && selection.since.is_none();
    if !is_whole {
        return text::finding_of_part(dataset_spans(dataset));
    }
    if let Some(words) = &kpi.finding {
        return words.to_string();
    }
    let statuses: Vec<_> = kpi
        .series
        .iter()
        .map(|series| (series, status(kpi, series)))
        .collect();
    text::finding(kpi, &statuses)
}

/// The first and the last figure shown of each series, in words.
fn dataset_spans(dataset: &Dataset) -> Vec<text::Span<'_>> {
    let mut spans = Vec::new();
    for (place, series) in dataset.series.iter().enumerate() {
        let dated = dataset.dated(place);
        let mut published = dated.iter().filter(|datum| datum.value().is_some());
        let (Some(first), last) = (published.next(), published.next_back()) else {
            continue;
        };
        let words = |datum: &Datum| (datum.words(), datum.period);
        spans.push(text::Span {
            label: series.label,
            first: words(first),
            last: last.map(|last| words(last)),
            is_change: dataset.since.is_some(),
        });
    }
    spans
}

fn reading(figure: &Figure) -> Reading {
    match figure {
        Figure::Published { value, qualifier } => Reading::Published {
            value: *value,
            qualifier: *qualifier,
        },
        Figure::NotPublished { reason } => Reading::Missing {
            reason: reason.to_string(),
        },
    }
}

/// The earliest figure of a year that changes are counted from.
fn base(series: &'static Series, year: u16) -> Option<&'static Observation> {
    let of_year = series.observations.iter().filter(|observation| {
        observation.period.year() == Some(year)
            && matches!(observation.figure, Figure::Published { .. })
    });
    of_year.min_by(|a, b| {
        let middle = |o: &Observation| o.period.middle().unwrap_or_default();
        middle(a).total_cmp(&middle(b))
    })
}

/// The change of an observation since the base, or why there is none.
fn change_since(kpi: &Kpi, base: Option<&Observation>, observation: &Observation) -> Reading {
    let missing = |reason: String| Reading::Missing { reason };
    let Some(base) = base else {
        return missing(text::words::NO_BASE.to_owned());
    };
    if let Figure::NotPublished { reason } = &observation.figure {
        return missing(reason.to_string());
    }
    let (earlier, later) = if observation.period.middle() < base.period.middle() {
        (observation, base)
    } else {
        (base, observation)
    };
    match change(kpi, earlier, later) {
        None => missing(text::period(observation.period)),
        Some(change) => match change.comparability {
            why @ (Comparability::OtherUnit
            | Comparability::OtherMeasure
            | Comparability::Undated
            | Comparability::BrokenAt(_)) => missing(text::not_comparable(why)),
            Comparability::Comparable => {
                let forward = std::ptr::eq(earlier, base);
                let zero = crate::bundle::Decimal::whole(0);
                let exactly = |o: &Observation| {
                    matches!(
                        o.figure,
                        Figure::Published {
                            qualifier: Qualifier::Exactly,
                            ..
                        }
                    )
                };
                Reading::Change {
                    by: if forward {
                        change.by
                    } else {
                        zero.minus(change.by)
                    },
                    since: base.period,
                    is_exact: exactly(base) && exactly(observation),
                }
            }
        },
    }
}

/// Where the latest figures of a KPI were read, or else its targets.
pub fn latest_sources(kpi: &'static Kpi) -> impl Iterator<Item = &'static SourceId> {
    kpi.series.iter().filter_map(|series| {
        let status = status(kpi, series);
        let latest = status.latest.map(|latest| &latest.observation.source);
        latest.or(status.target.map(|target| &target.source))
    })
}
