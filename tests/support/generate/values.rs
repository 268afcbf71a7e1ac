//! What entries are made of: ids and references, periods, numbers and units, links, sources.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::texts::{line, optional, pattern, text, url, words};
use super::{Json, Size};

pub fn chart_kind() -> Json {
    let kinds = select(vec!["trend", "threshold", "proportion", "comparison"]);
    kinds.prop_map(Value::from).boxed()
}

/// The first part of an id; [`settle`] adds the entry's place.
pub fn id() -> Json {
    pattern("[a-z0-9]{1,7}(-[a-z0-9]{1,4}){0,2}")
        .prop_map(Value::from)
        .boxed()
}

/// A reference to some entry of a list.
pub fn reference(list: &'static str) -> Json {
    (0..1000_usize)
        .prop_map(move |index| json!(format!("@{list}:{index}")))
        .boxed()
}

pub fn references(list: &'static str, at_least: usize) -> Json {
    vec(reference(list), at_least..=2)
        .prop_map(Value::from)
        .boxed()
}

/// A period; `YYYY` stands for a year that [`settle`] gives.
pub fn period() -> Json {
    let two = |last: u32| (1..=last).prop_map(|number| format!("{number:02}"));
    prop_oneof![
        2 => Just("YYYY".to_owned()),
        1 => Just("end-YYYY".to_owned()),
        1 => Just("not stated".to_owned()),
        2 => two(12).prop_map(|month| format!("YYYY-{month}")),
        2 => (two(12), two(28)).prop_map(|(month, day)| format!("YYYY-{month}-{day}")),
        2 => (two(6), two(6)).prop_map(|(from, months)| {
            let to = from.parse::<u32>().unwrap_or(1) + months.parse::<u32>().unwrap_or(1);
            format!("YYYY-{from}/YYYY-{to:02}")
        }),
    ]
    .prop_map(Value::from)
    .boxed()
}

/// A number of at most 15 digits, 6 of them after the point.
pub fn number() -> Json {
    const MOST: i64 = 999_999_999_999_999;
    prop_oneof![
        4 => (-1_000..1_000_i64).prop_map(Value::from),
        1 => (-MOST..=MOST).prop_map(Value::from),
        2 => (-9_999_999_i64..9_999_999, 0..=6).prop_map(|(units, scale)| {
            json!(units as f64 / 10_f64.powi(scale))
        }),
        1 => (-MOST..=MOST, 1..=6).prop_map(|(units, scale)| {
            json!(units as f64 / 10_f64.powi(scale))
        }),
        1 => select(vec![json!(0), json!(-0.0), json!(1), json!(1e14), json!(0.000001)]),
    ]
    .boxed()
}

pub fn percentage() -> Json {
    prop_oneof![
        (0..=100).prop_map(Value::from),
        (0..=1_000_000).prop_map(|units| json!(f64::from(units) / 10_000.0)),
    ]
    .boxed()
}

pub fn qualifier() -> Json {
    optional(
        select(
            ["exactly", "about", "over", "nearly"]
                .map(Value::from)
                .to_vec(),
        )
        .boxed(),
    )
}

pub fn named_unit() -> Json {
    (words(), words())
        .prop_map(|(one, many)| json!({ "one": one, "many": many }))
        .boxed()
}

/// A unit and a number in it.
pub fn unit_and_value() -> BoxedStrategy<(Value, Value)> {
    prop_oneof![(Just(json!("%")), percentage()), (named_unit(), number()),].boxed()
}

pub fn labelled() -> Json {
    (id(), text())
        .prop_map(|(id, label)| json!({ "id": id, "label": label }))
        .boxed()
}

pub fn image() -> Json {
    (pattern("/[a-z]{1,5}\\.svg"), text())
        .prop_map(|(src, alt)| json!({ "src": src, "alt": alt }))
        .boxed()
}

pub fn link(size: Size) -> Json {
    (text(), url(), optional(line(size)))
        .prop_map(|(label, href, description)| {
            json!({ "label": label, "href": href, "description": description })
        })
        .boxed()
}

pub fn source(size: Size) -> Json {
    (
        (id(), text(), text(), period()),
        optional(url().prop_map(Value::from).boxed()),
        optional(text()),
        optional(line(size)),
    )
        .prop_map(|((id, title, publisher, published), href, locator, note)| {
            json!({
                "id": id, "title": title, "publisher": publisher, "published": published,
                "href": href, "locator": locator, "note": note,
            })
        })
        .boxed()
}
