//! The card grid: what its filters and its search leave.

use serde_json::Value;

use crate::support::{
    self, NORLAND, Page, list, norland_value, render, shown_cards, site_of, string,
};

fn grid(query: &[(&str, &str)]) -> Page {
    Page::of(render(site_of(NORLAND, "/"), "/initiatives/", query))
}

/// The titles of the initiatives that fit, from the JSON.
fn titles(fits: impl Fn(&Value) -> bool) -> Vec<String> {
    let bundle = norland_value();
    let fitting = list(&bundle, "initiatives").iter().filter(|i| fits(i));
    fitting.map(|i| string(i, "title").to_owned()).collect()
}

fn has(initiative: &Value, key: &str, id: &str) -> bool {
    list(initiative, key).iter().any(|value| value == id)
}

fn status_of(page: &Page) -> String {
    support::text(page.one("form .result p"))
}

#[test]
fn without_a_query_every_card_is_shown() {
    let page = grid(&[]);
    let all = titles(|_| true);
    assert_eq!(shown_cards(&page), all);
    assert!(status_of(&page).contains(&format!("All {}", all.len())));
    assert!(page.one(".empty").attr("hidden").is_some());
    assert!(page.one("form button").attr("hidden").is_some());
}

#[test]
fn the_address_hides_the_cards_of_other_audiences_and_themes() {
    let for_administration = titles(|i| has(i, "audiences", "verwaltung"));
    let all = titles(|_| true).len();
    assert!((1..all).contains(&for_administration.len()));
    let page = grid(&[("for", "verwaltung")]);
    assert_eq!(shown_cards(&page), for_administration);
    assert!(status_of(&page).contains(&format!("{} of {all}", for_administration.len())));
    assert!(page.one("form button").attr("hidden").is_none());
    // Hidden, not absent: every card is in the HTML.
    assert_eq!(page.all(".cards > li").len(), all);

    let both = titles(|i| has(i, "audiences", "verwaltung") && has(i, "themes", "daten"));
    let page = grid(&[("for", "verwaltung"), ("theme", "daten")]);
    assert_eq!(shown_cards(&page), both);
}

#[test]
fn the_address_hides_the_cards_without_the_words_searched_for_in_any_order_and_case() {
    let wanted = titles(|i| string(i, "id") == "ein-ausweis");
    for words in ["Ausweis für", "für AUSWEIS", "  ausweis   für "] {
        let shown = shown_cards(&grid(&[("q", words)]));
        assert!(shown.contains(&wanted[0]), "{words:?} shows {shown:?}");
        assert!(shown.len() < titles(|_| true).len());
    }
    // A word of a fact, and the label of a theme, find their initiative too.
    assert_eq!(
        shown_cards(&grid(&[("q", "fährmann")])),
        titles(|i| string(i, "id") == "leichte-sprache")
    );
    assert_eq!(
        shown_cards(&grid(&[
            ("q", "barrierefreiheit"),
            ("theme", "barrierefrei")
        ])),
        titles(|i| has(i, "themes", "barrierefrei"))
    );
}

/// Texts and what somebody types for them; the tests in browsers read the same file.
const SEARCHES: &str = include_str!("../../bundles/searches.json");

#[test]
fn a_search_finds_words_as_people_type_them() {
    let searches: Value = serde_json::from_str(SEARCHES).expect("JSON");
    for search in searches.as_array().expect("a list") {
        let mut bundle = norland_value();
        let title = string(search, "text");
        bundle["initiatives"][0]["title"] = search["text"].clone();
        let site = site_of(&bundle.to_string(), "/");
        let query = string(search, "query");
        let page = Page::of(render(site, "/initiatives/", &[("q", query)]));
        let is_found = page.one(".cards > li:first-child").attr("hidden").is_none();
        assert_eq!(search["finds"], is_found, "{query:?} in {title:?}");
    }
}

#[test]
fn a_search_of_spaces_hides_nothing() {
    assert_eq!(shown_cards(&grid(&[("q", "   ")])), titles(|_| true));
}

#[test]
fn a_filter_that_leaves_nothing_says_so_and_how_to_get_out() {
    for query in [
        vec![("q", "zzz-nothing")],
        vec![("for", "martians")],
        vec![("theme", "no-theme"), ("for", "einwohnende")],
    ] {
        let page = grid(&query);
        assert_eq!(shown_cards(&page), Vec::<String>::new(), "{query:?}");
        let empty = page.one(".empty");
        assert!(empty.attr("hidden").is_none());
        assert!(
            support::text(empty).contains("lear the filters"),
            "{query:?}"
        );
        assert!(status_of(&page).starts_with("0 of"));
        assert!(page.one("form button").attr("hidden").is_none());
    }
    grid(&[("q", "zzz-nothing")]).must_say("zzz-nothing");
}

#[test]
fn the_home_page_keeps_the_same_state_in_its_address() {
    let site = site_of(NORLAND, "/");
    let page = Page::of(render(site, "/", &[("for", "verwaltung")]));
    assert_eq!(
        shown_cards(&page),
        titles(|i| has(i, "audiences", "verwaltung"))
    );
}
