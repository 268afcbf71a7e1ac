//! What charts say about the figures that a reader has chosen.

use crate::bundle::{Bundle, Decimal, Goal, Period, Qualifier, Unit};
use crate::dataset::{Format, Panel, Reading};
use crate::progress::{Comparability, Position};

use super::arithmetic::comparability;
use super::values::{date, distance, distance_how, period, qualified, qualifier, the_period};
use super::verdict::within;
use super::words;

/// A change: "up 13 points on Jul–Aug 2015", "unchanged from 2018".
pub fn changed(by: Decimal, is_exact: bool, since: Period, unit: &Unit) -> String {
    let about = if is_exact { "" } else { "about " };
    let (size, since) = (distance(by.abs(), unit), the_period(since));
    match by.cmp(&Decimal::whole(0)) {
        std::cmp::Ordering::Greater => format!("up {about}{size} on {since}"),
        std::cmp::Ordering::Less => format!("down {about}{size} on {since}"),
        std::cmp::Ordering::Equal => format!("unchanged from {since}"),
    }
}

/// A figure in words: "about 55%", "up 13 points on Jul–Aug 2015", "No figure".
pub fn reading(reading: Reading, unit: &Unit) -> String {
    match reading {
        Reading::Published { value, qualifier } => qualified(value, qualifier, unit),
        Reading::Change {
            by,
            since,
            is_exact,
        } => changed(by, is_exact, since, unit),
        Reading::Missing(_) => words::NO_FIGURE.to_owned(),
    }
}

/// A change as it is written beside its mark: "+13 points", "−2 points".
pub fn signed(by: Decimal, is_exact: bool, unit: &Unit) -> String {
    let about = if is_exact { "" } else { "about " };
    let sign = if by > Decimal::whole(0) { "+" } else { "" };
    format!("{about}{sign}{}", distance(by, unit))
}

/// Why there is no change between two figures.
pub fn not_comparable(why: Comparability) -> String {
    let why = comparability(why).unwrap_or_default();
    format!("Not comparable: {why}.")
}

/// The option that shows changes since a year.
pub fn change_since(year: &str) -> String {
    format!("Change since {year}")
}

/// How far a figure is from a goal: "about 4 points below", "equal to the target", "within the
/// target range".
pub fn position(
    position: Position,
    (value, how): (Decimal, Qualifier),
    goal: Goal,
    unit: &Unit,
) -> String {
    let away = |by, is_above| format!("{}{}", distance_how(how, is_above), distance(by, unit));
    match position {
        Position::Above(by) => format!("{} above", away(by, true)),
        Position::Below(by) => format!("{} below", away(by, false)),
        Position::Within => within(Some((value, how)), goal),
    }
}

/// The name of the row of a target.
pub fn target_set(when: Period) -> String {
    format!("Target set {}", period(when))
}

/// A count of a whole: "end of 2019: 20 of 20 ministries".
pub fn of_whole(when: Period, figure: Option<(Decimal, Qualifier)>, whole: &str) -> String {
    let when = period(when);
    match figure {
        Some((value, how)) => format!("{when}: {}{value} of {whole}", qualifier(how)),
        None => format!("{when}: {}", super::words::NO_FIGURE),
    }
}

/// Of when the figures of a reference are.
pub fn figures_as_of(bundle: &Bundle) -> String {
    let (when, revision) = (date(bundle.published), &*bundle.revision);
    format!("Figures as of {when}, revision {revision}")
}

/// A file was saved.
pub fn saved(name: &str) -> String {
    format!("Saved {name}")
}

/// The name of a panel.
pub fn panel(panel: Panel) -> &'static str {
    match panel {
        Panel::Chart => words::CHART,
        Panel::Table => words::AS_TABLE,
        Panel::Notes => words::NOTES_AND_SOURCES,
    }
}

/// What the button of a format does.
pub fn format(format: Format) -> &'static str {
    match format {
        Format::Csv => "Download CSV",
        Format::Json => "Download JSON",
        Format::Svg => "Download SVG",
        Format::Png => "Download PNG",
        Format::Image => "Copy image",
        Format::Link => "Copy link",
        Format::Text => "Copy as text",
        Format::Cite => "Copy citation",
        Format::Bibtex => "Copy BibTeX",
        Format::Share => "Share…",
        Format::Print => "Print",
    }
}
