//! Illustrations as a part of a picture.

use resvg::usvg;

use crate::drawing::{Area, Theme, Typesetter};
use crate::view::px;

/// An illustration in a theme: a drawing whose every element says itself how it looks.
pub struct Illustration {
    width: f64,
    height: f64,
    /// Its content, as SVG.
    body: String,
}

impl Illustration {
    /// An illustration from its SVG; `None` if that is invalid.
    pub fn of(source: &str, theme: Theme, typesetter: &Typesetter) -> Option<Self> {
        let source = in_theme(source, theme);
        let tree = usvg::Tree::from_str(&source, typesetter.options()).ok()?;
        // Serialised again: without scripts, links and style sheets, whatever the file
        // contains.
        let written = tree.to_string(&usvg::WriteOptions {
            id_prefix: Some("illustration-".to_owned()),
            preserve_text: false,
            coordinates_precision: 2,
            indent: usvg::Indent::None,
            ..usvg::WriteOptions::default()
        });
        let (_, rest) = written.split_once('>')?;
        let (body, _) = rest.rsplit_once("</svg>")?;
        Some(Illustration {
            width: f64::from(tree.size().width()),
            height: f64::from(tree.size().height()),
            body: body.trim().to_owned(),
        })
    }

    /// How high it is when it is this wide.
    pub fn height_of(&self, width: f64) -> f64 {
        self.height / self.width * width
    }

    /// Its elements, in the middle of an area. What extends beyond its frame is clipped.
    pub fn within(&self, area: Area) -> String {
        format!(
            r#"<svg xmlns:xlink="http://www.w3.org/1999/xlink" x="{}" y="{}" width="{}" height="{}" viewBox="0 0 {} {}">{}</svg>"#,
            px(area.x),
            px(area.y),
            px(area.width),
            px(area.height),
            px(self.width),
            px(self.height),
            self.body,
        )
    }
}

/// The text of a drawing whose sheet has rules for dark screens, with those rules for all
/// screens in the dark theme, and without them in the light one.
fn in_theme(source: &str, theme: Theme) -> String {
    let mut out = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("@media") {
        out.push_str(before);
        let Some((query, block)) = after.split_once('{') else {
            rest = after;
            continue;
        };
        let end = end_of_block(block);
        let is_dark = query.contains("prefers-color-scheme") && query.contains("dark");
        if is_dark && theme == Theme::Dark {
            out.push_str(&block[..end]);
        }
        rest = block.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Where the block ends whose start was read: the place of its bracket, or of the text's
/// end.
fn end_of_block(text: &str) -> usize {
    let mut depth = 1;
    for (place, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_for_dark_screens_hold_in_the_dark_theme_alone() {
        let source = "<style>a{b:c}@media (prefers-color-scheme: dark){a{b:d}e{f:g}}@media print{h{i:j}}</style><k/>";
        assert_eq!(in_theme(source, Theme::Light), "<style>a{b:c}</style><k/>");
        assert_eq!(
            in_theme(source, Theme::Dark),
            "<style>a{b:c}a{b:d}e{f:g}</style><k/>"
        );
        assert_eq!(in_theme("<a>@media{", Theme::Dark), "<a>");
    }
}
