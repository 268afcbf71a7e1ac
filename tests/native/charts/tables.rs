//! The tables of charts and of targets, and choices that leave nothing of a chart.

use civic_scorecard::dataset::{Dataset, Selection};
use civic_scorecard::site::{Route, Site, Subject};
use serde_json::{Value, json};

use crate::support::{Page, chart_html, norland_value, page, site_of, text, within};

/// A site with a KPI of two groups, of which the second has no figure of 2015, and the method of
/// which changed in October 2017.
fn site() -> Site {
    let of = |period: &str, value: Value| match value {
        Value::Null => json!({ "period": period, "missing": "Lost.", "source": "zettel" }),
        value => json!({ "period": period, "value": value, "source": "zettel" }),
    };
    let mut bundle = norland_value();
    bundle["kpis"] = json!([{
        "id": "k", "title": "K", "measures": "K.", "unit": "%", "better": "higher",
        "audiences": ["einwohnende"],
        "breaks": [{ "at": "2017-10", "reason": "New questions." }],
        "series": [
            { "id": "a", "label": "A", "observations": [
                of("2015", json!(40)), of("2016", json!(53)), of("2018", json!(60)),
                of("2019", json!(61)), of("2020", Value::Null), of("2021", Value::Null)
            ] },
            { "id": "b", "label": "B", "observations": [
                of("2016", json!(50)), of("2018", json!(55)), of("2021", json!(58))
            ] }
        ],
        "targets": [
            { "goal": { "atLeast": 30 }, "set": "2014", "superseded": "2016", "due": "2017", "source": "zettel" },
            { "goal": { "atLeast": 60 }, "set": "2016", "due": "2020", "source": "zettel" }
        ]
    }]);
    bundle["initiatives"] = json!([]);
    bundle["pages"] = json!([{ "id": "home", "label": "x", "title": "x", "description": "x" }]);
    site_of(&bundle.to_string(), "/")
}

fn subject(site: Site) -> Subject {
    Subject::Kpi(&site.bundle.kpis[0])
}

fn chart(site: Site, subject: Subject, choice: &[(&str, &str)]) -> Page {
    let selection = Selection::read(|name| {
        let pair = choice.iter().find(|(known, _)| *known == name);
        pair.map_or("", |(_, value)| value).to_owned()
    });
    let dataset = Dataset::of(site, subject, &selection);
    let html = chart_html(site, &dataset, true, None);
    Page::of(html)
}

/// The row headers of each row, and its figure.
fn rows(page: &Page) -> Vec<String> {
    let rows = page.all(".table-panel tbody tr").into_iter();
    rows.map(|row| {
        let cells = within(row, "th[scope=row], td.numeric").into_iter();
        cells.map(text).collect::<Vec<_>>().join(" | ")
    })
    .collect()
}

fn sorted(page: &Page) -> Vec<(String, String)> {
    let heads = page.all(".table-panel thead th[aria-sort]").into_iter();
    heads
        .map(|head| {
            (
                text(head),
                head.attr("aria-sort").unwrap_or_default().to_owned(),
            )
        })
        .collect()
}

#[test]
fn group_and_period_name_a_row_and_the_latest_figure_comes_first() {
    let site = site();
    let page = chart(site, subject(site), &[]);
    assert_eq!(
        rows(&page),
        [
            "B | 2021 | 58%",
            "A | 2019 | 61%",
            "A | 2018 | 60%",
            "B | 2018 | 55%",
            "A | 2016 | 53%",
            "B | 2016 | 50%",
            "A | 2015 | 40%",
            "A | 2020 to 2021 | No figure (2 periods)",
        ]
    );
    // That is in no order of time.
    assert_eq!(sorted(&page), []);
    assert!(page.all(".table-panel caption").len() == 1);
}

#[test]
fn in_an_order_of_time_that_was_chosen_each_row_is_in_its_place() {
    let site = site();
    let newest = chart(site, subject(site), &[("sort", "newest")]);
    let gap = "A | 2020 to 2021 | No figure (2 periods)";
    assert_eq!(rows(&newest)[0], gap);
    let period = "Period".to_owned();
    assert_eq!(sorted(&newest), [(period.clone(), "descending".to_owned())]);
    let oldest = chart(site, subject(site), &[("sort", "oldest")]);
    assert_eq!(rows(&oldest)[6..], [gap, "B | 2021 | 58%"]);
    assert_eq!(sorted(&oldest), [(period.clone(), "ascending".to_owned())]);
    // The default order is that of time where no later period lacks a figure.
    let early = chart(site, subject(site), &[("to", "2019")]);
    assert_eq!(sorted(&early), [(period, "descending".to_owned())]);
}

