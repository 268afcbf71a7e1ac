//! A dataset as JSON. The parser's library, which could write it, is not in the app.

use crate::site::Site;

use super::record::{COLUMNS, Cell, OWN_COLUMNS, figure, provenance};
use super::Dataset;

/// The figures under `figures`, each with the cells of its row in CSV; title, finding and
/// where all of it comes from stand before them. `page` is the address at which the
/// figures are shown.
pub fn json(dataset: &Dataset, site: Site, page: &str) -> String {
    let mut out = "{\n".to_owned();
    let text = |text: &str| Cell::Text(text.to_owned());
    member("title", &text(&dataset.title), &mut out);
    out.push(',');
    member("finding", &text(&dataset.finding), &mut out);
    for (name, cell) in COLUMNS[OWN_COLUMNS..].iter().zip(&provenance(dataset, site, page)) {
        out.push(',');
        member(name, cell, &mut out);
    }
    out.push_str(",\"figures\":[");
    for (place, datum) in dataset.data.iter().enumerate() {
        out.push_str(if place > 0 { ",\n{" } else { "\n{" });
        let cells = figure(dataset, datum, site, page);
        for (place, (name, cell)) in COLUMNS.iter().zip(&cells).enumerate() {
            if place > 0 {
                out.push(',');
            }
            member(name, cell, &mut out);
        }
        out.push('}');
    }
    out.push_str("\n]}\n");
    out
}

fn member(name: &str, cell: &Cell, out: &mut String) {
    string(name, out);
    out.push(':');
    match cell {
        Cell::Empty => out.push_str("null"),
        Cell::Number(number) => out.push_str(&number.to_json()),
        Cell::Text(text) => string(text, out),
    }
}

fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\0'..='\x1f' => {
                // By hand: nothing else of the app writes hexadecimal numbers.
                let digit = |of: u32| char::from_digit(of, 16).unwrap_or('0');
                out.push_str("\\u00");
                out.push(digit(c as u32 / 16));
                out.push(digit(c as u32 % 16));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::string;

    proptest! {
        #[test]
        fn any_text_is_read_back(
            text in any::<String>(),
            controls in "[\\x00-\\x1f\"\\\\/\u{7f}-\u{9f}\u{2028}\u{2029}]*",
        ) {
            for text in [&text, &controls] {
                let mut out = String::new();
                string(text, &mut out);
                let read: String = serde_json::from_str(&out).expect("a JSON string");
                prop_assert_eq!(&read, text);
            }
        }
    }
}
