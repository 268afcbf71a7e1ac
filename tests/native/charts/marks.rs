//! What marks say of figures besides their values.

use civic_scorecard::dataset::{Dataset, Selection};
use civic_scorecard::site::Subject;
use civic_scorecard::view::sparkline;
use serde_json::{Value, json};

use super::tiny::{bundle, kpi, target};
use crate::support::{self, Page, chart_html, site_of, within};

/// The drawings, the notes and the small line of a KPI of one series with these figures.
fn chart(mut kpi: Value, observations: Value) -> (Page, Page) {
    kpi["series"][0]["observations"] = observations;
    let json = bundle(json!([kpi]), json!([]), json!([])).to_string();
    let site = site_of(&json, "/");
    let kpi = &site.bundle.kpis[0];
    let dataset = Dataset::of(site, Subject::Kpi(kpi), &Selection::default());
    let body = chart_html(site, &dataset, false, None);
    let mut spark = String::new();
    if let Some(line) = sparkline(site, kpi, 0) {
        line.write(&mut spark);
    }
    (Page::of(body), Page::of(spark))
}

fn trend() -> Value {
    let mut kpi = kpi("k", json!("%"), &[&[]]);
    kpi["chart"] = json!("trend");
    kpi
}

fn threshold() -> Value {
    let mut kpi = kpi("k", json!("%"), &[&[]]);
    kpi["chart"] = json!("threshold");
    kpi["targets"] = json!([target(json!({ "atLeast": 60 }))]);
    kpi
}

/// Figures of every kind; the last is only expected.
fn figures() -> Value {
    json!([
        { "period": "2016", "value": 40, "source": "s" },
        { "period": "2017", "value": 50, "status": "revised",
          "former": { "value": 49, "until": "2018" }, "source": "s" },
        { "period": "2018", "value": 55, "status": "estimated", "source": "s" },
        { "period": "2019", "value": 58, "status": "provisional",
          "interval": { "low": 54, "high": 61, "level": 95 }, "source": "s" },
        { "period": "2023", "value": 70, "status": "forecast", "source": "s" },
    ])
}

/// The paragraph that says what is special about marks.
fn legend(page: &Page) -> Option<String> {
    let notes = page.all(".chart-panel .notes p").into_iter();
    let mut notes = notes.map(support::text);
    notes.find(|note| note.contains("marks") || note.contains('['))
}

fn number(element: scraper::ElementRef<'_>, name: &str) -> f64 {
    let value = element.attr(name).expect("the attribute");
    value.parse().expect("a number")
}

#[test]
fn open_marks_and_dashed_lines_say_what_is_not_settled() {
    let (page, spark) = chart(trend(), figures());
    for width in ["wide", "narrow"] {
        let count = |what: &str| page.all(&format!(".drawing.{width} {what}")).len();
        assert_eq!(count(".mark"), 5);
        assert_eq!(
            count(".mark.open"),
            3,
            "two that may change, and a forecast"
        );
        // From the first figure to the last that was found, and from there on.
        let lines = page.all(&format!(".drawing.{width} .line"));
        let points = |line: usize| lines[line].attr("points").unwrap().split(' ');
        assert_eq!(lines.len(), 2);
        assert_eq!((points(0).count(), points(1).count()), (4, 2));
        assert_eq!(points(0).next_back(), points(1).next());
        assert_eq!(lines[0].attr("stroke-dasharray"), None);
        assert!(lines[1].attr("stroke-dasharray").is_some());
        assert!(lines[1].value().classes().any(|class| class == "forecast"));

        let [whisker] = page.all(&format!(".drawing.{width} .whisker"))[..] else {
            panic!("one figure has an interval");
        };
        assert_eq!(whisker.attr("x1"), whisker.attr("x2"));
        let (x, y) = points(1).next().unwrap().split_once(',').unwrap();
        assert_eq!(whisker.attr("x1"), Some(x));
        // 4 points below the figure, 3 above it.
        let y: f64 = y.parse().unwrap();
        let (above, below) = (y - number(whisker, "y1"), number(whisker, "y2") - y);
        assert!((above / below - 3.0 / 4.0).abs() < 0.01, "{above} {below}");
    }
    assert_eq!(
        legend(&page).as_deref(),
        Some(
            "[p] provisional, [e] estimated, [r] revised, [f] forecast. \
             Open marks: provisional or estimated. Dashed: forecast. \
             Lines at marks: interval of 95%."
        )
    );

    assert_eq!(spark.all(".line").len(), 2);
    assert_eq!(spark.all(".line.forecast").len(), 1);
    // The latest figure has the large mark, and the forecast a small one.
    let [last] = spark.all(".last")[..] else {
        panic!("one latest figure");
    };
    assert!(last.value().classes().any(|class| class == "open"));
    let end = spark.all(".alone.open");
    assert_eq!(end.len(), 1);
    assert!(number(last, "cx") < number(end[0], "cx"));
}

