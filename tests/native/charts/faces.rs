//! One value, many faces: drawing, tip, table, CSV, JSON, text and finding of a chart say
//! what the bundle's JSON says, and nothing else.

use std::collections::BTreeMap;

use civic_scorecard::bundle::ChartKind;
use civic_scorecard::dataset::kind;
use civic_scorecard::dataset::{Dataset, Selection, Subject, csv, json, plain_text};
use civic_scorecard::site::Site;
use civic_scorecard::view::ChartBody;
use leptos::prelude::*;
use serde_json::Value;

use super::expected::{
    Choice, Figure, chosen, ends, of_insights, of_kpi, of_scorecard, period_words,
};
use crate::support::{self, Page, list, norland_value, site_of, squeezed, within};

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
        let shown = dataset.clone();
        let html = Owner::new().with(|| view! { <ChartBody site dataset=shown/> }.to_html());
        let csv = csv(&dataset, site, PAGE);
        let mut csv = ::csv::Reader::from_reader(csv.as_bytes());
        Faces {
            csv: csv.deserialize().map(|row| row.expect("CSV")).collect(),
            json: serde_json::from_str(&json(&dataset, site, PAGE)).expect("JSON"),
            plain: plain_text(&dataset, site, PAGE),
            body: Page::of(html),
            dataset,
        }
    }
}

/// A chart as a choice shows it, and what its JSON lets expect.
struct Shown {
    name: String,
    faces: Faces,
    figures: Vec<Figure>,
    choice: Choice,
    /// Its KPI in the bundle.
    json: Value,
}

/// All that must hold. Together, because most of the time goes into reading what was
/// rendered.
const CHECKS: [fn(&Shown); 8] = [
    csv_json_table_and_text_say_what_the_bundle_says_in_one_order,
    points_and_tips_of_both_drawings_say_what_the_bundle_says,
    labels_at_marks_are_the_figures_of_their_marks,
    an_axis_of_changes_counts_in_points_and_no_percent,
    one_finding_stands_in_all_faces_and_says_what_the_bundle_says,
    the_list_of_a_scorecard_says_what_the_bundle_says,
    hidden_series_are_nowhere,
    sorts_put_figures_into_their_order,
];

