//! Reading typed values out of JSON, collecting every mistake on the way.
//!
//! serde's derive stops at the first mistake, and a publisher with ten of them would need ten
//! rounds. This reader walks a parsed [`Value`] instead, continues after a mistake, and knows
//! the JSON Pointer of each. It also takes fewer bytes of wasm than derived visitors for some
//! thirty types.

use std::cell::{Cell, RefCell};

use serde_json::{Map, Value};

use super::error::{Fault, Violation, Violations};
use super::limits::MAX_ITEMS;

/// A type that can be read out of a bundle's JSON.
pub trait Read: Sized {
    /// Reads a value, or reports to `input` why that is impossible and returns `None`.
    fn read(input: &Input<'_>) -> Option<Self>;

    /// The value of a field of this type when the object does not have it. `None` means that
    /// the field is required.
    fn when_absent() -> Option<Self> {
        None
    }
}

/// A record whose values have to fit together. The rules are in `check.rs`, above the records.
pub trait Check {
    /// Reports to `input` what does not fit.
    fn check(&self, input: &Input<'_>);
}

/// Where in the document a value is (RFC 6901).
#[derive(Clone, Copy)]
pub enum Pointer<'a> {
    /// The whole document.
    Root,
    /// A field of an object.
    Key(&'a Pointer<'a>, &'a str),
    /// An item of a list.
    Index(&'a Pointer<'a>, usize),
}

impl Pointer<'_> {
    /// As a JSON Pointer.
    pub fn text(self) -> String {
        let mut pointer = String::new();
        self.write(&mut pointer);
        pointer
    }

    fn write(&self, out: &mut String) {
        match self {
            Pointer::Root => {}
            Pointer::Key(parent, key) => {
                parent.write(out);
                out.push('/');
                out.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Pointer::Index(parent, index) => {
                parent.write(out);
                out.push('/');
                out.push_str(&index.to_string());
            }
        }
    }
}

/// What is gathered while a document is read.
#[derive(Default)]
pub struct Context {
    /// The month with which the bundle's financial year begins, and whether it is named after
    /// the calendar year in which it ends; known once it is read.
    financial_year: Cell<Option<(u8, bool)>>,
    violations: RefCell<Violations>,
    defined: RefCell<Vec<Name>>,
    referred: RefCell<Vec<Name>>,
}

/// An id, the list of its entry, and where it was read.
struct Name {
    list: &'static str,
    id: String,
    pointer: String,
}

impl Context {
    /// All mistakes: those found while reading, then duplicate ids, then ids that refer to
    /// nothing. Where there are too many of the first to report, ids are not checked: a list
    /// that could not be read may not be among those reported.
    pub fn into_violations(self) -> Violations {
        let mut violations = self.violations.into_inner();
        if violations.more() > 0 {
            return violations;
        }
        // Where a list itself could not be read, no reference resolves, and that is not the
        // mistake.
        let unread: Vec<String> = violations
            .iter()
            .filter(|violation| violation.pointer.rfind('/') == Some(0))
            .map(|violation| violation.pointer.clone())
            .collect();
        // Sorted, because a hostile bundle has many; equal ones keep their order.
        let mut defined = self.defined.into_inner();
        defined.sort_by(Name::compare);
        for pair in defined.windows(2) {
            if pair[0].compare(&pair[1]).is_eq() {
                violations.push(pair[1].violation(Fault::DuplicateId));
            }
        }
        for name in self.referred.into_inner() {
            let is_read = !unread.iter().any(|list| list == name.list);
            if is_read
                && defined
                    .binary_search_by(|other| other.compare(&name))
                    .is_err()
            {
                let list = name.list.to_owned();
                violations.push(name.violation(Fault::Dangling { list }));
            }
        }
        violations
    }
}

impl Name {
    fn compare(&self, other: &Self) -> std::cmp::Ordering {
        (self.list, &self.id).cmp(&(other.list, &other.id))
    }

    fn violation(&self, fault: Fault) -> Violation {
        Violation {
            pointer: self.pointer.clone(),
            value: Some(format!("\"{}\"", self.id)),
            fault,
        }
    }
}

/// One JSON value, its place in the document, and what gathers mistakes.
pub struct Input<'a> {
    value: &'a Value,
    pointer: Pointer<'a>,
    context: &'a Context,
    /// The field that chose the variant, which the variant's own fields leave out.
    tag: Option<&'static str>,
}

impl<'a> Input<'a> {
    /// The whole document.
    pub fn root(value: &'a Value, context: &'a Context) -> Self {
        Input::at(value, Pointer::Root, context)
    }

