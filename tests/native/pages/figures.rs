//! Figures as pages show them, where it takes figures made for it.

use civic_scorecard::bundle::Unit;
use civic_scorecard::site::Route;
use serde_json::json;

use crate::support::{self, NORLAND, list, norland_value, page, site_of, within};

#[test]
fn no_line_of_a_chart_crosses_a_gap() {
    let mut bundle = norland_value();
    bundle["kpis"][0]["series"] = json!([{
        "id": "a", "label": "A",
        "observations": [
            { "period": "2011", "value": 10, "source": "zettel" },
            { "period": "2012", "value": 20, "source": "zettel" },
            { "period": "2013", "missing": "Lost.", "source": "zettel" },
            { "period": "2014", "value": 30, "source": "zettel" },
            { "period": "2015", "missing": "Lost.", "source": "zettel" },
            { "period": "2016", "value": 40, "source": "zettel" },
            { "period": "2017", "value": 50, "source": "zettel" },
            { "period": "2018", "value": 60, "source": "zettel" }
        ]
    }]);
    bundle["pages"] = json!([{ "id": "home", "label": "x", "title": "x", "description": "x" }]);
    let site = site_of(&bundle.to_string(), "/");
    let page = page(site, Route::Kpi(&site.bundle.kpis[0]));
    for drawing in page.all(".chart svg.drawing") {
        let lengths: Vec<usize> = within(drawing, "polyline")
            .iter()
            .map(|line| line.attr("points").unwrap_or_default().split(' ').count())
            .collect();
        assert_eq!(lengths, [2, 3]);
    }
}

#[test]
fn periods_in_a_row_without_a_figure_share_a_row_where_nothing_else_is_said_of_them() {
    let mut bundle = norland_value();
    let gap =
        |period: &str, why: &str| json!({ "period": period, "missing": why, "source": "zettel" });
    let mut told = gap("2015", "Lost.");
    told["note"] = json!("Found in a cellar, and unreadable.");
    bundle["kpis"][0]["series"] = json!([{
        "id": "a", "label": "A",
        "observations": [
            gap("2011-11/2012-02", "Lost."),
            gap("2013", "Lost."),
            gap("2014-03", "Lost."),
            told,
            gap("2016", "Burnt."),
            { "period": "2017", "value": 40, "source": "zettel" },
            gap("2018", "Burnt.")
        ]
    }]);
    bundle["pages"] = json!([{ "id": "home", "label": "x", "title": "x", "description": "x" }]);
    let site = site_of(&bundle.to_string(), "/");
    let page = page(site, Route::Kpi(&site.bundle.kpis[0]));
    let rows: Vec<String> = page
        .all(".table-panel tbody tr")
        .into_iter()
        .map(|row| {
            let cells = within(row, "th, td.numeric").into_iter();
            cells.map(support::text).collect::<Vec<_>>().join(": ")
        })
        .collect();
    assert_eq!(
        rows,
        [
            "2017: 40%",
            "2016: No figure",
            "2015: No figure",
            "Nov 2011 to Mar 2014: No figure (3 periods)",
            // Later than the latest figure.
            "2018: No figure",
        ]
    );
}

#[test]
fn figures_of_very_different_size_are_compared_without_a_wrong_number() {
    // Both are allowed, and differ by more digits than a `Decimal` has.
    let mut bundle = norland_value();
    let index = list(&bundle, "kpis")
        .iter()
        .position(|kpi| kpi["id"] == "haushaltssaldo");
    let index = index.expect("a KPI in a named unit");
    for (first, second) in [
        (json!(-0.00001), json!(-476_615_574_678_490_i64)),
        (json!(-0.00001), json!(476_615_574_678_490_i64)),
    ] {
        bundle["kpis"][index]["series"][0]["observations"] = json!([
            { "period": "1990", "value": first, "source": "zettel" },
            { "period": "1991", "value": second, "source": "zettel" }
        ]);
        let site = site_of(&bundle.to_string(), "/");
        let page = page(site, Route::Kpi(&site.bundle.kpis[index]));
        let finding = support::text(page.one(".finding"));
        assert!(finding.contains("476,615,574,678,490"), "{finding}");
        // What an `i64` that ran over would show.
        assert!(!finding.contains("92,233,720"), "{finding}");
    }
}

#[test]
fn a_unit_is_singular_only_for_one() {
    let site = site_of(NORLAND, "/");
    let kpi = site.bundle.kpi("bearbeitungsdauer").expect("the KPI");
    assert!(matches!(kpi.unit, Unit::Named(_)));
    let page = page(site, Route::Kpi(kpi));
    let cells: Vec<String> = page
        .all("td.numeric")
        .into_iter()
        .map(|cell| support::text(cell))
        .collect();
    for wanted in ["1 Tag", "21 Tage", "over 18.5 Tage", "nearly 40 Tage"] {
        assert!(
            cells.iter().any(|cell| cell == wanted),
            "{wanted} is not in {cells:?}"
        );
    }
}
