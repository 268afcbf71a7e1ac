//! The parts of all drawings: labels, markers, and points that can be reached.

use crate::bundle::FigureStatus;
use crate::chart::{Certainty, Extent, Label, cells, tip};
use crate::dataset::Datum;
use crate::text::words;

use super::super::element::{Element, element};

/// A point of a drawing, or a mark for a missing figure.
pub struct HitTarget {
    /// x of its centre.
    pub x: f64,
    /// y of its centre.
    pub y: f64,
    /// Its name, for people who do not see it.
    pub name: String,
    /// The lines of its tip.
    pub tip: Vec<String>,
    /// Whether there is a figure.
    pub is_figure: bool,
}

/// The points of one series, in the order in which the arrow keys visit them.
pub struct HitTargetSeries {
    /// The series' name.
    pub label: String,
    /// The classes that give it its colour and tell it from others.
    pub class: String,
    /// Its points.
    pub hit_targets: Vec<HitTarget>,
}

/// How far from a point a pointer reaches it.
const REACH: f64 = 44.0;

/// All points of a drawing, over its marks: each with its hit target, a ring that marks it and
/// a tip that says what it is. The sheet shows ring and tip while a pointer or the keyboard's
/// focus is on the point. No tip leaves `area`. `is_rows` says that the points of a series
/// follow each other downwards.
fn points(series: Vec<HitTargetSeries>, area: Extent, font: f64, is_rows: bool) -> Element {
    let mut places = Vec::new();
    // One point of a drawing can be reached with the Tab key: the latest figure of the first
    // series, or else the first point.
    let mut stop = 0;
    for (place, series) in series.iter().enumerate() {
        for hit_target in &series.hit_targets {
            if place == 0 && hit_target.is_figure {
                stop = places.len();
            }
            places.push((hit_target.x, hit_target.y));
        }
    }
    let mut cells = cells(&places, area, REACH).into_iter().enumerate();
    let mut all = element("g")
        .class("points")
        .set("role", "application")
        .set("aria-label", words::POINTS);
    if is_rows {
        all = all.set("data-rows", "");
    }
    for series in series {
        let mut group = element("g")
            .class(series.class)
            .set("role", "group")
            .set("aria-label", series.label);
        for hit_target in series.hit_targets {
            let (index, cell) = cells.next().unwrap_or_default();
            group = group.with(point(hit_target, &cell, area, font, index == stop));
        }
        all = all.with(group);
    }
    all
}

fn point(
    hit_target: HitTarget,
    cell: &[(f64, f64)],
    area: Extent,
    font: f64,
    is_stop: bool,
) -> Element {
    let placed = tip(&hit_target.tip, (hit_target.x, hit_target.y), area, font);
    let mut shown = element("g")
        .class("tip")
        .with(rectangle("bridge", placed.bridge))
        .with(rectangle("tip-box", placed.extent));
    for line in placed.lines {
        shown = shown.with(label(line, "tip-line"));
    }
    element("g")
        .class("point")
        .set("role", "img")
        .set("aria-label", hit_target.name)
        .set("tabindex", if is_stop { "0" } else { "-1" })
        .with(
            element("polygon")
                .class("cell")
                .set("points", corners(cell)),
        )
        .with(circle("ring", (hit_target.x, hit_target.y), "9"))
        .with(shown)
}

/// The size and the name of a drawing.
pub struct Frame {
    /// Its width and height.
    pub size: (f64, f64),
    /// Font size of all labels.
    pub font: f64,
    /// "wide" or "narrow".
    pub width: &'static str,
    /// Its description, for people who do not see it.
    pub name: String,
    /// Whether the points of a series follow each other downwards.
    pub is_rows: bool,
}

/// A drawing of shapes, with points over them.
pub fn drawing(frame: Frame, shapes: Vec<Element>, mut series: Vec<HitTargetSeries>) -> Element {
    let (right, bottom) = frame.size;
    series.retain(|series| !series.hit_targets.is_empty());
    // An image hides its content from assistive technology.
    let role = if series.is_empty() {
        "img"
    } else {
        "graphics-document"
    };
    let svg = element("svg")
        .class(format!("drawing {}", frame.width))
        .set("viewBox", format!("0 0 {} {}", px(right), px(bottom)))
        .set("role", role)
        .set("aria-label", frame.name)
        .set("font-size", px(frame.font))
        .with_all(shapes);
    if series.is_empty() {
        return svg;
    }
    let area = Extent {
        left: 0.0,
        right,
        top: 0.0,
        // The tip of a low drawing has to be below it.
        bottom: bottom.max(frame.font * LEAST_HEIGHT),
    };
    svg.with(points(series, area, frame.font, frame.is_rows))
}

/// The height available to tips, in font sizes.
const LEAST_HEIGHT: f64 = 12.0;

