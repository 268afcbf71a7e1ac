//! What published pictures are drawn with: SVG text, measured type, the colours of the style
//! sheets, pixels.

mod raster;
mod svg;
mod tokens;
mod typesetter;
#[cfg(test)]
pub mod well_set;
mod xml;

pub use raster::{DrawError, encode};
pub use svg::{Anchor, Area, Svg};
pub use tokens::{Theme, token, verdict_colour};
pub use typesetter::{CAP_HEIGHT, Style, Typesetter};
pub use xml::escaped;
