//! From the bytes of a file to the text of a bundle.
//!
//! JSON is UTF-8 (RFC 8259, section 8.1). A browser's `response.text()` replaces anything else
//! with U+FFFD, and would show a name with holes in it. So everything that reads a bundle reads
//! its bytes here, and what is not UTF-8 is refused with a message that says what it is.

use super::error::{BundleError, printable};

/// How files begin that are often mistaken for a bundle.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", COMPRESSED_GZIP),
    (b"\x28\xb5\x2f\xfd", COMPRESSED_ZSTD),
    (b"BZh", "it is compressed (bzip2); unpack it"),
    (b"\xfd7zXZ\0", "it is compressed (xz); unpack it"),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (
        b"\xd0\xcf\x11\xe0",
        "it is a document of an office program; export it as JSON",
    ),
    (b"%PDF-", "it is a PDF; take the JSON file"),
    // Before UTF-16, whose mark is the first half of this one.
    (b"\xff\xfe\0\0", UTF_32_LE),
    (b"\0\0\xfe\xff", UTF_32_BE),
    (b"\xff\xfe", UTF_16_LE),
    (b"\xfe\xff", UTF_16_BE),
];

const COMPRESSED_GZIP: &str =
    "it is compressed (gzip); unpack it, or have the server say so with \"Content-Encoding: gzip\"";
const COMPRESSED_ZSTD: &str = "it is compressed (Zstandard); unpack it, or have the server say so with \"Content-Encoding: zstd\"";
const ZIP: &str =
    "it is a ZIP archive, as office programs save documents too; take the JSON file in it";
const UTF_16_LE: &str = "it is UTF-16 (little-endian); save it as UTF-8";
const UTF_16_BE: &str = "it is UTF-16 (big-endian); save it as UTF-8";
const UTF_32_LE: &str = "it is UTF-32 (little-endian); save it as UTF-8";
const UTF_32_BE: &str = "it is UTF-32 (big-endian); save it as UTF-8";

/// How much of the text before a wrong byte is shown, in characters.
const CONTEXT: usize = 20;

/// The bytes as UTF-8 text, with a byte order mark where they have one.
///
/// # Errors
/// [`BundleError::NotUtf8`], which says what they are instead or where the first invalid byte
/// is; [`BundleError::NotJson`] where they end within a character.
pub fn decode(bytes: &[u8]) -> Result<&str, BundleError> {
    if let Some(reason) = other_kind(bytes) {
        let reason = reason.to_owned();
        return Err(BundleError::NotUtf8 { reason });
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let (before, rest) = bytes.split_at(error.valid_up_to());
        let before = std::str::from_utf8(before).unwrap_or_default();
        match error.error_len() {
            None => BundleError::NotJson {
                reason: format!(
                    "it was cut short: it ends within a character, {}",
                    place(before)
                ),
            },
            Some(_) => BundleError::NotUtf8 {
                reason: wrong_byte(before, rest),
            },
        }
    })
}

/// What the bytes are, where they are recognisably not UTF-8 text at all.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    let signed = SIGNATURES
        .iter()
        .find(|(start, _)| bytes.starts_with(start));
    if let Some((_, reason)) = signed {
        return Some(reason);
    }
    // Without a mark: JSON begins with two ASCII characters, and has no zeros in UTF-8, so
    // zeros among the first four bytes tell the width and order of characters (RFC 4627,
    // section 3).
    let zeros: Vec<bool> = bytes.iter().take(4).map(|byte| *byte == 0).collect();
    match zeros[..] {
        [false, true, true, true] => Some(UTF_32_LE),
        [true, true, true, false] => Some(UTF_32_BE),
        [false, true, ..] => Some(UTF_16_LE),
        [true, false, ..] => Some(UTF_16_BE),
        _ => None,
    }
}

/// Where a text ends, for people who look it up in an editor.
fn place(before: &str) -> String {
    let line = before.matches('\n').count() + 1;
    let of_line = before.rsplit('\n').next().unwrap_or_default();
    let column = of_line.trim_start_matches('\u{feff}').chars().count() + 1;
    let from = of_line.char_indices().rev().nth(CONTEXT - 1);
    let excerpt = &of_line[from.map_or(0, |(index, _)| index)..];
    let mut place = format!("line {line} column {column}");
    let excerpt = excerpt.trim_start_matches('\u{feff}');
    if !excerpt.is_empty() {
        place.push_str(", after `");
        place.push_str(&printable(excerpt));
        place.push('`');
    }
    place
}

/// What is wrong with the first byte of `rest`, which is not valid UTF-8.
fn wrong_byte(before: &str, rest: &[u8]) -> String {
    let byte = rest[0];
    let mut reason = format!(
        "{}, byte {} of the file: 0x{byte:02X} is not UTF-8",
        place(before),
        before.len() + 1
    );
    // Where more such bytes follow, Windows-1252 is not a good guess: they are of another
    // language, or damaged.
    let run = rest.iter().take_while(|byte| !byte.is_ascii()).count();
    if let Some(c) = windows_1252(byte).filter(|_| run <= 2) {
        reason.push_str("; in Windows-1252, as many programs save, it is \"");
        reason.push(c);
        reason.push('"');
    }
    reason.push_str("; save the file as UTF-8");
    reason
}

