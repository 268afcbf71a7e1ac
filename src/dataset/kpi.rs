//! The figures of one KPI.

use crate::bundle::{Bundle, Decimal, Figure, Id, Kpi, Observation, Qualifier, Series, SourceId};
use crate::progress::{Comparability, change, status, statuses};
use crate::site::Site;

use super::{
    DataSeries, Dataset, Datum, Finding, Group, LeftOut, Measure, Nothing, Reading, Reason,
    Selection, Sort, Span, Subject,
};

/// The figures of a KPI, the latest first; undated ones last.
pub(super) fn dataset(site: Site, kpi: &'static Kpi, selection: &Selection) -> Dataset {
    let looks = series_looks(site.bundle, kpi);
    let series: Vec<DataSeries> = kpi
        .series
        .iter()
        .enumerate()
        .map(|(index, series)| DataSeries {
            id: series.id.as_str(),
            label: &series.label,
            colour: looks[index],
            is_shown: !selection.hidden.iter().any(|id| id == series.id.as_str()),
        })
        .collect();
    let mut data = Vec::new();
    for (place, source) in kpi.series.iter().enumerate() {
        let statuses = statuses(kpi, source, site.bundle.published);
        let since = selection.since;
        let base = since.map(|year| base(source, year).ok_or(year));
        for observation in &source.observations {
            if !selection.holds(observation.period) {
                continue;
            }
            // The figure is compared with targets, not its change.
            let mut decided = statuses.clone();
            decided.retain(|status| {
                let judged = status.decisive.or(status.latest);
                base.is_none()
                    && judged.is_some_and(|judged| std::ptr::eq(judged.observation, observation))
            });
            let others = decided.split_off(decided.len().min(1));
            let reading = match base {
                Some(Ok(base)) => change_since(kpi, base, observation),
                Some(Err(year)) => without_base(year, &observation.figure),
                None => reading(&observation.figure),
            };
            data.push(Datum {
                measure: Measure::of(kpi),
                series: place,
                serves: &[],
                period: observation.period,
                unit: &kpi.unit,
                reading,
                observation: Some(observation),
                source: Some(&observation.source),
                note: observation.note.as_ref(),
                status: decided.pop(),
                others,
            });
        }
    }
    let mut dataset = Dataset {
        subject: Subject::Kpi(kpi),
        finding: Finding::Latest(kpi),
        series,
        data,
        since: selection.since,
        sort: Sort::Given,
        group: Group::None,
    };
    dataset.sort(Sort::Newest);
    dataset.finding = finding(kpi, &dataset, selection);
    match selection.sort {
        Sort::Given => dataset.sort = Sort::Given,
        chosen => dataset.sort(chosen),
    }
    dataset
}

/// How many looks of series there are: combinations of a colour, a marker and a line.
const LOOKS: usize = 64;

/// Looks this far apart have one colour (`crate::view`).
const SAME_COLOUR: usize = 4;

/// The index of the look of each of a KPI's series: its audience's, or else its own. No two
/// are the same: of several series of one audience, the others have its colour with another
/// marker and line.
pub fn series_looks(bundle: &Bundle, kpi: &Kpi) -> Vec<usize> {
    let mut looks: Vec<usize> = kpi.series.iter().map(|_| LOOKS).collect();
    for is_later in [false, true] {
        for (place, series) in kpi.series.iter().enumerate() {
            let (mut look, step) = match &series.audience {
                Some(audience) => (bundle.audience_index(audience), SAME_COLOUR),
                None => (place, 1),
            };
            // Those of audiences come first.
            if series.audience.is_none() != is_later {
                continue;
            }
            // There are more looks than a KPI may have series.
            look %= LOOKS;
            while looks.contains(&look) {
                look += step;
                if look >= LOOKS {
                    look = (look + 1) % LOOKS;
                }
            }
            looks[place] = look;
        }
    }
    looks
}

/// The finding of the figures shown.
fn finding(kpi: &'static Kpi, dataset: &Dataset, selection: &Selection) -> Finding {
    let is_whole = selection.hidden.is_empty()
        && selection.from.is_none()
        && selection.to.is_none()
        && selection.since.is_none();
    match &kpi.finding {
        _ if !is_whole => match nothing(kpi, dataset, selection) {
            Some(nothing) => Finding::Nothing(nothing),
            None => Finding::Spans(spans(kpi, dataset), left_out(dataset)),
        },
        Some(words) => Finding::Written(words),
        None => Finding::Latest(kpi),
    }
}

/// The first and the last figure shown of each series.
fn spans(kpi: &'static Kpi, dataset: &Dataset) -> Vec<Span> {
    let mut spans = Vec::new();
    for (place, series) in dataset.series.iter().enumerate() {
        let dated = dataset.dated(place);
        let mut published = dated.iter().filter(|datum| datum.is_found());
        let (Some(first), last) = (published.next(), published.next_back()) else {
            continue;
        };
        let shown = |datum: &Datum| (datum.reading, datum.period);
        spans.push(Span {
            label: series.label,
            unit: &kpi.unit,
            first: shown(first),
            last: last.map(|last| shown(last)),
        });
    }
    spans
}

