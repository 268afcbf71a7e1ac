//! What may have been meant in place of a mistake, where it shows.

use jsonc_parser::ast::Value;

use super::document::{Document, Part, name};
use super::nearest::nearest;
use super::settle::is_without_home;
use crate::bundle::{Fault, SafeUrl, Violation, is_unseen};

/// What to do about a mistake, if that shows. `allowed` are the words that may stand there.
pub fn hint(violation: &Violation, allowed: &[String], document: &Document<'_>) -> Option<String> {
    let pointer = &violation.pointer;
    let value = document.value(pointer);
    let text = document.string(pointer);
    let unseen = match &violation.fault {
        Fault::UnknownField { .. } => unseen(&name(pointer)),
        Fault::UnknownWord { .. } | Fault::Dangling { .. } | Fault::SameLabel => {
            text.and_then(unseen)
        }
        // Spaces of other widths are right in running text.
        Fault::Malformed { expected } if !is_prose(expected) => text.and_then(unseen),
        _ => None,
    };
    if unseen.is_some() {
        return unseen;
    }
    let words = || allowed.iter().map(String::as_str);
    match &violation.fault {
        Fault::Dangling { .. } if is_without_home(violation) => {
            Some("give the first page the id \"home\"".to_owned())
        }
        Fault::UnknownField { .. } => {
            let name = name(pointer);
            let meant = nearest(&name, words())?;
            Some(format!("did you mean \"{meant}\"?"))
        }
        Fault::UnknownWord { .. } | Fault::Dangling { .. } => {
            let meant = nearest(unquoted(violation), words())?;
            Some(format!("did you mean \"{meant}\"?"))
        }
        Fault::RepeatedField => {
            Some("keep one of the two, with the value that is right".to_owned())
        }
        Fault::WrongType { expected, .. } => other_type(expected, value?, document),
        Fault::BandUpsideDown => {
            let number = |field: &str| {
                let value = document.value(&format!("{pointer}/{field}"))?;
                Some(value.as_number_lit()?.value)
            };
            let (from, to) = (number("from")?, number("to")?);
            (from != to).then(|| format!("write \"from\": {to}, \"to\": {from}"))
        }
        Fault::OutOfRange { .. } => Some(
            "a change, a balance or a rate without bounds has the unit {\"percent\": \"any\"} in place of \"%\""
                .to_owned(),
        ),
        Fault::WholeTooSmall { value, place } => {
            let kpi = pointer.strip_suffix("/whole")?;
            let part = document.place(&format!("{kpi}{place}"), Part::Value);
            Some(format!("the {value} stands in line {}", part.start.0))
        }
        Fault::Malformed { .. } if document.value(&format!("{pointer}/low")).is_some() => {
            let number = |field: &str| {
                let value = document.value(&format!("{pointer}/{field}"))?;
                Some(value.as_number_lit()?.value)
            };
            let (low, high) = (number("low")?, number("high")?);
            let is_above = low.parse::<f64>().ok()? > high.parse::<f64>().ok()?;
            is_above.then(|| format!("write \"low\": {high}, \"high\": {low}"))
        }
        Fault::EndsBeforeItBegins => {
            let (from, to) = text?.split_once('/')?;
            Some(format!("write \"{to}/{from}\" if the two are swapped"))
        }
        Fault::DuplicateId | Fault::SameLabel | Fault::RepeatedPeriod => earlier(pointer, document),
        Fault::Malformed { expected } => well_formed(expected, text, allowed),
        Fault::BadLink { target, .. } => secure(target),
        Fault::Missing if matches!(value, Some(Value::NullKeyword(_))) => {
            Some("null counts as missing; write a value".to_owned())
        }
        Fault::BadCharacter { found, .. } => {
            let place = text?.chars().position(|c| c == *found)?;
            Some(format!(
                "it is character {} of the text: {}",
                place + 1,
                named(*found)
            ))
        }
        _ => None,
    }
}

fn unquoted(violation: &Violation) -> &str {
    let value = violation.value.as_deref().unwrap_or_default();
    value.trim_matches('"')
}

/// The first character of a text that nobody sees, by its name.
fn unseen(text: &str) -> Option<String> {
    // A visible emoji or a word of another script may need joiners.
    let (place, found) = text.chars().enumerate().find(|(_, c)| match c {
        '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' => text.is_ascii(),
        c => is_unseen(*c),
    })?;
    Some(format!(
        "its character {} is {}, which is not seen: delete it{}",
        place + 1,
        named(found),
        match found.is_whitespace() {
            true => ", or write a plain space",
            false => "",
        }
    ))
}

