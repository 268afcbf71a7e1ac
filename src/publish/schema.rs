//! The JSON Schema of bundles (2020-12), from the types that read them: editors complete and check
//! by it while somebody writes.

use serde_json::{Map, Value, json};

use crate::bundle::{Bundle, Describe, Description, Field, MAX_ITEMS, Shape, Word, rules};

/// The path of the schema below the root of every site.
pub const PATH: &str = "schema/bundle.json";

/// The rules that the schema does not say, a sentence each: some are between places of a bundle,
/// some are about how JSON is written, and some would need a page-long regular expression.
pub const BEYOND: &[&str] = &[
    "An id refers to an entry, stands once in its list, and is not a former id of another entry.",
    "Labels that readers choose from differ in more than invisible characters.",
    "Each period stands once in a series, and a span ends after it begins.",
    "A day is one of its month. Financial years need `financialYear`, and the second year of \
     `2022/23` follows the first.",
    "Only a forecast is of a time that had not begun at `published`.",
    "With the unit `\"%\"`, values, goals, baselines and intervals are from 0 to 100; with `whole`, \
     no value is above it.",
    "`low` of an interval is not above the value, `high` not below it, and the two differ; `from` \
     of a goal is below `to`.",
    "Nothing happens to a target before it was set, and a goal of `times` or `percentChange` has \
     at most 15 digits once it is worked out.",
    "A hero is the first section of its page, and a page shows initiatives, insights, scorecard \
     and goals once each. `for` in a wheel names parts of its first ring.",
    "Numbers have at most 15 digits, at most 6 of them after the point; months and \
     `schemaVersion` are written without a point.",
    "A text shows something, and has no characters that are lost, private, hidden or turn the \
     direction of writing.",
    "Hosts, paths, mail addresses and telephone numbers in addresses are well-formed and lead \
     where they say.",
    "No field appears twice in an object, and nothing exceeds the limits on bytes, depth, values, \
     and the charts and figures of a page.",
];

/// The schema as the text of its file.
pub fn text() -> String {
    format!("{:#}\n", schema())
}