#[test]
fn rows_have_them_too_and_no_line_leads_to_a_forecast_there() {
    let (page, _) = chart(threshold(), figures());
    for width in ["wide", "narrow"] {
        let bars = page.all(&format!(".drawing.{width} .bar"));
        let open = bars.iter().map(|bar| bar.attr("class").unwrap());
        let open: Vec<bool> = open.map(|class| class.contains("open")).collect();
        assert_eq!(open, [false, false, true, true, true]);
        let [whisker] = page.all(&format!(".drawing.{width} .whisker"))[..] else {
            panic!("one figure has an interval");
        };
        assert_eq!(whisker.attr("y1"), whisker.attr("y2"));
        let x = number(bars[3], "x") + number(bars[3], "width");
        assert!(number(whisker, "x1") < x && x < number(whisker, "x2"));
    }
    assert_eq!(
        legend(&page).as_deref(),
        Some(
            "[p] provisional, [e] estimated, [r] revised, [f] forecast. \
             Open marks: provisional, estimated or forecast. \
             Lines at marks: interval of 95%."
        )
    );
}

#[test]
fn nothing_is_said_where_there_is_nothing_to_say() {
    let plain = json!([
        { "period": "2016", "value": 40, "source": "s" },
        { "period": "2017", "value": 50, "source": "s" },
        { "period": "2018", "missing": "So few.", "status": "suppressed", "source": "s" },
    ]);
    for kpi in [trend(), threshold()] {
        let (page, spark) = chart(kpi, plain.clone());
        assert_eq!(legend(&page), None);
        assert!(
            page.all(".drawing :is(.open, .whisker, .likely, .forecast)")
                .is_empty()
        );
        assert!(spark.all(".open").is_empty());
    }
}

#[test]
fn intervals_of_many_figures_are_areas_and_a_level_is_named_once() {
    let month = |index: usize| {
        let level = if index.is_multiple_of(2) { 95 } else { 90 };
        json!({
            "period": format!("{}-{:02}", 2012 + index / 12, index % 12 + 1), "value": 50,
            "interval": { "low": 40, "high": 55, "level": level }, "source": "s",
        })
    };
    let months: Vec<Value> = (0..96).map(month).collect();
    let (page, _) = chart(trend(), json!(months));
    for width in ["wide", "narrow"] {
        assert_eq!(page.all(&format!(".drawing.{width} .likely")).len(), 1);
        assert!(page.all(&format!(".drawing.{width} .whisker")).is_empty());
    }
    let words = "Lines at marks, areas along lines: interval of 95% or 90%.";
    assert_eq!(legend(&page).as_deref(), Some(words));
}

#[test]
fn changes_have_no_interval() {
    let mut kpi = trend();
    kpi["series"][0]["observations"] = figures();
    let site = site_of(&bundle(json!([kpi]), json!([]), json!([])).to_string(), "/");
    let chosen = Selection {
        since: Some(2016),
        ..Selection::default()
    };
    let dataset = Dataset::of(site, Subject::Kpi(&site.bundle.kpis[0]), &chosen);
    let page = Page::of(chart_html(site, &dataset, false, None));
    let [drawing] = page.all(".drawing.wide")[..] else {
        panic!("one drawing");
    };
    assert!(within(drawing, ".whisker").is_empty());
    assert_eq!(within(drawing, ".mark.open").len(), 3);
}

