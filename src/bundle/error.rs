//! What can be wrong with a bundle.

use std::fmt;

use super::{MAX_BYTES, SCHEMA_VERSION};

/// Why a text is no bundle.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BundleError {
    /// The text is longer than any bundle may be; nothing of it was read.
    #[error("the bundle has {bytes} bytes; at most {MAX_BYTES} are allowed")]
    TooLarge {
        /// The text's length.
        bytes: usize,
    },
    /// The text is no JSON, or was cut short.
    #[error("the bundle is not JSON: {reason}")]
    NotJson {
        /// What the JSON parser says, with line and column.
        reason: String,
    },
    /// The bundle was written for a later version of this program.
    #[error(
        "the bundle has schema version {found}; this program reads version {SCHEMA_VERSION} and must be updated"
    )]
    NewerSchema {
        /// The bundle's schema version.
        found: u64,
    },
    /// The text is JSON, and breaks rules of the schema: all of them, in the order found.
    #[error("the bundle breaks {} rule(s) of its schema:\n{}", .0.len(), lines(.0))]
    Invalid(Vec<Violation>),
}

fn lines(violations: &[Violation]) -> String {
    let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// One broken rule: where, what stands there, and what is allowed.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    /// JSON Pointer (RFC 6901) to the value; empty for the whole document.
    pub pointer: String,
    /// The value there, shortened; `None` when there is none.
    pub value: Option<String>,
    /// The rule that it breaks.
    pub fault: Fault,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = if self.pointer.is_empty() {
            "(document)"
        } else {
            &self.pointer
        };
        let pointer = printable(pointer);
        match &self.value {
            Some(value) => write!(f, "{pointer}: {} {}", printable(value), self.fault),
            None => write!(f, "{pointer}: {}", self.fault),
        }
    }
}

/// The text with control characters replaced: a value must not forge further lines of a
/// message, nor steer a terminal.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}

/// A rule of the schema that a value can break. Each reads on from the value.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    /// A required field is not there.
    #[error("this field is required and missing")]
    Missing,
    /// The object has a field that the schema does not know.
    #[error("stands in a field that does not exist here; allowed fields: {}", .allowed.join(", "))]
    UnknownField {
        /// The fields that exist here.
        allowed: &'static [&'static str],
    },
    /// The JSON value is of another type.
    #[error("is {found}; {expected} is needed")]
    WrongType {
        /// The type that stands there.
        found: &'static str,
        /// The type that is needed.
        expected: &'static str,
    },
    /// The word is not of the list.
    #[error("is not one of: {}", .allowed.join(", "))]
    UnknownWord {
        /// The list.
        allowed: &'static [&'static str],
    },
    /// The value is not of the form that its field takes.
    #[error("is not {expected}")]
    Malformed {
        /// The form, with an example.
        expected: &'static str,
    },
    /// Exactly one of these fields has to be there.
    #[error("has to have exactly one of the fields: {}", .of.join(", "))]
    NotExactlyOne {
        /// The fields.
        of: &'static [&'static str],
    },
    /// A list is longer than allowed.
    #[error("has {found} items; at most {limit} are allowed")]
    TooManyItems {
        /// The list's length.
        found: usize,
        /// The most it may be.
        limit: usize,
    },
    /// A list that must not be empty is.
    #[error("is empty; at least one item is needed")]
    NoItems,
    /// An id stands twice in one list.
    #[error("stands twice in this list; each id may stand once")]
    DuplicateId,
    /// An id refers to nothing.
    #[error("refers to no entry of {list}")]
    Dangling {
        /// The list that should have it.
        list: String,
    },
    /// A number is outside its range.
    #[error("is outside {low} to {high}")]
    OutOfRange {
        /// The least allowed.
        low: i64,
        /// The greatest allowed.
        high: i64,
    },
    /// A band's lower end is not below its upper end.
    #[error("is a band upside down; \"from\" has to be below \"to\"")]
    BandUpsideDown,
    /// Two observations of one series are for the same period.
    #[error("is the period of an earlier observation in this series; each may stand once")]
    RepeatedPeriod,
    /// A span ends before it begins.
    #[error("ends before it begins")]
    EndsBeforeItBegins,
}
