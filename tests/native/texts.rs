//! From the bytes of a file to what is read on the screen: what is no UTF-8 is named
//! wherever a bundle is read, and no text hides what it says.

use std::path::Path;
use std::process::Command;

use crate::support::{NORLAND, norland_value};
use civic_scorecard::bundle::{Bundle, BundleError, Fault, MAX_BYTES, Violations};
use civic_scorecard::content;
use civic_scorecard::load::{LoadError, Refusal};
use civic_scorecard::publish::{self, Options};
use serde_json::{Value, json};

// ---- bytes ----

/// The bundle of Norland with a name in Latin letters beyond ASCII, as other encodings have
/// them: with what its message has to name.
fn other_encodings() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let text = NORLAND.replacen("\"name\": \"", "\"name\": \"Pōneke é ", 1);
    let wide =
        |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(bytes).collect() };
    let wider = |bytes: fn(u32) -> [u8; 4]| -> Vec<u8> {
        text.chars().flat_map(|c| bytes(c.into())).collect()
    };
    let with_mark = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let windows_1252: Vec<u8> = NORLAND
        .replacen("\"name\": \"", "\"name\": \"Café ", 1)
        .chars()
        .map(|c| u8::try_from(c).unwrap_or(0x92))
        .collect();
    vec![
        ("Windows-1252", windows_1252, "0xE9"),
        (
            "UTF-16 LE",
            wide(u16::to_le_bytes),
            "UTF-16 (little-endian)",
        ),
        ("UTF-16 BE", wide(u16::to_be_bytes), "UTF-16 (big-endian)"),
        (
            "UTF-16 LE with a mark",
            with_mark(b"\xff\xfe", wide(u16::to_le_bytes)),
            "UTF-16 (little-endian)",
        ),
        (
            "UTF-16 BE with a mark",
            with_mark(b"\xfe\xff", wide(u16::to_be_bytes)),
            "UTF-16 (big-endian)",
        ),
        (
            "UTF-32 LE",
            wider(u32::to_le_bytes),
            "UTF-32 (little-endian)",
        ),
        (
            "UTF-32 BE with a mark",
            with_mark(b"\0\0\xfe\xff", wider(u32::to_be_bytes)),
            "UTF-32 (big-endian)",
        ),
        ("gzip", with_mark(b"\x1f\x8b\x08\0", vec![0; 64]), "gzip"),
        (
            "Zstandard",
            with_mark(b"\x28\xb5\x2f\xfd", vec![0; 64]),
            "Zstandard",
        ),
        ("ZIP", with_mark(b"PK\x03\x04", vec![0; 64]), "ZIP"),
        ("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3".to_vec(), "PDF"),
    ]
}

#[test]
fn what_is_no_utf_8_is_named_and_never_shown() {
    for (name, bytes, wanted) in other_encodings() {
        let error = Bundle::from_bytes(&bytes).expect_err(name);
        assert!(
            matches!(error, BundleError::NotUtf8 { .. }),
            "{name}: {error:?}"
        );
        assert!(error.to_string().contains(wanted), "{name}: {error}");
        // As the reader in a browser says it to the app.
        match content::unpack(&content::read(&bytes)) {
            Err(LoadError::Refused {
                why: Refusal::Broken,
                details,
            }) => assert_eq!(details, error.to_string(), "{name}"),
            other => panic!("{name}: {:?}", other.err()),
        }
    }
}

#[test]
fn utf_8_is_read_with_a_byte_order_mark_and_without() {
    let plain = content::of(NORLAND.as_bytes());
    assert!(plain.is_ok());
    let marked = [b"\xef\xbb\xbf", NORLAND.as_bytes()].concat();
    assert_eq!(content::of(&marked), plain);
    assert_eq!(
        content::unpack(&content::read(&marked)).ok(),
        plain.as_ref().ok()
    );
}

