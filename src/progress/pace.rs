//! Whether a series is on the way to reach its target in time.

use crate::bundle::{Decimal, Qualifier};

use super::status::{Edge, Outcome, Status, Verdict};
use super::to_target::{Progress, Start, progress};

/// How fast a series moves towards a target that is not due yet, against the straight line from
/// its baseline to its goal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace<'a> {
    /// The figure from which the line begins.
    pub baseline: Start<'a>,
    /// The value of the line at the middle of the figure's period, rounded to one digit more
    /// than the figures have.
    pub expected: Decimal,
    /// How far the figure is from it.
    pub standing: Standing,
    /// The change a year from the baseline to the figure, rounded likewise.
    pub so_far: Decimal,
    /// The change a year from the figure on that reaches the goal at the end of the period in
    /// which the target is due, rounded likewise.
    pub needed: Decimal,
}

/// On which side of the line a figure is. Distances are positive, in the KPI's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// Nearer to the goal, by this much.
    Ahead(Decimal),
    /// On it, as far as the figure is exact.
    On,
    /// Further from the goal, by this much.
    Behind(Decimal),
}

/// The least time between baseline and figure, in years: over less, the pace would be a guess.
const LEAST: f64 = 1.0;

/// The pace of a series towards its target: expected = baseline + (goal - baseline)
/// x (figure's time - baseline's) / (due - baseline's time), with times in the middle of periods
/// and the end of the one in which the target is due.
///
/// `None` where it would be a guess: unless the target is not reached and not due, both figures
/// are exact and comparable, there was a way to go, and at least a year lies between the two.
///
/// The straight line is what the UN Statistics Division's and Eurostat's assessments of progress
/// towards targets compare growth with. They compare rates, and grade them; this says how far
/// the figure is from the line, in its own unit.
pub fn pace<'a>(status: &Status<'a>) -> Option<Pace<'a>> {
    let Verdict::Against(_, Outcome::NotYet) = status.verdict else {
        return None;
    };
    let (figure, target) = status.decisive.zip(status.target)?;
    let Some(Progress::Covered {
        baseline,
        covered,
        whole,
        ..
    }) = progress(status)
    else {
        return None;
    };
    let exactly = Qualifier::Exactly;
    let is_exact = figure.qualifier == exactly && baseline.qualifier == exactly;
    let (from, at) = (
        baseline.period.middle()?,
        figure.observation.period.middle()?,
    );
    let (_, due) = target.due.bounds()?;
    if !is_exact || at - from < LEAST || due <= at {
        return None;
    }
    let digits = figure.value.digits().max(baseline.value.digits());
    let rounded = |value: f64| Decimal::rounded(value, (digits + 1).min(6));
    let share = (at - from) / (due - from);
    let expected = baseline.value.to_f64() + whole.to_f64() * share;
    let left = Edge::of(target.goal, status.kpi.better)
        .value
        .minus(figure.value);
    let by = Decimal::rounded(figure.value.to_f64() - expected, digits)?;
    let expected = rounded(expected)?;
    let interval = figure.observation.interval.as_ref();
    let is_within = interval.is_some_and(|i| i.low <= expected && expected <= i.high);
    let zero = Decimal::whole(0);
    let standing = if by == zero || is_within {
        Standing::On
    } else if (by > zero) == (whole > zero) {
        Standing::Ahead(by.abs())
    } else {
        Standing::Behind(by.abs())
    };
    Some(Pace {
        baseline,
        expected,
        standing,
        so_far: rounded(covered.to_f64() / (at - from))?,
        needed: rounded(left.to_f64() / (due - at))?,
    })
}
