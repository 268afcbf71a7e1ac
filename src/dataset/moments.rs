//! The figures of a chart by time: what all series say at one time belongs together.

use super::{Dataset, Datum, middle};
use crate::order::sort_by_number;

/// What a chart has at one time, of series whose periods overlap, or in the span of several in a
/// row at which no series has a figure.
#[derive(Clone, Debug)]
pub struct Moment<'a> {
    /// The figures and gaps, in order of time, at one time in order of their series; at least one.
    pub data: Vec<&'a Datum>,
    /// Whether any of them is a figure. Where none is, all gaps in a row are one moment.
    pub has_figure: bool,
}

impl Moment<'_> {
    /// The places of its series, each once, in their order.
    pub fn series(&self) -> Vec<usize> {
        series_of(&self.data)
    }
}

/// The places of the series of data, each once, in their order.
pub fn series_of(data: &[&Datum]) -> Vec<usize> {
    let mut series: Vec<usize> = data.iter().map(|datum| datum.series).collect();
    series.sort_unstable();
    series.dedup();
    series
}

impl Dataset {
    /// The moments of the series that are shown, or of the one at the place `only`, in order of
    /// time, from the figures that `figures` returns for each.
    pub fn moments<'a>(
        &'a self,
        figures: fn(&'a Dataset, usize) -> Vec<&'a Datum>,
        only: Option<usize>,
    ) -> Vec<Moment<'a>> {
        let mut data = Vec::new();
        for (place, series) in self.series.iter().enumerate() {
            if series.is_shown && only.is_none_or(|only| only == place) {
                data.append(&mut figures(self, place));
            }
        }
        // Stable, so that the series of one time keep their order.
        sort_by_number(&mut data, &|datum| middle(datum));
        let mut moments: Vec<Moment<'a>> = Vec::new();
        let mut start = 0;
        while start < data.len() {
            let mut end = start + 1;
            while end < data.len() && is_with(&data[start..end], data[end]) {
                end += 1;
            }
            let at_once = &data[start..end];
            start = end;
            let has_figure = at_once.iter().any(|datum| datum.value().is_some());
            match moments.last_mut() {
                Some(before) if !has_figure && !before.has_figure => before.data.extend(at_once),
                _ => moments.push(Moment {
                    data: at_once.to_vec(),
                    has_figure,
                }),
            }
        }
        moments
    }
}

/// Whether a figure is of the time of others: of another series, and of a period that shares days
/// with one of theirs. Surveys of two groups are seldom made in the same weeks.
fn is_with(others: &[&Datum], datum: &Datum) -> bool {
    let mut is_near = false;
    for other in others {
        if other.series == datum.series {
            return false;
        }
        is_near |= match (other.period.bounds(), datum.period.bounds()) {
            (Some(one), Some(two)) => one.0 < two.1 && two.0 < one.1,
            _ => false,
        };
    }
    is_near
}
