//! What is said of an exhibit where it is named or not seen.

use crate::bundle::SourceId;

/// The words that go with an exhibit.
#[derive(Clone, Debug, Default)]
pub struct Description {
    /// Names it.
    pub title: String,
    /// Names it where its unit is not seen: as the title, with the unit.
    pub caption: String,
    /// What it shows, in one sentence, where there is one to say.
    pub finding: String,
    /// What it shows, for people who do not see it.
    pub alt: String,
    /// Where that was read, each source once.
    pub sources: Vec<&'static SourceId>,
}
