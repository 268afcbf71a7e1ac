//! Drawings of the pages' charts in a picture of their own.

use crate::drawing::{CAP_HEIGHT, Svg, Theme};
use crate::view::{Element, px};

use super::styles;

/// Attributes that only have a meaning in a page (the same as for exports in
/// `browser/export.rs`), and data for scripts.
fn is_of_page(name: &str) -> bool {
    matches!(
        name,
        "class" | "href" | "role" | "style" | "tabindex" | "target" | "viewBox"
    ) || name.starts_with("aria-")
        || name.starts_with("data-")
}

/// Draws the content of `drawing`, an `svg` of a page, with its origin at a point. `around` are
/// the elements around it, the outermost first.
pub fn draw(
    svg: &mut Svg,
    theme: Theme,
    around: &[&Element],
    drawing: &Element,
    (x, y): (f64, f64),
) {
    let transform = format!("translate({} {})", px(x), px(y));
    let mut attributes = vec![("transform", transform.as_str())];
    for name in ["font-size", "text-anchor"] {
        attributes.extend(drawing.attribute(name).map(|value| (name, value)));
    }
    let font = drawing.attribute("font-size");
    let font = font.and_then(|font| font.parse().ok()).unwrap_or_default();
    let mut path = around.to_vec();
    path.push(drawing);
    svg.group(&attributes, |svg| {
        for element in drawing.elements() {
            add(svg, theme, &mut path, element, font);
        }
    });
}

/// The height of a drawing, from its view box.
pub fn height(drawing: &Element) -> f64 {
    let sides = drawing.attribute("viewBox").unwrap_or_default();
    let height = sides.split(' ').nth(3).and_then(|side| side.parse().ok());
    height.unwrap_or_default()
}

fn add<'e>(
    svg: &mut Svg,
    theme: Theme,
    path: &mut Vec<&'e Element>,
    element: &'e Element,
    font: f64,
) {
    path.push(element);
    let own = element.attributes().filter(|(name, _)| !is_of_page(name));
    let mut attributes: Vec<(&str, String)> =
        own.map(|(name, value)| (name, value.to_owned())).collect();
    attributes.extend(styles::attributes(path, theme));
    let is_hidden = |(name, value): &(&str, String)| *name == "display" && value == "none";
    if !attributes.iter().any(is_hidden) {
        match element.name() {
            // A picture has no links.
            "g" | "a" => svg.group(&borrowed(&attributes), |svg| {
                for child in element.elements() {
                    add(svg, theme, path, child, font);
                }
            }),
            "text" => text(svg, &element.text_content(), attributes, font),
            name => svg.element(name, &borrowed(&attributes)),
        }
    }
    path.pop();
}

fn borrowed<'a>(attributes: &'a [(&str, String)]) -> Vec<(&'a str, &'a str)> {
    let attributes = attributes.iter();
    attributes
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

/// A label. Features that many programs do not support are written in another way: vertical
/// centring as an offset, and an outline that is painted first as a separate text below the
/// text.
fn text(svg: &mut Svg, words: &str, mut attributes: Vec<(&str, String)>, font: f64) {
    let mut is_central = false;
    let mut has_margin = false;
    attributes.retain(|(name, _)| {
        is_central |= *name == "dominant-baseline";
        has_margin |= *name == "paint-order";
        !matches!(*name, "dominant-baseline" | "paint-order")
    });
    if is_central && let Some((_, y)) = attributes.iter_mut().find(|(name, _)| *name == "y") {
        let middle: f64 = y.parse().unwrap_or_default();
        *y = px(middle + font * CAP_HEIGHT / 2.0);
    }
    if has_margin {
        let stroke = |(name, _): &&(&str, String)| *name == "stroke";
        let margin = attributes
            .iter()
            .find(stroke)
            .map(|(_, value)| value.clone());
        let mut below = attributes.clone();
        below.retain(|(name, _)| *name != "fill");
        below.extend(margin.map(|colour| ("fill", colour)));
        below.push(("aria-hidden", "true".to_owned()));
        svg.words(words, &borrowed(&below));
        attributes.retain(|(name, _)| !name.starts_with("stroke"));
    }
    svg.words(words, &borrowed(&attributes));
}
