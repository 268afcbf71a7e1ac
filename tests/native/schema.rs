//! The JSON Schema says what the parser demands: over the bundles of the tests, over generated
//! ones, and over both with something changed.

use std::sync::LazyLock;

use civic_scorecard::bundle::{
    Bundle, BundleError, Fault, MAX_GROUPS, MAX_INSIGHTS, MAX_OPENING, MAX_PARTS, MAX_RINGS,
    MAX_SERIES, MAX_SOURCES, MAX_TARGETS,
};
use civic_scorecard::publish::{reference, schema};
use jsonschema::Validator;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

use crate::support::generate::{Size, any_json, bundles};
use crate::support::places::places;
use crate::support::{NORLAND, REVIEW, SMALLEST};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema = schema::schema();
    jsonschema::draft202012::new(&schema).expect("the schema is one")
});

/// Whether a fault is of a rule that `schema::BEYOND` lists.
fn is_beyond(fault: &Fault) -> bool {
    match fault {
        Fault::RepeatedField
        | Fault::BadCharacter { .. }
        | Fault::Invisible { .. }
        | Fault::SameLabel
        | Fault::TooMuch { .. }
        | Fault::DuplicateId
        | Fault::Dangling { .. }
        | Fault::OutOfRange { .. }
        | Fault::WholeTooSmall { .. }
        | Fault::BeforeSet { .. }
        | Fault::BandUpsideDown
        | Fault::InFuture
        | Fault::RepeatedPeriod
        | Fault::EndsBeforeItBegins => true,
        Fault::Malformed { expected } | Fault::BadLink { expected, .. } => [
            "a date such as",
            "a goal of at most 15 digits",
            "a number of at most 15 digits",
            "a path of this site that leads where it says",
            "a period",
            "a schema version",
            "allowed here",
            "an address of mail",
            "an address whose host",
            "an interval around the figure",
            "an origin",
            "the number of a month",
        ]
        .iter()
        .any(|start| expected.starts_with(start)),
        Fault::Missing
        | Fault::UnknownField { .. }
        | Fault::WrongType { .. }
        | Fault::UnknownWord { .. }
        | Fault::NotExactlyOne { .. }
        | Fault::TooManyItems { .. }
        | Fault::NoItems
        | Fault::NoBaseline => false,
    }
}

/// Compares what parser and schema say of a document: the schema accepts what the parser
/// accepts, and if the parser alone refuses, then by rules that no schema says.
fn agree(document: &Value) -> Result<(), String> {
    let accepted = SCHEMA.is_valid(document);
    match Bundle::parse(&document.to_string()) {
        Ok(_) if accepted => Ok(()),
        Ok(_) => {
            let errors = SCHEMA.iter_errors(document);
            let errors = errors.map(|error| format!("{}: {error}", error.instance_path()));
            let errors: Vec<String> = errors.collect();
            Err(format!("only the schema refuses: {}", errors.join("\n")))
        }
        Err(BundleError::Invalid(violations)) if accepted => {
            match violations.iter().find(|one| !is_beyond(&one.fault)) {
                Some(violation) => Err(format!("only the parser refuses: {violation}")),
                None => Ok(()),
            }
        }
        Err(BundleError::NewerSchema { .. }) if accepted => {
            Err("the schema accepts a newer version".to_owned())
        }
        Err(_) => Ok(()),
    }
}

#[test]
fn the_bundles_of_the_tests_are_valid_by_it() {
    for json in [NORLAND, REVIEW, SMALLEST] {
        let value: Value = serde_json::from_str(json).unwrap();
        agree(&value).unwrap();
        assert!(SCHEMA.is_valid(&value));
    }
}

/// Values that are wrong in most places, and right in some.
fn others() -> Vec<Value> {
    let texts = [
        "",
        " a",
        "a\u{7}",
        "a",
        "a-b",
        "A_b",
        "site-a",
        "home",
        "bundle",
        "%",
        "2019",
        "2019-13",
        "2019-02-30",
        "Q3 2023",
        "Q5 2023",
        "2022/23",
        "FY2022",
        "end-2019",
        "end-19",
        "2018/2019",
        "not stated",
        "hero",
        "higher",
        "trend",
        "suppressed",
        "https://a.example/b",
        "https://a.example",
        "http://a.example",
        "javascript:alert(1)",
        "//a.example",
        "/kpis/",
        "/a.svg",
        "a.svg",
        "#a",
        "mailto:a@b.example",
        "tel:+65",
        "tel:a",
        "*a*",
        "**a",
        "[a](b)",
        "[a](/b/)",
        "[a](https://b.example)",
        "EUR",
        "eur",
        "en",
        "EN",
        "zh-Hans",
    ];
    let mut others: Vec<Value> = texts.iter().map(|text| json!(text)).collect();
    others.extend([
        json!("a".repeat(65)),
        json!("a".repeat(301)),
        json!("a".repeat(4001)),
    ]);
    others.extend([
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(4),
        json!(13),
        json!(95),
        json!(101),
        json!(2.5),
        json!(1e15),
        json!([]),
        json!([null]),
        json!({}),
        json!({"list": []}),
        json!({"list": ["a"]}),
        json!({"percent": "any"}),
        json!({"currency": "EUR"}),
        json!({"number": 1}),
        json!({"number": 1, "from": null}),
        json!({"from": 1}),
        json!({"times": 2}),
    ]);
    others
}

