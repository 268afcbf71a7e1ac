//! Which figures are missing.

use crate::bundle::{FigureStatus, Observation};

use super::status::{Outcome, Status, Verdict};

/// What is missing of a series for a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Any figure that could decide: there is none, or none with a date, or none from after the
    /// target was set.
    Any,
    /// The figure from when the target was due; another one decides.
    WhenDue,
    /// Figures later than the latest, which are known to exist. The target is decided without
    /// them, or there is none.
    Later,
}

/// What is missing of a status, if anything is.
pub fn missing(status: &Status<'_>) -> Option<Missing> {
    match status.verdict {
        Verdict::Withdrawn => None,
        Verdict::NoFigure | Verdict::NoDatedFigure | Verdict::NoneSince
            if status.target.is_some() =>
        {
            Some(Missing::Any)
        }
        Verdict::Against(_, Outcome::MetBefore | Outcome::NotMetBefore | Outcome::MetLate) => {
            Some(Missing::WhenDue)
        }
        _ => (!unread(status).is_empty()).then_some(Missing::Later),
    }
}

/// The later periods for which no figure was found, without those whose figure is withheld: they
/// are not missing.
pub fn unread<'a>(status: &Status<'a>) -> Vec<&'a Observation> {
    let mut unread = status.missing_since.clone();
    unread.retain(|of| of.status != Some(FigureStatus::Suppressed));
    unread
}
