//! Mistakes and warnings in words, with their places.

use super::document::{Document, Part, Place, name};
use super::hints::hint;
use super::problem::{Problem, Severity};
use super::settle::{Settled, is_without_home};
use crate::bundle::{
    BundleError, Fault, MAX_DEPTH, MAX_VALUES, Mistake, Rule, Violation, Warning, slip,
};

/// A mistake as a problem.
pub fn mistake(settled: &Settled<'_>, document: &Document<'_>) -> Problem {
    let violation = settled.violation;
    if violation.fault == Fault::InFuture && settled.also.len() >= MANY {
        return published_too_early(settled, document);
    }
    let allowed = allowed(violation, document);
    let mut also: Vec<String> = settled.also.iter().map(|also| (*also).to_owned()).collect();
    if let Fault::OutOfRange { others, .. } = &violation.fault {
        let kpi = above(&violation.pointer, 2);
        also.extend(others.iter().map(|other| format!("{kpi}{other}")));
    }
    let also = also.iter();
    Problem {
        severity: Severity::Error,
        rule: Mistake::of(&violation.fault).name(),
        place: Some(place(violation, document)),
        described: Some(document.described(&violation.pointer)),
        pointer: Some(violation.pointer.clone()),
        message: message(violation, document),
        suggestion: hint(violation, &allowed, document),
        value: violation.value.clone(),
        allowed,
        also: also
            .map(|pointer| document.place(pointer, Part::Value))
            .collect(),
    }
}

/// The first parts of a JSON Pointer.
fn above(pointer: &str, parts: usize) -> &str {
    let end = pointer.match_indices('/').nth(parts);
    end.map_or(pointer, |(end, _)| &pointer[..end])
}

/// From how many figures of the future on, beside the first, the date of the bundle is the mistake.
const MANY: usize = 3;

fn published_too_early(settled: &Settled<'_>, document: &Document<'_>) -> Problem {
    let pointer = "/published";
    let all = [&*settled.violation.pointer]
        .into_iter()
        .chain(settled.also.iter().copied());
    let also: Vec<Place> = all
        .map(|figure| document.place(figure, Part::Value))
        .collect();
    Problem {
        severity: Severity::Error,
        rule: Mistake::InFuture.name(),
        place: Some(document.place(pointer, Part::Value)),
        described: Some(document.described(pointer)),
        pointer: Some(pointer.to_owned()),
        message: format!(
            "{} figures are of a time that had not begun when the bundle was published",
            also.len()
        ),
        value: document.string(pointer).map(|date| format!("\"{date}\"")),
        allowed: Vec::new(),
        suggestion: Some(
            "correct \"published\", or say that they are forecasts: \"status\": \"forecast\""
                .to_owned(),
        ),
        also,
    }
}

/// A warning as a problem.
pub fn warning(warning: &Warning, document: &Document<'_>) -> Problem {
    let pointer = &warning.place;
    Problem {
        severity: Severity::Warning,
        rule: warning.rule.name(),
        place: Some(document.place(pointer, Part::Value)),
        described: Some(document.described(pointer)),
        pointer: Some(pointer.clone()),
        message: warning.words.clone(),
        value: None,
        allowed: Vec::new(),
        suggestion: None,
        also: Vec::new(),
    }
}

