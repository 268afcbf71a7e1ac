//! The sheet of embeds.
//!
//! It serves frames, which are documents of their own, and shadow roots in pages of other
//! sites. There `:root` is not ours, `rem` is the host's, and the host's editor may choose
//! another theme than the reader prefers. So the tokens are set on `.embed`, lengths are
//! relative to `--rem`, which is set by whatever draws an embed, and either theme can be chosen.

use std::ops::Range;
use std::path::Path;

use anyhow::Result;
use cssparser::{Delimiter, ParseError, Parser, ParserInput, Token};

use super::themes::{DARK, Themes};
use super::{COMPONENTS, Sheets, TOKENS, read, scoped, skip};

/// The components that embeds show.
const SHOWN: &[&str] = &[
    "card_grid",
    "figure",
    "insights",
    "results",
    "scorecard",
    "wheel",
];

/// Nothing of a host's styles is inherited except the tokens that it may set. This comes before
/// all other rules, because it resets what precedes it, including the colour scheme; `all` does
/// not reset the direction.
const RESET: &str = "\
:host { all: initial; display: block; }
:host([hidden]) { display: none; }
:where(div).embed { all: initial; direction: ltr; display: block; }
";

/// The tokens that a host may set, with the names by which it sets them.
const OFFERED: &[&str] = &["accent", "ink", "paper", "font"];

/// The size of a `rem` in pixels in conditions of queries, where variables cannot be used.
const REM: f32 = 16.0;

/// The text of the sheet.
pub fn sheet(root: &Path, sheets: &Sheets) -> Result<String> {
    let mut css = RESET.to_owned() + &tokens(&read(root, TOKENS)?)?;
    for name in ["style/base.css", "style/charts.css"] {
        css += &read(root, name)?;
    }
    for name in SHOWN {
        let name = format!("{COMPONENTS}/{name}.css");
        if let Some(sheet) = sheets.get(&name) {
            css += &format!("/* {name} */\n{}\n", scoped(&name, sheet)?);
        }
    }
    let css = own_width(&css) + &read(root, "style/embed.css")?;
    Ok(short(&own_rem(&css)))
}

/// The tokens on `.embed`: light, or dark if the reader or the editor chooses that.
fn tokens(css: &str) -> Result<String> {
    let Themes { light, dark } = Themes::of(css)?;
    let (light, dark) = (offered(light), offered(dark));
    Ok(format!(
        ".embed {{{light}}}\n\
         {DARK} {{\n.embed:not([data-theme=\"light\"]) {{{dark}}}\n}}\n\
         .embed[data-theme=\"light\"] {{ color-scheme: light; }}\n\
         .embed[data-theme=\"dark\"] {{ color-scheme: dark;{dark}}}\n"
    ))
}

/// Declarations in which a host's properties replace the values of some tokens.
fn offered(css: &str) -> String {
    edited(css, |input, edits| {
        while let Ok(name) = input.expect_ident_cloned() {
            input.expect_colon().ok();
            input.skip_whitespace();
            let start = input.position();
            input.parse_until_before(Delimiter::Semicolon, skip).ok();
            let value = input.slice_from(start);
            let name = name.strip_prefix("--").unwrap_or_default();
            if OFFERED.contains(&name) {
                let range = start.byte_index()..input.position().byte_index();
                edits.push((range, format!("var(--civic-{name}, {value})")));
            }
            input.expect_semicolon().ok();
        }
    })
}

/// A sheet whose queries ask for the width of the embed instead of the window: a column may be
/// narrow in a wide window.
fn own_width(css: &str) -> String {
    edited(css, widths)
}

fn widths(input: &mut Parser<'_, '_>, edits: &mut Vec<Edit>) {
    while let Some((token, range)) = next(input) {
        match token {
            Token::AtKeyword(name) if *name == *"media" => {
                let after = input.state();
                if of_width_alone(input).is_ok() {
                    edits.push((range, "@container embed".to_owned()));
                }
                input.reset(&after);
            }
            Token::CurlyBracketBlock => within(input, |input| widths(input, edits)),
            _ => {}
        }
    }
}

