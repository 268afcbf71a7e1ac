//! Numbers, bands and periods.

use civic_scorecard::bundle::Fault;
use serde_json::{Value, json};

use super::{Told, entry, parse, section, tells, violations, with, zufriedenheit};
use crate::support::norland_value;

/// What is told of one value.
fn outside_range() -> Fault {
    Fault::OutOfRange {
        low: 0,
        high: 100,
        others: Vec::new(),
    }
}

#[test]
fn percentages_outside_0_to_100_are_told_and_both_ends_are_not() {
    let kpi = zufriedenheit();
    let observation = format!("{kpi}/series/0/observations/0/value");
    for value in [json!(-1), json!(100.1)] {
        let outside = || Told::Is(outside_range());
        tells(
            &with(&[("/insights/0/value", value.clone()), (&observation, value)]),
            &[("/insights/0/value", outside()), (&observation, outside())],
        );
    }
    for value in [json!(0), json!(100), json!(100.0)] {
        let within = with(&[("/insights/0/value", value.clone()), (&observation, value)]);
        assert!(parse(&within).is_ok());
    }
    let related = zufriedenheit() + "/related/0";
    tells(
        &with(&[
            (&format!("{related}/unit"), json!("%")),
            (&format!("{related}/value"), json!(101)),
        ]),
        &[(&format!("{related}/value"), Told::Is(outside_range()))],
    );
}

#[test]
fn a_number_of_another_unit_may_be_negative_or_large() {
    let kpi = entry("/kpis", "bearbeitungsdauer");
    let value = with(&[
        (&format!("{kpi}/series/0/observations/1/value"), json!(-5)),
        (
            &format!("{kpi}/targets/0/goal"),
            json!({"number": 1_000_000_000}),
        ),
    ]);
    assert!(parse(&value).is_ok());
}

#[test]
fn a_percentage_aimed_at_outside_0_to_100_is_told_where_it_stands() {
    let goal = format!("{}/targets/0/goal", zufriedenheit());
    for (value, field) in [
        (json!({"number": 101}), "number"),
        (json!({"atLeast": -1}), "atLeast"),
        (json!({"atMost": 100.1}), "atMost"),
        (json!({"from": -1, "to": 80}), "from"),
        (json!({"from": 75, "to": 100.1}), "to"),
    ] {
        tells(
            &with(&[(&goal, value)]),
            &[(&format!("{goal}/{field}"), Told::Is(outside_range()))],
        );
    }
}

#[test]
fn a_band_upside_down_or_of_equal_ends_is_told() {
    let goal = format!("{}/targets/0/goal", zufriedenheit());
    for band in [json!({"from": 80, "to": 75}), json!({"from": 75, "to": 75})] {
        tells(
            &with(&[(&goal, band)]),
            &[(&goal, Told::Is(Fault::BandUpsideDown))],
        );
    }
}

#[test]
fn a_goal_is_of_exactly_one_form() {
    let goal = format!("{}/targets/0/goal", zufriedenheit());
    for value in [
        json!({}),
        json!({"number": 1, "atLeast": 1}),
        json!({"atLeast": 1, "atMost": 2}),
        json!({"from": 1}),
        json!({"to": 1}),
        json!({"from": 1, "to": 2, "number": 3}),
        json!({"number": null}),
    ] {
        let found = violations(&with(&[(&goal, value)]));
        let [only] = &found[..] else {
            panic!("{found:#?}");
        };
        assert_eq!(only.pointer, goal);
        assert!(
            matches!(only.fault, Fault::NotExactlyOne { .. }),
            "{only:?}"
        );
    }
}

#[test]
fn an_observation_has_either_a_value_or_a_reason_for_none() {
    let observation = format!("{}/series/0/observations/0", zufriedenheit());
    let base = json!({"period": "2012", "source": "zettel"});
    for extra in [
        json!({}),
        json!({"value": 1, "missing": "Lost."}),
        json!({"qualifier": "about", "missing": "Lost."}),
        json!({"qualifier": "about"}),
        json!({"value": null, "missing": null}),
    ] {
        let mut value = base.clone();
        let fields = extra.as_object().unwrap().clone();
        value.as_object_mut().unwrap().extend(fields);
        let found = violations(&with(&[(&observation, value)]));
        let [only] = &found[..] else {
            panic!("{found:#?}");
        };
        assert_eq!(only.pointer, observation);
        assert!(
            matches!(only.fault, Fault::NotExactlyOne { .. }),
            "{only:?}"
        );
    }
}

