//! A dataset as comma-separated values (RFC 4180).

use crate::dataset::Dataset;
use crate::site::Site;

use super::record::{COLUMNS, Cell, figure, provenance};

/// The figures, one line each below the names of [`COLUMNS`]: UTF-8, lines end with CR LF.
/// `page` is the address at which the figures are shown.
pub fn csv(dataset: &Dataset, site: Site, page: &str) -> String {
    let mut out = String::new();
    out.push_str(&COLUMNS.join(","));
    for datum in &dataset.data {
        out.push_str("\r\n");
        for (place, cell) in figure(dataset, datum, site, page).into_iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            match cell {
                Cell::Empty => {}
                // Not text that somebody wrote: it may begin with a minus.
                Cell::Number(value) => out.push_str(&value.to_json()),
                Cell::Text(text) => field(&text, &mut out),
            }
        }
        for text in provenance(dataset, site, page) {
            out.push(',');
            field(&text, &mut out);
        }
    }
    out.push_str("\r\n");
    out
}

/// The characters at the start of a text that make a spreadsheet run it as a formula.
const FORMULA: &[u8] = b"=+-@\t\r";

/// Text, which no spreadsheet may run, in quotes where needed.
fn field(text: &str, out: &mut String) {
    let is_formula = text
        .bytes()
        .next()
        .is_some_and(|first| FORMULA.contains(&first));
    let guard = if is_formula { "'" } else { "" };
    if !text.bytes().any(|byte| b"\",\r\n".contains(&byte)) {
        out.push_str(guard);
        out.push_str(text);
        return;
    }
    out.push('"');
    out.push_str(guard);
    for c in text.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The lines as a real parser reads them.
    fn parsed(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let rows = reader.records().map(|row| row.expect("CSV"));
        rows.map(|row| row.iter().map(str::to_owned).collect())
            .collect()
    }

    fn starts() -> Vec<char> {
        FORMULA.iter().map(|byte| char::from(*byte)).collect()
    }

    fn written(text: &str) -> String {
        let mut out = String::new();
        field(text, &mut out);
        out
    }

    #[test]
    fn fields_are_as_the_standard_says() {
        for (text, expected) in [
            ("", ""),
            ("b c", "b c"),
            ("a,b", "\"a,b\""),
            ("c\nd", "\"c\nd\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
        ] {
            assert_eq!(written(text), expected);
        }
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_words() {
        for start in starts() {
            let row = written(&format!("{start}HYPERLINK(\"https://x\",1)"));
            let expected = format!("'{start}HYPERLINK(\"https://x\",1)");
            assert_eq!(parsed(&row), [[expected]]);
        }
    }

    /// Texts with everything that is special in CSV and spreadsheets.
    fn nasty() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("\"".to_owned()),
            Just(",".to_owned()),
            Just("\r\n".to_owned()),
            Just("\n".to_owned()),
            Just("\r".to_owned()),
            Just("\t".to_owned()),
            Just("=1+1".to_owned()),
            Just("-2".to_owned()),
            Just("@SUM(A1)".to_owned()),
            Just("+".to_owned()),
            Just("'".to_owned()),
            Just(";".to_owned()),
            Just("\u{feff}".to_owned()),
            Just("\u{2212}3".to_owned()),
            any::<String>(),
        ];
        proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_text_is_read_back_and_none_is_run(
            texts in proptest::collection::vec(nasty(), 2..8),
        ) {
            // The parser skips a byte order mark at the very start.
            let fields: Vec<String> = texts.iter().map(|text| written(text)).collect();
            let rows = parsed(&format!("first,{}\r\n", fields.join(",")));
            prop_assert_eq!(rows.len(), 1);
            let read = &rows[0][1..];
            prop_assert_eq!(read.len(), texts.len());
            for (read, text) in read.iter().zip(&texts) {
                prop_assert!(!read.starts_with(&starts()[..]), "{:?}", read);
                let guarded = read.strip_prefix('\'').filter(|rest| rest.starts_with(&starts()[..]));
                if text.starts_with(&starts()[..]) {
                    prop_assert_eq!(guarded, Some(text.as_str()));
                } else {
                    prop_assert_eq!(read, text);
                }
            }
        }
    }
}
