//! Valid bundles as proptest generates them: JSON, since only a parser makes bundles.
//!
//! Strategies make each record with placeholders for what depends on other records
//! (references, unique ids, periods that may stand once); [`settle`] fills them in.
//! So a strategy is built once, and a failing bundle shrinks.

mod entries;
pub mod settled;
mod texts;
mod values;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use entries::{initiative, insight, kpi, page, site};
use settled::settle;
use texts::{optional, pattern, text, url};
use values::{labelled, number, period, source};

/// How many entries the lists of a generated bundle have at most.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Pages besides the home page.
    pub pages: usize,
    /// Sections of a page.
    pub sections: usize,
    /// Initiatives.
    pub initiatives: usize,
    /// Insights.
    pub insights: usize,
    /// KPIs.
    pub kpis: usize,
    /// Observations of a series.
    pub observations: usize,
    /// Pieces of a line of rich text.
    pub pieces: usize,
}

impl Size {
    /// A little of everything.
    pub const SMALL: Size = Size {
        pages: 1,
        sections: 1,
        initiatives: 1,
        insights: 1,
        kpis: 1,
        observations: 2,
        pieces: 1,
    };
    /// Nothing that may be absent.
    pub const LEAST: Size = Size {
        pages: 0,
        sections: 0,
        initiatives: 0,
        insights: 0,
        kpis: 1,
        observations: 0,
        pieces: 1,
    };
    /// Figures above all.
    pub const FIGURES: Size = Size {
        insights: 3,
        kpis: 2,
        observations: 4,
        pages: 0,
        sections: 0,
        ..Size::SMALL
    };
    /// Sections of every kind.
    pub const SECTIONS: Size = Size {
        sections: 4,
        ..Size::SMALL
    };
    /// Rich text of many pieces.
    pub const WORDS: Size = Size {
        initiatives: 2,
        pieces: 3,
        ..Size::SMALL
    };
}

type Json = BoxedStrategy<Value>;

/// Valid bundles, as JSON.
pub fn bundles(size: Size) -> Json {
    (
        (
            optional(text()),
            pattern("[A-Za-z0-9._-]{1,16}"),
            select(vec!["2031", "2031-04", "2032-02-29"]),
            select(vec!["en", "de", "zh-Hans", "ta", "ms-MY", "es-419"]),
            site(size),
        ),
        vec(labelled(), 1..=3),
        vec(labelled(), 1..=2),
        vec(labelled(), 1..=2),
        vec(page(size), 1..=size.pages + 1),
        vec(initiative(size), 0..=size.initiatives),
        vec(insight(size), 0..=size.insights),
        vec(kpi(size), 1..=size.kpis),
        vec(source(size), 1..=2),
    )
        .prop_map(
            |(
                (schema, revision, published, locale, site),
                audiences,
                themes,
                measures,
                pages,
                initiatives,
                insights,
                kpis,
                sources,
            )| {
                settle(json!({
                    "$schema": schema, "schemaVersion": 1, "revision": revision,
                    "published": published, "locale": locale, "site": site,
                    "audiences": audiences, "themes": themes, "measures": measures,
                    "pages": pages, "initiatives": initiatives, "insights": insights,
                    "kpis": kpis, "sources": sources,
                }))
            },
        )
        .boxed()
}

/// What a bundle says, in the one form that many ways of writing it share: without
/// nulls, empty lists and the qualifier that goes without saying; all numbers as
/// doubles.
pub fn meaning(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(key, value)| !(key.as_str() == "qualifier" && *value == "exactly"))
            .map(|(key, value)| (key.clone(), meaning(value)))
            .filter(|(_, value)| !value.is_null() && value.as_array().is_none_or(|a| !a.is_empty()))
            .collect(),
        Value::Array(items) => items.iter().map(meaning).collect(),
        // Negative zero is zero.
        Value::Number(number) => json!(number.as_f64().unwrap_or(f64::NAN) + 0.0),
        other => other.clone(),
    }
}

/// Any JSON value.
pub fn any_json() -> Json {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        number(),
        any::<String>().prop_map(Value::from),
        text(),
        period(),
        url().prop_map(Value::from),
        pattern("[*\\\\\\[\\]() a]{0,12}").prop_map(Value::from),
        select(vec![
            "%",
            "hero",
            "home",
            "2019/2018",
            "not stated",
            "higher"
        ])
        .prop_map(Value::from),
    ];
    let key = prop_oneof![
        select(vec![
            "id",
            "schemaVersion",
            "pages",
            "sections",
            "kind",
            "list",
            "one",
            "many",
            "from",
            "to",
            "number",
            "value",
            "missing",
            "period",
            "source",
            "a/b~",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            vec((key.clone(), inner), 0..5).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
    .boxed()
}