    /// The value at `pointer`.
    pub fn at(value: &'a Value, pointer: Pointer<'a>, context: &'a Context) -> Self {
        Input {
            value,
            pointer,
            context,
            tag: None,
        }
    }

    /// The JSON Pointer to this place.
    fn pointer(&self) -> String {
        self.pointer.text()
    }

    /// The month with which the bundle's financial year begins, and whether it is named after
    /// the calendar year in which it ends, where the bundle states that before this place.
    pub fn financial_year(&self) -> Option<(u8, bool)> {
        self.context.financial_year.get()
    }

    /// States the bundle's financial year, for the periods that are read later.
    pub fn set_financial_year(&self, starts: u8, named_after_end: bool) {
        let year = (starts, named_after_end);
        self.context.financial_year.set(Some(year));
    }

    /// Records the id at this place: its own entry in `list` defines it, any other place refers
    /// to it.
    #[inline(never)]
    pub fn note_id(&self, list: &'static str, id: &str) {
        let pointer = self.pointer();
        let in_entry = pointer
            .strip_prefix(list)
            .and_then(|rest| rest.strip_suffix("/id"))
            .is_some_and(|index| index.len() > 1 && !index[1..].contains('/'));
        let names = if in_entry {
            &self.context.defined
        } else {
            &self.context.referred
        };
        names.borrow_mut().push(Name {
            list,
            id: id.to_owned(),
            pointer,
        });
    }

    /// Records a mistake at `path` below this place.
    #[inline(never)]
    pub fn add(&self, path: &str, value: Option<String>, fault: Fault) {
        let pointer = self.pointer() + path;
        self.context.violations.borrow_mut().push(Violation {
            pointer,
            value,
            fault,
        });
    }

    /// Records a mistake at this place. Returns `None`, so that a reader can end with it.
    pub fn reject<T>(&self, fault: Fault) -> Option<T> {
        let pointer = self.pointer();
        self.context.violations.borrow_mut().push(Violation {
            pointer,
            value: Some(excerpt(self.value)),
            fault,
        });
        None
    }

    fn wrong_type<T>(&self, expected: &'static str) -> Option<T> {
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.reject(Fault::WrongType { found, expected })
    }

    /// The text here.
    #[inline(never)]
    pub fn text(&self) -> Option<&'a str> {
        match self.value {
            Value::String(text) => Some(text),
            _ => self.wrong_type("text"),
        }
    }

    /// The number here.
    pub fn number(&self) -> Option<&'a serde_json::Number> {
        match self.value {
            Value::Number(number) => Some(number),
            _ => self.wrong_type("a number"),
        }
    }

    /// The list here.
    #[inline(never)]
    fn list(&self) -> Option<&'a [Value]> {
        match self.value {
            Value::Array(values) if values.len() > MAX_ITEMS => self.reject(Fault::TooManyItems {
                found: values.len(),
                limit: MAX_ITEMS,
            }),
            Value::Array(values) => Some(values),
            _ => self.wrong_type("a list"),
        }
    }

    /// Whether this is an object, for types that have more than one form.
    pub fn is_object(&self) -> bool {
        self.value.is_object()
    }

    /// Whether this is an object with a field of this name.
    pub fn has(&self, key: &str) -> bool {
        self.value.get(key).is_some()
    }

    /// The object here. Fields that are not in `allowed` are reported.
    #[inline(never)]
    pub fn object(&self, allowed: &'static [&'static str]) -> Option<Fields<'a, '_>> {
        let Value::Object(map) = self.value else {
            return self.wrong_type("an object");
        };
        for (key, value) in map {
            if !allowed.contains(&key.as_str()) && self.tag != Some(key) {
                self.child(Pointer::Key(&self.pointer, key), value)
                    .reject::<()>(Fault::UnknownField { allowed });
            }
        }
        Some(Fields { input: self, map })
    }

    /// The word under `tag` that says which variant the object here is, and the
    /// object as that variant reads it.
    pub fn tagged(
        &self,
        tag: &'static str,
        allowed: &'static [&'static str],
    ) -> Option<(&'a str, Input<'a>)> {
        let Value::Object(map) = self.value else {
            return self.wrong_type("an object");
        };
        let Some(value) = map.get(tag) else {
            return self.missing(tag);
        };
        let word = self.child(Pointer::Key(&self.pointer, tag), value);
        let Value::String(text) = value else {
            return word.wrong_type("text");
        };
        if !allowed.contains(&text.as_str()) {
            return word.reject(Fault::UnknownWord { allowed });
        }
        Some((
            text,
            Input {
                value: self.value,
                pointer: self.pointer,
                context: self.context,
                tag: Some(tag),
            },
        ))
    }

    #[inline(never)]
    fn item<'b>(&'b self, values: &'b [Value], index: usize) -> Input<'b> {
        self.child(Pointer::Index(&self.pointer, index), &values[index])
    }

    fn child<'b>(&'b self, pointer: Pointer<'b>, value: &'b Value) -> Input<'b> {
        Input::at(value, pointer, self.context)
    }

    #[inline(never)]
    fn missing<T>(&self, key: &str) -> Option<T> {
        let pointer = Pointer::Key(&self.pointer, key).text();
        self.context.violations.borrow_mut().push(Violation {
            pointer,
            value: None,
            fault: Fault::Missing,
        });
        None
    }
}

