//! From a bundle's text to JSON values, within limits.
//!
//! serde_json's own reading of a [`Value`] would keep the last of two fields of one name, would
//! name no limit except the depth of its own stack, and would make hundreds of megabytes of a
//! small text: `{}` and `[0]` take many times their text's length.

use std::cell::Cell;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::error::{BundleError, Fault};
use super::limits::{MAX_DEPTH, MAX_VALUES};
use super::read::{Context, Input, Pointer};
use super::slips;

/// The field by which serde_json marks the text of a number (feature `arbitrary_precision`).
const NUMBER: &str = "$serde_json::private::Number";

/// Reads the values of a text. Fields that occur twice in an object are reported to `context`,
/// and the last of them counts.
///
/// A byte order mark at the start is skipped (RFC 8259 allows that): browsers do so before a
/// script sees the text, and both have to read the same.
pub fn parse(json: &str, context: &Context) -> Result<Value, BundleError> {
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let reading = Reading {
        values: Cell::new(0),
        beyond: Cell::new(None),
        context,
    };
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let seed = Place {
        pointer: Pointer::Root,
        depth: 0,
        reading: &reading,
    };
    seed.deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| {
            let reason = slips::reason(json, &error);
            let beyond = reading.beyond.take();
            beyond.unwrap_or(BundleError::NotJson { reason })
        })
}

/// What is known of the text so far.
struct Reading<'a> {
    values: Cell<usize>,
    /// The limit that ended the reading.
    beyond: Cell<Option<BundleError>>,
    context: &'a Context,
}

/// Where the next value is.
#[derive(Clone, Copy)]
struct Place<'a> {
    pointer: Pointer<'a>,
    /// How many lists and objects it is nested in.
    depth: usize,
    reading: &'a Reading<'a>,
}

impl Place<'_> {
    /// Counts a list or object that opens here.
    fn open<E: Error>(&self) -> Result<(), E> {
        if self.depth < MAX_DEPTH {
            return Ok(());
        }
        let pointer = self.pointer.text();
        self.stop(BundleError::TooDeep { pointer })
    }

    /// Counts the value here.
    fn count<E: Error>(&self) -> Result<(), E> {
        let count = self.reading.values.get() + 1;
        self.reading.values.set(count);
        if count <= MAX_VALUES {
            return Ok(());
        }
        let pointer = self.pointer.text();
        self.stop(BundleError::TooManyValues { pointer })
    }

    /// Stops reading, for which serde needs an error of its own.
    fn stop<E: Error>(&self, error: BundleError) -> Result<(), E> {
        self.reading.beyond.set(Some(error));
        Err(E::custom("beyond a limit"))
    }
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.count()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.open()?;
        let mut values = Vec::new();
        while let Some(value) = items.next_element_seed(Place {
            pointer: Pointer::Index(&self.pointer, values.len()),
            depth: self.depth + 1,
            reading: self.reading,
        })? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut next = fields.next_key::<String>()?;
        // serde_json hands a number that is not whole over as an object of one field, so that all
        // of its digits arrive. An object of a bundle that looks so is read as that number.
        if next.as_deref() == Some(NUMBER) {
            let text: String = fields.next_value()?;
            return text.parse().map(Value::Number).map_err(Error::custom);
        }
        self.open()?;
        let mut map = Map::new();
        while let Some(key) = next {
            let pointer = Pointer::Key(&self.pointer, &key);
            let value = fields.next_value_seed(Place {
                pointer,
                depth: self.depth + 1,
                reading: self.reading,
            })?;
            if map.contains_key(&key) {
                Input::at(&value, pointer, self.reading.context).reject::<()>(Fault::RepeatedField);
            }
            map.insert(key, value);
            next = fields.next_key()?;
        }
        Ok(Value::Object(map))
    }
}
