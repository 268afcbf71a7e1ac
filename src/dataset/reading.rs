//! A figure as a chart shows it, or why there is none.

use crate::bundle::{Decimal, Period, Qualifier, Text};
use crate::progress::Comparability;

/// A figure, its change, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    /// The figure as published.
    Published {
        /// The number.
        value: Decimal,
        /// How exact it is.
        qualifier: Qualifier,
    },
    /// Its change since another.
    Change {
        /// Later minus earlier; percentage points for percentages.
        by: Decimal,
        /// The period of the other.
        since: Period,
        /// Whether both figures are exact.
        is_exact: bool,
    },
    /// There is none, for this reason.
    Missing(Reason),
}

/// Why there is no figure, or no change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// The source gives none; the bundle says why.
    NotPublished(&'static Text),
    /// The year that changes count from has no figure.
    NoBase(u16),
    /// A change needs two dates, and the figure's is not stated.
    Undated,
    /// The figure cannot be compared with the one that changes count from, for this reason.
    NotComparable(Comparability),
    /// No figure of the series is published.
    NoFigure,
    /// The published figures of the series have no dates.
    NoDatedFigure,
}

impl Reason {
    /// Whether there is a figure, or may be one, of which only the change is not known.
    pub fn is_of_change(&self) -> bool {
        matches!(
            self,
            Reason::NoBase(_) | Reason::Undated | Reason::NotComparable(_)
        )
    }
}
