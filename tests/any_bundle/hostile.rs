//! Text that would do harm where it is not taken for text.

use civic_scorecard::site::Route;
use serde_json::Value;

use crate::sites;
use crate::support::{self, Page, all_routes, page, render, site_of};

const HOSTILE: &str =
    "</title></style><script>alert(\"1\")</script><img src=x onerror='alert(2)'>&amp;&'\"";

/// Puts hostile text into every field that takes free text.
fn poison(key: &str, value: &mut Value) {
    match value {
        Value::String(text) => {
            let is_free = matches!(
                key,
                "name"
                    | "description"
                    | "owner"
                    | "disclaimer"
                    | "label"
                    | "title"
                    | "summary"
                    | "text"
                    | "heading"
                    | "lead"
                    | "statement"
                    | "alt"
                    | "note"
                    | "notes"
                    | "measures"
                    | "missing"
                    | "reason"
                    | "why"
                    | "publisher"
                    | "locator"
                    | "mark"
                    | "one"
                    | "many"
                    | "intro"
                    | "centre"
                    | "for"
                    | "body"
                    | "list"
            );
            if is_free {
                HOSTILE.clone_into(text);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| poison(key, item)),
        Value::Object(map) => map.iter_mut().for_each(|(key, value)| poison(key, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn hostile_text_is_shown_as_text_on_every_page() {
    for (_, _, bundle) in sites() {
        let mut bundle = bundle.clone();
        poison("", &mut bundle);
        let site = site_of(&bundle.to_string(), "/");
        for route in all_routes(site) {
            let page = page(site, route);
            assert!(page.all("script, style").is_empty(), "{route:?}");
            assert!(page.all("title").iter().all(|title| {
                // The tips of a chart's marks, never a document's title.
                title
                    .parent()
                    .is_some_and(|parent| !parent.value().is_document())
            }));
            for element in page.all("*") {
                for (name, _) in element.value().attrs() {
                    assert!(!name.starts_with("on"), "{route:?}: {}", element.html());
                    assert!(
                        name.chars()
                            .all(|c| c.is_ascii_alphanumeric() || "-_:".contains(c))
                    );
                }
            }
            assert!(page.all("img[src=x]").is_empty(), "{route:?}");
            assert_eq!(support::text(page.one(".brand")), HOSTILE);
            if let Route::Kpi(_) | Route::Initiative(_) = route {
                assert_eq!(support::text(page.one("h1")), HOSTILE);
            }
            for image in page.all("main img") {
                assert_eq!(image.attr("alt"), Some(HOSTILE));
            }
        }
    }
}

#[test]
fn a_hostile_search_is_shown_as_text() {
    for (_, site, _) in sites() {
        let page = Page::of(render(site, "/initiatives/", &[("q", HOSTILE)]));
        assert!(page.all("main script, img[src=x]").is_empty());
        page.must_say(HOSTILE);
    }
}
