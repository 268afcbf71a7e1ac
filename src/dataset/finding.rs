//! The finding of a chart: what its figures show.

use crate::bundle::{Decimal, Kpi, Period, Text, Unit};
use crate::progress::{Tally, Tone};

use super::measure::Measure;
use super::reading::{Reading, Reason};

/// What figures show, from which one sentence is made.
#[derive(Clone, Debug)]
pub enum Finding {
    /// The sentence that the bundle gives.
    Written(&'static Text),
    /// The status of each series of a KPI, for its latest figure.
    Latest(&'static Kpi),
    /// How the figures of a KPI that a reader has chosen change, series by series, and which of
    /// them have no change.
    Spans(Vec<Span>, Vec<LeftOut>),
    /// The difference between two groups, measure by measure.
    Differences(Vec<(Measure, Difference)>),
    /// How many targets are met.
    Tally(Tally),
    /// Nothing: a reader's choices leave no figure.
    Nothing(Nothing),
}

/// The part of a reader's choices that leaves no figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Nothing {
    /// The first year is later than the last.
    Reversed {
        /// The first.
        from: u16,
        /// The last.
        to: u16,
    },
    /// No figure is of the years chosen.
    Years {
        /// The first year chosen.
        from: Option<u16>,
        /// The last year chosen.
        to: Option<u16>,
        /// The first and the last year of which there are figures, if any has a date.
        known: Option<(u16, u16)>,
    },
    /// The series that have figures are hidden; these are their names, in order.
    Hidden(Vec<&'static str>),
    /// No series has a figure of the year that changes count from.
    NoBase(u16),
    /// No target serves the audience and has the status that are chosen.
    Filters {
        /// Whether an audience is chosen.
        audience: bool,
        /// The status chosen.
        status: Option<Tone>,
    },
}

/// Figures in a row that have no change.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The name of their series; `None` if it is the same with all that are shown.
    pub label: Option<&'static str>,
    /// The first period.
    pub first: Period,
    /// The last period, which may be the first.
    pub last: Period,
    /// Why.
    pub why: Reason,
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
