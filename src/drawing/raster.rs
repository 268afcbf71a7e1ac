//! From pixels to the bytes of a PNG.

use resvg::tiny_skia::Pixmap;
use resvg::usvg;

/// Why a picture could not be made into a PNG.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// The drawing is not an SVG that usvg can read.
    #[error("its drawing is not valid: {0}")]
    Svg(#[from] usvg::Error),
    /// The PNG could not be written.
    #[error("its PNG could not be encoded: {0}")]
    Png(#[from] png::EncodingError),
}

/// Encodes pixels as PNG without transparency, which a picture with a background does not have.
///
/// # Errors
/// The PNG cannot be written.
pub fn encode(pixels: &Pixmap) -> Result<Vec<u8>, DrawError> {
    let rgba = pixels.data().chunks_exact(4);
    let mut colours = vec![0; rgba.len() * 3];
    // Byte by byte, because in debug builds whole colours would take longer than drawing.
    for (colour, rgba) in colours.chunks_exact_mut(3).zip(rgba) {
        colour.copy_from_slice(&rgba[..3]);
    }
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    // A third faster than the highest, which is 4% smaller.
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&colours)?;
    writer.finish()?;
    Ok(out)
}
