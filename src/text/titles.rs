//! Headings and labels of what is not known, of the glossary, of the sources, and of lists of
//! contents.

use crate::bundle::SourceKind;

/// The page of missing figures.
pub const GAPS: &str = "What we do not know";
/// Explains that page.
pub const GAPS_LEAD: &str = "Figures that should exist but that we could not find: where we looked, who should have them, and a letter you can send to ask for them.";
/// Said on that page if nothing is missing.
pub const NO_GAPS: &str = "No figures are missing.";
/// Leads to that page from where a figure is missing.
pub const GAP_LINK: &str = "Where we looked, and who to ask";
/// Before the places where a figure was looked for.
pub const READ: &str = "What we read";
/// Before who would have a figure.
pub const HOLDER: &str = "Who should have it:";
/// Leads to where they can be asked.
pub const CONTACT: &str = "Contact";
/// Opens a letter.
pub const LETTER: &str = "Letter you can send";
/// Opens the letter in a mail program.
pub const SEND: &str = "Open in your email app";
/// The page of terms.
pub const GLOSSARY: &str = "Glossary";
/// Explains that page.
pub const GLOSSARY_LEAD: &str = "Terms used on this site, and how to read its figures.";
/// Heading over the bundle's terms.
pub const TERMS: &str = "Terms";
/// Heading over the words that the site itself uses.
pub const GUIDE: &str = "How to read the figures";
/// Names a list of contents.
pub const CONTENTS: &str = "On this page";
/// Said once of sources of which none is dated.
pub const UNDATED: &str = "No publication dates are given.";
/// Summary of the links to all targets.
pub const EACH_KPI: &str = "Each target";
/// Summary of the links to all initiatives.
pub const EACH_INITIATIVE: &str = "Each initiative";

/// The heading over a publisher's sources of one kind.
pub fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Survey => "Surveys",
        SourceKind::Document => "Documents",
        SourceKind::Release => "Media releases",
        SourceKind::Page => "Web pages",
        SourceKind::Law => "Laws",
        SourceKind::Dataset => "Data",
        SourceKind::Article => "Articles",
    }
}

/// How many places use a source.
pub fn used_in(count: usize) -> String {
    format!("Used in {count} places")
}

/// How many sources of a series there are.
pub fn of_series(count: usize) -> String {
    match count {
        1 => "1 edition".to_owned(),
        count => format!("{count} editions"),
    }
}
