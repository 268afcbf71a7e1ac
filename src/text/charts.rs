//! What charts say of the figures that a reader has chosen.

use crate::bundle::{ChartKind, Decimal, Goal, Period, Qualifier, Unit};
use crate::progress::{Comparability, Position};

use super::arithmetic::comparability;
use super::values::{capitalise, distance, distance_how, goal_noun, period, qualifier};

/// A change: "up 13 points on Jul–Aug 2015", "the same as in 2018".
pub fn changed(by: Decimal, is_exact: bool, since: Period, unit: &Unit) -> String {
    let about = if is_exact { "" } else { "about " };
    let (size, since) = (distance(by.abs(), unit), period(since));
    match by.cmp(&Decimal::whole(0)) {
        std::cmp::Ordering::Greater => format!("up {about}{size} on {since}"),
        std::cmp::Ordering::Less => format!("down {about}{size} on {since}"),
        std::cmp::Ordering::Equal => format!("the same as in {since}"),
    }
}

/// A change as it stands beside its mark: "+13 points", "−2 points".
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

/// The first and the last figure shown of a series.
pub struct Span<'a> {
    /// The series' name.
    pub label: &'a str,
    /// The first figure in words, and its period.
    pub first: (String, Period),
    /// The last, where it is another.
    pub last: Option<(String, Period)>,
    /// Whether the figures are changes, of which the last says all.
    pub is_change: bool,
}

/// One sentence on the part of a chart that a reader has chosen.
pub fn finding_of_part(spans: Vec<Span<'_>>) -> String {
    let parts: Vec<String> = spans
        .into_iter()
        .map(|span| {
            let (figure, when) = span.first;
            match span.last {
                None => format!("{}: {figure} ({})", span.label, period(when)),
                Some((last, then)) if span.is_change => {
                    format!("{}: {last} ({})", span.label, period(then))
                }
                Some((last, then)) => format!(
                    "{}: from {figure} ({}) to {last} ({})",
                    span.label,
                    period(when),
                    period(then)
                ),
            }
        })
        .collect();
    if parts.is_empty() {
        return super::words::NOTHING_CHOSEN.to_owned();
    }
    let mut sentence = parts.join("; ");
    sentence.push('.');
    capitalise(&mut sentence);
    sentence
}

/// One sentence on measures, each with its difference: "Satisfied: no difference."
pub fn finding_of_comparison(rows: &[(&str, String)]) -> String {
    if rows.is_empty() {
        return super::words::NOTHING_CHOSEN.to_owned();
    }
    let parts: Vec<String> = rows
        .iter()
        .map(|(measure, difference)| format!("{measure}: {difference}"))
        .collect();
    format!("{}.", parts.join("; "))
}

/// The title of a chart, with the unit of its figures where they share one.
pub fn chart_title(title: &str, unit: Option<&Unit>) -> String {
    match unit {
        Some(Unit::Percent) => format!("{title} (%)"),
        Some(Unit::Named(unit)) => format!("{title} ({})", &*unit.many),
        None => title.to_owned(),
    }
}

/// The choice of showing changes since a year.
pub fn change_since(year: &str) -> String {
    format!("Change since {year}")
}

/// Why a series has no figure for some periods.
pub fn gap(series: &str, periods: &[String], reason: &str) -> String {
    let last = periods.last().map(String::as_str).unwrap_or_default();
    let when = match periods {
        [one] => one.clone(),
        [first, ..] => format!("{first} to {last}"),
        [] => String::new(),
    };
    format!("No figure, {series}, {when}: {reason}")
}

/// What a drawing leaves out: it shows so many of so many figures, the latest.
pub fn drawn_of(drawn: usize, all: usize) -> String {
    format!(
        "Only the latest {drawn} of {all} figures are drawn; the page’s table and downloads have all of them."
    )
}

/// How far a figure is from a goal: "about 4 points below", "on the target", "within the
/// band".
pub fn position(position: Position, how: Qualifier, goal: Goal, unit: &Unit) -> String {
    let away = |by, is_above| format!("{}{}", distance_how(how, is_above), distance(by, unit));
    match (position, goal) {
        (Position::Above(by), _) => format!("{} above", away(by, true)),
        (Position::Below(by), _) => format!("{} below", away(by, false)),
        (Position::Within, Goal::Band { .. }) => "within the band".to_owned(),
        (Position::Within, goal) => format!("on the {}", goal_noun(goal)),
    }
}

/// The name of the row in which a target stands.
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

/// A file was handed to the reader.
pub fn saved(name: &str) -> String {
    format!("Saved {name}")
}

/// What the drawing of a KPI looks like, for people who do not see it.
pub fn chart_description(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Trend => {
            "A line for each group over time, targets as bands or lines. Every figure is in the table."
        }
        ChartKind::Threshold => {
            "A row for each target and each figure, with the distance between them. Every figure is in the table."
        }
        ChartKind::Proportion => {
            "Each figure as a part of the whole. Every figure is in the table."
        }
        ChartKind::Comparison => {
            "A row for each group, with its first and its latest figure. Every figure is in the table."
        }
    }
}

/// A comparison of two figures of one measure: "Citizens about 2 points higher". `is_exact`
/// says whether both are.
pub fn compared(
    first: (&str, Decimal),
    second: (&str, Decimal),
    unit: &Unit,
    is_exact: bool,
) -> String {
    let by = first.1.minus(second.1);
    let about = if is_exact { "" } else { "about " };
    let size = distance(by.abs(), unit);
    match by.cmp(&Decimal::whole(0)) {
        std::cmp::Ordering::Greater => format!("{} {about}{size} higher", first.0),
        std::cmp::Ordering::Less => format!("{} {about}{size} higher", second.0),
        std::cmp::Ordering::Equal if is_exact => "No difference".to_owned(),
        std::cmp::Ordering::Equal => "About the same".to_owned(),
    }
}
