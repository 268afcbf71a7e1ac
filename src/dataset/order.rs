//! The order of figures.

use super::{Dataset, Datum, Sort, middle};
use crate::bundle::Decimal;
use crate::order::sort_by_number;
use crate::progress::{Outcome, Position, Verdict};

impl Dataset {
    /// Sorts the figures.
    pub(super) fn sort(&mut self, sort: Sort) {
        self.sort = sort;
        // Sorting is stable: equal figures keep their order.
        let value = |datum: &Datum| datum.value().map(|value| value.to_f64());
        let absent = f64::NEG_INFINITY;
        let key = |datum: &Datum| match sort {
            Sort::Given => 0.0,
            Sort::Newest => -middle(datum),
            // Figures without a date are last in any order.
            Sort::Oldest if middle(datum) == absent => f64::INFINITY,
            Sort::Oldest => middle(datum),
            Sort::Highest => -value(datum).unwrap_or(absent),
            Sort::Lowest => value(datum).unwrap_or(f64::INFINITY),
            Sort::Status => match datum.status.as_ref().map(|s| s.verdict) {
                Some(Verdict::Against(_, outcome)) => rank(outcome),
                Some(Verdict::Withdrawn) => 8.0,
                Some(Verdict::NoTarget) => 9.0,
                Some(Verdict::NoFigure | Verdict::NoDatedFigure | Verdict::NoneSince) | None => {
                    10.0
                }
            },
            Sort::Distance => -distance(datum).unwrap_or(absent),
        };
        self.sort_by(&key);
    }

    /// Brings the figures into the order of a key.
    pub(super) fn sort_by(&mut self, key: &dyn Fn(&Datum) -> f64) {
        sort_by_number(&mut self.data, key);
    }
}

/// The place of a verdict in the result strip: what is reached comes first, what has no figure
/// last but for what was given up.
pub(super) fn result_rank(verdict: Verdict) -> f64 {
    match verdict {
        Verdict::Against(_, outcome) => match outcome {
            Outcome::Met => 0.0,
            Outcome::MetEarly => 1.0,
            Outcome::MetLate => 2.0,
            Outcome::MetBefore => 3.0,
            Outcome::NotMet => 4.0,
            Outcome::NotYet => 5.0,
            Outcome::Unclear => 6.0,
            Outcome::NotMetBefore => 7.0,
        },
        Verdict::NoFigure | Verdict::NoDatedFigure | Verdict::NoneSince | Verdict::NoTarget => 8.0,
        Verdict::Withdrawn => 9.0,
    }
}

/// The place of a verdict among others: what is missed comes first, what is met last.
fn rank(outcome: Outcome) -> f64 {
    match outcome {
        Outcome::NotMet => 0.0,
        Outcome::NotMetBefore => 1.0,
        Outcome::Unclear => 2.0,
        Outcome::NotYet => 3.0,
        Outcome::MetBefore => 4.0,
        Outcome::MetLate => 5.0,
        Outcome::MetEarly => 6.0,
        Outcome::Met => 7.0,
    }
}

/// How far a figure is from its target, as a share of the target, because units differ:
/// distance / the nearer end of the goal. `None` without a figure or a target.
fn distance(datum: &Datum) -> Option<f64> {
    let status = datum.status.as_ref()?;
    let Verdict::Against(position, _) = status.verdict else {
        return None;
    };
    let (low, high) = status.target?.goal.bounds();
    let (by, end) = match position {
        Position::Above(by) => (by, high),
        Position::Below(by) => (by, low),
        Position::Within => (Decimal::whole(0), high),
    };
    let (by, end) = (by.to_f64(), end.to_f64().abs());
    // Any distance from a target of zero is further than any other.
    Some(if by == 0.0 { 0.0 } else { by / end })
}
