//! What each kind of chart draws, written so that a reviewer can read it: one element a
//! line, lengths in whole pixels, markers by their number, without the cells and tips of
//! points, which have tests of their own.
//!
//! `INSTA_UPDATE=always cargo test --test native snapshots` writes `tests/snapshots/` anew. Look
//! at what changed before you commit it: nothing else says whether it is right.

use civic_scorecard::dataset::{Dataset, Selection};
use civic_scorecard::site::{Site, Subject};
use civic_scorecard::view::MARKERS;
use scraper::ElementRef;
use serde_json::{Value, json};

use super::tiny::{bundle, kpi, target};
use crate::support::{Page, chart_html, render, site_of};

/// A tiny bundle with a chart of each kind.
fn site() -> Site {
    let n = Value::Null;
    let numbers = |values: &[i32]| values.iter().map(|v| json!(v)).collect::<Vec<_>>();
    let mut trend = kpi(
        "trend",
        json!("%"),
        &[
            &[
                json!(40),
                json!(50),
                n.clone(),
                json!(60),
                json!(65),
                json!(70),
            ],
            &[
                json!(30),
                n.clone(),
                json!(35),
                json!(38),
                json!(45),
                json!(50),
            ],
        ],
    );
    trend["targets"] = json!([target(json!({ "from": 55, "to": 65 }))]);
    trend["breaks"] = json!([{ "at": "2018", "reason": "Asked otherwise." }]);
    let days = json!({ "one": "day", "many": "days" });
    let mut threshold = kpi("threshold", days, &[&[json!(14), json!(12), n, json!(9)]]);
    threshold["targets"] = json!([target(json!({ "atMost": 10 }))]);
    threshold["better"] = json!("lower");
    threshold["chart"] = json!("threshold");
    let ministries = json!({ "one": "ministry", "many": "ministries" });
    let mut marks = kpi("marks", ministries, &[&numbers(&[7, 10])]);
    marks["whole"] = json!(10);
    marks["chart"] = json!("proportion");
    let mut bar = kpi("bar", json!("%"), &[&numbers(&[25])]);
    bar["targets"] = json!([target(json!({ "number": 100 }))]);
    // In force when the figure was measured.
    bar["targets"][0]["set"] = json!("2014");
    bar["chart"] = json!("proportion");
    let mut periods = kpi(
        "periods",
        json!("%"),
        &[&numbers(&[20, 30, 60]), &numbers(&[50, 40])],
    );
    periods["chart"] = json!("comparison");
    let other = kpi("other", json!("%"), &[&numbers(&[10, 20])]);
    let insight = |audience: &str, measure: &str, value: i32| {
        json!({
            "id": format!("{measure}{audience}"), "value": value, "unit": "%",
            "statement": "said so", "audience": audience, "measure": measure,
            "source": "s", "period": "2020",
        })
    };
    let item = |title: &str| json!({ "title": title });
    let sections = json!([
        { "kind": "hero", "id": "hero", "heading": "Hero", "lead": "Lead.",
          "figures": [{ "kpi": "trend", "series": "a", "statement": "are content" }] },
        { "kind": "multiples", "id": "small", "heading": "Small", "kpis": ["trend", "other"] },
        { "kind": "wheel", "id": "wheel", "heading": "Wheel", "centre": "Middle", "rings": [
            { "label": "Who", "items": [item("One"), item("Two")] },
            { "label": "What", "items": [item("Three")] },
        ]},
    ]);
    let insights = json!([
        insight("a", "m", 80),
        insight("b", "m", 95),
        insight("a", "n", 60),
        insight("b", "n", 60),
    ]);
    let kpis = json!([trend, threshold, marks, bar, periods, other]);
    site_of(&bundle(kpis, insights, sections).to_string(), "/")
}

fn chart(site: Site, subject: Subject) -> Page {
    let dataset = Dataset::of(site, subject, &Selection::default());
    Page::of(chart_html(site, &dataset, false, None))
}

