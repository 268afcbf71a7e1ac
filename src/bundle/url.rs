//! Addresses that are safe to put into a link.

use std::fmt;

use serde::{Serialize, Serializer};

use super::error::Fault;
use super::pack::{pack_fields, pack_variants};
use super::read::{Input, Read};

/// An address of a safe scheme: never `javascript:`, `data:` or another that runs
/// or hides something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SafeUrl {
    /// `https:`, `mailto:` or `tel:`: leads out of the site.
    External(String),
    /// A path within the site, which starts with one slash. It has to be put behind
    /// the address that the site is served under.
    Internal(String),
    /// `#section` on the same page.
    Fragment(String),
}

/// What an address may be.
const ALLOWED: &str = "an address that starts with https:// and a host, mailto:, tel:, / or #, of at most 2,000 printable ASCII characters without spaces, quotes, < > ( ) or backslashes, and without a user's name before the host";

impl SafeUrl {
    /// Reads an address; anything that is not clearly safe is refused.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let clean = text.len() <= 2_000
            && text.bytes().all(|byte| {
                byte.is_ascii_graphic()
                    && !matches!(
                        byte,
                        b'"' | b'\'' | b'<' | b'>' | b'(' | b')' | b'\\' | b'`' | b'{' | b'}'
                    )
            });
        let has_rest = |scheme: &str| {
            text.strip_prefix(scheme)
                .is_some_and(|rest| !rest.is_empty())
        };
        if !clean {
            Err(Fault::Malformed { expected: ALLOWED })
        } else if names_host(text) || has_rest("mailto:") || has_rest("tel:") {
            Ok(SafeUrl::External(text.to_owned()))
        } else if text.starts_with('/') && !text.starts_with("//") {
            Ok(SafeUrl::Internal(text.to_owned()))
        } else if has_rest("#") {
            Ok(SafeUrl::Fragment(text.to_owned()))
        } else {
            Err(Fault::Malformed { expected: ALLOWED })
        }
    }
}

/// Whether this is `https://`, a host, and what may follow it. `https://gov.sg@evil.sg/`
/// and `https:///evil.sg/` lead to `evil.sg`, and do not look so.
fn names_host(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(|host| !host.is_empty() && !host.contains('@'))
}

impl fmt::Display for SafeUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SafeUrl::External(text) | SafeUrl::Internal(text) | SafeUrl::Fragment(text) => {
                f.write_str(text)
            }
        }
    }
}

pack_variants!(SafeUrl {
    0 = External(text),
    1 = Internal(text),
    2 = Fragment(text),
});
pack_fields!(SitePath { 0 });

impl Read for SafeUrl {
    fn read(input: &Input<'_>) -> Option<Self> {
        match SafeUrl::parse(input.text()?) {
            Ok(url) => Some(url),
            Err(fault) => input.reject(fault),
        }
    }
}

impl Serialize for SafeUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The path of a file on this site: pictures are loaded from nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitePath(String);

impl SitePath {
    /// The path, which starts with one slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of a file that the build wrote below the site's root.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn of_file(name: &str) -> Self {
        SitePath(format!("/{name}"))
    }
}

impl Read for SitePath {
    fn read(input: &Input<'_>) -> Option<Self> {
        match SafeUrl::parse(input.text()?) {
            Ok(SafeUrl::Internal(path)) if is_file(&path) => Some(SitePath(path)),
            _ => input.reject(Fault::Malformed {
                expected: "the path of a file on this site, such as \"/illustrations/a.svg\", without \"..\", %, ? or #",
            }),
        }
    }
}

/// Whether a path names one file below the site's root, for a browser and for a disk: the
/// build looks for it there, and must not be led out of the folder.
fn is_file(path: &str) -> bool {
    path[1..]
        .split('/')
        .all(|part| !matches!(part, "" | "." | ".."))
        && !path.contains(['%', '?', '#', ':'])
}

impl Serialize for SitePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safe_schemes_pass() {
        for url in [
            "https://a.sg/b?c=d#e",
            "https://a.sg:8443/@b",
            "mailto:a@b.sg",
            "tel:+6562110888",
        ] {
            assert!(
                matches!(SafeUrl::parse(url), Ok(SafeUrl::External(_))),
                "{url}"
            );
        }
        assert!(matches!(SafeUrl::parse("/kpis/"), Ok(SafeUrl::Internal(_))));
        assert!(matches!(SafeUrl::parse("#goals"), Ok(SafeUrl::Fragment(_))));
    }

    #[test]
    fn hostile_addresses_do_not() {
        for url in [
            "javascript:alert(1)",
            "JavaScript:alert`1`",
            " https://a.sg",
            "data:text/html,x",
            "//evil.example",
            "http://a.sg",
            "java\nscript:x",
            "\\\\evil",
            "/\\evil.example",
            "vbscript:x",
            "https://",
            "https:///evil.example",
            "https://?a",
            "https://gov.sg@evil.example/",
            "https://gov.sg:x@evil.example?",
            "mailto:",
            "#",
            "",
            "kpis/",
            "https://a.sg/\"onload=x",
            "https://xn--é.sg",
            "/a b",
        ] {
            assert!(SafeUrl::parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn a_picture_is_a_file_below_the_root() {
        for path in ["/a.svg", "/illustrations/a-b_c.svg", "/a/..b"] {
            assert!(is_file(path), "{path}");
        }
        for path in [
            "/",
            "/a/",
            "/../a.svg",
            "/a/../../etc/passwd",
            "/a/..",
            "/./a",
            "/a//b",
            "/%2e%2e/a",
            "/a?b",
            "/a#b",
            "/c:/a",
        ] {
            assert!(!is_file(path), "{path}");
        }
    }
}
