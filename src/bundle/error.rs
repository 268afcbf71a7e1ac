//! What can be wrong with a bundle.

use std::fmt;
use std::ops::Deref;

use super::characters::{code_point, is_control};
use super::limits::{MAX_BYTES, MAX_DEPTH, MAX_VALUES, MAX_VIOLATIONS, SCHEMA_VERSION};

/// Why a text is not a bundle.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BundleError {
    /// The text is longer than any bundle may be; none of it was read.
    #[error("the bundle has {bytes} bytes; at most {MAX_BYTES} are allowed")]
    TooLarge {
        /// The text's length.
        bytes: usize,
    },
    /// The bytes are not UTF-8 text.
    #[error("the bundle is not UTF-8 text: {reason}")]
    NotUtf8 {
        /// What they are, or which byte is wrong, and what would be right.
        reason: String,
    },
    /// The text is not JSON, or was cut short.
    #[error("the bundle is not JSON: {reason}")]
    NotJson {
        /// What it is instead, or what the JSON parser says, with line and column.
        reason: String,
    },
    /// Lists and objects are nested too deeply; nothing was read beyond that.
    #[error("{}: is too deep; lists and objects may be nested {MAX_DEPTH} deep", place(.pointer))]
    TooDeep {
        /// JSON Pointer to the first list or object that is too deep.
        pointer: String,
    },
    /// The text has more values than any bundle may; nothing was read beyond that.
    #[error("{}: is one value too many; the bundle may have {MAX_VALUES} in all", place(.pointer))]
    TooManyValues {
        /// JSON Pointer to the first value beyond the limit.
        pointer: String,
    },
    /// The bundle was written for a later version of this program.
    #[error(
        "the bundle has schema version {found}; this program reads version 1 to version {SCHEMA_VERSION} and must be updated"
    )]
    NewerSchema {
        /// The bundle's schema version.
        found: u64,
    },
    /// The text is JSON but breaks rules of the schema: all violations, in the order found.
    #[error("the bundle breaks {} rule(s) of its schema:\n{violations}", .0.len() + .0.more(), violations = .0)]
    Invalid(Violations),
}

/// The broken rules of one bundle: the first hundred, and how many more there are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Violations {
    told: Vec<Violation>,
    more: usize,
}

impl Violations {
    /// Adds one, or only counts it beyond the first hundred.
    pub fn push(&mut self, violation: Violation) {
        if self.told.len() < MAX_VIOLATIONS {
            self.told.push(violation);
        } else {
            self.more += 1;
        }
    }

    /// How many were found beyond those listed.
    pub fn more(&self) -> usize {
        self.more
    }
}

/// Those that are listed.
impl Deref for Violations {
    type Target = [Violation];

    fn deref(&self) -> &[Violation] {
        &self.told
    }
}

impl FromIterator<Violation> for Violations {
    fn from_iter<I: IntoIterator<Item = Violation>>(all: I) -> Self {
        let mut violations = Violations::default();
        all.into_iter().for_each(|one| violations.push(one));
        violations
    }
}

/// One a line.
impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.told.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{violation}")?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

/// One broken rule: where, what was found there, and what is allowed.
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
        let pointer = place(&self.pointer);
        match &self.value {
            Some(value) => write!(f, "{pointer}: {} {}", printable(value), self.fault),
            None => write!(f, "{pointer}: {}", self.fault),
        }
    }
}

/// A JSON Pointer as a message has it.
pub(super) fn place(pointer: &str) -> String {
    match pointer {
        "" => "(document)".to_owned(),
        _ => printable(pointer),
    }
}

/// The text with control characters replaced, and cut where it is long: a value or the name of
/// a field must not forge further lines of a message, control a terminal or fill a screen.
pub(super) fn printable(text: &str) -> String {
    const LENGTH: usize = 200;
    let mut out: String = text
        .chars()
        .take(LENGTH)
        .map(|c| if is_control(c) { '\u{fffd}' } else { c })
        .collect();
    if text.chars().nth(LENGTH).is_some() {
        out.push('…');
    }
    out
}

/// How many other values are out of range, and where the first of them are.
fn more(places: &[String]) -> String {
    const SHOWN: usize = 3;
    let Some(shown) = places.chunks(SHOWN).next() else {
        return String::new();
    };
    let dots = if places.len() > SHOWN { ", …" } else { "" };
    let (count, shown) = (places.len(), shown.join(", "));
    format!(", and so are {count} more of this KPI ({shown}{dots})")
}

