//! Words, addresses and rich text.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::string::string_regex;
use serde_json::{Value, json};

use super::{Json, Size};

pub fn pattern(regex: &str) -> BoxedStrategy<String> {
    string_regex(regex).expect("a regular expression").boxed()
}

/// Plain text: no control characters, no white space at its ends.
pub fn words() -> BoxedStrategy<String> {
    prop_oneof![
        6 => pattern("[!-~]([ -~]{0,14}[!-~])?"),
        2 => pattern("[A-Za-zÄéß日]([ -~äöüß語😀]{0,8}[!-~ë本])?"),
        // The marks of a direction, where there is something to direct.
        1 => pattern("א[ -~ب\u{200e}\u{200f}\u{61c}]{0,8}[!-~ا]"),
        // What is seen at both ends, and between them neither controls nor what turns the
        // direction of writing, is private, not assigned or was lost, or may not stand twice.
        1 => {
            let seen = "[[\\p{L}\\p{N}\\p{P}\\p{S}]--[\u{115f}\u{1160}\u{3164}\u{ffa0}\u{2800}\u{1d159}\u{fffc}\u{fffd}]]";
            // Named by what it may be: what it may not, `[^\p{Co}\p{Cn}…]`, would have U+E000, the
            // private character beside the gap of the surrogates (regex-syntax 0.8.11).
            let any = "[[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Z}\\p{Cf}]--[\u{200f}\u{61c}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{fe00}-\u{fe0f}\u{fffd}\u{e0000}-\u{e007f}\u{e0100}-\u{e01ef}]]";
            pattern(&format!("{seen}({any}{{0,6}}{seen})?"))
        }
    ]
    .boxed()
}

pub fn text() -> Json {
    words().prop_map(Value::from).boxed()
}

/// Addresses that are safe.
pub fn url() -> BoxedStrategy<String> {
    prop_oneof![
        pattern("https://[a-z]{1,6}\\.example(/[a-z0-9._~%*;,!$&=+@-]{1,5}){0,2}/?(#[a-z]{1,3})?"),
        pattern("/([a-z]{1,5}/){0,2}"),
        pattern("#[a-z]{1,6}"),
        pattern("mailto:[a-z]{1,5}@[a-z]{1,5}\\.example"),
        pattern("tel:\\+[0-9]{3,9}"),
    ]
    .boxed()
}

/// One line of rich text, in markup.
pub fn markup(size: Size) -> BoxedStrategy<String> {
    let escaped = || words().prop_map(|words| escape(&words));
    let piece = prop_oneof![
        3 => escaped(),
        1 => escaped().prop_map(|words| format!("*{words}*")),
        1 => escaped().prop_map(|words| format!("**{words}**")),
        1 => (escaped(), url()).prop_map(|(words, url)| format!("[{words}]({url})")),
    ];
    (vec(piece, 1..=size.pieces), any::<bool>())
        .prop_map(|(pieces, spaced)| pieces.join(if spaced { " " } else { "" }))
        .boxed()
}

/// The words as rich text has them.
pub fn escape(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        if matches!(c, '*' | '[' | ']' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

pub fn line(size: Size) -> Json {
    markup(size).prop_map(Value::from).boxed()
}

pub fn lines(size: Size) -> Json {
    vec(line(size), 0..=size.pieces)
        .prop_map(Value::from)
        .boxed()
}

pub fn optional(strategy: Json) -> Json {
    of(strategy)
        .prop_map(|value| value.unwrap_or(Value::Null))
        .boxed()
}

pub fn blocks(size: Size) -> Json {
    let list = vec(line(size), 1..=2).prop_map(|list| json!({ "list": list }));
    vec(prop_oneof![2 => line(size), 1 => list.boxed()], 0..=2)
        .prop_map(Value::from)
        .boxed()
}