#[test]
fn they_agree_wherever_one_value_of_the_tests_is_another() {
    let norland: Value = serde_json::from_str(NORLAND).unwrap();
    // One place of each kind: values of one type of the model are read by one reader.
    let mut kinds = std::collections::BTreeMap::new();
    for place in places(&norland) {
        kinds.entry(place.kind).or_insert(place.pointer);
    }
    let pointers: Vec<String> = kinds.into_values().collect();
    let others = others();
    let mut failures = Vec::new();
    for (index, pointer) in pointers.iter().enumerate() {
        let mut document = norland.clone();
        // Each place has a few of them, another one others: together all.
        for other in others.iter().skip(index % 20).step_by(20) {
            *document.pointer_mut(pointer).unwrap() = other.clone();
            if let Err(why) = agree(&document) {
                failures.push(format!("{pointer} = {other}: {why}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn they_agree_on_each_field_that_is_left_out_or_too_much() {
    let norland: Value = serde_json::from_str(NORLAND).unwrap();
    let mut kinds = std::collections::BTreeMap::new();
    for place in places(&norland) {
        if let Value::Object(fields) = place.value {
            let names: Vec<String> = fields.keys().cloned().collect();
            kinds.entry((place.kind, names)).or_insert(place.pointer);
        }
    }
    for ((_, names), pointer) in kinds {
        for name in &names {
            let mut document = norland.clone();
            let fields = document
                .pointer_mut(&pointer)
                .unwrap()
                .as_object_mut()
                .unwrap();
            fields.remove(name);
            agree(&document).unwrap_or_else(|why| panic!("{pointer} without {name}: {why}"));
        }
        let mut document = norland.clone();
        let fields = document
            .pointer_mut(&pointer)
            .unwrap()
            .as_object_mut()
            .unwrap();
        fields.insert("no such field".to_owned(), json!(1));
        assert!(!SCHEMA.is_valid(&document), "{pointer}");
    }
}

#[test]
fn lists_are_as_long_as_the_parser_allows_and_no_longer() {
    let norland: Value = serde_json::from_str(NORLAND).unwrap();
    for (kind, limit) in [
        ("/audiences", MAX_GROUPS),
        ("/themes", MAX_GROUPS),
        ("/measures", MAX_GROUPS),
        ("/insights", MAX_INSIGHTS),
        ("/sources", MAX_SOURCES),
        ("/kpis/*/series", MAX_SERIES),
        ("/kpis/*/targets", MAX_TARGETS),
        ("/pages/*/sections/*(hero)/figures", MAX_OPENING),
        ("/pages/*/sections/*(wheel)/rings", MAX_RINGS),
        ("/pages/*/sections/*(wheel)/rings/*/items", MAX_PARTS),
    ] {
        let places = places(&norland);
        let found = places.iter().find(|place| place.kind == kind);
        let pointer = &found.unwrap_or_else(|| panic!("no {kind}")).pointer;
        let with = |length: usize| {
            let mut document = norland.clone();
            let list = document.pointer_mut(pointer).unwrap();
            let first = list[0].clone();
            *list = vec![first; length].into();
            document
        };
        assert!(SCHEMA.is_valid(&with(limit)), "{kind}");
        assert!(!SCHEMA.is_valid(&with(limit + 1)), "{kind}");
        assert!(
            Bundle::parse(&with(limit + 1).to_string()).is_err(),
            "{kind}"
        );
    }
}

/// How a document is changed.
fn changed(mut document: Value, at: Index, how: u8, other: Value) -> Value {
    let pointers: Vec<String> = places(&document)
        .into_iter()
        .map(|place| place.pointer)
        .collect();
    let pointer = at.get(&pointers).clone();
    let place = document.pointer_mut(&pointer).expect("a place in it");
    match (place, how) {
        (Value::Object(fields), 0) if !fields.is_empty() => {
            let keys: Vec<String> = fields.keys().cloned().collect();
            fields.remove(at.get(&keys));
        }
        (Value::Object(fields), 1) => _ = fields.insert("extra".to_owned(), other),
        (Value::Array(items), 0) => _ = items.pop(),
        (Value::Array(items), 1) => items.push(other),
        (place, _) => *place = other,
    }
    document
}

fn document() -> BoxedStrategy<Value> {
    prop_oneof![
        bundles(Size::LEAST),
        bundles(Size::SMALL),
        bundles(Size::FIGURES),
        bundles(Size::SECTIONS),
        bundles(Size::WORDS),
    ]
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn generated_bundles_are_valid_by_it(document in document()) {
        prop_assert_eq!(agree(&document), Ok(()));
    }

    #[test]
    fn they_agree_on_generated_bundles_with_something_changed(
        document in document(),
        at in any::<Index>(),
        how in 0..4_u8,
        other in prop_oneof![select(others()), any_json()],
    ) {
        let document = changed(document, at, how, other);
        prop_assert_eq!(agree(&document), Ok(()), "{}", document);
    }
}

/// A file of the repository.
fn file(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_schema_and_the_reference_in_the_repository_are_those_of_the_types() {
    let how = "CONTRIBUTING.md says how to write it anew";
    assert!(
        file("public/schema/bundle.json") == schema::text(),
        "public/schema/bundle.json: {how}"
    );
    let norland = serde_json::from_str(NORLAND).unwrap();
    let expected = reference::markdown(&norland);
    assert!(file("docs/bundle.md") == expected, "docs/bundle.md: {how}");
}

#[test]
fn every_field_is_explained_and_has_an_example() {
    let norland = serde_json::from_str(NORLAND).unwrap();
    let rows = reference::markdown(&norland);
    let rows = rows
        .lines()
        .filter(|line| line.starts_with("| `") && line.matches(" | ").count() == 4);
    let mut count = 0;
    for row in rows {
        let cells: Vec<&str> = row.split(" | ").collect();
        assert!(
            cells
                .iter()
                .all(|cell| !cell.trim_matches(['|', ' ']).is_empty()),
            "{row}"
        );
        count += 1;
    }
    assert!(count > 100, "{count} fields");
}
