//! The tones of statuses, and how many statuses have each.

use crate::names::names;

use super::status::{Outcome, Status, Verdict};

names! {
    /// A verdict reduced to five cases: statuses are coloured, filtered and grouped by it, in
    /// this order.
    pub enum Tone {
        /// The target is missed.
        Missed = "missed",
        /// The target is not reached yet, and not due yet.
        Open = "open",
        /// The target is reached, or was before it was due.
        Met = "met",
        /// No figure decides it, or there is no target.
        Undecided = "none",
        /// The target was given up.
        Withdrawn = "withdrawn",
    }
}

impl Verdict {
    /// Its tone.
    pub fn tone(self) -> Tone {
        match self {
            Verdict::Against(_, outcome) => outcome.tone(),
            Verdict::NoFigure | Verdict::NoDatedFigure | Verdict::NoneSince | Verdict::NoTarget => {
                Tone::Undecided
            }
            Verdict::Withdrawn => Tone::Withdrawn,
        }
    }
}

impl Outcome {
    fn tone(self) -> Tone {
        match self {
            Outcome::Met | Outcome::MetBefore | Outcome::MetEarly | Outcome::MetLate => Tone::Met,
            Outcome::NotMet => Tone::Missed,
            Outcome::NotYet => Tone::Open,
            // What came of it was not found.
            Outcome::NotMetBefore | Outcome::Unclear => Tone::Undecided,
        }
    }
}

/// How many statuses with a target have each tone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The target is reached.
    pub met: usize,
    /// Of those, the ones that only an earlier figure shows to be.
    pub met_before: usize,
    /// Of those, the ones that only a figure from after the deadline shows to be.
    pub met_late: usize,
    /// The target is missed.
    pub missed: usize,
    /// Of those, the ones that only a figure from after the deadline shows to be.
    pub missed_late: usize,
    /// The target is not reached yet, and not due yet.
    pub open: usize,
    /// The figure is too near the number that decides.
    pub close: usize,
    /// No result was found.
    pub undecided: usize,
    /// Of those, the ones without any figure.
    pub without_figure: usize,
    /// Of those without a result, the ones of which an earlier figure fell short.
    pub fell_short: usize,
    /// The target was given up.
    pub withdrawn: usize,
}

impl Tally {
    /// Counts the statuses that have a target.
    pub fn of<'a>(statuses: impl Iterator<Item = &'a Status<'static>>) -> Self {
        let mut tally = Tally::default();
        statuses.for_each(|status| tally.add(status));
        tally
    }

    /// How many there are.
    pub fn all(self) -> usize {
        let Tally {
            met,
            missed,
            open,
            close,
            undecided,
            withdrawn,
            ..
        } = self;
        met + missed + open + close + undecided + withdrawn
    }

    /// Counts a status, if it has a target.
    pub fn add(&mut self, status: &Status<'_>) {
        if status.target.is_some() {
            match status.verdict {
                Verdict::NoFigure => self.without_figure += 1,
                Verdict::Against(_, Outcome::MetBefore) => self.met_before += 1,
                Verdict::Against(_, Outcome::MetLate) => self.met_late += 1,
                Verdict::Against(_, Outcome::NotMet) if !status.is_on_time() => {
                    self.missed_late += 1;
                }
                Verdict::Against(_, Outcome::NotMetBefore) => self.fell_short += 1,
                _ => {}
            }
            match status.verdict.tone() {
                Tone::Met => self.met += 1,
                Tone::Missed => self.missed += 1,
                Tone::Open => self.open += 1,
                Tone::Undecided => match status.verdict {
                    Verdict::Against(_, Outcome::Unclear) => self.close += 1,
                    _ => self.undecided += 1,
                },
                Tone::Withdrawn => self.withdrawn += 1,
            }
        }
    }
}
