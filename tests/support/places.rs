//! The places of a bundle's JSON.

use serde_json::Value;

/// A value, where it stands (RFC 6901), and the same with a star for each place in a list and
/// the kind of section, so that values of one type of the model are called alike.
pub struct Place<'a> {
    /// Where it stands.
    pub pointer: String,
    /// Where values of its type stand.
    pub kind: String,
    /// The value.
    pub value: &'a Value,
}

/// Every value of a document.
pub fn places(document: &Value) -> Vec<Place<'_>> {
    let mut found = vec![Place::of(String::new(), String::new(), document)];
    let mut next = 0;
    while let Some(Place {
        pointer,
        kind,
        value,
    }) = found.get(next)
    {
        let inner: Vec<Place> = match value {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                let item = |(index, value)| {
                    Place::of(format!("{pointer}/{index}"), format!("{kind}/*"), value)
                };
                items.map(item).collect()
            }
            Value::Object(map) => {
                let field = |(key, value): (&String, _)| {
                    // Units and citations are the same wherever they stand.
                    if matches!(key.as_str(), "unit" | "source") {
                        let kind = format!("/{key}");
                        return Place::of(format!("{pointer}/{key}"), kind, value);
                    }
                    // The word that tells variants apart is one of those of all variants.
                    let kind = match key.as_str() {
                        "kind" => kind.trim_end_matches(|c| c != '*'),
                        _ => kind,
                    };
                    Place::of(format!("{pointer}/{key}"), format!("{kind}/{key}"), value)
                };
                map.iter().map(field).collect()
            }
            _ => Vec::new(),
        };
        found.extend(inner);
        next += 1;
    }
    found
}

impl<'a> Place<'a> {
    fn of(pointer: String, kind: String, value: &'a Value) -> Self {
        let kind = match value.get("kind").and_then(Value::as_str) {
            Some(variant) => format!("{kind}({variant})"),
            None => kind,
        };
        Place {
            pointer,
            kind,
            value,
        }
    }
}