#[test]
fn only_a_missing_figure_is_hatched_not_a_change_that_cannot_be_counted() {
    let mut kpi = trend();
    kpi["breaks"] = json!([{ "at": "2017", "reason": "Another way to ask." }]);
    kpi["series"][0]["observations"] = json!([
        { "period": "2014", "value": 40, "source": "s" },
        { "period": "2015", "value": 50, "source": "s" },
        { "period": "2018", "value": 55, "source": "s" },
        { "period": "2019", "value": 57, "source": "s" },
        { "period": "2020", "missing": "Lost.", "source": "s" },
    ]);
    let site = site_of(&bundle(json!([kpi]), json!([]), json!([])).to_string(), "/");
    for (since, hatched) in [(None, 1), (Some(2014), 1), (Some(2018), 1)] {
        let chosen = Selection {
            since,
            ..Selection::default()
        };
        let dataset = Dataset::of(site, Subject::Kpi(&site.bundle.kpis[0]), &chosen);
        let page = Page::of(chart_html(site, &dataset, false, None));
        let spans = page.all(".drawing.wide .span");
        assert_eq!(spans.len(), hatched, "{since:?}");
        // The last year of the axis, which is the fifth part of what is left of it or less.
        let axis = page.all(".drawing.wide .grid")[0];
        let (start, end) = (number(axis, "x1"), number(axis, "x2"));
        assert!(
            number(spans[0], "x") > start + (end - start) * 0.75,
            "{since:?}"
        );
    }
}

/// A trend of two series, the first with a figure in each of three years and none in two, the
/// second with these figures.
fn two_series(second: Value, breaks: Value) -> Page {
    let mut kpi = kpi("k", json!("%"), &[&[], &[]]);
    kpi["chart"] = json!("trend");
    kpi["breaks"] = breaks;
    kpi["series"][1]["observations"] = second;
    let first = json!([
        { "period": "2016", "value": 40, "source": "s" },
        { "period": "2017", "value": 50, "source": "s" },
        { "period": "2018", "value": 55, "source": "s" },
        { "period": "2019", "missing": "Lost.", "source": "s" },
        { "period": "2020", "missing": "Lost.", "source": "s" },
    ]);
    chart(kpi, first).0
}

/// The words in a drawing that are of no series.
fn notes_in(page: &Page, width: &str) -> String {
    let notes = page.all(&format!(".drawing.{width} .note")).into_iter();
    notes.map(support::text).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_span_without_results_says_of_which_series_it_is() {
    let figure = json!({ "period": "2017", "value": 10, "source": "s" });
    let gap = |year: &str| json!({ "period": year, "missing": "Lost.", "source": "s" });
    let of_all = two_series(json!([figure, gap("2019"), gap("2020")]), json!([]));
    let of_first = two_series(json!([figure]), json!([]));
    for width in ["wide", "narrow"] {
        for page in [&of_all, &of_first] {
            let count = |class: &str| page.all(&format!(".drawing.{width} .{class}")).len();
            assert_eq!((count("span"), count("hatch")), (1, 1), "{width}");
        }
        assert_eq!(notes_in(&of_all, width), "No results found");
        assert_eq!(notes_in(&of_first, width), "No results found: ● A");
    }
    // The line of the other series leads across it: it is only a gap.
    let later = json!({ "period": "2020", "value": 10, "source": "s" });
    let of_none = two_series(json!([figure, later]), json!([]));
    assert_eq!(notes_in(&of_none, "wide"), "");
}

#[test]
fn breaks_of_the_method_are_named_in_the_drawing_and_numbered_in_the_notes() {
    let figures = json!([{ "period": "2017", "value": 10, "source": "s" }]);
    let broken = |at: &str| json!({ "at": at, "reason": "Asked otherwise." });
    let one = two_series(figures.clone(), json!([broken("2018")]));
    assert_eq!(one.all(".drawing.wide .break").len(), 1);
    assert!(notes_in(&one, "wide").contains("Method changed, 2018"));
    let note = |page: &Page| support::text(page.all(".chart-panel .notes:last-child p")[0]);
    assert_eq!(
        note(&one),
        "Dashed line: method changed in 2018. Asked otherwise."
    );
    // No line leads to the figure of 2018 any more.
    assert_eq!(one.all(".drawing.wide .line").len(), 1);
    let two = two_series(figures, json!([broken("2017"), broken("2018")]));
    assert!(note(&two).starts_with("Dashed line 1: method changed in 2017."));
    assert_eq!(two.all(".drawing.wide .line").len(), 0);
}
