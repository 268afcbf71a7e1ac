//! Whether a picture's text can be read, for tests.

use resvg::usvg::tiny_skia_path::PathSegment;
use resvg::usvg::{self, Node, Paint};

use super::{Typesetter, token};

/// A box on a picture: left, top, right, bottom.
type Bounds = (f32, f32, f32, f32);

/// A text of a picture.
pub struct Text {
    /// What it says.
    pub words: String,
    /// The box of its ink.
    pub bounds: Bounds,
    /// Whether it is in the group called "chart".
    pub in_chart: bool,
}

/// A piece of a line, an edge or a mark in the group called "chart": both ends, and how far from
/// it words have to stay.
type Stroke = ([(f32, f32); 2], f32);

/// The texts of a picture, in the order in which they were drawn.
pub fn texts(svg: &str, typesetter: &Typesetter) -> Vec<Text> {
    all(svg, typesetter).0
}

fn all(svg: &str, typesetter: &Typesetter) -> (Vec<Text>, Vec<Stroke>) {
    let tree = usvg::Tree::from_str(svg, typesetter.options()).expect("an SVG");
    let mut found = (Vec::new(), Vec::new());
    read(tree.root(), false, &mut found);
    found
}

fn read(group: &usvg::Group, in_chart: bool, found: &mut (Vec<Text>, Vec<Stroke>)) {
    for node in group.children() {
        match node {
            Node::Group(group) => read(group, in_chart || group.id() == "chart", found),
            Node::Text(text) => {
                let ink = text.flattened().abs_bounding_box();
                // Its advance as well: text that is anchored at its end must not start early.
                let whole = text.abs_bounding_box();
                let bounds = (
                    ink.left().min(whole.left()),
                    ink.top(),
                    ink.right().max(whole.right()),
                    ink.bottom(),
                );
                found.0.push(Text {
                    words: text.chunks().iter().map(usvg::TextChunk::text).collect(),
                    bounds,
                    in_chart,
                });
            }
            Node::Path(path) if in_chart => strokes(path, &mut found.1),
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

/// The outline of a path, unless it is of the grid or of a hatch: words, which have a margin of
/// paper, may stand on those.
fn strokes(path: &usvg::Path, found: &mut Vec<Stroke>) {
    let is_faint = |stroke: &usvg::Stroke| match stroke.paint() {
        Paint::Color(c) => {
            let colour = format!("#{:02x}{:02x}{:02x}", c.red, c.green, c.blue);
            colour.eq_ignore_ascii_case(token("line"))
        }
        _ => false,
    };
    if path.stroke().is_some_and(is_faint) {
        return;
    }
    let scale = path.abs_transform().get_scale().0;
    let half = path
        .stroke()
        .map_or(0.0, |stroke| stroke.width().get() * scale / 2.0);
    let Some(outline) = path.data().clone().transform(path.abs_transform()) else {
        return;
    };
    let (mut start, mut at) = ((0.0, 0.0), (0.0, 0.0));
    for segment in outline.segments() {
        // The curves of marks are short.
        let to = match segment {
            PathSegment::MoveTo(to) => {
                (start, at) = ((to.x, to.y), (to.x, to.y));
                continue;
            }
            PathSegment::LineTo(to)
            | PathSegment::QuadTo(_, to)
            | PathSegment::CubicTo(_, _, to) => (to.x, to.y),
            PathSegment::Close => start,
        };
        // The line that leads to words ends right at them, and places are found with the widths
        // of other fonts: two pixels are no fault that one sees.
        found.push(([at, to], half - 2.0));
        at = to;
    }
}

/// Whether a stroke goes through a box (Liang and Barsky).
fn crosses(([from, to], half): Stroke, (left, top, right, bottom): Bounds) -> bool {
    let (mut first, mut last) = (0.0_f32, 1.0_f32);
    let sides = [
        (from.0 - to.0, from.0 - left + half),
        (to.0 - from.0, right + half - from.0),
        (from.1 - to.1, from.1 - top + half),
        (to.1 - from.1, bottom + half - from.1),
    ];
    for (along, distance) in sides {
        if along == 0.0 {
            if distance < 0.0 {
                return false;
            }
        } else if along < 0.0 {
            first = first.max(distance / along);
        } else {
            last = last.min(distance / along);
        }
    }
    first <= last
}

/// Fails if a text leaves the picture, if two overlap, except for an accent that comes close to
/// a descender of the line above, and for a text and its own outline, or if one of a chart is on
/// a line, an edge or a mark.
#[track_caller]
pub fn is_well_set(svg: &str, (width, height): (f32, f32), typesetter: &Typesetter) {
    let (texts, strokes) = all(svg, typesetter);
    for Text { words, bounds, .. } in texts.iter().filter(|text| text.in_chart) {
        let over = strokes.iter().find(|stroke| crosses(**stroke, *bounds));
        assert!(over.is_none(), "{words:?} {bounds:?} is over {over:?}");
    }
    for (
        index,
        Text {
            words, bounds: a, ..
        },
    ) in texts.iter().enumerate()
    {
        let (left, top, right, bottom) = *a;
        assert!(
            left >= 0.0 && top >= 0.0 && right <= width && bottom <= height,
            "{words:?} leaves the picture: {a:?}"
        );
        for other in &texts[index + 1..] {
            let b = other.bounds;
            let lowest = (a.3 - a.1).min(b.3 - b.1);
            let beside = a.0.max(b.0) + 0.5 >= a.2.min(b.2);
            let overlap = !beside && a.3.min(b.3) - a.1.max(b.1) > lowest * 0.2;
            let is_margin = *words == other.words && (a.1 - b.1).abs() < 3.0;
            assert!(
                !overlap || is_margin,
                "{words:?} {a:?} and {:?} {b:?} overlap",
                other.words
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(shapes: &str) {
        let svg = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><g id="chart">
            <text x="50" y="50" font-family="Inter" font-size="20">77%</text>{shapes}</g></svg>"##
        );
        is_well_set(&svg, (200.0, 100.0), &Typesetter::new(""));
    }

    #[test]
    fn words_may_stand_in_a_band_and_on_the_grid() {
        let grid = token("line");
        set(&format!(
            r#"<path d="M0 20H200V80H0z"/><path stroke="{grid}" d="M0 45H200"/>"#
        ));
    }

    #[test]
    #[should_panic(expected = "is over")]
    fn words_on_a_line_are_found() {
        set(r#"<path d="M0 40L200 48" fill="none" stroke="red" stroke-width="4"/>"#);
    }

    #[test]
    #[should_panic(expected = "is over")]
    fn words_on_an_edge_are_found() {
        set(r#"<rect x="0" y="40" width="60" height="40" fill="red"/>"#);
    }
}