fn check(name: &str, page: &Page, selector: &str) {
    let mut text = String::new();
    for drawing in page.all(selector) {
        write(drawing, 0, &mut text);
    }
    assert!(!text.is_empty(), "{name}: nothing is drawn");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// An element and those in it, a line each.
fn write(element: ElementRef<'_>, depth: usize, out: &mut String) {
    let classes: Vec<&str> = element.value().classes().collect();
    if ["cell", "tip"]
        .iter()
        .any(|left_out| classes.contains(left_out))
    {
        return;
    }
    out.push_str(&"  ".repeat(depth));
    out.push_str(element.value().name());
    // The classes that scope a sheet change with it.
    for class in classes.iter().filter(|class| !class.starts_with("l-")) {
        out.push_str(&format!(".{class}"));
    }
    let mut attributes: Vec<(&str, &str)> = element.value().attrs().collect();
    attributes.sort_unstable();
    for (name, value) in attributes {
        let value = match (name, MARKERS.iter().position(|marker| *marker == value)) {
            ("class", _) => continue,
            (_, Some(marker)) => format!("marker {}", marker + 1),
            ("aria-label" | "href" | "role" | "id", None) => value.to_owned(),
            (_, None) => {
                // A factor is no length.
                let (lengths, factor) = value.split_at(value.find(" scale").unwrap_or(value.len()));
                format!("{}{factor}", whole_pixels(lengths))
            }
        };
        out.push_str(&format!(" {name}={value:?}"));
    }
    let own = element
        .children()
        .filter_map(|child| child.value().as_text());
    let own: String = own.map(|text| &**text).collect();
    if !own.trim().is_empty() {
        out.push_str(&format!(" {:?}", own.trim()));
    }
    out.push('\n');
    for child in element.child_elements() {
        write(child, depth + 1, out);
    }
}

/// The numbers of an attribute, rounded.
fn whole_pixels(value: &str) -> String {
    let mut out = String::new();
    let mut number = String::new();
    for c in value.chars().chain(['\0']) {
        let belongs = c.is_ascii_digit() || c == '.' || (c == '-' && number.is_empty());
        if !belongs && !number.is_empty() {
            match number.parse::<f64>() {
                // Not "-0".
                Ok(length) => out.push_str(&(length.round() as i64).to_string()),
                Err(_) => out.push_str(&number),
            }
            number.clear();
        }
        if belongs || c == '-' {
            number.push(c);
        } else if c != '\0' {
            out.push(c);
        }
    }
    out
}

#[test]
fn drawings_are_as_they_were_when_someone_looked() {
    let site = site();
    let of = |id: &str| chart(site, Subject::Kpi(site.bundle.kpi(id).expect("a KPI")));
    for (name, id) in [
        ("trend", "trend"),
        ("threshold", "threshold"),
        ("proportion-marks", "marks"),
        ("proportion-bar", "bar"),
        ("comparison-periods", "periods"),
    ] {
        check(name, &of(id), "svg.drawing.wide");
    }
    check("trend-narrow", &of("trend"), "svg.drawing.narrow");
    check(
        "comparison-groups",
        &chart(site, Subject::Insights),
        "svg.drawing.wide",
    );
    let home = Page::of(render(site, "/", &[]));
    check("small-multiple", &home, "svg.drawing.small");
    check("sparkline", &home, "svg.spark");
    check("wheel", &home, "figure.wheel svg.wide");
}

#[test]
fn lengths_are_rounded_and_nothing_else_is_lost() {
    for (value, wanted) in [
        (
            "translate(12.5 -3.49) scale(1.4)",
            "translate(13 -3) scale(1)",
        ),
        ("M-0.2 4H4.6V-7z", "M0 4H5V-7z"),
        ("1.2,3.4 5,6", "1,3 5,6"),
        ("middle", "middle"),
    ] {
        assert_eq!(whole_pixels(value), wanted);
    }
}
