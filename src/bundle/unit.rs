//! The units of values.

use serde::{Serialize, Serializer};

use super::error::Fault;
use super::pack::pack_variants;
use super::read::{Input, Read, record, words};
use super::text::Text;

/// The unit of a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Unit {
    /// A share in per cent, 0 to 100: `"%"` in JSON. Differences are percentage points.
    #[serde(serialize_with = "percent_sign")]
    Percent,
    /// Per cent of any size, such as growth or a balance: `{"percent": "any"}`. Differences
    /// are percentage points.
    AnyPercent(AnyPercent),
    /// Something countable, also a duration or a rate:
    /// `{"one": "per 1,000 residents", "many": "per 1,000 residents"}`.
    Named(NamedUnit),
    /// Money.
    Currency(Currency),
    /// A number that is compared with the same of a base period: `{"index": "2015 = 100"}`.
    Index(Index),
}

record! {
    /// Per cent of any size, such as growth, a change or a balance.
    pub struct AnyPercent {
        /// The word `any`: below 0 and above 100 too.
        percent: PercentRange = "percent",
    }
}

words! {
    /// How far a percentage may go.
    pub enum PercentRange {
        /// Below 0 and above 100 too.
        Any = "any",
    }
}

record! {
    /// Something countable, in both numbers; also a duration or a rate, such as
    /// "per 1,000 residents" for both.
    pub struct NamedUnit {
        /// For exactly one, such as "working day".
        one: Text = "one",
        /// For any other number, such as "working days".
        many: Text = "many",
        /// In what the values count.
        scale: Option<Scale> = "scale",
    }
}

record! {
    /// An amount of money.
    pub struct Currency {
        /// Its code (ISO 4217), such as "GBP".
        currency: CurrencyCode = "currency",
        /// Its sign where that is clear to readers, such as "£"; the code stands in its place.
        sign: Option<Text> = "sign",
        /// In what the values count.
        scale: Option<Scale> = "scale",
    }
}

words! {
    /// In what values count: 1200 in millions is 1.2 billion.
    pub enum Scale {
        /// 10^3.
        Thousands = "thousands",
        /// 10^6.
        Millions = "millions",
        /// 10^9.
        Billions = "billions",
    }
}

impl Scale {
    /// The power of a thousand: 2 for millions.
    pub fn thousands(self) -> u8 {
        self as u8 + 1
    }
}

record! {
    /// An index: a number that is compared with the same of a base period.
    pub struct Index {
        /// What it is 100 for, such as "2015 = 100".
        index: Text = "index",
    }
}

impl Unit {
    /// Whether values are percentages, whose differences are percentage points.
    pub fn is_percent(&self) -> bool {
        matches!(self, Unit::Percent | Unit::AnyPercent(_))
    }

    /// The least and the greatest value that there can be, where the unit has such ends: a bar
    /// from one to the other means something.
    pub fn natural_range(&self) -> Option<(i64, i64)> {
        matches!(self, Unit::Percent).then_some((0, 100))
    }

    /// In what the values count.
    pub fn scale(&self) -> Option<Scale> {
        match self {
            Unit::Named(unit) => unit.scale,
            Unit::Currency(unit) => unit.scale,
            _ => None,
        }
    }
}

/// A code of three capital letters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CurrencyCode(String);

impl std::ops::Deref for CurrencyCode {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

super::pack::pack_fields!(CurrencyCode { 0 });

impl Read for CurrencyCode {
    fn read(input: &Input<'_>) -> Option<Self> {
        let text = input.text()?;
        if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Some(CurrencyCode(text.to_owned()));
        }
        input.reject(Fault::Malformed {
            expected: "the code of a currency (ISO 4217): three capital letters such as \"EUR\"",
        })
    }
}

fn percent_sign<S: Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str("%")
}

pack_variants!(Unit {
    0 = Percent,
    1 = AnyPercent(unit),
    2 = Named(unit),
    3 = Currency(unit),
    4 = Index(unit),
});

impl Read for Unit {
    fn read(input: &Input<'_>) -> Option<Self> {
        if input.is_object() {
            return if input.has("percent") {
                AnyPercent::read(input).map(Unit::AnyPercent)
            } else if input.has("currency") {
                Currency::read(input).map(Unit::Currency)
            } else if input.has("index") {
                Index::read(input).map(Unit::Index)
            } else {
                NamedUnit::read(input).map(Unit::Named)
            };
        }
        match input.text()? {
            "%" => Some(Unit::Percent),
            _ => input.reject(Fault::Malformed {
                expected: "a unit: \"%\" for a share of 0 to 100%, {\"percent\": \"any\"} for other percentages, {\"one\": \"day\", \"many\": \"days\"}, {\"currency\": \"EUR\"} or {\"index\": \"2015 = 100\"}",
            }),
        }
    }
}
