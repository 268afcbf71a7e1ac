//! What is drawn: points, tips, labels and axes.

use civic_scorecard::bundle::ChartKind;
use civic_scorecard::dataset::kind;
use civic_scorecard::site::Subject;

use super::super::expected::{Figure, dated, ends, period_words};
use super::{Faces, Shown, heard_point, says};
use crate::support::{self, within};

pub fn an_axis_of_changes_counts_in_points_and_no_percent(shown: &Shown) {
    let faces = &shown.faces;
    let ticks = faces.body.all("svg.drawing .tick");
    let ticks: Vec<String> = ticks.into_iter().map(support::text).collect();
    let has_percent = ticks.iter().any(|tick| tick.contains('%'));
    if faces.dataset.since.is_some() {
        assert!(!has_percent, "{}: {ticks:?}", shown.name);
    } else if shown.json["unit"] == "%" && !ticks.is_empty() {
        assert!(has_percent, "{}: {ticks:?}", shown.name);
    }
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

pub fn points_and_tips_of_both_drawings_say_what_the_bundle_says(shown: &Shown) {
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
        let words = heard_point(figure, has_measures);
        let place = left.iter().position(|(name, _)| says(name, &words));
        let place = place.unwrap_or_else(|| panic!("{name}: no {words:?} in {left:?}"));
        let (_, tip) = left.remove(place);
        let measure = if has_measures { &*figure.measure } else { "" };
        let (series, when) = (&figure.series, period_words(&figure.period));
        let wanted = format!("{}{measure}{series},{when}", figure.words);
        assert!(tip.starts_with(&unspaced(&wanted)), "{name}: {tip}");
    }
    // A figure has a mark, or a bar in a track; the lack of one has none that could be taken
    // for zero.
    let is_trend = matches!(faces.dataset.subject, Subject::Kpi(k) if kind(k) == ChartKind::Trend);
    let has_units = !faces.body.all(".drawing .unit").is_empty();
    for width in ["wide", "narrow"].into_iter().filter(|_| !has_units) {
        let count = |class: &str| {
            let found = faces.body.all(&format!("svg.drawing.{width} .{class}"));
            found.len()
        };
        let published = wanted.iter().filter(|f| f.value.is_some()).count();
        assert_eq!(count("mark") + count("track"), published, "{name}");
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

pub fn labels_at_marks_are_the_figures_of_their_marks(shown: &Shown) {
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
            let last = dated(figures, series.label).last().map(|last| &last.short);
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

/// Nothing that could be taken for a figure stands beside "No figure".
pub fn a_row_without_a_figure_has_no_bar(shown: &Shown) {
    for row in shown.faces.body.all("svg.drawing g:has(> .note)") {
        let notes = within(row, ".note").into_iter();
        if notes.map(support::text).any(|note| note == "No figure") {
            let filled = within(row, ".track, .bar, .mark");
            assert!(filled.is_empty(), "{}: {}", shown.name, row.html());
        }
    }
}
