//! A status as a shape and words, never as colour alone.

use crate::bundle::Unit;
use crate::progress::{Outcome, Status, Verdict};
use crate::text;

use super::element::{Element, element};

/// The status of a series, such as "6 points above the target range. Reached in 2023".
pub fn status_words(status: &Status<'static>, unit: &Unit) -> Element {
    let mut words = element("span").text(text::status_sentence(status, unit));
    if let Some(outcome) = text::outcome(status) {
        let outcome = element("strong").class("outcome").text(outcome);
        words = words.text(". ").with(outcome);
    }
    element("span")
        .class("status")
        .class(status_class(status))
        .with(status_mark(status.verdict))
        .with(words)
}

/// The class that gives an element the colour of a status.
pub fn status_class(status: &Status<'_>) -> String {
    format!("status-{}", status.code().unwrap_or("none"))
}

/// A verdict's shape alone; words beside it say the same.
pub fn status_mark(verdict: Verdict) -> Element {
    element("svg")
        .class("status-shape")
        .set("viewBox", "0 0 16 16")
        .set("aria-hidden", "true")
        .with(element("path").set("d", status_shape(verdict)))
}

/// A verdict's shape, as a path within 16 by 16. No two codes have the same.
pub fn status_shape(verdict: Verdict) -> &'static str {
    match verdict {
        // A question mark.
        Verdict::NoFigure | Verdict::NoDatedFigure | Verdict::NoneSince => {
            "M3.2 5.6a4.8 4.6 0 1 1 7.2 4c-.8.5-1.1.8-1.1 1.5H6.7c0-1.9.8-2.8 2.1-3.6a2.1 2 0 1 0-3-1.9zM6.6 12.3h2.8V15H6.6z"
        }
        // A dash.
        Verdict::NoTarget => "M2 6.5h12v3H2z",
        // A ring, crossed out.
        Verdict::Withdrawn => {
            "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM3.5 8A4.5 4.5 0 0 1 10.4 4.2L4.2 10.4A4.5 4.5 0 0 1 3.5 8zM8 12.5a4.5 4.5 0 0 1-2.4-.7l6.2-6.2A4.5 4.5 0 0 1 8 12.5z"
        }
        Verdict::Against(_, outcome) => match outcome {
            // A tick on a disc.
            Outcome::Met => {
                "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM6.8 11.8 3.4 8.5 4.9 7 6.8 8.9 11.2 4.5 12.7 6z"
            }
            // A tick alone.
            Outcome::MetBefore => "M5.8 14 .8 9 3 6.8l2.8 2.8L13 2.4l2.2 2.2z",
            // Two arrows ahead.
            Outcome::MetEarly => "M1 2.5 8 8l-7 5.5zM8.5 2.5 15.5 8l-7 5.5z",
            // A clock.
            Outcome::MetLate => {
                "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3zM7 4.3h2v3.2l2.4 1.5-1 1.7L7 8.6z"
            }
            // A cross on a square.
            Outcome::NotMet => {
                "M1 1v14h14V1zM5 3.6l3 3 3-3L12.4 5l-3 3 3 3L11 12.4l-3-3-3 3L3.6 11l3-3-3-3z"
            }
            // A cross alone.
            Outcome::NotMetBefore => {
                "M3.8 1.6 8 5.8l4.2-4.2 2.2 2.2L10.2 8l4.2 4.2-2.2 2.2L8 10.2l-4.2 4.2-2.2-2.2L5.8 8 1.6 3.8z"
            }
            // An hourglass.
            Outcome::NotYet => "M2 1h12L9 8l5 7H2l5-7z",
            // Two bars of one length.
            Outcome::Unclear => "M1 3.5h14v3H1zM1 9.5h14v3H1z",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::status_shape;
    use crate::bundle::Decimal;
    use crate::progress::{Outcome, Position, Verdict};

    /// A verdict of each code.
    fn verdicts() -> Vec<Verdict> {
        let outcomes = Outcome::ALL.iter();
        let against =
            |outcome: &Outcome| Verdict::Against(Position::Below(Decimal::whole(1)), *outcome);
        outcomes
            .map(against)
            .chain([Verdict::NoFigure, Verdict::Withdrawn])
            .collect()
    }

    #[test]
    fn each_of_ten_codes_has_a_shape_and_colours_of_its_own() {
        let verdicts = verdicts();
        assert_eq!(verdicts.len(), 10);
        let sheet = include_str!("../../style/base.css");
        let tokens = include_str!("../../style/tokens.css");
        let mut colours = Vec::new();
        for (place, verdict) in verdicts.iter().enumerate() {
            let code = verdict.code().expect("a code");
            for other in &verdicts[..place] {
                assert_ne!(status_shape(*verdict), status_shape(*other), "{code}");
                assert_ne!(verdict.code(), other.code());
            }
            let rule = format!(".status-{code} {{ --status: var(--{code}); }}");
            assert!(sheet.contains(&rule), "style/base.css has no {rule}");
            let token = format!("--{code}: ");
            let of_code = tokens.split(&token).skip(1);
            let of_code: Vec<&str> = of_code.map(|rest| &rest[..7]).collect();
            assert_eq!(of_code.len(), 2, "{code} in both themes");
            colours.extend(of_code);
        }
        let all = colours.len();
        colours.sort_unstable();
        colours.dedup();
        assert_eq!(colours.len(), all, "no colour twice");
    }
}