#[test]
fn a_period_that_is_no_date_is_told_wherever_one_can_stand() {
    let kpi = zufriedenheit();
    let pointers = [
        format!("{kpi}/series/0/observations/0/period"),
        format!("{kpi}/targets/0/set"),
        format!("{kpi}/targets/0/due"),
        format!("{kpi}/targets/0/superseded"),
        format!("{kpi}/breaks/0/at"),
        format!("{kpi}/related/0/period"),
        format!("{}/items/0/when", section("timeline", "items")),
        "/insights/0/period".to_owned(),
        "/sources/0/published".to_owned(),
    ];
    for no_date in [
        "soon",
        "2019-13",
        "2019-02-30",
        "2021-02-29",
        "19",
        "2019-1",
        "end-19",
        "2019/",
        "Not stated",
        "",
    ] {
        let changes: Vec<_> = pointers
            .iter()
            .map(|p| (p.as_str(), json!(no_date)))
            .collect();
        let wanted: Vec<_> = pointers
            .iter()
            .map(|pointer| (pointer.as_str(), Told::Malformed("a period")))
            .collect();
        tells(&with(&changes), &wanted);
    }
}

#[test]
fn the_bundle_itself_is_published_on_a_date() {
    for no_date in ["not stated", "2019/2020", "end-2019", "2026-11-31"] {
        tells(
            &with(&[("/published", json!(no_date))]),
            &[("/published", Told::Malformed("a date"))],
        );
    }
}

#[test]
fn a_span_that_ends_before_it_begins_is_told() {
    let kpi = zufriedenheit();
    let period = format!("{kpi}/series/0/observations/0/period");
    for span in [
        "2019/2018",
        "2019-12/2019-11",
        "2019-05-02/2019-05-01",
        "2020-01/2019",
    ] {
        tells(
            &with(&[
                (&period, json!(span)),
                ("/sources/0/published", json!(span)),
            ]),
            &[
                (&period, Told::Is(Fault::EndsBeforeItBegins)),
                ("/sources/0/published", Told::Is(Fault::EndsBeforeItBegins)),
            ],
        );
    }
    // A span within one month or day is short, not upside down.
    for span in ["2019-05/2019-05", "2019-05-02/2019-05-02", "2019/2019-06"] {
        assert!(parse(&with(&[(&period, json!(span))])).is_ok(), "{span}");
    }
}

#[test]
fn a_period_that_a_series_has_already_is_told() {
    let list = format!("{}/series/0/observations", zufriedenheit());
    let mut value = norland_value();
    let observations = value
        .pointer_mut(&list)
        .and_then(Value::as_array_mut)
        .unwrap();
    let again = observations[0].clone();
    let pointer = format!("{list}/{}/period", observations.len());
    observations.push(again);
    tells(&value, &[(&pointer, Told::Is(Fault::RepeatedPeriod))]);
}

#[test]
fn two_series_of_a_kpi_may_share_their_periods() {
    let value = norland_value();
    let series = value
        .pointer(&format!("{}/series", zufriedenheit()))
        .unwrap();
    assert_eq!(
        series[0]["observations"][0]["period"],
        series[1]["observations"][0]["period"]
    );
}

