//! Addresses that no link of a site may have.

use civic_scorecard::bundle::Fault;
use serde_json::json;

use super::{Told, section, tells, violations, with, zufriedenheit};

/// Addresses that no link of a site may have.
const HOSTILE: &[&str] = &[
    "javascript:alert(1)",
    "javascript:alert`1`",
    "javascript:alert%281%29",
    "JaVaScRiPt:alert%281%29",
    "\tjavascript:x",
    " javascript:x",
    "java\nscript:x",
    "javascript&colon;alert",
    "vbscript:msgbox",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:text/html,x",
    "blob:https://a.example/1",
    "file:///etc/passwd",
    "http://a.example/",
    "HTTP://a.example/",
    "HTTPS://a.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "https:/a.example",
    "https://",
    "ftp://a.example",
    "page.html",
    "../up",
    "?q=x",
    "https://a.example/\"onmouseover=alert`1`",
    "https://a.example/<script>",
    "https://ex\u{430}mple.com/",
    "https://gov.example%40evil.example/",
    "https://gov.example@evil.example/",
    "https:\\\\evil.example/",
    "https:///evil.example/",
    "https://a.example:evil.example/",
    "https://3232235777/",
    "https://a..example/",
    "/../admin/",
    "/a/%2e%2E/../b/",
    "/..%2fadmin/",
    "/%5c%5cevil.example/",
    "tel:*%2306%23",
    "tel:1w2",
    "mailto:a@gov.example%0d%0aBcc:b@evil.example",
    "mailto:?attach=/etc/passwd",
    "",
];

#[test]
fn an_address_of_an_unsafe_scheme_is_told_in_every_link() {
    let pointers = [
        "/site/contact/href".to_owned(),
        "/initiatives/0/link/href".to_owned(),
        "/initiatives/0/image/src".to_owned(),
        format!("{}/image/src", section("hero", "image")),
        format!("{}/items/0/href", section("links", "items")),
        "/sources/0/href".to_owned(),
    ];
    for url in HOSTILE {
        let changes: Vec<_> = pointers.iter().map(|p| (p.as_str(), json!(url))).collect();
        let wanted: Vec<_> = pointers
            .iter()
            .map(|pointer| {
                // A picture has to be a file of the site.
                let is_picture = pointer.ends_with("/src");
                let allowed = if is_picture {
                    "on this site"
                } else {
                    "https://"
                };
                (pointer.as_str(), Told::Malformed(allowed))
            })
            .collect();
        tells(&with(&changes), &wanted);
    }
}

#[test]
fn an_address_of_an_unsafe_scheme_is_told_inside_rich_text_too() {
    let kpi = zufriedenheit();
    let prose = section("prose", "body");
    let pointers = [
        "/site/disclaimer".to_owned(),
        "/initiatives/0/facts/0/text".to_owned(),
        "/initiatives/0/notes/0".to_owned(),
        "/insights/0/statement".to_owned(),
        format!("{kpi}/measures"),
        format!("{kpi}/related/0/why"),
        format!("{kpi}/breaks/0/reason"),
        "/sources/0/note".to_owned(),
        format!("{prose}/body/0"),
    ];
    for url in HOSTILE {
        let markup = format!("Read [this]({url}) now");
        let mut changes: Vec<_> = pointers
            .iter()
            .map(|p| (p.as_str(), json!(markup)))
            .collect();
        let list = format!("{prose}/body/1");
        changes.push((&list, json!({"list": ["fine", markup]})));
        let item = format!("{list}/list/1");
        let found = violations(&with(&changes));
        let mut places: Vec<&str> = found.iter().map(|v| v.pointer.as_str()).collect();
        let mut wanted: Vec<&str> = pointers
            .iter()
            .map(String::as_str)
            .chain([item.as_str()])
            .collect();
        places.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(places, wanted, "{url}");
        for violation in found.iter() {
            // An address with ")" or "](" ends elsewhere, or is no link at all.
            match &violation.fault {
                Fault::BadLink { target, .. } => assert!(url.starts_with(target), "{violation}"),
                Fault::Malformed { .. } | Fault::BadCharacter { .. } => {}
                _ => panic!("{violation:?}"),
            }
        }
    }
}
