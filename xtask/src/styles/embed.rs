//! The sheet of embeds.
//!
//! It serves frames, which are documents of their own, and shadow roots in pages of other
//! sites. There `:root` is not ours, `rem` is the host's, and a reader's wish for a dark
//! page may be overruled by the host's editor. So the tokens stand on `.embed`, lengths
//! count in `--rem`, which whoever draws an embed sets, and each theme can be asked for.

use std::path::Path;

use anyhow::{Context, Result};

use super::{COMPONENTS, Sheets, read, scoped};

/// The components that embeds show.
const SHOWN: &[&str] = &["card_grid", "figure", "insights", "scorecard", "wheel"];

/// Nothing of a host comes in but what it is asked for. Before everything else, because it
/// takes back what stands before it, the scheme of colours too; `all` leaves the direction.
const RESET: &str = "\
:host { all: initial; display: block; }
:host([hidden]) { display: none; }
:where(div).embed { all: initial; direction: ltr; display: block; }
";

/// The tokens that a host may set, under the names that it does so by.
const OFFERED: &[&str] = &["accent", "ink", "paper", "font"];

/// The pixels of `rem` where it cannot be a variable: in the conditions of queries.
const REM: f64 = 16.0;

/// The text of the sheet.
pub fn sheet(root: &Path, sheets: &Sheets) -> Result<String> {
    let mut css = RESET.to_owned() + &tokens(&read(root, "style/tokens.css")?)?;
    for name in ["style/base.css", "style/charts.css"] {
        css += &read(root, name)?;
    }
    for name in SHOWN {
        let name = format!("{COMPONENTS}/{name}.css");
        if let Some(sheet) = sheets.get(&name) {
            css += &format!("/* {name} */\n{}\n", scoped(&name, sheet)?);
        }
    }
    css += &read(root, "style/embed.css")?;
    Ok(css.lines().map(own_rem).collect())
}

/// The tokens on `.embed`: light, and dark where the reader or the editor wants that.
fn tokens(css: &str) -> Result<String> {
    const DARK: &str = "@media screen and (prefers-color-scheme: dark) {";
    let changed = "style/tokens.css is not what xtask/src/styles/embed.rs expects: a block of \
                   :root, then another within the media query for dark";
    let (light, rest) = css.split_once(DARK).context(changed)?;
    let light = block(light).context(changed)?;
    let dark = block(rest).context(changed)?;
    Ok(format!(
        ".embed {{{light}}}\n\
         {DARK}\n.embed:not([data-theme=\"light\"]) {{{dark}}}\n}}\n\
         .embed[data-theme=\"light\"] {{ color-scheme: light; }}\n\
         .embed[data-theme=\"dark\"] {{ color-scheme: dark;{dark}}}\n"
    ))
}

/// The declarations of the first block of `:root`.
fn block(css: &str) -> Option<String> {
    let (_, rest) = css.split_once(":root {")?;
    let (declarations, _) = rest.split_once('}')?;
    Some(
        declarations
            .lines()
            .map(offered)
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

/// A declaration with what the host may say in its place.
fn offered(line: &str) -> String {
    for name in OFFERED {
        let start = format!("--{name}: ");
        if let Some((before, value)) = line.split_once(&start)
            && before.trim().is_empty()
        {
            let value = value.trim_end_matches([';', ' ']);
            return format!("{before}{start}var(--civic-{name}, {value});");
        }
    }
    line.to_owned()
}

/// A line with its lengths in `rem` turned into such of the embed's own.
fn own_rem(line: &str) -> String {
    let is_condition = ["@media", "@container"]
        .iter()
        .any(|start| line.trim_start().starts_with(start));
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("rem") {
        let number = rest[..at]
            .bytes()
            .rev()
            .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
            .count();
        let (before, number) = rest[..at].split_at(at - number);
        out += before;
        match number.parse::<f64>() {
            Ok(length) if is_condition => out += &format!("{}px", length * REM),
            // The one place that says what it is.
            Ok(_) if line.contains("--rem: ") => out += &format!("{number}rem"),
            Ok(_) => out += &format!("calc({number} * var(--rem))"),
            Err(_) => out += &format!("{number}rem"),
        }
        rest = &rest[at + 3..];
    }
    out + rest + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_the_embeds_own() {
        for (line, own) in [
            ("a { top: 1.5rem; }", "a { top: calc(1.5 * var(--rem)); }\n"),
            (
                "--text: clamp(1rem, 2vw + .5rem, 3rem);",
                "--text: clamp(calc(1 * var(--rem)), 2vw + calc(.5 * var(--rem)), calc(3 * var(--rem)));\n",
            ),
            (
                "@container (max-width: 34rem) {",
                "@container (max-width: 544px) {\n",
            ),
            (
                "html.embed { --rem: 1rem; }",
                "html.embed { --rem: 1rem; }\n",
            ),
            (".remark { remain: 0; }", ".remark { remain: 0; }\n"),
        ] {
            assert_eq!(own_rem(line), own);
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

    #[test]
    fn tokens_in_another_form_are_an_error() {
        assert!(tokens(":root { --ink: #111; }").is_err());
    }
}