/// A text that is no bundle at all, as a problem. `document` is made of it, as far as it can be
/// read, and `wrong_byte` is where that ends in a file which is not UTF-8.
pub fn no_bundle(error: &BundleError, document: &Document<'_>, wrong_byte: usize) -> Problem {
    let rule = Mistake::of_all(error).map_or("", Mistake::name);
    let mut problem = Problem {
        severity: Severity::Error,
        rule,
        place: None,
        described: None,
        pointer: None,
        message: error.to_string(),
        value: None,
        allowed: Vec::new(),
        suggestion: None,
        also: Vec::new(),
    };
    let at = |pointer: &str| Some(document.place(pointer, Part::Value));
    match error {
        BundleError::NotJson { reason } => match slip(document.text()) {
            Some(slip) => {
                let text = document.text();
                let words = match slip.advice {
                    _ if text.trim().is_empty() => "the file is empty".to_owned(),
                    _ if text.trim().starts_with('<') && !is_merge(text.trim()) => reason.clone(),
                    _ if is_merge(&text[slip.at..]) => {
                        "a mark of a merge stands here; keep one of the two versions".to_owned()
                    }
                    Some(advice) => advice.to_owned(),
                    None => plain(&slip.said),
                };
                problem.message = format!("this is not JSON: {words}");
                problem.place = Some(document.place_of(character(text, slip.at)));
            }
            // Cut within a character.
            None => problem.place = Some(document.place_of(wrong_byte..wrong_byte)),
        },
        BundleError::NotUtf8 { reason } => {
            // Of another kind of file the whole is wrong.
            let range = match reason.starts_with("line ") {
                true => character(document.text(), wrong_byte),
                false => 0..0,
            };
            problem.place = Some(document.place_of(range));
        }
        BundleError::TooDeep { pointer } => {
            problem.message = format!(
                "lists and objects may be nested {MAX_DEPTH} deep, and here they are nested deeper"
            );
            problem.place = at(pointer);
            problem.pointer = Some(pointer.clone());
        }
        BundleError::TooManyValues { pointer } => {
            let (thousands, rest) = (MAX_VALUES / 1_000, MAX_VALUES % 1_000);
            problem.message = format!(
                "a bundle may have at most {thousands},{rest:03} values; this is one too many"
            );
            problem.place = at(pointer);
            problem.described = Some(document.described(pointer));
            problem.pointer = Some(pointer.clone());
        }
        BundleError::NewerSchema { .. } => {
            problem.place = at("/schemaVersion");
            problem.pointer = Some("/schemaVersion".to_owned());
            problem.suggestion = Some(
                "get the newer program, or take the file that was written for this one".to_owned(),
            );
        }
        BundleError::TooLarge { .. } => {
            problem.suggestion = Some("leave out figures, initiatives or white space".to_owned());
        }
        BundleError::Invalid(_) => {}
    }
    problem
}

/// Whether a text begins with what Git writes where two versions of a file differ.
fn is_merge(text: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>"]
        .iter()
        .any(|mark| text.starts_with(mark))
}

/// What the JSON parser says, in words for people.
fn plain(said: &str) -> String {
    match said {
        "key must be a string" => "the name of a field is needed here, in double quotes",
        "expected value" => "a value is needed here",
        "trailing characters" => "the bundle has ended before this",
        "expected `:`" => "a colon is missing before this, behind the name of a field",
        "expected `,` or `}`" => "a comma, or }, is missing before this",
        "expected `,` or `]`" => "a comma, or ], is missing before this",
        said => said,
    }
    .to_owned()
}

/// The character at a place; none at the end.
fn character(text: &str, at: usize) -> std::ops::Range<usize> {
    let length = text[at..].chars().next().map_or(0, char::len_utf8);
    at..at + length
}

fn place(violation: &Violation, document: &Document<'_>) -> Place {
    let pointer = &violation.pointer;
    match &violation.fault {
        Fault::UnknownField { .. } | Fault::RepeatedField => document.place(pointer, Part::Name),
        Fault::BandUpsideDown => document.place(&format!("{pointer}/from"), Part::Value),
        // What is missing has a place if a null stands there.
        _ => document.place(pointer, Part::Value),
    }
}

