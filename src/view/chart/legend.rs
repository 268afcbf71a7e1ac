//! The legend of a chart: which marker is whose.

use crate::chart::Certainty;

use super::super::element::{Element, element};
use super::super::numbered_series_class;
use super::marks::{LARGER, SYMBOLS, marker, marker_place, polyline};

/// The legend: what the marker of each look means, and in charts of lines its line.
pub fn legend(entries: Vec<(usize, String)>, has_lines: bool) -> Element {
    let mut list = element("ul").class("legend");
    for (look, label) in entries {
        let mut key = element("svg").class("key").set("aria-hidden", "true");
        let class = numbered_series_class(look);
        if has_lines {
            key = key.set("viewBox", "-18 -8 36 16");
            key = key.with(polyline(look, &[(-18.0, 0.0), (18.0, 0.0)]));
        } else {
            key = key.set("viewBox", "-8 -8 16 16");
        }
        key = key.with(marker(look, (0.0, 0.0), LARGER, Certainty::Settled));
        let item = element("li").class(class);
        // For exported pictures, which have their words around the drawing.
        let item = item.set("data-symbol", SYMBOLS[marker_place(look)]);
        list = list.with(item.with(key).text(label));
    }
    list
}
