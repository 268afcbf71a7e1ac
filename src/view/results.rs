//! The result strip: how many targets were reached, in a sentence, and a mark for each, in the
//! shape and colour of its verdict, that leads to its KPI.

use stylers_macro::style_sheet;

use crate::dataset::{Dataset, Datum};
use crate::progress::Status;
use crate::site::{Route, Site};
use crate::text::{self, results};

use super::element::{Element, aside, element};
use super::link::route_link;
use super::status::{status_class, status_mark};

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/results.css");

/// With more marks than this they are small.
const MANY: usize = 60;

/// Appends the strip with its sentence to `parent`, if anything has a target.
pub fn with_results(parent: Element, site: Site) -> Element {
    let dataset = Dataset::results(site);
    if dataset.data.is_empty() {
        return parent;
    }
    let sentence = element("p").class("results").class(CSS);
    parent
        .with(sentence.text(dataset.finding()))
        .with(strip(site, &dataset))
}

/// The marks, and what their shapes mean. Without script each mark is a tab stop; with it, all
/// of them are one (`crate::browser::follow_points`).
fn strip(site: Site, dataset: &Dataset) -> Element {
    let marks = element("div")
        .class(if dataset.data.len() > MANY {
            "marks many"
        } else {
            "marks"
        })
        .class(CSS)
        .set("role", "group")
        .set("aria-label", results::MARKS);
    let mut key = element("ul").class("key").class(CSS);
    for (count, status) in counts(dataset) {
        let words = element("span").text(results::counted(count, status.verdict));
        let entry = element("li").class(status_class(status)).class(CSS);
        key = key.with(entry.with(status_mark(status.verdict)).with(words));
    }
    let data = dataset.data.iter();
    // In a reader view, links without their shapes would say less than the sentence.
    aside("strip")
        .class(CSS)
        .with(marks.with_all(data.filter_map(|datum| mark(site, dataset, datum))))
        .with(key)
}

/// A target's mark.
fn mark(site: Site, dataset: &Dataset, datum: &Datum) -> Option<Element> {
    let (kpi, status) = (datum.measure.kpi?, datum.status.as_ref()?);
    let series = dataset.distinguishing_label(datum);
    let words = || results::mark(&kpi.title, series, status, &kpi.unit);
    let link = route_link(site, Route::Kpi(kpi))
        .class("point mark")
        .class(status_class(status))
        .class(CSS);
    Some(
        link.set("aria-label", text::spoken(&words))
            .with(status_mark(status.verdict).class(CSS))
            .with(element("span").class("says").class(CSS).text(words())),
    )
}

/// How many marks of each shape follow each other, with a status of that shape.
pub fn counts(dataset: &Dataset) -> Vec<(usize, &Status<'static>)> {
    let mut counts: Vec<(usize, &Status<'static>)> = Vec::new();
    for datum in &dataset.data {
        let Some(status) = &datum.status else {
            continue;
        };
        match counts.last_mut() {
            Some((count, of)) if of.code() == status.code() => *count += 1,
            _ => counts.push((1, status)),
        }
    }
    counts
}
