//! Every section of a page says all that the bundle's JSON has in it.

use civic_scorecard::bundle::Id;
use civic_scorecard::site::Route;
use serde_json::Value;

use crate::sites;
use crate::support::{self, Page, all_routes, list, page, plain, string, within};

#[test]
fn each_page_has_all_that_its_sections_say() {
    for (_, site, bundle) in sites() {
        for route in all_routes(site) {
            let Route::Page(shown) = route else { continue };
            let rendered = page(site, route);
            let page = list(bundle, "pages")
                .iter()
                .find(|page| page["id"] == shown.id.as_str())
                .expect("the page is in the JSON");
            for section in list(page, "sections") {
                rendered.must_say(string(section, "heading"));
                has_every_word_of(&rendered, section);
            }
        }
    }
}

/// Every text of a section's own fields stands on the page.
fn has_every_word_of(page: &Page, value: &Value) {
    match value {
        Value::String(text) => page.must_say(&plain(text)),
        Value::Array(items) => items.iter().for_each(|item| has_every_word_of(page, item)),
        Value::Object(map) => {
            for (key, value) in map {
                match key.as_str() {
                    // Names, addresses and dates are shown in other words.
                    "kind" | "id" | "formerly" | "kpi" | "kpis" | "series" | "source" | "href"
                    | "src" | "when" => {}
                    "alt" => {
                        let alt = value.as_str().expect("an alternative text");
                        let found = page
                            .all("img")
                            .into_iter()
                            .any(|i| i.attr("alt") == Some(alt));
                        assert!(found, "no picture says {alt:?}");
                    }
                    _ => has_every_word_of(page, value),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn drawing_and_list_of_a_wheel_have_equal_parts() {
    for (name, site, json) in sites() {
        let wheels = list(json, "pages")
            .iter()
            .flat_map(|page| list(page, "sections").iter().map(move |s| (page, s)))
            .filter(|(_, section)| section["kind"] == "wheel");
        for (of, wheel) in wheels {
            let id = string(of, "id");
            let shown = site.bundle.page(id).expect("the page is in the bundle");
            let page = page(site, Route::Page(shown));
            let figure = page.one(&format!("#{} figure", string(wheel, "id")));
            let parts: Vec<(String, String)> = list(wheel, "rings")
                .iter()
                .flat_map(|ring| list(ring, "items").iter().map(move |item| (ring, item)))
                .zip(1..)
                .map(|((ring, item), number)| {
                    let part = format!("{number} {}", string(item, "title"));
                    (format!("{}: {part}", string(ring, "label")), part)
                })
                .collect();
            let entries = within(figure, "ol ol > li");
            assert_eq!(entries.len(), parts.len(), "{name}");
            for (entry, (_, part)) in entries.iter().zip(&parts) {
                let said = ["span", "strong"].map(|inner| support::text(within(*entry, inner)[0]));
                assert_eq!(said.join(" "), *part);
            }
            for drawing in within(figure, "svg") {
                let links = within(drawing, "a");
                assert_eq!(links.len(), parts.len(), "{name}");
                for ((link, entry), (label, part)) in links.iter().zip(&entries).zip(&parts) {
                    let fragment = format!("#{}", entry.attr("id").expect("an id"));
                    assert_eq!(link.attr("href"), Some(&*fragment));
                    assert_eq!(link.attr("aria-label"), Some(&**label));
                    assert_eq!(link.attr("class"), entry.attr("class"));
                    // The number always, the title whole or not at all.
                    let said = support::text(*link);
                    let number = part.split(' ').next().expect("a number");
                    assert!(said == *part || said == number, "{said:?} of {part:?}");
                }
            }
        }
    }
}
