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
    let css = own_width(&css) + &read(root, "style/embed.css")?;
    Ok(own_rem(&css))
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

/// A sheet in which the width that matters is the embed's: its column may be narrow in a wide
/// window.
fn own_width(css: &str) -> String {
    const WINDOW: &str = "@media (";
    let mut out = String::new();
    let mut parts = css.split(WINDOW);
    out.extend(parts.next());
    for part in parts {
        let condition = part.split('{').next().unwrap_or(part);
        let is_width = ["min-width:", "max-width:"]
            .iter()
            .any(|width| condition.starts_with(width));
        out += match is_width && !condition.contains('(') {
            true => "@container embed (",
            false => WINDOW,
        };
        out += part;
    }
    out
}

/// A sheet with its lengths in `rem` turned into such of the embed's own.
fn own_rem(css: &str) -> String {
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in css.match_indices("rem") {
        let digits = css[..at].bytes().rev();
        let digits = digits.take_while(|byte| byte.is_ascii_digit() || *byte == b'.');
        let start = at - digits.count();
        let Ok(length) = css[start..at].parse::<f64>() else {
            continue;
        };
        // From the start of the declaration or of the condition that it stands in.
        let around = css[..start].rfind(['{', '}', ';']).map_or(0, |end| end + 1);
        let around = &css[around..start];
        out += &css[done..start];
        out += &match around {
            around if around.contains('@') => format!("{}px", length * REM),
            // The one place that says what it is.
            around if around.contains("--rem:") => format!("{length}rem"),
            _ => format!("calc({length} * var(--rem))"),
        };
        done = at + "rem".len();
    }
    out + &css[done..]
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
        ] {
            assert_eq!(own_rem(line), own);
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

    #[test]
    fn tokens_in_another_form_are_an_error() {
        assert!(tokens(":root { --ink: #111; }").is_err());
    }
}
