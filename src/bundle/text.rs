//! Text written by people: plain, and with links, lists and emphasis.

use std::fmt::Write;
use std::ops::Deref;

use serde::{Serialize, Serializer};

use super::characters::{code_points, is_visible, refused};
use super::error::Fault;
use super::id::TERMS;
use super::pack::{pack_fields, pack_variants};
use super::read::{Input, Read, record};
use super::url::SafeUrl;

/// The most characters of one text.
pub const MAX_LENGTH: usize = 4_000;

const NOT_TEXT: &str =
    "text of 1 to 4,000 characters without control characters, and without white space at its ends";

fn read_text<'a>(input: &Input<'a>) -> Option<&'a str> {
    let text = input.text()?;
    let fits = !text.is_empty()
        && text.len() <= MAX_LENGTH * 4
        && text.chars().count() <= MAX_LENGTH
        && text.trim() == text
        && !text.chars().any(char::is_control);
    if let Some((found, why)) = refused(text) {
        input.reject(Fault::BadCharacter { found, why })
    } else if !fits {
        input.reject(Fault::Malformed { expected: NOT_TEXT })
    } else if let Err(fault) = visible(text) {
        input.reject(fault)
    } else {
        Some(text)
    }
}

/// Refuses an invisible text, or an invisible part with a meaning of its own: a link without
/// words cannot be found, and a card without a title cannot be read.
fn visible(text: &str) -> Result<(), Fault> {
    match is_visible(text) {
        true => Ok(()),
        false => Err(Fault::Invisible {
            found: code_points(text),
        }),
    }
}

/// Plain text, never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(String);

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Read for Text {
    fn read(input: &Input<'_>) -> Option<Self> {
        read_text(input).map(|text| Text(text.to_owned()))
    }
}

pack_fields!(Text { 0 });
pack_fields!(Line { 0 });
pack_variants!(Inline {
    0 = Text(text),
    1 = Emphasis(text),
    2 = Strong(text),
    3 = Link { text, href },
});
pack_variants!(Block { 0 = Paragraph(line), 1 = List(list) });

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// A piece of a [`Line`].
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// `*emphasis*`
    Emphasis(String),
    /// `**strong**`
    Strong(String),
    /// `[text](href)`
    Link {
        /// The visible words.
        text: String,
        /// Where it leads.
        href: SafeUrl,
    },
}

/// One line or paragraph of rich text.
///
/// A string in JSON, in a subset of Markdown: `*emphasis*`, `**strong**` and `[text](href)`,
/// which do not nest; a backslash before `*`, `[`, `]` or itself makes it plain. The subset is
/// parsed here because a complete Markdown parser would be a fifth of the wasm.
#[derive(Clone, Debug, PartialEq)]
pub struct Line(Vec<Inline>);

impl Line {
    /// The pieces in order; two plain texts never follow each other.
    pub fn pieces(&self) -> &[Inline] {
        &self.0
    }

    /// The words without links and emphasis.
    pub fn plain_text(&self) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Inline::Text(text)
                | Inline::Emphasis(text)
                | Inline::Strong(text)
                | Inline::Link { text, .. } => text.as_str(),
            })
            .collect()
    }

    /// Reads the Markdown subset; `Err` says what is wrong.
    pub fn parse(markup: &str) -> Result<Self, Fault> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = markup;
        while let Some(first) = rest.chars().next() {
            let taken = match first {
                '\\' => {
                    let escaped = rest[1..].chars().next().ok_or(BAD_ESCAPE)?;
                    if !is_special(escaped) {
                        return Err(BAD_ESCAPE);
                    }
                    plain.push(escaped);
                    2
                }
                '*' => {
                    let mark = if rest.starts_with("**") { "**" } else { "*" };
                    let (text, length) = delimited(&rest[mark.len()..], mark)?;
                    flush(&mut plain, &mut pieces);
                    pieces.push(if mark == "**" {
                        Inline::Strong(text)
                    } else {
                        Inline::Emphasis(text)
                    });
                    mark.len() + length
                }
                '[' => {
                    let (text, length) = delimited(&rest[1..], "](")?;
                    let tail = &rest[1 + length..];
                    let end = tail.find(')').ok_or(UNCLOSED)?;
                    let href = SafeUrl::parse(&tail[..end]).map_err(|fault| match fault {
                        // The whole text is long, and only this part of it is wrong.
                        Fault::Malformed { expected } => Fault::BadLink {
                            target: tail[..end].to_owned(),
                            expected,
                        },
                        other => other,
                    })?;
                    flush(&mut plain, &mut pieces);
                    pieces.push(Inline::Link { text, href });
                    1 + length + end + 1
                }
                ']' => return Err(UNCLOSED),
                other => {
                    plain.push(other);
                    other.len_utf8()
                }
            };
            rest = &rest[taken..];
        }
        flush(&mut plain, &mut pieces);
        Ok(Line(pieces))
    }
}

