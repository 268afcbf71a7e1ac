//! Tests of the sentences that explain how a status is worked out.

use super::*;
use crate::bundle::{Bundle, kpi_from_json};
use crate::progress::{Measured, status, statuses};

const PERCENT: &str = r#""%""#;
const DAYS: &str = r#"{"one": "day", "many": "days"}"#;
const BAND: &str = r#"{"from": 75, "to": 80}"#;
const FLOOR: &str = r#"{"atLeast": 70}"#;
const CEILING: &str = r#"{"atMost": 7}"#;

/// A KPI with these observations, a target set in June 2018 and due in 2023, and breaks.
fn kpi(unit: &str, better: &str, observations: &str, goal: &str, breaks: &str) -> Kpi {
    kpi_from_json(&format!(
        r#"{{"id": "k", "title": "K", "measures": "K", "unit": {unit}, "better": "{better}",
            "audiences": ["a"],
            "series": [{{"id": "s", "label": "S", "observations": [{observations}]}}],
            "targets": [{{"goal": {goal}, "set": "2018-06", "due": "2023", "source": "x"}}],
            "breaks": [{breaks}]}}"#
    ))
}

fn published() -> Date {
    Date::parse("2026-11-21").expect("a date")
}

fn sentences(kpi: &Kpi) -> Vec<String> {
    let series = &kpi.series[0];
    let published = published();
    arithmetic(&statuses(kpi, series, published), published)
}

