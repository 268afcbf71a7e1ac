//! What a chart says of a part of it that a reader has chosen, or of choices that leave nothing.

use crate::bundle::Period;
use crate::dataset::{LeftOut, Nothing, Reading, Reason, Span};

use super::charts::{change_since, reading};
use super::values::{add_sentence, capitalise, in_period, period};
use super::{comparability, onward, words};

/// The most groups of which each is named.
const EACH: usize = 3;

/// One sentence about the part of a chart that a reader has chosen: "Citizens from 78% in 2018 to
/// 86% in 2019.", and one for each part of it that has no change. Series are named unless the
/// chart `is_one`.
pub fn of_spans(spans: &[Span], left_out: &[LeftOut], is_one: bool) -> String {
    let mut said = String::new();
    for span in spans {
        let figure = |(shown, _)| reading(shown, span.unit);
        let when = |(_, when)| in_period(when);
        if !said.is_empty() {
            said.push_str("; ");
        }
        if !is_one {
            said.push_str(span.label);
            said.push(' ');
        }
        // The last change is enough, because all count from one year.
        let words = match (span.first, span.last) {
            (_, Some(only @ (Reading::Change { .. }, _)))
            | (only @ (Reading::Change { .. }, _), None) => {
                [figure(only), ",".to_owned(), when(only)].concat()
            }
            (only, None) if is_one => [figure(only), when(only)].concat(),
            (only, None) => ["at ".to_owned(), figure(only), when(only)].concat(),
            (first, Some(last)) => {
                let (from, to) = (figure(first), figure(last));
                format!("from {from}{} to {to}{}", when(first), when(last))
            }
        };
        said.push_str(&words);
    }
    capitalise(&mut said);
    let mut add = |sentence: &str| match said.is_empty() {
        true => said.push_str(sentence),
        false => add_sentence(&mut said, sentence),
    };
    let (mut without_base, mut broken) = (Vec::new(), Vec::new());
    for of in left_out {
        let label = of.label.unwrap_or_default();
        match of.why {
            Reason::NoBase(year) => without_base.push((label, year)),
            why => broken.push(not_compared(label, of.first, of.last, why)),
        }
    }
    // More of them would not be read; the table has each.
    if broken.len() > EACH {
        broken = vec![words::SOME_LEFT_OUT.to_owned()];
    }
    broken.iter().for_each(|sentence| add(sentence));
    without_base.dedup();
    if let Some((_, year)) = without_base.first() {
        let labels: Vec<&str> = without_base.iter().map(|(label, _)| *label).collect();
        let groups = match labels.len() > EACH {
            true => onward::groups(labels.len()),
            false => labels.join(", "),
        };
        add(&format!("{groups}: no figure for {year} to compare with."));
    }
    if said.is_empty() {
        return words::NOTHING_DATED.to_owned();
    }
    if !said.ends_with('.') {
        said.push('.');
    }
    said
}

/// Why there is no change since a year.
pub fn no_base(year: u16) -> String {
    format!("There is no figure for {year} to compare with.")
}

/// Says that figures have no change: "2017 to 2019 (Citizens) are left out: the method changed in
/// Oct 2017." Without a label, where it is the same with all series.
pub fn not_compared(label: &str, first: Period, last: Period, why: Reason) -> String {
    let why = match why {
        Reason::NoBase(year) if !label.is_empty() => {
            return format!("{label}: no figure for {year} to compare with.");
        }
        Reason::NoBase(year) => return no_base(year),
        Reason::NotComparable(why) => comparability(why).unwrap_or_default(),
        _ => period(Period::NotStated),
    };
    let of = match label {
        "" => String::new(),
        label => format!(" ({label})"),
    };
    let verb = if first == last { "is" } else { "are" };
    format!(
        "{}{of} {verb} left out: {why}.",
        onward::from_to(first, last)
    )
}

/// Which part of a reader's choices leaves no figure, and what to choose instead.
pub fn nothing(nothing: &Nothing) -> String {
    match nothing {
        Nothing::Reversed { from, to } => format!(
            "“{} {from}” is later than “{} {to}”, so no year is left.",
            words::FROM,
            words::TO
        ),
        Nothing::Years { from, to, known } => {
            let years = match (from, to) {
                (Some(from), Some(to)) if from == to => from.to_string(),
                (Some(from), Some(to)) => format!("{from} to {to}"),
                (Some(from), None) => format!("{from} or later"),
                (_, to) => format!("{} or earlier", to.unwrap_or_default()),
            };
            let known = match known {
                None => "All figures are undated.".to_owned(),
                Some((first, last)) if first == last => format!("All figures are from {first}."),
                Some((first, last)) => format!("The figures are from {first} to {last}."),
            };
            format!("There is no figure from {years}. {known}")
        }
        Nothing::Hidden(labels) => {
            let groups = match &labels[..] {
                [only] => format!("“{only}”"),
                [one, other] => format!("“{one}” or “{other}”"),
                _ => "at least one group".to_owned(),
            };
            format!("All groups with figures are switched off. Switch on {groups}.")
        }
        Nothing::NoBase(year) => format!(
            "{} Choose another year than “{}”.",
            no_base(*year),
            change_since(&year.to_string())
        ),
        Nothing::Filters { audience, status } => {
            let (serves, state) = (words::SERVES, words::STATUS);
            let (fields, way) = match (audience, status) {
                (true, Some(_)) => (format!("“{serves}” and “{state}” together"), "one of them"),
                (true, None) => (format!("“{serves}”"), "it"),
                _ => (format!("“{state}”"), "it"),
            };
            format!("No target matches {fields}. Set {way} to “{}”.", words::ANY)
        }
    }
}
