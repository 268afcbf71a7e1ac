//! A framework as a wheel: a drawing whose parts link to the entries of a list with the same
//! content.

use stylers_macro::style_sheet;

use crate::bundle::{Id, Spoke, Wheel};
use crate::chart::{self, Label, Outline, RingData, Sector, WheelData, WheelSize};
use crate::site::Site;
use crate::text::{self, words};

use super::element::{Element, aside, element};
use super::layout::HeadingLevel;
use super::px;

/// The class that scopes the sheet `style/components/wheel.css`.
#[cfg(not(target_arch = "wasm32"))]
pub const WHEEL_SCOPE: &str = CSS;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/wheel.css");

/// How many looks of rings there are; further rings begin again.
const RING_TONES: usize = 3;

/// A part of a wheel, as both drawing and list have it.
struct Part {
    /// The number that links drawing and list, from 1.
    number: usize,
    /// The id of its entry; the number at its end is one word, so that no two sections can have
    /// the same.
    id: String,
    /// The classes that highlight it together with what it belongs to.
    class: String,
    /// Its ring's label.
    ring: &'static str,
    /// What it says.
    spoke: &'static Spoke,
}

/// The parts of each ring.
fn parts(wheel: &'static Wheel) -> Vec<Vec<Part>> {
    let mut number = 0;
    let of_ring = |(index, ring): (usize, &'static crate::bundle::Ring)| {
        let part = |spoke: &'static Spoke| {
            number += 1;
            let mut class = format!("part n{number}");
            if index == 0 {
                class += " first";
            } else if spoke.whom.is_empty() {
                class += " for-all";
            }
            let first = wheel.rings[0].items.iter().map(|first| &first.title);
            for (title, place) in first.zip(1..) {
                if spoke.whom.contains(title) {
                    class += &format!(" for-{place}");
                }
            }
            let id = format!("site-part-{}-{number}", wheel.id.as_str());
            Part {
                number,
                id,
                class,
                ring: &ring.label,
                spoke,
            }
        };
        ring.items.iter().map(part).collect()
    };
    wheel.rings.iter().enumerate().map(of_ring).collect()
}

/// A wheel's drawing and list, with headings of `level` in the list.
pub fn wheel_figure(site: Site, wheel: &'static Wheel, level: HeadingLevel) -> Element {
    let parts = parts(wheel);
    let mut stage = aside("stage").class(CSS);
    for (size, width) in [(WheelSize::WIDE, "wide"), (WheelSize::NARROW, "narrow")] {
        stage = stage.with(drawing(wheel, &parts, size, width));
    }
    let mut rings = element("ol").class("rings").class(CSS);
    for (ring, parts) in wheel.rings.iter().zip(&parts) {
        let heading = level.heading().class("ring-name").class(CSS);
        let heading = heading.text(&*ring.label);
        let entries = parts.iter().map(|part| entry(site, part));
        let entries = element("ol").with_all(entries);
        rings = rings.with(element("li").with(heading).with(entries));
    }
    let label = element("span").class(CSS).text(words::AT_THE_CENTRE);
    let middle = element("p").class("middle").class(CSS);
    let middle = middle.with(label).text(&*wheel.centre);
    let list = element("div").with(middle).with(rings);
    // The list first: it says all, and who comes with the Tab key has a link for each part after it.
    let spread = element("div").class("spread").class(CSS);
    element("figure")
        .class("wheel")
        .class(CSS)
        .with(element("figcaption").class(CSS).text(words::WHEEL_HINT))
        .with(spread.with(list).with(stage))
}