/// An observation.
fn at(period: &str, figure: &str) -> String {
    format!(r#"{{"period": "{period}", {figure}, "source": "x"}}"#)
}

/// The first two sentences about a figure: where it is, and what meets the target.
#[track_caller]
fn says(unit: &str, better: &str, figure: &str, goal: &str, words: [&str; 2]) {
    let kpi = kpi(unit, better, &at("2020", figure), goal, "");
    assert_eq!(sentences(&kpi)[..2], words, "{figure} {goal}");
}

#[test]
fn a_percentage_is_told_against_every_kind_of_goal() {
    let higher = "75% or more reaches the target, because higher is better.";
    let lower = "Up to 80% reaches the target, because lower is better.";
    for (figure, better, words, meets) in [
        (
            "86",
            "higher",
            "86% is 6 points above the top of the target range, 75–80%.",
            higher,
        ),
        (
            "86",
            "lower",
            "86% is 6 points above the top of the target range, 75–80%.",
            lower,
        ),
        (
            "74",
            "lower",
            "74% is 1 point below the bottom of the target range, 75–80%.",
            lower,
        ),
        (
            "80",
            "higher",
            "80% equals the top of the target range, 75–80%.",
            higher,
        ),
        (
            "75",
            "higher",
            "75% equals the bottom of the target range, 75–80%.",
            higher,
        ),
        (
            "77.5",
            "higher",
            "77.5% is 2.5 points above the bottom and 2.5 points below the top of the target range, 75–80%.",
            higher,
        ),
    ] {
        let figure = format!(r#""value": {figure}"#);
        says(PERCENT, better, &figure, BAND, [words, meets]);
    }
    let floor = "70% or more reaches the target.";
    let about = r#""value": 55, "qualifier": "about""#;
    let words = "About 55% is about 15 points below the minimum, 70%.";
    says(PERCENT, "higher", about, FLOOR, [words, floor]);
    // A floor stays a floor, whichever direction is better.
    says(PERCENT, "lower", about, FLOOR, [words, floor]);
    for (goal, better, edge) in [(100, "higher", "100%"), (0, "lower", "0%")] {
        let kpi = kpi(
            PERCENT,
            better,
            &at("2020", r#""value": 98"#),
            &format!(r#"{{"number": {goal}}}"#),
            "",
        );
        // There is nothing above 100% or below 0%.
        assert_eq!(
            sentences(&kpi)[1],
            format!("Only {edge} reaches the target.")
        );
    }
}

#[test]
fn a_countable_figure_is_told_against_every_kind_of_goal() {
    let ceiling = "Up to 7 days reaches the target.";
    for (figure, words) in [
        (
            r#""value": 9"#,
            "9 days is 2 days above the maximum, 7 days.",
        ),
        (
            r#""value": 6"#,
            "6 days is 1 day below the maximum, 7 days.",
        ),
        (r#""value": 7"#, "7 days equals the maximum, 7 days."),
        (
            r#""value": 7, "qualifier": "over""#,
            "Over 7 days is more than the maximum, 7 days.",
        ),
        (
            r#""value": 7, "qualifier": "nearly""#,
            "Nearly 7 days is just below the maximum, 7 days.",
        ),
        (
            r#""value": 6, "qualifier": "nearly""#,
            "Nearly 6 days is over 1 day below the maximum, 7 days.",
        ),
        (
            r#""value": 5, "qualifier": "over""#,
            "Over 5 days is less than 2 days below the maximum, 7 days.",
        ),
    ] {
        says(DAYS, "lower", figure, CEILING, [words, ceiling]);
    }
    let officers = r#"{"one": "officer", "many": "officers"}"#;
    let (figure, goal) = (r#""value": 20000"#, r#"{"number": 20000}"#);
    let words = "20,000 officers equals the target, 20,000 officers.";
    let meets = "20,000 officers or more reaches the target, because higher is better.";
    says(officers, "higher", figure, goal, [words, meets]);
    let meets = "Up to 20,000 officers reaches the target, because lower is better.";
    says(officers, "lower", figure, goal, [words, meets]);
}

#[test]
fn what_cannot_be_decided_is_told_with_the_reason() {
    let about = at("2020", r#""value": 70, "qualifier": "about""#);
    assert_eq!(
        sentences(&kpi(PERCENT, "higher", &about, FLOOR, ""))[..3],
        [
            "About 70% is about equal to the minimum, 70%.",
            "70% or more reaches the target.",
            "About 70% may be a little more or a little less than 70%, so we cannot say whether the target was reached.",
        ]
    );
    for (observations, words) in [
        (
            String::new(),
            "We found no figure to compare with the target, 70% or more by 2023.",
        ),
        (
            at("2020", r#""missing": "not read""#),
            "We found no figure to compare with the target, 70% or more by 2023.",
        ),
        (
            at("not stated", r#""value": 99"#),
            "We found no dated figure to compare with the target, 70% or more by 2023.",
        ),
    ] {
        let kpi = kpi(PERCENT, "higher", &observations, FLOOR, "");
        assert_eq!(sentences(&kpi), [words]);
    }
    let mut without = kpi(PERCENT, "higher", &at("2020", r#""value": 9"#), FLOOR, "");
    without.targets.clear();
    assert_eq!(
        sentences(&without),
        [
            "No target is in force, so there is nothing to compare 9% with.",
            "This figure was at least 5 years 10 months old when we published (21 Nov 2026).",
        ]
    );
    without.series[0].observations.clear();
    let words = "We found no figure, and no target is in force.";
    assert_eq!(sentences(&without), [words]);
}

#[test]
fn a_figure_from_after_the_due_date_says_nothing_of_reaching_it_in_time() {
    let words = "It was measured in 2024, after the target was due (2023), so it cannot show whether the target was reached in time.";
    for (period, is_after) in [("2023", false), ("2024", true)] {
        let kpi = kpi(PERCENT, "higher", &at(period, r#""value": 80"#), FLOOR, "");
        let told = sentences(&kpi).iter().any(|sentence| sentence == words);
        assert_eq!(told, is_after, "{period}");
    }
}

#[test]
fn a_target_without_a_due_date_is_told_to_have_none() {
    for value in [80, 60] {
        let figure = format!(r#""value": {value}"#);
        let mut kpi = kpi(PERCENT, "higher", &at("2024", &figure), FLOOR, "");
        kpi.targets[0].due = Period::NotStated;
        let told = sentences(&kpi);
        assert_eq!(told[2], "No due date is given for the target.", "{value}");
    }
}

#[test]
fn a_whole_year_that_has_just_ended_has_no_age() {
    let published = Date::parse("2025-01-15").expect("a date");
    for (period, is_told) in [("2024", false), ("end-2024", true), ("2024-12", true)] {
        let kpi = kpi(PERCENT, "higher", &at(period, r#""value": 80"#), FLOOR, "");
        let told = arithmetic(&statuses(&kpi, &kpi.series[0], published), published);
        let is_age = told.iter().any(|sentence| sentence.contains("month old"));
        assert_eq!(is_age, is_told, "{period}");
    }
}

/// The sentence about the distance covered from one figure to another.
fn way_of(goal: &str, better: &str, from: &str, to: &str, breaks: &str) -> String {
    let observations = [at("2017", from), at("2020", to)].join(",");
    let kpi = kpi(DAYS, better, &observations, goal, breaks);
    let series = &kpi.series[0];
    way(&status(&kpi, series, published())).expect("a figure and a target")
}

#[test]
fn the_way_is_told_with_the_numbers_that_it_comes_from() {
    let from = "When the target was set (Jun 2018), the latest figure was 50 days (2017), 20 days from the target. The figure has since";
    for (to, words) in [
        (r#""value": 60"#, "risen 10 days, 50% of the way."),
        (r#""value": 75"#, "risen 25 days."),
        (r#""value": 70"#, "risen 20 days, all of the way."),
        (
            r#""value": 69.999"#,
            "risen 19.999 days, nearly all of the way.",
        ),
        (r#""value": 70.001"#, "risen 20.001 days."),
        (
            r#""value": 50.001"#,
            "risen 0.001 days, less than 0.1% of the way.",
        ),
        (
            r#""value": 60, "qualifier": "over""#,
            "risen about 10 days, about 50% of the way.",
        ),
        (r#""value": 47"#, "fallen 3 days, the wrong way."),
    ] {
        let found = way_of(FLOOR, "higher", r#""value": 50"#, to, "");
        assert_eq!(found, format!("{from} {words}"));
    }
    assert_eq!(
        way_of(CEILING, "lower", r#""value": 17"#, r#""value": 12"#, ""),
        "When the target was set (Jun 2018), the latest figure was 17 days (2017), 10 days from the target. The figure has since fallen 5 days, 50% of the way."
    );
    assert_eq!(
        way_of(CEILING, "lower", r#""value": 17"#, r#""value": 17"#, ""),
        "When the target was set (Jun 2018), the latest figure was 17 days (2017), 10 days from the target. The figure has since not changed."
    );
}

#[test]
fn where_no_way_can_be_told_the_reason_is() {
    let why = |words: &str| format!("We cannot say how far along this is: {words}.");
    let (low, high) = (r#""value": 70"#, r#""value": 80"#);
    assert_eq!(
        way_of(FLOOR, "higher", low, high, ""),
        why("when the target was set (Jun 2018), 70 days (2017) had already reached it")
    );
    assert_eq!(
        way_of(
            CEILING,
            "lower",
            high,
            low,
            r#"{"at": "2019", "reason": "R."}"#
        ),
        why("the method changed in 2019, after the last figure from before the target")
    );
    assert_eq!(
        way_of(FLOOR, "higher", r#""missing": "not read""#, high, ""),
        why("we found no dated figure from when the target was set (Jun 2018) or before")
    );
}

#[test]
fn a_change_is_told_for_any_two_periods() {
    let values = [
        ("2016", "20"),
        ("2017", "16"),
        ("2019", "20"),
        ("2021", "0"),
    ];
    let observations = values.map(|(year, value)| at(year, &format!(r#""value": {value}"#)));
    let kpi = kpi(DAYS, "lower", &observations.join(","), CEILING, "");
    let found = &kpi.series[0].observations;
    for (from, to, words) in [
        (0, 1, "down 4 days (20%) on 2016"),
        (1, 2, "up 4 days (25%) on 2017"),
        (0, 2, "unchanged from 2016"),
        (2, 0, "unchanged from 2019"),
        (0, 3, "down 20 days (100%) on 2016"),
        (3, 0, "up 20 days on 2021"),
    ] {
        let said = change(&kpi, &found[from], &found[to]);
        assert_eq!(said.as_deref(), Some(words));
    }
    // 1 of 20,000 is too small a share to be given.
    let observations = [
        at("2016", r#""value": 20000"#),
        at("2017", r#""value": 20001"#),
    ];
    let kpi = self::kpi(DAYS, "lower", &observations.join(","), CEILING, "");
    let [from, to] = &kpi.series[0].observations[..] else {
        panic!("two observations");
    };
    assert_eq!(change(&kpi, from, to).as_deref(), Some("up 1 day on 2016"));
}

#[test]
fn a_change_across_a_break_is_told_as_none() {
    let observations = [at("2016", r#""value": 60"#), at("2019", r#""value": 65"#)].join(",");
    let breaks = r#"{"at": "2017-10", "reason": "R."}"#;
    let kpi = kpi(PERCENT, "higher", &observations, FLOOR, breaks);
    let wanted = "65% is not comparable with 60% (2016): the method changed in Oct 2017.";
    assert!(sentences(&kpi).iter().any(|sentence| sentence == wanted));
}

#[test]
fn every_reason_why_figures_do_not_compare_has_words() {
    let figure = at("2020", r#""value": 9"#);
    let [days, percent] = [DAYS, PERCENT].map(|unit| kpi(unit, "lower", &figure, FLOOR, ""));
    let mut other = days.clone();
    other.id = kpi_from_json(
        r#"{"id": "l", "title": "K", "measures": "K", "unit": "%", "better": "lower",
            "audiences": ["a"], "series": [{"id": "s", "label": "S"}]}"#,
    )
    .id;
    let at = days.series[0].observations[0].period;
    let of = |kpi| Measured::Kpi(kpi, at);
    for (with, words) in [
        (of(&days), None),
        (of(&percent), Some("they are in different units")),
        (of(&other), Some("they measure different things")),
        (
            Measured::Kpi(&days, crate::bundle::Period::NotStated),
            Some("one of them is undated"),
        ),
    ] {
        let found = comparability(progress::comparability(of(&days), with));
        assert_eq!(found.as_deref(), words);
    }
}

#[test]
fn an_age_is_told_in_years_and_months() {
    for (period, words) in [
        (
            "2019-11/2019-12",
            "This figure was 6 years 10 months old when we published (21 Nov 2026).",
        ),
        (
            "2025-10",
            "This figure was 1 year old when we published (21 Nov 2026).",
        ),
        (
            "2026-09",
            "This figure was 1 month old when we published (21 Nov 2026).",
        ),
        (
            "2025-09",
            "This figure was 1 year 1 month old when we published (21 Nov 2026).",
        ),
        (
            "2026-10-22",
            "This figure was less than a month old when we published (21 Nov 2026).",
        ),
        // Measured at some time in that year.
        (
            "2024",
            "This figure was at least 1 year 10 months old when we published (21 Nov 2026).",
        ),
        (
            "end-2024",
            "This figure was 1 year 10 months old when we published (21 Nov 2026).",
        ),
        (
            "2026",
            "This figure is for a period that was not over when we published (21 Nov 2026).",
        ),
    ] {
        let kpi = kpi(PERCENT, "higher", &at(period, r#""value": 80"#), FLOOR, "");
        assert_eq!(sentences(&kpi).last().map(String::as_str), Some(words));
    }
}

#[test]
fn every_series_of_a_bundle_is_explained() {
    let json = include_str!("../../tests/bundles/another-government.json");
    let bundle = Bundle::parse(json).expect("a valid bundle");
    let satisfaction = bundle.kpi("zufriedenheit").expect("the KPI");
    let series = &satisfaction.series[0];
    assert_eq!(
        arithmetic(
            &statuses(satisfaction, series, bundle.published),
            bundle.published
        ),
        [
            "82% is 7 points above the top of the target range, 70–75%.",
            "70% or more reaches the target, because higher is better.",
            "When we published (Apr 2031), the target was not due yet (2032).",
            "When the target was set (Jun 2027), the latest figure was 64.5% (Oct–Nov 2026), 5.5 points from the target. The figure has since risen 17.5 points.",
            "82% is up 8 points on 74% (Oct–Dec 2027).",
            "This figure was 2 years 4 months old when we published (Apr 2031).",
        ]
    );
    for kpi in &bundle.kpis {
        for series in &kpi.series {
            let found = arithmetic(&statuses(kpi, series, bundle.published), bundle.published);
            assert!(!found.is_empty());
            for sentence in found {
                assert!(
                    sentence.ends_with('.') && !sentence.contains("  "),
                    "{sentence}"
                );
            }
        }
    }
}
