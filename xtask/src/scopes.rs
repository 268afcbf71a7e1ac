//! Checks that scoped CSS says what its author wrote.
//!
//! stylers 1.0 reads selectors character by character and misreads some: a space
//! around `>`, a comma after `:hover`, a space inside `:nth-child(2n + 1)`. The
//! rule it writes then applies to nothing, or to everything. Rather than list
//! its mistakes, compare: without the scope class, every selector must be the
//! one that went in, and with it every part of a selector must be scoped.

use anyhow::{Result, anyhow, bail};
use lightningcss::rules::CssRule;
use lightningcss::selector::{Combinator, Component, Selector, SelectorList};
use lightningcss::stylesheet::{ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::traits::ToCss;

/// Fails when `scoped`, made from `css`, has another selector than `css` or one
/// that lacks `class` in some part.
pub fn check(name: &str, css: &str, scoped: &str, class: &str) -> Result<()> {
    let hint = "write `.a>.b` (no spaces around >, + and ~), give each selector that has a \
                pseudo-class a rule of its own, use no spaces inside (), and put an at-rule \
                after a block's plain rules";
    let before = StyleSheet::parse(css, ParserOptions::default())
        .map_err(|error| anyhow!("{name} is no CSS: {error}"))?;
    // A rule that is no CSS any more is one that is lost.
    let recovering = ParserOptions {
        error_recovery: true,
        ..ParserOptions::default()
    };
    let after = StyleSheet::parse(scoped, recovering)
        .map_err(|error| anyhow!("{name}: stylers writes no CSS: {error}; {hint}"))?;
    let (before, after) = (selectors(&before.rules.0), selectors(&after.rules.0));
    for (index, wanted) in before.iter().enumerate() {
        let Some(made) = after.get(index) else {
            bail!("{name}: stylers loses the rule `{}`; {hint}", text(wanted));
        };
        if !is_scoped(wanted, made, class) {
            let (wanted, made) = (text(wanted), text(made));
            bail!("{name}: stylers misreads `{wanted}` as `{made}`; {hint}");
        }
    }
    if let Some(more) = after.get(before.len()) {
        bail!("{name}: stylers makes up the rule `{}`; {hint}", text(more));
    }
    Ok(())
}

/// The selectors of each style rule that is not nested in another, in order.
fn selectors<'a, 'i>(rules: &'a [CssRule<'i>]) -> Vec<&'a SelectorList<'i>> {
    let of = |rule: &'a CssRule<'i>| match rule {
        CssRule::Style(rule) => vec![&rule.selectors],
        CssRule::Media(group) => selectors(&group.rules.0),
        CssRule::Supports(group) => selectors(&group.rules.0),
        CssRule::Container(group) => selectors(&group.rules.0),
        CssRule::LayerBlock(group) => selectors(&group.rules.0),
        CssRule::Scope(group) => selectors(&group.rules.0),
        _ => Vec::new(),
    };
    rules.iter().flat_map(of).collect()
}

/// Whether selectors are those that were wanted, with the class in each of their parts.
fn is_scoped<'i>(wanted: &SelectorList<'i>, made: &SelectorList<'i>, class: &str) -> bool {
    let pairs = wanted.0.iter().zip(&made.0);
    wanted.0.len() == made.0.len()
        && pairs
            .into_iter()
            .all(|(wanted, made)| is_one_scoped(wanted, made, class))
}

fn is_one_scoped<'i>(wanted: &Selector<'i>, made: &Selector<'i>, class: &str) -> bool {
    let is_class = |part: &&Component<'i>| matches!(part, Component::Class(own) if *own == class);
    let is_between = |part: &&Component<'i>| match part {
        // `::before` belongs to the part that it stands at.
        Component::Combinator(Combinator::PseudoElement) => false,
        part => part.is_combinator(),
    };
    let made: Vec<&Component<'i>> = made.iter_raw_parse_order_from(0).collect();
    let bare = made.iter().copied().filter(|part| !is_class(part));
    bare.eq(wanted.iter_raw_parse_order_from(0))
        && made
            .split(is_between)
            .all(|compound| compound.iter().any(is_class))
}

fn text(selectors: &SelectorList<'_>) -> String {
    let text = selectors.to_css_string(PrinterOptions::default());
    text.unwrap_or_else(|_| "?".to_owned())
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
    fn another_rule_than_was_wanted_is_found_whatever_stylers_does() {
        let check = |css: &str, scoped: &str| check("x.css", css, scoped, "l-1");
        for (css, scoped) in [
            (".a { top: 0; }", ".a.l-1 { top: 0; }"),
            (".a::before { top: 0; }", ".a.l-1::before { top: 0; }"),
            (".a > .b:hover { top: 0; }", ".a.l-1>.b:hover.l-1{top:0}"),
        ] {
            check(css, scoped).unwrap_or_else(|error| panic!("{css}: {error}"));
        }
        for (css, scoped, mistake) in [
            (".a .b { top: 0; }", ".a .b.l-1 { top: 0; }", "misreads"),
            (".a { top: 0; }", ".b.l-1 { top: 0; }", "misreads"),
            (".a, .b { top: 0; }", ".a.l-1 { top: 0; }", "misreads"),
            (
                ".a > .b { top: 0; }",
                ".a.l-1 .b.l-1 { top: 0; }",
                "misreads",
            ),
            (".a { top: 0; }", ".a.l-1:: { top: 0; }", "loses"),
            (".a { top: 0; }", ".a.l-1 { } .b.l-1 { }", "makes up"),
            (".a:: { top: 0; }", "", "is no CSS"),
        ] {
            let error = check(css, scoped).expect_err(css).to_string();
            assert!(error.contains(mistake), "{css}: {error}");
        }
    }
}
