//! What is right, and poorer than it may have to be: what needs more than the rules of a bundle.

mod allowed;
mod fields;
mod figures;
mod links;
mod pictures;
mod texts;

pub use allowed::without_allowed;
pub use figures::{differing, without_source};
pub use links::dead;
pub use pictures::{alternatives, missing, missing_here, not_there};
pub use texts::{long_sentences, long_summaries};
