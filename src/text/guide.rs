//! What the words mean that the site uses of every government's figures (docs/verdicts.md).

use crate::bundle::Explained;

/// Those words, in the order in which a reader meets them.
const WORDS: &[(&str, &str)] = &[
    (
        "Target",
        "What a government said that it would reach, and by when. We name the document that says so.",
    ),
    (
        "Target range",
        "A target with two ends, such as 75 to 80%. It is reached at the end that is easier to reach; doing better than the range is no failure.",
    ),
    (
        "Minimum, maximum",
        "A target with one end: 70% or more, 7 days or fewer.",
    ),
    (
        "Reached",
        "The figure measured when the target was due reaches it. “Reached in 2019” means that an earlier figure did, and that we found none for the due date; “early”, that the target is not due yet; “after the due date”, that the first figure to reach it is a later one.",
    ),
    (
        "Missed",
        "The figure measured when the target was due, or afterwards, falls short of it.",
    ),
    (
        "Not yet",
        "The figure falls short, and there is still time. Where enough is known, we compare it with a steady pace from the starting figure to the target.",
    ),
    (
        "Too close to call",
        "The figure is not exact enough to say on which side of the target it lies.",
    ),
    (
        "No figure",
        "We found none. It does not mean zero, and it does not mean that the target was missed.",
    ),
    ("Withdrawn", "The target was given up before it was due."),
    (
        "Percentage point",
        "The difference between two percentages. From 78% to 86% is 8 percentage points; it is also an increase of about 10%.",
    ),
    (
        "Provisional, estimated, revised, corrected, forecast",
        "What the source says of a figure. A provisional figure will be revised; an estimated one was worked out from others; a revised or corrected one replaces an earlier value; a forecast decides nothing.",
    ),
    (
        "Survey changed",
        "From that date the method is different, so we do not compare figures on either side.",
    ),
];

/// Those words, each with its meaning.
pub fn guide() -> Vec<Explained> {
    let words = WORDS.iter().map(|(word, meaning)| Explained {
        word: (*word).to_owned(),
        meaning: (*meaning).to_owned(),
    });
    words.collect()
}
