//! Names that a bundle gives, beside those that the site uses itself.

use std::collections::BTreeSet;

use civic_scorecard::bundle::Bundle;
use civic_scorecard::site::Site;
use serde_json::json;

use crate::support::{Page, norland_value, render};

#[test]
fn names_that_a_bundle_gives_never_meet_those_of_the_frame() {
    // Each is a valid id, and an id that some element of the site has already.
    let names = [
        "site-content",
        "site-app",
        "site-failure",
        "site-notice",
        "site-start",
        "site-announcement",
        "site-search",
        "content",
        "figures",
        "notes",
    ];
    for name in names {
        let mut bundle = norland_value();
        bundle["pages"][0]["sections"][1]["id"] = json!(name);
        bundle["sources"][0]["id"] = json!(name);
        let text = bundle
            .to_string()
            .replace("\"fahrplan-2030\"", &format!("\"{name}\""));
        let Ok(parsed) = Bundle::parse(&text) else {
            // Refusing the name is as good.
            continue;
        };
        let site = Site {
            bundle: Box::leak(Box::new(parsed)),
            base: "/",
        };
        for path in ["/", "/sources/"] {
            let page = Page::of(render(site, path, &[]));
            // The document around the app has these.
            let frame = [
                "site-app",
                "site-announcement",
                "site-failure",
                "site-notice",
                "site-start",
            ];
            let ids = page.ids().into_iter().chain(frame);
            let count = ids.filter(|id| *id == name).count();
            assert!(count <= 1, "{path} has {count} elements called {name:?}");
        }
    }
}

#[test]
fn sections_insights_and_their_headings_never_share_an_id() {
    let mut bundle = norland_value();
    bundle["pages"][0]["sections"][1]["id"] = json!("warten-betriebe");
    bundle["pages"][0]["sections"][3]["id"] = json!("zahlen-heading");
    let Ok(parsed) = Bundle::parse(&bundle.to_string()) else {
        return;
    };
    let site = Site {
        bundle: Box::leak(Box::new(parsed)),
        base: "/",
    };
    let page = Page::of(render(site, "/", &[]));
    let mut seen = BTreeSet::new();
    for id in page.ids() {
        assert!(seen.insert(id), "the id {id:?} stands twice");
    }
}

#[test]
fn a_page_with_the_same_kind_of_section_twice_gives_no_id_twice() {
    for kind in ["initiatives", "insights", "scorecard", "goals", "wheel"] {
        let mut bundle = norland_value();
        let sections = bundle["pages"][0]["sections"]
            .as_array_mut()
            .expect("sections");
        for id in ["noch-eins", "noch-zwei"] {
            let mut section = json!({ "kind": kind, "id": id, "heading": "Noch einmal" });
            if kind == "wheel" {
                section["centre"] = json!("Mitte");
                section["rings"] = json!([{ "label": "Wer", "items": [{ "title": "Alle" }] }]);
            }
            sections.push(section);
        }
        let Ok(parsed) = Bundle::parse(&bundle.to_string()) else {
            continue;
        };
        let site = Site {
            bundle: Box::leak(Box::new(parsed)),
            base: "/",
        };
        let page = Page::of(render(site, "/", &[]));
        let mut seen = BTreeSet::new();
        for id in page.ids() {
            assert!(seen.insert(id), "{kind} twice: the id {id:?} stands twice");
        }
    }
}
