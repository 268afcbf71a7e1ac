//! Charts of many figures: what is drawn is limited and says so, what is not drawn is in the
//! table and in the downloads.

use crate::support::{self, MONTHS, Page, norland_value, page, site_of};
use civic_scorecard::dataset::{Dataset, Drawn, MAX_DRAWN, MAX_POINTS, MAX_ROWS, Selection};
use civic_scorecard::exhibit::{self, ChartOptions, Edition};

use civic_scorecard::export::csv;
use civic_scorecard::site::{Exhibit, Route, Site, Subject};
use civic_scorecard::view::{HeadingLevel, element, small_charts, sparkline};
use serde_json::{Value, json};

/// The day at a place in a count, and its words.
fn day(index: usize) -> String {
    let (year, month) = (1990 + index / 336, 1 + index / 28 % 12);
    format!("{year}-{month:02}-{:02}", 1 + index % 28)
}

/// A site of one KPI of this kind, with the observations of each of its series.
fn site(chart: &str, unit: Value, series: Vec<Vec<Value>>) -> Site {
    let mut value = norland_value();
    // In which figures may be of years to come.
    value["schemaVersion"] = json!(1);
    let source = value["sources"][0]["id"].clone();
    let mut kpi = json!({
        "id": "k", "title": "Many", "measures": "a", "unit": unit, "better": "higher",
        "audiences": [value["audiences"][0]["id"]], "chart": chart, "series": [],
    });
    let mut all = Vec::new();
    for (index, observations) in series.into_iter().enumerate() {
        let mut observations = json!(observations);
        for observation in observations.as_array_mut().into_iter().flatten() {
            observation["source"] = source.clone();
        }
        all.push(json!({
            "id": format!("s{index}"), "label": format!("Group {index}"),
            "observations": observations,
        }));
    }
    kpi["series"] = json!(all);
    value["kpis"] = json!([kpi]);
    value["initiatives"] = json!([]);
    value["pages"] = json!([{
        "id": "home", "label": "a", "title": "a", "description": "a", "sections": [
            {"kind": "scorecard", "id": "s", "heading": "a"},
            {"kind": "chart", "id": "c", "heading": "a", "kpi": "k"},
            {"kind": "multiples", "id": "m", "heading": "a", "kpis": ["k"]},
        ],
    }]);
    site_of(&value.to_string(), "/")
}

fn figures(count: usize) -> Vec<Value> {
    let value = |index: usize| (index * 7919 % 1000) as f64 / 10.0;
    let of = |index| json!({"period": day(index), "value": value(index)});
    (0..count).map(of).collect()
}

fn gaps(range: std::ops::Range<usize>) -> Vec<Value> {
    let of = |index| json!({"period": day(index), "missing": format!("not asked {}", index % 2)});
    range.map(of).collect()
}

fn kpi_page(site: Site) -> Page {
    page(site, Route::Kpi(&site.bundle.kpis[0]))
}

/// What a chart says of figures that can be pointed at: a line for each.
fn points(page: &Page) -> Vec<String> {
    let mut lines = Vec::new();
    for point in page.all(".chart .tips .point") {
        let tip = support::within(point, ".tip p").into_iter();
        let mut tip = tip.map(support::text);
        let heading = tip.next().expect("a heading");
        let of_series =
            tip.filter(|line| !line.starts_with("Target: ") && !line.starts_with("Source: "));
        lines.extend(of_series.map(|line| format!("{heading}. {line}")));
    }
    lines
}

/// What is said of figures that are not drawn.
fn told(drawn: usize, all: usize) -> String {
    format!("Only the latest {drawn} of {all} figures are drawn")
}

/// What is said where all figures are drawn, and only some can be pointed at.
fn told_of_points(points: usize, all: usize) -> String {
    format!("Only the latest {points} of {all} figures can be pointed at")
}

/// The most figures that a kind draws.
fn most_drawn(chart: &str) -> usize {
    if chart == "trend" {
        MAX_DRAWN
    } else {
        MAX_ROWS
    }
}

