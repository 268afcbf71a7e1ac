use serde_json::{Value, json};

use super::*;
use crate::publish::tests::{HOSTILE, NORLAND, poisoned, site_of, value_of};

fn things(site: Site, route: Route) -> Vec<Value> {
    let parse = |block: String| serde_json::from_str(&block).expect("JSON");
    blocks(site, route).into_iter().map(parse).collect()
}

fn thing(site: Site, path: &str, kind: &str) -> Value {
    let mut found = things(site, site.route(path));
    found.retain(|thing| thing["@type"] == kind);
    assert_eq!(found.len(), 1, "{kind} of {path}");
    found.remove(0)
}

/// The entry with this id in a JSON list.
fn entry<'a>(list: &'a Value, id: &Value) -> &'a Value {
    let list = list.as_array().expect("a list");
    list.iter()
        .find(|entry| entry["id"] == *id)
        .expect("it is there")
}

#[test]
fn every_kpi_s_dataset_says_what_the_bundle_says() {
    let site = site_of(NORLAND);
    let bundle = value_of(NORLAND);
    for kpi in bundle["kpis"].as_array().expect("KPIs") {
        let id = kpi["id"].as_str().expect("an id");
        let address = format!("https://zielbuch.norland.example:8443/kpis/{id}/");
        let dataset = thing(site, &format!("/kpis/{id}/"), "Dataset");
        assert_eq!(dataset["@context"], "https://schema.org");
        assert_eq!(dataset["name"], kpi["title"]);
        assert_eq!(dataset["identifier"], kpi["id"]);
        assert_eq!(dataset["url"], address);
        assert_eq!(dataset["@id"], format!("{address}#dataset"));
        assert_eq!(dataset["dateModified"], bundle["published"]);
        assert_eq!(dataset["version"], bundle["revision"]);
        assert_eq!(dataset["inLanguage"], bundle["locale"]);
        assert_eq!(dataset["publisher"]["name"], bundle["site"]["owner"]);
        assert_eq!(dataset.get("license"), None, "the bundle states none");

        let words = dataset["description"].as_str().expect("a description");
        assert!((50..=5_000).contains(&words.chars().count()), "{words}");
        // Without its marks of emphasis.
        let measures = kpi["measures"].as_str().expect("what it measures");
        assert!(words.starts_with(&measures.replace('*', "")), "{words}");

        let of_bundle = site.bundle.kpi(id).expect("the KPI");
        for series in &of_bundle.series {
            for status in statuses(of_bundle, series, site.bundle.published) {
                let verdict = match status.verdict {
                    Verdict::Withdrawn => "Withdrawn in Nov 2030".to_owned(),
                    _ => text::outcome(&status).unwrap_or_default(),
                };
                assert!(words.contains(&verdict), "{verdict} in {words}");
            }
        }

        let download = json!([{"@type": "DataDownload", "encodingFormat": "application/json",
            "contentUrl": "https://zielbuch.norland.example:8443/bundle/en.json"}]);
        assert_eq!(dataset["distribution"], download);

        let series = kpi["series"].as_array().expect("series");
        let variables = dataset["variableMeasured"].as_array().expect("variables");
        assert_eq!(variables.len(), series.len());
        for (variable, series) in variables.iter().zip(series) {
            let name = variable["name"].as_str().expect("a name");
            assert!(name.starts_with(kpi["title"].as_str().expect("a title")));
            let label = series["label"].as_str().expect("a label");
            assert_eq!(name.ends_with(label), variables.len() > 1, "{name}");
            match &kpi["unit"] {
                Value::String(percent) => {
                    assert_eq!(variable["unitText"], percent.as_str());
                    assert_eq!(
                        (&variable["minValue"], &variable["maxValue"]),
                        (&json!(0), &json!(100))
                    );
                }
                unit => {
                    let text = match id {
                        "faehren" => "thousand Fahrgäste",
                        "gebuehren" => "Kr million",
                        "ausfuhr" => "NLK billion",
                        "preise" => "2025 = 100",
                        "wachstum" => "%",
                        _ => unit["many"].as_str().expect("a name"),
                    };
                    assert_eq!(variable["unitText"], text);
                    assert_eq!(variable.get("maxValue"), kpi.get("whole"));
                }
            }
        }

        let works = dataset["isBasedOn"].as_array().expect("sources");
        let mut wanted = Vec::new();
        let observations = series
            .iter()
            .flat_map(|s| s["observations"].as_array().expect("a list"));
        let targets = kpi["targets"].as_array().into_iter().flatten();
        // A target has its source, and those of its baseline and its withdrawal.
        let targets = targets.flat_map(|target| {
            let parts = [
                Some(target),
                target.get("baseline"),
                target.get("withdrawn"),
            ];
            parts.into_iter().flatten()
        });
        for read in observations.chain(targets) {
            let source = &read["source"];
            let id = source.get("id").unwrap_or(source);
            if !id.is_null() && !wanted.contains(id) {
                wanted.push(id.clone());
            }
        }
        assert_eq!(works.len(), wanted.len(), "{id}");
        for (work, id) in works.iter().zip(&wanted) {
            let source = entry(&bundle["sources"], id);
            assert_eq!(work["name"], source["title"]);
            assert_eq!(work["publisher"]["name"], source["publisher"]);
            // A path of the site itself is where nobody else looks for the work.
            let href = source.get("href").and_then(Value::as_str);
            let url = href.filter(|href| href.starts_with("https://"));
            assert_eq!(work.get("url").and_then(Value::as_str), url);
            // Schema.org has no word for a span of dates.
            let published = source["published"].as_str().expect("a period");
            let is_dated = crate::bundle::Date::parse(published).is_some();
            assert_eq!(
                work.get("datePublished"),
                is_dated.then_some(&source["published"])
            );
            let creators = dataset["creator"].as_array().expect("creators");
            assert_eq!(
                creators
                    .iter()
                    .filter(|c| c["name"] == source["publisher"])
                    .count(),
                1
            );
        }
    }
}