/// The fields of an object.
pub struct Fields<'a, 'i> {
    input: &'i Input<'i>,
    map: &'a Map<String, Value>,
}

impl Fields<'_, '_> {
    /// Reads one field. `null` counts as absent.
    pub fn read<T: Read>(&self, key: &'static str) -> Option<T> {
        match self.get(key) {
            Some(input) => T::read(&input),
            None => T::when_absent().or_else(|| self.input.missing(key)),
        }
    }

    /// What does not depend on the field's type is a function of its own, so that the wasm has
    /// it once and not for each type.
    #[inline(never)]
    fn get(&self, key: &'static str) -> Option<Input<'_>> {
        let value = self.map.get(key).filter(|value| !value.is_null())?;
        let pointer = Pointer::Key(&self.input.pointer, key);
        Some(self.input.child(pointer, value))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(input: &Input<'_>) -> Option<Self> {
        let values = input.list()?;
        let mut items = Vec::new();
        // Continues after a mistake, so that each item's mistakes are reported.
        for index in 0..values.len() {
            items.extend(T::read(&input.item(values, index)));
        }
        (items.len() == values.len()).then_some(items)
    }

    fn when_absent() -> Option<Self> {
        Some(Vec::new())
    }
}

impl<T: Read> Read for Option<T> {
    fn read(input: &Input<'_>) -> Option<Self> {
        T::read(input).map(Some)
    }

    fn when_absent() -> Option<Self> {
        Some(None)
    }
}

impl Read for bool {
    fn read(input: &Input<'_>) -> Option<Self> {
        match input.value {
            Value::Bool(value) => Some(*value),
            _ => input.wrong_type("true or false"),
        }
    }
}

/// The value in a few words, or as JSON when it is short.
fn excerpt(value: &Value) -> String {
    const LENGTH: usize = 60;
    match value {
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Object(map) => format!("an object of {} fields", map.len()),
        Value::Null => "null".to_owned(),
        Value::Bool(true) => "true".to_owned(),
        Value::Bool(false) => "false".to_owned(),
        Value::Number(number) => number.as_str().chars().take(LENGTH).collect(),
        Value::String(text) if text.chars().count() <= LENGTH => format!("\"{text}\""),
        Value::String(text) => format!("\"{}…\"", text.chars().take(LENGTH).collect::<String>()),
    }
}

/// Declares a struct together with how it is read: each field names its JSON key once, whether
/// it is required follows from its type ([`Read::when_absent`]), and any other key is an error.
/// `checked by` names a function that checks the whole record and reports what does not fit
/// together. Fields after a semicolon are not read: they are empty until something is worked
/// out from the others (`crate::content`).
macro_rules! record {
    (
        $(#[$($meta:tt)*])*
        pub struct $name:ident $(checked by $check:path)? {
            $( $(#[$($field_meta:tt)*])* $field:ident: $type:ty = $key:literal ),* $(,)?
            $( ; $( $(#[$made_meta:meta])* $made:ident: $made_type:ty ),* $(,)? )?
        }
    ) => {
        $(#[$($meta)*])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        pub struct $name {
            $( $(#[$($field_meta)*])* #[serde(rename = $key)] pub $field: $type, )*
            $( $( $(#[$made_meta])* #[serde(skip)] pub $made: $made_type, )* )?
        }

        $crate::bundle::pack::pack_fields!($name { $($field,)* $( $($made,)* )? });

        impl $crate::bundle::read::Read for $name {
            #[inline(never)]
            fn read(input: &$crate::bundle::read::Input<'_>) -> Option<Self> {
                let fields = input.object(&[$($key),*])?;
                // One match for all fields: a `?` for each would make the compiler write
                // out how to drop the fields before it, for each of them.
                match ($( fields.read($key), )*) {
                    ($( Some($field), )*) => {
                        let record = $name {
                            $( $field, )*
                            $( $( $made: Default::default(), )* )?
                        };
                        $( $check(&record, input); )?
                        Some(record)
                    }
                    _ => None,
                }
            }
        }

        #[cfg(not(target_arch = "wasm32"))]
        impl $crate::bundle::describe::Describe for $name {
            fn describe() -> $crate::bundle::describe::Description {
                use $crate::bundle::describe::{Describe, Description, Field, Shape, docs, prose};
                use $crate::bundle::read::Read;
                let fields = vec![$( Field {
                    key: $key,
                    docs: prose(docs!($([$($field_meta)*])*)),
                    is_optional: <$type as Read>::when_absent().is_some(),
                    of: <$type as Describe>::describe,
                } ),*];
                let docs = prose(docs!($([$($meta)*])*));
                Description::new(stringify!($name), &docs, Shape::Record(fields))
            }
        }
    };
}

/// Declares an enum of words, each with its spelling in JSON.
macro_rules! words {
    (
        $(#[$($meta:tt)*])*
        pub enum $name:ident {
            $( $(#[$($variant_meta:tt)*])* $variant:ident = $word:literal ),* $(,)?
        }
    ) => {
        $crate::names::names! {
            $(#[$($meta)*])*
            #[derive(serde::Serialize)]
            pub enum $name {
                $( $(#[$($variant_meta)*])* #[serde(rename = $word)] $variant = $word, )*
            }
        }

        impl $crate::bundle::pack::Pack for $name {
            fn pack(&self, out: &mut Vec<u8>) {
                out.push(*self as u8);
            }

            fn unpack(input: &mut $crate::bundle::pack::Unpacker<'_>) -> Self {
                Self::ALL[usize::from(input.byte())]
            }
        }

        impl $crate::bundle::read::Read for $name {
            #[inline(never)]
            fn read(input: &$crate::bundle::read::Input<'_>) -> Option<Self> {
                match input.text()? {
                    $( $word => Some($name::$variant), )*
                    _ => input.reject($crate::bundle::Fault::UnknownWord { allowed: &[$($word),*] }),
                }
            }
        }

        #[cfg(not(target_arch = "wasm32"))]
        impl $crate::bundle::describe::Describe for $name {
            fn describe() -> $crate::bundle::describe::Description {
                use $crate::bundle::describe::{Description, Shape, Word, docs, prose};
                let words = vec![$( Word {
                    word: $word,
                    docs: prose(docs!($([$($variant_meta)*])*)),
                } ),*];
                let docs = prose(docs!($([$($meta)*])*));
                Description::new(stringify!($name), &docs, Shape::Words(words))
            }
        }
    };
}

/// Declares an enum of records that are distinguished by the word in one field.
macro_rules! variants {
    (
        $(#[$($meta:tt)*])*
        pub enum $name:ident by $tag:literal {
            $( $(#[$($variant_meta:tt)*])* $variant:ident = $word:literal ),* $(,)?
        }
    ) => {
        $(#[$($meta)*])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[serde(tag = $tag)]
        pub enum $name {
            $( $(#[$($variant_meta)*])* #[serde(rename = $word)] $variant($variant), )*
        }

        /// The variants without their records.
        #[derive(Clone, Copy)]
        enum Kind {
            $( $variant, )*
        }

        impl $crate::bundle::pack::Pack for $name {
            fn pack(&self, out: &mut Vec<u8>) {
                match self {
                    $( $name::$variant(record) => {
                        out.push(Kind::$variant as u8);
                        record.pack(out);
                    } )*
                }
            }

            #[inline(never)]
            fn unpack(input: &mut $crate::bundle::pack::Unpacker<'_>) -> Self {
                const ALL: &[Kind] = &[$( Kind::$variant ),*];
                match ALL[usize::from(input.byte())] {
                    $( Kind::$variant => $name::$variant($crate::bundle::pack::Pack::unpack(input)), )*
                }
            }
        }

        impl $crate::bundle::read::Read for $name {
            #[inline(never)]
            fn read(input: &$crate::bundle::read::Input<'_>) -> Option<Self> {
                let (word, input) = input.tagged($tag, &[$($word),*])?;
                match word {
                    $( $word => $crate::bundle::read::Read::read(&input).map($name::$variant), )*
                    _ => None,
                }
            }
        }

        #[cfg(not(target_arch = "wasm32"))]
        impl $crate::bundle::describe::Describe for $name {
            fn describe() -> $crate::bundle::describe::Description {
                use $crate::bundle::describe::{Describe, Description, Shape, Word, docs, prose};
                let variants: Vec<(Word, fn() -> Description)> = vec![$( (
                    Word {
                        word: $word,
                        docs: prose(docs!($([$($variant_meta)*])*)),
                    },
                    <$variant as Describe>::describe,
                ) ),*];
                let docs = prose(docs!($([$($meta)*])*));
                Description::new(stringify!($name), &docs, Shape::Variants($tag, variants))
            }
        }
    };
}

pub(super) use {record, variants, words};
