//! Checks that scoped CSS says what its author wrote.
//!
//! stylers 1.0 reads selectors character by character and misreads some: a space
//! around `>`, a comma after `:hover`, a space inside `:nth-child(2n + 1)`. The
//! rule it writes then applies to nothing, or to everything. Rather than list
//! its mistakes, compare: without the scope class, every selector must be the
//! one that went in, and with it every part of a selector must be scoped.

use anyhow::{Result, bail};

/// Fails when `scoped`, made from `css`, has another selector than `css` or one
/// that lacks `class` in some part.
pub fn check(name: &str, css: &str, scoped: &str, class: &str) -> Result<()> {
    let hint = "write `.a>.b` (no spaces around >, + and ~), give each selector that has a \
                pseudo-class a rule of its own, use no spaces inside (), and put an at-rule \
                after a block's plain rules";
    let before = selectors(css);
    let after = selectors(scoped);
    let class = format!(".{class}");
    for (index, selector) in before.iter().enumerate() {
        let wanted = compounds(selector);
        let Some(made) = after.get(index).map(|made| compounds(made)) else {
            bail!("{name}: stylers loses the rule `{selector}`; {hint}");
        };
        let bare: Vec<String> = made.iter().map(|part| part.replace(&class, "")).collect();
        let same = bare == wanted
            && made
                .iter()
                .all(|part| is_combinator(part) || part.contains(&class));
        if !same && !selector.contains(":deep") {
            bail!(
                "{name}: stylers misreads `{selector}` as `{}`; {hint}",
                after[index]
            );
        }
    }
    if after.len() > before.len() {
        bail!(
            "{name}: stylers makes up the rule `{}`; {hint}",
            after[before.len()]
        );
    }
    Ok(())
}

/// The selector of each style rule that is not nested in another, in order.
fn selectors(css: &str) -> Vec<String> {
    let css = without_comments(css);
    let mut found = Vec::new();
    // For each open block: whether style rules inside it are to be looked at.
    let mut open: Vec<bool> = Vec::new();
    let mut prelude = String::new();
    for c in css.chars() {
        match c {
            '{' => {
                let looked_at = open.last().copied().unwrap_or(true);
                let text = prelude.split_whitespace().collect::<Vec<_>>().join(" ");
                let groups = ["@media", "@supports", "@container", "@layer", "@scope"];
                let is_group = groups.iter().any(|group| text.starts_with(group));
                if looked_at && !text.starts_with('@') {
                    found.push(text);
                }
                open.push(looked_at && is_group);
                prelude.clear();
            }
            '}' => {
                open.pop();
                prelude.clear();
            }
            ';' => prelude.clear(),
            _ => prelude.push(c),
        }
    }
    found
}

/// The parts of a selector that each need the scope, and the combinators between
/// them, blanks between two parts being one combinator too.
fn compounds(selector: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_u32;
    for c in selector.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && matches!(c, ' ' | '>' | '+' | '~' | ',') {
            match parts.last_mut() {
                Some(last) if last == " " => *last = c.to_string(),
                Some(last) if is_combinator(last) && c == ' ' => {}
                Some(last) if last.is_empty() => *last = c.to_string(),
                _ => parts.push(c.to_string()),
            }
        } else {
            if parts.last().is_some_and(|last| is_combinator(last)) {
                parts.push(String::new());
            }
            if let Some(last) = parts.last_mut() {
                last.push(c);
            }
        }
    }
    parts
}

fn is_combinator(part: &str) -> bool {
    matches!(part, " " | ">" | "+" | "~" | ",")
}

fn without_comments(css: &str) -> String {
    let mut rest = css;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("/*") {
        text += before;
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check of what stylers makes of `css`.
    fn checked(css: &str) -> Result<()> {
        let class = stylers_core::Class::new("l-1".into());
        check("x.css", css, &stylers_core::from_str(css, &class), "l-1")
    }

    #[test]
    fn what_stylers_reads_well_passes() {
        for css in [
            ".a { top: 0; }",
            ".a .b, .a>.b, h2+p { top: 0; }",
            ".a:hover { top: 0; } .a::before { content: \"x\"; }",
            ".a[open] .b { top: 0; }",
            ".a:hover .b { top: 0; }",
            "/* note */ .a { top: 0; } @media (min-width: 30rem) { .a { top: 1px; } }",
            "@container (width > 30rem) { .a .b { top: 1px; } .c { top: 0; } }",
            ".a { top: 0; } @keyframes in { from { top: 0; } to { top: 1px; } } .b { top: 0; }",
        ] {
            checked(css).unwrap_or_else(|error| panic!("{css}: {error}"));
        }
    }

    #[test]
    fn what_stylers_misreads_fails() {
        for css in [
            ".a > .b { top: 0; }",
            ".a:hover,\n.b { top: 0; }",
            ".a:hover>.b { top: 0; }",
            ":root .a { top: 0; }",
        ] {
            let error = checked(css).expect_err(css).to_string();
            assert!(error.starts_with("x.css: stylers"), "{css}: {error}");
        }
    }

    #[test]
    fn parts_of_a_selector() {
        assert_eq!(compounds(".a > .b,.c"), [".a", ">", ".b", ",", ".c"]);
        assert_eq!(compounds(".a:is(.b, .c) d"), [".a:is(.b, .c)", " ", "d"]);
    }
}