const UNCLOSED: Fault = Fault::Malformed {
    expected: "rich text: each * or ** needs its partner, a link is [text](address), and a plain *, [ or ] is written with a backslash before it",
};
const BAD_ESCAPE: Fault = Fault::Malformed {
    expected: "rich text: a backslash stands only before *, [, ] or another backslash",
};

fn is_special(c: char) -> bool {
    matches!(c, '*' | '[' | ']' | '\\')
}

fn flush(plain: &mut String, pieces: &mut Vec<Inline>) {
    if !plain.is_empty() {
        pieces.push(Inline::Text(std::mem::take(plain)));
    }
}

/// The unescaped text before `end`, and the length of both in the markup.
fn delimited(markup: &str, end: &str) -> Result<(String, usize), Fault> {
    let mut text = String::new();
    let mut chars = markup.char_indices();
    while let Some((at, c)) = chars.next() {
        if markup[at..].starts_with(end) {
            if text.is_empty() {
                return Err(UNCLOSED);
            }
            visible(&text)?;
            return Ok((text, at + end.len()));
        }
        match c {
            '\\' => match chars.next() {
                Some((_, escaped)) if is_special(escaped) => text.push(escaped),
                _ => return Err(BAD_ESCAPE),
            },
            special if is_special(special) => return Err(UNCLOSED),
            other => text.push(other),
        }
    }
    Err(UNCLOSED)
}

impl Read for Line {
    fn read(input: &Input<'_>) -> Option<Self> {
        match Line::parse(read_text(input)?) {
            Ok(line) => {
                for piece in line.pieces() {
                    if let Inline::Link { href, .. } = piece
                        && let SafeUrl::Internal(path) = href
                        && let Some(id) = path.strip_prefix(TERMS)
                    {
                        input.note_id("/glossary", id);
                    }
                }
                Some(line)
            }
            Err(fault) => input.reject(fault),
        }
    }
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let escape = |text: &str| {
            text.chars().fold(String::new(), |mut out, c| {
                if is_special(c) {
                    out.push('\\');
                }
                out.push(c);
                out
            })
        };
        let mut markup = String::new();
        for piece in &self.0 {
            let written = match piece {
                Inline::Text(text) => write!(markup, "{}", escape(text)),
                Inline::Emphasis(text) => write!(markup, "*{}*", escape(text)),
                Inline::Strong(text) => write!(markup, "**{}**", escape(text)),
                Inline::Link { text, href } => write!(markup, "[{}]({href})", escape(text)),
            };
            written.map_err(serde::ser::Error::custom)?;
        }
        serializer.serialize_str(&markup)
    }
}

/// A block of rich text: in JSON a string for a paragraph, or `{"list": […]}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Block {
    /// A paragraph.
    Paragraph(Line),
    /// A list of points.
    List(BulletList),
}

record! {
    /// A list of points in rich text.
    pub struct BulletList {
        /// The points, at least one.
        list: Vec<Line> = "list",
    }
}

impl Read for Block {
    fn read(input: &Input<'_>) -> Option<Self> {
        if input.is_object() {
            let list = BulletList::read(input)?;
            if list.list.is_empty() {
                return input.reject(Fault::NoItems);
            }
            Some(Block::List(list))
        } else {
            Line::read(input).map(Block::Paragraph)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(text: &str, href: &str) -> Inline {
        Inline::Link {
            text: text.into(),
            href: SafeUrl::parse(href).unwrap(),
        }
    }

    #[test]
    fn reads_emphasis_links_and_escapes() {
        let line = Line::parse(r"A *b* and **c**, [d](https://e.sg/f) 2 \* 3 \[g\]").unwrap();
        assert_eq!(
            line.pieces(),
            [
                Inline::Text("A ".into()),
                Inline::Emphasis("b".into()),
                Inline::Text(" and ".into()),
                Inline::Strong("c".into()),
                Inline::Text(", ".into()),
                link("d", "https://e.sg/f"),
                Inline::Text(" 2 * 3 [g]".into()),
            ]
        );
        assert_eq!(line.plain_text(), "A b and c, d 2 * 3 [g]");
    }

    #[test]
    fn html_is_text() {
        let line = Line::parse("<b onclick=x>&amp;</b>").unwrap();
        assert_eq!(
            line.pieces(),
            [Inline::Text("<b onclick=x>&amp;</b>".into())]
        );
    }

    #[test]
    fn names_broken_markup() {
        for broken in [
            "*a",
            "**a*",
            "a]",
            "[a](b",
            "[a]",
            "[](https://a.sg)",
            "**",
            "a\\b",
            "a\\",
        ] {
            assert!(Line::parse(broken).is_err(), "{broken}");
        }
        let error = Line::parse("Read [a](javascript:alert`1`) now").unwrap_err();
        let said = error.to_string();
        assert!(
            said.starts_with("has a link to \"javascript:alert`1`\", which is not an address"),
            "{said}"
        );
    }

    #[test]
    fn writes_back_what_it_read() {
        for markup in ["plain", r"**a \*b** [c \] d](/kpis/) *e*", "日本 *語*"] {
            let line = Line::parse(markup).unwrap();
            assert_eq!(serde_json::to_value(&line).unwrap(), *markup);
        }
    }
}
