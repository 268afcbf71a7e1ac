//! The result strip, the rows below it, and what is folded.

use civic_scorecard::progress::statuses;
use civic_scorecard::site::{Route, Site};
use scraper::ElementRef;
use serde_json::json;

use crate::support::{self, NORLAND, Page, norland_value, page, site_of, within};

/// The codes of all verdicts on targets, from the model itself.
fn codes(site: Site) -> Vec<&'static str> {
    let mut codes = Vec::new();
    for kpi in &site.bundle.kpis {
        for series in &kpi.series {
            let of_series = statuses(kpi, series, site.bundle.published);
            codes.extend(of_series.iter().filter_map(|status| status.code()));
        }
    }
    codes
}

fn code_of(element: ElementRef<'_>) -> &str {
    let mut classes = element.value().classes();
    let code = classes.find_map(|class| class.strip_prefix("status-"));
    code.expect("a status")
}

fn marks(page: &Page) -> Vec<ElementRef<'_>> {
    page.all(".marks > a.mark")
}

#[test]
fn the_strip_has_a_mark_for_each_target_that_says_what_became_of_it() {
    let site = site_of(NORLAND, "/");
    for route in [site.home(), Route::Kpis] {
        let page = page(site, route);
        let mut shown: Vec<&str> = marks(&page).into_iter().map(code_of).collect();
        let mut expected = codes(site);
        // Marks of one verdict stand together.
        let mut runs = shown.clone();
        runs.dedup();
        let kinds = runs.len();
        runs.sort_unstable();
        runs.dedup();
        assert_eq!(runs.len(), kinds, "{shown:?}");
        assert_eq!(kinds, 10, "Norland has each verdict");
        assert_eq!(shown[0], "met");

        shown.sort_unstable();
        expected.sort_unstable();
        assert_eq!(shown, expected);

        // What the shapes mean, with how many marks have them.
        for entry in page.all(".key > li") {
            let said = support::text(entry);
            let (count, words) = said.split_once(' ').expect("a number and words");
            let of_code = expected.iter().filter(|code| **code == code_of(entry));
            assert_eq!(count, of_code.count().to_string(), "{said}");
            assert!(!words.is_empty());
        }
        assert_eq!(page.all(".key > li").len(), kinds);
    }
}

#[test]
fn a_mark_leads_to_its_kpi_and_names_it_with_the_figure_and_the_goal() {
    let site = site_of(NORLAND, "/");
    let page = page(site, Route::Kpis);
    let mut names = Vec::new();
    for mark in marks(&page) {
        let (name, href) = (support::text(mark), mark.attr("href").expect("a link"));
        let id = href.trim_start_matches("/kpis/").trim_end_matches('/');
        let kpi = site.bundle.kpi(id).expect("a KPI's page");
        assert!(name.starts_with(&*kpi.title), "{name}");
        names.push(name);
    }
    // By hand: up to 14 days, 18.5 days on the last of June.
    let state = "over 18.5 Tage against up to 14 Tage, no final result";
    assert!(names.iter().any(|name| name.ends_with(state)), "{names:?}");
}

#[test]
fn the_rows_and_the_folded_row_have_every_target_once_for_each_group() {
    let site = site_of(NORLAND, "/");
    let page = page(site, site.home());
    let gaps = page.one("details.gaps");
    let folded = within(gaps, "li");
    let summary = support::text(within(gaps, "summary")[0]);
    let missing = codes(site).into_iter().filter(|code| *code == "no-figure");
    let missing = missing.count();
    assert_eq!(folded.len(), missing);
    assert_eq!(summary, format!("{missing} targets without a figure"));
    for row in folded {
        assert!(support::text(row).contains("Target"), "no goal");
        assert_eq!(within(row, "a[href^='/kpis/']").len(), 1);
    }
    // A source stands in the row, or once below a group whose rows share it.
    for row in page.all("#stand section.row") {
        let mut around = row.ancestors().filter_map(ElementRef::wrap);
        let group = around.find(|element| element.value().name() == "div");
        let group = group.expect("a group");
        let is_sourced = !within(row, ".source").is_empty() || within(group, ".source").len() == 1;
        assert!(is_sourced || within(row, ".value").is_empty());
    }
}

#[test]
fn a_row_without_a_figure_is_quiet_and_holds_nothing_against_its_target() {
    let page = page(site_of(NORLAND, "/"), Route::Kpis);
    let (mut loud, mut quiet) = (0, 0);
    for row in page.all("section.row") {
        let is_quiet = row.value().classes().any(|class| class == "none");
        let has_figure = !within(row, ".value").is_empty();
        assert_eq!(is_quiet, !has_figure, "{}", support::text(row));
        assert!(has_figure || within(row, ".bullet").is_empty());
        if is_quiet {
            quiet += 1;
        } else {
            loud += 1;
        }
    }
    assert!(loud > 0 && quiet > 0);
}

#[test]
fn nothing_without_a_target_is_counted_or_has_a_bar() {
    let mut bundle = norland_value();
    for kpi in bundle["kpis"].as_array_mut().expect("a list") {
        kpi["targets"] = json!([]);
    }
    let site = site_of(&bundle.to_string(), "/");
    for route in [site.home(), Route::Kpis] {
        let page = page(site, route);
        assert!(marks(&page).is_empty());
        assert!(page.all(".results, .marks, .gaps, .measure svg").is_empty());
    }
}

#[test]
fn folded_sections_that_follow_each_other_are_one_part_named_after_them() {
    let mut bundle = norland_value();
    let prose = |id: &str, folded: bool| json!({"kind": "prose", "id": id, "heading": id, "folded": folded, "body": [id]});
    let sections = [("a", true), ("b", true), ("c", false), ("d", true)];
    let sections = sections.map(|(id, folded)| prose(id, folded));
    bundle["pages"] = json!([{ "id": "home", "label": "x", "title": "x", "description": "x",
        "sections": sections }]);
    let site = site_of(&bundle.to_string(), "/");
    let page = page(site, site.home());
    let folds = page.all("details.fold");
    let parts = |fold: ElementRef<'_>| -> Vec<String> {
        let sections = within(fold, "section").into_iter();
        sections
            .map(|section| section.attr("id").expect("an id").to_owned())
            .collect()
    };
    assert_eq!(folds.len(), 2);
    assert_eq!(parts(folds[0]), ["a", "b"]);
    assert_eq!(parts(folds[1]), ["d"]);
    let names = support::text(within(folds[0], "summary .names")[0]);
    assert_eq!(names, "a · b");
    assert!(folds.iter().all(|fold| fold.attr("open").is_none()));
    assert_eq!(page.ids().iter().filter(|id| **id == "c").count(), 1);
}
