//! Terms that a reader may not know.

use super::id::TermId;
use super::read::record;
use super::source::Citation;
use super::text::{Line, Text};

record! {
    /// A term, with what it means. Text links to it as `[Core data](/glossary/#core-data)`.
    pub struct Term {
        /// Its id; the fragment that leads to it.
        id: TermId = "id",
        /// The term.
        term: Text = "term",
        /// Other forms of it, such as what an abbreviation stands for.
        also: Vec<Text> = "also",
        /// What it means.
        definition: Line = "definition",
        /// Where that was read; what a term means in ordinary language needs no source.
        source: Option<Citation> = "source",
    }
}
