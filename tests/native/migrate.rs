//! Lifting bundles to the current version of the schema.

use std::fs;

use civic_scorecard::bundle::{Bundle, SCHEMA_VERSION};
use civic_scorecard::publish::migrate::{Lifted, MigrateError, lift, migrate};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::support::generate::{Size, bundles};
use crate::support::{self, NORLAND, SMALLEST};

fn lifted(text: &str) -> Lifted {
    let bundle = Bundle::from_bytes(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    lift(text.as_bytes(), &bundle).unwrap_or_else(|error| panic!("{error}"))
}

/// A value as somebody may have written it: in one line, or with a layout; and the field that a
/// forecast gets there.
fn written(value: &Value, layout: usize) -> (String, String) {
    let (indent, newline) = match layout {
        0 => return (value.to_string(), ",\"status\":\"forecast\"".to_owned()),
        1 => ("  ", "\n"),
        2 => ("\t", "\n"),
        _ => ("    ", "\r\n"),
    };
    let pretty = serde_json::to_string_pretty(value).expect("JSON");
    let lines = pretty.lines().map(|line| {
        let rest = line.trim_start();
        format!("{}{rest}", indent.repeat((line.len() - rest.len()) / 2))
    });
    let text = lines.collect::<Vec<_>>().join(newline);
    // An observation stands in a list of a series in a list of a KPI in a list.
    let field = format!(",{newline}{}\"status\": \"forecast\"", indent.repeat(7));
    (text, field)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_lifted_bundle_is_valid_keeps_every_other_byte_and_is_lifted_once(
        document in bundles(Size::FIGURES),
        published in select(vec!["1980", "1991", "2031-04"]),
        layout in 0..4_usize,
        has_mark in any::<bool>(),
    ) {
        let mut document = document;
        document["published"] = json!(published);
        let (text, field) = written(&document, layout);
        prop_assume!(!text.contains("forecast"));
        let mark = if has_mark { "\u{feff}" } else { "" };
        let text = format!("{mark}{text}");
        let Lifted { content, changes } = lifted(&text);
        let content = String::from_utf8(content).expect("text");
        let again = lifted(&content);
        prop_assert_eq!(again, Lifted { content: content.clone().into_bytes(), changes: Vec::new() });
        prop_assert_eq!(content.matches(&field).count() + 1, changes.len());
        let version = if layout == 0 { "\"schemaVersion\":" } else { "\"schemaVersion\": " };
        let before = content
            .replace(&field, "")
            .replacen(&format!("{version}2"), &format!("{version}1"), 1);
        prop_assert_eq!(before, text);
    }
}

/// Norland's bundle as version 1, with one more observation, of a time that had not begun.
fn expecting(fields: &str) -> String {
    let mut bundle: Value = serde_json::from_str(NORLAND).unwrap();
    bundle["schemaVersion"] = json!(1);
    let source = bundle["sources"][0]["id"].clone();
    let observations = &mut bundle["kpis"][0]["series"][0]["observations"];
    let observations = observations.as_array_mut().expect("a list");
    observations.insert(0, json!({"period": "2999", "source": source}));
    let text = bundle.to_string();
    text.replacen(
        "\"period\":\"2999\"",
        &format!("\"period\":\"2999\",{fields}"),
        1,
    )
}

#[test]
fn what_is_only_expected_becomes_a_forecast_and_is_named() {
    let Lifted { content, changes } = lifted(&expecting("\"value\":7,\"status\":null"));
    let told = changes.join("\n");
    let kpi = &support::norland_value()["kpis"][0];
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let (title, label) = (text(&kpi["title"]), text(&kpi["series"][0]["label"]));
    assert!(
        told.contains(&format!(
            "1st KPI, \"{title}\" › 1st series, \"{label}\" › 1st observation, \"2999\": is a forecast"
        )),
        "{told}"
    );
    let value: Value = serde_json::from_slice(&content).unwrap();
    assert_eq!(value["schemaVersion"], SCHEMA_VERSION);
    assert_eq!(
        value["kpis"][0]["series"][0]["observations"][0]["status"],
        "forecast"
    );
    // A reason for a gap needs no word.
    assert_eq!(
        lifted(&expecting("\"missing\":\"Not due.\"")).changes.len(),
        1
    );
}

#[test]
fn what_the_current_version_cannot_say_is_named_and_the_file_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("en.json");
    let text = expecting("\"value\":7,\"status\":\"provisional\"");
    fs::write(&file, &text).unwrap();
    let error = migrate(&file).unwrap_err();
    assert!(matches!(error, MigrateError::NoCounterpart(_)), "{error}");
    let told = error.to_string();
    assert!(
        told.contains("en.json:1:") && told.contains("/kpis/0/series/0/observations/0/period"),
        "{told}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    fs::write(&file, text.replace("provisional", "guessed")).unwrap();
    // With its line, as everywhere.
    let error = migrate(&file).unwrap_err();
    assert!(matches!(error, MigrateError::Invalid(_)), "{error}");
    let told = error.to_string();
    assert!(
        told.contains("en.json:1:") && told.contains("nothing was changed"),
        "{told}"
    );
}

#[test]
fn a_file_is_lifted_in_its_place_and_a_kept_revision_never() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("en.json");
    fs::write(&file, SMALLEST).unwrap();
    assert_eq!(
        migrate(&file).unwrap(),
        ["schemaVersion: is 2 instead of 1"]
    );
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(
        text,
        SMALLEST.replacen("\"schemaVersion\": 1", "\"schemaVersion\": 2", 1)
    );
    assert_eq!(migrate(&file).unwrap(), Vec::<String>::new());
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is left beside it"
    );
    let kept = folder.path().join("en-0123456789abcdef.json");
    fs::write(&kept, SMALLEST).unwrap();
    assert!(matches!(migrate(&kept), Err(MigrateError::Kept(_))));
    assert_eq!(fs::read_to_string(&kept).unwrap(), SMALLEST);
    assert_eq!(lifted(NORLAND).changes, Vec::<String>::new());
}