/// Reads the condition of a query that asks only for a width.
fn of_width_alone<'i>(input: &mut Parser<'i, '_>) -> Result<(), ParseError<'i, ()>> {
    input.expect_parenthesis_block()?;
    input.parse_nested_block(|input| {
        let feature = input.expect_ident_cloned()?;
        match &*feature {
            "min-width" | "max-width" => skip(input),
            _ => Err(input.new_custom_error(())),
        }
    })?;
    Ok(input.expect_curly_bracket_block()?)
}

/// A sheet in which lengths in `rem` are relative to the embed's own size.
fn own_rem(css: &str) -> String {
    edited(css, |input, edits| lengths(input, Place::Value, edits))
}

/// Where a length is used.
#[derive(Clone, Copy)]
enum Place {
    /// The value of a property.
    Value,
    /// The condition of a query, which knows no variables.
    Condition,
    /// The declaration of `--rem` itself.
    Rem,
}

fn lengths(input: &mut Parser<'_, '_>, mut place: Place, edits: &mut Vec<Edit>) {
    while let Some((token, range)) = next(input) {
        match token {
            Token::Dimension { value, unit, .. } if unit.eq_ignore_ascii_case("rem") => {
                let own = match place {
                    Place::Value => format!("calc({value} * var(--rem))"),
                    Place::Condition => format!("{}px", value * REM),
                    Place::Rem => continue,
                };
                edits.push((range, own));
            }
            Token::AtKeyword(_) => place = Place::Condition,
            Token::Ident(name) if *name == *"--rem" => place = Place::Rem,
            Token::Semicolon => place = Place::Value,
            Token::CurlyBracketBlock => {
                within(input, |input| lengths(input, Place::Value, edits));
                place = Place::Value;
            }
            Token::Function(_) | Token::ParenthesisBlock => {
                within(input, |input| lengths(input, place, edits));
            }
            _ => {}
        }
    }
}

/// A sheet without comments, and without the spaces and the line ends that mean nothing: trunk,
/// which shortens the site's sheet, copies this one.
fn short(css: &str) -> String {
    edited(css, spaces)
}

fn spaces(input: &mut Parser<'_, '_>, edits: &mut Vec<Edit>) {
    let mut is_start = true;
    loop {
        let start = input.position().byte_index();
        let Ok(token) = input.next_including_whitespace_and_comments().cloned() else {
            return;
        };
        let range = start..input.position().byte_index();
        match token {
            Token::Comment(_) => edits.push((range, String::new())),
            Token::WhiteSpace(_) => {
                let space = if is_start { "" } else { " " };
                edits.push((range, space.to_owned()));
            }
            Token::Semicolon => is_start = true,
            Token::CurlyBracketBlock => {
                within(input, |input| spaces(input, edits));
                is_start = true;
            }
            Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock => {
                within(input, |input| spaces(input, edits));
                is_start = false;
            }
            _ => is_start = false,
        }
    }
}

/// A place in a sheet's text, and what shall stand there instead.
type Edit = (Range<usize>, String);

/// A sheet with the edits that `find` makes, in their order. All else stays as it is written.
fn edited(css: &str, find: impl FnOnce(&mut Parser<'_, '_>, &mut Vec<Edit>)) -> String {
    let mut input = ParserInput::new(css);
    let mut edits = Vec::new();
    find(&mut Parser::new(&mut input), &mut edits);
    let mut out = String::new();
    let mut done = 0;
    for (range, text) in edits {
        out += &css[done..range.start];
        out += &text;
        done = range.end;
    }
    out + &css[done..]
}

/// The next token of a block, and its place in the sheet.
fn next<'i>(input: &mut Parser<'i, '_>) -> Option<(Token<'i>, Range<usize>)> {
    input.skip_whitespace();
    let start = input.position().byte_index();
    let token = input.next().ok()?.clone();
    Some((token, start..input.position().byte_index()))
}

