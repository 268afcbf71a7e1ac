//! What the tests of this module share.

use serde_json::Value;

use crate::content;
use crate::site::Site;

/// The bundle of a government that does not exist; it has every form that the model knows.
pub const NORLAND: &str = include_str!("../../tests/bundles/another-government.json");

/// Text that would do harm if it were not treated as text.
pub const HOSTILE: &str = "</script></title><script>alert(\"1\")</script><!--<img src=x onerror='alert(2)'>&amp;\u{2028}&";

/// The site of a bundle at the root of its host.
pub fn site_of(json: &str) -> Site {
    let bundle = content::of(json.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    Site {
        bundle: Box::leak(Box::new(bundle)),
        base: "/",
    }
}

/// The bundle as JSON values.
pub fn value_of(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

/// The bundle with hostile words in every plain text field that the head and the structured
/// data use.
pub fn poisoned(json: &str) -> String {
    fn poison(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(poison),
            Value::Object(map) => {
                for (key, value) in map {
                    let is_free = matches!(
                        key.as_str(),
                        "name"
                            | "description"
                            | "owner"
                            | "label"
                            | "title"
                            | "summary"
                            | "measures"
                            | "publisher"
                            | "one"
                            | "many"
                            | "lead"
                    );
                    match value {
                        Value::String(text) if is_free => HOSTILE.clone_into(text),
                        // These are titles again.
                        Value::Array(titles) if key == "for" => titles.fill(HOSTILE.into()),
                        value => poison(value),
                    }
                }
            }
            _ => {}
        }
    }
    let mut value = value_of(json);
    poison(&mut value);
    value.to_string()
}

/// Makes a pipe to which nobody writes.
#[cfg(unix)]
pub fn pipe(path: &std::path::Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.expect("mkfifo").success(), "{}", path.display());
}
