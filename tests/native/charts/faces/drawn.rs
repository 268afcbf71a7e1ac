//! What is drawn: points, tips, labels and axes.

use civic_scorecard::bundle::ChartKind;
use civic_scorecard::dataset::kind;
use civic_scorecard::site::Subject;

use super::super::expected::{Figure, bounds, dated, ends, heard, period_words};
use super::{Faces, Shown};
use crate::support::{self, squeezed, within};

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

/// A point of a chart.
struct Point {
    /// Its name, for people who hear it.
    name: String,
    /// The paragraphs of its tip.
    tip: Vec<String>,
}

/// The points of a chart, one list for all widths.
fn points(faces: &Faces) -> Vec<Point> {
    let points = faces.body.all(".tips .point");
    let points = points.into_iter().map(|point| Point {
        name: point.attr("aria-label").expect("a name").to_owned(),
        tip: within(point, ".tip p")
            .into_iter()
            .map(support::text)
            .collect(),
    });
    points.collect()
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

/// How the point of a figure begins, and how the sentence about the figure does.
fn said(faces: &Faces, figure: &Figure, is_heard: bool) -> (String, String) {
    let speak = |words: &str| match is_heard {
        true => heard(words),
        false => words.to_owned(),
    };
    let when = speak(&period_words(&figure.period));
    let words = speak(&figure.words);
    let series = &figure.series;
    let several = faces.dataset.series.len() > 1;
    match faces.dataset.subject {
        Subject::Insights => (figure.measure.clone(), format!("{series}: {words}")),
        Subject::Kpi(kpi) if kind(kpi) == ChartKind::Comparison => {
            (series.clone(), format!("{when}: {words}"))
        }
        Subject::Kpi(kpi) if kind(kpi) == ChartKind::Trend && several => {
            (when, format!("{series}: {words}"))
        }
        Subject::Kpi(kpi) if several && kind(kpi) != ChartKind::Trend => {
            (format!("{series}, {when}"), words)
        }
        Subject::Kpi(_) | Subject::Scorecard => (when, words),
    }
}

/// How many points a chart over time has: one for each time with a figure, and one for times in
/// a row without any.
fn moments(wanted: &[Figure]) -> usize {
    let mut sorted: Vec<&Figure> = wanted.iter().collect();
    sorted.sort_by(|a, b| a.at().expect("a date").total_cmp(&b.at().expect("a date")));
    // Figures of several series whose periods overlap are of one time.
    let mut times: Vec<Vec<&Figure>> = Vec::new();
    for figure in sorted {
        let (from, to) = bounds(&figure.period).expect("a date");
        let is_with = |others: &Vec<&Figure>| {
            let is_own = others.iter().any(|other| other.series == figure.series);
            let overlaps = others.iter().any(|other| {
                let (start, end) = bounds(&other.period).expect("a date");
                from < end && start < to
            });
            overlaps && !is_own
        };
        match times.last_mut() {
            Some(others) if is_with(others) => others.push(figure),
            _ => times.push(vec![figure]),
        }
    }
    let has_figure = |place: usize| times[place].iter().any(|of| of.value.is_some());
    let is_first = |place: usize| has_figure(place) || place == 0 || has_figure(place - 1);
    (0..times.len()).filter(|place| is_first(*place)).count()
}

pub fn points_and_tips_say_what_the_bundle_says(shown: &Shown) {
    let Shown {
        name,
        faces,
        figures,
        ..
    } = shown;
    let points = points(faces);
    let wanted = drawn(faces, figures);
    if points.is_empty() {
        // Without a figure there may be nothing to draw; with one there is.
        assert!(
            wanted.iter().all(|f| f.value.is_none()),
            "{name}: {wanted:?}"
        );
        return;
    }
    let is_trend = matches!(faces.dataset.subject, Subject::Kpi(k) if kind(k) == ChartKind::Trend);
    if is_trend {
        assert_eq!(points.len(), moments(&wanted), "{name}");
    }
    for figure in wanted.iter().filter(|figure| figure.value.is_some()) {
        let heard = said(faces, figure, true);
        let (heading, sentence) = said(faces, figure, false);
        let seen = (squeezed(&heading), squeezed(&sentence));
        let is_of = |point: &&Point| {
            let rest = point.name.strip_prefix(&format!("{}. ", heard.0));
            rest.is_some_and(|rest| tells(rest, &heard.1))
                && point.tip[0] == seen.0
                && point.tip.iter().any(|line| tells(line, &seen.1))
        };
        // Where the periods of one time only overlap, each figure says its own.
        let own = |(when, sentence): &(String, String)| {
            sentence.replacen(": ", &format!(", {when}: "), 1)
        };
        let is_with_others = |point: &&Point| {
            is_trend
                && tells(&point.name, &own(&heard))
                && point.tip.iter().any(|line| tells(line, &own(&seen)))
        };
        let is_told = points
            .iter()
            .any(|point| is_of(&point) || is_with_others(&point));
        let all: Vec<_> = points
            .iter()
            .map(|point| (&point.name, &point.tip))
            .collect();
        assert!(is_told, "{name}: no {heard:?} or {seen:?} in {all:#?}");
    }
    // Each gap is in a point that names its series; each reason is told once to those who hear.
    for figure in wanted.iter().filter(|figure| figure.value.is_none()) {
        let several = faces.dataset.series.len() > 1;
        let is_told = points.iter().any(|point| {
            (!several || point.name.contains(&figure.series)) && point.name.contains(&figure.words)
        });
        assert!(is_told, "{name}: {figure:?}");
        if let Some(reason) = figure.missing.as_ref().filter(|_| is_trend) {
            let mut reason = reason.trim_end_matches('.').to_owned();
            reason.replace_range(..1, &reason[..1].to_uppercase());
            let told = points.iter().filter(|point| point.name.contains(&reason));
            assert!(told.count() <= 1, "{name}: {reason}");
        }
    }
    // A figure has a mark, or a bar in a track; the lack of one has none that could be taken
    // for zero.
    let has_units = !faces.body.all(".drawing .unit").is_empty();
    for width in ["wide", "narrow"].into_iter().filter(|_| !has_units) {
        let count = |class: &str| {
            let found = faces.body.all(&format!("svg.drawing.{width} .{class}"));
            found.len()
        };
        let published = wanted.iter().filter(|f| f.value.is_some()).count();
        assert_eq!(count("mark") + count("track"), published, "{name}");
        // At most one span for all gaps in a row.
        let gaps = if is_trend {
            wanted.len() - published
        } else {
            0
        };
        assert!(count("span") <= gaps, "{name}");
    }
    let filled = faces.body.all(".drawing .unit + .bar").len();
    let has_part = wanted
        .iter()
        .any(|f| f.value.is_some_and(|value| value > 0.0));
    assert!(!has_units || has_part == (filled > 0), "{name}");
}

/// Whether words hold a sentence that begins so and says no further figure.
fn tells(words: &str, sentence: &str) -> bool {
    words.match_indices(sentence).any(|(at, _)| {
        let (before, after) = (&words[..at], &words[at + sentence.len()..]);
        let begins = before.is_empty() || before.ends_with(". ") || before.ends_with("] ");
        begins && (after.is_empty() || after.starts_with(['.', ' ']))
    })
}

pub fn labels_at_marks_are_the_figures_of_their_marks(shown: &Shown) {
    let Shown {
        name,
        faces,
        figures,
        ..
    } = shown;
    let (mut wanted, mut names): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for figure in drawn(faces, figures) {
        wanted.extend(figure.value.map(|_| figure.short.clone()));
    }
    if let Subject::Kpi(kpi) = faces.dataset.subject
        && kind(kpi) == ChartKind::Trend
    {
        wanted.clear();
        // Small charts of each series have their names above them.
        let several = kpi.series.len() > 1;
        for series in &faces.dataset.series {
            let last = dated(figures, series.label).last().map(|last| &last.short);
            wanted.extend(last.cloned());
            if several {
                names.extend(last.map(|last| format!("{} {last}", series.label)));
            }
        }
    }
    for width in ["wide", "narrow"] {
        let labels = faces.body.all(&format!("svg.drawing.{width} .end-label"));
        let mut labels: Vec<String> = labels.into_iter().map(|it| it.text().collect()).collect();
        labels.retain(|said| !said.is_empty());
        // Either all name their series, or a legend does.
        let are_named = !names.is_empty() && labels.iter().all(|said| names.contains(said));
        let has_legend = !faces.body.all(".legend").is_empty();
        assert!(
            names.is_empty() || are_named || has_legend,
            "{name}: {labels:?}"
        );
        let mut wanted = if are_named {
            names.clone()
        } else {
            wanted.clone()
        };
        for said in labels {
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
