//! What must hold for any input. Each function takes bytes and panics where it does not.
//!
//! `cargo fuzz` looks for bytes that make them panic, and `tests/native/corpus.rs` runs them on
//! every file of `fuzz/corpus/`, so that what fuzzing once found stays found.

use std::sync::LazyLock;

use arbitrary::Unstructured;
use civic_scorecard::browser::{Location, Navigator};
use civic_scorecard::bundle::{
    Bundle, BundleError, Inline, Line, MAX_BYTES, MAX_VIOLATIONS, SafeUrl,
};
use civic_scorecard::content;
use civic_scorecard::page::{App, outline};
use civic_scorecard::site::{Route, Shell, Site};
use leptos::prelude::*;
use serde_json::Value;

/// A bundle of every kind of chart in every state, and one of a government that does not exist.
const BUNDLES: [&str; 2] = [
    include_str!("../../tests/bundles/review.json"),
    include_str!("../../tests/bundles/another-government.json"),
];

// ---- bundles ----

/// The most places of a valid bundle that are changed.
const MAX_CHANGES: usize = 24;

/// The longest JSON that is moved elsewhere.
const MAX_COPY: usize = 10_000;

/// No bytes make the parser panic, and what it accepts it can write and read again. The first
/// byte says what the others are: a file, or changes to a valid bundle, since random bytes
/// hardly ever reach the rules between values.
pub fn bundle(data: &[u8]) {
    let Some((kind, rest)) = data.split_first() else {
        return;
    };
    if kind % 4 == 0 {
        file(rest);
        return;
    }
    static VALUES: LazyLock<[Value; 2]> = LazyLock::new(|| {
        BUNDLES.map(|json| serde_json::from_str(json).expect("the bundles are JSON"))
    });
    // The smaller one more often.
    let mut value = VALUES[usize::from(kind % 4 > 1)].clone();
    let mut source = Unstructured::new(rest);
    // Copies of copies would double the bundle each time, which tests only memory.
    for _ in 0..MAX_CHANGES {
        if source.is_empty() || change(&mut value, &mut source).is_err() {
            break;
        }
    }
    parse(&value.to_string());
}

/// The bytes of a file are read as UTF-8 text, or else the message says in a few printable
/// words what they are.
fn file(bytes: &[u8]) {
    match (Bundle::from_bytes(bytes), str::from_utf8(bytes)) {
        (Err(BundleError::NotUtf8 { reason }), _) => {
            assert!(reason.len() <= 500, "{reason}");
            assert!(!reason.chars().any(char::is_control), "{reason:?}");
        }
        (found, Ok(text)) => {
            assert_eq!(found, Bundle::parse(text));
            parse(text);
        }
        (Err(BundleError::NotJson { reason }), Err(_)) => {
            assert!(reason.contains("cut short"), "{reason}");
        }
        (found, Err(_)) => panic!("{found:?} of what is no UTF-8"),
    }
}

fn parse(text: &str) {
    match Bundle::parse(text) {
        Ok(bundle) => {
            let written = serde_json::to_string(&bundle).expect("a bundle can be written");
            assert_eq!(Bundle::parse(&written), Ok(bundle));
        }
        Err(error) => {
            if let BundleError::Invalid(violations) = &error {
                assert!((1..=MAX_VIOLATIONS).contains(&violations.len()));
            }
            let message = error.to_string();
            // One line for the summary and one for what is not listed.
            assert!(message.lines().count() <= MAX_VIOLATIONS + 2, "{message}");
            assert!(message.len() <= MAX_VIOLATIONS * 2_000, "{message}");
            assert!(text.len() <= MAX_BYTES || matches!(error, BundleError::TooLarge { .. }));
        }
    }
}

/// Changes one place of a document.
fn change(document: &mut Value, source: &mut Unstructured<'_>) -> arbitrary::Result<()> {
    let new = match source.int_in_range(0..=7_u8)? {
        0 => Value::from(source.arbitrary::<&str>()?),
        1 => Value::from(source.arbitrary::<i64>()?),
        2 => Value::from(source.arbitrary::<f64>()?),
        3 => Value::from(source.arbitrary::<bool>()?),
        // A value from elsewhere: right in form, but out of place.
        4 | 5 => place(document, source)?.clone(),
        // The place itself, once more or not at all.
        6 => return repeat(place(document, source)?, source),
        _ => serde_json::from_str(source.arbitrary()?).unwrap_or_default(),
    };
    if new.to_string().len() <= MAX_COPY {
        *place(document, source)? = new;
    }
    Ok(())
}

/// A place in a document, found by descending.
fn place<'v>(
    mut value: &'v mut Value,
    source: &mut Unstructured<'_>,
) -> arbitrary::Result<&'v mut Value> {
    while !source.ratio(1, 8_u8)? {
        let length = match value {
            Value::Array(items) => items.len(),
            Value::Object(map) => map.len(),
            _ => 0,
        };
        if length == 0 {
            break;
        }
        let chosen = source.choose_index(length)?;
        value = match value {
            Value::Array(items) => &mut items[chosen],
            Value::Object(map) => map.values_mut().nth(chosen).expect("an index of it"),
            leaf => leaf,
        };
    }
    Ok(value)
}