#[test]
fn many_percentages_out_of_range_are_one_mistake_and_the_way_out_is_told() {
    let kpi = zufriedenheit();
    let mut value = norland_value();
    let mut places = Vec::new();
    let series = value
        .pointer(&format!("{kpi}/series"))
        .and_then(Value::as_array);
    for (index, series) in series.expect("series").iter().enumerate() {
        let observations = series["observations"].as_array().expect("observations");
        for (place, observation) in observations.iter().enumerate() {
            if observation["value"].is_number() {
                places.push(format!("/series/{index}/observations/{place}/value"));
            }
        }
    }
    for place in &places {
        super::put(&mut value, &format!("{kpi}{place}"), json!(-0.5));
    }
    let goal = format!("{kpi}/targets/0/goal");
    super::put(&mut value, &goal, json!({"atLeast": 101}));
    let found = violations(&value);
    let [only] = &found[..] else {
        panic!("{found:#?}");
    };
    assert_eq!(only.pointer, format!("{kpi}{}", places[0]));
    let said = only.to_string();
    assert!(said.contains("-0.5 is outside 0 to 100"), "{said}");
    assert!(said.contains(r#"{"percent": "any"}"#), "{said}");
    let others = format!("so are {} more of this KPI ({}, ", places.len(), places[1]);
    assert!(said.contains(&others), "{said}");
}

#[test]
fn a_whole_that_is_smaller_than_a_part_is_told_with_the_greatest() {
    let kpi = entry("/kpis", "gemeinden-am-netz");
    let observation = |index: usize| format!("{kpi}/series/0/observations/{index}/value");
    let whole = format!("{kpi}/whole");
    let value = with(&[(&whole, json!(4)), (&observation(0), json!(5))]);
    let found = violations(&value);
    let [only] = &found[..] else {
        panic!("{found:#?}");
    };
    assert_eq!(only.pointer, whole);
    let Fault::WholeTooSmall { value, .. } = &only.fault else {
        panic!("{only:?}");
    };
    assert!(value.parse::<f64>().expect("a number") >= 5.0, "{value}");
    // As many as there are is no mistake.
    let all: f64 = value.parse().expect("a number");
    assert!(parse(&with(&[(&whole, json!(all)), (&observation(0), json!(5))])).is_ok());
}

#[test]
fn a_target_that_is_due_or_superseded_before_it_was_set_is_told_with_both_dates() {
    let target = format!("{}/targets/0", zufriedenheit());
    for field in ["due", "superseded"] {
        let place = format!("{target}/{field}");
        for (set, then) in [
            ("2021", "2020"),
            ("2021-03", "2021-02"),
            ("2021-03-05", "2021-03-04"),
            ("2021", "2019/2020"),
        ] {
            let value = with(&[
                (&format!("{target}/set"), json!(set)),
                (&place, json!(then)),
            ]);
            let set = set.to_owned();
            let found = violations(&value);
            let one = found.iter().find(|violation| violation.pointer == place);
            let one = one.unwrap_or_else(|| panic!("{found:#?}"));
            assert_eq!(one.fault, Fault::BeforeSet { set: set.clone() });
            let said = one.to_string();
            assert!(
                said.contains(&format!("\"{then}\" is before \"{set}\"")),
                "{said}"
            );
        }
        // Within the same year, and where a date is not known.
        for (set, then) in [
            ("2021", "2021"),
            ("2021-03", "2021"),
            ("not stated", "2020"),
        ] {
            let value = with(&[
                (&format!("{target}/set"), json!(set)),
                (&place, json!(then)),
            ]);
            let told = match parse(&value) {
                Ok(_) => false,
                Err(error) => error.to_string().contains(&format!("{place}:")),
            };
            assert!(!told, "{field}: {set}, {then}");
        }
    }
}

#[test]
fn a_number_of_too_many_digits_is_told_as_it_stands() {
    for (number, shown) in [
        ("1e300", "1e+300"),
        ("0.0000001", "0.0000001"),
        ("1234567890123456", "1234567890123456"),
    ] {
        let text = crate::support::NORLAND.replacen(
            "\"value\": ",
            &format!("\"value\": {number}, \"x\": "),
            1,
        );
        let error = civic_scorecard::bundle::Bundle::parse(&text)
            .expect_err(number)
            .to_string();
        let said = error
            .lines()
            .find(|line| line.contains("15 digits"))
            .expect("told");
        assert!(
            said.contains(shown) && said.contains("is not a number of at most"),
            "{said}"
        );
    }
}
