//! Bundles with mistakes: each is named with its place, and all of them together.
//!
//! Each test breaks the bundle of Norland, in memory. Places are looked up by id, so that new
//! content does not move them.

mod addresses;
mod command;
mod document;
mod figures;
mod form;
mod messages;
mod pages;
mod planted;
mod references;
mod statistics;
mod warnings;

use civic_scorecard::bundle::{Bundle, BundleError, Fault, Violations};
use serde_json::Value;

use crate::support::{self, norland_value};

/// The most items of a list, as the documentation of the bundle gives it.
const MAX_ITEMS: usize = 10_000;

/// What a violation has to be.
#[derive(Debug)]
enum Told {
    /// Exactly this fault.
    Is(Fault),
    /// Malformed, and the explanation has these words.
    Malformed(&'static str),
    /// An unknown field, and the explanation offers this one.
    UnknownField(&'static str),
}

impl Told {
    fn fits(&self, fault: &Fault) -> bool {
        match (self, fault) {
            (Told::Is(wanted), fault) => wanted == fault,
            (Told::Malformed(words), Fault::Malformed { expected }) => expected.contains(words),
            (Told::UnknownField(field), Fault::UnknownField { allowed }) => allowed.contains(field),
            _ => false,
        }
    }
}

fn dangling(list: &str) -> Told {
    Told::Is(Fault::Dangling { list: list.into() })
}

fn wrong_type(found: &'static str, expected: &'static str) -> Told {
    Told::Is(Fault::WrongType { found, expected })
}

fn parse(value: &Value) -> Result<Bundle, BundleError> {
    Bundle::parse(&value.to_string())
}

/// Everything that is told about a bundle with mistakes.
#[track_caller]
fn violations(value: &Value) -> Violations {
    match parse(value) {
        Err(BundleError::Invalid(violations)) => violations,
        other => panic!("the bundle should break rules, but gives {other:?}"),
    }
}

/// Fails unless just these mistakes are told, in any order.
#[track_caller]
fn tells(value: &Value, wanted: &[(&str, Told)]) {
    let mut found = violations(value).to_vec();
    for (pointer, told) in wanted {
        let at = found
            .iter()
            .position(|v| v.pointer == *pointer && told.fits(&v.fault));
        match at {
            Some(at) => drop(found.remove(at)),
            None => panic!("not told: {pointer} {told:?}; told: {found:#?}"),
        }
    }
    assert!(found.is_empty(), "told too much: {found:#?}");
}

/// The bundle of Norland with one value put in another's place, or added.
#[track_caller]
fn with(changes: &[(&str, Value)]) -> Value {
    let mut value = norland_value();
    for (pointer, new) in changes {
        put(&mut value, pointer, new.clone());
    }
    value
}

/// Puts a value at a pointer, whose parent has to be there.
#[track_caller]
fn put(value: &mut Value, pointer: &str, new: Value) {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer into something");
    match value.pointer_mut(parent) {
        Some(Value::Object(map)) => {
            map.insert(key.replace("~1", "/").replace("~0", "~"), new);
        }
        Some(Value::Array(items)) => {
            items[key.parse::<usize>().expect("an index")] = new;
        }
        other => panic!("{parent} is {other:?}"),
    }
}

#[track_caller]
fn take(value: &mut Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer into something");
    value
        .pointer_mut(parent)
        .and_then(Value::as_object_mut)
        .and_then(|map| map.remove(key))
        .unwrap_or_else(|| panic!("{pointer} is not there"))
}

/// The pointer of the entry of a list that is called `id`.
#[track_caller]
fn entry(list: &str, id: &str) -> String {
    let value = norland_value();
    let entries = value.pointer(list).and_then(Value::as_array).expect(list);
    let index = entries.iter().position(|entry| entry["id"] == id);
    format!(
        "{list}/{}",
        index.unwrap_or_else(|| panic!("no {id} in {list}"))
    )
}

/// The pointer of the first section of a kind that has `field`, not empty.
#[track_caller]
fn section(kind: &str, field: &str) -> String {
    let value = norland_value();
    for (page_index, page) in support::list(&value, "pages").iter().enumerate() {
        for (index, section) in support::list(page, "sections").iter().enumerate() {
            let has_field = match &section[field] {
                Value::Array(items) => !items.is_empty(),
                other => !other.is_null(),
            };
            if section["kind"] == kind && has_field {
                return format!("/pages/{page_index}/sections/{index}");
            }
        }
    }
    panic!("no section of kind {kind} has {field}");
}

fn zufriedenheit() -> String {
    entry("/kpis", "zufriedenheit")
}
