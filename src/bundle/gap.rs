//! What is not known of a KPI.

use super::id::SourceId;
use super::pack::pack_fields;

/// The figures that are missing of a KPI, in words. Worked out when a bundle is read
/// (`crate::content`), never part of its JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// What is missing, a sentence or two for each series and target.
    pub missing: Vec<String>,
    /// Where it was looked for.
    pub read: Vec<Reading>,
    /// The source from which it follows that there should be a figure.
    pub source: SourceId,
    /// The subject of a letter that asks for the figures.
    pub subject: String,
    /// That letter, in lines.
    pub letter: String,
}

/// What sources say in place of a missing figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What they say.
    pub words: String,
    /// The sources, or the first of them.
    pub sources: Vec<SourceId>,
    /// How many are left out: "and 6 more"; empty if none is.
    pub more: String,
}

pack_fields!(Gap {
    missing,
    read,
    source,
    subject,
    letter,
});
pack_fields!(Reading {
    words,
    sources,
    more,
});

/// A word that the site itself uses.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// The code of the verdict that it is the word for; empty for other words.
    pub code: String,
    /// The word.
    pub word: String,
    /// What it means.
    pub meaning: String,
}

pack_fields!(Explained {
    code,
    word,
    meaning,
});