/// The character of a byte beyond ASCII in Windows-1252, which is Latin-1 except for these 32
/// (WHATWG Encoding Standard, index windows-1252); `None` for the five that are controls.
fn windows_1252(byte: u8) -> Option<char> {
    const FROM_0X80: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let c = match byte {
        0x80..=0x9f => FROM_0X80.chars().nth(usize::from(byte - 0x80))?,
        _ => char::from(byte),
    };
    (!c.is_control()).then_some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"name\": \"Café – 数\"\n}\n";

    #[track_caller]
    fn reason(bytes: &[u8]) -> String {
        match decode(bytes) {
            Err(BundleError::NotUtf8 { reason }) => reason,
            other => panic!("{other:?} of {bytes:x?}"),
        }
    }

    #[test]
    fn utf_8_is_read_as_it_is() {
        for text in ["", " ", TEXT, "\u{feff}{}", "{\"a\": \"\u{fffd}😀\"}"] {
            assert_eq!(decode(text.as_bytes()), Ok(text));
        }
    }

    #[test]
    fn wider_characters_are_named_with_a_mark_and_without() {
        let utf_16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(bytes).collect()
        };
        let utf_32 = |text: &str, bytes: fn(u32) -> [u8; 4]| -> Vec<u8> {
            text.chars().flat_map(|c| bytes(c.into())).collect()
        };
        for mark in ["", "\u{feff}"] {
            for json in [TEXT, "{}", "[\"é\"]"] {
                let text = format!("{mark}{json}");
                for (bytes, name) in [
                    (utf_16(&text, u16::to_le_bytes), "UTF-16 (little-endian)"),
                    (utf_16(&text, u16::to_be_bytes), "UTF-16 (big-endian)"),
                    (utf_32(&text, u32::to_le_bytes), "UTF-32 (little-endian)"),
                    (utf_32(&text, u32::to_be_bytes), "UTF-32 (big-endian)"),
                ] {
                    let reason = reason(&bytes);
                    assert!(reason.contains(name), "{text:?}: {reason}");
                    assert!(reason.contains("save it as UTF-8"), "{reason}");
                }
            }
        }
    }

    #[test]
    fn a_byte_of_windows_1252_is_named_with_its_place_and_its_character() {
        for (bytes, wanted) in [
            (
                &b"{\n  \"name\": \"Caf\xe9\"}"[..],
                [
                    "0xE9",
                    "line 2 column 15, after `  \"name\": \"Caf`",
                    "\"é\"",
                    "byte 17 of",
                ],
            ),
            (
                b"{\"a\": \"5 \x80\"}",
                ["0x80", "line 1 column 10", "\"€\"", "byte 10 of"],
            ),
            (
                b"{\"a\": \"don\x92t\"}",
                ["0x92", "line 1 column 11", "\"’\"", "byte 11 of"],
            ),
            // Two in a row; the column counts characters, without a byte order mark.
            (
                b"\xef\xbb\xbf{\"\xc3\xa9\": \"F\xfc\xdfe\"}",
                ["0xFC", "line 1 column 9", "\"ü\"", "byte 13 of"],
            ),
        ] {
            let reason = reason(bytes);
            for part in wanted {
                assert!(reason.contains(part), "{part} in {reason}");
            }
            assert!(reason.ends_with("save the file as UTF-8"), "{reason}");
        }
    }

    #[test]
    fn every_byte_that_is_no_utf_8_is_refused_wherever_it_stands() {
        for byte in 0x80..=0xff_u8 {
            for at in 0..TEXT.len() {
                if !TEXT.is_char_boundary(at) || at == 0 {
                    continue;
                }
                let mut bytes = TEXT.as_bytes().to_vec();
                bytes.insert(at, byte);
                let reason = reason(&bytes);
                assert!(reason.contains(&format!("0x{byte:02X}")), "{reason}");
            }
        }
        // Half a surrogate pair, an overlong form, and a code point beyond Unicode.
        for bytes in [
            &b"{\"\xed\xa0\x80\"}"[..],
            b"{\"\xc0\x80\"}",
            b"{\"\xf5\x80\x80\x80\"}",
        ] {
            assert!(reason(bytes).contains("not UTF-8"));
        }
        // Shift-JIS: Windows-1252 is not guessed.
        let shift_jis = reason(b"{\"\x93\xfa\x96\x7b\"}");
        assert!(!shift_jis.contains("1252"), "{shift_jis}");
    }

    #[test]
    fn the_place_holds_no_more_than_a_few_characters() {
        let mut bytes = "é".repeat(100_000).into_bytes();
        bytes.extend(b"\xe9{");
        assert!(reason(&bytes).len() < 250);
    }

    #[test]
    fn a_text_that_ends_within_a_character_was_cut_short() {
        let whole = TEXT.as_bytes();
        for end in (0..whole.len()).filter(|end| !TEXT.is_char_boundary(*end)) {
            let Err(BundleError::NotJson { reason }) = decode(&whole[..end]) else {
                panic!("cut at {end}");
            };
            assert!(reason.contains("cut short"), "{reason}");
            assert!(reason.contains("line 2 column"), "{reason}");
        }
    }

    #[test]
    fn other_kinds_of_files_are_named() {
        for (bytes, name) in [
            (&b"\x1f\x8b\x08\0\0\0\0\0"[..], "gzip"),
            (b"\x28\xb5\x2f\xfd\x04\x58", "Zstandard"),
            (b"BZh91AY", "bzip2"),
            (b"\xfd7zXZ\0\0", "xz"),
            (b"PK\x03\x04\x14\0\x06\0", "ZIP"),
            (b"PK\x05\x06\0\0", "ZIP"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1", "office"),
            (b"%PDF-1.7\n", "PDF"),
        ] {
            let reason = reason(bytes);
            assert!(reason.contains(name), "{reason}");
        }
    }
}
