//! One value, many faces: drawing, tip, table, CSV, JSON, text and finding of a chart say
//! what the bundle's JSON says, and nothing else.

mod data;
mod drawn;
mod finding;

use std::collections::BTreeMap;

use civic_scorecard::bundle::ChartKind;
use civic_scorecard::dataset::{Dataset, Selection};
use civic_scorecard::export::{csv, json, plain_text};
use civic_scorecard::site::{Site, Subject};
use serde_json::Value;

use super::expected::{Choice, Figure, chosen, of_insights, of_kpi, of_scorecard, period_words};
use crate::support::{Page, chart_html, list, norland_value, site_of};
use data::{
    csv_json_table_and_text_say_what_the_bundle_says_in_one_order,
    hidden_series_are_only_in_tables_and_files, sorts_put_figures_into_their_order,
    the_list_of_a_scorecard_says_what_the_bundle_says,
};
use drawn::{
    a_row_without_a_figure_has_no_bar, an_axis_of_changes_counts_in_points_and_no_percent,
    labels_at_marks_are_the_figures_of_their_marks, points_and_tips_say_what_the_bundle_says,
};
use finding::one_finding_stands_in_all_faces_and_says_what_the_bundle_says;

const PAGE: &str = "https://example.org/kpis/x/#chart";

/// What a reader may choose, some of which leaves nothing of some charts.
const CHOICES: &[Choice] = &[
    &[],
    &[("hide", "einwohnende")],
    &[("hide", "betriebe,staat")],
    &[("hide", "gemeinden,einwohnende,konsulate")],
    &[("from", "2025"), ("to", "2028")],
    &[("from", "2030")],
    &[("to", "2029")],
    &[("since", "2024")],
    &[("since", "2027"), ("from", "2024"), ("sort", "oldest")],
    &[("since", "2031"), ("sort", "highest")],
    &[("since", "2030"), ("hide", "gemeinden")],
    &[("since", "2029")],
    // Far enough from zero that it is not on the axis.
    &[("since", "2021"), ("from", "2022"), ("to", "2025")],
    &[("sort", "oldest")],
    &[("sort", "highest")],
    &[("sort", "lowest")],
    &[("sort", "distance"), ("group", "none")],
    &[("sort", "status"), ("group", "status")],
    &[("sort", "newest"), ("for", "einwohnende")],
    &[("for", "gaeste"), ("group", "none")],
    &[("for", "gemeinden")],
];

fn selection(choice: Choice) -> Selection {
    Selection::read(|name| chosen(choice, name).to_owned())
}

/// The choice without that of series.
fn unhidden(choice: Choice) -> Choice {
    let others = choice.iter().filter(|(name, _)| *name != "hide");
    others.copied().collect::<Vec<_>>().leak()
}

/// All faces of a chart.
struct Faces {
    dataset: Dataset,
    body: Page,
    csv: Vec<BTreeMap<String, String>>,
    json: Value,
    plain: String,
}

impl Faces {
    fn of(site: Site, subject: Subject, choice: Choice) -> Self {
        let dataset = Dataset::of(site, subject, &selection(choice));
        let html = chart_html(site, &dataset, false, Some("chart"));
        let csv = csv(&dataset, site, PAGE);
        let mut csv = ::csv::Reader::from_reader(csv.as_bytes());
        Faces {
            csv: csv.deserialize().map(|row| row.expect("CSV")).collect(),
            json: serde_json::from_str(&json(&dataset, &dataset.finding(), site, PAGE))
                .expect("JSON"),
            plain: plain_text(&dataset, &dataset.finding(), site, PAGE),
            body: Page::of(html),
            dataset,
        }
    }
}

/// A chart as a choice shows it, and what its JSON lets expect.
struct Shown {
    name: String,
    faces: Faces,
    /// Those that are drawn.
    figures: Vec<Figure>,
    /// Those and the figures of hidden series.
    all: Vec<Figure>,
    choice: Choice,
    /// Its KPI in the bundle.
    json: Value,
}

