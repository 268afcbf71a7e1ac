//! The names of mistakes, by which documentation, editors and CI know them.

use super::error::{BundleError, Fault};
use crate::names::names;

names! {
    /// What can be wrong with a bundle: a mistake, with which there would be no site or a wrong one.
    pub enum Mistake {
        /// The file is longer than any bundle may be.
        TooLarge = "too-large",
        /// The file is not UTF-8 text.
        NotUtf8 = "not-utf-8",
        /// The text is not JSON.
        NotJson = "not-json",
        /// Lists and objects are nested too deeply.
        TooDeep = "too-deep",
        /// The bundle has too many values.
        TooManyValues = "too-many-values",
        /// The bundle was written for a later version of the program.
        NewerSchema = "newer-schema",
        /// A required field is missing.
        MissingField = "missing-field",
        /// An object has a field that does not exist there.
        UnknownField = "unknown-field",
        /// An object has a field twice.
        RepeatedField = "repeated-field",
        /// A value is of another JSON type.
        WrongType = "wrong-type",
        /// A word is none of those that are allowed.
        UnknownWord = "unknown-word",
        /// A value is not of the form that its field takes.
        MalformedValue = "malformed-value",
        /// A text has a character that steers it, hides something or stands for a loss.
        BadCharacter = "bad-character",
        /// Nothing of a text can be seen.
        InvisibleText = "invisible-text",
        /// Two labels of one list look the same and are not.
        SameLabel = "same-label",
        /// An object needs exactly one of some fields.
        NotExactlyOne = "not-exactly-one",
        /// A list is longer than it may be.
        TooManyItems = "too-many-items",
        /// A page or a KPI would show more than a browser draws at once.
        TooMuch = "too-much",
        /// A list is empty that must not be.
        NoItems = "no-items",
        /// An id or a former id appears twice.
        DuplicateId = "duplicate-id",
        /// An id refers to nothing.
        DanglingReference = "dangling-reference",
        /// A value is outside of the range of its unit.
        OutOfRange = "out-of-range",
        /// A whole is smaller than its part.
        WholeTooSmall = "whole-too-small",
        /// Something happens to a target before it was set.
        BeforeSet = "before-set",
        /// A link in a text leads to no allowed address.
        BadLink = "bad-link",
        /// The lower end of a band is not below the upper.
        BandUpsideDown = "band-upside-down",
        /// A figure is of a time after the bundle was published.
        InFuture = "in-future",
        /// A goal is given by a baseline that is not there.
        NoBaseline = "no-baseline",
        /// Two observations of a series are of one period.
        RepeatedPeriod = "repeated-period",
        /// A span of time ends before it begins.
        EndsBeforeItBegins = "ends-before-it-begins",
    }
}

impl Mistake {
    /// The kind of mistake that a broken rule is.
    pub fn of(fault: &Fault) -> Self {
        match fault {
            Fault::Missing => Mistake::MissingField,
            Fault::UnknownField { .. } => Mistake::UnknownField,
            Fault::RepeatedField => Mistake::RepeatedField,
            Fault::WrongType { .. } => Mistake::WrongType,
            Fault::UnknownWord { .. } => Mistake::UnknownWord,
            Fault::Malformed { .. } => Mistake::MalformedValue,
            Fault::BadCharacter { .. } => Mistake::BadCharacter,
            Fault::Invisible { .. } => Mistake::InvisibleText,
            Fault::SameLabel => Mistake::SameLabel,
            Fault::NotExactlyOne { .. } => Mistake::NotExactlyOne,
            Fault::TooManyItems { .. } => Mistake::TooManyItems,
            Fault::TooMuch { .. } => Mistake::TooMuch,
            Fault::NoItems => Mistake::NoItems,
            Fault::DuplicateId => Mistake::DuplicateId,
            Fault::Dangling { .. } => Mistake::DanglingReference,
            Fault::OutOfRange { .. } => Mistake::OutOfRange,
            Fault::WholeTooSmall { .. } => Mistake::WholeTooSmall,
            Fault::BeforeSet { .. } => Mistake::BeforeSet,
            Fault::BadLink { .. } => Mistake::BadLink,
            Fault::BandUpsideDown => Mistake::BandUpsideDown,
            Fault::InFuture => Mistake::InFuture,
            Fault::NoBaseline => Mistake::NoBaseline,
            Fault::RepeatedPeriod => Mistake::RepeatedPeriod,
            Fault::EndsBeforeItBegins => Mistake::EndsBeforeItBegins,
        }
    }

    /// The kind of mistake because of which a text is no bundle at all; `None` where rules are
    /// broken, each of which has its own.
    pub fn of_all(error: &BundleError) -> Option<Self> {
        Some(match error {
            BundleError::TooLarge { .. } => Mistake::TooLarge,
            BundleError::NotUtf8 { .. } => Mistake::NotUtf8,
            BundleError::NotJson { .. } => Mistake::NotJson,
            BundleError::TooDeep { .. } => Mistake::TooDeep,
            BundleError::TooManyValues { .. } => Mistake::TooManyValues,
            BundleError::NewerSchema { .. } => Mistake::NewerSchema,
            BundleError::Invalid(_) => return None,
        })
    }
}
