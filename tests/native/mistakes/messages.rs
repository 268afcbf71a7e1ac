//! What the publisher reads.

use civic_scorecard::bundle::{Bundle, BundleError, MAX_BYTES};
use serde_json::{Value, json};

use super::{parse, violations, with, zufriedenheit};

#[test]
fn the_message_names_the_place_the_value_and_what_is_allowed() {
    let kpi = zufriedenheit();
    let period = format!("{kpi}/series/0/observations/0/period");
    let cases: Vec<(&str, Value, Vec<&str>)> = vec![
        ("/insights/0/value", json!(100.1), vec!["100.1", "0 to 100"]),
        (
            "/insights/0/value",
            json!("83"),
            vec!["\"83\"", "text", "a number"],
        ),
        (
            "/insights/0/audience",
            json!("martians"),
            vec!["\"martians\"", "/audiences"],
        ),
        (
            "/sources/0/href",
            json!("javascript:x"),
            vec!["\"javascript:x\"", "https://", "mailto:"],
        ),
        (
            "/sources/0/colour",
            json!("red"),
            vec!["\"red\"", "publisher", "locator"],
        ),
        ("/site/official", json!(null), vec!["required", "missing"]),
        (&period, json!("2019-13"), vec!["\"2019-13\"", "2019-05-28"]),
        (
            "/insights/0/qualifier",
            json!("roughly"),
            vec!["\"roughly\"", "about", "nearly"],
        ),
        (
            "/audiences/0/id",
            json!("Citizens"),
            vec!["\"Citizens\"", "small letters"],
        ),
    ];
    for (pointer, value, words) in cases {
        let message = parse(&with(&[(pointer, value)])).unwrap_err().to_string();
        let line = message
            .lines()
            .find(|line| line.starts_with(&format!("{pointer}:")))
            .unwrap_or_else(|| panic!("no line for {pointer} in {message}"));
        for word in words {
            assert!(line.contains(word), "no {word:?} in: {line}");
        }
    }
}

#[test]
fn the_message_counts_the_mistakes_and_gives_each_a_line() {
    let value = with(&[
        ("/site/name", json!(1)),
        ("/site/owner", json!(2)),
        ("/locale", json!("?")),
    ]);
    let message = parse(&value).unwrap_err().to_string();
    let mut lines = message.lines();
    assert!(
        lines.next().is_some_and(|first| first.contains('3')),
        "{message}"
    );
    assert_eq!(lines.count(), 3, "{message}");
}

#[test]
fn the_message_on_the_whole_document_names_it_in_words() {
    let message = Bundle::parse("[]").unwrap_err().to_string();
    assert!(message.contains("(document)"), "{message}");
}

#[test]
fn the_messages_on_size_and_version_say_what_is_allowed() {
    let message = BundleError::TooLarge {
        bytes: MAX_BYTES + 1,
    }
    .to_string();
    assert!(message.contains(&(MAX_BYTES + 1).to_string()), "{message}");
    assert!(message.contains(&MAX_BYTES.to_string()), "{message}");
    let message = BundleError::NewerSchema { found: 7 }.to_string();
    assert!(
        message.contains('7') && message.contains("version 1"),
        "{message}"
    );
}

#[test]
fn a_long_value_is_shortened_in_the_message() {
    let found = violations(&with(&[("/site/name", json!("ä".repeat(5_000)))]));
    let value = found[0].value.as_deref().expect("the value is told");
    assert!(value.chars().count() < 80, "{value}");
}

#[test]
fn a_hostile_value_cannot_forge_a_line_or_steer_the_terminal_of_the_message() {
    let hostile = "x\n/kpis: all is well\u{1b}[2J\r\u{7}";
    for pointer in ["/site/name", "/locale", "/sources/0/href"] {
        let message = parse(&with(&[(pointer, json!(hostile))]))
            .unwrap_err()
            .to_string();
        assert_eq!(message.lines().count(), 2, "{message:?}");
        let second = message.lines().nth(1).unwrap_or_default();
        assert!(!second.chars().any(char::is_control), "{second:?}");
    }
}

#[test]
fn the_value_that_is_told_stands_at_the_place_that_is_told() {
    let kpi = zufriedenheit();
    let broken = with(&[
        ("/insights/0/value", json!(-1)),
        (&format!("{kpi}/series/0/audience"), json!("martians")),
        (&format!("{kpi}/targets/1/goal/from"), json!(-20)),
        ("/sources/1/id", json!("fahrplan-2030")),
    ]);
    for violation in violations(&broken).iter() {
        let Some(value) = &violation.value else {
            continue;
        };
        let there = broken
            .pointer(&violation.pointer)
            .expect("the place exists");
        assert_eq!(*value, there.to_string(), "at {}", violation.pointer);
    }
}
