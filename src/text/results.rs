//! The words of the result strip: what a mark says of its target, and what a shape means.

use crate::bundle::{Period, Unit};
use crate::progress::{Outcome, Status, Verdict};

use super::values::{figure, goal, in_period, target_by};
use super::verdict::NO_DUE_DATE;

/// The title of the strip where it stands alone.
pub const RESULTS: &str = "Was each target reached?";
/// Names the marks for people who do not see them.
pub const MARKS: &str = "A mark for each target";
/// Says what the strip looks like.
pub const RESULTS_APPEARANCE: &str = "A mark for each target; its shape is the result.";
/// Follows a result that was measured too late.
const AFTER: &str = ", measured after the deadline";

/// What a verdict comes to, in a word or a few: "reached".
fn verb(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NoFigure | Verdict::NoDatedFigure | Verdict::NoneSince => "no figure",
        Verdict::NoTarget => "no target",
        Verdict::Withdrawn => "withdrawn",
        Verdict::Against(_, outcome) => match outcome {
            Outcome::Met | Outcome::MetBefore | Outcome::MetLate => "reached",
            Outcome::MetEarly => "reached early",
            Outcome::NotMet => "missed",
            Outcome::NotMetBefore => "not reached",
            Outcome::NotYet => "not reached yet",
            Outcome::Unclear => "too close to call",
        },
    }
}

/// What the figure cannot show: the final result, or whether the target was reached in time.
fn caveat(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Against(_, Outcome::MetBefore | Outcome::NotMetBefore) => ", no final result",
        Verdict::Against(_, Outcome::MetLate) => AFTER,
        _ => "",
    }
}

/// How many marks have the shape of a verdict, and what it means: "5 reached".
pub fn counted(count: usize, of: Verdict) -> String {
    let earlier = match of {
        Verdict::Against(_, Outcome::MetBefore | Outcome::NotMetBefore) => " earlier",
        _ => "",
    };
    format!("{count} {}{earlier}{}", verb(of), caveat(of))
}

/// Counts the targets without a figure: "10 targets without a figure".
pub fn without_figure(count: usize) -> String {
    match count {
        1 => "1 target without a figure".to_owned(),
        _ => format!("{count} targets without a figure"),
    }
}

/// A mark's name: "Services that offer e-payment: missed in 2023, 98% against 100%".
pub fn mark(title: &str, series: Option<&str>, status: &Status<'_>, unit: &Unit) -> String {
    let mut words = title.to_owned();
    if let Some(series) = series {
        words.push_str(", ");
        words.push_str(series);
    }
    words.push_str(": ");
    words.push_str(verb(status.verdict));
    match (status.decisive, status.target) {
        (Some(found), Some(target)) => {
            let observation = found.observation;
            for part in [
                &*in_period(observation.period),
                ", ",
                &figure(&observation.figure, unit),
                " against ",
                &goal(target.goal, unit),
            ] {
                words.push_str(part);
            }
            words.push_str(match status.verdict {
                Verdict::Against(_, Outcome::Met) if target.due == Period::NotStated => NO_DUE_DATE,
                Verdict::Against(_, Outcome::NotMet) if !status.is_on_time() => AFTER,
                verdict => caveat(verdict),
            });
        }
        (None, Some(target)) => {
            words.push_str("; target: ");
            words.push_str(&target_by(target, unit));
        }
        (_, None) => {}
    }
    words
}
