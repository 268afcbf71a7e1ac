//! The card grid: search and filters.

use civic_scorecard::browser::{Location, Navigator, folded};
use civic_scorecard::bundle::{Id, Initiative};
use civic_scorecard::page::outline;
use civic_scorecard::site::Shell;
use civic_scorecard::view::{CardGrid, HeadingLevel, cards, static_view};
use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{Host, norland, property, rendered};

fn grid(query: &[(&str, &str)]) -> Host {
    let site = norland();
    let query = query
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Host::of(move || {
        let navigator = Navigator::at(Location {
            path: "/initiatives/".into(),
            query,
            fragment: None,
        });
        let shell = Shell {
            outline: Box::leak(Box::new(outline(site, "", true))),
            base: site.base,
        };
        let cards = move |_| static_view(move || cards(site, HeadingLevel::H2, None));
        view! { <CardGrid shell navigator cards/> }
    })
}

/// The titles of the initiatives that fit, in the bundle's order.
fn titles(fits: impl Fn(&Initiative) -> bool) -> Vec<String> {
    let site = norland();
    let fitting = site.bundle.initiatives.iter().filter(|i| fits(i));
    fitting.map(|i| i.title.to_string()).collect()
}

fn is_for(initiative: &Initiative, audience: &str) -> bool {
    initiative
        .audiences
        .iter()
        .any(|id| id.as_str() == audience)
}

fn has_theme(initiative: &Initiative, theme: &str) -> bool {
    initiative.themes.iter().any(|id| id.as_str() == theme)
}

const SEARCH: &str = "input[type=search]";
const STATUS: &str = "form .result p";

#[wasm_bindgen_test]
async fn every_card_is_shown_at_first() {
    let host = grid(&[]);
    assert_eq!(host.cards(), titles(|_| true));
    assert!(host.is_hidden(".empty"));
    assert!(host.is_hidden("form button"));
}

#[wasm_bindgen_test]
async fn typing_into_the_search_hides_the_other_cards_and_says_how_many_are_left() {
    let host = grid(&[]);
    let all = titles(|_| true).len();
    host.enter(SEARCH, "Fährmann").await;
    assert_eq!(host.cards(), ["Bescheide in leichter Sprache"]);
    assert_eq!(host.text(STATUS), format!("1 of {all} initiatives"));
    assert!(!host.is_hidden("form button"));
    host.enter(SEARCH, "").await;
    host.wait_for_cards(all).await;
    assert_eq!(host.cards().len(), all);
    assert_eq!(host.text(STATUS), format!("All {all} initiatives"));
}

/// Texts and what somebody types for them; the native tests read the same file.
const SEARCHES: &str = include_str!("../bundles/searches.json");

#[wasm_bindgen_test]
fn a_search_compares_words_as_people_type_them() {
    let searches: serde_json::Value = serde_json::from_str(SEARCHES).expect("JSON");
    for search in searches.as_array().expect("a list") {
        let [text, query] = ["text", "query"].map(|key| search[key].as_str().expect("a text"));
        let text = folded(text);
        let is_found = folded(query)
            .split_whitespace()
            .all(|word| text.contains(word));
        assert_eq!(search["finds"], is_found, "{query:?} in {text:?}");
    }
}

#[wasm_bindgen_test]
async fn choosing_an_audience_and_a_theme_leaves_what_has_both() {
    let host = grid(&[]);
    host.click("input[name=for][value=verwaltung]").await;
    assert_eq!(host.cards(), titles(|i| is_for(i, "verwaltung")));
    host.click("input[name=theme][value=daten]").await;
    let both = titles(|i| is_for(i, "verwaltung") && has_theme(i, "daten"));
    assert!(!both.is_empty());
    assert_eq!(host.cards(), both);
    host.click("input[name=for][value='']").await;
    assert_eq!(host.cards(), titles(|i| has_theme(i, "daten")));
}

#[wasm_bindgen_test]
async fn an_empty_result_says_so_and_its_button_brings_every_card_back() {
    let host = grid(&[]);
    host.click("input[name=for][value=verwaltung]").await;
    host.enter(SEARCH, "zzz <b>nothing</b>").await;
    assert_eq!(host.cards(), Vec::<String>::new());
    assert!(!host.is_hidden(".empty"));
    assert!(host.text(".empty").contains("zzz <b>nothing</b>"));
    assert!(host.all(".empty b").is_empty());
    assert!(host.text(STATUS).starts_with("0 of"));
    host.click("form button").await;
    host.wait_for_cards(titles(|_| true).len()).await;
    assert_eq!(host.cards(), titles(|_| true));
    assert!(host.is_hidden(".empty"));
    assert_eq!(property(&host.one(SEARCH), "value"), "");
    let any = host.one("input[name=for][value='']");
    assert_eq!(property(&any, "checked"), true);
}

#[wasm_bindgen_test]
async fn search_and_filters_begin_with_what_the_address_says() {
    let host = grid(&[("q", "ausweis"), ("for", "betriebe")]);
    rendered().await;
    assert_eq!(property(&host.one(SEARCH), "value"), "ausweis");
    let chosen = host.one("input[name=for][value=betriebe]");
    assert_eq!(property(&chosen, "checked"), true);
    assert!(host.cards().len() < titles(|_| true).len());
}

#[wasm_bindgen_test]
async fn search_and_filters_stand_in_the_address_and_add_no_history() {
    let window = web_sys::window().expect("a window");
    let history = window.history().expect("a history");
    let before = history.length().expect("a length");
    let host = grid(&[]);
    host.enter(SEARCH, "a b&c").await;
    host.click("input[name=theme][value=barrierefrei]").await;
    let location = Reflect::get(&window, &"location".into()).expect("a location");
    let search = Reflect::get(&location, &"search".into()).expect("a query");
    let search = search.as_string().unwrap_or_default();
    assert!(search.contains("theme=barrierefrei"), "{search}");
    assert!(
        search.contains("q=a") && search.contains("%26c"),
        "{search}"
    );
    assert_eq!(history.length().expect("a length"), before);
}

#[wasm_bindgen_test]
async fn enter_in_the_search_does_not_leave_the_page() {
    let host = grid(&[]);
    let form = host.one("form");
    let submit = Function::new_with_args(
        "form",
        "const event = new Event('submit', { bubbles: true, cancelable: true });
         form.dispatchEvent(event); return event.defaultPrevented;",
    );
    let prevented = submit.call1(&JsValue::NULL, &form).expect("it is sent");
    assert_eq!(prevented, true);
}
