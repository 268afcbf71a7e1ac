//! What a figure means against its target: computed from the bundle, never typed in.
//!
//! Pure functions over the content model. Words for the results are in
//! `crate::text`.

mod age;
mod change;
mod compare;
mod standing;
mod way;

pub use age::{Age, age};
pub use change::{Change, change};
pub use compare::{Comparability, Measured, comparability};
pub use standing::{
    Edge, Latest, Outcome, Position, Standing, Verdict, previous, standing, target_in_force,
};
pub use way::{Way, way};
