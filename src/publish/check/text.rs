//! Problems for people: each with its line, and the place in it marked.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::document::{Document, Place};
use super::problem::{Problem, Report, Severity};
use crate::bundle::is_control;

/// The most warnings that are shown of a file; the others are counted.
const SHOWN: usize = 100;

/// The most words that a list of what is allowed has.
const LISTED: usize = 24;

/// From how many bytes on a line is cut before it is shown.
const LONG: usize = 5_000;

/// How much of such a line is shown before and after the place, in characters.
const AROUND: usize = 60;

/// A report in colours, as ANSI escapes; whoever writes it takes them away where they are not
/// wanted.
pub fn text(report: &Report) -> String {
    let document = Document::of(&report.text);
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    let mut warnings = 0;
    for problem in &report.problems {
        if problem.severity == Severity::Warning {
            warnings += 1;
            if warnings > SHOWN {
                continue;
            }
        }
        out.push_str(&shown(&renderer, report, problem, &document));
        out.push_str("\n\n");
    }
    if report.more > 0 {
        out.push_str(&format!("and {} more errors\n", report.more));
    }
    if warnings > SHOWN {
        out.push_str(&format!("and {} more warnings\n", warnings - SHOWN));
    }
    out.push_str(&summary(report));
    out.push('\n');
    out
}

/// What a report says in one line.
fn summary(report: &Report) -> String {
    let warnings = match report.count(Severity::Warning) {
        0 => String::new(),
        count => format!(", {}", counted(count, "warning")),
    };
    match &report.content {
        Some(content) => format!("{}: {content}: no mistakes{warnings}", report.file),
        None => {
            let errors = counted(report.count(Severity::Error), "error");
            format!("{}: {errors}{warnings}", report.file)
        }
    }
}

/// So many things of a kind, whose plural ends with an s.
pub fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

fn shown(
    renderer: &Renderer,
    report: &Report,
    problem: &Problem,
    document: &Document<'_>,
) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(safe(&problem.message)).id(problem.rule);
    let mut group = Group::with_title(title);
    let origin = Origin::path(&report.file);
    match &problem.place {
        None => group = group.element(origin),
        Some(place) => {
            let (line, column) = place.start;
            let text = document.line(line);
            // Of another kind of file nothing can be shown.
            let is_whole_file = place.range == (0..0);
            if text.trim().is_empty() || is_whole_file {
                group = group.element(origin.line(line).char_column(column));
            } else if text.len() <= LONG {
                // The renderer says line and column, and cuts what is wider than a screen.
                let at = place.range.start - document.line_start(line);
                let snippet = shown_line(text, at, place.range.len());
                group = group.element(snippet.line_start(line).path(&report.file));
            } else {
                group = group.element(origin.line(line).char_column(column));
                group = group.element(excerpt(place, document));
            }
        }
    }
    let note =
        |name: &'static str, words: String| Level::NOTE.with_name(name).message(safe(&words));
    match (&problem.described, &problem.pointer) {
        (Some(words), Some(pointer)) if !pointer.is_empty() => {
            group = group.element(note("where", format!("{words}   ({pointer})")));
        }
        _ => {}
    }
    if !problem.allowed.is_empty() {
        let mut words = problem
            .allowed
            .iter()
            .take(LISTED)
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        match problem.allowed.len().saturating_sub(LISTED) {
            0 => {}
            more => words.push_str(&format!(" and {more} more")),
        }
        group = group.element(note("allowed", words));
    }
    if !problem.also.is_empty() {
        group = group.element(note("also", lines(&problem.also)));
    }
    if let Some(suggestion) = &problem.suggestion {
        group = group.element(Level::HELP.message(safe(suggestion)));
    }
    renderer.render(&[group])
}

/// The lines of other places, in words.
fn lines(places: &[Place]) -> String {
    const LISTED: usize = 8;
    let shown: Vec<String> = places
        .iter()
        .take(LISTED)
        .map(|place| place.start.0.to_string())
        .collect();
    let more = match places.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let line = if places.len() == 1 { "line" } else { "lines" };
    format!("the same in {line} {}{more}", shown.join(", "))
}

/// A text without what controls a terminal. Tabs are shown as spaces.
fn safe(text: &str) -> String {
    let replaced = |c| match c {
        '\t' => c,
        c if is_control(c) => '\u{fffd}',
        c => c,
    };
    text.chars().map(replaced).collect()
}

/// A text in which so many bytes from a place on are marked, or the beginning of them.
fn shown_line(text: &str, at: usize, length: usize) -> Snippet<'static, Annotation<'static>> {
    // A line break may itself be the mistake.
    let at = at.min(text.len());
    let end = (at + length).min(text.len());
    let widest = text[at..end].char_indices().nth(AROUND);
    let end = widest.map_or(end, |(index, _)| at + index);
    let start = safe(&text[..at]).len();
    let marked = start..start + safe(&text[at..end]).len();
    let snippet = Snippet::source(safe(text));
    snippet.annotation(AnnotationKind::Primary.span(marked))
}

/// What is around a place in a long line, as of JSON without line breaks.
fn excerpt(place: &Place, document: &Document<'_>) -> Snippet<'static, Annotation<'static>> {
    let (number, _) = place.start;
    let line = document.line(number);
    let at = (place.range.start - document.line_start(number)).min(line.len());
    let from = line[..at].char_indices().rev().nth(AROUND - 1);
    let from = from.map_or(0, |(index, _)| index);
    let to = line[at..].char_indices().nth(AROUND * 2);
    let text = &line[from..to.map_or(line.len(), |(index, _)| at + index)];
    shown_line(text, at - from, place.range.len()).line_start(number)
}