/// A character by its number and, where it is usual, its name in Unicode.
pub fn named(c: char) -> String {
    let name = match c {
        '\t' => "tab",
        '\n' | '\r' => "line break",
        '\0' => "null",
        '\u{1b}' => "escape",
        '\u{85}' => "next line",
        '\u{a0}' => "no-break space",
        '\u{ad}' => "soft hyphen",
        '\u{34f}' => "combining grapheme joiner",
        '\u{61c}' => "Arabic letter mark",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => "Hangul filler",
        '\u{180e}' => "Mongolian vowel separator",
        '\u{2000}'..='\u{200a}' => "space of another width",
        '\u{200b}' => "zero width space",
        '\u{200c}' => "zero width non-joiner",
        '\u{200d}' => "zero width joiner",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202a}' => "left-to-right embedding",
        '\u{202b}' => "right-to-left embedding",
        '\u{202c}' => "pop directional formatting",
        '\u{202d}' => "left-to-right override",
        '\u{202e}' => "right-to-left override",
        '\u{202f}' => "narrow no-break space",
        '\u{205f}' => "medium mathematical space",
        '\u{2060}' => "word joiner",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "pop directional isolate",
        '\u{2800}' => "Braille blank",
        '\u{3000}' => "ideographic space",
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => "variation selector",
        '\u{feff}' => "zero width no-break space (byte order mark)",
        '\u{fffd}' => "replacement character",
        '\u{e0000}'..='\u{e007f}' => "tag",
        _ => return format!("U+{:04X}", u32::from(c)),
    };
    format!("U+{:04X}, {name}", u32::from(c))
}

/// The value as another type, where it is plainly that.
fn other_type(expected: &str, value: &Value<'_>, document: &Document<'_>) -> Option<String> {
    match (expected, value) {
        ("a number", Value::StringLit(text)) => match number(&text.value) {
            Some(number) => Some(format!("write {number}, without quotes")),
            None => either(&text.value),
        },
        ("text", Value::NumberLit(number)) => {
            Some(format!("write \"{}\", in quotes", number.value))
        }
        ("true or false", Value::StringLit(text)) => match &*text.value.to_lowercase() {
            "true" | "yes" => Some("write true, without quotes".to_owned()),
            "false" | "no" => Some("write false, without quotes".to_owned()),
            _ => None,
        },
        ("a list", Value::StringLit(text)) => {
            let written = &document.text()[text.range.start..text.range.end];
            let is_short = written.len() < 80;
            is_short.then(|| format!("write [{written}], a list of one"))
        }
        ("a list", Value::Object(_)) => Some("put [ before it and ] behind it".to_owned()),
        ("an object" | "text", Value::Array(list)) if list.elements.len() == 1 => {
            Some("leave out the [ and ] around it".to_owned())
        }
        _ => None,
    }
}

/// The number that a text has, as JSON writes it, where it can be no other.
fn number(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('%').trim_end();
    let number = match text.split_once([',', '.']) {
        // 12,500 and 12.500 are twelve and a half to some, and a thousand times that to others.
        Some((before, behind)) if behind.len() == 3 && !matches!(before, "0" | "-0") => {
            return None;
        }
        Some((before, behind)) => format!("{before}.{behind}"),
        None => text.to_owned(),
    };
    let is_json = serde_json::from_str::<serde_json::Number>(&number).is_ok();
    let is_finite = number.parse::<f64>().is_ok_and(f64::is_finite);
    (is_json && is_finite).then_some(number)
}

/// What a text may mean that has three digits behind a comma or a point.
fn either(text: &str) -> Option<String> {
    let (before, behind) = text.trim().split_once([',', '.'])?;
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit());
    let is_either = is_digits(before.trim_start_matches('-')) && is_digits(behind);
    (is_either && behind.len() == 3).then(|| {
        let fraction = behind.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        format!("write {before}{point}{fraction} or {before}{behind}, without quotes, whichever is meant")
    })
}

/// Where the same stands before.
fn earlier(pointer: &str, document: &Document<'_>) -> Option<String> {
    // The last number of the pointer is the place in the list.
    let parts: Vec<&str> = pointer.split('/').collect();
    let at = parts
        .iter()
        .rposition(|part| part.parse::<usize>().is_ok())?;
    let (list, rest) = (parts[..at].join("/"), &parts[at + 1..]);
    let place: usize = parts[at].parse().ok()?;
    let own = document.string(pointer)?;
    let inner = |index: usize| {
        let entry = format!("{list}/{index}");
        rest.iter()
            .fold(entry, |pointer, part| format!("{pointer}/{part}"))
    };
    let same = (0..place)
        .map(inner)
        .find(|other| document.string(other) == Some(own))?;
    let line = document.place(&same, Part::Value).start.0;
    Some(format!("the other is in line {line}"))
}

