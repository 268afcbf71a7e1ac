//! Change between two observations of one series.

use crate::bundle::{Decimal, Figure, Kpi, Observation, Period};

/// By how much a figure changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Later minus earlier, in the KPI's unit; percentage points for percentages.
    pub by: Decimal,
    /// Whether the two figures may be compared at all.
    pub comparability: Comparability,
}

/// Whether two figures of a series may be compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Comparability {
    /// They were measured alike.
    Comparable,
    /// The way of measuring changed at this period, between the two.
    BrokenAt(Period),
}

/// The change from `earlier` to `later`, both of one series of `kpi`: later value -
/// earlier value. `None` unless both are published and dated.
pub fn change(kpi: &Kpi, earlier: &Observation, later: &Observation) -> Option<Change> {
    let (Figure::Published { value: from, .. }, Figure::Published { value: to, .. }) =
        (&earlier.figure, &later.figure)
    else {
        return None;
    };
    let (start, end) = (earlier.period.middle()?, later.period.middle()?);
    let broken = kpi.breaks.iter().find(|broken| {
        broken
            .at
            .bounds()
            .is_some_and(|(at, _)| start < at && at <= end)
    });
    Some(Change {
        by: to.minus(*from),
        comparability: match broken {
            Some(broken) => Comparability::BrokenAt(broken.at),
            None => Comparability::Comparable,
        },
    })
}
