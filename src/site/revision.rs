//! The names of archived revisions.

use std::fmt;

/// The name of an archived revision in addresses and file names: 16 lower-case hexadecimal
/// digits. Nothing else can lead to a pinned embed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RevisionHash(String);

impl RevisionHash {
    /// Reads a hash; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_hash = text.len() == 16 && text.bytes().all(is_digit);
        is_hash.then(|| RevisionHash(text.to_owned()))
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RevisionHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The folder of pinned embeds and their pictures, among those of the latest revision.
pub const PINNED: &str = "pinned/";

/// The folder of a pinned revision's embeds among all embeds, by its hash; none for the latest.
pub fn pinned_folder(hash: Option<&RevisionHash>) -> String {
    hash.map_or(String::new(), |hash| format!("{PINNED}{hash}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sixteen_small_hexadecimal_digits_are_a_revision() {
        let good = "0123456789abcdef";
        let hash = RevisionHash::parse(good).expect("a hash");
        assert_eq!(pinned_folder(Some(&hash)), "pinned/0123456789abcdef/");
        for place in 0..=good.len() {
            for foreign in [
                "/", ".", "%", "?", "#", "\\", "A", "g", "\0", "\n", " ", "é", "٠", "-",
            ] {
                // In place of a digit, and before one.
                let (before, after) = good.split_at(place);
                let rest = after.get(1..).unwrap_or_default();
                for bad in [
                    format!("{before}{foreign}{rest}"),
                    format!("{before}{foreign}{after}"),
                ] {
                    assert_eq!(RevisionHash::parse(&bad), None, "{bad:?}");
                }
            }
        }
        for bad in [
            "",
            "0123456789abcde",
            "0123456789abcdef0",
            "/../../../elsewhere",
            "../../../../a/bc",
        ] {
            assert_eq!(RevisionHash::parse(bad), None, "{bad:?}");
        }
    }
}
