//! Addresses that are safe to put into a link.

use std::fmt;

use serde::{Serialize, Serializer};

use super::error::Fault;
use super::pack::{pack_fields, pack_variants};
use super::read::{Input, Read};

/// The most characters of an address.
pub const MAX_LENGTH: usize = 2_000;

/// An address with a safe scheme: never `javascript:`, `data:` or another that runs or hides
/// something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SafeUrl {
    /// `https:`, `mailto:` or `tel:`: leads out of the site.
    External(String),
    /// A path within the site, which starts with one slash. It has to be appended to the
    /// address that the site is served under.
    Internal(String),
    /// `#section` on the same page.
    Fragment(String),
}

/// The forms that an address may have.
const ALLOWED: &str = "an address that starts with https:// and a host, mailto:, tel:, / or #, of at most 2,000 printable ASCII characters without spaces, quotes, < > ( ) or backslashes; write others with % and two hexadecimal digits, and hosts of other scripts with xn--";

const HOST: &str = "an address whose host is a plain name: behind https:// stand letters, digits, hyphens and points, or the four numbers of an IP address, then perhaps a port from 1 to 65535, then nothing or a /, ? or #; without a user's name, @ or %";

const PATH: &str = "a path of this site that leads where it says: without the parts . and .. (also as %2e), without %2f, %5c and %00 to %1f, and each % before two hexadecimal digits; write the path that it leads to, such as \"/kpis/\", or an address that starts with https://";

const TEL: &str = "a telephone number that only rings: behind tel: stand a + or not, then digits, with - or . between them, and perhaps ;ext=; another address starts with https:// or mailto:";

const MAIL: &str = "an address of mail: behind mailto: stand a name, @ and a host, and perhaps ?subject= and &body=, each without encoded line breaks and other controls; another address starts with https://";

impl SafeUrl {
    /// Reads an address; anything that is not clearly safe is refused.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let clean = text.len() <= MAX_LENGTH
            && text.bytes().all(|byte| {
                byte.is_ascii_graphic()
                    && !matches!(
                        byte,
                        b'"' | b'\'' | b'<' | b'>' | b'(' | b')' | b'\\' | b'`' | b'{' | b'}'
                    )
            });
        let refuse = |expected| Err(Fault::Malformed { expected });
        let after = |start: &str| text.strip_prefix(start).filter(|rest| !rest.is_empty());
        if !clean {
            refuse(ALLOWED)
        } else if let Some(rest) = after("https://") {
            match names_host(rest) {
                true => Ok(SafeUrl::External(text.to_owned())),
                false => refuse(HOST),
            }
        } else if let Some(number) = after("tel:") {
            match is_number(number) {
                true => Ok(SafeUrl::External(text.to_owned())),
                false => refuse(TEL),
            }
        } else if let Some(address) = after("mailto:") {
            match is_mail(address) {
                true => Ok(SafeUrl::External(text.to_owned())),
                false => refuse(MAIL),
            }
        } else if text.starts_with('/') && !text.starts_with("//") {
            match is_plain_path(text) {
                true => Ok(SafeUrl::Internal(text.to_owned())),
                false => refuse(PATH),
            }
        } else if after("#").is_some() {
            Ok(SafeUrl::Fragment(text.to_owned()))
        } else {
            refuse(ALLOWED)
        }
    }
}

/// Whether what follows `https://` begins with a host that is what it looks like.
/// `gov.sg@evil.sg/` and `/evil.sg/` lead to `evil.sg`; programs disagree on
/// `gov.sg%40evil.sg`; `3232235777` and `0xc0.0250.257` are IP addresses to a browser.
fn names_host(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = match host.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (host, None),
    };
    is_host(&name.to_ascii_lowercase()) && port.is_none_or(is_port)
}

