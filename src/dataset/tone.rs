//! What statuses come down to: target met, target missed, or neither.

use crate::progress::{Outcome, Verdict};
use crate::text::words;

/// The tones with their words, in the order of a scorecard grouped by them.
pub const TONES: [(&str, &str); 3] = [
    ("missed", words::MISSED),
    ("met", words::MET),
    ("none", words::UNDECIDED),
];

/// The name of a verdict's tone: "met", "missed" or "none".
pub fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Against(_, Outcome::Met) => "met",
        Verdict::Against(_, Outcome::NotMet) => "missed",
        Verdict::Against(_, Outcome::Unclear)
        | Verdict::NoFigure
        | Verdict::NoDatedFigure
        | Verdict::NoTarget => "none",
    }
}
