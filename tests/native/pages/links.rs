//! Addresses: what is one of the site, and every place where a bundle can have a link.

use std::collections::{BTreeMap, BTreeSet};

use civic_scorecard::bundle::{Bundle, BundleError, Fault};
use civic_scorecard::site::Route;
use serde_json::{Value, json};

use crate::support::places::{Place, places};
use crate::support::{
    self, NORLAND, Page, all_routes, links_are_safe, norland_value, page, render, site_of,
};

#[test]
fn a_site_below_a_path_keeps_every_link_and_picture_below_it() {
    let site = site_of(NORLAND, "/norland/zahlen/");
    for route in all_routes(site) {
        let page = page(site, route);
        for element in page.all("a[href^='/'], img[src]") {
            let target = element
                .attr("href")
                .or(element.attr("src"))
                .unwrap_or_default();
            assert!(
                target.starts_with(site.base),
                "{target} leaves {}",
                site.base
            );
        }
        page.one("h1");
    }
    assert_eq!(site.route("/norland/zahlen/kpis"), Route::Kpis);
    assert_eq!(site.route("/kpis/"), Route::NotFound);
    assert!(matches!(site.route("/norland/zahlen"), Route::Page(_)));
}

#[test]
fn addresses_that_only_look_like_a_page_are_not_found() {
    let site = site_of(NORLAND, "/");
    for path in [
        "/home/",
        "/kpis/no-such/",
        "/kpis/zufriedenheit/more/",
        "/initiatives/zufriedenheit/",
        "/kpis//",
        "/KPIS/",
        "/fahrplan/x",
        "kpis/",
        "/../kpis/",
        "/kpis/%00/",
    ] {
        assert_eq!(site.route(path), Route::NotFound, "{path:?}");
        Page::of(render(site, path, &[])).must_say("Page not found");
    }
    for path in ["/kpis", "/kpis/", "/kpis/index.html"] {
        assert_eq!(site.route(path), Route::Kpis, "{path:?}");
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
    let places = places(&original);
    let texts = places.iter().filter(|place| place.value.is_string());
    let mut document = original.clone();
    // All texts of a type are rich, or none is.
    let mut rich: BTreeMap<&str, bool> = BTreeMap::new();
    let mut wanted = BTreeMap::new();
    for (index, Place { pointer, kind, .. }) in texts.enumerate() {
        let address = format!("https://link-{index}.example/");
        // A link that stands alone shows its label, and nothing of what is to be found there.
        if ["/link/description", "/contact/description"]
            .iter()
            .any(|end| pointer.ends_with(end))
        {
            continue;
        }
        let mut is_rich = || is_rich(original.clone(), pointer);
        let text = document.pointer_mut(pointer).expect("a place in it");
        if pointer.ends_with("/href") {
            *text = json!(address);
        } else if *rich.entry(kind).or_insert_with(&mut is_rich) {
            let before = text.as_str().expect("a text");
            *text = json!(format!("{before} [link]({address})"));
        } else {
            continue;
        }
        wanted.insert(address, pointer);
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
    wanted.retain(|address, _| !shown.contains(address));
    assert!(wanted.is_empty(), "no link: {wanted:?}");
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