#[test]
fn nine_thousand_figures_make_a_page_of_a_size_that_can_be_read_with_all_in_its_table() {
    const COUNT: usize = 9_000;
    for (chart, most, groups) in [
        ("trend", MAX_POINTS, 1),
        ("trend", MAX_POINTS, 4),
        ("threshold", MAX_ROWS, 1),
        ("proportion", MAX_ROWS, 2),
    ] {
        let each = COUNT / groups;
        let site = site(chart, json!("%"), vec![figures(each); groups]);
        let page = kpi_page(site);
        let size = page.html.len();
        assert!(size < 1_500_000, "{chart} of {groups}: {size} bytes");
        let drawn = most / groups * groups;
        let points = points(&page);
        assert_eq!(points.len(), drawn, "{chart} of {groups}");
        // The latest of each series, which the order of time ends with.
        let latest = of_day(each - 1);
        let is_of =
            |name: &str, day: &str| name.starts_with(day) || name.contains(&format!(", {day}"));
        let of_latest = points.iter().filter(|name| is_of(name, &latest));
        assert_eq!(of_latest.count(), groups, "{latest}");
        let first = of_day(each - most / groups);
        assert!(points.iter().any(|name| is_of(name, &first)), "{first}");
        let before = of_day(each - most / groups - 1);
        assert!(!points.iter().any(|name| is_of(name, &before)), "{before}");
        assert_eq!(page.all("tbody tr").len(), COUNT, "{chart}");
        let told = told(most_drawn(chart) / groups * groups, COUNT);
        let panel = support::text(page.one(".chart-panel"));
        assert!(panel.contains(&told), "{chart}: {told}");
        let dataset = Dataset::of(
            site,
            Subject::Kpi(&site.bundle.kpis[0]),
            &Selection::default(),
        );
        let rows = csv(&dataset, site, "https://a.example/").lines().count();
        assert_eq!(rows, COUNT + 1, "{chart}");
    }
}

/// The heading of a point, as the site writes days.
fn of_day(index: usize) -> String {
    let month = &MONTHS[index / 28 % 12][..3];
    format!("{} {month} {}. ", 1 + index % 28, 1990 + index / 336)
}

#[test]
fn as_many_as_a_drawing_holds_are_all_drawn_and_nothing_is_said() {
    for (chart, most) in [("trend", MAX_POINTS), ("threshold", MAX_ROWS)] {
        let whole = kpi_page(site(chart, json!("%"), vec![figures(most)]));
        assert_eq!(points(&whole).len(), most);
        assert!(!whole.text().contains("Only the latest"), "{chart}");
        let part = kpi_page(site(chart, json!("%"), vec![figures(most + 1)]));
        assert_eq!(points(&part).len(), most);
        let told = match chart {
            "trend" => told_of_points(most, most + 1),
            _ => told(most, most + 1),
        };
        assert!(part.text().contains(&told), "{chart}");
    }
}

#[test]
fn room_that_a_series_does_not_need_is_for_the_others() {
    for (chart, most) in [("trend", MAX_POINTS), ("threshold", MAX_ROWS)] {
        for (counts, drawn) in [
            (vec![most - 10, 20], vec![most - 20, 20]),
            (vec![9_000, 1, 1], vec![most - 2, 1, 1]),
            (vec![most, 3, most], vec![(most - 3) / 2, 3, (most - 3) / 2]),
        ] {
            let series = counts.iter().map(|count| figures(*count)).collect();
            let page = kpi_page(site(chart, json!("%"), series));
            let points = points(&page);
            for (index, drawn) in drawn.iter().enumerate() {
                let name = format!("Group {index}");
                let own = points.iter().filter(|point| point.contains(&name));
                assert_eq!(own.count(), *drawn, "{chart} of {counts:?}: {name}");
            }
            let (points, all): (usize, usize) = (drawn.iter().sum(), counts.iter().sum());
            let told = match most_drawn(chart) {
                most if chart == "trend" && all <= most => told_of_points(points, all),
                most if chart == "trend" => told(most, all),
                _ => told(points, all),
            };
            assert!(page.text().contains(&told), "{counts:?}: {told}");
        }
    }
}