/// All that must hold. Together, because most of the time goes into reading what was
/// rendered.
const CHECKS: [fn(&Shown); 9] = [
    csv_json_table_and_text_say_what_the_bundle_says_in_one_order,
    points_and_tips_say_what_the_bundle_says,
    labels_at_marks_are_the_figures_of_their_marks,
    a_row_without_a_figure_has_no_bar,
    an_axis_of_changes_counts_in_points_and_no_percent,
    one_finding_stands_in_all_faces_and_says_what_the_bundle_says,
    the_list_of_a_scorecard_says_what_the_bundle_says,
    hidden_series_are_only_in_tables_and_files,
    sorts_put_figures_into_their_order,
];

/// Checks every chart of a bundle as every choice shows it. Gives the number of figures and
/// of gaps that were looked for.
fn check(bundle: &Value) -> (usize, usize) {
    let (mut with_value, mut without) = (0, 0);
    let mut check = |shown: Shown| {
        CHECKS.iter().for_each(|check| check(&shown));
        let published = shown.figures.iter().filter(|f| f.value.is_some()).count();
        with_value += published;
        without += shown.figures.len() - published;
    };
    // Each KPI in every form that there is, not only in its own.
    let kinds = ChartKind::ALL.iter().map(|kind| kind.name());
    for kind in std::iter::once("").chain(kinds) {
        let mut bundle = bundle.clone();
        for kpi in bundle["kpis"].as_array_mut().expect("KPIs") {
            if !kind.is_empty() {
                kpi["chart"] = kind.into();
            }
        }
        let site = site_of(&bundle.to_string(), "/");
        let any = |choice: &Choice, parts: [&str; 2]| {
            parts.iter().any(|part| !chosen(choice, part).is_empty())
        };
        for (kpi, json) in site.bundle.kpis.iter().zip(list(&bundle, "kpis")) {
            // Its drawing does not depend on these.
            let choices = CHOICES
                .iter()
                .filter(|choice| !any(choice, ["group", "for"]));
            for choice in
                choices.filter(|choice| kind.is_empty() || chosen(choice, "sort").is_empty())
            {
                check(Shown {
                    name: format!("{} as {kind:?}, {choice:?}", &*kpi.title),
                    faces: Faces::of(site, Subject::Kpi(kpi), choice),
                    figures: of_kpi(json, choice),
                    all: of_kpi(json, unhidden(choice)),
                    choice,
                    json: json.clone(),
                });
            }
        }
        for choice in CHOICES.iter().filter(|_| kind.is_empty()) {
            check(Shown {
                name: format!("insights, {choice:?}"),
                faces: Faces::of(site, Subject::Insights, choice),
                figures: of_insights(&bundle, choice),
                all: of_insights(&bundle, unhidden(choice)),
                choice,
                json: Value::Null,
            });
            check(Shown {
                name: format!("scorecard, {choice:?}"),
                faces: Faces::of(site, Subject::Scorecard, choice),
                figures: of_scorecard(&bundle, choice),
                all: of_scorecard(&bundle, choice),
                choice,
                json: Value::Null,
            });
        }
    }
    (with_value, without)
}

#[test]
fn one_value_has_one_face_in_norland() {
    let (with_value, without) = check(&norland_value());
    assert!(with_value > 500 && without > 500, "{with_value}, {without}");
}

/// How a text names a figure.
fn point(figure: &Figure, has_measures: bool) -> String {
    let measure = match has_measures {
        true => format!("{}, ", figure.measure),
        false => String::new(),
    };
    let when = period_words(&figure.period);
    format!("{measure}{}, {when}: {}", figure.series, figure.words)
}

/// Whether a line says these words, and nothing more before its first sentence ends.
fn says(line: &str, words: &str) -> bool {
    let rest = line.strip_prefix(words);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(". ") || rest.starts_with(" ["))
}
