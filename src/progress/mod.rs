//! What a figure means against its target: computed from the bundle, never typed in.
//!
//! Pure functions over the content model. Words for the results are in
//! `crate::text`.

mod change;
mod standing;

pub use change::{Change, Comparability, change};
pub use standing::{Latest, Outcome, Position, Standing, Verdict, standing, target_in_force};