#[test]
fn other_faces_of_a_chart_say_what_they_leave_out() {
    let site = site("trend", json!("%"), vec![figures(3_000)]);
    let kpi = &site.bundle.kpis[0];
    let told = told(MAX_DRAWN, 3_000);
    // On a page of sections as a chart, and in small beside others.
    let home = page(site, site.home());
    assert!(support::text(home.one("#c .chart-panel")).contains(&told));
    assert!(support::text(home.one("#m .multiples")).contains(&told));
    let small = &small_charts(site, &[kpi])[0];
    let drawn = Drawn {
        pointed_at: MAX_POINTS,
        drawn: MAX_DRAWN,
        all: 3_000,
    };
    assert_eq!(small.dataset.left_out(), Some(drawn));
    // An embed.
    let view = ChartOptions::default();
    let embed = exhibit::embed(
        element("div"),
        site,
        Exhibit::Chart(Subject::Kpi(kpi)),
        &view,
        Edition::Live,
        HeadingLevel::H1,
    );
    assert!(embed.text_content().contains(&told));
    // Chosen years are drawn as far as they have room.
    let selection = Selection {
        to: Some(1990),
        ..Selection::default()
    };
    let first_year = Dataset::of(site, Subject::Kpi(kpi), &selection);
    assert_eq!(first_year.left_out(), None);
    assert_eq!(first_year.drawn(0).len(), 336);
}

#[test]
fn the_latest_figure_is_drawn_however_many_gaps_follow_it() {
    let mut observations = figures(3);
    observations.extend(gaps(3..5_000));
    let page = kpi_page(site("trend", json!("%"), vec![observations]));
    let points = points(&page);
    // One moment without figures, which has two reasons.
    assert_eq!(points.len(), 3, "{points:?}");
    assert!(
        points.iter().any(|name| name.contains(&of_day(2))),
        "the latest figure"
    );
    assert!(page.text().contains(&told(MAX_DRAWN, 5_000)));
    assert!(page.html.len() < 2_000_000, "{}", page.html.len());
}

#[test]
fn parts_that_nobody_counts_are_bars() {
    let parts = |count: usize| -> Vec<Value> {
        let of = |index: usize| json!({"period": day(index), "value": index % 200});
        (0..count).map(of).collect()
    };
    let unit = json!({"one": "site", "many": "sites"});
    for (count, are_counted) in [(5, true), (150, false)] {
        let mut value = norland_value();
        let source = value["sources"][0]["id"].clone();
        let mut observations = json!(parts(count));
        for observation in observations.as_array_mut().into_iter().flatten() {
            observation["source"] = source.clone();
        }
        value["initiatives"] = json!([]);
        value["kpis"] = json!([{
            "id": "k", "title": "Many", "measures": "a", "unit": unit, "better": "higher",
            "whole": 200, "chart": "proportion", "audiences": [value["audiences"][0]["id"]],
            "series": [{"id": "s", "label": "All", "observations": observations}],
        }]);
        value["pages"] = json!([{
            "id": "home", "label": "a", "title": "a", "description": "a", "sections": [],
        }]);
        let page = kpi_page(site_of(&value.to_string(), "/"));
        assert_eq!(page.all("rect.unit").is_empty(), !are_counted, "{count}");
        assert_eq!(points(&page).len(), count.min(MAX_ROWS));
        assert!(page.html.len() < 1_500_000, "{count}: {}", page.html.len());
    }
}

#[test]
fn fifteen_years_of_months_are_one_line_each_with_a_table_folded_by_year() {
    let month = |index: usize, value: usize| {
        let (year, month) = (2009 + index / 12, 1 + index % 12);
        json!({"period": format!("{year}-{month:02}"), "value": value})
    };
    let series = |group: usize| (0..180).map(|at| month(at, 10 + group + at % 7)).collect();
    let page = kpi_page(site("trend", json!("%"), (0..3).map(series).collect()));
    for line in page.all("svg.drawing.wide polyline.line") {
        let points = line.attr("points").expect("points");
        assert_eq!(points.split(' ').count(), 180);
    }
    // A marker at the last point of each line, and none where they would touch.
    assert_eq!(page.all("svg.drawing.wide .mark").len(), 3);
    let years = page.all(".table-panel details.year");
    let names: Vec<String> = years
        .iter()
        .map(|year| support::text(support::within(*year, "summary")[0]))
        .collect();
    let wanted: Vec<String> = (2009..2024).rev().map(|year| year.to_string()).collect();
    assert_eq!(names, wanted);
    for (place, year) in years.iter().enumerate() {
        assert_eq!(year.attr("open").is_some(), place == 0, "{}", names[place]);
        assert_eq!(support::within(*year, "tbody tr").len(), 36);
        // Group, period, figure and source: none has a note.
        assert_eq!(support::within(*year, "thead th").len(), 4);
    }
    // A short table is not folded.
    let short = kpi_page(site("trend", json!("%"), vec![figures(48)]));
    assert!(short.all(".table-panel details").is_empty());
}

