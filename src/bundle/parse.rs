//! From a bundle's file to a [`Bundle`]: its text, its values, its rules.

use serde_json::Value;

use super::error::BundleError;
use super::limits::{MAX_BYTES, SCHEMA_VERSION};
use super::read::{Context, Input, Read};
use super::{Bundle, check, encoding, json};

impl Bundle {
    /// Reads a bundle from the bytes of its file, or reports everything that is wrong with
    /// them. Everything from a disk or a server is read by this.
    ///
    /// # Errors
    /// Those of [`Bundle::parse`], and [`BundleError::NotUtf8`]. A file that is too large is
    /// not read.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BundleError> {
        if bytes.len() > MAX_BYTES {
            return Err(BundleError::TooLarge { bytes: bytes.len() });
        }
        Bundle::parse(encoding::decode(bytes)?)
    }

    /// Reads a bundle, or reports everything that is wrong with the text.
    ///
    /// # Errors
    /// See [`BundleError`]. A text that is too large, too deep, not JSON or of a newer schema
    /// is not read any further; otherwise all broken rules are reported together, except that
    /// rules between the values of an entry are checked only once each value has the right
    /// form.
    pub fn parse(json: &str) -> Result<Self, BundleError> {
        if json.len() > MAX_BYTES {
            return Err(BundleError::TooLarge { bytes: json.len() });
        }
        let context = Context::default();
        let value = json::parse(json, &context)?;
        let found = value.get("schemaVersion").and_then(Value::as_f64);
        let found = found.filter(|found| found.fract() == 0.0);
        if let Some(found) = found
            .map(|found| found as u64)
            .filter(|v| *v > SCHEMA_VERSION)
        {
            return Err(BundleError::NewerSchema { found });
        }
        let bundle = Bundle::read(&Input::root(&value, &context));
        let mut violations = context.into_violations();
        if let Some(bundle) = &bundle {
            check::bundle(bundle, &mut violations);
        }
        match bundle {
            Some(bundle) if violations.is_empty() => Ok(bundle),
            _ => Err(BundleError::Invalid(violations)),
        }
    }
}
