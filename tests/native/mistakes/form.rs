//! Values of the wrong type or form, fields that are unknown or missing, unknown words.

use civic_scorecard::bundle::Fault;
use serde_json::{Value, json};

use super::{
    MAX_ITEMS, Told, entry, section, take, tells, violations, with, wrong_type, zufriedenheit,
};
use crate::support::norland_value;

#[test]
fn wrong_types_in_many_places_are_all_told_at_once() {
    let kpi = zufriedenheit();
    let observation = format!("{kpi}/series/0/observations/0");
    let value = with(&[
        ("/published", json!(2026)),
        ("/site/official", json!("no")),
        ("/insights/1", json!(null)),
        ("/pages/0/title", json!(["a", "b"])),
        ("/pages/1/sections", json!("none")),
        ("/initiatives/0/image", json!(false)),
        ("/insights/2/value", json!("97")),
        (&format!("{kpi}/better"), json!(true)),
        (&format!("{observation}/value"), json!({})),
        ("/initiatives/1/notes", json!({})),
    ]);
    tells(
        &value,
        &[
            ("/published", wrong_type("a number", "text")),
            ("/site/official", wrong_type("text", "true or false")),
            ("/insights/1", wrong_type("null", "an object")),
            ("/pages/0/title", wrong_type("a list", "text")),
            ("/pages/1/sections", wrong_type("text", "a list")),
            (
                "/initiatives/0/image",
                wrong_type("true or false", "an object"),
            ),
            ("/insights/2/value", wrong_type("text", "a number")),
            (
                &format!("{kpi}/better"),
                wrong_type("true or false", "text"),
            ),
            (
                &format!("{observation}/value"),
                wrong_type("an object", "a number"),
            ),
            ("/initiatives/1/notes", wrong_type("an object", "a list")),
        ],
    );
}

#[test]
fn unknown_fields_are_told_wherever_they_stand_even_when_null() {
    let kpi = zufriedenheit();
    let hero = section("hero", "lead");
    let paragraph = section("prose", "body");
    let value = with(&[
        ("/extra", json!(null)),
        ("/site/a~1b~0c", json!(1)),
        (&format!("{hero}/color"), json!("red")),
        ("/sources/0/kind", json!("prose")),
        (&format!("{kpi}/targets/0/goal/minimum"), json!(1)),
        (&format!("{kpi}/Title"), json!("x")),
        (
            &format!("{paragraph}/body/0"),
            json!({"list": ["a"], "ordered": true}),
        ),
    ]);
    tells(
        &value,
        &[
            ("/extra", Told::UnknownField("schemaVersion")),
            ("/site/a~1b~0c", Told::UnknownField("disclaimer")),
            (&format!("{hero}/color"), Told::UnknownField("lead")),
            ("/sources/0/kind", Told::UnknownField("publisher")),
            (
                &format!("{kpi}/targets/0/goal/minimum"),
                Told::UnknownField("atLeast"),
            ),
            (&format!("{kpi}/Title"), Told::UnknownField("title")),
            (
                &format!("{paragraph}/body/0/ordered"),
                Told::UnknownField("list"),
            ),
        ],
    );
}

#[test]
fn every_missing_field_is_told_at_the_place_where_it_should_be() {
    let kpi = zufriedenheit();
    let timeline = section("timeline", "items");
    let wheel = section("wheel", "rings");
    let chart = section("chart", "kpi");
    let hero = section("hero", "lead");
    let pointers = [
        "/schemaVersion".to_owned(),
        "/revision".to_owned(),
        "/published".to_owned(),
        "/locale".to_owned(),
        "/site/official".to_owned(),
        "/site/contact/href".to_owned(),
        "/insights/1/id".to_owned(),
        "/measures/0/label".to_owned(),
        "/pages/0/description".to_owned(),
        format!("{hero}/lead"),
        format!("{chart}/kpi"),
        format!("{timeline}/kind"),
        format!("{wheel}/centre"),
        format!("{wheel}/rings/0/label"),
        format!("{wheel}/rings/1/items/0/title"),
        "/initiatives/0/image/alt".to_owned(),
        "/initiatives/0/facts/0/source".to_owned(),
        "/insights/0/measure".to_owned(),
        format!("{kpi}/unit"),
        format!("{kpi}/series/0/observations/0/period"),
        format!("{kpi}/targets/0/goal"),
        format!("{kpi}/targets/0/due"),
        format!("{kpi}/breaks/0/reason"),
        format!("{kpi}/related/0/why"),
        "/sources/0/published".to_owned(),
    ];
    let mut without_any = norland_value();
    for pointer in &pointers {
        let mut without = norland_value();
        take(&mut without, pointer);
        tells(&without, &[(pointer, Told::Is(Fault::Missing))]);
        // The same field as `null` is as good as missing.
        let null = with(&[(pointer, json!(null))]);
        if pointer.ends_with("/kind") {
            tells(&null, &[(pointer, wrong_type("null", "text"))]);
        } else {
            tells(&null, &[(pointer, Told::Is(Fault::Missing))]);
        }
        take(&mut without_any, pointer);
    }
    let all: Vec<_> = pointers
        .iter()
        .map(|pointer| (pointer.as_str(), Told::Is(Fault::Missing)))
        .collect();
    tells(&without_any, &all);
}