/// Whether this is a host as a browser writes it: a DNS name (RFC 1123, with the underscore
/// that some have), other scripts as `xn--`, or an IPv4 address.
pub(super) fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
    };
    text.len() <= 253 && text.split('.').all(is_label) && (!ends_in_number(text) || is_ipv4(text))
}

/// Whether a browser takes a host for an IPv4 address (WHATWG URL Standard, "ends in a
/// number").
fn ends_in_number(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_hexadecimal = last
        .strip_prefix("0x")
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    is_hexadecimal || last.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether this is an IPv4 address in the one form in which browsers write it.
fn is_ipv4(host: &str) -> bool {
    let is_part = |part: &str| {
        part.parse::<u8>()
            .is_ok_and(|_| part == "0" || !part.starts_with('0'))
    };
    host.split('.').count() == 4 && host.split('.').all(is_part)
}

/// Whether this is the number of a port, from 1 to 65535.
pub(super) fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
        && !text.starts_with('0')
        && text.parse::<u16>().is_ok()
}

/// Whether a number makes a call and does nothing else (RFC 3966): codes with * and # change
/// settings of some telephones, and letters pause or dial further digits.
fn is_number(text: &str) -> bool {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (number, extension) = match text.split_once(";ext=") {
        Some((number, extension)) => (number, Some(extension)),
        None => (text, None),
    };
    let number = number.strip_prefix('+').unwrap_or(number);
    number.starts_with(|c: char| c.is_ascii_digit())
        && is_digits(&number.replace(['-', '.'], ""))
        && extension.is_none_or(|digits| !digits.is_empty() && is_digits(digits))
}

/// Whether this is one mail address with at most what a reader sees before sending (RFC 6068):
/// no further recipients, no attachments, no headers after an encoded line break.
fn is_mail(text: &str) -> bool {
    let (address, fields) = match text.split_once('?') {
        Some((address, fields)) => (address, Some(fields)),
        None => (text, None),
    };
    let is_name = |name: &str| {
        let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._+-".contains(&byte);
        !name.is_empty() && name.bytes().all(is_allowed)
    };
    let is_address = address
        .split_once('@')
        .is_some_and(|(name, host)| is_name(name) && is_host(&host.to_ascii_lowercase()));
    let is_field = |field: &str| {
        let named = ["subject=", "body="];
        let is_named = named.iter().any(|name| field.starts_with(name));
        is_named && !field.contains('#') && are_escapes(field, |byte| !byte.is_ascii_control())
    };
    is_address && fields.is_none_or(|fields| fields.split('&').all(is_field))
}

/// Whether each `%` is followed by two hexadecimal digits of a byte that may be encoded.
fn are_escapes(text: &str, may_be: impl Fn(u8) -> bool) -> bool {
    text.split('%').skip(1).all(|escape| {
        let digits = escape.get(..2).unwrap_or_default();
        let byte = u8::from_str_radix(digits, 16);
        digits.len() == 2 && !digits.starts_with('+') && byte.is_ok_and(&may_be)
    })
}

/// Whether a path stays below the site's root and is the same for browsers and servers: a
/// browser goes up at `..` and at `%2e%2e`, and some servers do at `%2f` too.
fn is_plain_path(text: &str) -> bool {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let path = path.to_ascii_lowercase();
    let is_plain = |byte: u8| !byte.is_ascii_control() && !matches!(byte, b'/' | b'\\');
    let are_escapes_plain = are_escapes(&path, is_plain);
    let path = path.replace("%2e", ".");
    are_escapes_plain && !path.split('/').any(|part| matches!(part, "." | ".."))
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

/// The extensions of pictures: the kinds that browsers show.
pub const PICTURES: &[&str] = &["svg", "png", "jpg", "jpeg", "webp", "avif", "gif"];

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

/// Whether this is a slash and the path of a picture: a bundle refers to no other file, and the
/// build copies no other.
fn is_picture(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension);
    is_file_path(&path[1..]) && extension.is_some_and(|end| PICTURES.contains(&end))
}