/// The schema.
pub fn schema() -> Value {
    let mut defs = Map::new();
    let bundle = Bundle::describe();
    let mut schema = keywords(&bundle, false, &mut defs);
    schema.insert("description".to_owned(), json!(bundle.docs));
    schema.insert(
        "$schema".to_owned(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    schema.insert("title".to_owned(), json!("A bundle of Civic Scorecard"));
    schema.insert("$defs".to_owned(), Value::Object(defs));
    Value::Object(schema)
}

/// A type where it is used. One with a name is defined once, and once more for fields that may
/// be null: editors complete a list of types better than alternatives. What describes it stands
/// beside the reference, because VS Code shows a description of what is referred to in its place.
fn reference(of: fn() -> Description, or_null: bool, defs: &mut Map<String, Value>) -> Value {
    let of = of();
    if of.name.is_empty() {
        return Value::Object(keywords(&of, or_null, defs));
    }
    let name = if or_null {
        format!("{}OrNull", of.name)
    } else {
        of.name.to_owned()
    };
    if !defs.contains_key(&name) {
        let keywords = keywords(&of, or_null, defs);
        defs.insert(name.clone(), Value::Object(keywords));
    }
    json!({"$ref": format!("#/$defs/{name}")})
}

/// The same with what the type is.
fn described(of: fn() -> Description, defs: &mut Map<String, Value>) -> Value {
    let mut reference = object(reference(of, false, defs));
    let docs = of().docs;
    if !docs.is_empty() {
        reference.insert("description".to_owned(), json!(docs));
    }
    Value::Object(reference)
}

/// The keywords that say what a type is.
fn keywords(of: &Description, or_null: bool, defs: &mut Map<String, Value>) -> Map<String, Value> {
    let null = or_null.then(|| json!({"type": "null"}));
    let mut keywords = match &of.shape {
        Shape::Bool => typed("boolean", or_null, json!({})),
        Shape::Number => {
            let beyond = 1_000_000_000_000_000_u64;
            let range = json!({"exclusiveMinimum": -(beyond as i64), "exclusiveMaximum": beyond});
            typed("number", or_null, range)
        }
        Shape::Whole(low, high) => {
            typed("integer", or_null, json!({"minimum": low, "maximum": high}))
        }
        Shape::Text(form) => {
            // What editors say in place of the pattern, which nobody can read.
            let needed = format!("Another form is needed. {}", of.docs);
            let mut more = json!({
                "minLength": 1,
                "maxLength": form.longest,
                "pattern": form.patterns[0],
                "patternErrorMessage": needed,
            });
            if let [_, further @ ..] = &form.patterns[..]
                && !further.is_empty()
            {
                let further = further
                    .iter()
                    .map(|pattern| json!({"pattern": pattern, "patternErrorMessage": needed}));
                more["allOf"] = further.collect();
            }
            if !form.examples.is_empty() {
                more["examples"] = json!(form.examples);
            }
            typed("string", or_null, more)
        }
        Shape::This(text) => object(json!({"const": text})),
        Shape::Words(words) => {
            let forms = words.iter().map(word).chain(null);
            typed(
                "string",
                or_null,
                json!({"anyOf": forms.collect::<Value>()}),
            )
        }
        Shape::List(of) => {
            let items = described(*of, defs);
            typed(
                "array",
                or_null,
                json!({"items": items, "maxItems": MAX_ITEMS}),
            )
        }
        Shape::Record(fields) => typed("object", or_null, record(of.name, fields, None, defs)),
        Shape::Variants(tag, variants) => {
            let words: Value = variants.iter().map(|(of, _)| word(of)).collect();
            let mut forms = Vec::new();
            for (word, of) in variants {
                let of = of();
                let chosen = Some((*tag, word));
                let form = typed("object", false, record(of.name, of.fields(), chosen, defs));
                defs.insert(of.name.to_owned(), Value::Object(form));
                let is_so = json!({"required": [tag], "properties": {*tag: {"const": word.word}}});
                let reference = format!("#/$defs/{}", of.name);
                let then = json!({"$ref": reference, "description": of.docs});
                forms.push(json!({"if": is_so, "then": then}));
            }
            let kind = json!({"type": "string", "anyOf": words});
            let more = json!({"required": [tag], "properties": {*tag: kind}, "allOf": forms});
            typed("object", or_null, more)
        }
        Shape::AnyOf(forms) => {
            let forms = forms.iter().map(|of| described(*of, defs));
            let forms: Value = forms.chain(null).collect();
            object(json!({"anyOf": forms}))
        }
    };
    keywords.extend(object(of.rules.clone()));
    keywords
}

/// The keywords of a record's fields; `tag` is the field and the word that choose it.
fn record(
    name: &str,
    fields: &[Field],
    tag: Option<(&str, &Word)>,
    defs: &mut Map<String, Value>,
) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    if let Some((tag, of)) = tag {
        properties.insert(tag.to_owned(), word(of));
        required.push(tag);
    }
    for field in fields {
        let rules = rules(name, field.key);
        let is_optional = field.is_optional && rules.get("minItems").is_none();
        let mut property = object(reference(field.of, is_optional, defs));
        property.insert("description".to_owned(), json!(told(field)));
        match property.contains_key("$ref") {
            // In a place of their own, because VS Code merges what is referred to over them.
            true if !rules.is_null() => _ = property.insert("allOf".to_owned(), json!([rules])),
            _ => property.extend(object(rules)),
        }
        properties.insert(field.key.to_owned(), Value::Object(property));
        if !is_optional {
            required.push(field.key);
        }
    }
    let mut keywords = object(rules(name, ""));
    keywords.insert("properties".to_owned(), Value::Object(properties));
    keywords.insert("required".to_owned(), json!(required));
    keywords.insert("additionalProperties".to_owned(), json!(false));
    Value::Object(keywords)
}

/// What an editor says of a field: what it is, and how a value of its form is written.
fn told(field: &Field) -> String {
    let of = (field.of)();
    let is_plain = of.docs.is_empty() || of.name == "Text";
    match of.shape {
        Shape::Text(_) | Shape::AnyOf(_) | Shape::Whole(..) if !is_plain => {
            format!("{}\n\n{}", field.docs, of.docs)
        }
        _ => field.docs.clone(),
    }
}

fn word(of: &Word) -> Value {
    json!({"const": of.word, "description": of.docs})
}

/// The keywords in `more`, with the type of a value.
fn typed(of: &str, or_null: bool, more: Value) -> Map<String, Value> {
    let mut keywords = object(more);
    let of = if or_null {
        json!([of, "null"])
    } else {
        json!(of)
    };
    keywords.insert("type".to_owned(), of);
    keywords
}

fn object(keywords: Value) -> Map<String, Value> {
    match keywords {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
