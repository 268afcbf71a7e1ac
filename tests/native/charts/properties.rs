//! What holds for the drawing of any figures.

use civic_scorecard::bundle::ChartKind;
use civic_scorecard::chart::width_of;
use civic_scorecard::dataset::{Dataset, Selection, Sort};
use civic_scorecard::site::Subject;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use scraper::ElementRef;
use serde_json::{Value, json};

use super::tiny::{bundle, kpi, target};
use crate::support::generate::settled::widen_whole;
use crate::support::{self, Page, chart_html, site_of, within};

/// Half of what rounding to a hundredth of a pixel adds, on each of two sides, twice.
const ROUNDING: f64 = 0.03;

fn value(is_percent: bool) -> BoxedStrategy<Value> {
    let missing = Just(Value::Null);
    if is_percent {
        let edge = select(vec![
            json!(0),
            json!(50),
            json!(100),
            json!(99.9999),
            json!(0.0001),
        ]);
        let any = (0..1000_i32).prop_map(|tenths| json!(f64::from(tenths) / 10.0));
        return prop_oneof![2 => missing, 3 => edge, 5 => any].boxed();
    }
    let edges = vec![
        json!(0),
        json!(1),
        json!(7),
        json!(-7),
        json!(0.000001),
        json!(99_999_999_999_999_i64),
        json!(-99_999_999_999_999_i64),
        json!(12_345_678_901.25),
    ];
    let any = (-1000..1000_i32).prop_map(|hundredths| json!(f64::from(hundredths) / 100.0));
    prop_oneof![2 => missing, 4 => select(edges), 4 => any].boxed()
}

/// A KPI of any form.
fn any_kpi() -> impl Strategy<Value = Value> {
    let of_unit = any::<bool>().prop_flat_map(|is_percent| {
        let goal = (
            value(is_percent),
            select(vec!["number", "atLeast", "atMost"]),
        );
        let series = prop_oneof![
            4 => vec(value(is_percent), 0..6),
            // All figures equal.
            1 => (value(is_percent), 1..5_usize).prop_map(|(value, count)| vec![value; count]),
        ];
        (Just(is_percent), vec(series, 1..=3), vec(goal, 0..3))
    });
    let kinds = ChartKind::ALL.iter().map(|kind| kind.name());
    let kind = of(select(kinds.collect::<Vec<_>>()));
    (of_unit, kind, of(1..300_i32), any::<bool>()).prop_map(
        |((is_percent, series, goals), kind, whole, is_broken)| {
            let unit = match is_percent {
                true => json!("%"),
                false => json!({ "one": "day", "many": "days" }),
            };
            let series: Vec<&[Value]> = series.iter().map(Vec::as_slice).collect();
            let mut kpi = kpi("k", unit, &series);
            let goals = goals.into_iter().filter(|(value, _)| !value.is_null());
            let targets: Vec<Value> = goals.map(|(v, name)| target(json!({ name: v }))).collect();
            kpi["targets"] = json!(targets);
            if let Some(kind) = kind {
                kpi["chart"] = json!(kind);
            }
            if let (Some(whole), false) = (whole, is_percent) {
                kpi["whole"] = json!(whole);
                widen_whole(&mut kpi);
            }
            if is_broken {
                kpi["breaks"] = json!([{ "at": "2017", "reason": "Asked otherwise." }]);
            }
            kpi
        },
    )
}

/// What was asked of up to three groups.
fn any_insights() -> impl Strategy<Value = Value> {
    let values = vec(vec(value(false), 3), 2);
    values.prop_map(|measures| {
        let mut insights = Vec::new();
        for (values, measure) in measures.iter().zip(["m", "n"]) {
            for (value, audience) in values.iter().zip(["a", "b", "c"]) {
                if !value.is_null() {
                    insights.push(json!({
                        "id": format!("{measure}{audience}"), "value": value,
                        "unit": { "one": "day", "many": "days" }, "statement": "said so",
                        "audience": audience, "measure": measure, "source": "s",
                        "period": "2020",
                    }));
                }
            }
        }
        json!(insights)
    })
}

fn any_selection() -> impl Strategy<Value = Selection> {
    let year = || of(2014..2022_u16);
    let hidden = vec(select(vec!["a", "b", "c"]), 0..2);
    let sort = select(vec![
        Sort::Given,
        Sort::Oldest,
        Sort::Highest,
        Sort::Distance,
        Sort::Status,
    ]);
    (hidden, year(), year(), year(), sort).prop_map(|(hidden, from, to, since, sort)| Selection {
        hidden: hidden.into_iter().map(str::to_owned).collect(),
        from: from.filter(|from| from % 2 == 0),
        to: to.filter(|to| to % 3 == 0),
        since,
        sort,
        ..Selection::default()
    })
}