#[test]
fn a_word_that_is_none_of_a_list_is_told_with_the_list() {
    let kpi = zufriedenheit();
    let qualifier = format!("{kpi}/series/0/observations/0/qualifier");
    let better = format!("{kpi}/better");
    let value = with(&[
        (&qualifier, json!("roughly")),
        (&better, json!("Higher")),
        ("/pages/0/sections/0/kind", json!("video")),
    ]);
    let words = |allowed| Told::Is(Fault::UnknownWord { allowed });
    tells(
        &value,
        &[
            (&qualifier, words(&["exactly", "about", "over", "nearly"])),
            (&better, words(&["higher", "lower"])),
            (
                "/pages/0/sections/0/kind",
                words(&[
                    "hero",
                    "prose",
                    "objectives",
                    "initiatives",
                    "insights",
                    "scorecard",
                    "chart",
                    "multiples",
                    "goals",
                    "timeline",
                    "wheel",
                    "links",
                ]),
            ),
        ],
    );
}

#[test]
fn ids_that_could_not_be_addresses_are_refused() {
    let long = "a".repeat(65);
    for id in [
        "Upper",
        "two--hyphens",
        "-a",
        "a-",
        "a b",
        "a/b",
        "..",
        "a.b",
        "ä",
        "",
        &long,
    ] {
        let pointer = format!("{}/id", entry("/sources", "alte-umfrage"));
        let mut value = with(&[(&pointer, json!(id))]);
        // Nobody refers to the source any more, so that only its id is wrong.
        value["kpis"] = json!([]);
        value["initiatives"] = json!([]);
        value["pages"] = json!([{"id": "home", "label": "x", "title": "x", "description": "x"}]);
        tells(&value, &[(&pointer, Told::Malformed("an id"))]);
    }
}

#[test]
fn texts_revisions_locales_and_units_of_a_wrong_form_are_refused() {
    let kpi = zufriedenheit();
    let unit = format!("{kpi}/unit");
    let long = "a".repeat(4_001);
    let cases = [
        ("/site/name", json!(""), "text of 1 to"),
        ("/site/name", json!(" padded "), "text of 1 to"),
        ("/site/name", json!("two\nlines"), "text of 1 to"),
        ("/site/name", json!("nul\u{0}"), "text of 1 to"),
        ("/site/name", json!(long), "text of 1 to"),
        ("/revision", json!("a b"), "a revision"),
        ("/revision", json!(""), "a revision"),
        ("/revision", json!("../../etc/passwd"), "a revision"),
        ("/locale", json!("EN"), "a language tag"),
        ("/locale", json!("e"), "a language tag"),
        ("/locale", json!("en_SG"), "a language tag"),
        ("/locale", json!("\"><script>"), "a language tag"),
        (&unit, json!("percent"), "a unit"),
        (&unit, json!(""), "a unit"),
        (
            "/insights/0/value",
            json!(1e300),
            "a number of at most 15 digits",
        ),
        (
            "/insights/0/value",
            json!(0.000_000_1),
            "a number of at most 15 digits",
        ),
        ("/site/origin", json!("http://a.example"), "an origin"),
        ("/site/origin", json!("https://a.example/"), "an origin"),
        (
            "/site/origin",
            json!("https://a.example/scorecard"),
            "an origin",
        ),
        ("/site/origin", json!("javascript://a.example"), "an origin"),
        ("/site/disclaimer", json!("*open"), "rich text"),
        ("/site/disclaimer", json!("a ] b"), "rich text"),
        ("/site/disclaimer", json!("back\\slash"), "rich text"),
        (
            "/site/disclaimer",
            json!("[text](https://a.example"),
            "rich text",
        ),
        (
            "/site/disclaimer",
            json!("[](https://a.example)"),
            "rich text",
        ),
    ];
    for (pointer, new, words) in cases {
        tells(
            &with(&[(pointer, new)]),
            &[(pointer, Told::Malformed(words))],
        );
    }
}

#[test]
fn a_list_of_more_items_than_allowed_is_told_once_and_not_looked_into() {
    let value = with(&[("/insights", json!(vec![Value::Null; MAX_ITEMS + 1]))]);
    tells(
        &value,
        &[(
            "/insights",
            Told::Is(Fault::TooManyItems {
                found: MAX_ITEMS + 1,
                limit: MAX_ITEMS,
            }),
        )],
    );
    let value = with(&[("/insights", json!(vec![Value::Null; MAX_ITEMS]))]);
    let found = violations(&value);
    assert_eq!(found.len() + found.more(), MAX_ITEMS);
}
