//! Whether a picture's text can be read, for tests.

use resvg::usvg::{self, Node};

use super::Typesetter;

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

/// The texts of a picture, in the order in which they were drawn.
pub fn texts(svg: &str, typesetter: &Typesetter) -> Vec<Text> {
    let tree = usvg::Tree::from_str(svg, typesetter.options()).expect("an SVG");
    let mut texts = Vec::new();
    read(tree.root(), false, &mut texts);
    texts
}

fn read(group: &usvg::Group, in_chart: bool, texts: &mut Vec<Text>) {
    for node in group.children() {
        match node {
            Node::Group(group) => read(group, in_chart || group.id() == "chart", texts),
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
                texts.push(Text {
                    words: text.chunks().iter().map(usvg::TextChunk::text).collect(),
                    bounds,
                    in_chart,
                });
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

/// Fails if a text leaves the picture, or two overlap, except for an accent that comes close to
/// a descender of the line above, and for a text and its own outline.
#[track_caller]
pub fn is_well_set(svg: &str, (width, height): (f32, f32), typesetter: &Typesetter) {
    let texts = texts(svg, typesetter);
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