/// Corners in SVG's notation.
pub fn corners(points: &[(f64, f64)]) -> String {
    let corners: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{},{}", px(*x), px(*y)))
        .collect();
    corners.join(" ")
}

/// A line of text.
pub fn label(label: Label, class: &'static str) -> Element {
    element("text")
        .class(class)
        .set("x", px(label.x))
        .set("y", px(label.y))
        .text(label.text)
}

/// A line of text with its middle or its end at a point.
pub fn anchored(text: String, (x, y): (f64, f64), anchor: &'static str) -> Element {
    label(Label { text, x, y }, "tick").set("text-anchor", anchor)
}

/// A rectangle.
pub fn rectangle(class: &'static str, extent: Extent) -> Element {
    element("rect")
        .class(class)
        .set("x", px(extent.left))
        .set("y", px(extent.top))
        .set("width", px(extent.width()))
        .set("height", px(extent.height()))
}

/// A straight line.
pub fn line(class: &'static str, from: (f64, f64), to: (f64, f64)) -> Element {
    element("line")
        .class(class)
        .set("x1", px(from.0))
        .set("y1", px(from.1))
        .set("x2", px(to.0))
        .set("y2", px(to.1))
}

/// A circle of a radius.
pub fn circle(class: &'static str, (x, y): (f64, f64), radius: &'static str) -> Element {
    element("circle")
        .class(class)
        .set("cx", px(x))
        .set("cy", px(y))
        .set("r", radius)
}

/// How far a figure can be relied on, of which the drawing says more than its value.
pub fn certainty(datum: &Datum) -> Certainty {
    match datum.figure_status() {
        Some(FigureStatus::Provisional | FigureStatus::Estimated) => Certainty::Open,
        Some(FigureStatus::Forecast) => Certainty::Forecast,
        Some(FigureStatus::Revised | FigureStatus::Corrected | FigureStatus::Suppressed) | None => {
            Certainty::Settled
        }
    }
}

/// The ends of a figure's interval.
pub fn interval(datum: &Datum) -> Option<(f64, f64)> {
    let interval = datum.interval()?;
    Some((interval.low.to_f64(), interval.high.to_f64()))
}

/// The marker of a series at a point, larger by a factor; an open one unless its value is
/// settled.
pub fn marker(
    colour: usize,
    (x, y): (f64, f64),
    scale: &'static str,
    certainty: Certainty,
) -> Element {
    let class = match certainty {
        Certainty::Settled => "mark",
        Certainty::Open | Certainty::Forecast => "mark open",
    };
    element("path")
        .class(class)
        .set("d", marker_path(colour))
        .set(
            "transform",
            format!("translate({} {}){scale}", px(x), px(y)),
        )
}

/// A marker larger than others.
pub const LARGER: &str = " scale(1.4)";

/// Circle, square, diamond, plus: the markers of the series classes, in their order.
pub const MARKERS: [&str; 4] = [
    "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "M-4 -4H4V4H-4z",
    "M0 -5.5 5.5 0 0 5.5 -5.5 0z",
    "M-1.75 -5H1.75V-1.75H5V1.75H1.75V5H-1.75V1.75H-5V-1.75H-1.75z",
];

/// The markers as characters, in their order.
pub const SYMBOLS: [&str; 4] = ["●", "■", "◆", "✚"];

/// The line patterns that belong to the markers, in their order.
pub const DASHES: [&str; 4] = ["none", "8 4", "2 4", "12 3 2 3"];

/// The place of a look's marker. The four looks that follow each other have different colours
/// and markers; of those with one colour, the first four have different markers, too.
pub fn marker_place(look: usize) -> usize {
    (look + look / MARKERS.len()) % MARKERS.len()
}

/// The marker of a look.
pub fn marker_path(look: usize) -> &'static str {
    MARKERS[marker_place(look)]
}

/// The place of a look's line pattern: its marker's, until all pairs of colour and marker are
/// taken.
pub fn dash_place(look: usize) -> usize {
    (marker_place(look) + look / (MARKERS.len() * MARKERS.len())) % DASHES.len()
}

/// The line of a look through some points.
pub fn polyline(look: usize, points: &[(f64, f64)]) -> Element {
    let line = element("polyline").class("line");
    let place = dash_place(look);
    // An attribute, not a rule of the sheet: a picture on its own has it, too.
    line.set("points", corners(points))
        .set_some("stroke-dasharray", (place > 0).then(|| DASHES[place]))
}

/// The class by which the sheet lets all other series step back while a point of the one at this
/// place is used; none where there are more than a drawing can be read with.
pub fn nth(place: usize) -> &'static str {
    const NTH: [&str; 6] = [" nth-1", " nth-2", " nth-3", " nth-4", " nth-5", " nth-6"];
    NTH.get(place).unwrap_or(&"")
}

/// A length in SVG's notation, to a hundredth of a pixel. Written by hand because the standard
/// library's float printing is large in wasm.
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
