//! The looks of a KPI's series: colour, marker and line.

use civic_scorecard::dataset::series_looks;
use civic_scorecard::view::numbered_series_class;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use super::tiny::{bundle, kpi};
use crate::support::site_of;

/// The looks of series of these audiences; an empty name is none.
fn looks(audiences: &[&str]) -> Vec<usize> {
    let mut kpi = kpi("k", json!("%"), &[]);
    let series = audiences.iter().enumerate().map(|(place, audience)| {
        let mut series = json!({ "id": format!("s{place}"), "label": "S", "observations": [] });
        if !audience.is_empty() {
            series["audience"] = json!(audience);
        }
        series
    });
    kpi["series"] = series.collect();
    let site = site_of(&bundle(json!([kpi]), json!([]), json!([])).to_string(), "/");
    series_looks(site.bundle, &site.bundle.kpis[0])
}

#[test]
fn an_audience_has_its_own_look() {
    assert_eq!(looks(&["c", "a"]), [2, 0]);
    assert_eq!(looks(&["", "a", ""]), [1, 0, 2]);
    assert_eq!(looks(&["", "", "", "", ""]), [0, 1, 2, 3, 4]);
}

#[test]
fn several_series_of_one_audience_share_its_colour_alone() {
    let looks = looks(&["b", "b", "b", "", "a"]);
    let class = |place: usize| numbered_series_class(looks[place]);
    assert_eq!(looks[0], 1);
    assert!(class(0) == class(1) && class(1) == class(2));
    assert_eq!(looks[4], 0);
}

proptest! {
    #[test]
    fn no_two_series_of_a_kpi_look_alike(
        audiences in vec(select(vec!["", "a", "b", "c"]), 1..=60),
    ) {
        let mut looks = looks(&audiences);
        prop_assert!(looks.iter().all(|look| *look < 64));
        looks.sort_unstable();
        looks.dedup();
        prop_assert_eq!(looks.len(), audiences.len());
    }
}
