//! Ids that stand twice, and references that lead nowhere.

use civic_scorecard::bundle::Fault;
use serde_json::{Value, json};

use super::{Told, dangling, parse, put, section, tells, violations, with, zufriedenheit};
use crate::support::{self, norland_value};

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
        "glossary",
    ];
    let mut all = norland_value();
    let mut wanted = Vec::new();
    for list in lists {
        let mut value = norland_value();
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
        format!("{}/series", zufriedenheit()),
    ] {
        let mut value = norland_value();
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
fn a_kpi_that_an_initiative_names_twice_is_told() {
    let twice = json!(["register", "stellen", "register"]);
    tells(
        &with(&[("/initiatives/0/kpis", twice)]),
        &[("/initiatives/0/kpis/2", Told::Is(Fault::DuplicateId))],
    );
}

#[test]
fn sections_of_two_pages_may_share_an_id() {
    let value = norland_value();
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
        let mut value = norland_value();
        let pointer = section(kind, "id");
        let mut original = value.pointer(&pointer).expect(kind).clone();
        original["formerly"] = json!([]);
        let sections = value["pages"][0]["sections"]
            .as_array_mut()
            .expect("a list");
        sections.push(original);
        // The later of the two.
        let pointer = format!("{pointer}/id");
        tells(&value, &[(&pointer, Told::Is(Fault::DuplicateId))]);
    }
    // A wheel and small charts may.
    let mut value = norland_value();
    let mut wheel = value
        .pointer(&section("wheel", "id"))
        .expect("a wheel")
        .clone();
    let multiples = value.pointer(&section("multiples", "id")).expect("charts");
    wheel["id"] = multiples["id"].clone();
    wheel["formerly"] = json!([]);
    let sections = value["pages"][0]["sections"]
        .as_array_mut()
        .expect("a list");
    sections.push(wheel);
    assert!(parse(&value).is_ok());
}

#[test]
fn a_reference_to_nothing_is_told_wherever_one_can_stand() {
    let kpi = zufriedenheit();
    let cases = [
        ("/initiatives/0/audiences/0".to_owned(), "/audiences"),
        ("/initiatives/0/themes/0".to_owned(), "/themes"),
        ("/initiatives/0/facts/0/source".to_owned(), "/sources"),
        ("/initiatives/0/kpis/0".to_owned(), "/kpis"),
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
    let mut all = norland_value();
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
fn a_link_to_a_term_that_nothing_explains_is_told() {
    let pointer = "/initiatives/0/facts/0/text";
    let linked = |to: &str| with(&[(pointer, json!(format!("Eine [Stube]({to}).")))]);
    assert!(parse(&linked("/glossary/#amtsstube")).is_ok());
    assert!(parse(&linked("/glossary/")).is_ok());
    tells(
        &linked("/glossary/#stube"),
        &[(pointer, dangling("/glossary"))],
    );
}

#[test]
fn a_series_is_looked_for_in_its_own_kpi_only() {
    // A series of other KPIs.
    for pointer in [
        format!("{}/figures/0/series", section("hero", "figures")),
        format!("{}/targets/0/series", zufriedenheit()),
    ] {
        let found = violations(&with(&[(&pointer, json!("staat"))]));
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
    let value = norland_value();
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
    let pointer = format!("{}/audiences", zufriedenheit());
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