/// Repeats or removes an item or a field.
fn repeat(value: &mut Value, source: &mut Unstructured<'_>) -> arbitrary::Result<()> {
    match value {
        Value::Array(items) if !items.is_empty() => {
            let chosen = source.choose_index(items.len())?;
            if source.arbitrary()? {
                items.remove(chosen);
            } else {
                let times = source.int_in_range(1..=8_usize)?;
                let item = items[chosen].clone();
                if item.to_string().len() <= MAX_COPY {
                    items.extend(std::iter::repeat_n(item, times));
                }
            }
        }
        Value::Object(map) if !map.is_empty() => {
            let chosen = source.choose_index(map.len())?;
            let key = map.keys().nth(chosen).expect("an index of it").clone();
            let held = map.remove(&key);
            if source.arbitrary()? {
                let key: String = source.arbitrary()?;
                map.insert(key, held.unwrap_or_default());
            }
        }
        _ => {}
    }
    Ok(())
}

// ---- rich text ----

/// No markup makes the parser panic, what it accepts it can write and read again, and no link
/// in it leads where links are not allowed.
pub fn rich_text(data: &[u8]) {
    let Ok(markup) = str::from_utf8(data) else {
        return;
    };
    let Ok(line) = Line::parse(markup) else {
        return;
    };
    let written = serde_json::to_value(&line).expect("a line can be written");
    let written = written.as_str().expect("a line is written as text");
    assert_eq!(Line::parse(written).as_ref(), Ok(&line));
    assert!(line.plain_text().len() <= markup.len());
    for pair in line.pieces().windows(2) {
        assert!(!matches!(pair, [Inline::Text(_), Inline::Text(_)]));
    }
    for piece in line.pieces() {
        match piece {
            Inline::Text(text) | Inline::Emphasis(text) | Inline::Strong(text) => {
                assert!(!text.is_empty());
            }
            Inline::Link { text, href } => {
                assert!(!text.is_empty());
                is_safe(href);
            }
        }
    }
}

/// What an address has to be like in a link.
fn is_safe(href: &SafeUrl) {
    let text = href.to_string();
    assert_eq!(SafeUrl::parse(&text).as_ref(), Ok(href));
    match href {
        SafeUrl::External(url) => {
            let scheme = url.split(':').next().expect("a scheme");
            assert!(["https", "mailto", "tel"].contains(&scheme), "{url}");
            if let Some(rest) = url.strip_prefix("https://") {
                let host = rest.split(['/', '?', '#']).next().expect("a host");
                assert!(!host.is_empty() && !host.contains(['@', '%']), "{url}");
            }
        }
        // A second slash or a backslash would name another host.
        SafeUrl::Internal(path) => {
            assert!(path.starts_with('/'), "{path}");
            assert!(!path[1..].starts_with(['/', '\\']), "{path}");
            // It does not go up either.
            let end = path.find(['?', '#']).unwrap_or(path.len());
            let plain = path[..end]
                .to_ascii_lowercase()
                .replace("%2e", ".")
                .replace("%2f", "/");
            assert!(!plain.split('/').any(|part| part == ".."), "{path}");
        }
        SafeUrl::Fragment(fragment) => assert!(fragment.starts_with('#'), "{fragment}"),
    }
}

// ---- addresses ----

/// No address and no query makes routing or the card grid panic, and none of their text escapes
/// its place in the HTML. The bytes are lines: the path, then the query's values for the
/// search, the audience and the theme, then an address as a bundle has it.
pub fn url_state(data: &[u8]) {
    static SITES: LazyLock<[Site; 2]> = LazyLock::new(|| {
        [(0, "/"), (1, "/score/")].map(|(index, base)| Site {
            bundle: Box::leak(Box::new(
                content::of(BUNDLES[index].as_bytes()).expect("the bundles are valid"),
            )),
            base,
        })
    });
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    let mut lines = text.splitn(5, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let path = line();
    for site in &*SITES {
        let route = site.route(path);
        if !matches!(route, Route::NotFound) {
            // Each page has one address, which leads to it.
            assert_eq!(site.route(&site.href(route)), route);
            assert!(path.starts_with(site.base.trim_end_matches('/')), "{path}");
        }
    }
    let query: Vec<(String, String)> = ["q", "for", "theme"]
        .map(|name| (name.to_owned(), line().to_owned()))
        .into();
    if let Ok(href) = SafeUrl::parse(line()) {
        is_safe(&href);
    }
    let site = SITES[1];
    for path in [path.to_owned(), site.href(Route::Initiatives)] {
        let html = render(site, path, query.clone());
        let opened = html.matches('<').count();
        assert!(html.starts_with('<') && html.ends_with('>'));
        assert_eq!(opened, html.matches('>').count(), "{html}");
        assert!(!html.contains("<script"), "{html}");
    }
}

fn render(site: Site, path: String, query: Vec<(String, String)>) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        let navigator = Navigator::at(Location {
            path,
            query,
            fragment: None,
        });
        let shell = Shell::of(site, outline(site, "", true));
        view! { <App shell=move || shell navigator/> }.to_html()
    });
    owner.cleanup();
    html
}
