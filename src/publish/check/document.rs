//! The text of a bundle as people see it: where a value stands, by line and column, and what the
//! things around it are called.

use std::ops::Range;

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// A text that was read as JSON.
pub struct Document<'a> {
    text: &'a str,
    root: Option<Value<'a>>,
    /// Where each line begins, in bytes.
    lines: Vec<usize>,
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The bytes that are meant.
    pub range: Range<usize>,
    /// The line and column at which they begin, both counted from 1; a column is a character.
    pub start: (usize, usize),
    /// The same of the place behind them.
    pub end: (usize, usize),
}

/// What is meant of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its value.
    Value,
    /// Its name.
    Name,
}

/// How far a JSON Pointer leads.
struct Followed<'d, 'a> {
    /// The values on the way, from the whole document to the last one that is there.
    on_the_way: Vec<&'d Value<'a>>,
    /// The field that the pointer ends with, if it ends with one.
    field: Option<&'d ObjectProp<'a>>,
    /// Whether it leads to its end.
    is_whole: bool,
}

impl<'a> Document<'a> {
    /// A document from its text, without a byte order mark. Of a text that is not JSON only lines
    /// are known.
    pub fn of(text: &'a str) -> Self {
        let options = ParseOptions {
            allow_comments: false,
            allow_loose_object_property_names: false,
            allow_trailing_commas: false,
            ..ParseOptions::default()
        };
        let parsed = parse_to_ast(text, &CollectOptions::default(), &options);
        let starts = text.match_indices('\n').map(|(at, _)| at + 1);
        Document {
            text,
            root: parsed.ok().and_then(|parsed| parsed.value),
            lines: std::iter::once(0).chain(starts).collect(),
        }
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The line that a line's number, from 1, belongs to, without its end.
    pub fn line(&self, number: usize) -> &'a str {
        let start = self.lines[number - 1];
        let end = self.lines.get(number).copied();
        let line = &self.text[start..end.unwrap_or(self.text.len())];
        line.trim_end_matches(['\n', '\r'])
    }

    /// Where a line with this number, from 1, begins, in bytes.
    pub fn line_start(&self, number: usize) -> usize {
        self.lines[number - 1]
    }

    /// The place of these bytes.
    pub fn place_of(&self, range: Range<usize>) -> Place {
        Place {
            start: self.position(range.start),
            end: self.position(range.end),
            range,
        }
    }

    fn position(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= at);
        let before = &self.text[self.lines[line - 1]..at];
        (line, before.chars().count() + 1)
    }

    /// The place of what a JSON Pointer leads to. Of a list or an object it is the bracket that
    /// opens it, and of what is not there, the object that should have it.
    pub fn place(&self, pointer: &str, part: Part) -> Place {
        let found = self.find(pointer);
        let range = match (part, found.field, found.on_the_way.last()) {
            (Part::Name, Some(field), _) if found.is_whole => field.name.range(),
            (_, _, Some(value)) => value.range(),
            (_, _, None) => return self.place_of(0..0),
        };
        let is_open = matches!(self.text.as_bytes()[range.start], b'{' | b'[');
        let end = match is_open {
            true => range.start + 1,
            false => range.end,
        };
        self.place_of(range.start..end)
    }

    /// The value that a JSON Pointer leads to.
    pub fn value(&self, pointer: &str) -> Option<&Value<'a>> {
        let found = self.find(pointer);
        found.on_the_way.last().copied().filter(|_| found.is_whole)
    }

    /// The text that a JSON Pointer leads to.
    pub fn string(&self, pointer: &str) -> Option<&str> {
        self.value(pointer).and_then(string)
    }

    /// The ids of the entries of a list, each with its place in it.
    pub fn ids(&self, list: &str) -> Vec<(usize, &str)> {
        let Some(Value::Array(list)) = self.value(list) else {
            return Vec::new();
        };
        let entries = list.elements.iter().enumerate();
        let ids = entries.map(|(index, entry)| Some((index, string(field(entry, "id")?)?)));
        ids.flatten().collect()
    }

    fn find<'d>(&'d self, pointer: &str) -> Followed<'d, 'a> {
        let mut found = Followed {
            on_the_way: self.root.iter().collect(),
            field: None,
            is_whole: true,
        };
        for part in parts(pointer) {
            let (field, next) = match found.on_the_way.last() {
                Some(Value::Object(object)) => {
                    // The last of two fields of one name counts.
                    let mut fields = object.properties.iter().rev();
                    let field = fields.find(|field| field.name.as_str() == part);
                    (field, field.map(|field| &field.value))
                }
                Some(Value::Array(list)) => {
                    let index = part.parse::<usize>().ok();
                    (None, index.and_then(|index| list.elements.get(index)))
                }
                _ => (None, None),
            };
            let Some(next) = next else {
                found.is_whole = false;
                break;
            };
            found.field = field;
            found.on_the_way.push(next);
        }
        found
    }

    /// Where a JSON Pointer leads, for people: `4th KPI, "Satisfaction" › 2nd target › goal`.
    pub fn described(&self, pointer: &str) -> String {
        let found = self.find(pointer);
        let mut list = "";
        let mut steps = Vec::new();
        let parts: Vec<String> = parts(pointer).collect();
        for (place, part) in parts.iter().enumerate() {
            let value = found.on_the_way.get(place + 1);
            let parent = found.on_the_way.get(place);
            match (parent, part.parse::<usize>()) {
                (Some(Value::Array(_)), Ok(index)) => {
                    let mut step = format!("{} {}", ordinal(index + 1), one_of(list));
                    if let Some(title) = value.and_then(|value| title(value)) {
                        step.push_str(", ");
                        step.push_str(&title);
                    }
                    // The list itself is said by its item.
                    steps.pop();
                    steps.push(step);
                }
                _ => {
                    list = part;
                    steps.push(part.clone());
                }
            }
        }
        match steps.is_empty() {
            true => "the whole file".to_owned(),
            false => steps.join(" › "),
        }
    }

    /// A JSON Pointer in which each entry that has an id is called by it:
    /// `/kpis/satisfaction/better` for `/kpis/3/better`.
    pub fn by_ids(&self, pointer: &str) -> String {
        let found = self.find(pointer);
        let mut named = String::new();
        for (place, part) in pointer.split('/').skip(1).enumerate() {
            let entry = found.on_the_way.get(place + 1);
            let is_item = matches!(found.on_the_way.get(place), Some(Value::Array(_)));
            let id = entry
                .filter(|_| is_item)
                .and_then(|entry| field(entry, "id"));
            named.push('/');
            named.push_str(id.and_then(string).unwrap_or(part));
        }
        named
    }

    /// Calls `told` with each text of the document.
    pub fn each_text(&self, told: &mut dyn FnMut(Found<'_>)) {
        if let Some(root) = &self.root {
            walk(root, "", &Way::Root, told);
        }
    }
}

