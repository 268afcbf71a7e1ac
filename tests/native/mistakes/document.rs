//! Texts that are no bundle at all, and bundles of another schema.

use civic_scorecard::bundle::{Bundle, BundleError, Fault, MAX_BYTES, SCHEMA_VERSION};
use serde_json::{Value, json};

use super::{Told, parse, take, tells, with, wrong_type};
use crate::support::NORLAND;

#[test]
fn the_bundle_that_these_tests_break_is_valid() {
    assert!(Bundle::parse(NORLAND).is_ok());
}

#[test]
fn a_text_cut_short_anywhere_is_no_json_and_says_where_it_ends() {
    let whole = NORLAND.trim_end();
    let cuts = (0..whole.len()).step_by(997).chain([whole.len() - 1]);
    for cut in cuts.filter(|cut| whole.is_char_boundary(*cut)) {
        match Bundle::parse(&whole[..cut]) {
            Err(BundleError::NotJson { reason }) => {
                assert!(
                    reason.contains("EOF") && reason.contains("line"),
                    "cut at {cut}: {reason}"
                );
            }
            other => panic!("cut at {cut}: {:?}", other.err()),
        }
    }
}

#[test]
fn an_empty_text_is_no_json() {
    for text in ["", " \n", "\u{feff}"] {
        let error = Bundle::parse(text).unwrap_err();
        assert!(matches!(error, BundleError::NotJson { .. }), "{error:?}");
    }
}

#[test]
fn a_web_page_in_place_of_the_bundle_is_no_json() {
    let error = Bundle::parse("<!doctype html><title>404</title>").unwrap_err();
    assert!(matches!(error, BundleError::NotJson { .. }), "{error:?}");
}

#[test]
fn any_other_json_value_than_an_object_is_told_at_the_document() {
    for (text, found) in [
        ("[]", "a list"),
        ("[{\"schemaVersion\": 2}]", "a list"),
        ("null", "null"),
        ("true", "true or false"),
        ("1", "a number"),
        ("\"bundle\"", "text"),
    ] {
        let value: Value = serde_json::from_str(text).unwrap();
        tells(&value, &[("", wrong_type(found, "an object"))]);
    }
}

#[test]
fn a_text_above_the_most_bytes_is_too_large_and_one_of_just_as_many_is_not() {
    let mut text = NORLAND.to_owned();
    text.push_str(&" ".repeat(MAX_BYTES - NORLAND.len()));
    assert!(Bundle::parse(&text).is_ok());
    text.push(' ');
    let bytes = MAX_BYTES + 1;
    assert_eq!(Bundle::parse(&text), Err(BundleError::TooLarge { bytes }));
}

#[test]
fn deep_nesting_is_named_and_does_not_overflow_the_stack() {
    let deep = 1_000_000;
    let within = NORLAND.replacen(
        "\"revision\"",
        &format!(
            "\"x\": {}{}, \"revision\"",
            "[".repeat(5_000),
            "]".repeat(5_000)
        ),
        1,
    );
    for text in ["[".repeat(deep), "{\"a\":".repeat(deep / 2), within] {
        let error = Bundle::parse(&text).unwrap_err();
        assert!(matches!(error, BundleError::TooDeep { .. }), "{error:?}");
    }
}

#[test]
fn a_newer_schema_is_told_alone_whatever_else_has_changed() {
    for found in [SCHEMA_VERSION + 1, 99, u64::MAX] {
        let mut value = with(&[("/schemaVersion", json!(found)), ("/pages", json!("moved"))]);
        assert_eq!(parse(&value), Err(BundleError::NewerSchema { found }));
        take(&mut value, "/site");
        assert_eq!(parse(&value), Err(BundleError::NewerSchema { found }));
    }
}

#[test]
fn a_schema_version_that_is_no_newer_one_is_told_in_its_place() {
    let version = || Told::Malformed("version 1");
    for (value, told) in [
        (json!(0), version()),
        (json!(-1), version()),
        (json!(1.5), version()),
        (json!(2.5), version()),
        (json!("1"), wrong_type("text", "a number")),
        (json!([1]), wrong_type("a list", "a number")),
        (json!(null), Told::Is(Fault::Missing)),
    ] {
        tells(
            &with(&[("/schemaVersion", value)]),
            &[("/schemaVersion", told)],
        );
    }
}
