//! Targets as a table, and what tables share.

use std::borrow::Cow;

use crate::bundle::{Kpi, Target};
use crate::progress::is_superseded;
use crate::site::Site;
use crate::text::{self, words};

use super::element::{Element, element};
use super::source::source_line;

/// A row of cells, each with the heading of its column, if they are given: where a table in
/// `.stacks` is too narrow for columns, the style sheet shows a row as a list, with these words
/// before each cell.
pub fn labelled_row(cells: Vec<Element>, heads: &[Cow<'static, str>]) -> Element {
    let mut row = element("tr");
    for (place, cell) in cells.into_iter().enumerate() {
        row = row.with(cell.set_some("data-label", heads.get(place).cloned()));
    }
    row
}

/// The name of a table that is below the same words.
pub fn hidden_caption(name: impl Into<Cow<'static, str>>) -> Element {
    element("caption").class("visually-hidden").text(name)
}

/// The id of a target's row in [`target_table`], from its place among the KPI's targets.
pub fn target_row(place: usize) -> String {
    format!("target-{}", place + 1)
}

/// Every target of a KPI, including superseded ones.
pub fn target_table(site: Site, kpi: &'static Kpi) -> Element {
    let by_series = kpi.targets.iter().any(|target| target.series.is_some());
    let mut rows = Vec::new();
    let mut has_notes = false;
    for target in &kpi.targets {
        let note = note(site, kpi, target);
        has_notes |= note.is_some();
        rows.push((cells(site, kpi, target, by_series), note));
    }
    let mut heads = Vec::new();
    let mut head = element("tr");
    for (words, is_shown) in [
        (words::TARGET, true),
        (words::SERIES, by_series),
        (words::SET, true),
        (words::DUE, true),
        (words::SOURCE, true),
        (words::NOTE, has_notes),
    ] {
        if is_shown {
            heads.push(Cow::Borrowed(words));
            head = head.with(element("th").set("scope", "col").text(words));
        }
    }
    let mut body = element("tbody");
    for (place, (mut cells, note)) in rows.into_iter().enumerate() {
        if has_notes {
            cells.push(note.unwrap_or_else(|| element("td")));
        }
        body = body.with(labelled_row(cells, &heads).set("id", target_row(place)));
    }
    let name = format!("{}: {}", &*kpi.title, words::TARGETS);
    let table = element("table")
        .with(hidden_caption(name))
        .with(element("thead").with(head))
        .with(body);
    element("div").class("table stacks").with(table)
}

/// The cells of a target; with its series, if the KPI's targets are for different ones.
fn cells(site: Site, kpi: &'static Kpi, target: &'static Target, by_series: bool) -> Vec<Element> {
    let cell = || element("td");
    let goal = || text::goal(target.goal, &kpi.unit);
    let mut cells = vec![element("th").set("scope", "row").said(&goal)];
    if by_series {
        let series = target.series.as_ref().and_then(|id| kpi.series(id));
        cells.push(cell().text(series.map_or(words::ANY, |series| &series.label)));
    }
    let superseded = target.superseded;
    let superseded = superseded.filter(|_| is_superseded(target, site.bundle.published));
    let due = match (superseded, &target.withdrawn) {
        (Some(when), _) => text::superseded(when),
        (None, Some(withdrawn)) => {
            let due = text::period(target.due);
            format!("{due}, {}", text::withdrawn_at(withdrawn.at))
        }
        (None, None) => text::period(target.due),
    };
    cells.push(cell().text(text::period(target.set)));
    cells.push(cell().text(due));
    cells.push(cell().cited(site, &target.source));
    cells
}

/// What is to be known of a target besides that, if there is anything.
fn note(site: Site, kpi: &'static Kpi, target: &'static Target) -> Option<Element> {
    let paragraph = || element("p");
    let mut parts = Vec::new();
    if let Some(withdrawn) = &target.withdrawn {
        parts.push(paragraph().rich(site, &withdrawn.reason));
        if let Some(source) = &withdrawn.source {
            parts.push(source_line(site, source));
        }
    }
    if let Some(words) = text::relative(target, &kpi.unit) {
        parts.push(paragraph().text(words));
    }
    if let Some(baseline) = &target.baseline {
        parts.push(paragraph().text(text::baseline(baseline, &kpi.unit)));
        parts.push(source_line(site, &baseline.source));
    }
    if let Some(line) = &target.note {
        parts.push(paragraph().rich(site, line));
    }
    (!parts.is_empty()).then(|| element("td").with_all(parts))
}
