//! What the words mean that the site uses of every government's figures (docs/verdicts.md).

use crate::bundle::Explained;

/// Those words, each with the code of the verdict whose shape it explains, or none, in the order
/// in which a reader meets them.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "met",
        "Reached",
        "The figure measured when the target was due, or the latest one if no due date is given, reaches it.",
    ),
    (
        "met-before",
        "Reached earlier, no final result",
        "An earlier figure reached the target. We found none for the due date itself.",
    ),
    (
        "met-early",
        "Reached early",
        "The figure reaches the target, and the target is not due yet.",
    ),
    (
        "met-late",
        "Reached, but measured after the deadline",
        "A later figure reaches the target. Whether it was reached in time, we do not know.",
    ),
    (
        "not-met",
        "Missed",
        "The figure measured at the due date, or afterwards, falls short of the target.",
    ),
    (
        "not-met-before",
        "Not reached earlier, no final result",
        "An earlier figure fell short. We found none for the due date itself.",
    ),
    (
        "not-yet",
        "Not reached yet",
        "The figure falls short, and there is still time. Where enough is known, we compare it with a steady pace from the starting figure to the target.",
    ),
    (
        "too-close",
        "Too close to call",
        "The figure is not exact enough to say on which side of the target it lies.",
    ),
    (
        "no-figure",
        "No figure found",
        "We found none that could decide. It does not mean zero, and it does not mean that the target was missed.",
    ),
    ("withdrawn", "Withdrawn", "The target was given up."),
    (
        "",
        "Target range, minimum, maximum",
        "A target can be a number, a range such as 75 to 80%, a minimum (70% or more) or a maximum (7 days or fewer). A range is reached at the end that is easier to reach; doing better than the range is no failure.",
    ),
    (
        "",
        "Percentage point",
        "The difference between two percentages: from 78% to 86% is 8 percentage points.",
    ),
    (
        "",
        "Provisional, estimated, revised, corrected, forecast",
        "What the source says of its figure. A provisional figure will be revised; an estimated one was worked out from others; a revised or corrected one replaces an earlier value; a forecast decides nothing.",
    ),
    (
        "",
        "Method changed",
        "From that date the method is different, so we do not compare figures on either side.",
    ),
];

/// Those words, each with its meaning.
pub fn guide() -> Vec<Explained> {
    let words = WORDS.iter().map(|(code, word, meaning)| Explained {
        code: (*code).to_owned(),
        word: (*word).to_owned(),
        meaning: (*meaning).to_owned(),
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::WORDS;
    use crate::progress::{Outcome, Position, Verdict};

    #[test]
    fn every_verdict_that_has_a_shape_is_explained_once() {
        let outcomes = Outcome::ALL.iter();
        let verdicts = outcomes.map(|outcome| Verdict::Against(Position::Within, *outcome));
        for verdict in verdicts.chain([Verdict::NoFigure, Verdict::Withdrawn]) {
            let code = verdict.code().expect("a code");
            let explained = WORDS.iter().filter(|(of, ..)| *of == code);
            assert_eq!(explained.count(), 1, "{code}");
        }
    }
}