fn an_axis_of_changes_counts_in_points_and_no_percent(shown: &Shown) {
    let faces = &shown.faces;
    let ticks = faces.body.all("svg.drawing .tick");
    let ticks: Vec<String> = ticks.into_iter().map(support::text).collect();
    let has_percent = ticks.iter().any(|tick| tick.contains('%'));
    if faces.dataset.since.is_some() {
        assert!(!has_percent, "{}: {ticks:?}", shown.name);
        let notes = faces.body.all(".chart-panel .notes p").into_iter();
        let mut starts = notes
            .map(support::text)
            .filter(|note| note.contains("axis starts at"));
        assert!(starts.all(|note| !note.contains('%')), "{}", shown.name);
    } else if shown.json["unit"] == "%" && !ticks.is_empty() {
        assert!(has_percent, "{}: {ticks:?}", shown.name);
    }
}

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
    for kind in ["", "trend", "threshold", "proportion", "comparison"] {
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
                choice,
                json: Value::Null,
            });
            check(Shown {
                name: format!("scorecard, {choice:?}"),
                faces: Faces::of(site, Subject::Scorecard, choice),
                figures: of_scorecard(&bundle, choice),
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

/// The figure that each row of CSV is of. Every figure has one row, and every row a figure.
fn in_order(name: &str, faces: &Faces, mut figures: Vec<Figure>) -> Vec<Figure> {
    let mut ordered = Vec::new();
    for row in &faces.csv {
        let value = &row["value"];
        let value = (!value.is_empty()).then(|| value.parse::<f64>().expect("a number"));
        let place = figures.iter().position(|figure| {
            figure.measure == row["measure"]
                && figure.series == row["series"]
                && figure.period == row["period"]
                && figure.value == value
        });
        let place = place.unwrap_or_else(|| panic!("{name}: no figure of {figures:?} is {row:?}"));
        ordered.push(figures.remove(place));
    }
    assert!(figures.is_empty(), "{name}: CSV lacks {figures:?}");
    ordered
}

fn csv_json_table_and_text_say_what_the_bundle_says_in_one_order(shown: &Shown) {
    let Shown {
        name,
        faces,
        figures,
        ..
    } = shown;
    let figures = in_order(name, faces, figures.clone());
    let has_measures = faces.dataset.has_measures();
    let heads = faces.body.all(".table-panel th[scope=col]");
    let heads: Vec<String> = heads.into_iter().map(support::text).collect();
    let column = |word: &str| heads.iter().position(|head| head.starts_with(word));
    let rows = faces.body.all(".table-panel tbody tr");
    let list = faces.json["figures"].as_array().expect("figures");
    let lines: Vec<&str> = faces.plain.lines().skip(3).collect();
    let lines: Vec<&&str> = lines.iter().take_while(|line| !line.is_empty()).collect();
    assert_eq!(rows.len(), figures.len(), "{name}");
    assert_eq!(list.len(), figures.len(), "{name}");
    assert_eq!(lines.len(), figures.len(), "{name}");
    for (index, figure) in figures.iter().enumerate() {
        let name = format!("{name}: {figure:?}");
        let of = &list[index];
        assert_eq!(of["value"].as_f64(), figure.value, "{name}");
        assert_eq!(of["value"].is_null(), figure.value.is_none(), "{name}");
        assert_eq!(of["measure"], figure.measure, "{name}");
        assert_eq!(of["series"], figure.series, "{name}");
        assert_eq!(of["period"], figure.period, "{name}");

        let row = &faces.csv[index];
        assert_eq!(row["qualifier"], figure.qualifier, "{name}");
        assert_eq!(row["missing_reason"].is_empty(), figure.value.is_some());
        if let Some(reason) = &figure.missing {
            assert_eq!(row["missing_reason"], *reason, "{name}");
        }

        let cells = within(rows[index], "tr > *").into_iter();
        let cells: Vec<String> = cells.map(support::text).collect();
        let cell = |word: &str| column(word).map(|place| cells[place].as_str());
        let figure_cell = cell("Figure").or(cell("Change")).expect("a figure");
        assert_eq!(figure_cell, squeezed(&figure.words), "{name}");
        let when = match has_measures && figure.value.is_none() {
            true => String::new(),
            false => period_words(&figure.period),
        };
        assert_eq!(cell("Period"), Some(&*when), "{name}");
        if let Some(series) = cell("Measured for") {
            assert_eq!(series, figure.series, "{name}");
        }
        assert_eq!(
            cell("Measured for").is_some(),
            faces.dataset.series.len() > 1
        );
        if has_measures {
            assert_eq!(cells[0], figure.measure, "{name}");
        } else if let Some(reason) = &figure.missing {
            let note = cell("Note").expect("notes");
            assert!(note.starts_with(&squeezed(reason)), "{name}: {note}");
        }
        let line = lines[index];
        assert!(says(line, &point(figure, has_measures)), "{name}: {line}");
    }
}

/// How a point names its figure.
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

/// The points of all drawings of a width: what each is called, and its tip without spaces,
/// because its lines break wherever there is room.
fn points(faces: &Faces, width: &str) -> Vec<(String, String)> {
    let points = faces.body.all(&format!("svg.drawing.{width} .point"));
    let points = points.into_iter().map(|point| {
        let lines = within(point, ".tip-line").into_iter();
        let tip: String = lines.map(|line| line.text().collect::<String>()).collect();
        let name = point.attr("aria-label").expect("a name").to_owned();
        (name, unspaced(&tip))
    });
    points.collect()
}

fn unspaced(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The figures that have a place in a chart's drawing.
fn drawn(faces: &Faces, figures: &[Figure]) -> Vec<Figure> {
    match faces.dataset.subject {
        Subject::Insights => figures.to_vec(),
        Subject::Scorecard => Vec::new(),
        Subject::Kpi(kpi) if kind(kpi) == ChartKind::Comparison => {
            let mut drawn = Vec::new();
            for series in &faces.dataset.series {
                if let Some((first, last)) = ends(figures, series.label) {
                    drawn.push(first.clone());
                    drawn.extend((first.period != last.period).then(|| last.clone()));
                }
            }
            drawn
        }
        Subject::Kpi(_) => {
            let dated = figures.iter().filter(|figure| figure.at().is_some());
            dated.cloned().collect()
        }
    }
}

fn points_and_tips_of_both_drawings_say_what_the_bundle_says(shown: &Shown) {
    let Shown {
        name,
        faces,
        figures,
        ..
    } = shown;
    let (wide, narrow) = (points(faces, "wide"), points(faces, "narrow"));
    assert_eq!(wide, narrow, "{name}");
    let wanted = drawn(faces, figures);
    if wide.is_empty() {
        // Without a figure there may be nothing to draw; with one there is.
        assert!(
            wanted.iter().all(|f| f.value.is_none()),
            "{name}: {wanted:?}"
        );
        return;
    }
    assert_eq!(wide.len(), wanted.len(), "{name}: {wide:?}");
    let has_measures = faces.dataset.has_measures();
    let mut left = wide;
    for figure in &wanted {
        let words = point(figure, has_measures);
        let place = left.iter().position(|(name, _)| says(name, &words));
        let place = place.unwrap_or_else(|| panic!("{name}: no {words:?} in {left:?}"));
        let (_, tip) = left.remove(place);
        let measure = if has_measures { &*figure.measure } else { "" };
        let (series, when) = (&figure.series, period_words(&figure.period));
        let wanted = format!("{}{measure}{series},{when}", figure.words);
        assert!(tip.starts_with(&unspaced(&wanted)), "{name}: {tip}");
    }
    // A figure has a mark, the lack of one has none that could be taken for zero.
    let is_trend = matches!(faces.dataset.subject, Subject::Kpi(k) if kind(k) == ChartKind::Trend);
    let has_units = !faces.body.all(".drawing .unit").is_empty();
    for width in ["wide", "narrow"].into_iter().filter(|_| !has_units) {
        let count = |class: &str| {
            let found = faces.body.all(&format!("svg.drawing.{width} .{class}"));
            found.len()
        };
        let published = wanted.iter().filter(|f| f.value.is_some()).count();
        assert_eq!(count("mark"), published, "{name}");
        let gaps = if is_trend {
            wanted.len() - published
        } else {
            0
        };
        assert_eq!(count("gap"), gaps, "{name}");
    }
    let filled = faces.body.all(".drawing .unit + .bar").len();
    let has_part = wanted
        .iter()
        .any(|f| f.value.is_some_and(|value| value > 0.0));
    assert!(!has_units || has_part == (filled > 0), "{name}");
}

fn labels_at_marks_are_the_figures_of_their_marks(shown: &Shown) {
    let Shown {
        name,
        faces,
        figures,
        ..
    } = shown;
    let mut wanted: Vec<String> = Vec::new();
    for figure in drawn(faces, figures) {
        wanted.extend(figure.value.map(|_| figure.short.clone()));
    }
    if let Subject::Kpi(kpi) = faces.dataset.subject
        && kind(kpi) == ChartKind::Trend
    {
        wanted.clear();
        let several = kpi.series.len() > 1;
        for series in &faces.dataset.series {
            let last = ends(figures, series.label).map(|(_, last)| &last.short);
            wanted.extend(last.map(|last| match several {
                true => format!("{} {last}", series.label),
                false => last.clone(),
            }));
        }
    }
    for width in ["wide", "narrow"] {
        let mut wanted = wanted.clone();
        for label in faces.body.all(&format!("svg.drawing.{width} .end-label")) {
            let said = label.text().collect::<String>();
            let place = wanted.iter().position(|short| *short == said);
            wanted.remove(place.unwrap_or_else(|| panic!("{name}: {said:?}")));
        }
    }
}

fn one_finding_stands_in_all_faces_and_says_what_the_bundle_says(shown: &Shown) {
    let Shown {
        name,
        faces,
        figures,
        choice,
        ..
    } = shown;
    let finding = support::text(faces.body.one("figcaption .finding"));
    assert_eq!(faces.json["finding"], finding, "{name}");
    assert_eq!(faces.plain.lines().nth(1), Some(&*finding), "{name}");
    for drawing in faces.body.all("svg.drawing") {
        let label = drawing.attr("aria-label").expect("a name");
        let title = &faces.dataset.title;
        assert!(label.starts_with(&format!("{title}. {finding} ")), "{name}");
    }
    let must_say = |words: &str| {
        let (said, words) = (finding.to_lowercase(), words.to_lowercase());
        assert!(
            said.contains(&squeezed(&words)),
            "{name}: no {words:?} in {finding:?}"
        );
    };
    let parts = ["hide", "from", "to", "since"];
    let is_whole = parts.iter().all(|part| chosen(choice, part).is_empty());
    match faces.dataset.subject {
        Subject::Kpi(_) => {
            if let (true, Some(own)) = (is_whole, shown.json["finding"].as_str()) {
                assert_eq!(finding, own, "{name}");
                return;
            }
            let mut said = 0;
            for series in &faces.dataset.series {
                let Some((first, last)) = ends(figures, series.label) else {
                    continue;
                };
                said += 1;
                let when = |of: &Figure| period_words(&of.period);
                let is_change = faces.dataset.since.is_some();
                if is_whole {
                    must_say(&format!("{} as of {}", last.words, when(last)));
                } else if first.period == last.period || is_change {
                    must_say(&format!(
                        "{}: {} ({})",
                        series.label,
                        last.words,
                        when(last)
                    ));
                } else {
                    let from = format!("from {} ({})", first.words, when(first));
                    let to = format!("to {} ({})", last.words, when(last));
                    must_say(&format!("{}: {from} {to}", series.label));
                }
            }
            let has_digits = finding.contains(|c: char| c.is_ascii_digit());
            assert_eq!(has_digits, said > 0, "{name}: {finding}");
        }
        Subject::Insights => {
            let pairs = figures.windows(2);
            for pair in pairs.filter(|pair| pair[0].measure == pair[1].measure) {
                let (a, b) = (&pair[0], &pair[1]);
                if figures.iter().filter(|f| f.measure == a.measure).count() > 2 {
                    continue;
                }
                let is_exact = [a, b].iter().all(|figure| figure.qualifier == "exactly");
                let about = if is_exact { "" } else { "about " };
                match a.value.partial_cmp(&b.value) {
                    Some(std::cmp::Ordering::Equal) => {
                        let same = if is_exact {
                            "no difference"
                        } else {
                            "about the same"
                        };
                        must_say(&format!("{}: {same}", a.measure));
                    }
                    _ => {
                        let by = (a.value.expect("a value") - b.value.expect("a value")).abs();
                        let higher = if a.value > b.value { a } else { b };
                        must_say(&format!("{}: {} {about}{by} ", a.measure, higher.series));
                    }
                }
            }
        }
        Subject::Scorecard if !choice.iter().any(|(part, _)| *part == "for") => {
            let rows = faces.body.all(".table-panel tbody tr").into_iter();
            let rows: Vec<String> = rows.map(support::text).collect();
            let count = |words: [&str; 2]| {
                let has = |row: &&String| words.iter().any(|words| row.contains(words));
                rows.iter().filter(has).count()
            };
            let met = count(["Target met", "Target reached"]);
            let missed = count(["Target not met", "Target not met"]);
            must_say(&format!("reaches {met} and misses {missed}."));
        }
        Subject::Scorecard => {}
    }
}

fn the_list_of_a_scorecard_says_what_the_bundle_says(shown: &Shown) {
    let Shown {
        name,
        faces,
        figures,
        ..
    } = shown;
    if !matches!(faces.dataset.subject, Subject::Scorecard) {
        return;
    }
    let mut wanted: Vec<(String, String)> = Vec::new();
    for figure in figures {
        let said = figure.value.map(|_| {
            let words = squeezed(&figure.words);
            format!("{words} as of {}", period_words(&figure.period))
        });
        wanted.push((squeezed(&figure.kpi), said.unwrap_or_default()));
    }
    let mut said = Vec::new();
    for row in faces.body.all(".chart-panel li") {
        let title = support::text(within(row, ".what a")[0]);
        let value = within(row, ".value")
            .first()
            .map(|value| support::text(*value));
        // Without a figure there is no bar that could be taken for zero.
        assert!(
            value.is_some() || within(row, ".measure svg").is_empty(),
            "{name}: {title}"
        );
        said.push((title, value.unwrap_or_default()));
    }
    said.sort();
    wanted.sort();
    assert_eq!(said, wanted, "{name}");
}

fn hidden_series_are_nowhere(shown: &Shown) {
    let Shown {
        name,
        faces,
        choice,
        ..
    } = shown;
    let ids: Vec<&str> = chosen(choice, "hide").split(',').collect();
    if matches!(faces.dataset.subject, Subject::Scorecard) {
        return;
    }
    for series in &faces.dataset.series {
        if !ids.contains(&series.id) {
            continue;
        }
        let label = series.label;
        let shown = faces
            .body
            .all(".points [role=group], .legend li, .end-label");
        for element in shown {
            let name_of = element.attr("aria-label").unwrap_or_default();
            let words = support::text(element);
            assert!(
                name_of != label && !words.starts_with(label),
                "{name}: {words}"
            );
        }
        for words in [&faces.plain, &faces.body.html] {
            assert!(!words.contains(&format!("{label}, ")), "{name}");
            assert!(!words.contains(&format!("{label}: ")), "{name}");
        }
    }
}

fn sorts_put_figures_into_their_order(shown: &Shown) {
    let Shown {
        name,
        faces,
        choice,
        ..
    } = shown;
    let is_kpi = matches!(faces.dataset.subject, Subject::Kpi(_));
    let rows = faces.csv.iter().filter(|row| !row["value"].is_empty());
    let values: Vec<f64> = rows.map(|row| row["value"].parse().expect("one")).collect();
    match chosen(choice, "sort") {
        "highest" if is_kpi => assert!(values.is_sorted_by(|a, b| a >= b), "{name}"),
        "lowest" if is_kpi => assert!(values.is_sorted(), "{name}"),
        _ => {}
    }
}