#[test]
fn bytes_beyond_the_limit_are_not_looked_at_whatever_they_are() {
    let mut bytes = vec![0xff; MAX_BYTES + 1];
    let error = Bundle::from_bytes(&bytes).unwrap_err();
    assert_eq!(
        error,
        BundleError::TooLarge {
            bytes: MAX_BYTES + 1
        }
    );
    bytes.pop();
    let error = Bundle::from_bytes(&bytes).unwrap_err();
    assert!(matches!(error, BundleError::NotUtf8 { .. }), "{error:?}");
}

#[test]
fn a_file_cut_within_a_character_may_be_whole_later() {
    let text = NORLAND.replacen("\"name\": \"", "\"name\": \"数", 1);
    let start = text.find('数').expect("it is there");
    for end in [start + 1, start + 2] {
        match content::unpack(&content::read(&text.as_bytes()[..end])) {
            Err(
                error @ LoadError::Refused {
                    why: Refusal::Damaged,
                    ..
                },
            ) => {
                assert!(error.may_pass());
            }
            other => panic!("{:?}", other.err()),
        }
    }
}

#[track_caller]
fn not_json(text: &str, wanted: &str) {
    match Bundle::parse(text) {
        Err(error @ BundleError::NotJson { .. }) => {
            assert!(error.to_string().contains(wanted), "{text:?}: {error}");
        }
        other => panic!("{text:?}: {:?}", other.err()),
    }
}

#[test]
fn what_is_often_there_in_place_of_json_is_named() {
    for text in ["", " ", "\n\t\r\n", "\u{feff}", "\u{feff} \n", "\u{a0}"] {
        not_json(text, "it is empty");
    }
    for text in [
        "<!doctype html><title>404</title>",
        "<!DOCTYPE HTML>",
        "\n  <html lang=\"en\">",
        "\u{feff}<?xml version=\"1.0\"?>",
        "<Error><Code>AccessDenied</Code></Error>",
    ] {
        not_json(text, "web page (HTML) or XML");
    }
}

#[test]
fn what_json_does_not_know_is_named_with_its_line() {
    for text in [
        "// mine\n{}",
        "{\n  // mine\n  \"a\": 1}",
        "{\"a\": /* mine */ 1}",
        "{} // mine",
        "{\n  \"é\": 1, # mine\n}",
    ] {
        not_json(text, "JSON has no comments");
        not_json(text, " at line ");
    }
    for text in [
        "{'a': 1}",
        "{\"a\": 'b'}",
        "{“a”: 1}",
        "{\"a\": ‘b’}",
        "{„a“: 1}",
    ] {
        not_json(text, "straight double quotes");
    }
    // What looks like one, within a text, is none.
    let error = Bundle::parse("{\"a\": \"// 'b'\" x}")
        .unwrap_err()
        .to_string();
    assert!(
        !error.contains("comments") && !error.contains("quotes"),
        "{error}"
    );
}

// ---- the commands ----

fn scorecard(command: &str, file: &Path) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_scorecard"))
        .args([command.as_ref(), file.as_os_str()])
        .output()
        .expect("the command runs");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).expect("it says UTF-8");
    (output.status.success(), said)
}

#[test]
fn check_keep_and_publish_name_the_encoding_and_write_nothing() {
    for (name, bytes, wanted) in other_encodings() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("bundle/en.json");
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(&file, bytes).expect("written");
        for command in ["check", "keep"] {
            let (is_fine, said) = scorecard(command, &file);
            assert!(!is_fine, "{command} {name}");
            assert!(said.contains(wanted), "{command} {name}: {said}");
            assert!(said.contains("en.json"), "{command} {name}: {said}");
        }
        let options = Options {
            base: "/",
            service_worker: true,
            host: None,
        };
        let error = publish::pages(folder.path(), options).expect_err(name);
        assert!(error.to_string().contains(wanted), "{name}: {error}");
        let count = |path: &Path| std::fs::read_dir(path).expect("a folder").count();
        assert_eq!(count(folder.path()), 1, "{name}");
        assert_eq!(count(&folder.path().join("bundle")), 1, "{name}");
    }
}

// ---- texts of which nothing is seen ----

