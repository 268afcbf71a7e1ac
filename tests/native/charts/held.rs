//! Figures held against targets: one encoding wherever they are.

use civic_scorecard::dataset::{Dataset, Selection};
use civic_scorecard::progress::status;
use civic_scorecard::site::Subject;
use civic_scorecard::view::target_bar;
use serde_json::{Value, json};

use super::tiny::{bundle, kpi, target};
use crate::support::{Page, chart_html, site_of};

/// The drawings of a KPI's chart, and its latest figure in the scorecard.
fn drawn(kpi: Value) -> (Page, Page) {
    let json = bundle(json!([kpi]), json!([]), json!([])).to_string();
    let site = site_of(&json, "/");
    let kpi = &site.bundle.kpis[0];
    let dataset = Dataset::of(site, Subject::Kpi(kpi), &Selection::default());
    let body = chart_html(site, &dataset, false, None);
    let mut bar = String::new();
    let status = status(kpi, &kpi.series[0], site.bundle.published);
    if let Some(drawing) = target_bar(kpi, &status, 320.0) {
        drawing.write(&mut bar);
    }
    (Page::of(body), Page::of(bar))
}

/// A KPI with one figure.
fn one(unit: Value, chart: &str, value: Value, targets: Value) -> Value {
    let mut kpi = kpi("k", unit, &[&[]]);
    kpi["chart"] = json!(chart);
    kpi["targets"] = targets;
    kpi["series"][0]["observations"] = json!([{ "period": "2021", "value": value, "source": "s" }]);
    kpi
}

/// How many of each shape a page's drawings hold: tracks, bars, marks, ticks, ranges.
fn shapes(page: &Page, within: &str) -> [usize; 5] {
    ["track", "bar", "mark", "goal", "range"]
        .map(|class| page.all(&format!("{within} .{class}")).len())
}

#[test]
fn one_figure_is_held_against_its_target_in_one_way() {
    let days = json!({ "one": "day", "many": "days" });
    let band = json!([target(json!({ "from": 60, "to": 80 }))]);
    let number = json!([target(json!({ "number": 80 }))]);
    for (unit, targets, expected) in [
        (json!("%"), &number, [1, 1, 0, 1, 0]),
        (json!("%"), &band, [1, 1, 0, 2, 1]),
        (days.clone(), &number, [0, 0, 1, 1, 0]),
        (days, &band, [0, 0, 1, 2, 1]),
    ] {
        for chart in ["threshold", "proportion"] {
            let kpi = one(unit.clone(), chart, json!(40), targets.clone());
            let (body, bar) = drawn(kpi);
            let mut in_rows = expected;
            if chart == "threshold" {
                // The target has a row of its own, too.
                in_rows[3] *= 2;
                in_rows[4] *= 2;
            }
            for width in [".drawing.wide", ".drawing.narrow"] {
                assert_eq!(shapes(&body, width), in_rows, "{chart} in {unit}");
            }
            assert_eq!(shapes(&bar, ".bullet"), expected, "scorecard in {unit}");
        }
    }
}

#[test]
fn a_whole_is_counted_where_there_is_no_target_and_else_a_bar() {
    let unit = json!({ "one": "ministry", "many": "ministries" });
    let mut free = one(unit, "proportion", json!(7), json!([]));
    free["whole"] = json!(20);
    let mut held = free.clone();
    held["targets"] = json!([target(json!({ "number": 20 }))]);
    let (free, bar) = drawn(free);
    assert_eq!(free.all(".drawing.wide .unit").len(), 20);
    assert!(bar.all(".bullet").is_empty(), "held against nothing");
    let (held, bar) = drawn(held);
    assert!(held.all(".unit").is_empty());
    for (page, within) in [(held, ".drawing.wide"), (bar, ".bullet")] {
        assert_eq!(shapes(&page, within), [1, 1, 0, 1, 0], "{within}");
    }
}