/// Looks at what is in the block whose start was read.
fn within(input: &mut Parser<'_, '_>, look: impl FnOnce(&mut Parser<'_, '_>)) {
    let looked = input.parse_nested_block(|input| {
        look(input);
        Ok::<_, ParseError<'_, ()>>(())
    });
    // Every look goes to the end.
    looked.ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_the_embeds_own() {
        for (line, own) in [
            ("a { top: 1.5rem; }", "a { top: calc(1.5 * var(--rem)); }"),
            (
                "--text: clamp(1rem, 2vw + .5rem, 3rem);",
                "--text: clamp(calc(1 * var(--rem)), 2vw + calc(0.5 * var(--rem)), calc(3 * var(--rem)));",
            ),
            (
                "@container (max-width: 34rem) {",
                "@container (max-width: 544px) {",
            ),
            // A component's sheet is one line.
            (
                ".a{ top: 1rem; }@container (max-width: 2rem) and (min-width: 1rem) {.a{ top: 0; }}",
                ".a{ top: calc(1 * var(--rem)); }@container (max-width: 32px) and (min-width: 16px) {.a{ top: 0; }}",
            ),
            ("html.embed { --rem: 1rem; }", "html.embed { --rem: 1rem; }"),
            (".remark { remain: 0; }", ".remark { remain: 0; }"),
            ("a { top: -1rem; }", "a { top: calc(-1 * var(--rem)); }"),
            (
                "a { content: \"1rem\"; /* 1rem */ b: url(1rem) }",
                "a { content: \"1rem\"; /* 1rem */ b: url(1rem) }",
            ),
            (
                "@container (width > 34rem) { a { top: 1rem; } }",
                "@container (width > 544px) { a { top: calc(1 * var(--rem)); } }",
            ),
        ] {
            assert_eq!(own_rem(line), own);
        }
    }

    #[test]
    fn what_means_nothing_is_left_out() {
        for (css, left) in [
            (
                "/* What. */\n\na {\n  top: 0;\n  /* Why. */\n  left: 1px;\n}\n\nb { top: 0; }\n",
                "a {top: 0;left: 1px;}b {top: 0;}",
            ),
            // Between parts of a selector or of a value a space is a sign.
            (
                ".a\n.b /* c */ > i,\ni :is(b  i) {",
                ".a .b  > i, i :is(b i) {",
            ),
            (
                "a { top: calc(1px\n + 2px) /* c */; }",
                "a {top: calc(1px + 2px) ;}",
            ),
            (
                "@media (a) {\n  b::before { content: \"  /* no comment */ \"; }\n}",
                "@media (a) {b::before {content: \"  /* no comment */ \";}}",
            ),
        ] {
            assert_eq!(short(css), left);
        }
    }

    #[test]
    fn the_width_that_matters_is_the_embeds() {
        for (css, own) in [
            (
                ".a{ top: 0; }@media (min-width: 52rem) {.a{ top: 1px; }}",
                ".a{ top: 0; }@container embed (min-width: 52rem) {.a{ top: 1px; }}",
            ),
            (
                "@media (max-width: 2rem) {",
                "@container embed (max-width: 2rem) {",
            ),
            (
                "@media (min-width: 70rem) and (min-height: 48rem) {",
                "@media (min-width: 70rem) and (min-height: 48rem) {",
            ),
            (
                "@media (forced-colors: active) { .a { width: calc(1px) } }",
                "@media (forced-colors: active) { .a { width: calc(1px) } }",
            ),
        ] {
            assert_eq!(own_width(css), own);
        }
    }

    #[test]
    fn both_themes_can_be_asked_for_and_hosts_set_what_is_offered() {
        let css = ":root {\n  --ink: #111;\n  --met: #0a0;\n}\n\
                   @media screen and (prefers-color-scheme: dark) {\n  :root {\n    --ink: #eee;\n  }\n}\n";
        let css = tokens(css).unwrap();
        assert_eq!(css.matches("--ink: var(--civic-ink, #111);").count(), 1);
        assert_eq!(css.matches("--ink: var(--civic-ink, #eee);").count(), 2);
        assert!(css.contains("--met: #0a0;"), "{css}");
        assert!(
            css.contains(".embed[data-theme=\"dark\"] { color-scheme: dark;"),
            "{css}"
        );
        assert!(!css.contains(":root"), "{css}");
    }
}
