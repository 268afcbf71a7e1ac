//! Bundles with mistakes: each is named with its place, and all of them together.
//!
//! Each test breaks the bundle that ships, in memory. Places are looked up by id, so
//! that new content does not move them.

mod support;

use civic_scorecard::bundle::{
    Bundle, BundleError, Fault, MAX_BYTES, MAX_PARTS, MAX_RINGS, SCHEMA_VERSION, Violations,
};
use serde_json::{Value, json};
use support::{REAL, real_value};

/// The most items of a list, as the documentation of the bundle gives it.
const MAX_ITEMS: usize = 10_000;

/// What a violation has to be.
#[derive(Debug)]
enum Told {
    /// Exactly this fault.
    Is(Fault),
    /// Malformed, and the explanation has these words.
    Malformed(&'static str),
    /// An unknown field, and the explanation offers this one.
    UnknownField(&'static str),
}

impl Told {
    fn fits(&self, fault: &Fault) -> bool {
        match (self, fault) {
            (Told::Is(wanted), fault) => wanted == fault,
            (Told::Malformed(words), Fault::Malformed { expected }) => expected.contains(words),
            (Told::UnknownField(field), Fault::UnknownField { allowed }) => allowed.contains(field),
            _ => false,
        }
    }
}

fn dangling(list: &str) -> Told {
    Told::Is(Fault::Dangling { list: list.into() })
}

fn wrong_type(found: &'static str, expected: &'static str) -> Told {
    Told::Is(Fault::WrongType { found, expected })
}

fn parse(value: &Value) -> Result<Bundle, BundleError> {
    Bundle::parse(&value.to_string())
}

/// Everything that is told about a bundle with mistakes.
#[track_caller]
fn violations(value: &Value) -> Violations {
    match parse(value) {
        Err(BundleError::Invalid(violations)) => violations,
        other => panic!("the bundle should break rules, but gives {other:?}"),
    }
}

/// Fails unless just these mistakes are told, in any order.
#[track_caller]
fn tells(value: &Value, wanted: &[(&str, Told)]) {
    let mut found = violations(value).to_vec();
    for (pointer, told) in wanted {
        let at = found
            .iter()
            .position(|v| v.pointer == *pointer && told.fits(&v.fault));
        match at {
            Some(at) => drop(found.remove(at)),
            None => panic!("not told: {pointer} {told:?}; told: {found:#?}"),
        }
    }
    assert!(found.is_empty(), "told too much: {found:#?}");
}

/// The bundle that ships with one value put in another's place, or added.
#[track_caller]
fn with(changes: &[(&str, Value)]) -> Value {
    let mut value = real_value();
    for (pointer, new) in changes {
        put(&mut value, pointer, new.clone());
    }
    value
}

/// Puts a value at a pointer, whose parent has to be there.
#[track_caller]
fn put(value: &mut Value, pointer: &str, new: Value) {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer into something");
    match value.pointer_mut(parent) {
        Some(Value::Object(map)) => {
            map.insert(key.replace("~1", "/").replace("~0", "~"), new);
        }
        Some(Value::Array(items)) => {
            items[key.parse::<usize>().expect("an index")] = new;
        }
        other => panic!("{parent} is {other:?}"),
    }
}

#[track_caller]
fn take(value: &mut Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer into something");
    value
        .pointer_mut(parent)
        .and_then(Value::as_object_mut)
        .and_then(|map| map.remove(key))
        .unwrap_or_else(|| panic!("{pointer} is not there"))
}

/// The pointer of the entry of a list that is called `id`.
#[track_caller]
fn entry(list: &str, id: &str) -> String {
    let value = real_value();
    let entries = value.pointer(list).and_then(Value::as_array).expect(list);
    let index = entries.iter().position(|entry| entry["id"] == id);
    format!(
        "{list}/{}",
        index.unwrap_or_else(|| panic!("no {id} in {list}"))
    )
}

/// The pointer of the first section of a kind that has `field`, not empty.
#[track_caller]
fn section(kind: &str, field: &str) -> String {
    let value = real_value();
    for (page_index, page) in support::list(&value, "pages").iter().enumerate() {
        for (index, section) in support::list(page, "sections").iter().enumerate() {
            let has_field = match &section[field] {
                Value::Array(items) => !items.is_empty(),
                other => !other.is_null(),
            };
            if section["kind"] == kind && has_field {
                return format!("/pages/{page_index}/sections/{index}");
            }
        }
    }
    panic!("no section of kind {kind} has {field}");
}

fn satisfaction() -> String {
    entry("/kpis", "satisfaction")
}

// ---- texts that are no bundle at all ----

#[test]
fn the_bundle_that_ships_is_valid() {
    assert!(Bundle::parse(REAL).is_ok());
}

#[test]
fn a_text_cut_short_anywhere_is_no_json_and_says_where_it_ends() {
    let whole = REAL.trim_end();
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
    let mut text = REAL.to_owned();
    text.push_str(&" ".repeat(MAX_BYTES - REAL.len()));
    assert!(Bundle::parse(&text).is_ok());
    text.push(' ');
    let bytes = MAX_BYTES + 1;
    assert_eq!(Bundle::parse(&text), Err(BundleError::TooLarge { bytes }));
}

#[test]
fn deep_nesting_is_named_and_does_not_overflow_the_stack() {
    let deep = 1_000_000;
    let within = REAL.replacen(
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

// ---- schema versions ----

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

// ---- form ----

#[test]
fn wrong_types_in_many_places_are_all_told_at_once() {
    let kpi = satisfaction();
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
    let kpi = satisfaction();
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
    let kpi = satisfaction();
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
    let mut without_any = real_value();
    for pointer in &pointers {
        let mut without = real_value();
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
    let kpi = satisfaction();
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
        "1a",
        "a b",
        "a/b",
        "..",
        "a.b",
        "ä",
        "",
        &long,
    ] {
        let pointer = format!("{}/id", entry("/sources", "zdnet"));
        let mut value = with(&[(&pointer, json!(id))]);
        // Nobody refers to the source any more, so that only its id is wrong.
        value["kpis"] = json!([]);
        value["pages"] = json!([{"id": "home", "label": "x", "title": "x", "description": "x"}]);
        tells(&value, &[(&pointer, Told::Malformed("an id"))]);
    }
}

#[test]
fn texts_revisions_locales_and_units_of_a_wrong_form_are_refused() {
    let kpi = satisfaction();
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

// ---- ids and references ----

#[test]
fn an_id_that_stands_twice_is_told_in_each_list() {
    let lists = [
        "audiences",
        "themes",
        "measures",
        "pages",
        "initiatives",
        "insights",
        "kpis",
        "sources",
    ];
    let mut all = real_value();
    let mut wanted = Vec::new();
    for list in lists {
        let mut value = real_value();
        let entries = value[list].as_array_mut().expect(list);
        let pointer = format!("/{list}/{}/id", entries.len());
        let again = entries[0].clone();
        entries.push(again.clone());
        tells(&value, &[(&pointer, Told::Is(Fault::DuplicateId))]);
        all[list].as_array_mut().expect(list).push(again);
        wanted.push(pointer);
    }
    let wanted: Vec<_> = wanted
        .iter()
        .map(|pointer| (pointer.as_str(), Told::Is(Fault::DuplicateId)))
        .collect();
    tells(&all, &wanted);
}

#[test]
fn an_id_that_stands_twice_is_told_among_sections_and_series() {
    for list in [
        "/pages/0/sections".to_owned(),
        format!("{}/series", satisfaction()),
    ] {
        let mut value = real_value();
        let entries = value
            .pointer_mut(&list)
            .and_then(Value::as_array_mut)
            .unwrap();
        let pointer = format!("{list}/{}/id", entries.len());
        let again = entries.last().expect("an entry").clone();
        entries.push(again);
        tells(&value, &[(&pointer, Told::Is(Fault::DuplicateId))]);
    }
}

#[test]
fn sections_of_two_pages_may_share_an_id() {
    let value = real_value();
    let ids = |page: usize| {
        let sections = support::list(&value["pages"][page], "sections");
        sections
            .iter()
            .map(|s| support::string(s, "id").to_owned())
            .collect::<Vec<_>>()
    };
    assert!(ids(0).iter().any(|id| ids(1).contains(id)));
    assert!(parse(&value).is_ok());
}

#[test]
fn what_other_sites_know_by_its_kind_and_id_shares_it_with_nothing_on_another_page() {
    for kind in ["multiples", "wheel"] {
        let mut value = real_value();
        let pointer = section(kind, "id");
        let original = value.pointer(&pointer).expect(kind).clone();
        let sections = value["pages"][0]["sections"]
            .as_array_mut()
            .expect("a list");
        sections.push(original);
        // The later of the two.
        let pointer = format!("{pointer}/id");
        tells(&value, &[(&pointer, Told::Is(Fault::DuplicateId))]);
    }
    // A wheel and small charts may.
    let mut value = real_value();
    let mut wheel = value
        .pointer(&section("wheel", "id"))
        .expect("a wheel")
        .clone();
    let multiples = value.pointer(&section("multiples", "id")).expect("charts");
    wheel["id"] = multiples["id"].clone();
    let sections = value["pages"][0]["sections"]
        .as_array_mut()
        .expect("a list");
    sections.push(wheel);
    assert!(parse(&value).is_ok());
}

#[test]
fn a_reference_to_nothing_is_told_wherever_one_can_stand() {
    let kpi = satisfaction();
    let cases = [
        ("/initiatives/0/audiences/0".to_owned(), "/audiences"),
        ("/initiatives/0/themes/0".to_owned(), "/themes"),
        ("/initiatives/0/facts/0/source".to_owned(), "/sources"),
        ("/insights/0/audience".to_owned(), "/audiences"),
        ("/insights/0/measure".to_owned(), "/measures"),
        ("/insights/0/source".to_owned(), "/sources"),
        (format!("{kpi}/audiences/0"), "/audiences"),
        (format!("{kpi}/series/0/audience"), "/audiences"),
        (format!("{kpi}/series/0/observations/0/source"), "/sources"),
        (format!("{kpi}/targets/0/source"), "/sources"),
        (format!("{kpi}/related/0/source"), "/sources"),
        (format!("{}/source", section("prose", "source")), "/sources"),
        (
            format!("{}/source", section("objectives", "source")),
            "/sources",
        ),
        (format!("{}/source", section("goals", "source")), "/sources"),
        (format!("{}/source", section("wheel", "source")), "/sources"),
        (
            format!("{}/items/0/source", section("timeline", "items")),
            "/sources",
        ),
        (format!("{}/kpi", section("chart", "kpi")), "/kpis"),
        (
            format!("{}/figures/0/kpi", section("hero", "figures")),
            "/kpis",
        ),
    ];
    let mut all = real_value();
    for (pointer, list) in &cases {
        tells(
            &with(&[(pointer, json!("no-such-thing"))]),
            &[(pointer, dangling(list))],
        );
        put(&mut all, pointer, json!("no-such-thing"));
    }
    let wanted: Vec<_> = cases
        .iter()
        .map(|(pointer, list)| (pointer.as_str(), dangling(list)))
        .collect();
    tells(&all, &wanted);
}

#[test]
fn a_series_is_looked_for_in_its_own_kpi_only() {
    // "services" is a series of other KPIs, not of satisfaction.
    for pointer in [
        format!("{}/figures/0/series", section("hero", "figures")),
        format!("{}/targets/0/series", satisfaction()),
    ] {
        let found = violations(&with(&[(&pointer, json!("services"))]));
        let [only] = &found[..] else {
            panic!("{found:#?}");
        };
        assert_eq!(only.pointer, pointer);
        assert!(
            matches!(&only.fault, Fault::Dangling { list } if list.contains("series")),
            "{only:?}"
        );
    }
}

#[test]
fn references_swapped_with_each_other_are_all_told() {
    let value = real_value();
    let take = |pointer: &str| value.pointer(pointer).expect(pointer).clone();
    let swapped = with(&[
        (
            "/initiatives/0/audiences/0",
            take("/initiatives/0/themes/0"),
        ),
        (
            "/initiatives/0/themes/0",
            take("/initiatives/0/audiences/0"),
        ),
        ("/insights/0/audience", take("/insights/0/measure")),
        ("/insights/0/measure", take("/insights/0/audience")),
        ("/insights/1/source", take("/insights/1/id")),
    ]);
    tells(
        &swapped,
        &[
            ("/initiatives/0/audiences/0", dangling("/audiences")),
            ("/initiatives/0/themes/0", dangling("/themes")),
            ("/insights/0/audience", dangling("/audiences")),
            ("/insights/0/measure", dangling("/measures")),
            ("/insights/1/source", dangling("/sources")),
        ],
    );
}

#[test]
fn references_are_followed_even_where_other_values_have_a_wrong_form() {
    let value = with(&[
        ("/locale", json!("English")),
        ("/insights/0/source", json!("no-such-thing")),
    ]);
    tells(
        &value,
        &[
            ("/locale", Told::Malformed("a language tag")),
            ("/insights/0/source", dangling("/sources")),
        ],
    );
}

#[test]
fn a_kpi_without_an_audience_is_told() {
    let pointer = format!("{}/audiences", satisfaction());
    tells(
        &with(&[(&pointer, json!([]))]),
        &[(&pointer, Told::Is(Fault::NoItems))],
    );
}

#[test]
fn an_empty_bullet_list_is_told() {
    let pointer = format!("{}/body/0", section("prose", "body"));
    tells(
        &with(&[(&pointer, json!({"list": []}))]),
        &[(&pointer, Told::Is(Fault::NoItems))],
    );
}

// ---- pages ----

#[test]
fn a_site_without_a_home_page_is_told() {
    let pointer = entry("/pages", "home");
    tells(
        &with(&[(&format!("{pointer}/id"), json!("start"))]),
        &[("/pages", dangling("/pages"))],
    );
    let mut none = real_value();
    take(&mut none, "/pages");
    tells(&none, &[("/pages", dangling("/pages"))]);
}

#[test]
fn a_page_cannot_take_an_address_that_the_site_uses_itself() {
    let pointer = format!("{}/id", entry("/pages", "blueprint"));
    for id in [
        "kpis",
        "initiatives",
        "sources",
        "bundle",
        "illustrations",
        "social",
        "embed",
    ] {
        tells(
            &with(&[(&pointer, json!(id))]),
            &[(&pointer, Told::Malformed("free for a page"))],
        );
    }
}

#[test]
fn a_hero_that_is_not_first_is_told() {
    let mut value = real_value();
    let sections = value
        .pointer_mut("/pages/0/sections")
        .and_then(Value::as_array_mut)
        .unwrap();
    assert_eq!(sections[0]["kind"], "hero");
    sections.swap(0, 1);
    tells(
        &value,
        &[("/pages/0/sections/1/kind", Told::Malformed("first section"))],
    );
}

#[test]
fn a_wheel_without_rings_or_parts_is_told() {
    let rings = format!("{}/rings", section("wheel", "rings"));
    let mut none = real_value();
    take(&mut none, &rings);
    tells(&none, &[(&rings, Told::Is(Fault::NoItems))]);
    let items = format!("{rings}/2/items");
    tells(
        &with(&[(&items, json!([]))]),
        &[(&items, Told::Is(Fault::NoItems))],
    );
}

#[test]
fn a_wheel_of_more_rings_or_parts_than_can_be_drawn_is_told() {
    let rings = format!("{}/rings", section("wheel", "rings"));
    let items = format!("{rings}/2/items");
    for (pointer, limit, entry) in [
        (
            rings,
            MAX_RINGS,
            json!({ "label": "x", "items": [{ "title": "x" }] }),
        ),
        (items, MAX_PARTS, json!({ "title": "x" })),
    ] {
        let found = limit + 1;
        tells(
            &with(&[(&pointer, json!(vec![entry.clone(); found]))]),
            &[(&pointer, Told::Is(Fault::TooManyItems { found, limit }))],
        );
        assert!(parse(&with(&[(&pointer, json!(vec![entry; limit]))])).is_ok());
    }
}

#[test]
fn a_part_of_a_wheel_is_for_parts_of_the_first_ring_alone() {
    let wheel = section("wheel", "rings");
    let whom = |ring: usize| format!("{wheel}/rings/{ring}/items/0/for");
    let titles = json!(["Citizens", "Easy to use"]);
    tells(
        &with(&[(&whom(2), titles)]),
        &[(
            &format!("{}/1", whom(2)),
            dangling("the first ring of \"framework\""),
        )],
    );
    tells(
        &with(&[(&whom(0), json!(["Citizens"]))]),
        &[(
            &format!("{}/0", whom(0)),
            Told::Malformed("refer to parts of the first"),
        )],
    );
}

#[test]
fn a_picture_from_elsewhere_is_told() {
    let hero = format!("{}/image/src", section("hero", "image"));
    for src in ["https://cdn.example/a.svg", "#a", "mailto:a@example.org"] {
        tells(
            &with(&[
                ("/initiatives/0/image/src", json!(src)),
                (&hero, json!(src)),
            ]),
            &[
                ("/initiatives/0/image/src", Told::Malformed("on this site")),
                (&hero, Told::Malformed("on this site")),
            ],
        );
    }
}

// ---- numbers, bands and periods ----

#[test]
fn percentages_outside_0_to_100_are_told_and_both_ends_are_not() {
    let kpi = satisfaction();
    let observation = format!("{kpi}/series/0/observations/0/value");
    let (low, high) = (0, 100);
    for value in [json!(-1), json!(100.1)] {
        let outside = || Told::Is(Fault::OutOfRange { low, high });
        tells(
            &with(&[("/insights/0/value", value.clone()), (&observation, value)]),
            &[("/insights/0/value", outside()), (&observation, outside())],
        );
    }
    for value in [json!(0), json!(100), json!(100.0)] {
        let within = with(&[("/insights/0/value", value.clone()), (&observation, value)]);
        assert!(parse(&within).is_ok());
    }
    let related = entry("/kpis", "cloud-systems") + "/related/0";
    tells(
        &with(&[
            (&format!("{related}/unit"), json!("%")),
            (&format!("{related}/value"), json!(101)),
        ]),
        &[(
            &format!("{related}/value"),
            Told::Is(Fault::OutOfRange { low, high }),
        )],
    );
}

#[test]
fn a_number_of_another_unit_may_be_negative_or_large() {
    let kpi = entry("/kpis", "officers-data-trained");
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
    let goal = format!("{}/targets/0/goal", satisfaction());
    let (low, high) = (0, 100);
    for (value, field) in [
        (json!({"number": 101}), "number"),
        (json!({"atLeast": -1}), "atLeast"),
        (json!({"atMost": 100.1}), "atMost"),
        (json!({"from": -1, "to": 80}), "from"),
        (json!({"from": 75, "to": 100.1}), "to"),
    ] {
        tells(
            &with(&[(&goal, value)]),
            &[(
                &format!("{goal}/{field}"),
                Told::Is(Fault::OutOfRange { low, high }),
            )],
        );
    }
}

#[test]
fn a_band_upside_down_or_of_equal_ends_is_told() {
    let goal = format!("{}/targets/0/goal", satisfaction());
    for band in [json!({"from": 80, "to": 75}), json!({"from": 75, "to": 75})] {
        tells(
            &with(&[(&goal, band)]),
            &[(&goal, Told::Is(Fault::BandUpsideDown))],
        );
    }
}

#[test]
fn a_goal_is_of_exactly_one_form() {
    let goal = format!("{}/targets/0/goal", satisfaction());
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
    let observation = format!("{}/series/0/observations/0", satisfaction());
    let base = json!({"period": "2012", "source": "efforts-page"});
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
    let kpi = satisfaction();
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
    let kpi = satisfaction();
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
    let list = format!("{}/series/0/observations", satisfaction());
    let mut value = real_value();
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
    let value = real_value();
    let series = value
        .pointer(&format!("{}/series", satisfaction()))
        .unwrap();
    assert_eq!(
        series[0]["observations"][0]["period"],
        series[1]["observations"][0]["period"]
    );
}

// ---- links ----

/// Addresses that no link of a site may have.
const HOSTILE: &[&str] = &[
    "javascript:alert(1)",
    "javascript:alert`1`",
    "javascript:alert%281%29",
    "JaVaScRiPt:alert%281%29",
    "\tjavascript:x",
    " javascript:x",
    "java\nscript:x",
    "javascript&colon;alert",
    "vbscript:msgbox",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:text/html,x",
    "blob:https://a.example/1",
    "file:///etc/passwd",
    "http://a.example/",
    "HTTP://a.example/",
    "HTTPS://a.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "https:/a.example",
    "https://",
    "ftp://a.example",
    "page.html",
    "../up",
    "?q=x",
    "https://a.example/\"onmouseover=alert`1`",
    "https://a.example/<script>",
    "https://ex\u{430}mple.com/",
    "https://gov.example%40evil.example/",
    "https://gov.example@evil.example/",
    "https:\\\\evil.example/",
    "https:///evil.example/",
    "https://a.example:evil.example/",
    "https://3232235777/",
    "https://a..example/",
    "/../admin/",
    "/a/%2e%2E/../b/",
    "/..%2fadmin/",
    "/%5c%5cevil.example/",
    "tel:*%2306%23",
    "tel:1w2",
    "mailto:a@gov.example%0d%0aBcc:b@evil.example",
    "mailto:?attach=/etc/passwd",
    "",
];

#[test]
fn an_address_of_an_unsafe_scheme_is_told_in_every_link() {
    let pointers = [
        "/site/contact/href".to_owned(),
        "/initiatives/0/link/href".to_owned(),
        "/initiatives/0/image/src".to_owned(),
        format!("{}/image/src", section("hero", "image")),
        format!("{}/items/0/href", section("links", "items")),
        "/sources/0/href".to_owned(),
    ];
    for url in HOSTILE {
        let changes: Vec<_> = pointers.iter().map(|p| (p.as_str(), json!(url))).collect();
        let wanted: Vec<_> = pointers
            .iter()
            .map(|pointer| {
                // A picture has to be a file of the site.
                let is_picture = pointer.ends_with("/src");
                let allowed = if is_picture {
                    "on this site"
                } else {
                    "https://"
                };
                (pointer.as_str(), Told::Malformed(allowed))
            })
            .collect();
        tells(&with(&changes), &wanted);
    }
}

#[test]
fn an_address_of_an_unsafe_scheme_is_told_inside_rich_text_too() {
    let kpi = satisfaction();
    let prose = section("prose", "body");
    let pointers = [
        "/site/disclaimer".to_owned(),
        "/initiatives/0/facts/0/text".to_owned(),
        "/initiatives/0/notes/0".to_owned(),
        "/insights/0/statement".to_owned(),
        format!("{kpi}/measures"),
        format!("{kpi}/related/0/why"),
        format!("{kpi}/breaks/0/reason"),
        "/sources/0/note".to_owned(),
        format!("{prose}/body/0"),
    ];
    for url in HOSTILE {
        let markup = format!("Read [this]({url}) now");
        let mut changes: Vec<_> = pointers
            .iter()
            .map(|p| (p.as_str(), json!(markup)))
            .collect();
        let list = format!("{prose}/body/1");
        changes.push((&list, json!({"list": ["fine", markup]})));
        let item = format!("{list}/list/1");
        let found = violations(&with(&changes));
        let mut places: Vec<&str> = found.iter().map(|v| v.pointer.as_str()).collect();
        let mut wanted: Vec<&str> = pointers
            .iter()
            .map(String::as_str)
            .chain([item.as_str()])
            .collect();
        places.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(places, wanted, "{url}");
        for violation in found.iter() {
            assert!(
                matches!(violation.fault, Fault::Malformed { .. }),
                "{violation:?}"
            );
        }
    }
}

// ---- what the publisher reads ----

#[test]
fn the_message_names_the_place_the_value_and_what_is_allowed() {
    let kpi = satisfaction();
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
    let kpi = satisfaction();
    let broken = with(&[
        ("/insights/0/value", json!(-1)),
        (&format!("{kpi}/series/0/audience"), json!("martians")),
        (&format!("{kpi}/targets/0/goal/from"), json!(-20)),
        ("/sources/1/id", json!("efforts-page")),
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