/// A rule of the schema that a value can break. Each message continues the sentence that the
/// value begins.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    /// A required field is missing.
    #[error("this field is required and missing")]
    Missing,
    /// The object has a field that the schema does not know.
    #[error("stands in a field that does not exist here; allowed fields: {}", .allowed.join(", "))]
    UnknownField {
        /// The fields that exist here.
        allowed: &'static [&'static str],
    },
    /// The object has a field twice.
    #[error("is written twice in one object; each field may stand there once")]
    RepeatedField,
    /// The JSON value is of another type.
    #[error("is {found}; {expected} is needed")]
    WrongType {
        /// The type found there.
        found: &'static str,
        /// The type expected.
        expected: &'static str,
    },
    /// The word is not in the list.
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
    /// A text has a character that controls it, hides something or signals a loss.
    #[error("has {}, which {why}", code_point(*.found))]
    BadCharacter {
        /// The character.
        found: char,
        /// What is wrong with it, and what would be right.
        why: &'static str,
    },
    /// A text is invisible.
    #[error("has nothing that can be seen, only {found}; write words")]
    Invisible {
        /// Its code points.
        found: String,
    },
    /// Two labels of one list look the same but are not.
    #[error(
        "looks the same as another label of this list and has other characters; write both alike, or differently"
    )]
    SameLabel,
    /// Exactly one of these fields is required.
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
        /// The maximum.
        limit: usize,
    },
    /// A page or a KPI would show more than a browser draws at once.
    #[error(
        "shows {found} {what}; at most {limit} are allowed here, so give some of them a place of their own"
    )]
    TooMuch {
        /// What.
        what: &'static str,
        /// How many.
        found: usize,
        /// The maximum.
        limit: usize,
    },
    /// A list is empty that must not be.
    #[error("is empty; at least one item is needed")]
    NoItems,
    /// An id occurs twice in one list.
    #[error("appears twice in this list; each id may appear once")]
    DuplicateId,
    /// An id refers to nothing.
    #[error("refers to no entry of {list}")]
    Dangling {
        /// The list that should have it.
        list: String,
    },
    /// A percentage is outside its range, perhaps with others of its KPI.
    #[error(
        "is outside {low} to {high}, between which every share lies{}; a change, a balance or a \
         rate without bounds has the unit {{\"percent\": \"any\"}} in place of \"%\"",
        more(.others)
    )]
    OutOfRange {
        /// The least allowed.
        low: i64,
        /// The greatest allowed.
        high: i64,
        /// The places of the others, below their KPI.
        others: Vec<String>,
    },
    /// A whole is smaller than what counts a part of it.
    #[error(
        "is smaller than {value} at {place}, which counts a part of it; the whole is the number of \
         all"
    )]
    WholeTooSmall {
        /// The greatest value.
        value: String,
        /// Its place below the KPI.
        place: String,
    },
    /// Something happens to a target before it was set.
    #[error("is before \"{set}\", when the target was set; correct one of the two")]
    BeforeSet {
        /// When it was set.
        set: String,
    },
    /// A link in rich text leads to no allowed address.
    #[error("has a link to \"{}\", which is not {expected}", printable(.target))]
    BadLink {
        /// Where it leads.
        target: String,
        /// The form, with an example.
        expected: &'static str,
    },
    /// A band's lower end is not below its upper end.
    #[error("is a band upside down; \"from\" has to be below \"to\"")]
    BandUpsideDown,
    /// A figure is of a time after the bundle was published.
    #[error(
        "had not begun when the bundle was published; only a forecast can be of it: \"status\": \"forecast\""
    )]
    InFuture,
    /// A goal is given by its baseline, and there is none.
    #[error(
        "is needed by a goal of \"times\" or \"percentChange\": {{\"value\": …, \"period\": …, \"source\": …}}"
    )]
    NoBaseline,
    /// Two observations of one series are for the same period.
    #[error("is the period of an earlier observation in this series; each may stand once")]
    RepeatedPeriod,
    /// A span ends before it begins.
    #[error("ends before it begins")]
    EndsBeforeItBegins,
}
