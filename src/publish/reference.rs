//! The reference of bundles, docs/bundle.md, from the same types as the schema.

use std::collections::BTreeMap;

use serde_json::Value;

use super::schema::{BEYOND, PATH};
use crate::bundle::{Bundle, Describe, Description, Field, Shape, rules};

/// The most characters of an example that is no text.
const LONGEST: usize = 160;

/// The reference in Markdown, with examples out of a bundle's JSON: of each field the shortest
/// value there.
pub fn markdown(example: &Value) -> String {
    let mut types = Types::default();
    types.add(Bundle::describe);
    types.look_into(Bundle::describe, example);
    let mut out = format!(
        "# A bundle, field by field\n\n\
         Generated from the types that read bundles; CONTRIBUTING.md says how. \
         [figures.md](figures.md) explains how figures, targets and sources are meant to be \
         used.\n\n\
         A bundle is one JSON file, and an object of the type [Bundle](#bundle). Every site has \
         the same as a JSON Schema at `{PATH}`; an editor that knows it completes fields and \
         words, explains them, and marks mistakes. A bundle names it in its first field:\n\n\
         ```json\n\"$schema\": \"../{PATH}\"\n```\n\n\
         A field that may be absent may also be `null`. Any other field than these is a \
         mistake. Examples are Norland's, a government of the tests that writes in German.\n"
    );
    let is_object = |of: &&Description| matches!(of.shape, Shape::Record(_) | Shape::Variants(..));
    let (objects, values): (Vec<_>, Vec<_>) = types.found.iter().partition(is_object);
    for of in objects.into_iter().chain(values) {
        out.push_str(&section(of, &types.examples));
    }
    out.push_str(
        "\n## What the schema does not say\n\n\
         `scorecard check` checks these rules; a schema cannot say them, or not in a way that \
         helps anybody:\n\n",
    );
    for rule in BEYOND {
        out.push_str(&format!("- {rule}\n"));
    }
    out
}

/// The types with names, each once, in the order in which fields lead to them.
#[derive(Default)]
struct Types {
    found: Vec<Description>,
    /// The shortest value of each field of each record, as JSON.
    examples: BTreeMap<(&'static str, &'static str), String>,
}

impl Types {
    fn add(&mut self, of: fn() -> Description) {
        let of = of();
        if self.found.iter().any(|known| known.name == of.name) {
            return;
        }
        let shape = of.shape.clone();
        if !of.name.is_empty() {
            self.found.push(of);
        }
        match shape {
            Shape::List(of) => self.add(of),
            Shape::Record(fields) => fields.iter().for_each(|field| self.add(field.of)),
            Shape::Variants(_, variants) => variants.iter().for_each(|(_, of)| self.add(*of)),
            Shape::AnyOf(forms) => forms.iter().for_each(|of| self.add(*of)),
            _ => {}
        }
    }

    /// Takes examples out of a value of a type.
    fn look_into(&mut self, of: fn() -> Description, value: &Value) {
        let of = of();
        match (&of.shape, value) {
            (Shape::List(of), Value::Array(items)) => {
                items.iter().for_each(|item| self.look_into(*of, item));
            }
            (Shape::Record(fields), Value::Object(map)) => {
                for field in fields {
                    if let Some(value) = map.get(field.key).filter(|value| says(value)) {
                        self.keep(of.name, field, value);
                        self.look_into(field.of, value);
                    }
                }
            }
            (Shape::Variants(tag, variants), Value::Object(map)) => {
                let chosen = map.get(*tag).and_then(Value::as_str);
                let variant = variants.iter().find(|(word, _)| Some(word.word) == chosen);
                if let Some((_, of)) = variant {
                    self.look_into(*of, value);
                }
            }
            (Shape::AnyOf(forms), Value::Object(map)) => {
                // The form that has its fields.
                let has = |of: &Description| {
                    let known = |key: &String| of.fields().iter().any(|field| field.key == key);
                    !of.fields().is_empty() && map.keys().all(known)
                };
                if let Some(of) = forms.iter().find(|of| has(&of())) {
                    self.look_into(*of, value);
                }
            }
            _ => {}
        }
    }

