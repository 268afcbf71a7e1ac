//! Why a text is not JSON, in words for people who do not know its grammar: the line, the text
//! there, and the slip that it looks like. A guess is only said where the text shows it.

use super::error::printable;

/// How many characters before and after the mistake are shown.
const BEFORE: usize = 30;
const AFTER: usize = 20;

/// Where a text stops being JSON, for those who show the place themselves.
#[cfg(not(target_arch = "wasm32"))]
pub struct Slip {
    /// The place in bytes.
    pub at: usize,
    /// What the JSON parser says.
    pub said: String,
    /// The slip that it looks like, and what would be right.
    pub advice: Option<&'static str>,
}

/// The first place where a text stops being JSON; `None` if it never does.
#[cfg(not(target_arch = "wasm32"))]
pub fn slip(json: &str) -> Option<Slip> {
    let error = serde_json::from_str::<serde_json::Value>(json).err()?;
    let said = said(&error);
    let near = Near::new(json, error.line(), error.column());
    Some(Slip {
        at: json.len() - near.rest.len(),
        advice: near.slip(error.is_eof(), &said),
        said,
    })
}

/// What the JSON parser says, without its place: it counts bytes, and a line break to the next
/// line.
fn said(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said
        .rsplit_once(" at line ")
        .map_or(&*said, |(said, _)| said);
    said.to_owned()
}

/// The text around a mistake.
struct Near<'a> {
    /// The line's number.
    number: usize,
    /// The text of the line up to it.
    line: &'a str,
    /// Everything from it on.
    rest: &'a str,
    /// Everything before it, without white space at its end.
    before: &'a str,
}

/// Why a text is not JSON, given what the JSON parser says.
pub fn reason(json: &str, error: &serde_json::Error) -> String {
    let text = json.trim();
    if text.is_empty() {
        return format!("it is empty ({error})");
    }
    if text.starts_with('<') {
        return "it is a web page (HTML) or XML, perhaps one for a mistake or to log in; the file itself has to be there".to_owned();
    }
    let said = said(error);
    let near = Near::new(json, error.line(), error.column());
    let mut reason = format!("{said} at {}", near.place());
    if let Some(slip) = near.slip(error.is_eof(), &said) {
        reason.push_str("; ");
        reason.push_str(slip);
    }
    reason
}

impl<'a> Near<'a> {
    fn new(json: &'a str, line: usize, column: usize) -> Self {
        let starts = json.match_indices('\n').map(|(at, _)| at + 1);
        let start = std::iter::once(0).chain(starts).nth(line.saturating_sub(1));
        // The mistake is the last byte that was read; before a line's first, a line break.
        let at = (start.unwrap_or(json.len()) + column).saturating_sub(1);
        let mut at = at.min(json.len());
        while !json.is_char_boundary(at) {
            at -= 1;
        }
        let before = &json[..at];
        Near {
            number: before.matches('\n').count() + 1,
            line: before.rsplit('\n').next().unwrap_or_default(),
            rest: &json[at..],
            before: before.trim_end(),
        }
    }

    /// Where the mistake is, for people who look it up in an editor.
    fn place(&self) -> String {
        let column = self.line.chars().count() + 1;
        let mut place = format!("line {} column {column}", self.number);
        let excerpt = self.excerpt();
        if !excerpt.is_empty() {
            place.push_str(", near `");
            place.push_str(&excerpt);
            place.push('`');
        }
        place
    }

    /// The line around the mistake, cut where it is long.
    fn excerpt(&self) -> String {
        let from = self.line.char_indices().rev().nth(BEFORE - 1);
        let line = &self.line[from.map_or(0, |(index, _)| index)..];
        let after = self.rest.split('\n').next().unwrap_or_default();
        let to = after
            .char_indices()
            .nth(AFTER)
            .map_or(after.len(), |(index, _)| index);
        printable(format!("{line}{}", &after[..to]).trim())
    }