/// A text of a document.
pub struct Found<'f> {
    /// The name of the field that it stands in, itself or as an item of a list.
    pub field: &'f str,
    /// The text.
    pub text: &'f str,
    way: &'f Way<'f>,
}

impl Found<'_> {
    /// JSON Pointer to it.
    pub fn pointer(&self) -> String {
        self.way.pointer()
    }
}

/// The way to a value that is being looked at.
enum Way<'w> {
    Root,
    Field(&'w Way<'w>, &'w str),
    Item(&'w Way<'w>, usize),
}

impl Way<'_> {
    fn pointer(&self) -> String {
        match self {
            Way::Root => String::new(),
            Way::Field(way, name) => {
                let name = name.replace('~', "~0").replace('/', "~1");
                format!("{}/{name}", way.pointer())
            }
            Way::Item(way, index) => format!("{}/{index}", way.pointer()),
        }
    }
}

fn walk(value: &Value<'_>, field: &str, way: &Way<'_>, told: &mut dyn FnMut(Found<'_>)) {
    match value {
        Value::StringLit(text) => told(Found {
            field,
            text: &text.value,
            way,
        }),
        Value::Array(list) => {
            for (index, item) in list.elements.iter().enumerate() {
                walk(item, field, &Way::Item(way, index), told);
            }
        }
        Value::Object(object) => {
            for field in &object.properties {
                let name = field.name.as_str();
                walk(&field.value, name, &Way::Field(way, name), told);
            }
        }
        _ => {}
    }
}

/// The text that a value is.
pub fn string<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    value.as_string_lit().map(|text| &*text.value)
}

/// The value of an object's field.
pub fn field<'v, 'a>(value: &'v Value<'a>, name: &str) -> Option<&'v Value<'a>> {
    let object = value.as_object()?;
    let mut fields = object.properties.iter().rev();
    let field = fields.find(|field| field.name.as_str() == name)?;
    Some(&field.value)
}

/// The last part of a JSON Pointer.
pub fn name(pointer: &str) -> String {
    let name = pointer.rsplit('/').next().unwrap_or_default();
    name.replace("~1", "/").replace("~0", "~")
}

/// The parts of a JSON Pointer (RFC 6901).
fn parts(pointer: &str) -> impl Iterator<Item = String> {
    let parts = pointer.split('/').skip(1);
    parts.map(|part| part.replace("~1", "/").replace("~0", "~"))
}

/// What an entry of the bundle is called, in quotes, by the first of these fields that it has.
fn title(entry: &Value<'_>) -> Option<String> {
    const LENGTH: usize = 50;
    let names = ["title", "label", "heading", "term", "id", "period", "when"];
    let title = names.iter().find_map(|name| string(field(entry, name)?))?;
    let mut short: String = title.chars().take(LENGTH).collect();
    if short.len() < title.len() {
        short.push('…');
    }
    Some(format!("\"{short}\""))
}

