//! Ids that changed: what an entry was called before still leads to it.

use crate::support::{norland_value, site_of};
use civic_scorecard::bundle::{Bundle, BundleError, Fault, Id};
use civic_scorecard::site::{Exhibit, Route};
use serde_json::{Value, json};

/// The bundle of Norland, its first entry of each list with these former ids.
fn formerly(ids: &[&str]) -> Value {
    let mut bundle = norland_value();
    for list in ["initiatives", "insights", "kpis"] {
        bundle[list][0]["formerly"] = json!(ids);
    }
    for kind in KINDS {
        *section(&mut bundle, kind, "formerly") = json!(ids);
    }
    bundle
}

/// The kinds of sections that other sites show by their ids.
const KINDS: [&str; 2] = ["multiples", "wheel"];

/// A field of the section of a kind.
fn section<'a>(bundle: &'a mut Value, kind: &str, field: &str) -> &'a mut Value {
    let pages = bundle["pages"].as_array_mut().expect("a list");
    let mut sections = pages
        .iter_mut()
        .flat_map(|page| page["sections"].as_array_mut().expect("a list"));
    let section = sections
        .find(|section| section["kind"] == kind)
        .expect("one on a page");
    &mut section[field]
}

/// The JSON Pointers at which a bundle has the same id as another.
fn repeated(bundle: &Value) -> Vec<String> {
    let Err(BundleError::Invalid(violations)) = Bundle::parse(&bundle.to_string()) else {
        panic!("it should be a mistake");
    };
    let told = violations.iter().map(|violation| {
        assert_eq!(violation.fault, Fault::DuplicateId);
        violation.pointer.clone()
    });
    told.collect()
}

#[test]
fn a_former_id_leads_to_its_entry_by_every_address() {
    let site = site_of(&formerly(&["older", "oldest"]).to_string(), "/score/");
    let bundle = site.bundle;
    for id in ["older", "oldest"] {
        let route = |path: &str| site.route(&format!("/score/{path}/{id}/"));
        assert!(
            matches!(route("initiatives"), Route::Initiative(it) if it.id == bundle.initiatives[0].id)
        );
        assert!(matches!(route("kpis"), Route::Kpi(kpi) if kpi.id == bundle.kpis[0].id));
        for (kind, current) in [
            ("card", bundle.initiatives[0].id.as_str()),
            ("insight", bundle.insights[0].id.as_str()),
            ("figure", bundle.kpis[0].id.as_str()),
            ("kpi", bundle.kpis[0].id.as_str()),
            ("multiples", "vergleich"),
            ("wheel", "rad"),
        ] {
            let embed = Exhibit::named(site, kind, id).expect("what was called so");
            assert_eq!(embed.name(), format!("{kind}/{current}"));
            assert!(embed.former_ids().any(|former| former == id));
        }
    }
    // Each address once, those that Norland has anyway too, and none for insights, which have
    // no page.
    let former: Vec<String> = site
        .former_paths()
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    let expected = [
        "initiatives/older/",
        "initiatives/oldest/",
        "initiatives/kassenschau/",
        "initiatives/kasse/",
        "kpis/older/",
        "kpis/oldest/",
        "kpis/wartezeit/",
    ];
    assert_eq!(former, expected);
}

#[test]
fn the_current_id_stays_the_one_address_of_a_route() {
    let site = site_of(&formerly(&["older"]).to_string(), "/");
    let kpi = site.bundle.kpis[0].id.as_str();
    assert_eq!(site.route("/kpis/older/").path(), format!("kpis/{kpi}/"));
    let all = site.routes();
    assert!(all.iter().all(|route| !route.path().contains("older")));
}

#[test]
fn a_former_id_of_two_entries_or_of_a_current_one_is_told() {
    for list in ["initiatives", "insights", "kpis"] {
        let current = norland_value()[list][1]["id"].clone();
        let mut taken = norland_value();
        taken[list][0]["formerly"] = json!(["free", current]);
        let mut shared = norland_value();
        shared[list][0]["formerly"] = json!(["older"]);
        shared[list][1]["formerly"] = json!(["older"]);
        let mut own = norland_value();
        own[list][0]["formerly"] = json!([own[list][0]["id"]]);
        for (bundle, pointer) in [
            (taken, format!("/{list}/0/formerly/1")),
            (shared, format!("/{list}/1/formerly/0")),
            (own, format!("/{list}/0/formerly/0")),
        ] {
            assert_eq!(repeated(&bundle), [pointer]);
        }
    }
    for kind in KINDS {
        let mut own = norland_value();
        let id = section(&mut own, kind, "id").clone();
        *section(&mut own, kind, "formerly") = json!(["free", id]);
        let told = repeated(&own);
        assert_eq!(told.len(), 1);
        assert!(told[0].ends_with("/formerly/1"), "{told:?}");
    }
}