/// Whether a path names one file below a site's root wherever it is used: in addresses, on
/// disks, and in the rules of hosts, which have no common way of quoting.
///
/// Between single slashes there are ASCII letters, digits, `.`, `_` and `-`. No part begins
/// with a dot: such files are hidden, and `..` leads out of the folder. `.well-known`, where
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
            "https://a.sg/%40/../b%2f?c=%0a",
            "https://A.sg",
            "https://xn--bcher-kva.example:1/",
            "https://a_b.example?c",
            "https://192.0.2.7:65535#d",
            "https://1.example/",
            "https://0x7f.example/",
            "mailto:a@b.sg",
            "mailto:a.b+c@b-d.gov.sg?subject=About%20a%20figure&body=Hello",
            "tel:+6562110888",
            "tel:1800-555.01;ext=7",
        ] {
            assert!(
                matches!(SafeUrl::parse(url), Ok(SafeUrl::External(_))),
                "{url}"
            );
        }
        for path in [
            "/",
            "/kpis/",
            "/a..b/.c/d.../",
            "/%C3%A9/%2E.x",
            "/kpis/?a=../b#/../c",
            "/a//b",
        ] {
            assert!(
                matches!(SafeUrl::parse(path), Ok(SafeUrl::Internal(_))),
                "{path}"
            );
        }
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
            "https://gov.sg%40evil.example/",
            "https://gov.sg%2F@evil.example/",
            "https://gov.sg%00.evil.example/",
            "https://@evil.example/",
            "https:/evil.example",
            "https:evil.example",
            "https:\\\\evil.example",
            "https:///",
            "https://:443/",
            "https://a.sg:/",
            "https://a.sg:0/",
            "https://a.sg:08/",
            "https://a.sg:65536/",
            "https://a.sg:+1/",
            "https://a.sg:evil.example/",
            "https://a.sg:1:2/",
            "https://a..sg",
            "https://.a.sg",
            "https://a.sg./",
            "https://-a.sg",
            "https://a.sg;evil.example/",
            "https://a.sg&evil.example/",
            "https://[::1]/",
            "https://3232235777/",
            "https://0xc0a80101/",
            "https://0300.0250.1.1/",
            "https://127.1/",
            "https://256.0.0.1/",
            "https://a.0x7f/",
            "https://1.2.3.4.5/",
            "https://b\u{fc}cher.example/",
            "ht\ttps://a.sg",
            "https\n://a.sg",
            "https://a.sg\u{0}",
            "/\tevil.example",
            "/..",
            "/../admin/",
            "/a/../../b",
            "/./a",
            "/%2e%2e/admin/",
            "/.%2E/admin/",
            "/a/%2e",
            "/..%2fadmin/",
            "/%2Fevil.example/",
            "/%5cevil.example/",
            "/a%00b",
            "/a%0d%0aSet-Cookie:x",
            "/a%",
            "/a%2",
            "/a%zz",
            "/a%+1",
            "///evil.example",
            "tel:*#06#",
            "tel:%2a%2306",
            "tel:",
            "tel:a",
            "tel:1w2p3;9",
            "tel:1;postd=pp99",
            "tel:1+2",
            "tel:1;ext=",
            "tel:1;ext=2;ext=3",
            "mailto:",
            "mailto:a",
            "mailto:a@",
            "mailto:@gov.sg",
            "mailto:a@gov.sg,b@evil.sg",
            "mailto:a%40gov.sg@evil.sg",
            "mailto:a@gov.sg%0d%0aBcc:x@evil.sg",
            "mailto:a@gov.sg?subject=x%0d%0aBcc:b@evil.sg",
            "mailto:a@gov.sg?bcc=b@evil.sg",
            "mailto:a@gov.sg?subject=x&cc=b@evil.sg",
            "mailto:?attach=/etc/passwd",
            "mailto:a@gov.sg?subject=%",
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
