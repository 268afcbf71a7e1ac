//! The words that describe an exhibit where it is named or cannot be seen.

use crate::bundle::SourceId;

/// The words that go with an exhibit.
#[derive(Clone, Debug, Default)]
pub struct Description {
    /// Its title.
    pub title: String,
    /// Its title with the unit, for places where the unit is not shown.
    pub caption: String,
    /// What it shows, in one sentence, if there is one.
    pub finding: String,
    /// What it shows, for people who do not see it.
    pub alt: String,
    /// Its sources, each once.
    pub sources: Vec<&'static SourceId>,
}
