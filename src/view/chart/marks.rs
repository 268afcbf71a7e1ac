//! The parts of all drawings: labels, markers, and points that can be reached.

use crate::bundle::FigureStatus;
use crate::chart::{Certainty, Extent, Label};
use crate::dataset::Datum;

use super::super::element::{Element, element};

/// A chart drawn for one width, and where its points are in it.
pub struct Drawn {
    /// Its width and height.
    pub size: (f64, f64),
    /// The class by which the sheet shows it: "wide" or "narrow".
    pub width: &'static str,
    /// The drawing.
    pub svg: Element,
    /// Where each point is.
    pub places: Vec<Place>,
}

/// Where a point is in a drawing.
pub struct Place {
    /// Where a pointer reaches it.
    pub cell: Extent,
    /// The centres of its marks.
    pub marks: Vec<(f64, f64)>,
    /// Both ends of the line that leads the eye through them; none where a row does.
    pub guide: Option<[(f64, f64); 2]>,
}

/// A drawing of shapes. It is silent: its points say the same in words.
pub fn drawing(
    size: (f64, f64),
    font: f64,
    width: &'static str,
    shapes: Vec<Element>,
    places: Vec<Place>,
) -> Drawn {
    let svg = overlay("drawing", width, size).set("font-size", px(font));
    Drawn {
        size,
        width,
        svg: svg.with_all(shapes),
        places,
    }
}

/// A picture of the size of a drawing, for one width.
pub fn overlay(class: &'static str, width: &'static str, size: (f64, f64)) -> Element {
    element("svg")
        .class(format!("{class} {width}"))
        .set("viewBox", format!("0 0 {} {}", px(size.0), px(size.1)))
        .set("aria-hidden", "true")
}

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