    fn keep(&mut self, record: &'static str, field: &Field, value: &Value) {
        let json = value.to_string();
        let length = |json: &str| json.chars().count();
        let kept = self
            .examples
            .entry((record, field.key))
            .or_insert_with(|| json.clone());
        if length(&json) < length(kept) {
            *kept = json;
        }
    }
}

/// Whether a value is one: neither null nor an empty list.
fn says(value: &Value) -> bool {
    !value.is_null() && value.as_array().is_none_or(|items| !items.is_empty())
}

/// The section of a type.
fn section(of: &Description, examples: &BTreeMap<(&str, &str), String>) -> String {
    let mut out = format!("\n## {}\n\n{}\n", of.name, of.docs);
    match &of.shape {
        Shape::Record(fields) => {
            out.push_str("\n| Field | Type | Required | What it says | Example |\n");
            out.push_str("| --- | --- | --- | --- | --- |\n");
            for field in fields {
                let is_optional =
                    field.is_optional && rules(of.name, field.key).get("minItems").is_none();
                let example = match examples.get(&(of.name, field.key)) {
                    Some(json) if json.starts_with('"') || json.len() <= LONGEST => code(json),
                    Some(_) => format!("see {}", link((field.of)())),
                    None => String::new(),
                };
                out.push_str(&format!(
                    "| `{}` | {}{} | {} | {} | {example} |\n",
                    field.key,
                    type_of(&(field.of)()),
                    length(&rules(of.name, field.key)),
                    if is_optional { "no" } else { "yes" },
                    cell(&field.docs),
                ));
            }
        }
        Shape::Words(words) => {
            out.push_str("\n| Word | What it means |\n| --- | --- |\n");
            for word in words {
                out.push_str(&format!("| `\"{}\"` | {} |\n", word.word, cell(&word.docs)));
            }
        }
        Shape::Variants(tag, variants) => {
            out.push_str(&format!(
                "\n| `{tag}` | Type | What it is |\n| --- | --- | --- |\n"
            ));
            for (word, of) in variants {
                let (link, docs) = (type_of(&of()), cell(&word.docs));
                out.push_str(&format!("| `\"{}\"` | {link} | {docs} |\n", word.word));
            }
        }
        Shape::AnyOf(forms) => {
            let forms = forms.iter().map(|of| type_of(&of()));
            out.push_str(&format!(
                "\nOne of: {}.\n",
                forms.collect::<Vec<_>>().join("; ")
            ));
        }
        Shape::Text(form) if !form.examples.is_empty() => {
            let examples = form
                .examples
                .iter()
                .map(|text| code(&format!("\"{text}\"")));
            let examples: Vec<String> = examples.collect();
            out.push_str(&format!("\nSuch as {}.\n", examples.join(", ")));
        }
        _ => {}
    }
    out
}

/// A type in a few words, with a link to its section.
fn type_of(of: &Description) -> String {
    match &of.shape {
        Shape::List(of) => format!("list of {}", type_of(&of())),
        Shape::Bool => "`true` or `false`".to_owned(),
        Shape::This(text) => code(&format!("\"{text}\"")),
        _ => link(of.clone()),
    }
}

/// A link to the section of a type, or of a list's items.
fn link(of: Description) -> String {
    match of.shape {
        Shape::List(of) => link(of()),
        _ => format!("[{}](#{})", of.name, of.name.to_ascii_lowercase()),
    }
}

/// How many items a list may have, if the rules of its field say so.
fn length(rules: &Value) -> String {
    match [&rules["minItems"], &rules["maxItems"]].map(Value::as_u64) {
        [Some(least), Some(most)] => format!(", {least} to {most}"),
        [Some(least), None] => format!(", at least {least}"),
        [None, Some(most)] => format!(", at most {most}"),
        [None, None] => String::new(),
    }
}

/// JSON in a cell of a table.
fn code(json: &str) -> String {
    let fence = if json.contains('`') { "``" } else { "`" };
    format!("{fence}{}{fence}", cell(json))
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', "<br>")
}
