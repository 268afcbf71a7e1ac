//! The finding of a chart: what its figures show.

use crate::bundle::{Decimal, Kpi, Period, Text, Unit};
use crate::progress::Tally;

use super::measure::Measure;
use super::reading::Reading;

/// What figures show, from which one sentence is made.
#[derive(Clone, Debug)]
pub enum Finding {
    /// The sentence that the bundle gives.
    Written(&'static Text),
    /// The status of each series of a KPI, for its latest figure.
    Latest(&'static Kpi),
    /// How the figures of a KPI that a reader has chosen change, series by series.
    Spans(Vec<Span>),
    /// The difference between two groups, measure by measure.
    Differences(Vec<(Measure, Difference)>),
    /// How many targets are met.
    Tally(Tally),
}

/// The first and the last figure shown of a series.
#[derive(Clone, Debug)]
pub struct Span {
    /// The series' name.
    pub label: &'static str,
    /// The unit of both as published.
    pub unit: &'static Unit,
    /// The first figure and its period.
    pub first: (Reading, Period),
    /// The last figure, if it is another one.
    pub last: Option<(Reading, Period)>,
}

/// The difference between two figures of one measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The name of the series with the higher figure; `None` where they are the same.
    pub higher: Option<&'static str>,
    /// By how much it is higher.
    pub by: Decimal,
    /// The unit of both.
    pub unit: &'static Unit,
    /// Whether both are exact.
    pub is_exact: bool,
}