/// What one item of a list is called.
fn one_of(list: &str) -> &str {
    match list {
        "audiences" => "audience",
        "themes" => "theme",
        "measures" => "measure",
        "pages" => "page",
        "sections" => "section",
        "initiatives" => "initiative",
        "insights" => "insight",
        "kpis" => "KPI",
        "sources" => "source",
        "glossary" => "term",
        "series" => "series",
        "observations" => "observation",
        "targets" => "target",
        "breaks" => "break",
        "related" => "related figure",
        "figures" => "figure",
        "facts" => "fact",
        "notes" => "note",
        "footnotes" => "footnote",
        "rings" => "ring",
        "body" | "intro" => "paragraph",
        "list" => "point",
        "formerly" => "former id",
        "allow" => "allowance",
        _ => "item",
    }
}

/// A number as a place in an order: 1st, 2nd, 3rd, 11th.
fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::tests::NORLAND;

    const TEXT: &str = "{\n  \"kpis\": [\n    { \"id\": \"a\", \"é~\": [1, \"zwei\"] },\r\n    { \"id\": \"b\",\n\"title\": \"B\", \"x/y\": { \"id\": 5 } }\n  ]\n}";

    #[test]
    fn a_pointer_leads_to_line_and_column_of_value_or_name() {
        let document = Document::of(TEXT);
        for (pointer, part, start, text) in [
            ("", Part::Value, (1, 1), "{"),
            ("/kpis", Part::Value, (2, 11), "["),
            ("/kpis", Part::Name, (2, 3), "\"kpis\""),
            ("/kpis/0/é~0/1", Part::Value, (3, 28), "\"zwei\""),
            ("/kpis/1/title", Part::Value, (5, 10), "\"B\""),
            ("/kpis/1/x~1y", Part::Name, (5, 15), "\"x/y\""),
            ("/kpis/1/x~1y/id", Part::Value, (5, 30), "5"),
            // What is not there should stand in the object.
            ("/kpis/1/missing", Part::Value, (4, 5), "{"),
            ("/kpis/1/missing/2/more", Part::Name, (4, 5), "{"),
            ("/kpis/7", Part::Value, (2, 11), "["),
        ] {
            let place = document.place(pointer, part);
            assert_eq!(place.start, start, "{pointer}");
            assert_eq!(&TEXT[place.range.clone()], text, "{pointer}");
        }
        assert_eq!(
            document.line(3),
            "    { \"id\": \"a\", \"é~\": [1, \"zwei\"] },"
        );
    }

    #[test]
    fn every_value_of_a_bundle_stands_at_its_place() {
        fn compare(value: &serde_json::Value, pointer: String, document: &Document<'_>) {
            use serde_json::Value;
            let place = document.place(&pointer, Part::Value);
            let text = &document.text()[place.range.clone()];
            match value {
                Value::Object(fields) => {
                    assert_eq!(text, "{", "{pointer}");
                    for (name, value) in fields {
                        let pointer = format!("{pointer}/{}", name.replace('~', "~0"));
                        let name_at = document.place(&pointer, Part::Name).range;
                        assert_eq!(document.text()[name_at], format!("\"{name}\""));
                        compare(value, pointer, document);
                    }
                }
                Value::Array(items) => {
                    assert_eq!(text, "[", "{pointer}");
                    for (index, item) in items.iter().enumerate() {
                        compare(item, format!("{pointer}/{index}"), document);
                    }
                }
                value => {
                    let there: Value = serde_json::from_str(text).expect(&pointer);
                    assert_eq!(there, *value, "{pointer}");
                }
            }
            let line = document.line(place.start.0);
            let before = line.chars().take(place.start.1 - 1).collect::<String>();
            assert!(line[before.len()..].starts_with(text), "{pointer}");
        }
        let value = serde_json::from_str(NORLAND).expect("JSON");
        compare(&value, String::new(), &Document::of(NORLAND));
    }

    #[test]
    fn the_last_of_two_fields_counts_as_for_the_parser() {
        let document = Document::of("{\"a\": 1,\n\"a\": 2}");
        assert_eq!(document.place("/a", Part::Value).start, (2, 6));
        assert_eq!(document.place("/a", Part::Name).start, (2, 1));
    }

    #[test]
    fn places_are_told_by_titles_and_ids() {
        let document = Document::of(TEXT);
        assert_eq!(document.described("/kpis/1/x~1y"), "2nd KPI, \"B\" › x/y");
        assert_eq!(
            document.described("/kpis/0/é~0/1"),
            "1st KPI, \"a\" › 2nd item"
        );
        assert_eq!(document.described(""), "the whole file");
        assert_eq!(document.by_ids("/kpis/1/title"), "/kpis/b/title");
        assert_eq!(document.by_ids("/kpis/1/x~1y/id"), "/kpis/b/x~1y/id");
        assert_eq!(document.ids("/kpis"), [(0, "a"), (1, "b")]);
    }

    #[test]
    fn a_text_that_is_not_json_still_has_lines() {
        let document = Document::of("{\n oops");
        assert_eq!(document.place_of(3..7).start, (2, 2));
        assert_eq!(document.place("/a", Part::Value).start, (1, 1));
    }
}
