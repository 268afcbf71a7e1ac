//! Where links lead, and what the other side learns: every link of every page, and every
//! place where a bundle can have one.

mod support;

use std::collections::BTreeSet;

use civic_scorecard::bundle::{Bundle, BundleError, Fault};
use civic_scorecard::site::Site;
use serde_json::{Value, json};
use support::{NORLAND, Page, all_routes, norland_value, page, site_of, sites};

/// Fails unless each link of a page is safe and, if it leads out, tells nothing.
#[track_caller]
fn links_are_safe(site: Site, page: &Page) {
    let others = page.all("area, base, iframe, object, embed, [formaction], [background]");
    let others: Vec<String> = others.iter().map(|other| other.html()).collect();
    assert!(
        others.is_empty(),
        "leads or loads from elsewhere: {others:?}"
    );
    for link in page.all("a") {
        let html = link.html();
        let href = link.attr("href").unwrap_or_else(|| panic!("{html}"));
        let leads_out = ["https://", "mailto:", "tel:"]
            .iter()
            .any(|scheme| href.starts_with(scheme));
        if leads_out {
            let rel: Vec<&str> = link.attr("rel").unwrap_or_default().split(' ').collect();
            assert_eq!(rel, ["external", "noopener", "noreferrer"], "{html}");
        } else {
            let within = href.starts_with(site.base) && !href.starts_with("//");
            assert!(within || href.starts_with('#'), "{html}");
            assert_eq!(link.attr("rel"), None, "{html}");
        }
        // Links open where the reader is.
        assert_eq!(link.attr("target"), None, "{html}");
        assert_eq!(link.attr("ping"), None, "{html}");
    }
}

#[test]
fn every_link_of_every_page_is_safe_and_tells_nothing() {
    let below = site_of(NORLAND, "/score/");
    for site in sites().map(|(_, site, _)| site).into_iter().chain([below]) {
        for route in all_routes(site) {
            println!("{}", site.href(route));
            links_are_safe(site, &page(site, route));
        }
    }
}

/// The JSON Pointers of all texts of a document.
fn texts(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at.to_owned()),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                texts(item, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                texts(value, &format!("{at}/{key}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Whether the text at a place is rich: there a mark needs a partner.
fn is_rich(mut document: Value, pointer: &str) -> bool {
    *document.pointer_mut(pointer).expect("a place in it") = json!("*");
    let Err(BundleError::Invalid(found)) = Bundle::parse(&document.to_string()) else {
        return false;
    };
    matches!(&found[0].fault, Fault::Malformed { expected } if expected.contains("rich text"))
}

#[test]
fn every_place_for_a_link_shows_it_as_one_that_tells_nothing() {
    let original = norland_value();
    let mut places = Vec::new();
    texts(&original, "", &mut places);
    let mut document = original.clone();
    let mut wanted = BTreeSet::new();
    for (index, place) in places.iter().enumerate() {
        let address = format!("https://link-{index}.example/");
        let text = document.pointer_mut(place).expect("a place in it");
        if place.ends_with("/href") {
            *text = json!(address);
        } else if is_rich(original.clone(), place) {
            let before = text.as_str().expect("a text");
            *text = json!(format!("{before} [link]({address})"));
        } else {
            continue;
        }
        wanted.insert(address);
    }
    assert!(wanted.len() > 50, "{} places", wanted.len());

    let site = site_of(&document.to_string(), "/");
    let mut shown = BTreeSet::new();
    for route in all_routes(site) {
        let page = page(site, route);
        links_are_safe(site, &page);
        let hrefs = page
            .all("a")
            .into_iter()
            .filter_map(|link| link.attr("href"));
        shown.extend(hrefs.map(str::to_owned));
    }
    let missing: Vec<_> = wanted.difference(&shown).collect();
    assert!(missing.is_empty(), "no link: {missing:?} of {places:?}");
}

#[test]
fn the_host_beside_a_link_is_the_one_that_it_leads_to() {
    for (href, host) in [
        ("https://a.example/gov.example", "a.example"),
        ("https://a.example?gov.example/", "a.example"),
        ("https://a.example#gov.example/", "a.example"),
        ("https://a.example:8443/@gov.example", "a.example:8443"),
        ("https://xn--80ak6aa92e.example/", "xn--80ak6aa92e.example"),
    ] {
        let mut value = norland_value();
        value["pages"] = json!([{
            "id": "home", "label": "a", "title": "a", "description": "a",
            "sections": [{"kind": "links", "id": "l", "heading": "a",
                "items": [{"label": "Somewhere", "href": href}]}],
        }]);
        let site = site_of(&value.to_string(), "/");
        let home = page(site, site.home());
        assert_eq!(support::text(home.one("#l .host")), host, "{href}");
    }
}