/// The words, fields or ids that may stand in the place of a mistake.
fn allowed(violation: &Violation, document: &Document<'_>) -> Vec<String> {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match &violation.fault {
        Fault::UnknownField { allowed } | Fault::UnknownWord { allowed } => owned(allowed),
        Fault::NotExactlyOne { of } => owned(of),
        Fault::Malformed { .. } if is_rule_of_allowance(&violation.pointer) => {
            let rules = Rule::ALL.iter().filter(|rule| rule.can_be_allowed());
            rules.map(|rule| rule.name().to_owned()).collect()
        }
        Fault::Dangling { .. } if is_without_home(violation) => Vec::new(),
        Fault::Dangling { list } => match list.strip_prefix("the series of \"") {
            None if list.starts_with('/') => {
                let ids = document.ids(list).into_iter();
                ids.map(|(_, id)| id.to_owned()).collect()
            }
            // The parts of a wheel refer to those of its first ring by their titles.
            None => {
                let wheel = violation
                    .pointer
                    .split("/rings/")
                    .next()
                    .unwrap_or_default();
                let title = |part| document.string(&format!("{wheel}/rings/0/items/{part}/title"));
                (0..).map_while(title).map(str::to_owned).collect()
            }
            Some(kpi) => {
                let kpis = document.ids("/kpis");
                let kpi = kpis.iter().find(|(_, id)| *id == kpi.trim_end_matches('"'));
                let series = kpi.map(|(place, _)| format!("/kpis/{place}/series"));
                let ids = series.map(|list| document.ids(&list)).unwrap_or_default();
                ids.into_iter().map(|(_, id)| id.to_owned()).collect()
            }
        },
        _ => Vec::new(),
    }
}

fn is_rule_of_allowance(pointer: &str) -> bool {
    pointer.starts_with("/allow/") && pointer.ends_with("/rule")
}

/// What is wrong, in a sentence that needs no knowledge of JSON Pointers.
fn message(violation: &Violation, document: &Document<'_>) -> String {
    let pointer = &violation.pointer;
    let name = name(pointer);
    let value = violation.value.as_deref().unwrap_or_default();
    match &violation.fault {
        Fault::Missing => format!("the field \"{name}\" is missing; it is required here"),
        Fault::UnknownField { .. } => format!("there is no field \"{name}\" here"),
        Fault::RepeatedField => format!("the field \"{name}\" appears twice in one object"),
        Fault::WrongType { found, expected } => match *found {
            "a list" | "an object" => format!("{found} stands here; {expected} is needed"),
            _ => format!("{value} is {found}; {expected} is needed"),
        },
        Fault::UnknownWord { .. } => format!("{value} is none of the words that may stand here"),
        Fault::Dangling { .. } if is_without_home(violation) => {
            "no page has the id \"home\"; the page with this id is the first of the site".to_owned()
        }
        Fault::Dangling { list } => match list.strip_prefix('/') {
            Some("glossary") => {
                format!("the text links to a term that the glossary does not have: {value}")
            }
            Some(list) => format!("no entry of \"{list}\" has the id {value}"),
            None => format!("{value} is not among {list}"),
        },
        Fault::DuplicateId if pointer.contains("/formerly/") => {
            format!("the former id {value} is taken, as an id or a former id of another entry")
        }
        Fault::DuplicateId if pointer.ends_with("/id") => {
            format!("the id {value} is taken by another entry")
        }
        Fault::DuplicateId => {
            format!("{value} appears twice in this list; each id may appear once")
        }
        Fault::NotExactlyOne { of } => {
            let is_there = |field: &&&str| {
                let field = field.split(' ').next().unwrap_or_default();
                document.value(&format!("{pointer}/{field}")).is_some()
            };
            match of.iter().filter(is_there).count() {
                0 => "one of these fields is needed here".to_owned(),
                1 => "these fields cannot be combined, or one of a pair is missing".to_owned(),
                _ => "exactly one of these fields may stand here".to_owned(),
            }
        }
        Fault::OutOfRange { low, high, .. } => {
            format!("{value} is outside {low} to {high}, between which every share lies")
        }
        Fault::WholeTooSmall { value: part, .. } => format!(
            "{value} is smaller than {part}, which counts a part of it; the whole is the number of all"
        ),
        Fault::BandUpsideDown => {
            "the band is upside down: \"from\" has to be below \"to\"".to_owned()
        }
        fault @ Fault::BadLink { .. } => format!("this text {fault}"),
        fault if value.is_empty() => format!("\"{name}\" {fault}"),
        // The place is shown, and the words of the text with it.
        Fault::Malformed { expected } if value.chars().count() > 40 => {
            format!("this is not {expected}")
        }
        fault => format!("{value} {fault}"),
    }
}
