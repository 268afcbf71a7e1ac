//! A dataset as JSON, written by hand: the JSON library, which could write it, is not in the
//! app.

use crate::dataset::Dataset;
use crate::site::Site;

use super::record::{COLUMNS, Cell, OWN_COLUMNS, figure, provenance};

/// The figures under `figures`, each with the cells of its row in CSV; title, finding and
/// provenance come before them. `page` is the address at which the figures are shown, with this
/// finding.
pub fn json(dataset: &Dataset, finding: &str, site: Site, page: &str) -> String {
    let mut out = "{".to_owned();
    let [subject, revision, published, page_cell] = provenance(dataset, site, page);
    let head = [
        dataset.subject.title(),
        finding,
        &subject,
        &revision,
        &published,
        &page_cell,
    ];
    let names = ["title", "finding"].iter().chain(&COLUMNS[OWN_COLUMNS..]);
    for (name, text) in names.zip(head) {
        string(name, &mut out);
        out.push(':');
        string(text, &mut out);
        out.push_str(",\n");
    }
    out.push_str("\"figures\":[");
    for (place, datum) in dataset.data.iter().enumerate() {
        out.push_str(if place > 0 { ",\n{" } else { "\n{" });
        let cells = figure(dataset, datum, site, page);
        for (place, (name, cell)) in COLUMNS.iter().zip(&cells).enumerate() {
            if place > 0 {
                out.push(',');
            }
            string(name, &mut out);
            out.push(':');
            match cell {
                Cell::Empty => out.push_str("null"),
                Cell::Number(value) => out.push_str(&value.to_json()),
                Cell::Text(text) => string(text, &mut out),
            }
        }
        out.push('}');
    }
    out.push_str("\n]}\n");
    out
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
                // By hand: nothing else in the app writes hexadecimal numbers.
                const DIGITS: &[u8; 16] = b"0123456789abcdef";
                out.push_str("\\u00");
                out.push(char::from(DIGITS[c as usize / 16]));
                out.push(char::from(DIGITS[c as usize % 16]));
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
