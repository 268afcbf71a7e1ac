//! A dataset as comma-separated values (RFC 4180).

use crate::site::Site;

use super::record::{COLUMNS, Cell, figure, provenance};
use super::Dataset;

/// The figures, a line each below the names of [`COLUMNS`]: UTF-8, lines end with CR LF.
/// `page` is the address at which the figures are shown.
pub fn csv(dataset: &Dataset, site: Site, page: &str) -> String {
    let mut out = String::new();
    line(&COLUMNS.map(|name| Cell::Text(name.to_owned())), &mut out);
    let provenance = provenance(dataset, site, page);
    for datum in &dataset.data {
        let mut cells = figure(dataset, datum, site, page);
        cells.extend_from_slice(&provenance);
        line(&cells, &mut out);
    }
    out
}

fn line(cells: &[Cell], out: &mut String) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        match cell {
            Cell::Empty => {}
            Cell::Number(number) => out.push_str(&number.to_json()),
            Cell::Text(text) => field(text, out),
        }
    }
    out.push_str("\r\n");
}

/// What makes a spreadsheet run a text as a formula when the text begins with it.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Words, which no spreadsheet may run, in quotes where they need them.
fn field(text: &str, out: &mut String) {
    let guard = if text.starts_with(FORMULA) { "'" } else { "" };
    if !text.contains(['"', ',', '\r', '\n']) {
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
    use crate::bundle::Decimal;

    /// What a real parser makes of lines.
    fn parsed(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let rows = reader.records().map(|row| row.expect("CSV"));
        rows.map(|row| row.iter().map(str::to_owned).collect())
            .collect()
    }

    fn written(cells: &[Cell]) -> String {
        let mut out = String::new();
        line(cells, &mut out);
        out
    }

    #[test]
    fn lines_are_as_the_standard_says() {
        let text = |text: &str| Cell::Text(text.to_owned());
        assert_eq!(written(&[text("a"), Cell::Empty, text("b c")]), "a,,b c\r\n");
        assert_eq!(written(&[text("a,b"), text("c\nd")]), "\"a,b\",\"c\nd\"\r\n");
        assert_eq!(written(&[text("say \"x\"")]), "\"say \"\"x\"\"\"\r\n");
    }

    #[test]
    fn numbers_are_plain_and_never_guarded() {
        let number = |value| Cell::Number(Decimal::from_f64(value).expect("a decimal"));
        let cells = [number(-1_234.5), number(0.25), number(20_000.0)];
        assert_eq!(written(&cells), "-1234.5,0.25,20000\r\n");
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_words() {
        for start in FORMULA {
            let row = written(&[Cell::Text(format!("{start}HYPERLINK(\"https://x\",1)"))]);
            let expected = format!("'{start}HYPERLINK(\"https://x\",1)");
            assert_eq!(parsed(&row), [[expected]]);
        }
    }

    /// Texts of what CSV and spreadsheets trip over.
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
            let cells: Vec<Cell> = texts.iter().cloned().map(Cell::Text).collect();
            // The parser takes a mark of the byte order at the start of all for one.
            let mut all = vec![Cell::Text("first".to_owned())];
            all.extend(cells);
            let rows = parsed(&written(&all));
            prop_assert_eq!(rows.len(), 1);
            let read = &rows[0][1..];
            prop_assert_eq!(read.len(), texts.len());
            for (read, text) in read.iter().zip(&texts) {
                prop_assert!(!read.starts_with(FORMULA), "{:?}", read);
                let guarded = read.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA));
                if text.starts_with(FORMULA) {
                    prop_assert_eq!(guarded, Some(text.as_str()));
                } else {
                    prop_assert_eq!(read, text);
                }
            }
        }
    }
}
