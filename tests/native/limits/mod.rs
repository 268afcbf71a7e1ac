//! What a hostile bundle can ask for, and where it is stopped: each limit by its name,
//! its place, and the last value within it.

mod lists;

use civic_scorecard::bundle::{
    Bundle, BundleError, Fault, MAX_DEPTH, MAX_ITEMS, MAX_VALUES, MAX_VIOLATIONS, Violations,
};
use serde_json::{Value, json};

use crate::support::{NORLAND, norland_value};

/// The bundle of Norland with one field more, whose value is this text.
fn with_field(value: &str) -> String {
    NORLAND.replacen('{', &format!("{{\"extra\": {value},"), 1)
}

fn nested(depth: usize) -> String {
    "[".repeat(depth) + &"]".repeat(depth)
}

#[track_caller]
fn violations(text: &str) -> Violations {
    match Bundle::parse(text) {
        Err(BundleError::Invalid(violations)) => violations,
        other => panic!("the bundle should break rules, but gives {other:?}"),
    }
}

/// Everything that is told, as a reader of the message sees it.
#[track_caller]
fn message(text: &str) -> String {
    Bundle::parse(text)
        .expect_err("the bundle has mistakes")
        .to_string()
}

#[test]
fn lists_within_the_most_depth_are_read_and_one_more_is_refused_where_it_opens() {
    // Within the document, which counts too.
    let deepest = violations(&with_field(&nested(MAX_DEPTH - 1)));
    assert!(matches!(deepest[0].fault, Fault::UnknownField { .. }));
    assert_eq!(
        Bundle::parse(&with_field(&nested(MAX_DEPTH))),
        Err(BundleError::TooDeep {
            pointer: format!("/extra{}", "/0".repeat(MAX_DEPTH - 1)),
        })
    );
}

