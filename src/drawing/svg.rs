//! A drawing under construction, as SVG text.

use std::fmt::Write;

use crate::view::px;

use super::typesetter::{FAMILY, Style, Typesetter};
use super::xml::escaped;

/// A rectangle: left, top, width, height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Area {
    /// The right edge.
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// Whether the two overlap.
    pub fn meets(self, other: Area) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }
}

/// Where a line of text is relative to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// To the right of it.
    Start,
    /// On both sides of it.
    Middle,
    /// To the left of it.
    End,
}

/// A drawing: elements in the order in which they cover each other.
pub struct Svg<'a> {
    /// Measures text.
    pub typesetter: &'a Typesetter,
    body: String,
}

impl<'a> Svg<'a> {
    /// An empty drawing.
    pub fn new(typesetter: &'a Typesetter) -> Self {
        Svg {
            typesetter,
            body: String::new(),
        }
    }

    /// The whole document, of this size in pixels.
    pub fn document(self, width: f64, height: f64) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" font-family="{FAMILY}">{}</svg>"#,
            px(width),
            px(height),
            self.body
        )
    }

    /// The elements drawn; they need a document around them whose `font-family` is [`FAMILY`].
    pub fn into_body(self) -> String {
        self.body
    }

    /// Adds elements that were written elsewhere.
    pub fn add(&mut self, elements: &str) {
        self.body.push_str(elements);
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.body.push('<');
        self.body.push_str(name);
        for (key, value) in attributes {
            write!(self.body, r#" {key}="{}""#, escaped(value)).expect("a String takes all");
        }
    }

    /// An element without content.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.open(name, attributes);
        self.body.push_str("/>");
    }

    /// A group of what `draw` draws.
    pub fn group(&mut self, attributes: &[(&str, &str)], draw: impl FnOnce(&mut Self)) {
        self.open("g", attributes);
        self.body.push('>');
        draw(self);
        self.body.push_str("</g>");
    }

    /// A filled rectangle.
    pub fn rect(&mut self, area: Area, fill: &str) {
        self.element(
            "rect",
            &[
                ("x", &px(area.x)),
                ("y", &px(area.y)),
                ("width", &px(area.width)),
                ("height", &px(area.height)),
                ("fill", fill),
            ],
        );
    }

    /// A path drawn around (0, 0), at a point and a scale.
    pub fn shape(&mut self, path: &str, x: f64, y: f64, scale: f64, attributes: &[(&str, &str)]) {
        let transform = format!("translate({} {}) scale({})", px(x), px(y), px(scale));
        let mut all = vec![("d", path), ("transform", transform.as_str())];
        all.extend_from_slice(attributes);
        self.element("path", &all);
    }

    /// A line of text on a baseline. It has to fit.
    pub fn text(&mut self, text: &str, x: f64, baseline: f64, style: Style, fill: &str) {
        self.anchored(text, (x, baseline), Anchor::Start, style, &[("fill", fill)]);
    }

    /// A line of text at a point of its baseline.
    pub fn anchored(
        &mut self,
        text: &str,
        (x, baseline): (f64, f64),
        anchor: Anchor,
        style: Style,
        attributes: &[(&str, &str)],
    ) {
        // usvg anchors by the script's direction; the picture's is needed here.
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - self.typesetter.width(text, style) / 2.0,
            Anchor::End => x - self.typesetter.width(text, style),
        };
        let (family, weight) = style.font();
        let (x, y, size) = (px(left), px(baseline), px(style.size));
        let mut all = vec![
            ("x", x.as_str()),
            ("y", &y),
            ("font-weight", weight),
            ("font-size", &size),
        ];
        // Otherwise it is that of the document.
        if family != FAMILY {
            all.push(("font-family", family));
        }
        all.extend_from_slice(attributes);
        self.words(text, &all);
    }

    /// A line of text with all its attributes.
    pub fn words(&mut self, text: &str, attributes: &[(&str, &str)]) {
        self.open("text", attributes);
        write!(self.body, ">{}</text>", escaped(text)).expect("a String takes all");
    }

    /// A line of text in several styles, at a point of its baseline. The program that shows it
    /// places one after the other.
    pub fn runs(&mut self, runs: &[(&str, Style)], (x, baseline): (f64, f64), fill: &str) {
        let (x, y) = (px(x), px(baseline));
        self.open("text", &[("x", &x), ("y", &y), ("fill", fill)]);
        self.body.push('>');
        for (words, style) in runs {
            let (weight, size) = (style.font().1, px(style.size));
            self.open("tspan", &[("font-weight", weight), ("font-size", &size)]);
            write!(self.body, ">{}</tspan>", escaped(words)).expect("a String takes all");
        }
        self.body.push_str("</text>");
    }

    /// Lines of text, with the capitals of the first at `top`. Returns the baseline of the
    /// last, or `top` if there is none.
    pub fn lines(
        &mut self,
        lines: &[String],
        (x, top): (f64, f64),
        leading: f64,
        style: Style,
        fill: &str,
    ) -> f64 {
        let mut baseline = top;
        for (index, line) in lines.iter().enumerate() {
            baseline = top + style.cap() + index as f64 * leading * style.size;
            self.text(line, x, baseline, style, fill);
        }
        baseline
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let typesetter = Typesetter::new("abc");
        let mut svg = Svg::new(&typesetter);
        let hostile = "</text><script>\"&'\u{ffff}]]>";
        svg.text(hostile, 0.0, 20.0, Style::regular(20.0), "\"/><image/>");
        let document = svg.document(100.0, 50.0);
        assert!(
            !document.contains("<script>") && !document.contains("<image"),
            "{document}"
        );
        let tree = resvg::usvg::Tree::from_str(&document, typesetter.options());
        assert_eq!(tree.expect("an SVG").root().children().len(), 1);
    }
}
