//! Stable names: they become URLs, file names and the `id` of elements.

use serde::{Serialize, Serializer};

use super::error::Fault;
use super::pack::pack_fields;
use super::read::{Input, Read};

/// The most characters of an id.
pub const MAX_LENGTH: usize = 64;

/// The prefix of the ids of the site's own elements, so that no id of a bundle is the same.
const OWN_PREFIX: &str = "site-";

/// The page of terms, in links of a bundle: `/glossary/#core-data`.
pub const TERMS: &str = "/glossary/#";

/// Whether `text` is lower-kebab: `a-z` and `0-9` with single hyphens between them, 64 characters
/// at most, and not one of the site's own. It may begin with a digit (`5g`), so no selector
/// `#id` is made of an id: CSS would not read it.
fn is_kebab(text: &str) -> bool {
    text.len() <= MAX_LENGTH
        && !text.starts_with(OWN_PREFIX)
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

fn read_id(input: &Input<'_>) -> Option<String> {
    let text = input.text()?;
    if is_kebab(text) {
        Some(text.to_owned())
    } else {
        input.reject(Fault::Malformed {
            expected: "an id: small letters, digits and single hyphens between them, at most 64 characters, not starting with \"site-\", such as \"digital-identity\"",
        })
    }
}

/// What all id types share.
pub trait Id {
    /// The id's text.
    fn as_str(&self) -> &str;
}

/// Declares types of ids. One that names the list of its entries is checked: it may be the `id`
/// of one entry there, and anywhere else it has to refer to one.
macro_rules! ids {
    ($( $(#[$meta:meta])* $name:ident $(in $list:literal)? ),* $(,)?) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl Id for $name {
            fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Read for $name {
            fn read(input: &Input<'_>) -> Option<Self> {
                let id = read_id(input)?;
                $( input.note_id($list, &id); )?
                Some($name(id))
            }
        }

        pack_fields!($name { 0 });

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    )* };
}

ids! {
    /// Names a group of people that figures and services are for.
    AudienceId in "/audiences",
    /// Names a theme of initiatives.
    ThemeId in "/themes",
    /// Names something that several insights measure.
    MeasureId in "/measures",
    /// Names a page of typed sections; its address too.
    PageId in "/pages",
    /// Names a section within its page; the fragment that leads to it.
    SectionId,
    /// Names an initiative.
    InitiativeId in "/initiatives",
    /// Names an insight.
    InsightId in "/insights",
    /// Names a KPI.
    KpiId in "/kpis",
    /// Names a series within its KPI.
    SeriesId,
    /// Names a source.
    SourceId in "/sources",
    /// Names a term of the glossary.
    TermId in "/glossary",
    /// A former id of an entry, by which old addresses still find it.
    FormerId,
}

#[cfg(test)]
mod tests {
    use super::is_kebab;

    #[test]
    fn only_kebab_is_an_id() {
        for good in [
            "a",
            "digital-identity",
            "kpi-2",
            "5g",
            "404",
            "2024",
            &"a".repeat(64),
        ] {
            assert!(is_kebab(good), "{good}");
        }
        for bad in [
            "",
            "-a",
            "a-",
            "a--b",
            "A",
            "a_b",
            "a b",
            "é",
            "site-content",
            "../x",
            &"a".repeat(65),
        ] {
            assert!(!is_kebab(bad), "{bad}");
        }
    }
}
