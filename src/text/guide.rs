//! What the words mean that the site uses of every government's figures (docs/verdicts.md).

use crate::bundle::Explained;

/// Those words, in the order in which a reader meets them.
const WORDS: &[(&str, &str)] = &[
    (
        "Target",
        "What a government said it would reach, and by when. We name the document that says so.",
    ),
    (
        "Target range",
        "A target with two ends, such as 75 to 80%. It is reached at the end that is easier to reach; doing better than the range is not a failure.",
    ),
    (
        "Minimum, maximum",
        "A target with one end: 70% or more, up to 7 days.",
    ),
    (
        "Reached",
        "The figure measured when the target was due reaches it. “No result found for 2023” means that an earlier figure did, and that we found none for the due date. “Early” means that the target is not due yet. “After the deadline” means that the figure is a later one, which cannot show whether the target was reached in time.",
    ),
    (
        "Missed",
        "The figure measured when the target was due, or afterwards, falls short of it.",
    ),
    (
        "Not reached yet",
        "The figure falls short, and there is still time. Where enough is known, we compare it with a steady pace from the starting figure to the target.",
    ),
    (
        "Too close to call",
        "The figure is not exact enough to say on which side of the target it lies.",
    ),
    (
        "No figure found",
        "The sources we read give none. It does not mean zero, and it does not mean that the target was missed.",
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
        "Method changed",
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
