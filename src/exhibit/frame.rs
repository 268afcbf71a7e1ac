//! The heights of frames that do not follow their content: estimated from what an exhibit is
//! drawn with, because nothing lays out a page where sites are published.
//!
//! In such a frame drawings take the room that there is, and what is too high scrolls, with its
//! source always visible: so an estimate is enough.

use crate::site::{Exhibit, Site};
use crate::view::{Element, HeadingLevel, element};

use super::drawn::ChartOptions;
use super::embed::{Edition, embed};

/// The width that a frame is made for, in CSS pixels. It shrinks where there is less.
pub const FRAME_WIDTH: u32 = 720;

/// The heights that a frame of fixed height needs, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameHeights {
    /// On a phone.
    pub narrow: u32,
    /// In the column of text of a page on a larger screen.
    pub wide: u32,
}

/// The columns that stand for the two, in CSS pixels: as narrow as they usually become.
const NARROW: f64 = 310.0;
const WIDE: f64 = 600.0;

/// Letters are wider with some fonts than with others.
const SLACK: f64 = 1.1;

/// The least and the most of a frame's height, the same that WordPress allows but for the room
/// that other things on a screen need.
const LEAST: f64 = 200.0;
const MOST: f64 = 900.0;

impl FrameHeights {
    /// The heights for an exhibit.
    pub fn of(site: Site, exhibit: Exhibit) -> Self {
        let options = ChartOptions::default();
        let (page, level) = (element("main"), HeadingLevel::H1);
        let page = embed(page, site, exhibit, &options, Edition::Live, level);
        let height = |width| {
            let height = content_height(&page, width - 2.0 * PADDING) * SLACK + 2.0 * PADDING;
            // The same for a small change of the content.
            let tens = (height.clamp(LEAST, MOST) / 10.0).ceil() as u32;
            tens * 10
        };
        FrameHeights {
            narrow: height(NARROW),
            wide: height(WIDE),
        }
    }

    /// The height that is enough for both.
    pub fn most(self) -> u32 {
        self.narrow.max(self.wide)
    }
}

// From style/embed.css and the sheets of what is shown, at the usual size of letters.
const PADDING: f64 = 12.0;
const LINE: f64 = 21.0;
const LETTER: f64 = 7.0;
/// A letter of a headline, which is larger and bold.
const HEADLINE_LETTER: f64 = 9.0;
const GAP: f64 = 9.0;
/// The least width of a column of tiles or small charts.
const COLUMN: f64 = 240.0;
/// The side of a mark of the result strip.
const MARK: f64 = 44.0;
/// The width below which a chart has its narrow drawing, and the most that this takes.
const NARROW_DRAWING: (f64, f64) = (544.0, 416.0);
/// The width from which a card has its picture beside its words.
const CARD_ROW: f64 = 416.0;

/// The height of an element in a column of a width.
fn content_height(element: &Element, width: f64) -> f64 {
    let has = |class: &str| element.classes().any(|own| own == class);
    let sum = |width: f64| -> f64 {
        let parts = element.elements();
        parts.map(|part| content_height(part, width)).sum()
    };
    let is_hidden = element.attribute("hidden").is_some();
    // A number is beside its words.
    if is_hidden
        || has("number")
        || has("visually-hidden")
        || has("table-panel")
        || has("notes-panel")
        || has("tips")
    {
        return 0.0;
    }
    if has("card") && width > CARD_ROW {
        let words = element.elements().filter(|part| part.name() != "img");
        return words
            .map(|part| content_height(part, width * 0.6))
            .sum::<f64>();
    }
    match element.name() {
        "svg" => drawing_height(element, width),
        // As wide as it is there, half as high.
        "img" => width / 2.0,
        "details" => LINE + GAP,
        "ul" if has("embed-tiles") || has("multiples") => {
            let columns = (width / COLUMN).floor().max(1.0);
            let each: Vec<f64> = (element.elements())
                .map(|part| content_height(part, width / columns))
                .collect();
            let rows = each.chunks(columns as usize);
            rows.map(|row| row.iter().copied().fold(0.0, f64::max) + GAP)
                .sum()
        }
        "fieldset" => 2.0 * LINE + GAP,
        _ if has("legend") || has("labels") => LINE + GAP,
        _ if has("marks") => {
            let across = (width / MARK).floor().max(1.0);
            (element.elements().count() as f64 / across).ceil() * MARK + GAP
        }
        _ if is_words(element) || has("key") => {
            let letters = element.text_content().chars().count() as f64;
            let size = if has("figure") { 2.0 } else { 1.0 };
            let letter = match element.name() {
                "h1" => HEADLINE_LETTER,
                _ => LETTER,
            };
            let lines = (letters * letter / width).ceil();
            lines * LINE * size + if lines > 0.0 { GAP } else { 0.0 }
        }
        _ if has("body") => sum(width - 2.0 * PADDING) + 2.0 * PADDING,
        _ => sum(width),
    }
}

/// Whether nothing in an element stands in lines of its own.
fn is_words(element: &Element) -> bool {
    let is_inline = |part: &Element| match part.name() {
        "a" | "span" | "strong" | "em" => true,
        "svg" => part.classes().all(|class| class != "drawing"),
        _ => false,
    };
    element.elements().all(is_inline)
}

/// The height of a drawing, where it is the one for the width; other shapes are in lines.
fn drawing_height(svg: &Element, width: f64) -> f64 {
    let has = |class: &str| svg.classes().any(|own| own == class);
    let (change, most) = NARROW_DRAWING;
    let is_shown = match () {
        () if has("wide") => width >= change,
        () if has("narrow") => width < change,
        () => has("small"),
    };
    let size: Vec<f64> = (svg.attribute("viewBox").unwrap_or_default())
        .split(' ')
        .filter_map(|number| number.parse().ok())
        .collect();
    let [_, _, across, down] = size[..] else {
        return 0.0;
    };
    let width = if has("narrow") {
        width.min(most)
    } else {
        width.min(across)
    };
    if is_shown {
        width * down / across + GAP
    } else {
        0.0
    }
}
