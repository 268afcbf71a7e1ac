//! The tests' government has every form that the model knows. What it leaves out, no other
//! test would look at.
//!
//! What there is comes from the model itself: each place of the bundle is broken in turn, and
//! the parser's faults name the fields, words and types that may stand there. So a new field,
//! word or kind of section makes this fail until Norland has it.

use std::collections::{BTreeMap, BTreeSet};

use civic_scorecard::bundle::{
    Bundle, BundleError, Fault, Inline, Line, Period, SafeUrl, Violation,
};
use civic_scorecard::progress::{Outcome, Position, Status, Verdict, status};
use serde_json::{Map, Value, json};

use crate::support::places::{Place, places};
use crate::support::{NORLAND, SMALLEST};

/// What the parser says of a document with other values at some places.
fn faults_with_all(document: &Value, others: &[(&str, Value)]) -> Vec<Violation> {
    let mut changed = document.clone();
    for (pointer, other) in others {
        *changed.pointer_mut(pointer).expect("a place in it") = other.clone();
    }
    match Bundle::parse(&changed.to_string()) {
        Ok(_) => Vec::new(),
        Err(BundleError::Invalid(violations)) => violations.to_vec(),
        Err(other) => panic!("{others:?}: {other}"),
    }
}

/// What the parser says of a document with another value at a place.
fn faults_with(document: &Value, pointer: &str, other: Value) -> Vec<Violation> {
    faults_with_all(document, &[(pointer, other)])
}

/// The fault that stands at a place.
fn fault_at<'a>(violations: &'a [Violation], pointer: &str) -> Option<&'a Fault> {
    let mut violations = violations.iter();
    let found = violations.find(|violation| violation.pointer == pointer);
    found.map(|violation| &violation.fault)
}

/// The fields that an object may have.
fn fields(document: &Value, pointer: &str, object: &Map<String, Value>) -> Vec<&'static str> {
    let mut more = object.clone();
    more.insert("no such field".to_owned(), Value::Null);
    let faults = faults_with(document, pointer, Value::Object(more));
    match fault_at(&faults, &format!("{pointer}/no such field")) {
        Some(Fault::UnknownField { allowed }) => allowed.to_vec(),
        other => panic!("{pointer}: {other:?}"),
    }
}

/// Whether an object may go without a field: `None` where other values forbid it here.
fn is_optional(
    document: &Value,
    pointer: &str,
    object: &Map<String, Value>,
    field: &str,
) -> Option<bool> {
    let mut less = object.clone();
    less.remove(field);
    let faults = faults_with(document, pointer, Value::Object(less));
    if faults.is_empty() {
        return Some(true);
    }
    let missing = fault_at(&faults, &format!("{pointer}/{field}"));
    (missing == Some(&Fault::Missing)).then_some(false)
}

/// The name of a value's JSON type.
fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Whether a field says something.
fn says(value: Option<&Value>) -> bool {
    value.is_some_and(|value| !value.is_null() && *value != json!([]))
}

