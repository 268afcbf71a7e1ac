//! The two themes of `style/tokens.css`.
//!
//! The sheet says each colour of the dark theme once. The site needs it twice: for readers whose
//! device asks for it, and for those who choose it on the site (`public/start.js`).

use anyhow::{Result, bail};
use cssparser::{Delimiter, ParseError, Parser, ParserInput};

use super::skip;

/// The query for the dark theme; paper is light.
pub const DARK: &str = "@media screen and (prefers-color-scheme: dark)";

/// The declarations of both themes.
pub struct Themes<'a> {
    /// All tokens.
    pub light: &'a str,
    /// Those that the dark theme changes.
    pub dark: &'a str,
}

impl<'a> Themes<'a> {
    /// The themes in the text of the sheet.
    pub fn of(css: &'a str) -> Result<Self> {
        if let [(":root", light), (DARK, dark)] = rules(css)[..]
            && let [(":root", dark)] = rules(dark)[..]
        {
            return Ok(Themes { light, dark });
        }
        bail!(
            "style/tokens.css is not what xtask/src/styles/themes.rs expects: a block of :root, \
             then another within the media query for dark"
        )
    }
}

/// The tokens of the site: light, or dark if the reader's device or the reader asks for that.
pub fn sheet(css: &str) -> Result<String> {
    let Themes { light, dark } = Themes::of(css)?;
    Ok(format!(
        ":root {{{light}}}\n\
         {DARK} {{\n:root:not([data-theme=\"light\"]) {{{dark}}}\n}}\n\
         @media screen {{\n\
         :root[data-theme=\"light\"] {{ color-scheme: light; }}\n\
         :root[data-theme=\"dark\"] {{ color-scheme: dark;{dark}}}\n}}\n"
    ))
}

/// The rules of a sheet: the prelude of each block, and its content.
fn rules(css: &str) -> Vec<(&str, &str)> {
    let mut input = ParserInput::new(css);
    let mut input = Parser::new(&mut input);
    let mut rules = Vec::new();
    loop {
        // Comments, too.
        input.skip_whitespace();
        let start = input.position();
        let head = input.parse_until_before(Delimiter::CurlyBracketBlock, skip);
        let prelude = input.slice_from(start).trim_end();
        if head.is_err() || input.expect_curly_bracket_block().is_err() {
            return rules;
        }
        let block = input.parse_nested_block(|input| {
            let start = input.position();
            skip(input)?;
            Ok::<_, ParseError<'_, ()>>(input.slice_from(start).trim_end())
        });
        rules.push((prelude, block.unwrap_or_default()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_choose_a_theme_and_paper_stays_light() {
        let css = format!(
            "/* Tokens */\n:root {{\n  --ink: #111;\n}}\n{DARK} {{\n  :root {{\n    --ink: #eee;\n  }}\n}}\n"
        );
        let css = sheet(&css).unwrap();
        let (light, dark) = css.split_once("@media").unwrap();
        assert_eq!(light.matches("--ink: #111;").count(), 1);
        assert!(!light.contains("#eee"), "{css}");
        assert_eq!(dark.matches("--ink: #eee;").count(), 2);
        assert!(dark.contains(":root:not([data-theme=\"light\"])"), "{css}");
        assert!(dark.contains(":root[data-theme=\"dark\"]"), "{css}");
        // Every rule for dark is for screens.
        assert!(
            css.split("@media ")
                .skip(1)
                .all(|rule| rule.starts_with("screen"))
        );
    }

    #[test]
    fn tokens_in_another_form_are_an_error() {
        assert!(sheet(":root { --ink: #111; }").is_err());
    }
}