#[test]
fn the_coverage_is_from_the_first_to_the_last_dated_figure() {
    let site = site_of(NORLAND);
    for (kpi, coverage) in [
        // The missing figures after it cover nothing.
        ("zufriedenheit", json!("2021-05/2028-12")),
        ("stellen", json!("2026/2030")),
        ("bearbeitungsdauer", json!("2030-05/2030-07")),
        ("gemeinden-am-netz", json!("2030-12-31")),
        ("schwimmbaeder", Value::Null),
        ("fernwaerme", Value::Null),
    ] {
        let dataset = thing(site, &format!("/kpis/{kpi}/"), "Dataset");
        assert_eq!(dataset["temporalCoverage"], coverage, "{kpi}");
    }
}

#[test]
fn the_catalogue_names_each_dataset_and_each_dataset_names_the_catalogue() {
    let site = site_of(NORLAND);
    let catalog = thing(site, "/kpis/", "DataCatalog");
    let named = catalog["dataset"].as_array().expect("datasets");
    assert_eq!(named.len(), site.bundle.kpis.len());
    for (reference, kpi) in named.iter().zip(&site.bundle.kpis) {
        let dataset = thing(site, &site.href(Route::Kpi(kpi)), "Dataset");
        assert_eq!(reference["@id"], dataset["@id"]);
        assert_eq!(dataset["includedInDataCatalog"]["@id"], catalog["@id"]);
    }
}

#[test]
fn the_home_page_is_the_website_and_every_other_has_its_way_from_there() {
    let site = Site {
        base: "/scorecard/",
        ..site_of(NORLAND)
    };
    let website = thing(site, "/scorecard/", "WebSite");
    assert_eq!(website["name"], "Norlands Zielbuch");
    assert_eq!(
        website["url"],
        "https://zielbuch.norland.example:8443/scorecard/"
    );
    let way = |path: &str| -> Vec<(String, String)> {
        let list = thing(site, path, "BreadcrumbList");
        let items = list["itemListElement"].as_array().expect("items").iter();
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        items
            .enumerate()
            .map(|(index, item)| {
                assert_eq!(item["position"], index + 1);
                let address = text(&item["item"]);
                let path = address.strip_prefix("https://zielbuch.norland.example:8443/scorecard/");
                (text(&item["name"]), path.expect("of this site").to_owned())
            })
            .collect()
    };
    let steps = |steps: &[(&str, &str)]| -> Vec<(String, String)> {
        let own = |(name, path): &(&str, &str)| ((*name).to_owned(), (*path).to_owned());
        steps.iter().map(own).collect()
    };
    assert_eq!(
        way("/scorecard/fahrplan/"),
        steps(&[("Anfang", ""), ("Fahrplan", "fahrplan/")])
    );
    assert_eq!(
        way("/scorecard/kpis/register/"),
        steps(&[
            ("Anfang", ""),
            ("Targets", "kpis/"),
            ("Verbundene Register", "kpis/register/"),
        ])
    );
    assert_eq!(
        way("/scorecard/initiatives/funkloch/"),
        steps(&[
            ("Anfang", ""),
            ("Initiatives", "initiatives/"),
            ("Kein Tal ohne Netz", "initiatives/funkloch/"),
        ])
    );
    assert_eq!(things(site, site.route("/scorecard/")).len(), 1);
}

#[test]
fn no_text_can_end_the_script_element_and_all_of_it_is_read_again() {
    let site = site_of(&poisoned(NORLAND));
    for route in site.routes() {
        for block in blocks(site, route) {
            assert!(!block.contains(['<', '>', '&', '\u{2028}']), "{block}");
        }
    }
    let dataset = thing(site, "/kpis/zufriedenheit/", "Dataset");
    assert_eq!(dataset["name"], HOSTILE);
    assert_eq!(
        dataset["creator"],
        json!([{"@type": "Organization", "name": HOSTILE}])
    );
}

#[test]
fn the_longest_text_keeps_to_what_is_read_of_it() {
    let mut bundle = value_of(NORLAND);
    bundle["kpis"][0]["measures"] = "ä ".repeat(1_999).trim_end().into();
    bundle["kpis"][0]["series"][0]["label"] = "b".repeat(3_000).into();
    let site = site_of(&bundle.to_string());
    let dataset = thing(site, "/kpis/zufriedenheit/", "Dataset");
    let words = dataset["description"].as_str().expect("a description");
    assert_eq!(words.chars().count(), 5_000);
    assert!(words.ends_with('…'));
}

#[test]
fn the_shortest_text_is_long_enough() {
    let mut bundle = value_of(NORLAND);
    let kpi = &mut bundle["kpis"][1];
    kpi["measures"] = "m".into();
    kpi["targets"] = json!([]);
    bundle["revision"] = "1".into();
    bundle["published"] = "2031".into();
    let site = site_of(&bundle.to_string());
    let dataset = thing(site, "/kpis/haushaltssaldo/", "Dataset");
    let words = dataset["description"].as_str().expect("a description");
    assert!(words.chars().count() >= 50, "{words}");
}

#[test]
fn without_an_origin_addresses_are_paths() {
    let mut bundle = value_of(NORLAND);
    bundle["site"]["origin"].take();
    let site = site_of(&bundle.to_string());
    let dataset = thing(site, "/kpis/zufriedenheit/", "Dataset");
    assert_eq!(dataset["url"], "/kpis/zufriedenheit/");
    assert_eq!(dataset["distribution"][0]["contentUrl"], "/bundle/en.json");
}
