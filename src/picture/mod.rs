//! What pictures of exhibits are made of: a sheet that things stand on below each other, the
//! pages' drawings in the look that the style sheets give them, and illustrations.

mod illustration;
mod inline;
mod number;
mod sheet;
mod styles;

pub use illustration::Illustration;
pub use inline::{draw, height};
pub use number::number;
pub use sheet::{Column, INSIDE, Picture, SMALL, Sheet, TEXT, WIDTH};
#[cfg(test)]
pub use styles::knows;
