//! What all drawings are made of: labels, markers, and points that can be reached.

use leptos::prelude::*;

use crate::chart::{Extent, Label, cells, tip};
use crate::text::words;

use super::super::erase::CollectErased;
use super::super::numbered_series_class;

/// A point of a drawing, or a mark that says that there is none.
pub struct Spot {
    /// x of its centre.
    pub x: f64,
    /// y of its centre.
    pub y: f64,
    /// What it says, for people who do not see it.
    pub name: String,
    /// What its tip says, line by line.
    pub tip: Vec<String>,
    /// Whether there is a figure.
    pub is_figure: bool,
}

/// The points of one series, in the order in which the arrow keys walk them.
pub struct SpotSeries {
    /// The series' name.
    pub label: String,
    /// The place of its colour.
    pub colour: usize,
    /// Its points.
    pub spots: Vec<Spot>,
}

/// How far from a point a pointer reaches it.
const REACH: f64 = 44.0;

/// All points of a drawing, over its marks: each with the area in which it is the nearest,
/// a ring that marks it and a tip that says what it is. The sheet shows ring and tip while
/// a pointer or the keyboard's focus is on the point.
#[component]
pub fn Points(
    /// The points.
    series: Vec<SpotSeries>,
    /// The drawing's area, which no tip leaves.
    area: Extent,
    /// Font size of tips.
    font: f64,
    /// Whether the points of a series follow each other downwards.
    #[prop(optional)]
    is_rows: bool,
) -> impl IntoView {
    let places: Vec<(f64, f64)> = series
        .iter()
        .flat_map(|series| series.spots.iter().map(|spot| (spot.x, spot.y)))
        .collect();
    let mut cells = cells(&places, area, REACH).into_iter();
    // One point of a drawing can be reached with the Tab key: the latest figure.
    let all = series.iter().enumerate().flat_map(|(place, series)| {
        let spots = series.spots.iter().enumerate();
        spots.map(move |(index, spot)| (spot.is_figure, (place, index)))
    });
    let first_series = |entry: &&(bool, (usize, usize))| entry.0 && entry.1.0 == 0;
    let all: Vec<_> = all.collect();
    let stop = all.iter().rev().find(first_series).or(all.first());
    let stop = stop.map(|(_, place)| *place);
    let groups = series
        .into_iter()
        .enumerate()
        .map(|(place, series)| {
            let points = series
                .spots
                .into_iter()
                .enumerate()
                .map(|(index, spot)| {
                    let cell = cells.next().unwrap_or_default();
                    let tabindex = if stop == Some((place, index)) {
                        "0"
                    } else {
                        "-1"
                    };
                    view! { <Point spot cell area font tabindex/> }
                })
                .collect_erased();
            view! {
                <g
                    class=numbered_series_class(series.colour)
                    role="group"
                    aria-label=series.label
                >
                    {points}
                </g>
            }
        })
        .collect_erased();
    view! {
        <g class="points" role="application" aria-label=words::POINTS data-rows=is_rows.then_some("")>
            {groups}
        </g>
    }
}

#[component]
fn Point(
    /// The point.
    spot: Spot,
    /// The corners of the area in which it is the nearest.
    cell: Vec<(f64, f64)>,
    /// The drawing's area.
    area: Extent,
    /// Font size.
    font: f64,
    /// Whether the Tab key reaches it.
    tabindex: &'static str,
) -> impl IntoView {
    let placed = tip(&spot.tip, (spot.x, spot.y), area, font);
    let corners: Vec<String> = cell
        .iter()
        .map(|(x, y)| format!("{},{}", px(*x), px(*y)))
        .collect();
    let lines = placed
        .lines
        .into_iter()
        .map(|label| view! { <ChartLabel label class="tip-line"/> })
        .collect_erased();
    let rectangle = |class: &'static str, extent: Extent| {
        view! {
            <rect
                class=class
                x=px(extent.left)
                y=px(extent.top)
                width=px(extent.width())
                height=px(extent.height())
            />
        }
    };
    view! {
        <g class="point" role="img" aria-label=spot.name tabindex=tabindex>
            <polygon class="cell" points=corners.join(" ")/>
            <circle class="ring" cx=px(spot.x) cy=px(spot.y) r="9"/>
            <g class="tip">
                {rectangle("bridge", placed.bridge)}
                {rectangle("tip-box", placed.extent)}
                {lines}
            </g>
        </g>
    }
}

/// A line of text in a drawing.
#[component]
pub fn ChartLabel(
    /// The placed label.
    label: Label,
    /// Its class.
    class: &'static str,
) -> impl IntoView {
    view! { <text class=class x=px(label.x) y=px(label.y)>{label.text}</text> }
}

/// Circle, square, diamond, triangle: the markers of the series classes, in their order.
pub const MARKERS: [&str; 4] = [
    "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "M-4 -4H4V4H-4z",
    "M0 -5.5 5.5 0 0 5.5 -5.5 0z",
    "M0 -5 5 4H-5z",
];

/// The place in [`MARKERS`] of the marker of a series class.
pub fn marker_index(class: &str) -> usize {
    let number = class.bytes().last().unwrap_or(b'1');
    usize::from(number.saturating_sub(b'1')) % MARKERS.len()
}

/// A length as SVG takes it, to a hundredth of a pixel. Written by hand because the
/// standard library's float printing is large in wasm.
pub fn px(length: f64) -> String {
    let hundredths = (length * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let hundredths = hundredths.unsigned_abs();
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match (rest, rest % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", rest / 10),
        (1..10, _) => format!("{sign}{whole}.0{rest}"),
        _ => format!("{sign}{whole}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::px;

    #[test]
    fn lengths_are_short_and_exact_to_a_hundredth() {
        for (length, written) in [
            (0.0, "0"),
            (12.0, "12"),
            (0.5, "0.5"),
            (-3.25, "-3.25"),
            (7.049, "7.05"),
            (-0.001, "0"),
            (1234.567, "1234.57"),
        ] {
            assert_eq!(px(length), written);
        }
    }
}
