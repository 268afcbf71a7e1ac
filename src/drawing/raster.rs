//! From pixels to the bytes of a PNG.

use resvg::tiny_skia::Pixmap;
use resvg::usvg;
use rustc_hash::FxHashMap;

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
/// The same pixels give the same bytes.
///
/// A chart has some hundred colours: then each pixel is a number in a palette, which is a third
/// smaller than its colour, and takes a quarter of the time.
///
/// # Errors
/// The PNG cannot be written.
pub fn encode(pixels: &Pixmap) -> Result<Vec<u8>, DrawError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, pixels.width(), pixels.height());
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_filter(png::Filter::NoFilter);
    let (data, level) = match indexed(pixels.data()) {
        Some(Indexed { palette, data }) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette);
            // Nearly all pictures are of this kind, so time counts.
            (data, 4)
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            // Few are, so bytes count.
            (rgb(pixels.data()), 9)
        }
    };
    encoder.set_deflate_compression(png::DeflateCompression::Level(level));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(out)
}

/// A picture of at most 256 colours.
struct Indexed {
    /// Three bytes for each, in the order in which they are found.
    palette: Vec<u8>,
    /// A byte for each pixel: the place of its colour.
    data: Vec<u8>,
}

/// Times a pixel's bytes: four such pixels.
const FOUR: u128 = 0x1_0000_0001_0000_0001_0000_0001;

/// The picture that has these pixels, of four bytes each, if it has so few colours.
fn indexed(rgba: &[u8]) -> Option<Indexed> {
    let mut places: FxHashMap<u32, u8> = FxHashMap::default();
    let mut palette = Vec::new();
    let mut data = vec![0; rgba.len() / 4];
    // Most pixels are like the one before: four of them at once.
    let mut last: Option<(u8, u128)> = None;
    for (four, pixels) in data.chunks_mut(4).zip(rgba.chunks(16)) {
        let bytes = <[u8; 16]>::try_from(pixels).map(u128::from_le_bytes);
        if let Some((place, like)) = last
            && bytes.is_ok_and(|bytes| bytes == like)
        {
            four.fill(place);
            continue;
        }
        for (place, pixel) in four.iter_mut().zip(pixels.chunks_exact(4)) {
            let pixel = [pixel[0], pixel[1], pixel[2], pixel[3]];
            let [red, green, blue, _] = pixel;
            let colour = u32::from_le_bytes([red, green, blue, 0]);
            *place = match places.get(&colour) {
                Some(known) => *known,
                None => {
                    let next = u8::try_from(places.len()).ok()?;
                    places.insert(colour, next);
                    palette.extend([red, green, blue]);
                    next
                }
            };
            last = Some((*place, u128::from(u32::from_le_bytes(pixel)) * FOUR));
        }
    }
    Some(Indexed { palette, data })
}

/// Three of four bytes of each pixel.
fn rgb(rgba: &[u8]) -> Vec<u8> {
    let rgba = rgba.chunks_exact(4);
    let mut colours = vec![0; rgba.len() * 3];
    // Byte by byte, because in debug builds whole colours would take longer than drawing.
    for (colour, rgba) in colours.chunks_exact_mut(3).zip(rgba) {
        colour.copy_from_slice(&rgba[..3]);
    }
    colours
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pixels of a PNG, as colours.
    fn decoded(png: &[u8]) -> (png::ColorType, Vec<u8>) {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        let kind = decoder.read_header_info().expect("a PNG").color_type;
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG");
        let size = reader.output_buffer_size().expect("a size");
        let mut pixels = vec![0; size];
        let info = reader.next_frame(&mut pixels).expect("pixels");
        assert_eq!(
            info.color_type,
            png::ColorType::Rgb,
            "nothing shines through"
        );
        (kind, pixels)
    }

    /// A picture of 20 by 20 pixels in so many colours.
    fn picture(colours: u16) -> Pixmap {
        let mut pixels = Pixmap::new(20, 20).expect("a size");
        for (pixel, at) in pixels.data_mut().chunks_exact_mut(4).zip(0..) {
            let [high, low] = (at % colours).to_be_bytes();
            pixel.copy_from_slice(&[low, high, 7, 255]);
        }
        pixels
    }

    #[test]
    fn a_picture_keeps_its_colours_however_many_they_are() {
        for (colours, expected) in [
            (1, png::ColorType::Indexed),
            (256, png::ColorType::Indexed),
            (257, png::ColorType::Rgb),
        ] {
            let pixels = picture(colours);
            let (kind, found) = decoded(&encode(&pixels).expect("encoded"));
            assert_eq!(kind, expected, "{colours}");
            assert!(found == rgb(pixels.data()), "{colours} colours changed");
        }
    }
}