/// The entry of a part in the list.
fn entry(site: Site, part: &Part) -> Element {
    let spoke = part.spoke;
    let mut words = element("div").with(element("strong").class(CSS).text(&*spoke.title));
    if let Some(line) = &spoke.text {
        words = words.with(element("p").class(CSS).rich(site, line));
    }
    let whom: Vec<&str> = spoke.whom.iter().map(|title| &**title).collect();
    if !whom.is_empty() {
        let whom = format!("{}: {}", words::AUDIENCE, whom.join(", "));
        words = words.with(element("p").class(CSS).text(whom));
    }
    let number = element("span").class("number").class(CSS);
    element("li")
        .set("id", part.id.clone())
        .class(part.class.clone())
        .class(CSS)
        .with(number.text(part.number.to_string()))
        .with(words)
}

/// A wheel's drawing by itself.
#[cfg(not(target_arch = "wasm32"))]
pub fn wheel_drawing(wheel: &'static Wheel, size: WheelSize) -> Element {
    drawing(wheel, &parts(wheel), size, "wide")
}

/// One drawing, for wide or for narrow columns; the sheet shows the one that fits.
fn drawing(wheel: &'static Wheel, parts: &[Vec<Part>], size: WheelSize, width: &str) -> Element {
    let rings = wheel.rings.iter().map(|ring| RingData {
        label: &ring.label,
        parts: ring.items.iter().map(|spoke| &*spoke.title).collect(),
    });
    let data = WheelData {
        centre: &wheel.centre,
        rings: rings.collect(),
    };
    let placed = chart::wheel(&data, size);
    let middle = px(size.width / 2.0);
    let hub = element("circle")
        .class("hub")
        .class(CSS)
        .set("cx", middle.clone())
        .set("cy", middle)
        .set("r", px(size.centre - 2.0));
    let mut drawing = element("svg")
        .class(format!("drawing {width} {CSS}"))
        .set("viewBox", format!("0 0 {0} {0}", px(size.width)))
        .set("role", "group")
        .set("aria-label", &*wheel.heading)
        .set("font-size", px(size.font))
        .set("text-anchor", "middle")
        .with(hub);
    for line in placed.centre {
        drawing = drawing.words(line, "centre");
    }
    for (index, (ring, parts)) in placed.rings.iter().zip(parts).enumerate() {
        let tone = index % RING_TONES + 1;
        let sectors = ring.sectors.iter().zip(parts);
        drawing = drawing.with_all(sectors.map(|(sector, part)| part_link(sector, part, tone)));
    }
    for label in placed.rings.into_iter().filter_map(|ring| ring.label) {
        drawing = drawing.words(label, "ring");
    }
    drawing
}

/// A part in the drawing: a link to its entry.
fn part_link(sector: &Sector, part: &Part, tone: usize) -> Element {
    let name = text::wheel_part(part.ring, part.number, &part.spoke.title);
    let shape = element("path").class("sector").class(CSS);
    let mut link = element("a")
        .set("href", format!("#{}", part.id))
        .class(part.class.clone())
        .class(CSS)
        .set("aria-label", name)
        .with(shape.set("d", path(&sector.outline)));
    for (index, line) in sector.words.iter().enumerate() {
        link = link.words(line.clone(), if index == 0 { "number" } else { "title" });
    }
    element("g").class(format!("tone-{tone} {CSS}")).with(link)
}

impl Element {
    /// Appends a line of words in the drawing. The space, which is not drawn, separates them
    /// from the next line's for screen readers.
    fn words(self, line: Label, class: &'static str) -> Self {
        let words = element("text").class(class).class(CSS);
        let words = words.set("x", px(line.x)).set("y", px(line.y));
        self.with(words.text(line.text)).text(" ")
    }
}

/// An outline in SVG's notation.
fn path(outline: &Outline) -> String {
    let [a, b, c, d] = outline.corners.map(|(x, y)| format!("{} {}", px(x), px(y)));
    let (outer, inner) = (px(outline.outer), px(outline.inner));
    let long = u8::from(outline.long);
    format!("M{a}A{outer} {outer} 0 {long} 1 {b}L{c}A{inner} {inner} 0 {long} 0 {d}z")
}
