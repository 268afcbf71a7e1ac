//! What a page and its sections may hold.

use civic_scorecard::bundle::{Fault, MAX_PARTS, MAX_RINGS};
use serde_json::{Value, json};

use super::{Told, dangling, entry, parse, section, take, tells, with};
use crate::support::norland_value;

#[test]
fn a_site_without_a_home_page_is_told() {
    let pointer = entry("/pages", "home");
    tells(
        &with(&[(&format!("{pointer}/id"), json!("start"))]),
        &[("/pages", dangling("/pages"))],
    );
    let mut none = norland_value();
    take(&mut none, "/pages");
    tells(&none, &[("/pages", dangling("/pages"))]);
}

#[test]
fn a_page_cannot_take_an_address_that_the_site_uses_itself() {
    let pointer = format!("{}/id", entry("/pages", "fahrplan"));
    for id in [
        "kpis",
        "initiatives",
        "sources",
        "gaps",
        "glossary",
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
    let mut value = norland_value();
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
    let mut none = norland_value();
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
    let titles = json!(["Alle", "Montag"]);
    tells(
        &with(&[(&whom(2), titles)]),
        &[(
            &format!("{}/1", whom(2)),
            dangling("the first ring of \"rad\""),
        )],
    );
    tells(
        &with(&[(&whom(0), json!(["Alle"]))]),
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