/// Which of the choices leaves no figure, if none is left.
fn nothing(kpi: &'static Kpi, dataset: &Dataset, selection: &Selection) -> Option<Nothing> {
    if dataset.shown().any(|datum| datum.value().is_some()) {
        return None;
    }
    let is_published = |of: &&Observation| matches!(of.figure, Figure::Published { .. });
    let mut hidden = Vec::new();
    let mut years = Vec::new();
    let (mut has_figures, mut is_within) = (false, false);
    for (source, series) in kpi.series.iter().zip(&dataset.series) {
        let mut published = source.observations.iter().filter(is_published).peekable();
        if published.peek().is_none() {
            continue;
        }
        if !series.is_shown {
            hidden.push(series.label);
            continue;
        }
        has_figures = true;
        for observation in published {
            is_within |= selection.holds(observation.period);
            years.extend(observation.period.year());
        }
    }
    let (from, to) = (selection.from, selection.to);
    match (from, to, selection.since) {
        (Some(from), Some(to), _) if from > to => Some(Nothing::Reversed { from, to }),
        _ if !has_figures => (!hidden.is_empty()).then_some(Nothing::Hidden(hidden)),
        _ if !is_within => Some(Nothing::Years {
            from,
            to,
            known: years.iter().min().copied().zip(years.iter().max().copied()),
        }),
        // Of figures that cannot be compared, it is said which they are.
        (_, _, Some(year)) => {
            let mut data = dataset.shown();
            let no_base = Reading::Missing(Reason::NoBase(year));
            data.any(|datum| datum.reading == no_base)
                .then_some(Nothing::NoBase(year))
                .filter(|_| {
                    left_out(dataset)
                        .iter()
                        .all(|of| of.why == Reason::NoBase(year))
                })
        }
        (_, _, None) => None,
    }
}

/// The figures that have no change, series by series.
fn left_out(dataset: &Dataset) -> Vec<LeftOut> {
    let mut all: Vec<LeftOut> = Vec::new();
    for (place, series) in dataset.series.iter().enumerate() {
        let mut is_next = false;
        for datum in dataset.dated(place) {
            let Reading::Missing(why) = datum.reading else {
                is_next = false;
                continue;
            };
            if !why.is_of_change() {
                continue;
            }
            match all.last_mut() {
                Some(before) if is_next && before.why == why => before.last = datum.period,
                _ => all.push(LeftOut {
                    label: Some(series.label),
                    first: datum.period,
                    last: datum.period,
                    why,
                }),
            }
            is_next = true;
        }
    }
    // What is the same with all series is said once.
    let shown = dataset.series.iter().filter(|series| series.is_shown);
    let shown = shown.count();
    let mut merged: Vec<LeftOut> = Vec::new();
    for mut of in all.clone() {
        let is_same =
            |other: &&LeftOut| (other.first, other.last, other.why) == (of.first, of.last, of.why);
        if all.iter().filter(is_same).count() == shown {
            of.label = None;
        }
        if !merged.contains(&of) {
            merged.push(of);
        }
    }
    merged
}

fn reading(figure: &'static Figure) -> Reading {
    match figure {
        Figure::Published { value, qualifier } => Reading::Published {
            value: *value,
            qualifier: *qualifier,
        },
        Figure::NotPublished { reason } => Reading::Missing(Reason::NotPublished(reason)),
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

/// Why there is no change of a figure since a year without one.
fn without_base(year: u16, figure: &'static Figure) -> Reading {
    match figure {
        Figure::Published { .. } => Reading::Missing(Reason::NoBase(year)),
        Figure::NotPublished { .. } => reading(figure),
    }
}

/// The change of an observation since the base, or why there is none.
fn change_since(kpi: &Kpi, base: &Observation, observation: &'static Observation) -> Reading {
    if let Figure::NotPublished { reason } = &observation.figure {
        return Reading::Missing(Reason::NotPublished(reason));
    }
    let (earlier, later) = if observation.period.middle() < base.period.middle() {
        (observation, base)
    } else {
        (base, observation)
    };
    let Some(change) = change(kpi, earlier, later) else {
        return Reading::Missing(Reason::Undated);
    };
    if change.comparability != Comparability::Comparable {
        return Reading::Missing(Reason::NotComparable(change.comparability));
    }
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
        by: if std::ptr::eq(earlier, base) {
            change.by
        } else {
            Decimal::whole(0).minus(change.by)
        },
        since: base.period,
        is_exact: exactly(base) && exactly(observation),
    }
}

/// The sources of the latest figures of a KPI, or else of its targets.
pub fn latest_sources(site: Site, kpi: &'static Kpi) -> impl Iterator<Item = &'static SourceId> {
    kpi.series.iter().filter_map(move |series| {
        let status = status(kpi, series, site.bundle.published);
        let latest = status.latest.map(|latest| &latest.observation.source.id);
        latest.or(status.target.map(|target| &target.source.id))
    })
}
