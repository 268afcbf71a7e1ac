//! Where content comes from, and the places there that say it.

use serde::{Serialize, Serializer};

use super::error::Fault;
use super::id::SourceId;
use super::pack::pack_fields;
use super::period::{Date, Period};
use super::read::{Input, Read, record, words};
use super::text::{Line, Text};
use super::url::SafeUrl;

/// The most characters of a quotation: as much as the sentence that holds a figure needs.
pub const MAX_QUOTATION: usize = 300;

record! {
    /// Where content comes from.
    pub struct Source {
        /// The source's id.
        id: SourceId = "id",
        /// Its title.
        title: Text = "title",
        /// Who published it.
        publisher: Text = "publisher",
        /// What it is. The page of sources groups each publisher's by it.
        kind: Option<SourceKind> = "type",
        /// The series of surveys or reports that it is one of: those of one publisher and type
        /// are one entry on the page of sources.
        series: Option<Text> = "series",
        /// Who has the figures that it promises, where that is not its publisher.
        holder: Option<Holder> = "holder",
        /// When it was published.
        published: Period = "published",
        /// Where to read it.
        href: Option<SafeUrl> = "href",
        /// A copy that will stay, such as one in a web archive, for when `href` leads nowhere.
        archive: Option<SafeUrl> = "archive",
        /// When it was read.
        accessed: Option<Date> = "accessed",
        /// The place within the document at `href`, such as a file's path.
        locator: Option<Text> = "locator",
        /// What to know before relying on it.
        note: Option<Line> = "note",
    }
}

words! {
    /// What a source is.
    pub enum SourceKind {
        /// A survey, or a report on one.
        Survey = "survey",
        /// A report, plan or other document.
        Document = "document",
        /// A media release or another statement.
        Release = "release",
        /// A page of a website.
        Page = "page",
        /// A law or another act.
        Law = "law",
        /// A file or table of figures.
        Dataset = "dataset",
        /// An article by somebody who reports on it.
        Article = "article",
    }
}

record! {
    /// Who has figures that were not found.
    pub struct Holder {
        /// Their name.
        name: Text = "name",
        /// Where they can be asked.
        contact: Option<SafeUrl> = "contact",
    }
}

/// The place in a source where something was read. In JSON the id of the source, or an object:
/// `{"id": "survey-2019", "locator": "page 12", "quotation": "…"}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// The source.
    pub id: SourceId,
    /// The place within it, such as "page 12" or "table 3".
    pub locator: Option<Text>,
    /// The sentence there that says it, in the source's own words.
    pub quotation: Option<Text>,
}

record! {
    /// A citation as JSON has it where it is more than an id.
    pub struct CitationFields {
        /// The source.
        id: SourceId = "id",
        /// The place in it, such as "page 12" or "table 3".
        #[serde(skip_serializing_if = "Option::is_none")]
        locator: Option<Text> = "locator",
        /// The sentence there that says it, in the source's own words; at most 300 characters.
        #[serde(skip_serializing_if = "Option::is_none")]
        quotation: Option<Text> = "quotation",
    }
}

pack_fields!(Citation {
    id,
    locator,
    quotation
});

impl Read for Citation {
    fn read(input: &Input<'_>) -> Option<Self> {
        if !input.is_object() {
            return SourceId::read(input).map(|id| Citation {
                id,
                locator: None,
                quotation: None,
            });
        }
        let fields = CitationFields::read(input)?;
        let length = fields.quotation.as_ref().map(|text| text.chars().count());
        if length.is_some_and(|length| length > MAX_QUOTATION) {
            input.add(
                "/quotation",
                None,
                Fault::Malformed {
                    expected: QUOTATION,
                },
            );
            return None;
        }
        Some(Citation {
            id: fields.id,
            locator: fields.locator,
            quotation: fields.quotation,
        })
    }
}

const QUOTATION: &str = "a quotation of at most 300 characters: the sentence that says it";

impl Serialize for Citation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.locator.is_none() && self.quotation.is_none() {
            return self.id.serialize(serializer);
        }
        CitationFields {
            id: self.id.clone(),
            locator: self.locator.clone(),
            quotation: self.quotation.clone(),
        }
        .serialize(serializer)
    }
}
