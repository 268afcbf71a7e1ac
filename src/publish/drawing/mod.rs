//! What the pictures that a site publishes are drawn with: SVG text, measured type, the
//! colours of the style sheets, pixels.

mod raster;
mod svg;
mod tokens;
mod typesetter;
#[cfg(test)]
pub mod well_set;

pub use raster::{DrawError, encode};
pub use svg::{Anchor, Area, Svg, escaped};
pub use tokens::{Theme, token};
pub use typesetter::{CAP_HEIGHT, Style, Typesetter};
