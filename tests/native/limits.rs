//! What a hostile bundle can ask for, and where it is stopped: each limit by its name,
//! its place, and the last value within it.

use crate::support::{NORLAND, norland_value};
use civic_scorecard::bundle::{
    Bundle, BundleError, Fault, MAX_CHARTS, MAX_DEPTH, MAX_FIGURES, MAX_GROUPS, MAX_INSIGHTS,
    MAX_ITEMS, MAX_OBSERVATIONS, MAX_OPENING, MAX_SERIES, MAX_SOURCES, MAX_TARGETS, MAX_VALUES,
    MAX_VIOLATIONS, Violations,
};
use serde_json::{Value, json};

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

// ---- depth ----

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

// ---- how many values ----

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

// ---- how many mistakes are told ----

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

// ---- one name, one value ----

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

// ---- texts that only look right ----

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
fn numbers_beyond_what_a_double_holds_are_refused() {
    for number in ["1e400", "-1e400", &format!("1{}", "0".repeat(400))] {
        let error = Bundle::parse(&with_field(number)).unwrap_err();
        assert!(matches!(error, BundleError::NotJson { .. }), "{error:?}");
    }
    let mut value = norland_value();
    value["insights"][0]["unit"] = json!({"one": "day", "many": "days"});
    for number in ["1e308", "1e15", "1e-7", "123456789012345678", "5e-324"] {
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

// ---- time ----

/// Rules between values, in lists as long as they may be: what looks through a list for
/// each item of another would take minutes here.
#[test]
fn the_longest_lists_of_ids_and_periods_are_checked_in_one_go() {
    let mut value = norland_value();
    let day = |index: usize| {
        format!(
            "{}-{:02}-{:02}",
            1990 + index / 336,
            1 + index / 28 % 12,
            1 + index % 28
        )
    };
    let source = value["sources"][0]["id"].clone();
    let observation = |index: usize| json!({"period": day(index), "value": 1, "source": source});
    let observations: Vec<Value> = (0..MAX_ITEMS).map(observation).collect();
    let mut kpi = value["kpis"][0].clone();
    kpi["formerly"] = json!([]);
    kpi["targets"] = json!([]);
    kpi["breaks"] = json!([]);
    let series = |index| json!({"id": format!("s{index}"), "label": format!("a{index}")});
    let series: Vec<Value> = (0..MAX_SERIES).map(series).collect();
    kpi["series"] = json!(series);
    kpi["series"][0]["observations"] = json!(observations);
    let most = 5_000;
    let mut kpis = Vec::new();
    for index in 0..most {
        kpi["id"] = json!(format!("k{index}"));
        kpis.push(kpi.clone());
        kpi["series"] = json!([{"id": "s0", "label": "a"}]);
        kpi["notes"] = json!([]);
        kpi["related"] = json!([]);
    }
    value["kpis"] = json!(kpis);
    let figure = |index| json!({"kpi": "k0", "series": format!("s{index}"), "statement": "a"});
    let figures: Vec<Value> = (0..MAX_OPENING).map(figure).collect();
    value["pages"] = json!([{
        "id": "home", "label": "a", "title": "a", "description": "a",
        "sections": [{"kind": "hero", "id": "h", "heading": "a", "lead": "a", "figures": figures}],
    }]);
    assert_eq!(
        Bundle::parse(&value.to_string()).map(|bundle| bundle.kpis.len()),
        Ok(most)
    );
    value["pages"][0]["sections"][0]["figures"][MAX_OPENING - 1] = figure(MAX_SERIES);
    value["kpis"][0]["series"][MAX_SERIES - 1]["id"] = json!("s0");
    value["kpis"][0]["series"][0]["observations"][MAX_ITEMS - 1]["period"] = json!(day(0));
    value["kpis"][most - 1]["id"] = json!("k0");
    let mut found: Vec<String> = violations(&value.to_string())
        .iter()
        .map(|violation| violation.pointer.clone())
        .collect();
    found.sort_unstable();
    let wanted = [
        format!("/kpis/0/series/0/observations/{}/period", MAX_ITEMS - 1),
        format!("/kpis/0/series/{}/id", MAX_SERIES - 1),
        format!("/kpis/{}/id", most - 1),
        format!("/pages/0/sections/0/figures/{}/series", MAX_OPENING - 1),
    ];
    assert_eq!(found, wanted);
}

// ---- what one page and one chart hold ----

/// A bundle, as many times `item` in the list at `pointer`, each with `id` and `label` of its
/// own where it has them.
fn with_list(mut value: Value, pointer: &str, item: &Value, count: usize) -> Value {
    let mut list = Vec::new();
    for index in 0..count {
        let mut item = item.clone();
        for key in ["id", "label"] {
            if item.get(key).is_some() {
                item[key] = json!(format!("x{index}"));
            }
        }
        list.push(item);
    }
    *value.pointer_mut(pointer).expect("a list") = json!(list);
    value
}

/// A bundle of one page with these sections, and nothing that refers to what tests change.
fn bare(sections: Value) -> Value {
    let mut value = norland_value();
    value["pages"] = json!([{
        "id": "home", "label": "a", "title": "a", "description": "a", "sections": sections,
    }]);
    value["initiatives"] = json!([]);
    value["insights"] = json!([]);
    let kpi = json!({
        "id": "k", "title": "a", "measures": "a", "unit": "%", "better": "higher",
        "audiences": [value["audiences"][0]["id"]],
        "series": [{"id": "s", "label": "a", "observations": []}], "targets": [],
    });
    value["kpis"] = json!([kpi]);
    value
}

#[test]
fn each_limit_of_a_list_is_told_by_its_number_and_its_place_and_what_is_within_passes() {
    let hero = json!([{"kind": "hero", "id": "h", "heading": "a", "lead": "a", "figures": []}]);
    let multiples = json!([{"kind": "multiples", "id": "m", "heading": "a", "kpis": []}]);
    let source = norland_value()["sources"][0]["id"].clone();
    let series = json!({"id": "s", "label": "a"});
    let target = json!({"goal": {"number": 1}, "set": "2019", "due": "2020", "source": source});
    let figure = json!({"kpi": "k", "series": "s", "statement": "a"});
    let chart = json!({"kind": "chart", "id": "c", "heading": "a", "kpi": "k"});
    for (value, list, item, limit, told) in [
        (
            bare(json!([])),
            "/kpis/0/series",
            series,
            MAX_SERIES,
            "/kpis/0/series",
        ),
        (
            bare(json!([])),
            "/kpis/0/targets",
            target,
            MAX_TARGETS,
            "/kpis/0/targets",
        ),
        (
            bare(hero),
            "/pages/0/sections/0/figures",
            figure,
            MAX_OPENING,
            "/pages/0/sections/0/figures",
        ),
        (
            bare(multiples),
            "/pages/0/sections/0/kpis",
            json!("k"),
            MAX_CHARTS,
            "/pages/0/sections",
        ),
        (
            bare(json!([])),
            "/pages/0/sections",
            chart,
            MAX_CHARTS,
            "/pages/0/sections",
        ),
    ] {
        let within = with_list(value.clone(), list, &item, limit);
        let parsed = Bundle::parse(&within.to_string());
        assert!(parsed.is_ok(), "{list}: {:?}", parsed.err());
        let beyond = with_list(value, list, &item, limit + 1).to_string();
        let found = violations(&beyond);
        assert_eq!(found.len(), 1, "{list}: {found:?}");
        assert_eq!(found[0].pointer, told);
        let message = message(&beyond);
        for number in [limit, limit + 1] {
            assert!(message.contains(&number.to_string()), "{message}");
        }
    }
}

#[test]
fn audiences_themes_measures_and_sources_are_not_too_many_to_look_for() {
    for (list, limit) in [
        ("/audiences", MAX_GROUPS),
        ("/themes", MAX_GROUPS),
        ("/measures", MAX_GROUPS),
        ("/insights", MAX_INSIGHTS),
        ("/sources", MAX_SOURCES),
    ] {
        let mut value = bare(json!([]));
        value["insights"] = norland_value()["insights"].clone();
        let item = value.pointer(list).expect("a list")[0].clone();
        let entries = value.pointer_mut(list).and_then(Value::as_array_mut);
        let entries = entries.expect("a list");
        while entries.len() < limit + 1 {
            let mut item = item.clone();
            item["id"] = json!(format!("x{}", entries.len()));
            if item.get("formerly").is_some() {
                item["formerly"] = json!([]);
            }
            if item.get("label").is_some() {
                item["label"] = json!(format!("x{}", entries.len()));
            }
            entries.push(item);
        }
        let found = violations(&value.to_string());
        assert_eq!(found.len(), 1, "{list}: {found:?}");
        assert_eq!(found[0].pointer, list);
        let fault = Fault::TooManyItems {
            found: limit + 1,
            limit,
        };
        assert_eq!(found[0].fault, fault);
        value
            .pointer_mut(list)
            .and_then(Value::as_array_mut)
            .expect("a list")
            .pop();
        let parsed = Bundle::parse(&value.to_string());
        assert!(parsed.is_ok(), "{list}: {:?}", parsed.err());
    }
}

#[test]
fn the_figures_of_a_kpi_and_of_the_charts_of_a_page_are_limited_together() {
    let mut value = bare(json!([]));
    let source = value["sources"][0]["id"].clone();
    let half = MAX_OBSERVATIONS / 2;
    let observations = |count: usize| -> Vec<Value> {
        let day = |index: usize| {
            format!(
                "{}-{:02}-{:02}",
                1990 + index / 336,
                1 + index / 28 % 12,
                1 + index % 28
            )
        };
        let of = |index| json!({"period": day(index), "value": 1, "source": source});
        (0..count).map(of).collect()
    };
    let series = |index, count| {
        json!({
            "id": format!("s{index}"), "label": format!("a{index}"),
            "observations": observations(count),
        })
    };
    value["kpis"][0]["series"] = json!([series(0, half), series(1, half)]);
    let chart = |index: usize| json!({"kind": "chart", "id": format!("c{index}"), "heading": "a", "kpi": "k"});
    let within = MAX_FIGURES / MAX_OBSERVATIONS;
    let charts: Vec<Value> = (0..within).map(chart).collect();
    value["pages"][0]["sections"] = json!(charts);
    assert!(Bundle::parse(&value.to_string()).is_ok());

    let more = json!({"kind": "multiples", "id": "m", "heading": "a", "kpis": ["k"]});
    let sections = value["pages"][0]["sections"].as_array_mut();
    sections.expect("a list").push(more);
    let found = violations(&value.to_string());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].pointer, "/pages/0/sections");
    let told = found[0].to_string();
    let shown = MAX_FIGURES + MAX_OBSERVATIONS;
    assert!(told.contains(&shown.to_string()), "{told}");
    assert!(told.contains(&MAX_FIGURES.to_string()), "{told}");

    value["pages"][0]["sections"] = json!([]);
    value["kpis"][0]["series"] = json!([series(0, half), series(1, half), series(2, 1)]);
    let found = violations(&value.to_string());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].pointer, "/kpis/0/series");
}

#[test]
fn what_shows_all_kpis_stands_once_on_a_page() {
    for kind in ["scorecard", "goals", "insights", "initiatives"] {
        let section = |id| json!({"kind": kind, "id": id, "heading": "a"});
        assert!(Bundle::parse(&bare(json!([section("a")])).to_string()).is_ok());
        let found = violations(&bare(json!([section("a"), section("b")])).to_string());
        assert_eq!(found.len(), 1, "{kind}: {found:?}");
        assert_eq!(found[0].pointer, "/pages/0/sections/1/kind");
    }
}