    /// What people often write in place of JSON.
    fn slip(&self, is_cut: bool, said: &str) -> Option<&'static str> {
        if is_cut {
            return Some("it ends too early: it was cut short, or a closing }, ] or \" is missing");
        }
        // The mistake itself, or what follows it: the parser may stop a character before.
        let at = self.rest.trim_start();
        let next = self.rest.get(1..).unwrap_or_default().trim_start();
        let has = |marks: &[&str]| {
            marks
                .iter()
                .any(|mark| at.starts_with(mark) || next.starts_with(mark))
        };
        let is_digit = |c: char| c.is_ascii_digit();
        let number_before = self
            .before
            .strip_suffix(',')
            .is_some_and(|text| text.ends_with(is_digit));
        if has(&["//", "/*", "#"]) {
            Some("JSON has no comments")
        } else if has(&["'", "‘", "’", "“", "”", "„", "«"]) {
            Some("texts of JSON stand in straight double quotes (\")")
        } else if said.starts_with("key must be a string")
            && number_before
            && at.starts_with(is_digit)
        {
            Some(
                "a number has a point before its fraction and nothing between thousands: 72.5, not 72,5, and 10250, not 10,250",
            )
        } else if said.starts_with("trailing comma") {
            Some("no comma stands before a closing } or ]")
        } else if said.starts_with("key must be a string") {
            Some("the names of fields stand in double quotes")
        } else if said.starts_with("expected `,`") && at.starts_with('"') {
            Some("a comma is missing before it")
        } else if said.starts_with("expected `,`")
            && at.starts_with(char::is_alphabetic)
            && self.before.ends_with('"')
        {
            Some("a double quote within a text is written \\\"")
        } else if said.starts_with("expected `,`") && self.before.ends_with(is_digit) {
            Some("a number is digits, and perhaps a point: 1200, not 1 200, 1_200 or 72 %")
        } else if said.starts_with("control character") {
            Some("a text has to end on its own line; is its closing \" missing?")
        } else if said.starts_with("invalid number") {
            Some(
                "a number begins with a digit or a minus sign, and with no other zero than that of 0.5",
            )
        } else if has(&["True", "False", "None", "NaN", "undefined", "nan"]) {
            Some("JSON writes true, false and null, and has no other words")
        } else if said.starts_with("invalid escape") {
            Some("a backslash is written twice: \\\\")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::bundle::Bundle;

    fn said(json: &str) -> String {
        Bundle::parse(json).expect_err(json).to_string()
    }

    #[test]
    fn usual_slips_are_named_with_their_line_and_its_text() {
        for (json, parts) in [
            (
                "{\n\"value\": 72,5\n}",
                ["line 2", "`\"value\": 72,5`", "72.5, not 72,5"],
            ),
            (
                "{\n\"value\": 72,5,\n\"a\": 1}",
                ["line 2", "72,5", "72.5, not 72,5"],
            ),
            (
                "{\"a\": [1, 2,]}",
                ["line 1", "[1, 2,]", "no comma stands before"],
            ),
            (
                "{\n\"a\": 1,\n}",
                ["line 3", "`}`", "no comma stands before"],
            ),
            (
                "{\"a\": \"x\"\n\"b\": 2}",
                ["line 2", "\"b\": 2", "a comma is missing"],
            ),
            (
                "{\"a\": [\"x\" \"y\"]}",
                ["line 1", "\"x\" \"y\"", "a comma is missing"],
            ),
            ("{'a': 1}", ["line 1", "'a'", "straight double quotes"]),
            ("{“a”: 1}", ["line 1", "“a”", "straight double quotes"]),
            ("{\"a\": „x“}", ["line 1", "„x“", "straight double quotes"]),
            (
                "{\"a\": 1, // a note\n\"b\": 2}",
                ["line 1", "// a note", "no comments"],
            ),
            ("# a note\n{}", ["line 1", "# a note", "no comments"]),
            ("{a: 1}", ["line 1", "a: 1", "names of fields"]),
            (
                "{\"a\": \"the \"best\" one\"}",
                ["line 1", "\"best\"", "written \\\""],
            ),
            ("{\"a\": 1 200}", ["line 1", "1 200", "not 1 200"]),
            ("{\"a\": 72 %}", ["line 1", "72 %", "72 %"]),
            ("{\"a\": 1_200}", ["line 1", "1_200", "1_200"]),
            ("{\"a\": \"x\n y\"}", ["line 1", "\"x", "closing \""]),
            ("{\"a\": 05}", ["line 1", "05", "begins with a digit"]),
            ("{\"a\": True}", ["line 1", "True", "true, false and null"]),
            ("{\"a\": NaN}", ["line 1", "NaN", "no other words"]),
            ("{\"a\": \"C:\\data\"}", ["line 1", "C:", "written twice"]),
            ("{\"a\": 1", ["line 1", "{\"a\": 1", "cut short"]),
        ] {
            let said = said(json);
            for part in parts {
                assert!(said.contains(part), "{part} of {json:?}: {said}");
            }
        }
    }

    #[test]
    fn what_looks_like_no_slip_is_not_guessed() {
        for json in ["{\"a\" 1}", "{\"a\": +5}", "{} {}", "[1 2", "{\"a\": }"] {
            let said = said(json);
            for guess in ["comma is missing", "no comments", "quotes", "72.5"] {
                assert!(!said.contains(guess), "{json:?}: {said}");
            }
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_mistake_wherever_it_is() {
        let long = format!(
            "{{\"ä\": \"{}\", \"b\": 72,5, \"c\": \"{}\"}}",
            "ä".repeat(5_000),
            "ö".repeat(5_000)
        );
        let said = said(&long);
        assert!(said.contains("72,5"), "{said}");
        assert!(said.len() < 400, "{}", said.len());
        // Cut anywhere, also within a character's neighbours.
        for end in (0..200).filter(|end| long.is_char_boundary(*end)) {
            Bundle::parse(&long[..end]).expect_err("cut");
        }
    }
}
