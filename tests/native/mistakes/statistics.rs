//! What statistics offices say of figures and targets.

use civic_scorecard::bundle::{Bundle, Fault};
use serde_json::{Value, json};

use super::{Told, entry, parse, take, tells, with};

/// The first figure of the ferries, which was corrected.
fn ferries(field: &str) -> String {
    format!("{}/{field}", entry("/kpis", "faehren"))
}

#[test]
fn a_status_goes_with_what_it_says_of() {
    let (first, last) = (
        ferries("series/0/observations/0"),
        ferries("series/1/observations/1"),
    );
    let suppressed = || Told::Malformed("\"suppressed\" goes with \"missing\"");
    for (pointer, field, value) in [
        (&first, "status", json!("suppressed")),
        // It says what a revised or corrected figure was before.
        (&first, "status", json!("provisional")),
        (&last, "status", json!("provisional")),
        (&last, "interval", json!({"low": 1, "high": 2, "level": 95})),
        (&last, "former", json!({"value": 1, "until": "2030"})),
    ] {
        let broken = with(&[(&format!("{pointer}/{field}"), value)]);
        tells(&broken, &[(pointer, suppressed())]);
    }
}

#[test]
fn an_interval_is_around_its_figure_and_has_a_level() {
    let interval = ferries("series/0/observations/3/interval");
    for (low, high) in [(1011, 1030), (990, 1009), (1010, 1010)] {
        let broken = with(&[(&interval, json!({"low": low, "high": high, "level": 95}))]);
        tells(
            &broken,
            &[(&interval, Told::Malformed("around the figure"))],
        );
    }
    let level = format!("{interval}/level");
    for value in [json!(0), json!(100), json!(-5)] {
        tells(
            &with(&[(&level, value)]),
            &[(&level, Told::Malformed("such as 95"))],
        );
    }
}

#[test]
fn a_figure_of_the_future_is_a_forecast_in_version_2() {
    let forecast = ferries("series/0/observations/4");
    let mut value = with(&[]);
    take(&mut value, &format!("{forecast}/status"));
    tells(
        &value,
        &[(&format!("{forecast}/period"), Told::Is(Fault::InFuture))],
    );
    value["schemaVersion"] = json!(1);
    assert!(parse(&value).is_ok(), "version 1 is read as before");
}

#[test]
fn a_goal_that_is_relative_needs_a_baseline_and_a_goal_in_digits() {
    let target = ferries("targets/0");
    let mut value = with(&[]);
    take(&mut value, &format!("{target}/baseline"));
    tells(
        &value,
        &[(&format!("{target}/baseline"), Told::Is(Fault::NoBaseline))],
    );
    let huge = with(&[(
        &format!("{target}/goal"),
        json!({"times": 999_999_999_999_999_i64}),
    )]);
    tells(&huge, &[(&target, Told::Malformed("15 digits"))]);
    let goal = format!("{target}/goal");
    let two = with(&[(&goal, json!({"times": 2, "atLeast": 5}))]);
    let of = &[
        "number",
        "atLeast",
        "atMost",
        "from with to",
        "times",
        "percentChange",
    ];
    tells(&two, &[(&goal, Told::Is(Fault::NotExactlyOne { of }))]);
}

#[test]
fn units_currencies_and_years_are_told_where_they_are_wrong() {
    let unit = |id| format!("{}/unit", entry("/kpis", id));
    for (pointer, value, words) in [
        (unit("faehren"), json!("percent"), "{\"percent\": \"any\"}"),
        (unit("gebuehren") + "/currency", json!("pounds"), "ISO 4217"),
        ("/financialYear/starts".to_owned(), json!(13), "1 to 12"),
        (ferries("targets/0/set"), json!("Q5 2030"), "Q3 2023"),
    ] {
        tells(
            &with(&[(&pointer, value)]),
            &[(&pointer, Told::Malformed(words))],
        );
    }
}

#[test]
fn a_financial_year_needs_to_know_when_it_begins() {
    let mut value = with(&[]);
    take(&mut value, "/financialYear");
    let found = super::violations(&value);
    let told = found.iter().filter(|violation| {
        matches!(&violation.fault, Fault::Malformed { expected } if expected.contains("\"starts\": 4"))
    });
    let periods = value.to_string();
    let written = ["\"2027/28\"", "\"FY2028\"", "\"Q1 2028/29\""];
    assert!(written.iter().all(|period| periods.contains(period)));
    assert_eq!(told.count(), found.len());
    assert!(found.len() > 10);
}

#[test]
fn a_quotation_is_a_sentence_and_not_a_page() {
    let source = "/kpis/0/series/0/observations/7/source";
    let long = json!({"id": "umfrage", "quotation": "a".repeat(301)});
    let pointer = format!("{source}/quotation");
    tells(
        &with(&[(source, long)]),
        &[(&pointer, Told::Malformed("300 characters"))],
    );
    let fits = json!({"id": "umfrage", "quotation": "a".repeat(300)});
    assert!(parse(&with(&[(source, fits)])).is_ok());
}

#[test]
fn only_an_official_site_may_leave_out_whose_it_is() {
    let mut value = with(&[]);
    take(&mut value, "/site/disclaimer");
    assert!(parse(&value).is_ok());
    value["site"]["official"] = json!(false);
    tells(&value, &[("/site/disclaimer", Told::Is(Fault::Missing))]);
}

#[test]
fn both_versions_of_the_schema_are_read() {
    let read = |version: u64| -> Result<Bundle, _> {
        let mut value: Value = with(&[]);
        value["schemaVersion"] = json!(version);
        parse(&value)
    };
    let (one, two) = (read(1).expect("version 1"), read(2).expect("version 2"));
    assert_eq!(one.kpis, two.kpis);
}
