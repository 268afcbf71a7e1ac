//! How long lists may be, alone and together, and that long ones are checked in one go.

use civic_scorecard::bundle::{
    Bundle, Fault, MAX_CHARTS, MAX_FIGURES, MAX_GROUPS, MAX_INSIGHTS, MAX_ITEMS, MAX_OBSERVATIONS,
    MAX_OPENING, MAX_SERIES, MAX_SOURCES, MAX_TARGETS,
};
use serde_json::{Value, json};

use super::{message, violations};
use crate::support::norland_value;

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
    value["initiatives"] = json!([]);
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
    value["initiatives"] = json!([]);
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