fn attribute(element: ElementRef<'_>, name: &str) -> f64 {
    let value = element
        .attr(name)
        .unwrap_or_else(|| panic!("no {name}: {}", element.html()));
    value.parse().unwrap_or_else(|_| panic!("{name}={value}"))
}

/// No attribute and no text tells of a calculation that went wrong.
fn is_finite(page: &Page) -> Result<(), TestCaseError> {
    for element in page.all("*") {
        for (name, value) in element.value().attrs() {
            for wrong in ["NaN", "inf", "undefined"] {
                prop_assert!(!value.contains(wrong), "{}={:?}", name, value);
            }
        }
    }
    Ok(())
}

/// The labels of a drawing, which are not in tips, cover none of each other.
fn labels_are_apart(drawing: ElementRef<'_>) -> Result<(), TestCaseError> {
    let font = attribute(drawing, "font-size");
    let mut boxes: Vec<(String, f64, f64, f64)> = Vec::new();
    for label in within(drawing, "text:not(.tip-line)") {
        let words = label.text().collect::<String>();
        let width = width_of(&words, font);
        let x = attribute(label, "x")
            - match label.attr("text-anchor") {
                Some("middle") => width / 2.0,
                Some("end") => width,
                _ => 0.0,
            };
        let y = attribute(label, "y");
        for (other, left, right, other_y) in &boxes {
            let across = (x + width).min(*right) - x.max(*left);
            let is_near = (y - other_y).abs() < font * 1.2 - ROUNDING;
            prop_assert!(
                !(is_near && across > ROUNDING),
                "{words:?} over {other:?}: {}",
                drawing.html()
            );
        }
        boxes.push((words, x, x + width, y));
    }
    Ok(())
}

/// Every ring of a point is inside of its drawing, in the cell of its point, and points of a chart
/// over time follow each other to the right, those of rows downwards.
fn points_are_in_order(chart: ElementRef<'_>, width: &str) -> Result<(), TestCaseError> {
    let drawing = within(chart, &format!("svg.drawing.{width}"))[0];
    let size: Vec<f64> = drawing
        .attr("viewBox")
        .expect("a size")
        .split(' ')
        .map(|length| length.parse().expect("a length"))
        .collect();
    let mut before: Option<(f64, f64)> = None;
    for over in within(chart, &format!(".point .over.{width}")) {
        prop_assert_eq!(over.attr("viewBox"), drawing.attr("viewBox"));
        let cell = within(over, ".cell")[0];
        let (left, top) = (attribute(cell, "x"), attribute(cell, "y"));
        let right = left + attribute(cell, "width");
        let bottom = top + attribute(cell, "height");
        prop_assert!(left < right && top < bottom, "{}", cell.html());
        for ring in within(over, "circle.ring") {
            let (x, y) = (attribute(ring, "cx"), attribute(ring, "cy"));
            let is_inside = (0.0..=size[2]).contains(&x) && (0.0..=size[3]).contains(&y);
            prop_assert!(is_inside, "{}, {}", x, y);
            let is_reached = (left..=right).contains(&x) && (top..=bottom).contains(&y);
            prop_assert!(is_reached, "{} in {}", ring.html(), cell.html());
        }
        // Neither reaches into another.
        if let Some((right, bottom)) = before {
            let follows = left >= right - ROUNDING || top >= bottom - ROUNDING;
            prop_assert!(follows, "{}", over.html());
        }
        before = Some((right, bottom));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_figures_are_drawn_well(
        kpi in any_kpi(),
        insights in any_insights(),
        selection in any_selection(),
    ) {
        let site = site_of(&bundle(json!([kpi]), insights, json!([])).to_string(), "/");
        let kpi = Subject::Kpi(&site.bundle.kpis[0]);
        for subject in [kpi, Subject::Insights, Subject::Scorecard] {
            for selection in [Selection::default(), selection.clone()] {
                let dataset = Dataset::of(site, subject, &selection);
                let html = chart_html(site, &dataset, false, None);
                let page = Page::of(html);
                is_finite(&page)?;
                prop_assert!(!support::text(page.one("figcaption .finding")).is_empty());
                for drawing in page.all("svg.drawing") {
                    labels_are_apart(drawing)?;
                }
                for chart in page.all(".drawings") {
                    let widths = ["wide", "narrow", "small"].into_iter();
                    for width in widths.filter(|width| !within(chart, &format!(".drawing.{width}")).is_empty()) {
                        points_are_in_order(chart, width)?;
                    }
                }
            }
        }
    }
}