#[test]
fn a_figure_leads_to_the_row_of_its_target() {
    let site = site();
    let kpi_page = page(site, Route::Kpi(&site.bundle.kpis[0]));
    let ids = kpi_page.ids();
    let targets: Vec<&&str> = ids.iter().filter(|id| id.starts_with("target-")).collect();
    assert_eq!(targets, [&"target-1", &"target-2"]);
    let row = kpi_page.one("tr#target-2");
    assert!(text(row).starts_with("60% or more"), "{}", text(row));
    for link in kpi_page.all(".table-panel td a[href*='target-']") {
        assert_eq!(link.attr("href"), Some("#target-2"));
        assert_eq!(text(link), "60% or more by 2020");
    }
    assert_eq!(kpi_page.all(".table-panel td a[href='#target-2']").len(), 2);
    // From other pages, to that page.
    let all = chart(site, Subject::Scorecard, &[]);
    let links = all.all(".table-panel tbody a[href='/kpis/k/#target-2']");
    assert_eq!(links.len(), 2);
}

#[test]
fn rows_of_one_measure_are_told_apart_by_their_headers() {
    let bundle = norland_value().to_string();
    let site = site_of(&bundle, "/");
    for subject in [Subject::Scorecard, Subject::Insights] {
        let page = chart(site, subject, &[]);
        let mut heads: Vec<String> = Vec::new();
        for row in page.all(".table-panel tbody tr") {
            let cells = within(row, "th[scope=row]").into_iter();
            heads.push(cells.map(text).collect::<Vec<_>>().join(" | "));
        }
        let count = heads.len();
        assert!(count > 2);
        heads.sort();
        heads.dedup();
        assert_eq!(heads.len(), count, "{heads:?}");
    }
}

#[test]
fn a_choice_that_leaves_nothing_says_which_part_of_it_does() {
    let site = site();
    for (choice, words) in [
        (
            &[("from", "2018"), ("to", "2013")][..],
            "“From 2018” is later than “To 2013”, so no year is left.",
        ),
        (
            &[("from", "2030")],
            "There is no figure from 2030 or later. The figures are from 2015 to 2021.",
        ),
        (
            &[("to", "2001")],
            "There is no figure from 2001 or earlier. The figures are from 2015 to 2021.",
        ),
        (
            &[("hide", "b"), ("from", "2020"), ("to", "2021")],
            "There is no figure from 2020 to 2021. The figures are from 2015 to 2019.",
        ),
        (
            &[("hide", "a,b")],
            "All groups with figures are switched off. Switch on “A” or “B”.",
        ),
        (
            &[("since", "2012")],
            "There is no figure for 2012 to compare with. Choose another year than “Change since 2012”.",
        ),
    ] {
        let page = chart(site, subject(site), choice);
        let finding = text(page.one("figcaption .finding"));
        assert_eq!(finding, words, "{choice:?}");
        // In place of the drawing, too.
        assert_eq!(text(page.one(".chart-panel .nothing")), words, "{choice:?}");
    }
    let site = site_of(&norland_value().to_string(), "/");
    let none = chart(
        site,
        Subject::Scorecard,
        &[("for", "nobody"), ("status", "met")],
    );
    assert_eq!(
        text(none.one("figcaption .finding")),
        "No target matches “For” and “Status” together. Set one of them to “All”."
    );
}

#[test]
fn a_change_that_is_not_known_is_no_missing_figure() {
    let site = site();
    let page = chart(site, subject(site), &[("since", "2015")]);
    let finding = text(page.one("figcaption .finding"));
    assert_eq!(
        finding,
        "A up 13 points on 2015, in 2016. 2018 to 2019 (A) are left out: the method changed in \
         Oct 2017. B: no figure for 2015 to compare with."
    );
    assert_eq!(text(page.one(".subtitle")), "A, B (percentage points)");
    let heads = page.all(".table-panel thead th").into_iter().map(text);
    assert!(
        heads
            .collect::<Vec<_>>()
            .contains(&"Change (points)".to_owned())
    );
    assert_eq!(
        rows(&page),
        [
            "A | 2016 | up 13 points on 2015",
            "A | 2015 | unchanged from 2015",
            "A | 2020 to 2021 | No figure (2 periods)",
            "B | 2016 to 2021 | Not compared (3 periods)",
            "A | 2018 to 2019 | Not compared (2 periods)",
        ]
    );
    let notes = text(page.one(".table-panel tbody"));
    for words in [
        "There is no figure for 2015 to compare with.",
        "The method changed in Oct 2017.",
    ] {
        assert!(notes.contains(words), "{notes}");
    }
    let beside = text(page.one(".chart-panel"));
    assert!(!beside.contains("2018: no figure"), "{beside}");
}
