use super::*;
use crate::bundle::{Bundle, kpi_from_json};
use crate::dataset::Selection;
use crate::site::Site;
use proptest::prelude::*;
use proptest::sample::select;

const LABELS: [&str; 5] = ["North", "South", "East", "West", "Islands"];

/// The figures of a KPI with a series for each of these lists of observations, in JSON; `more`
/// are other fields of it. Those of the labels in `hidden` are not shown.
fn dataset(series: &[String], more: &str, hidden: &[&str]) -> Dataset {
    let json = include_str!("../../tests/bundles/smallest.json");
    let mut bundle = Bundle::parse(json).expect("a valid bundle");
    let series = series.iter().zip(LABELS).map(|(observations, label)| {
        let id = label.to_ascii_lowercase();
        format!(r#"{{"id": "{id}", "label": "{label}", "observations": [{observations}]}}"#)
    });
    let series: Vec<String> = series.collect();
    let json = format!(
        r#"{{"id": "k", "title": "K", "measures": "K", "unit": "%", "better": "higher",
            "audiences": ["a"], "series": [{}] {more}}}"#,
        series.join(", ")
    );
    let mut kpi = kpi_from_json(&json);
    kpi.latest = crate::text::latest_finding(&kpi, bundle.published);
    bundle.kpis = vec![kpi];
    let bundle = Box::leak(Box::new(bundle));
    let selection = Selection {
        hidden: hidden
            .iter()
            .map(|label| label.to_ascii_lowercase())
            .collect(),
        ..Selection::default()
    };
    let site = Site { bundle, base: "/" };
    Dataset::of(site, Subject::Kpi(&bundle.kpis[0]), &selection)
}

