//! What is right, and may not be what is meant.

use std::path::Path;

use civic_scorecard::bundle::Rule;
use civic_scorecard::publish::check::{Severity, report};
use serde_json::{Value, json};

use super::{entry, parse, section, take, with, zufriedenheit};
use crate::support::norland_value;

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
            assert!(said.contains("the goal of target 1 is"), "{said}");
            assert!(said.ends_with("(better-against-goal)"), "{said}");
        }
    }
}

#[test]
fn the_bundle_that_these_tests_break_has_no_warning() {
    let warnings = parse(&with(&[])).expect("valid").warnings();
    assert_eq!(warnings, []);
}

/// The rules and pointers of the warnings of a bundle, Norland's own allowances included.
fn warned(value: &Value) -> Vec<(&'static str, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles/another-government.json");
    let report = report("some.json", &path, value.to_string().as_bytes());
    assert_eq!(report.count(Severity::Error), 0, "{:#?}", report.problems);
    let problems = report.problems.into_iter();
    let mut warned: Vec<_> = problems
        .map(|one| (one.rule, one.pointer.expect("a place")))
        .collect();
    warned.sort_unstable();
    warned
}

/// Fails unless these changes of Norland's bundle give this warning and no other.
#[track_caller]
fn warns(changes: &[(&str, Value)], rule: &str, pointer: &str) {
    let found = warned(&with(changes));
    assert_eq!(
        found,
        [(rule, pointer.to_owned())].map(|(rule, place)| {
            let rule = Rule::named(rule).expect("a rule").name();
            (rule, place)
        })
    );
}

#[test]
fn what_somebody_else_said_needs_a_source() {
    let body = format!("{}/body", section("prose", "folded"));
    // Without a figure, or with a year alone, a text of the site's own needs none.
    assert_eq!(
        warned(&with(&[(&body, json!(["Im Jahr 2031 gilt es."]))])),
        []
    );
    let place = body.trim_end_matches("/body");
    warns(
        &[(&body, json!(["Neu sind 17 von 24."]))],
        "no-source",
        place,
    );
    for kind in ["objectives", "wheel"] {
        let place = section(kind, "source");
        let mut value = norland_value();
        take(&mut value, &format!("{place}/source"));
        assert_eq!(warned(&value), [("no-source", place)]);
    }
    let target = format!("{}/targets/0", entry("/kpis", "gebuehren"));
    let mut value = norland_value();
    take(&mut value, &format!("{target}/withdrawn/source"));
    assert_eq!(
        warned(&value),
        [("no-source", format!("{target}/withdrawn"))]
    );
}

#[test]
fn the_words_for_a_picture_are_not_its_title_or_its_file() {
    let alt = "/initiatives/0/image/alt";
    let title = "die Amtsstube im Handschuhfach.";
    for words in [title, "wagen.svg", "/illustrations/wagen.svg"] {
        warns(&[(alt, json!(words))], "alternative-text", alt);
    }
    let hero = section("hero", "image");
    let alt = format!("{hero}/image/alt");
    warns(
        &[(&alt, json!("Norland zählt nach"))],
        "alternative-text",
        &alt,
    );
}

#[test]
fn a_summary_fits_its_card() {
    let place = "/initiatives/0/summary";
    assert_eq!(warned(&with(&[(place, json!("ä".repeat(120)))])), []);
    warns(&[(place, json!("ä".repeat(121)))], "long-summary", place);
}

#[test]
fn a_link_leads_to_a_page_a_file_or_a_part_of_a_page() {
    let link = "/initiatives/0/link/href";
    for fine in [
        "/",
        "/kpis/",
        "/kpis/register",
        "/kpis/wartezeit/",
        "/initiatives/kasse/",
        "/fahrplan/#ziele",
        "/#zahlen",
        "/sources/#umfrage",
        "/initiatives/?theme=daten",
        "/illustrations/wagen.svg",
        "/share/kpi/register/",
        "/glossary/#amtsstube",
        "/kpis/register/#figures",
        "#links",
        "https://elsewhere.example/kpis/regster/",
    ] {
        assert_eq!(warned(&with(&[(link, json!(fine))])), [], "{fine}");
    }
    for dead in [
        "/kpis/regster/",
        "/plan/",
        "/home/",
        "/fahrplan/#zieel",
        "/#nirgends",
        "/sources/#umfarge",
        "/kpis/register/more/",
    ] {
        warns(&[(link, json!(dead))], "dead-link", link);
    }
    // In texts, where "#" is a part of the same page.
    let lead = format!("{}/lead", section("hero", "image"));
    warns(
        &[(&lead, json!("Siehe [dort](#zahl)."))],
        "dead-link",
        &lead,
    );
    warns(
        &[(&lead, json!("Siehe [dort](/kpi/)."))],
        "dead-link",
        &lead,
    );
}

#[test]
fn figures_of_one_measure_and_period_are_the_same() {
    let insight = entry("/insights", "empfehlung-betriebe");
    let audience = format!("{insight}/audience");
    let same = json!("einwohnende");
    warns(
        &[(&audience, same.clone())],
        "differing-figures",
        &format!("{insight}/value"),
    );
    let value = format!("{insight}/value");
    assert_eq!(warned(&with(&[(&audience, same), (&value, json!(71))])), []);
    let baseline = format!("{}/targets/0/baseline/value", entry("/kpis", "faehren"));
    warns(&[(&baseline, json!(801))], "differing-figures", &baseline);
}

#[test]
fn a_sentence_of_more_than_25_words_is_a_warning_in_english_only() {
    let place = "/initiatives/0/facts/0/text";
    let sentence = |words: usize| {
        json!(format!(
            "Go {} – now. It is.",
            vec!["on"; words - 2].join(" ")
        ))
    };
    let english = ("/locale", json!("en-GB"));
    let own = warned(&with(std::slice::from_ref(&english)));
    assert!(
        own.iter().all(|(rule, _)| *rule == "long-sentence"),
        "{own:?}"
    );
    let count = |words: usize| warned(&with(&[english.clone(), (place, sentence(words))])).len();
    assert_eq!(count(25), own.len());
    assert_eq!(count(26), own.len() + 1);
    assert_eq!(warned(&with(&[(place, sentence(99))])), []);
}

#[test]
fn a_warning_is_allowed_at_an_id_or_a_pointer_and_an_allowance_of_nothing_is_a_warning() {
    let summary = "/initiatives/0/summary";
    let long = (summary, json!("ä".repeat(121)));
    let mut allowed = norland_value()["allow"].as_array().expect("a list").clone();
    let own = allowed.len();
    allowed.push(json!({}));
    for (at, is_used) in [
        ("/initiatives/amtsstube/summary", true),
        ("/initiatives/amtsstube", true),
        ("/initiatives/0", true),
        ("/initiatives", true),
        ("/initiatives/amts", false),
        ("/initiatives/kassensturz", false),
    ] {
        allowed[own] = json!({ "rule": "long-summary", "at": at, "reason": "So soll es sein." });
        let found = warned(&with(&[long.clone(), ("/allow", json!(allowed))]));
        let wanted = match is_used {
            true => vec![],
            false => vec![
                ("long-summary", summary.to_owned()),
                ("unused-allowance", format!("/allow/{own}")),
            ],
        };
        assert_eq!(found, wanted, "{at}");
    }
    // Another rule allows nothing.
    allowed[own] = json!({ "rule": "dead-link", "at": summary, "reason": "So soll es sein." });
    let found = warned(&with(&[long, ("/allow", json!(allowed))]));
    assert_eq!(found.len(), 2, "{found:?}");
}
