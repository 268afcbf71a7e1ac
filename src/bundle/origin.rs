//! Where a site is published.

use std::ops::Deref;

use serde::{Serialize, Serializer};

use super::error::Fault;
use super::pack::pack_fields;
use super::read::{Input, Read};
use super::url::{is_host, is_port};

/// The origin under which a site is published (RFC 6454), such as
/// `https://scorecard.example.gov`: scheme, host and, where it is not 443, the port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

const ALLOWED: &str = "an origin: https:// and a host in lower case, without a path or a slash behind it, such as \"https://scorecard.example.gov\"";

impl Origin {
    /// Reads an origin as browsers write it.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let fits = text
            .strip_prefix("https://")
            .is_some_and(|rest| match rest.split_once(':') {
                // An origin never names its scheme's own port.
                Some((host, port)) => is_host(host) && is_port(port) && port != "443",
                None => is_host(rest),
            });
        if fits {
            Ok(Origin(text.to_owned()))
        } else {
            Err(Fault::Malformed { expected: ALLOWED })
        }
    }
}

impl Deref for Origin {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

pack_fields!(Origin { 0 });

impl Read for Origin {
    fn read(input: &Input<'_>) -> Option<Self> {
        match Origin::parse(input.text()?) {
            Ok(origin) => Some(origin),
            Err(fault) => input.reject(fault),
        }
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_a_host_and_perhaps_a_port() {
        for text in [
            "https://scorecard.example.gov",
            "https://xn--bcher-kva.example",
            "https://localhost:8443",
            "https://a",
            "https://192.0.2.7",
        ] {
            assert_eq!(Origin::parse(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn anything_more_or_less_is_refused() {
        for text in [
            "",
            "https://",
            "http://a.example",
            "a.example",
            "//a.example",
            "https://a.example/",
            "https://a.example/scorecard",
            "https://a.example?q",
            "https://a.example#f",
            "https://A.example",
            "https://user@a.example",
            "https://a..example",
            "https://.a",
            "https://-a.example",
            "https://a-.example",
            "https://bücher.example",
            "https://a.example:443",
            "https://a.example:0",
            "https://a.example:08443",
            "https://a.example:65536",
            "https://a.example:",
            "https://a.example:+1",
            "https://127.1",
            "https://0x7f.0.0.1",
            "https://3232235777",
            "https://a b",
            "https://a.example\"><script>",
        ] {
            assert!(Origin::parse(text).is_err(), "{text}");
        }
        let long = format!("https://{}", ["a"; 128].join("."));
        assert!(Origin::parse(&long).is_err(), "a name of 255 characters");
    }
}
