//! Charts, statuses and figures.

use civic_scorecard::bundle::{Decimal, Qualifier};
use civic_scorecard::progress::status;
use civic_scorecard::site::{Site, Subject};
use civic_scorecard::view::{big_figure, chart_figure, static_view, status_words};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{Host, kpi, norland, series};

/// A chart of a KPI as the bundle publishes it.
fn chart(site: Site, id: &'static str) -> Host {
    let subject = Subject::Kpi(kpi(site, id));
    Host::of(move || static_view(move || chart_figure(site, subject, "figures", true)))
}

#[wasm_bindgen_test]
async fn a_trend_draws_a_mark_for_each_dated_figure_and_none_for_a_gap() {
    // By hand from the bundle: 8 dated figures for Einwohnende and 7 for Betriebe, and 2 and 3
    // periods without; the two without a date are not drawn. Two targets, one of them superseded.
    let host = chart(norland(), "zufriedenheit");
    for width in ["wide", "narrow"] {
        let count = |class: &str| host.all(&format!("svg.{width} {class}")).len();
        assert_eq!(count(".mark"), 8 + 7, "{width}");
        // The two series were asked on eight dates, after which neither has a figure.
        assert_eq!(count(".cell"), 8 + 1, "{width}");
        // One is a single number, the other a range.
        assert_eq!((count(".target"), count(".band")), (1, 1), "{width}");
        assert_eq!(count(".break"), 1, "{width}");
    }
}

#[wasm_bindgen_test]
async fn points_say_their_period_and_figure() {
    let host = chart(norland(), "haushaltssaldo");
    let names: Vec<String> = host
        .all(".tips .point")
        .into_iter()
        .filter_map(|point| point.get_attribute("aria-label"))
        .collect();
    let starts = [
        "January to March 2030. \u{2212}1,234.5 Millionen Kronen",
        "April to June 2030. about \u{2212}7 Millionen Kronen",
        "July to September 2030. No figure",
        "October to December 2030. 0 Millionen Kronen",
        "January to March 2031. \u{2212}45.25 Millionen Kronen",
    ];
    assert_eq!(names.len(), starts.len());
    for (name, start) in names.iter().zip(starts) {
        assert!(name.starts_with(start), "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_chart_without_a_dated_figure_draws_no_mark() {
    let site = norland();
    for id in ["fernwaerme", "schwimmbaeder", "ungemessen"] {
        let host = chart(site, id);
        assert!(host.all(".drawing .mark, .drawing .bar").is_empty(), "{id}");
        assert!(!host.all("figcaption .finding").is_empty(), "{id}");
    }
}

#[wasm_bindgen_test]
async fn a_status_is_said_in_words_and_its_shape_is_hidden() {
    let site = norland();
    for (kpi_id, series_id, words) in [
        (
            "zufriedenheit",
            "einwohnende",
            "7 points above the target range. Reached early, in Nov–Dec 2028",
        ),
        (
            "zufriedenheit",
            "betriebe",
            "Within the target range. Reached early, in Nov–Dec 2028",
        ),
        (
            "haushaltssaldo",
            "staat",
            "45.25 Millionen Kronen below the minimum. Not reached yet (Jan–Mar 2031); due 2035",
        ),
        (
            "bearbeitungsdauer",
            "gemeinden",
            "Within the target range. Reached in Jul 2030; no result found for Mar 2031",
        ),
        (
            "bearbeitungsdauer",
            "konsulate",
            "19 Tage above the maximum. Not reached in May 2030; no result found for Dec 2030",
        ),
        ("register", "lesend", "No figure since the target was set"),
        (
            "telefon",
            "staat",
            "1 Minute below the maximum. Reached, but measured in 2030, after the deadline",
        ),
        (
            "telefon",
            "haefen",
            "Nearly 3 Minuten in 2029, over 2 Minuten below the maximum. Reached, but measured in 2029, after the deadline",
        ),
        ("register", "schreibend", "No target set"),
        ("fernwaerme", "haeuser", "No figure found"),
    ] {
        let kpi = kpi(site, kpi_id);
        let status = status(kpi, series(kpi, series_id), site.bundle.published);
        let host = Host::of(move || static_view(move || status_words(&status, &kpi.unit)));
        assert_eq!(host.text(".status"), words, "{kpi_id}, {series_id}");
        let hidden = host.one("svg").get_attribute("aria-hidden");
        assert_eq!(hidden.as_deref(), Some("true"));
    }
}

#[wasm_bindgen_test]
async fn a_big_figure_reads_as_one_with_its_qualifier_and_unit() {
    let days = &kpi(norland(), "bearbeitungsdauer").unit;
    let percent = &kpi(norland(), "zufriedenheit").unit;
    let half = Decimal::rounded(72.5, 6).expect("a decimal");
    for (value, unit, qualifier, words) in [
        (half, percent, Qualifier::Exactly, "72.5%"),
        (Decimal::whole(55), percent, Qualifier::About, "about 55%"),
        (Decimal::whole(1), days, Qualifier::Over, "over 1 Tag"),
        (
            Decimal::whole(-7),
            days,
            Qualifier::Nearly,
            "nearly \u{2212}7 Tage",
        ),
        (
            Decimal::whole(20_000),
            days,
            Qualifier::Exactly,
            "20,000 Tage",
        ),
    ] {
        let host = Host::of(move || static_view(move || big_figure(value, unit, qualifier)));
        assert_eq!(host.text(".big-figure"), words);
    }
}
