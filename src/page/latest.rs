//! The latest figures of a KPI, at the top of its page, and how their statuses are worked out.

use stylers_macro::style_sheet;

use crate::bundle::{Citation, Kpi};
use crate::dataset::series_looks;
use crate::progress::{Status, statuses};
use crate::site::Site;
use crate::text::{self, onward, words};
use crate::view::{Element, element, gap_link, numbered_series_class, source_line, status_words};

use super::part::part;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/latest.css");

/// The most results that stand above a chart; the others are folded.
const MOST: usize = 4;

/// The latest figure of each series with its date, its status, its target and its source. A
/// target or a source that all of them share is said once.
pub fn results(site: Site, kpi: &'static Kpi) -> Element {
    let published = site.bundle.published;
    let mut all = Vec::new();
    for series in &kpi.series {
        all.push(statuses(kpi, series, published));
    }
    let (first, mut has_one_target, mut has_one_source) = (&all[0][0], true, true);
    for statuses in &all {
        let status = &statuses[0];
        has_one_target &= statuses.len() == 1 && status.target == first.target;
        has_one_source &= cited(status) == cited(first);
    }
    let looks = series_looks(site.bundle, kpi);
    let mut list = element("ul").class("results").class(CSS);
    let mut folded = element("ul").class("results").class(CSS);
    for (place, statuses) in all.iter().enumerate() {
        let mut result = element("li").class(numbered_series_class(looks[place]));
        result = result.class(CSS).with(head(kpi, place, &statuses[0]));
        for (index, status) in statuses.iter().enumerate() {
            // Of several, each says which.
            if index > 0 {
                result = result.with_some(target(kpi, status));
            }
            result = result.with(element("p").with(status_words(status, &kpi.unit)));
            if index == 0 && !has_one_target {
                result = result.with_some(target(kpi, status));
            }
        }
        if !has_one_source {
            result = result.with_some(cited(&statuses[0]).map(|of| source_line(site, of)));
        }
        if place < MOST {
            list = list.with(result);
        } else {
            folded = folded.with(result);
        }
    }
    let mut section = element("section").class("latest").class(CSS).with(list);
    if all.len() > MOST {
        let summary = element("summary").text(onward::more_results(all.len() - MOST));
        let more = element("details").class("folded").with(summary);
        section = section.with(more.with(folded));
    }
    if has_one_target {
        section = section.with_some(target(kpi, first));
    }
    if has_one_source {
        section = section.with_some(cited(first).map(|of| source_line(site, of)));
    }
    let gap = gap_link(site, kpi);
    section.with_some(gap.map(|link| element("p").class("source").with(link)))
}

/// The figure of a series, whose it is, and when it was measured.
fn head(kpi: &'static Kpi, place: usize, status: &Status<'static>) -> Element {
    let mut head = element("p").class("head").class(CSS);
    if let Some(latest) = status.latest {
        let figure = text::observed(latest.observation, &kpi.unit);
        head = head.with(element("strong").class("value").class(CSS).text(figure));
        head = head.text(" ");
    }
    // Of a single figure, the title and the measure above it say whose it is.
    if kpi.series.len() > 1 || status.latest.is_none() {
        let label = element("strong").text(&*kpi.series[place].label);
        head = head.with(label).text(" ");
    }
    let when = |latest| {
        let when = element("span").class("quiet");
        when.text(text::as_of_marked(latest))
    };
    head.with_some(status.latest.map(when))
}

fn target(kpi: &Kpi, status: &Status<'static>) -> Option<Element> {
    let words = text::target_line(status.target?, &kpi.unit);
    Some(element("p").class("quiet").text(words))
}

/// Where a result was read: the source of its figure, or else of its target.
fn cited(status: &Status<'static>) -> Option<&'static Citation> {
    match status.latest {
        Some(latest) => Some(&latest.observation.source),
        None => status.target.map(|target| &target.source),
    }
}

/// How the status of each series is worked out, and what helps to judge it: whom the KPI is
/// for, which direction is better, how often it is measured.
pub fn worked_out(site: Site, kpi: &'static Kpi) -> Element {
    let mut about = format!("{}: ", words::SERVES);
    for (place, id) in kpi.audiences.iter().enumerate() {
        about.push_str(if place == 0 { "" } else { ", " });
        about.push_str(&site.bundle.audience(id).label);
    }
    text::add_sentence(&mut about, text::better(kpi.better));
    if let Some(cadence) = kpi.cadence {
        text::add_sentence(&mut about, text::cadence(cadence));
    }
    let mut section = part("section", "worked-out", words::WORKED_OUT);
    for series in &kpi.series {
        let mut steps = element("ul").class("points prose");
        for step in &series.steps {
            steps = steps.with(element("li").text(&**step));
        }
        let status = &statuses(kpi, series, site.bundle.published)[0];
        let missing = text::missing_since(status);
        let missing = missing.map(|words| element("p").class("quiet").text(words));
        if kpi.series.len() == 1 {
            section = section.with(steps).with_some(missing);
        } else {
            let summary = element("summary").text(&*series.label);
            let folded = element("details").class("folded").with(summary);
            section = section.with(folded.with(steps).with_some(missing));
        }
    }
    section.with(element("p").class("quiet about").class(CSS).text(about))
}
