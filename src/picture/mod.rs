//! What pictures of exhibits are composed of: a sheet with content from top to bottom, the
//! pages' drawings with their styles, and illustrations.

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