#[track_caller]
fn violations(value: &Value) -> Violations {
    match Bundle::parse(&value.to_string()) {
        Err(BundleError::Invalid(violations)) => violations,
        other => panic!("the bundle should break rules, but gives {:?}", other.err()),
    }
}

/// The JSON Pointers of all texts that are shown.
fn free_texts() -> Vec<String> {
    fn walk(key: &str, value: &Value, at: String, found: &mut Vec<String>) {
        match value {
            Value::String(_) => {
                let is_free = [
                    "name",
                    "description",
                    "owner",
                    "disclaimer",
                    "label",
                    "title",
                    "summary",
                    "text",
                    "heading",
                    "lead",
                    "statement",
                    "note",
                    "notes",
                    "measures",
                    "missing",
                    "reason",
                    "why",
                    "publisher",
                    "locator",
                    "alt",
                    "finding",
                    "mark",
                    "centre",
                    "body",
                    "intro",
                    "list",
                    "one",
                    "many",
                ];
                // A list of ids, and the document's own list of measures.
                if is_free.contains(&key) && !at.ends_with("/id") {
                    found.push(at);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    walk(key, item, format!("{at}/{index}"), found);
                }
            }
            Value::Object(map) => {
                for (key, value) in map {
                    walk(key, value, format!("{at}/{key}"), found);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut found = Vec::new();
    walk("", &norland_value(), String::new(), &mut found);
    assert!(found.len() > 300, "{}", found.len());
    found
}

#[test]
fn no_text_that_is_shown_may_be_invisible() {
    // One of each kind of field is enough.
    let mut known = Vec::new();
    for pointer in free_texts() {
        let kind: String = pointer.chars().filter(|c| !c.is_ascii_digit()).collect();
        if known.contains(&kind) {
            continue;
        }
        known.push(kind);
        let mut value = norland_value();
        *value.pointer_mut(&pointer).expect("it is there") = json!("\u{200b}");
        let found = violations(&value);
        let told = found.iter().find(|violation| violation.pointer == pointer);
        let told = told.unwrap_or_else(|| panic!("{pointer}: {found:?}"));
        assert_eq!(
            told.fault,
            Fault::Invisible {
                found: "U+200B".to_owned()
            },
            "{pointer}"
        );
    }
    assert!(known.len() > 30, "{}", known.len());
}

#[test]
fn every_character_that_is_not_seen_is_named_where_it_stands_alone() {
    for c in [
        '\u{ad}',
        '\u{34f}',
        '\u{61c}',
        '\u{115f}',
        '\u{1160}',
        '\u{17b4}',
        '\u{180b}',
        '\u{180e}',
        '\u{200b}',
        '\u{200c}',
        '\u{200d}',
        '\u{200e}',
        '\u{200f}',
        '\u{2060}',
        '\u{2061}',
        '\u{2064}',
        '\u{206a}',
        '\u{2800}',
        '\u{3164}',
        '\u{fe00}',
        '\u{fe0f}',
        '\u{feff}',
        '\u{ffa0}',
        '\u{fff9}',
        '\u{fffc}',
        '\u{e0100}',
        '\u{301}',
        '\u{20dd}',
        '\u{591}',
        '\u{64b}',
        '\u{fdd0}',
        '\u{ffff}',
        '\u{1fffe}',
    ] {
        for text in [format!("{c}"), format!("{c}{c}"), format!("{c} {c}")] {
            let mut value = norland_value();
            value["initiatives"][0]["title"] = json!(text);
            let found = violations(&value);
            assert_eq!(found[0].pointer, "/initiatives/0/title", "{text:?}");
            let message = found[0].to_string();
            assert!(
                message.contains(&format!("U+{:04X}", u32::from(c))),
                "{message}"
            );
        }
        // Within a text it is the writer's; some only of text that is written from the right.
        let mut value = norland_value();
        value["initiatives"][0]["title"] = json!(format!("א{c}ב"));
        assert!(Bundle::parse(&value.to_string()).is_ok(), "{c:?}");
    }
}

#[test]
fn no_part_of_rich_text_may_be_invisible_either() {
    for markup in [
        "see [\u{200b}](https://a.example/) there",
        "see [ ](https://a.example/) there",
        "see [\u{3164}](/kpis/)",
        "a *\u{ad}* b",
        "a **\u{2060} \u{2060}** b",
    ] {
        let mut value = norland_value();
        value["site"]["disclaimer"] = json!(markup);
        let found = violations(&value);
        assert_eq!(found[0].pointer, "/site/disclaimer", "{markup:?}");
        assert!(
            matches!(found[0].fault, Fault::Invisible { .. }),
            "{markup:?}"
        );
    }
}

#[test]
fn joiners_marks_and_emoji_that_writing_needs_stay() {
    for text in [
        "می\u{200c}خواهم",
        "க்\u{200c}ஷ ශ්\u{200d}රී",
        "\u{200f}שלום (a)\u{200f}",
        "\u{61c}سلام",
        "👩\u{200d}💻 ❤\u{fe0f} 1\u{fe0f}\u{20e3}",
        "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
        "Donau\u{ad}dampf",
        "e\u{301}",
    ] {
        let mut value = norland_value();
        value["initiatives"][0]["title"] = json!(text);
        let parsed = Bundle::parse(&value.to_string());
        assert_eq!(
            parsed.map(|bundle| bundle.initiatives[0].title.to_string()),
            Ok(text.to_owned())
        );
    }
}

#[test]
fn what_turns_the_direction_of_writing_is_private_or_lost_is_refused_and_named() {
    let turning = ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}');
    let others = [
        '\u{fffd}',
        '\u{e000}',
        '\u{f8ff}',
        '\u{f0000}',
        '\u{10fffd}',
        '\u{e0001}',
        '\u{e0041}',
        '\u{e007f}',
    ];
    for c in turning.chain(others) {
        for pointer in ["/site/name", "/site/disclaimer", "/kpis/0/series/0/label"] {
            let mut value = norland_value();
            *value.pointer_mut(pointer).expect("it is there") = json!(format!("a{c}b"));
            let found = violations(&value);
            assert_eq!(found[0].pointer, pointer, "{c:?}");
            let message = found[0].to_string();
            assert!(
                message.contains(&format!("U+{:04X}", u32::from(c))),
                "{message}"
            );
            assert!(
                !message.contains(c) || !('\u{2000}'..'\u{2070}').contains(&c),
                "{message:?}"
            );
        }
    }
}

// ---- labels ----

#[test]
fn labels_of_a_list_that_look_the_same_and_are_not_are_told() {
    for (first, second) in [
        ("Citizens", "Citizens\u{200b}"),
        ("Citizens", "Citi\u{ad}zens"),
        ("\u{feff}Citizens", "Citizens"),
        ("All people", "All\u{a0}people"),
        ("All people", "All  \u{2060} people"),
    ] {
        for list in [
            "/audiences",
            "/themes",
            "/measures",
            "/pages",
            "/kpis/0/series",
        ] {
            let mut value = norland_value();
            let entries = value.pointer_mut(list).expect("a list");
            assert!(entries[1].is_object(), "{list}");
            entries[0]["label"] = json!(first);
            entries[1]["label"] = json!(second);
            let found = violations(&value);
            assert_eq!(found.len(), 1, "{list}: {found:?}");
            assert_eq!(found[0].pointer, format!("{list}/1/label"), "{second:?}");
            assert_eq!(found[0].fault, Fault::SameLabel);
        }
    }
    // What readers see to be the same, publishers see too.
    for (first, second) in [
        ("Citizens", "Citizens"),
        ("Citizens", "citizens"),
        ("a b", "ab"),
    ] {
        let mut value = norland_value();
        value["audiences"][0]["label"] = json!(first);
        value["audiences"][1]["label"] = json!(second);
        assert!(Bundle::parse(&value.to_string()).is_ok(), "{second:?}");
    }
}
