//! What a bundle may say, as data: from it come the JSON Schema and the reference
//! (`crate::publish::schema`). Native only.
//!
//! Records, words and variants describe themselves where they are declared (`read.rs`), with the
//! documentation that stands there; the types that are read by hand say their form in `forms.rs`.

use serde_json::Value;

/// A type that can say what its JSON looks like.
pub trait Describe {
    /// What its JSON looks like.
    fn describe() -> Description;
}

/// What the JSON of a type looks like.
#[derive(Clone, Debug)]
pub struct Description {
    /// Its name; empty for what has none of its own, such as a list.
    pub name: &'static str,
    /// What it is, as its documentation says.
    pub docs: String,
    /// Its form.
    pub shape: Shape,
    /// What else holds, as keywords of JSON Schema (2020-12); null if nothing does.
    pub rules: Value,
}

/// The form of a value.
#[derive(Clone, Debug)]
pub enum Shape {
    /// True or false.
    Bool,
    /// A number of at most 15 digits, at most 6 of them after the point.
    Number,
    /// A whole number from the first to the last.
    Whole(u64, u64),
    /// A text.
    Text(Form),
    /// This text.
    This(&'static str),
    /// One of these texts.
    Words(Vec<Word>),
    /// A list of any number of such values.
    List(fn() -> Description),
    /// An object with these fields and no others.
    Record(Vec<Field>),
    /// An object whose fields depend on a word in the field named first.
    Variants(&'static str, Vec<(Word, fn() -> Description)>),
    /// Any of these.
    AnyOf(Vec<fn() -> Description>),
}

/// The form of a text.
#[derive(Clone, Debug)]
pub struct Form {
    /// The most characters.
    pub longest: usize,
    /// Regular expressions that find something in it (ECMA-262, with the flag `u`).
    pub patterns: Vec<String>,
    /// Such texts.
    pub examples: &'static [&'static str],
}

/// A word that a bundle may have somewhere.
#[derive(Clone, Debug)]
pub struct Word {
    /// The word.
    pub word: &'static str,
    /// What it means.
    pub docs: String,
}

/// A field of a record.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub key: &'static str,
    /// What it says.
    pub docs: String,
    /// Whether a record may go without it.
    pub is_optional: bool,
    /// What it may hold.
    pub of: fn() -> Description,
}

impl Description {
    /// Of a type whose form is written by hand.
    pub fn new(name: &'static str, docs: &str, shape: Shape) -> Self {
        Description {
            name,
            docs: docs.to_owned(),
            shape,
            rules: Value::Null,
        }
    }

    /// The same under another name, with other words and more rules: of a record that is only
    /// the form in which another type stands in JSON.
    pub fn renamed(self, name: &'static str, docs: &str, rules: Value) -> Self {
        Description {
            name,
            docs: docs.to_owned(),
            rules,
            ..self
        }
    }

    /// Its fields, if it is a record.
    pub fn fields(&self) -> &[Field] {
        match &self.shape {
            Shape::Record(fields) => fields,
            _ => &[],
        }
    }
}

/// A text of a form.
pub fn text(longest: usize, pattern: String, examples: &'static [&'static str]) -> Shape {
    Shape::Text(Form {
        longest,
        patterns: vec![pattern],
        examples,
    })
}

impl<T: Describe> Describe for Vec<T> {
    fn describe() -> Description {
        Description::new("", "", Shape::List(T::describe))
    }
}

impl<T: Describe> Describe for Option<T> {
    fn describe() -> Description {
        T::describe()
    }
}

impl Describe for bool {
    fn describe() -> Description {
        Description::new("", "", Shape::Bool)
    }
}

/// The lines of a documentation comment as one text: a paragraph is a line of it.
pub fn prose(docs: &str) -> String {
    let mut out = String::new();
    for line in docs.lines().map(str::trim) {
        let between = match (line, out.chars().last()) {
            ("", _) => "\n",
            (_, None | Some('\n')) => "",
            _ => " ",
        };
        out.push_str(between);
        out.push_str(line);
    }
    out.trim().to_owned()
}

/// The documentation among attributes, line by line.
macro_rules! docs {
    () => { "" };
    ([doc = $line:literal] $($rest:tt)*) => {
        concat!($line, "\n", $crate::bundle::describe::docs!($($rest)*))
    };
    ([$($other:tt)*] $($rest:tt)*) => { $crate::bundle::describe::docs!($($rest)*) };
}

pub(super) use docs;

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn the_lines_of_a_comment_become_paragraphs() {
        assert_eq!(prose(" One\n two.\n\n Three.\n"), "One two.\nThree.");
        assert_eq!(prose(""), "");
    }
}