#[test]
fn twelve_series_have_a_chart_each_in_a_page_of_a_size_for_phones() {
    let yearly = |group: usize| {
        let of =
            |at: usize| json!({"period": (2010 + at).to_string(), "value": 20 + 5 * group + at});
        (0..15).map(of).collect()
    };
    let page = kpi_page(site("trend", json!("%"), (0..12).map(yearly).collect()));
    let charts = page.all(".chart-panel .multiples > li");
    assert_eq!(charts.len(), 12);
    for (place, chart) in charts.iter().enumerate() {
        let name = support::text(support::within(*chart, ".title")[0]);
        assert_eq!(name, format!("Group {place}"));
        assert_eq!(support::within(*chart, ".point").len(), 15, "{name}");
        // Its own line, and those of the others behind it.
        assert_eq!(support::within(*chart, ".line").len(), 1, "{name}");
        assert_eq!(support::within(*chart, ".other").len(), 11, "{name}");
    }
    // Each figure has one tip, not one for each width.
    assert_eq!(page.all(".point").len(), 12 * 15);
    assert!(page.html.len() < 300_000, "{}", page.html.len());
    // As many as a legend tells apart are together.
    let few = kpi_page(site("trend", json!("%"), (0..4).map(yearly).collect()));
    assert!(few.all(".chart-panel .multiples").is_empty());
}

#[test]
fn a_spark_holds_no_more_points_than_a_drawing() {
    let site = site("trend", json!("%"), vec![figures(9_000)]);
    let spark = sparkline(site, &site.bundle.kpis[0], 0).expect("a spark");
    let group = spark.elements().next().expect("a group");
    let line = group.elements().next().expect("a line");
    let points = line.attribute("points");
    assert_eq!(
        points.map(|points| points.split(' ').count()),
        Some(MAX_POINTS)
    );
}

#[test]
fn a_long_table_names_its_only_source_once_and_a_short_one_in_each_row() {
    for (count, names) in [(1_001, 1), (1_000, 1_000)] {
        let page = kpi_page(site("trend", json!("%"), vec![figures(count)]));
        assert_eq!(page.all("tbody tr").len(), count);
        let title = norland_value()["sources"][0]["title"]
            .as_str()
            .map(str::to_owned);
        let title = title.expect("a title");
        let table = support::text(page.one(".table-panel .table"));
        assert_eq!(table.matches(&*title).count(), names, "{count}");
        assert_eq!(page.all(".table-panel .table a").len(), names, "{count}");
    }
}

#[test]
fn no_list_of_years_is_longer_than_anybody_chooses_from() {
    let of = |index: usize| json!({"period": (1000 + index).to_string(), "value": index % 100});
    let page = kpi_page(site(
        "trend",
        json!("%"),
        vec![(0..9_000).map(of).collect()],
    ));
    let years = |name: &str| -> Vec<String> {
        let options = page.all(&format!("select[name='figures.{name}'] option"));
        let values = options.iter().filter_map(|option| option.attr("value"));
        values.map(str::to_owned).collect()
    };
    for name in ["from", "to", "since"] {
        let years = years(name);
        // And the one that stands for no choice.
        assert_eq!(years.len(), 201, "{name}");
        assert_eq!(years.last().map(String::as_str), Some("9999"), "{name}");
    }
    assert!(page.html.len() < 1_500_000, "{}", page.html.len());
}
