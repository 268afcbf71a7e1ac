//! Which figures are missing.

use crate::bundle::{Date, FigureStatus, Observation, Period};

use super::status::{Latest, Outcome, Status, Verdict, has_ended};

/// What is missing of a series for a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Any figure that could decide: there is none, or none with a date, or none from after the
    /// target was set.
    Any,
    /// The figure from when the target was due; another one decides, or is too close to.
    WhenDue,
    /// Figures later than the latest, which are known to exist. The target is decided without
    /// them, or there is none.
    Later,
}

/// What is missing of a status on the day when the bundle was published, if anything is. A figure
/// that cannot exist yet is not, nor is one that is withheld.
pub fn missing(status: &Status<'_>, published: Date) -> Option<Missing> {
    let is_due = is_due(status, published);
    let has_unread = !unread(status).is_empty();
    let is_missing = match status.verdict {
        Verdict::Withdrawn => return None,
        _ if has_when_due(status, &is_withheld) => None,
        Verdict::NoFigure if status.target.is_some() => {
            (is_due || is_undated(status) || has_unread).then_some(Missing::Any)
        }
        Verdict::NoDatedFigure | Verdict::NoneSince => is_due.then_some(Missing::Any),
        Verdict::Against(
            _,
            Outcome::MetBefore
            | Outcome::NotMetBefore
            | Outcome::MetLate
            | Outcome::NotMet
            | Outcome::Unclear,
        ) if is_due && !has_when_due(status, &is_published) => Some(Missing::WhenDue),
        _ => None,
    };
    is_missing.or(has_unread.then_some(Missing::Later))
}

/// Whether a target was due when the bundle was published. One whose due date is not stated may
/// not be.
pub fn is_due(status: &Status<'_>, published: Date) -> bool {
    let target = status.target;
    target.is_some_and(|target| has_ended(target.due, published))
}

/// Whether a figure for a period shows how things were when a target was due.
pub fn answers(period: Period, due: Period) -> bool {
    let end = due.last_day();
    end.is_some() && period.first_day() <= end && period.last_day() >= end
}

/// The later periods for which no figure was found, without those whose figure is withheld: they
/// are not missing.
pub fn unread<'a>(status: &Status<'a>) -> Vec<&'a Observation> {
    since(status, false)
}

/// The later periods for which the figure is withheld.
pub fn withheld<'a>(status: &Status<'a>) -> Vec<&'a Observation> {
    since(status, true)
}

fn since<'a>(status: &Status<'a>, withheld: bool) -> Vec<&'a Observation> {
    let mut since = status.missing_since.clone();
    since.retain(|of| is_withheld(of) == withheld);
    since
}

/// The last figure from before the end of the period in which the target was due, and the first
/// from after it.
pub fn around<'a>(status: &Status<'a>) -> [Option<Latest<'a>>; 2] {
    let mut around: [Option<Latest<'a>>; 2] = [None, None];
    let due = status.target.and_then(|target| target.due.last_day());
    for figure in status.series.observations.iter().filter_map(Latest::of) {
        let days = |of: Latest<'_>| {
            let period = of.observation.period;
            (period.first_day(), period.last_day())
        };
        let (first, last) = days(figure);
        if first.is_none() || due.is_none() {
            continue;
        }
        let [before, after] = &mut around;
        if last < due && before.is_none_or(|other| days(other).1 < last) {
            *before = Some(figure);
        } else if first > due && after.is_none_or(|other| days(other).0 > first) {
            *after = Some(figure);
        }
    }
    around
}

fn is_undated(status: &Status<'_>) -> bool {
    let target = status.target;
    target.is_some_and(|target| target.due == Period::NotStated)
}

/// Whether there is such an observation from when the target was due.
fn has_when_due(status: &Status<'_>, is_such: &dyn Fn(&Observation) -> bool) -> bool {
    let Some(target) = status.target else {
        return false;
    };
    let mut observations = status.series.observations.iter();
    observations.any(|of| is_such(of) && answers(of.period, target.due))
}

fn is_withheld(observation: &Observation) -> bool {
    observation.status == Some(FigureStatus::Suppressed)
}

fn is_published(observation: &Observation) -> bool {
    Latest::of(observation).is_some()
}
