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

/// What the names of pictures end with: the kinds that browsers show.
const PICTURES: &[&str] = &["svg", "png", "jpg", "jpeg", "webp", "avif", "gif"];

/// The path of a picture on this site: pictures are loaded from nowhere else.
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
            Ok(SafeUrl::Internal(path)) if is_picture(&path) => Some(SitePath(path)),
            _ => input.reject(Fault::Malformed {
                expected: "the path of a picture on this site, such as \"/illustrations/a.svg\": letters, digits, \".\", \"_\" and \"-\" between single slashes, no name that begins with \".\", and svg, png, jpg, jpeg, webp, avif or gif at the end",
            }),
        }
    }
}

/// Whether this is a slash and the path of a picture: no other file is asked for by a
/// bundle, and the build copies none.
fn is_picture(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension);
    is_file_path(&path[1..]) && extension.is_some_and(|end| PICTURES.contains(&end))
}

/// Whether a path names one file below a site's root wherever it is written: in addresses,
/// on disks, and in the rules of hosts, which have no common way to quote.
///
/// Between single slashes stand ASCII letters, digits, `.`, `_` and `-`. No part begins with
/// a point: such files are hidden, and `..` leads out of the folder. `.well-known`, where
/// the web looks for some files, is the exception (RFC 8615).
pub(crate) fn is_file_path(path: &str) -> bool {
    path.split('/').all(|part| {
        let is_shown = !part.is_empty() && !part.starts_with('.');
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        (is_shown || part == ".well-known") && part.bytes().all(is_plain)
    })
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
        for path in [
            "/a.svg",
            "/illustrations/a-b_c.svg",
            "/a/b..c.png",
            "/A.b.jpg",
        ] {
            assert!(is_picture(path), "{path}");
        }
        for path in [
            "/",
            "/a/",
            "/../a.svg",
            "/a/../../etc/passwd",
            "/a/..",
            "/./a.svg",
            "/a//b.svg",
            "//a.svg",
            "/%2e%2e/a.svg",
            "/a.svg?b",
            "/a.svg#b",
            "/c:/a.svg",
            "/a\\b.svg",
            "/a\nb.svg",
            "/a\0.svg",
            "/a*.svg",
            "/a;b.svg",
            "/a~.svg",
            "/é.svg",
        ] {
            assert!(!is_picture(path), "{path}");
        }
    }

    #[test]
    fn a_picture_is_no_hidden_file_and_no_file_of_another_kind() {
        for path in [
            "/.env",
            "/.svg",
            "/.env.svg",
            "/.git/a.svg",
            "/a/.b.svg",
            "/.htaccess",
            "/bundle/en.json",
            "/index.html",
            "/sw.js",
            "/a",
            "/a.svg/b",
            "/a.svg.",
            "/a.svgz",
            "/a.SVG",
            "/svg",
            "/_headers",
        ] {
            assert!(!is_picture(path), "{path}");
        }
    }

    #[test]
    fn a_file_path_has_no_sign_that_means_something_elsewhere() {
        assert!(is_file_path(".well-known/security.txt"));
        assert!(is_file_path("app-0123456789abcdef_bg.wasm"));
        // Every other ASCII character, as part of a name and as the whole of it.
        for byte in 0..=127_u8 {
            let sign = char::from(byte);
            let is_allowed = sign.is_ascii_alphanumeric() || "._-".contains(sign);
            assert_eq!(
                is_file_path(&format!("a{sign}b.svg")),
                is_allowed || sign == '/',
                "{sign:?}"
            );
            assert_eq!(
                is_file_path(&sign.to_string()),
                is_allowed && sign != '.',
                "{sign:?}"
            );
        }
        for path in [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "a/..",
            ".well-known/.env",
            "ä",
        ] {
            assert!(!is_file_path(path), "{path}");
        }
    }
}