/// Whether a form is that of words for readers.
fn is_prose(expected: &str) -> bool {
    expected.starts_with("text ") || expected.starts_with("rich text")
}

/// What keeps words from being a text of the bundle.
fn as_prose(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(
            "it is empty: write words, or leave out the field if it is not needed".to_owned(),
        );
    }
    if text.trim() != text {
        return Some("delete the space at its beginning or end".to_owned());
    }
    if let Some((place, found)) = text.chars().enumerate().find(|(_, c)| c.is_control()) {
        let name = named(found);
        return Some(format!("its character {} is {name}: delete it", place + 1));
    }
    let length = text.chars().count();
    (length > 4_000).then(|| format!("it has {length} characters: shorten it, or make it two"))
}

/// The text in the form that is needed, where it plainly is of another.
fn well_formed(expected: &str, text: Option<&str>, allowed: &[String]) -> Option<String> {
    let text = text?;
    if !allowed.is_empty() {
        let meant = nearest(text, allowed.iter().map(String::as_str))?;
        return Some(format!("did you mean \"{meant}\"?"));
    }
    if expected.starts_with("text ") {
        return as_prose(text);
    }
    if expected.starts_with("an id") {
        return kebab(text).map(|id| format!("write \"{id}\""));
    }
    if expected.starts_with("a period") || expected.starts_with("a date") {
        return date(text).map(|date| format!("write \"{date}\""));
    }
    if text.trim() != text {
        return Some(format!(
            "write \"{}\", without the space at its end",
            text.trim()
        ));
    }
    secure(text)
}

/// An address with the scheme that it needs.
fn secure(text: &str) -> Option<String> {
    let address = match text.split_once("://") {
        Some(("http", rest)) => format!("https://{rest}"),
        None if text.starts_with("www.") => format!("https://{text}"),
        None if text.contains('@') && !text.contains([':', '/']) => format!("mailto:{text}"),
        _ => return None,
    };
    let is_address = SafeUrl::parse(&address).is_ok();
    let leads = match address.starts_with("mailto:") {
        true => "",
        false => ", if that leads there too",
    };
    is_address.then(|| format!("write \"{address}\"{leads}"))
}

/// A text as an id, where its letters are those of ids.
fn kebab(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let id = words.join("-");
    let is_id = lower.is_ascii() && !id.is_empty() && id.len() <= 64 && !id.starts_with("site-");
    is_id.then_some(id)
}

/// A date as ISO 8601 writes it, of one that begins with the day, or lacks its zeros.
fn date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).collect();
    let numbers: Option<Vec<u16>> = parts.iter().map(|part| part.parse().ok()).collect();
    let two = |number: u16, most: u16| (1..=most).contains(&number);
    match numbers?[..] {
        [day, month, year] if year >= 1000 && two(day, 31) && two(month, 12) => {
            // 03/04/2020 is another day in America.
            let is_plain = text.contains('.') || day > 12;
            is_plain.then(|| format!("{year}-{month:02}-{day:02}"))
        }
        [year, month, day] if year >= 1000 && two(month, 12) && two(day, 31) => {
            Some(format!("{year}-{month:02}-{day:02}"))
        }
        [month, year] if year >= 1000 && two(month, 12) => Some(format!("{year}-{month:02}")),
        [year, month] if year >= 1000 && two(month, 12) => Some(format!("{year}-{month:02}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_offered_only_where_it_can_be_no_other_and_is_json() {
        for (text, meant) in [
            ("58", Some("58")),
            (" 67 % ", Some("67")),
            ("-44,5", Some("-44.5")),
            ("0,25", Some("0.25")),
            ("1,2345", Some("1.2345")),
            ("1e3", Some("1e3")),
            // Twelve and a half, or twelve thousand five hundred.
            ("12,500", None),
            ("12.500", None),
            ("-1,234", None),
            ("0.125", Some("0.125")),
            ("12.25", Some("12.25")),
            ("1,234,567", None),
            ("1,234.5", None),
            // Numbers to people and to Rust, and none in JSON.
            ("+5", None),
            (".5", None),
            ("5.", None),
            ("05", None),
            ("12 500", None),
            ("inf", None),
            ("1e999", None),
            ("", None),
        ] {
            assert_eq!(number(text).as_deref(), meant, "{text}");
        }
    }

    #[test]
    fn of_a_number_that_may_be_two_both_are_named() {
        let both = |text| either(text).unwrap_or_default();
        assert!(both("12.500").starts_with("write 12.5 or 12500,"));
        assert!(both("-1,000").starts_with("write -1 or -1000,"));
        for text in ["12.50", "1.234.567", "a.123", ".123", "12.5e3"] {
            assert_eq!(either(text), None, "{text}");
        }
    }
}
