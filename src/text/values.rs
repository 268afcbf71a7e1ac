//! Values in words: dates, figures with their units, goals.

use super::words;
use crate::bundle::{Date, Decimal, Figure, Goal, Period, Qualifier, Target, Unit};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A date: "2019", "May 2019", "28 May 2019".
pub fn date(date: Date) -> String {
    let month = |month: u8| MONTHS[usize::from(month - 1)];
    match (date.month, date.day) {
        (Some(m), Some(d)) => format!("{d} {} {}", month(m), date.year),
        (Some(m), None) => format!("{} {}", month(m), date.year),
        (None, _) => date.year.to_string(),
    }
}

/// A period: as a date, "Nov–Dec 2019", "Dec 2020–Feb 2021", "end of 2019".
pub fn period(value: Period) -> String {
    match value {
        Period::On(on) => date(on),
        Period::Span(from, to) => match (from.month, from.day, to.day) {
            (Some(month), None, None) if from.year == to.year => {
                format!("{}–{}", MONTHS[usize::from(month - 1)], date(to))
            }
            _ => format!("{}–{}", date(from), date(to)),
        },
        Period::EndOf(year) => format!("end of {year}"),
        Period::NotStated => "date not stated".to_owned(),
    }
}

/// A figure's unit, to be set smaller after it: "%", " working days".
pub fn unit_suffix(value: Decimal, unit: &Unit) -> String {
    let name = unit_name(value, unit);
    match unit {
        Unit::Percent => name.to_owned(),
        Unit::Named(_) => format!(" {name}"),
    }
}

/// The name of a figure's unit: "%", "working days".
pub fn unit_name(value: Decimal, unit: &Unit) -> &str {
    match unit {
        Unit::Percent => "%",
        Unit::Named(unit) if value.is_one() => &unit.one,
        Unit::Named(unit) => &unit.many,
    }
}

/// The word before an inexact figure: "about".
pub fn qualifier_word(qualifier: Qualifier) -> Option<&'static str> {
    match qualifier {
        Qualifier::Exactly => None,
        Qualifier::About => Some("about"),
        Qualifier::Over => Some("over"),
        Qualifier::Nearly => Some("nearly"),
    }
}

/// The word before an inexact figure, with a trailing space: "about ".
pub fn qualifier(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exactly => "",
        Qualifier::About => "about ",
        Qualifier::Over => "over ",
        Qualifier::Nearly => "nearly ",
    }
}

/// A value with its unit: "86%", "7 working days".
pub fn quantity(value: Decimal, unit: &Unit) -> String {
    format!("{value}{}", unit_suffix(value, unit))
}

/// A value with its qualifier and its unit: "about 55%".
pub fn qualified(value: Decimal, how: Qualifier, unit: &Unit) -> String {
    format!("{}{}", qualifier(how), quantity(value, unit))
}

/// A figure with its qualifier: "about 55%", or that there is none.
pub fn figure(figure: &Figure, unit: &Unit) -> String {
    match figure {
        Figure::Published {
            value,
            qualifier: how,
        } => qualified(*value, *how, unit),
        Figure::NotPublished { .. } => words::NO_FIGURE.to_owned(),
    }
}

/// A distance between two values: percentages differ by points.
pub fn distance(by: Decimal, unit: &Unit) -> String {
    match unit {
        Unit::Percent if by.is_one() => "1 point".to_owned(),
        Unit::Percent => format!("{by} points"),
        Unit::Named(_) => quantity(by, unit),
    }
}

/// A goal: "75–80%", "at least 70%", "at most 7 working days", "100%".
pub fn goal(goal: Goal, unit: &Unit) -> String {
    match goal {
        Goal::Number(value) => quantity(value, unit),
        Goal::AtLeast(value) => format!("at least {}", quantity(value, unit)),
        Goal::AtMost(value) => format!("at most {}", quantity(value, unit)),
        Goal::Band { from, to } => format!("{from}–{}", quantity(to, unit)),
    }
}

/// The noun for the goal in a sentence.
pub fn goal_noun(goal: Goal) -> &'static str {
    match goal {
        Goal::Number(_) => "target",
        Goal::AtLeast(_) => "floor",
        Goal::AtMost(_) => "ceiling",
        Goal::Band { .. } => "band",
    }
}

/// How exact the distance is from a figure to what it is above or below, with a trailing space.
/// "Nearly 60" is a little further from 70 than 60 is.
pub fn distance_how(how: Qualifier, is_above: bool) -> &'static str {
    match (how, is_above) {
        (Qualifier::Over, false) => "less than ",
        (Qualifier::Nearly, false) => "over ",
        (how, _) => qualifier(how),
    }
}

/// A target in one line: "75–80% by 2023".
pub fn target_by(target: &Target, unit: &Unit) -> String {
    format!("{} by {}", goal(target.goal, unit), period(target.due))
}

/// A target with its name: "Target: 75–80% by 2023".
pub fn target_line(target: &Target, unit: &Unit) -> String {
    format!("{}: {}", words::TARGET, target_by(target, unit))
}

/// Capitalises a sentence that was made by functions of this module. They begin with ASCII or
/// with a capitalised name; the tables for all of Unicode are 12 KB of wasm.
pub fn capitalise(sentence: &mut str) {
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
}

/// Appends a sentence to others, which may lack their last full stop.
pub fn add_sentence(sentences: &mut String, next: &str) {
    if !sentences.ends_with('.') {
        sentences.push('.');
    }
    sentences.push(' ');
    sentences.push_str(next);
}