/// Observations of 2011, 2012 and so on; below zero is a gap.
fn years(values: &[i64]) -> String {
    let observations = values.iter().zip(2011..).map(|(value, year)| match value {
        0.. => format!(r#"{{"period": "{year}", "value": {value}, "source": "x"}}"#),
        _ => format!(r#"{{"period": "{year}", "missing": "Not read.", "source": "x"}}"#),
    });
    observations.collect::<Vec<_>>().join(", ")
}

const BREAK: &str = r#", "breaks": [{"at": "2013", "reason": "Asked otherwise."}]"#;
const TARGET: &str =
    r#", "targets": [{"goal": {"atLeast": 60}, "set": "2010", "due": "2040", "source": "x"}]"#;

#[test]
fn one_series_is_told_in_four_sentences() {
    let told = dataset(&[years(&[40, 70, -1, -1, 35, 64])], "", &[]).listen();
    let wanted = [
        "The first figure is 40% in 2011, the latest 64% in 2016.",
        "The figures rise and fall.",
        "The highest is 70% in 2012, the lowest 35% in 2015.",
        "No figure for 2 periods, from 2013 to 2014: Not read.",
    ];
    assert_eq!(told, wanted);
    let told = dataset(&[years(&[90, 95, 50, 55, 60])], BREAK, &[]).listen();
    let wanted = [
        "The first figure is 90% in 2011, the latest 60% in 2015.",
        "Since the method changed in 2013, the figures rise and never fall, from 50% in 2013.",
    ];
    assert_eq!(told, wanted);
    let told = dataset(&[years(&[90, 95, 50])], BREAK, &[]).listen();
    assert_eq!(
        told[1],
        "Since the method changed in 2013, there is one figure."
    );
}

#[test]
fn several_series_are_told_one_by_one_and_their_gaps_together() {
    let series = [years(&[40, 35, -1, 64]), years(&[-1, 50, -1, 50])];
    let wanted = [
        "North: the first figure is 40% in 2011, the latest 64% in 2014; the figures rise and fall; the highest is 64% in 2014, the lowest 35% in 2012.",
        "South: the first figure is 50% in 2012, the latest 50% in 2014; the figures stay the same.",
        "No figure for 2013: Not read.",
        "Not every group has a figure for 2011: Not read.",
    ];
    assert_eq!(dataset(&series, "", &[]).listen(), wanted);
    // One that is hidden is not told of, and does not make a gap.
    let wanted = [
        "North: the first figure is 40% in 2011, the latest 64% in 2014.",
        "The figures rise and fall.",
        "The highest is 64% in 2014, the lowest 35% in 2012.",
        "No figure for 2013: Not read.",
    ];
    assert_eq!(dataset(&series, "", &["South"]).listen(), wanted);
}

#[test]
fn of_many_series_it_tells_the_ends_and_counts_the_ways() {
    let series = [&[1, 2, 3], &[9, 8, 7], &[5, 6, 5], &[4, 4, 4], &[1, 2, 2]];
    let series = series.map(|values| years(values));
    let wanted = [
        "The latest figures of 5 groups go from 2% in 2013 (Islands) to 7% in 2013 (South).",
        "Comparable figures rise and never fall for 2 of 5, fall and never rise for 1, rise and fall for 1, stay the same for 1.",
    ];
    assert_eq!(dataset(&series, "", &[]).listen(), wanted);
}

#[test]
fn of_many_series_the_only_one_with_figures_is_named() {
    let series = [&[-1, -1], &[7, 8], &[-1, -1], &[-1, -1]].map(|values| years(values));
    let wanted = [
        "Only South has figures, the latest 8% in 2012.",
        "Not every group has a figure for 2 periods, from 2011 to 2012: Not read.",
    ];
    assert_eq!(dataset(&series, "", &[]).listen(), wanted);
}

#[test]
fn a_row_is_told_with_its_target() {
    let provisional = r#"{"period": "2020", "value": 58, "qualifier": "about",
        "status": "provisional", "source": "x"}"#;
    let rows = dataset(&[provisional.to_owned()], TARGET, &[]);
    let wanted = ["About 58% (provisional) in 2020, about 2 points below the minimum."];
    assert_eq!(rows.listen(), wanted);
    assert_eq!(
        dataset(&[String::new()], "", &[]).listen(),
        ["No figure found."]
    );
    let all = [years(&[70])];
    assert_eq!(
        dataset(&all, "", &["North"]).listen(),
        ["All groups with figures are switched off. Switch on “North”."]
    );
}

#[test]
fn a_name_counts_what_is_drawn() {
    let series = [years(&[40, -1, 64]), years(&[50])];
    let name = |hidden: &[&str]| dataset(&series, "", hidden).chart_name();
    assert_eq!(name(&[]), "Line chart, 2 series, 3 figures");
    assert_eq!(name(&["North"]), "Line chart, 1 series, 1 figure");
    let bar = dataset(&series[1..], TARGET, &[]);
    assert_eq!(bar.chart_name(), "Bar chart, 1 series, 1 figure");
    let ends = dataset(&[years(&[1, 2, 3])], r#", "chart": "comparison""#, &[]);
    assert_eq!(ends.chart_name(), "Dot plot, 1 series, 2 figures");
}

#[test]
fn a_description_repeats_neither_title_nor_finding() {
    let series = [years(&[40, 64])];
    let drawn = dataset(&series, "", &[]).described();
    assert_eq!(
        drawn,
        format!(
            "{} {}",
            "A line for each group over time; targets as shaded ranges or lines.",
            words::CHART_KEYS
        )
    );
    let own = dataset(&series, r#", "description": "It climbs""#, &[]).described();
    assert_eq!(own, format!("It climbs. {}", words::CHART_KEYS));
}

fn any_series() -> impl Strategy<Value = Vec<String>> {
    let values = proptest::collection::vec(-3..100_i64, 0..7);
    let series = values.prop_map(|values| years(&values));
    proptest::collection::vec(series, 1..=5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_shown_is_told_in_at_most_four_sentences(
        series in any_series(),
        breaks in select(vec!["", BREAK]),
        targets in select(vec!["", TARGET]),
        chart in select(vec!["", r#", "chart": "comparison""#, r#", "chart": "threshold""#]),
        hidden in select(vec![None, Some("North"), Some("South")]),
    ) {
        let more = [breaks, targets, chart].concat();
        let hidden: Vec<&str> = hidden.into_iter().collect();
        let dataset = dataset(&series, &more, &hidden);
        let told = dataset.listen();
        prop_assert!((1..=MOST).contains(&told.len()), "{told:?}");
        let finding = dataset.finding();
        for sentence in told.iter().chain([&finding]) {
            prop_assert!(sentence.ends_with('.') && !sentence.ends_with(".."), "{sentence}");
            prop_assert!(!sentence.contains("  ") && !sentence.contains(" ,"), "{sentence}");
            prop_assert!(!sentence.starts_with(|c: char| c.is_ascii_lowercase()), "{sentence}");
        }
        let all = told.join(" ");
        for label in LABELS {
            let said = all.matches(&[label, ": "].concat()).count();
            prop_assert!(said <= 1, "{all}");
            // Where all are hidden, it is said which to switch on.
            if hidden.contains(&label) && !matches!(dataset.finding, Finding::Nothing(_)) {
                prop_assert!(!all.contains(label) && !finding.contains(label), "{all}");
            }
        }
        let name = dataset.chart_name();
        prop_assert!(!name.ends_with(" 1 figures"), "{name}");
    }
}