#[test]
fn objects_count_as_depth_too_and_what_closes_again_does_not() {
    let objects = "{\"a\":".repeat(MAX_DEPTH + 1);
    let error = Bundle::parse(&objects).unwrap_err();
    assert!(matches!(error, BundleError::TooDeep { .. }), "{error:?}");
    let side_by_side = vec!["[[[]]]"; 100].join(",");
    let found = violations(&with_field(&format!("[{side_by_side}]")));
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn brackets_in_a_text_are_no_depth() {
    let mut value = norland_value();
    value["site"]["name"] = json!("[{".repeat(100));
    assert!(Bundle::parse(&value.to_string()).is_ok());
}

#[test]
fn the_message_on_depth_names_the_limit_and_the_place() {
    let message = message(&nested(1_000));
    assert!(message.contains(&format!("{MAX_DEPTH} deep")), "{message}");
    assert!(
        message.starts_with(&format!("{}: ", "/0".repeat(MAX_DEPTH))),
        "{message}"
    );
}

#[test]
fn a_text_of_too_many_values_is_refused_however_they_are_held() {
    let many = |value: &str| format!("[{}]", vec![value; MAX_VALUES / 2].join(","));
    let half = MAX_VALUES / 2;
    for (text, pointer) in [
        // The outer list is a value too, and so is each inner one.
        (many("[0]"), format!("/{}/0", half - 1)),
        (many("{\"\":0}"), format!("/{}/", half - 1)),
        (many("[],{}"), format!("/{}", MAX_VALUES - 1)),
    ] {
        let error = Bundle::parse(&text).unwrap_err();
        assert_eq!(error, BundleError::TooManyValues { pointer });
        let message = error.to_string();
        assert!(message.contains(&MAX_VALUES.to_string()), "{message}");
    }
    let just_enough = format!("[{}]", vec!["0"; MAX_VALUES - 1].join(","));
    assert_eq!(violations(&just_enough).len(), 1);
    let one_more = format!("[{}]", vec!["0"; MAX_VALUES].join(","));
    let error = Bundle::parse(&one_more).unwrap_err();
    assert!(
        matches!(error, BundleError::TooManyValues { .. }),
        "{error:?}"
    );
}

/// The bundle of Norland with so many insights that are none.
fn broken_insights(count: usize) -> String {
    let mut value = norland_value();
    value["insights"] = json!(vec![Value::Null; count]);
    value.to_string()
}

#[test]
fn mistakes_beyond_a_hundred_are_counted_and_not_told() {
    let all = violations(&broken_insights(MAX_VIOLATIONS));
    assert_eq!((all.len(), all.more()), (MAX_VIOLATIONS, 0));
    assert!(!message(&broken_insights(MAX_VIOLATIONS)).contains("more"));

    let some = violations(&broken_insights(MAX_ITEMS));
    let more = MAX_ITEMS - MAX_VIOLATIONS;
    assert_eq!((some.len(), some.more()), (MAX_VIOLATIONS, more));
    let message = message(&broken_insights(MAX_ITEMS));
    let first = message.lines().next().unwrap_or_default();
    assert!(first.contains(&MAX_ITEMS.to_string()), "{first}");
    assert_eq!(
        message.lines().last(),
        Some(&*format!("and {more} more")),
        "the last line"
    );
    assert_eq!(message.lines().count(), MAX_VIOLATIONS + 2);
}

#[test]
fn ids_that_lead_nowhere_count_as_mistakes_beyond_a_hundred_too() {
    let mut value = norland_value();
    let kpi = &mut value["kpis"][0]["audiences"];
    *kpi = json!(vec!["nobody"; 500]);
    let found = violations(&value.to_string());
    assert_eq!((found.len(), found.more()), (MAX_VIOLATIONS, 400));
    assert!(matches!(found[0].fault, Fault::Dangling { .. }));
}

#[test]
fn a_message_stays_short_whatever_the_names_of_fields_are() {
    let long = "x".repeat(1_000_000);
    let message = message(&with_field("0").replacen("extra", &long, 1));
    assert!(message.len() < 2_000, "{} bytes", message.len());
    assert!(message.contains("/xxx") && message.contains('…'), "cut");
}

#[test]
fn a_field_that_stands_twice_is_told_at_its_place() {
    for (text, pointer) in [
        (
            NORLAND.replacen('{', "{\"locale\": \"fr\",", 1),
            "/locale".to_owned(),
        ),
        (
            NORLAND.replacen("\"official\"", "\"official\": true, \"official\"", 1),
            "/site/official".to_owned(),
        ),
        // Written differently, and the same name.
        (
            NORLAND.replacen("\"official\"", "\"o\\u0066ficial\": true, \"official\"", 1),
            "/site/official".to_owned(),
        ),
        (
            with_field("[{\"a\": 1, \"a\": 1}]"),
            "/extra/0/a".to_owned(),
        ),
    ] {
        let found = violations(&text);
        assert_eq!(found[0].pointer, pointer);
        assert_eq!(found[0].fault, Fault::RepeatedField);
    }
}

#[test]
fn a_name_may_stand_in_two_objects() {
    assert!(NORLAND.matches("\"id\":").count() > 2);
    assert!(Bundle::parse(NORLAND).is_ok());
}

#[test]
fn a_byte_order_mark_at_the_start_is_left_out_and_one_within_is_not() {
    // A browser takes it away before a script sees the text; both have to read the same.
    assert_eq!(
        Bundle::parse(&format!("\u{feff}{NORLAND}")),
        Bundle::parse(NORLAND)
    );
    for text in [
        format!("\u{feff}\u{feff}{NORLAND}"),
        format!("{NORLAND}\u{feff}"),
    ] {
        let error = Bundle::parse(&text).unwrap_err();
        assert!(matches!(error, BundleError::NotJson { .. }), "{error:?}");
    }
}

#[test]
fn half_a_surrogate_pair_is_no_json() {
    for half in ["\\ud800", "\\udfff", "\\ud800\\u0041", "\\ud83d\\ud83d"] {
        let error = Bundle::parse(&with_field(&format!("\"{half}\""))).unwrap_err();
        let BundleError::NotJson { reason } = error else {
            panic!("{half}: {error:?}");
        };
        assert!(reason.contains("line 1"), "{half}: {reason}");
    }
    // A whole pair is a character.
    let found = violations(&with_field("\"\\ud83d\\ude00\""));
    assert_eq!(found[0].value.as_deref(), Some("\"😀\""));
}

#[test]
fn numbers_of_too_many_digits_are_refused() {
    let mut value = norland_value();
    value["insights"][0]["unit"] = json!({"one": "day", "many": "days"});
    let long = format!("1{}", "0".repeat(400));
    for number in [
        "1e308",
        "1e15",
        "1e-7",
        "123456789012345678",
        "5e-324",
        "1e400",
        "-1e400",
        "1e-99999999999999999999",
        &long,
    ] {
        value["insights"][0]["value"] = serde_json::from_str(number).expect("a number");
        let found = violations(&value.to_string());
        assert_eq!(found.len(), 1, "{number}: {found:?}");
        assert_eq!(found[0].pointer, "/insights/0/value");
    }
}

#[test]
fn a_picture_cannot_be_looked_for_outside_of_the_site() {
    let mut value = norland_value();
    for path in ["/../secret.svg", "/illustrations/..%2fa.svg", "/a/./b.svg"] {
        value["initiatives"][0]["image"]["src"] = json!(path);
        assert_eq!(
            violations(&value.to_string())[0].pointer,
            "/initiatives/0/image/src",
            "{path}"
        );
    }
}
