//! From SVG to the bytes of a PNG.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;

use crate::drawing::{Area, DrawError, Typesetter, encode};

/// The pictures' width in pixels, as the previews of large sites expect it.
pub const WIDTH: u32 = 1200;
/// The pictures' height in pixels.
pub const HEIGHT: u32 = 630;

/// A drawing, and pictures on top of it.
pub struct Picture {
    /// The drawing: an SVG document.
    pub svg: String,
    /// Illustrations, each with the area that it is fitted into.
    pub inlays: Vec<(usvg::Tree, Area)>,
}

impl Picture {
    /// All that it is made from, as bytes.
    pub fn input(&self) -> Vec<u8> {
        let mut input = self.svg.clone();
        for (tree, area) in &self.inlays {
            input.push_str(&tree.to_string(&usvg::WriteOptions::default()));
            let Area {
                x,
                y,
                width,
                height,
            } = area;
            input.push_str(&format!("{x} {y} {width} {height}\n"));
        }
        input.into_bytes()
    }
}

/// The PNG of a picture, 1200 by 630 pixels.
pub fn png(picture: &Picture, typesetter: &Typesetter) -> Result<Vec<u8>, DrawError> {
    let tree = usvg::Tree::from_str(&picture.svg, typesetter.options())?;
    let mut pixels = Pixmap::new(WIDTH, HEIGHT).expect("a size that is not zero");
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    for (tree, area) in &picture.inlays {
        let (width, height) = (
            f64::from(tree.size().width()),
            f64::from(tree.size().height()),
        );
        let scale = (area.width / width).min(area.height / height);
        let x = area.x + (area.width - width * scale) / 2.0;
        let y = area.y + (area.height - height * scale) / 2.0;
        // Its own pixels first, so that what extends beyond its frame is clipped.
        let (columns, rows) = (
            (width * scale).round() as u32,
            (height * scale).round() as u32,
        );
        let Some(mut inlay) = Pixmap::new(columns, rows) else {
            continue;
        };
        let fit = Transform::from_scale(
            columns as f32 / tree.size().width(),
            rows as f32 / tree.size().height(),
        );
        resvg::render(tree, fit, &mut inlay.as_mut());
        pixels.draw_pixmap(
            x.round() as i32,
            y.round() as i32,
            inlay.as_ref(),
            &resvg::tiny_skia::PixmapPaint::default(),
            Transform::identity(),
            None,
        );
    }
    encode(&pixels)
}
