//! What is right, and may not be what is meant.

use std::process::Command;

use civic_scorecard::bundle::Rule;
use serde_json::json;

use super::{parse, with, zufriedenheit};

#[test]
fn a_goal_against_the_better_direction_is_a_warning() {
    let kpi = zufriedenheit();
    let (better, goal) = (format!("{kpi}/better"), format!("{kpi}/targets/0/goal"));
    for (direction, aim, is_warned) in [
        ("lower", json!({"atLeast": 50}), true),
        ("higher", json!({"atMost": 50}), true),
        ("higher", json!({"atLeast": 50}), false),
        ("lower", json!({"atMost": 50}), false),
        ("lower", json!({"number": 50}), false),
        ("higher", json!({"from": 50, "to": 60}), false),
    ] {
        let mut value = with(&[(&better, json!(direction)), (&goal, aim)]);
        let targets = value
            .pointer_mut(&format!("{kpi}/targets"))
            .expect("targets");
        targets.as_array_mut().expect("a list").truncate(1);
        let warnings = parse(&value).expect("valid").warnings();
        let own: Vec<_> = warnings.iter().filter(|one| one.place == better).collect();
        assert_eq!(
            own.len(),
            usize::from(is_warned),
            "{direction}: {warnings:?}"
        );
        for warning in own {
            assert_eq!(warning.rule, Rule::BetterAgainstGoal);
            let said = warning.to_string();
            assert!(
                said.starts_with(&format!("warning: {better}: \"{direction}\" is better")),
                "{said}"
            );
            assert!(said.contains(&format!("{kpi}/targets/0")), "{said}");
            assert!(said.ends_with("(better-against-goal)"), "{said}");
        }
    }
}

#[test]
fn the_bundle_that_these_tests_break_has_no_warning() {
    let warnings = parse(&with(&[])).expect("valid").warnings();
    assert_eq!(warnings, []);
}

#[test]
fn a_bundle_with_warnings_alone_passes_the_check_and_one_with_mistakes_does_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("some.json");
    for (locale, is_fine, words) in [
        ("en-UK", true, "warning: /locale: \"en-UK\" has a region"),
        ("jp", false, "/locale: \"jp\" is not the tag of a language"),
    ] {
        let value = with(&[("/locale", json!(locale))]);
        std::fs::write(&file, value.to_string()).expect("a file");
        let output = Command::new(env!("CARGO_BIN_EXE_scorecard"))
            .arg("check")
            .arg(&file)
            .output()
            .expect("it runs");
        let said = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
        assert_eq!(output.status.success(), is_fine, "{said}");
        assert!(said.contains(words), "{said}");
        assert_eq!(said.contains("counted from 0"), !is_fine, "{said}");
        assert_eq!(said.contains("no mistakes"), is_fine, "{said}");
    }
}
