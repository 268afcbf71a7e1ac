//! One mistake, one message: what only follows from another mistake is left out, and what has one
//! cause is reported once.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Document, name};
use super::nearest::nearest;
use crate::bundle::{Fault, HOME, Violation};

/// A mistake, and where the same is found again.
pub struct Settled<'v> {
    /// The mistake.
    pub violation: &'v Violation,
    /// JSON Pointers to the others.
    pub also: Vec<&'v str>,
}

/// The mistakes without those that follow from others.
pub fn settle<'v>(violations: &'v [Violation], document: &Document<'_>) -> Vec<Settled<'v>> {
    let mistyped = mistyped(violations, document);
    let unread = Unread::of(violations, &mistyped);
    let mut settled: Vec<Settled> = Vec::new();
    let mut seen: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for violation in violations {
        if follows(violation, &mistyped) || unread.explains(violation, document) {
            continue;
        }
        if let Some(cause) = cause(violation) {
            if let Some(first) = seen.get(&cause) {
                let first: &mut Settled = &mut settled[*first];
                first.also.push(&violation.pointer);
                continue;
            }
            seen.insert(cause, settled.len());
        }
        let also = Vec::new();
        settled.push(Settled { violation, also });
    }
    settled
}

/// What mistakes of one cause have in common.
fn cause(violation: &Violation) -> Option<(String, &str)> {
    match &violation.fault {
        Fault::Dangling { list } => Some((list.clone(), violation.value.as_deref()?)),
        Fault::InFuture => Some((String::new(), "in the future")),
        Fault::Malformed { expected } if needs_financial_year(expected) => {
            Some((String::new(), expected))
        }
        _ => None,
    }
}

fn needs_financial_year(expected: &str) -> bool {
    expected.contains("\"financialYear\"")
}

/// JSON Pointers to fields that are absent because another name stands in their place.
fn mistyped(violations: &[Violation], document: &Document<'_>) -> BTreeSet<String> {
    let mut fields = BTreeSet::new();
    for violation in violations {
        let Fault::UnknownField { allowed } = &violation.fault else {
            continue;
        };
        let Some((parent, _)) = violation.pointer.rsplit_once('/') else {
            continue;
        };
        let absent = allowed.iter().copied().filter(|field| {
            let field = document.value(&format!("{parent}/{field}"));
            field.is_none()
        });
        if let Some(meant) = nearest(&name(&violation.pointer), absent) {
            fields.insert(format!("{parent}/{meant}"));
        }
    }
    fields
}

/// Whether a mistake is that a field is absent which stands there under another name.
fn follows(violation: &Violation, mistyped: &BTreeSet<String>) -> bool {
    let pointer = &violation.pointer;
    match &violation.fault {
        Fault::Missing | Fault::NoItems | Fault::NoBaseline => mistyped.contains(pointer),
        Fault::NotExactlyOne { .. } | Fault::Malformed { .. } => {
            let below = format!("{pointer}/");
            let next = mistyped.range(below.clone()..).next();
            next.is_some_and(|field| {
                let field = field.strip_prefix(&below);
                field.is_some_and(|field| !field.contains('/'))
            })
        }
        _ => false,
    }
}

/// Lists of which an entry, or its id, could not be read: what refers to it is not the mistake.
struct Unread {
    /// Whole lists, or lists with an entry without an id.
    lists: BTreeSet<String>,
    /// Lists with an entry whose id appears twice or is none, and that id.
    ids: Vec<(String, String)>,
    /// Whether the financial year could not be read.
    financial_year: bool,
}

impl Unread {
    fn of(violations: &[Violation], mistyped: &BTreeSet<String>) -> Self {
        let mut unread = Unread {
            lists: BTreeSet::new(),
            ids: Vec::new(),
            financial_year: false,
        };
        let broken = violations.iter().filter(|violation| {
            let is_own = !matches!(violation.fault, Fault::Dangling { .. });
            is_own && !matches!(violation.fault, Fault::UnknownField { .. })
        });
        let broken = broken.map(|violation| (&violation.pointer, Some(violation)));
        let mistyped = mistyped.iter().map(|pointer| (pointer, None));
        for (pointer, violation) in broken.chain(mistyped) {
            unread.financial_year |= pointer.starts_with("/financialYear");
            let parts: Vec<&str> = pointer.split('/').skip(1).collect();
            // The list that has the entry, whichever it is nested in.
            let is_place = |part: &&str| part.parse::<usize>().is_ok();
            match &parts[..] {
                [.., list, place, "id"] if is_place(place) => {
                    let _ = list;
                    let list = parent(parent(pointer)).to_owned();
                    match violation.and_then(|violation| violation.value.clone()) {
                        Some(id) => unread.ids.push((list, id.trim_matches('"').to_owned())),
                        None => drop(unread.lists.insert(list)),
                    }
                }
                [.., _, place] if is_place(place) => {
                    unread.lists.insert(parent(pointer).to_owned());
                }
                [_] | [.., "series"] => {
                    unread.lists.insert(pointer.clone());
                }
                _ => {}
            }
        }
        unread
    }

    /// Whether a reference leads nowhere because of what could not be read.
    fn explains(&self, violation: &Violation, document: &Document<'_>) -> bool {
        let value = violation.value.as_deref().unwrap_or_default();
        let value = value.trim_matches('"');
        let list = match &violation.fault {
            Fault::Malformed { expected } => {
                return self.financial_year && needs_financial_year(expected);
            }
            Fault::Dangling { list } => match list.strip_prefix("the series of \"") {
                None => list.clone(),
                Some(kpi) => {
                    let kpi = kpi.trim_end_matches('"');
                    let kpis = document.ids("/kpis");
                    match kpis.iter().find(|(_, id)| *id == kpi) {
                        Some((place, _)) => format!("/kpis/{place}/series"),
                        None => return false,
                    }
                }
            },
            _ => return false,
        };
        if self.lists.contains(&list) {
            return true;
        }
        let mut own = self.ids.iter().filter(|(of, _)| *of == list).peekable();
        if own.peek().is_none() {
            return false;
        }
        // It may be the lost one, unless it is a slip for one that is there.
        let ids = document.ids(&list);
        let is_slip = nearest(value, ids.iter().map(|(_, id)| *id)).is_some();
        !is_slip || own.any(|(_, lost)| nearest(value, [&**lost]).is_some())
    }
}

fn parent(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// Whether there is no first page.
pub fn is_without_home(violation: &Violation) -> bool {
    violation.pointer == "/pages" && violation.value.as_deref() == Some(&*format!("\"{HOME}\""))
}
