//! Whom figures and targets serve: each stands with all of its groups, not with the first.

use civic_scorecard::dataset::series_looks;
use civic_scorecard::site::Route;
use civic_scorecard::view::numbered_series_class;
use serde_json::Value;

use crate::sites;
use crate::support::{list, page, squeezed, string, text, within};

/// The ids of the groups that a target serves.
fn serves<'a>(kpi: &'a Value, target: &Value) -> Vec<&'a str> {
    let mut series = list(kpi, "series").iter();
    let series = series.find(|series| series["id"] == target["series"]);
    match series.and_then(|series| series["audience"].as_str()) {
        Some(audience) => vec![audience],
        None => list(kpi, "audiences")
            .iter()
            .map(|id| id.as_str().expect("an id"))
            .collect(),
    }
}

#[test]
fn every_target_in_force_stands_under_each_group_that_it_serves() {
    for (name, site, bundle) in sites() {
        let mut wanted: Vec<(String, String)> = Vec::new();
        for audience in list(bundle, "audiences") {
            for kpi in list(bundle, "kpis") {
                let targets = list(kpi, "targets").iter();
                let in_force = targets.filter(|target| target["superseded"].is_null());
                for target in in_force {
                    if serves(kpi, target).contains(&string(audience, "id")) {
                        let heading = format!("For: {}", string(audience, "label"));
                        wanted.push((squeezed(&heading), squeezed(string(kpi, "title"))));
                    }
                }
            }
        }
        for shown in site.bundle.pages.iter().map(Route::Page) {
            let page = page(site, shown);
            for goals in page.all(".goals") {
                let mut said = Vec::new();
                for group in within(goals, ".goal-group") {
                    let heading = text(within(group, "h3")[0]);
                    for link in within(group, "li a") {
                        said.push((heading.clone(), text(link)));
                    }
                }
                assert_eq!(said, wanted, "{name}");
            }
        }
    }
}

#[test]
fn a_latest_figure_has_the_colour_that_its_series_has_in_the_chart() {
    for (name, site, _) in sites() {
        for kpi in &site.bundle.kpis {
            let page = page(site, Route::Kpi(kpi));
            let results = page.all(".results > li");
            assert_eq!(results.len(), kpi.series.len(), "{name}");
            for (place, result) in results.into_iter().enumerate() {
                let class = numbered_series_class(series_looks(site.bundle, kpi)[place]);
                let has = result.value().classes().any(|own| own == class);
                assert!(has, "{name}: {}, series {place}", &*kpi.title);
            }
        }
    }
}