/// All that stands, anywhere in the given bundles, in places of each kind.
#[derive(Default)]
struct Seen {
    /// Pairs of a kind of object and a field that one of them has.
    present: BTreeSet<(String, String)>,
    /// Pairs of a kind of object and a field that one of them goes without.
    absent: BTreeSet<(String, String)>,
    /// Pairs of a kind of place and a word that stands in one.
    words: BTreeSet<(String, String)>,
    /// Pairs of a kind of place and the JSON type of a value there.
    types: BTreeSet<(String, &'static str)>,
}

impl Seen {
    fn add(&mut self, document: &Value) {
        let mut known = BTreeMap::new();
        for Place {
            pointer,
            kind,
            value,
        } in places(document)
        {
            self.types.insert((kind.clone(), type_of(value)));
            match value {
                Value::String(word) => {
                    self.words.insert((kind, word.clone()));
                }
                Value::Object(object) => {
                    let fields = known
                        .entry(kind.clone())
                        .or_insert_with(|| fields(document, &pointer, object));
                    for field in fields {
                        let says_it = says(object.get(*field));
                        let set = if says_it {
                            &mut self.present
                        } else {
                            &mut self.absent
                        };
                        set.insert((kind.clone(), (*field).to_owned()));
                    }
                }
                _ => {}
            }
        }
    }
}

#[test]
fn norland_has_each_field_word_and_type_of_the_model_and_goes_without_each_optional_field() {
    let norland: Value = serde_json::from_str(NORLAND).expect("JSON");
    let smallest: Value = serde_json::from_str(SMALLEST).expect("JSON");
    let mut seen = Seen::default();
    seen.add(&norland);
    let in_norland = seen.present.clone();
    // What stands only once in a bundle is there in Norland and not in the smallest bundle.
    seen.add(&smallest);

    let mut missing = BTreeSet::new();
    let mut first_of_kind = BTreeMap::new();
    let mut undecided = BTreeSet::new();
    let all = places(&norland);
    for place in &all {
        let Place { pointer, kind, .. } = place;
        let is_first = !first_of_kind.contains_key(kind);
        first_of_kind.entry(kind).or_insert(place);
        let Some(object) = place.value.as_object() else {
            continue;
        };
        let of_kind = match is_first {
            true => fields(&norland, pointer, object),
            false => Vec::new(),
        };
        for field in of_kind {
            let pair = (kind.clone(), field.to_owned());
            if !in_norland.contains(&pair) {
                missing.insert(format!("{kind} never has {field}"));
            } else if !seen.absent.contains(&pair) && !IS_LEFT_OUT.contains(&(kind, field)) {
                undecided.insert(pair);
            }
        }
        for field in object.keys() {
            let pair = (kind.clone(), field.clone());
            if !undecided.contains(&pair) {
                continue;
            }
            if let Some(is_optional) = is_optional(&norland, pointer, object, field) {
                undecided.remove(&pair);
                if is_optional {
                    missing.insert(format!("{kind} always has {field}"));
                }
            }
        }
    }
    assert!(first_of_kind.len() > 150, "{} kinds", first_of_kind.len());

    let is_alone = |place: &Place| {
        let is_held = place.value.is_object() || place.value.is_array();
        is_held || place.kind.ends_with("/kind")
    };
    let (alone, together): (Vec<&Place>, Vec<&Place>) = first_of_kind
        .into_values()
        .partition(|place| is_alone(place));
    // No more than the faults that are told of one bundle.
    let groups = alone.chunks(1).chain(together.chunks(40));
    for group in groups {
        for other in [
            json!("no such word"),
            json!({}),
            json!([]),
            json!(0.5),
            json!(true),
        ] {
            let others: Vec<(&str, Value)> = group
                .iter()
                .map(|place| (&*place.pointer, other.clone()))
                .collect();
            let faults = faults_with_all(&norland, &others);
            for Place { pointer, kind, .. } in group {
                match fault_at(&faults, pointer) {
                    Some(Fault::WrongType { .. }) => continue,
                    Some(Fault::UnknownWord { allowed }) => {
                        for word in *allowed {
                            if HAS_ONE.contains(&(kind, *word)) {
                                continue;
                            }
                            if !seen.words.contains(&(kind.clone(), (*word).to_owned())) {
                                missing.insert(format!("{kind} is never {word:?}"));
                            }
                        }
                    }
                    _ => {}
                }
                let of = type_of(&other);
                if !seen.types.contains(&(kind.clone(), of)) {
                    missing.insert(format!("{kind} is never {of}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "Norland lacks: {missing:#?}");
}

/// Small charts of nothing are valid, and their picture has no words that would describe it;
/// so Norland has none.
const IS_LEFT_OUT: [(&str, &str); 3] = [
    ("/pages/*/sections/*(multiples)", "kpis"),
    // A bundle has these once; tests of the parser leave them out.
    ("/financialYear", "namedAfter"),
    ("/site", "disclaimer"),
];

/// A bundle has one financial year, which is named in one way.
const HAS_ONE: [(&str, &str); 1] = [("/financialYear/namedAfter", "start")];

#[test]
fn the_smallest_bundle_has_nothing_that_it_could_go_without() {
    let smallest: Value = serde_json::from_str(SMALLEST).expect("JSON");
    assert!(Bundle::parse(SMALLEST).is_ok());
    for place in places(&smallest) {
        for field in place.value.as_object().into_iter().flat_map(Map::keys) {
            let object = place.value.as_object().expect("an object");
            let is_optional = is_optional(&smallest, &place.pointer, object, field);
            assert_ne!(is_optional, Some(true), "{}/{field}", place.pointer);
        }
    }
}

/// Names the variants of a type that stands as text in JSON, so that the parser cannot list
/// them. The match is complete: a new variant has to be named here, and then to be in Norland.
macro_rules! forms {
    ($name:ident of $type:ty { $($pattern:pat $(if $guard:expr)? => $form:literal),* $(,)? }) => {
        mod $name {
            use super::*;

            pub const ALL: &[&str] = &[$($form),*];

            pub fn of(value: &$type) -> &'static str {
                match value {
                    $($pattern $(if $guard)? => $form,)*
                }
            }
        }
    };
}

forms!(period of Period {
    Period::On(date) if date.day.is_some() => "a day",
    Period::On(date) if date.month.is_some() => "a month",
    Period::On(_) => "a year",
    Period::Span(..) => "a span",
    Period::Quarter(..) => "a quarter",
    Period::Financial(_) => "a financial year",
    Period::FinancialQuarter(..) => "a quarter of a financial year",
    Period::EndOf(_) => "the end of a year",
    Period::NotStated => "not stated",
});

forms!(address of SafeUrl {
    SafeUrl::External(address) if address.starts_with("mailto:") => "an address of mail",
    SafeUrl::External(address) if address.starts_with("tel:") => "a number of a telephone",
    SafeUrl::External(_) => "another site",
    SafeUrl::Internal(_) => "a path of the site",
    SafeUrl::Fragment(_) => "a fragment",
});

forms!(inline of Inline {
    Inline::Text(_) => "text",
    Inline::Emphasis(_) => "emphasis",
    Inline::Strong(_) => "strong emphasis",
    Inline::Link { .. } => "a link",
});

forms!(verdict of Verdict {
    Verdict::NoFigure => "no figure",
    Verdict::NoDatedFigure => "no dated figure",
    Verdict::NoTarget => "no target",
    Verdict::Withdrawn => "withdrawn",
    Verdict::NoneSince => "no figure since the target was set",
    Verdict::Against(_, Outcome::Met) => "met",
    Verdict::Against(_, Outcome::MetBefore) => "met before",
    Verdict::Against(_, Outcome::MetEarly) => "met early",
    Verdict::Against(_, Outcome::MetLate) => "met late",
    Verdict::Against(_, Outcome::NotMet) => "not met",
    Verdict::Against(_, Outcome::NotMetBefore) => "not met before",
    Verdict::Against(_, Outcome::NotYet) => "not yet",
    Verdict::Against(_, Outcome::Unclear) => "unclear",
});

forms!(position of Position {
    Position::Above(_) => "above",
    Position::Within => "within",
    Position::Below(_) => "below",
});

#[track_caller]
fn all_are_seen(all: &[&str], seen: impl Iterator<Item = &'static str>) {
    let seen: BTreeSet<&str> = seen.collect();
    let missing: Vec<&&str> = all.iter().filter(|form| !seen.contains(**form)).collect();
    assert!(missing.is_empty(), "Norland has no {missing:?}");
}

#[test]
fn norland_has_every_form_of_what_is_written_as_text() {
    let bundle = Bundle::parse(NORLAND).expect("a valid bundle");
    let series = || bundle.kpis.iter().flat_map(|kpi| &kpi.series);
    let observations = || series().flat_map(|series| &series.observations);
    all_are_seen(
        period::ALL,
        observations().map(|observation| period::of(&observation.period)),
    );
    // Each text that is rich, or that is an address, is one as text too.
    let document: Value = serde_json::from_str(NORLAND).expect("JSON");
    let texts: Vec<&str> = places(&document)
        .iter()
        .filter_map(|place| place.value.as_str())
        .collect();
    let lines: Vec<Line> = texts
        .iter()
        .filter_map(|text| Line::parse(text).ok())
        .collect();
    let pieces = || lines.iter().flat_map(Line::pieces);
    all_are_seen(inline::ALL, pieces().map(inline::of));
    let addresses: Vec<SafeUrl> = texts
        .iter()
        .filter_map(|text| SafeUrl::parse(text).ok())
        .collect();
    all_are_seen(address::ALL, addresses.iter().map(address::of));
}

#[test]
fn norland_has_a_series_of_every_status() {
    let bundle = Bundle::parse(NORLAND).expect("a valid bundle");
    let series = bundle.kpis.iter();
    let series = series.flat_map(|kpi| kpi.series.iter().map(move |series| (kpi, series)));
    let statuses: Vec<Status> = series
        .map(|(kpi, series)| status(kpi, series, bundle.published))
        .collect();
    let verdicts = statuses.iter().map(|status| status.verdict);
    all_are_seen(verdict::ALL, verdicts.clone().map(|one| verdict::of(&one)));
    let positions = verdicts.filter_map(|verdict| match verdict {
        Verdict::Against(found, _) => Some(position::of(&found)),
        _ => None,
    });
    all_are_seen(position::ALL, positions);
    // Also of another figure than the latest.
    assert!(statuses.iter().any(Status::is_of_earlier));
}
