//! The legend of a chart: which marker is whose; and, with script, switches with the same markers.

use crate::chart::Certainty;
use crate::dataset::{Dataset, Layout, kind, layout, parameter};
use crate::site::Subject;
use crate::text::words;

use super::super::element::{Element, element};
use super::super::numbered_series_class;
use super::controls::input;
use super::marks::{LARGER, marker, polyline};

/// What the marker of each look means.
pub fn legend(entries: Vec<(usize, String)>) -> Element {
    let mut list = element("ul").class("legend");
    for (look, label) in entries {
        let item = element("li").class(numbered_series_class(look));
        list = list.with(item.with(key(look, false)).text(label));
    }
    list
}

/// The legend of the series that are shown, where their drawing does not name all of them. Script
/// shows [`switches`] in its place.
pub fn series_legend(dataset: &Dataset) -> Element {
    let mut list = element("ul").class("legend of-series");
    for (place, series) in dataset.series.iter().enumerate() {
        if series.is_shown {
            let item = marked(element("li"), dataset, place);
            list = list.with(item.text(series.label));
        }
    }
    list
}

/// A switch for each series of the chart that is called `key` in addresses; `None` if there is
/// nothing to choose from.
pub fn switches(dataset: &Dataset, key: &str) -> Option<Element> {
    if dataset.series.len() < 2 || matches!(dataset.subject, Subject::Scorecard) {
        return None;
    }
    let legend = element("legend").class("visually-hidden");
    let mut switches = element("fieldset").class("switches legend");
    switches = switches.with(legend.text(words::SERIES));
    for (place, series) in dataset.series.iter().enumerate() {
        let name = format!("{key}.{}", parameter::HIDE);
        let tick = input("checkbox", name, series.id.to_owned(), series.is_shown);
        let label = marked(element("label").with(tick), dataset, place);
        switches = switches.with(label.text(series.label));
    }
    Some(switches)
}

/// An element with the look and the marker of a series; in charts of lines, also with its line.
/// Without a marker where markers are not of series.
fn marked(entry: Element, dataset: &Dataset, place: usize) -> Element {
    let look = dataset.series[place].colour;
    let has_line = match dataset.subject {
        // Rows are told apart by their names.
        Subject::Kpi(kpi) if layout(kind(kpi)) != Layout::Time => return entry,
        Subject::Kpi(_) => true,
        Subject::Insights | Subject::Scorecard => false,
    };
    entry
        .class(numbered_series_class(look))
        .with(key(look, has_line))
}

/// The marker of a look, and its line where `has_line`.
fn key(look: usize, has_line: bool) -> Element {
    let key = element("svg").class("key").set("aria-hidden", "true");
    let key = match has_line {
        true => key
            .set("viewBox", "-18 -8 36 16")
            .with(polyline(look, &[(-18.0, 0.0), (18.0, 0.0)])),
        false => key.set("viewBox", "-8 -8 16 16"),
    };
    key.with(marker(look, (0.0, 0.0), LARGER, Certainty::Settled))
}
