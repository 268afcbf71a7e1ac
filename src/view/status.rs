//! A status as a shape and words, never as colour alone.

use crate::bundle::Unit;
use crate::progress::{Position, Status, Verdict};
use crate::text;

use super::element::{Element, element};

/// The status of a series, such as "▲ 6 points above the band. Target met".
pub fn status_words(status: &Status<'static>, unit: &Unit) -> Element {
    let mut words = element("span").text(text::status_sentence(status, unit));
    if let Some(outcome) = text::outcome(status) {
        let outcome = element("strong").class("outcome").text(outcome);
        words = words.text(". ").with(outcome);
    }
    let shape = element("svg")
        .class("status-shape")
        .set("viewBox", "0 0 16 16")
        .set("aria-hidden", "true")
        .with(element("path").set("d", status_shape(status.verdict)));
    element("span")
        .class(format!("status status-{}", status.verdict.tone().name()))
        .with(shape)
        .with(words)
}

/// A verdict's shape, as a path within 16 by 16.
pub fn status_shape(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NoFigure | Verdict::NoDatedFigure | Verdict::NoneSince | Verdict::NoTarget => {
            NO_FIGURE
        }
        Verdict::Against(Position::Above(_), _) => UP,
        Verdict::Against(Position::Within, _) => WITHIN,
        Verdict::Against(Position::Below(_), _) => DOWN,
    }
}

const UP: &str = "M8 2 15 14H1z";
const DOWN: &str = "M8 14 1 2h14z";
const WITHIN: &str = "M2 2h12v12H2z";
/// A ring, drawn as two circles so that it is filled like the others.
const NO_FIGURE: &str =
    "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z";

#[cfg(test)]
mod tests {
    use crate::progress::Tone;

    #[test]
    fn the_style_sheet_knows_every_tone() {
        let sheet = include_str!("../../style/base.css");
        for tone in Tone::ALL {
            let rule = format!(".status-{} .status-shape {{", tone.name());
            assert!(
                sheet.contains(&rule),
                "style/base.css has no rule for {rule}"
            );
        }
    }
}
