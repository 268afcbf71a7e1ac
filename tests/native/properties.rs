//! Properties of every bundle, and of every text that is none.

use crate::support::generate::{Size, any_json, bundles, meaning};
use crate::support::{NORLAND, REVIEW, all_routes, path_of, render};
use civic_scorecard::bundle::{Bundle, BundleError};
use civic_scorecard::content;
use civic_scorecard::site::Site;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

/// How many cases each property tries. The first five together are 10,000 bundles.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        // A failure prints the bundle; no files appear beside the sources.
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A generated bundle is valid, says what its JSON says, and stays the same when it is
/// written and read again, or packed and unpacked.
fn survives(json: &Value) -> Result<(), TestCaseError> {
    let parsed = Bundle::parse(&json.to_string());
    let bundle = parsed.map_err(|error| TestCaseError::fail(error.to_string()))?;
    let written = serde_json::to_string(&bundle).expect("a bundle can be written");
    let value: Value = serde_json::from_str(&written).expect("what was written is JSON");
    prop_assert_eq!(meaning(&value), meaning(json));
    prop_assert_eq!(Bundle::unpack(&bundle.pack()), &bundle);
    prop_assert_eq!(Bundle::parse(&written), Ok(bundle));
    Ok(())
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn bundles_of_the_least_survive_being_written_and_read(json in bundles(Size::LEAST)) {
        survives(&json)?;
    }

    #[test]
    fn small_bundles_survive_being_written_and_read(json in bundles(Size::SMALL)) {
        survives(&json)?;
    }

    #[test]
    fn bundles_full_of_figures_survive_being_written_and_read(json in bundles(Size::FIGURES)) {
        survives(&json)?;
    }

    #[test]
    fn bundles_of_many_sections_survive_being_written_and_read(json in bundles(Size::SECTIONS)) {
        survives(&json)?;
    }

    #[test]
    fn bundles_of_many_words_survive_being_written_and_read(json in bundles(Size::WORDS)) {
        survives(&json)?;
    }
}

/// Parses, and checks what holds for whatever comes out.
fn is_told_well(text: &str) -> Result<(), TestCaseError> {
    match Bundle::parse(text) {
        Ok(bundle) => {
            let written = serde_json::to_string(&bundle).expect("a bundle can be written");
            prop_assert_eq!(Bundle::parse(&written), Ok(bundle));
        }
        Err(BundleError::Invalid(violations)) => {
            prop_assert!(!violations.is_empty());
            let document: Value = serde_json::from_str(text).expect("it was read as JSON");
            for violation in violations.iter() {
                let pointer = &violation.pointer;
                let there = document.pointer(pointer);
                // What is missing has a place in something that is there.
                let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
                prop_assert!(
                    there.is_some() || document.pointer(parent).is_some(),
                    "{} leads nowhere",
                    violation
                );
                prop_assert!(!violation.to_string().is_empty());
            }
        }
        Err(error) => prop_assert!(!error.to_string().is_empty()),
    }
    Ok(())
}

/// The pointers of all values of a document.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let inside = pointers(item);
                found.extend(inside.iter().map(|rest| format!("/{index}{rest}")));
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                found.extend(pointers(value).iter().map(|rest| format!("/{key}{rest}")));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    found
}

/// A document with one value replaced.
fn replaced(mut document: Value, at: Index, new: Value) -> String {
    let all = pointers(&document);
    if let Some(place) = document.pointer_mut(at.get::<String>(&all)) {
        *place = new;
    }
    document.to_string()
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn no_text_makes_parse_panic(text in any::<String>()) {
        is_told_well(&text)?;
    }

    #[test]
    fn no_json_makes_parse_panic(json in any_json()) {
        is_told_well(&json.to_string())?;
    }

    #[test]
    fn no_value_in_place_of_another_makes_parse_panic(
        bundle in bundles(Size::SMALL),
        at in any::<Index>(),
        new in any_json(),
    ) {
        is_told_well(&replaced(bundle, at, new))?;
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn no_value_in_place_of_another_of_the_whole_bundles_makes_parse_panic(
        json in select(vec![NORLAND, REVIEW]),
        at in any::<Index>(),
        new in any_json(),
    ) {
        let bundle = serde_json::from_str(json).expect("JSON");
        is_told_well(&replaced(bundle, at, new))?;
    }

    #[test]
    fn two_values_of_a_bundle_swapped_with_each_other_never_make_parse_panic(
        a in any::<Index>(),
        b in any::<Index>(),
    ) {
        let bundle: Value = serde_json::from_str(NORLAND).expect("JSON");
        let all = pointers(&bundle);
        let (a, b) = (a.get::<String>(&all), b.get::<String>(&all));
        let mut swapped = bundle.clone();
        for (to, from) in [(a, b), (b, a)] {
            let value = bundle.pointer(from).expect("a pointer of it").clone();
            // One may lie within the other, which is then gone.
            if let Some(place) = swapped.pointer_mut(to) {
                *place = value;
            }
        }
        is_told_well(&swapped.to_string())?;
    }

    #[test]
    fn no_damage_to_the_text_makes_parse_panic(
        at in any::<Index>(),
        length in 0..40_usize,
        new in "[\\[\\]{}\",:0-9eE.+a-z\\\\ -]{0,6}",
    ) {
        let start = at.index(NORLAND.len());
        let cut = |mut at: usize| {
            while !NORLAND.is_char_boundary(at) {
                at += 1;
            }
            at
        };
        let start = cut(start);
        let end = cut((start + length).min(NORLAND.len()));
        is_told_well(&format!("{}{new}{}", &NORLAND[..start], &NORLAND[end..]))?;
    }
}

/// Every page of a generated bundle renders, and shows no number that is none.
fn renders(json: &Value) -> Result<(), TestCaseError> {
    let parsed = content::of(json.to_string().as_bytes());
    let bundle = parsed.map_err(|error| TestCaseError::fail(error.to_string()))?;
    let site = Site {
        bundle: Box::leak(Box::new(bundle)),
        base: "/",
    };
    for route in all_routes(site) {
        let path = path_of(site, route);
        let html = render(site, &path, &[("q", "a"), ("for", "b")]);
        prop_assert_eq!(html.matches("<h1").count(), 1, "{}", path);
        for drawing in html.split("<svg").skip(1) {
            let drawing = drawing.split("</svg>").next().unwrap_or_default();
            // Lengths that were no number, or too large for one, would show like this.
            for wrong in ["NaN", "inf", "92233720368547758"] {
                let attributes = drawing.split('"').skip(1).step_by(2);
                let lengths =
                    attributes.filter(|value| !value.contains(' ') || value.contains('('));
                let broken = lengths
                    .clone()
                    .find(|value| value.contains(wrong) && value.len() < 40);
                prop_assert!(broken.is_none(), "{}: {:?}", path, broken);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn every_page_of_a_bundle_full_of_figures_renders(json in bundles(Size::FIGURES)) {
        renders(&json)?;
    }

    #[test]
    fn every_page_of_a_bundle_of_many_sections_renders(json in bundles(Size::SECTIONS)) {
        renders(&json)?;
    }
}
