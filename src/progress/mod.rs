//! What a figure means against its target: computed from the bundle, never entered by hand.
//!
//! Pure functions over the content model. Words for the results are in
//! `crate::text`.

mod age;
mod change;
mod compare;
mod missing;
mod pace;
mod status;
mod to_target;
mod tone;

pub use age::{Age, age};
pub use change::{Change, change};
pub use compare::{Comparability, Measured, comparability};
pub use missing::{Missing, answers, around, is_due, missing, unread, withheld};
pub use pace::{Pace, Standing, pace};
pub use status::{
    Edge, Latest, Outcome, Position, Status, Verdict, is_superseded, is_withdrawn, previous,
    status, statuses, target_at,
};
pub use to_target::{Progress, Start, progress};
pub use tone::{Tally, Tone};
