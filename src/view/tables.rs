//! Targets as a table.

use crate::bundle::{Kpi, Target};
use crate::progress::is_superseded;
use crate::site::Site;
use crate::text::{self, words};

use super::element::{Element, element};
use super::source::source_line;

/// Every target of a KPI, including superseded ones.
pub fn target_table(site: Site, kpi: &'static Kpi) -> Element {
    let by_series = kpi.targets.iter().any(|target| target.series.is_some());
    let mut head = element("tr");
    for (words, is_shown) in [
        (words::TARGET, true),
        (words::SERIES, by_series),
        (words::SET, true),
        (words::DUE, true),
        (words::SOURCE, true),
        (words::NOTE, true),
    ] {
        if is_shown {
            head = head.with(element("th").set("scope", "col").text(words));
        }
    }
    let rows = kpi.targets.iter();
    let rows = rows.map(|target| row(site, kpi, target, by_series));
    let table = element("table")
        .with(element("thead").with(head))
        .with(element("tbody").with_all(rows));
    scrolling(format!("{}: {}", &*kpi.title, words::TARGETS), table)
}

/// A target; with its series, if the KPI's targets are for different ones.
fn row(site: Site, kpi: &'static Kpi, target: &'static Target, by_series: bool) -> Element {
    let cell = || element("td");
    let goal = text::goal(target.goal, &kpi.unit);
    let mut row = element("tr").with(element("th").set("scope", "row").text(goal));
    if by_series {
        let series = target.series.as_ref().and_then(|id| kpi.series(id));
        row = row.with(cell().text(series.map_or(words::ANY, |series| &series.label)));
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
    let paragraph = || element("p");
    let mut note = cell();
    if let Some(withdrawn) = &target.withdrawn {
        note = note.with(paragraph().rich(site, &withdrawn.reason));
        if let Some(source) = &withdrawn.source {
            note = note.with(source_line(site, source));
        }
    }
    if let Some(words) = text::relative(target, &kpi.unit) {
        note = note.with(paragraph().text(words));
    }
    if let Some(baseline) = &target.baseline {
        let words = text::baseline(baseline, &kpi.unit);
        note = note
            .with(paragraph().text(words))
            .with(source_line(site, &baseline.source));
    }
    if let Some(line) = &target.note {
        note = note.with(paragraph().rich(site, line));
    }
    row.with(cell().text(text::period(target.set)))
        .with(cell().text(due))
        .with(cell().cited(site, &target.source))
        .with(note)
}

/// A table that scrolls by itself where the column is too narrow, with the keyboard too;
/// `label` names the scrolling region.
pub fn scrolling(label: String, table: Element) -> Element {
    element("div")
        .class("table")
        .set("role", "region")
        .set("aria-label", label)
        .set("tabindex", "0")
        .with(table)
}
