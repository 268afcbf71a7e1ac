//! The colours of `style/tokens.css`, so that a picture looks like the site.

use std::collections::HashMap;
use std::sync::LazyLock;

use lightningcss::rules::CssRule;
use lightningcss::stylesheet::{ParserOptions, PrinterOptions, StyleSheet};

use crate::progress::Verdict;

/// The sheet: the light theme's tokens in its first rule, the dark theme's in its second.
const SHEET: &str = include_str!("../../style/tokens.css");

/// The tokens of the light theme, and those that the dark one says otherwise.
static TOKENS: LazyLock<[HashMap<String, String>; 2]> = LazyLock::new(|| {
    let sheet = StyleSheet::parse(SHEET, ParserOptions::default()).expect("CSS");
    let [CssRule::Style(light), CssRule::Media(screen)] = &sheet.rules.0[..] else {
        panic!("style/tokens.css is no rule and then one within a media query");
    };
    let [CssRule::Style(dark)] = &screen.rules.0[..] else {
        panic!("style/tokens.css has no rule for the dark theme");
    };
    [light, dark].map(|rule| {
        let declarations = rule.declarations.declarations.iter();
        let named = declarations.filter_map(|declaration| {
            let name = declaration
                .property_id()
                .name()
                .strip_prefix("--")?
                .to_owned();
            let value = declaration.value_to_css_string(PrinterOptions::default());
            Some((name, long(value.expect("a value"))))
        });
        named.collect()
    })
});

/// A colour such as `#fff` with all its digits, which what reads it counts on.
fn long(value: String) -> String {
    match value.strip_prefix('#') {
        Some(digits) if matches!(digits.len(), 3 | 4) => {
            let digits = digits.chars().flat_map(|digit| [digit, digit]);
            ['#'].into_iter().chain(digits).collect()
        }
        _ => value,
    }
}

/// A theme of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The value of a token in this theme, such as `#fbfaf7` for `paper`. What the dark
    /// theme does not say is as in the light one.
    ///
    /// # Panics
    /// Where the sheet has no such token, which a test would meet.
    pub fn token(self, name: &str) -> &'static str {
        let [light, dark] = &*TOKENS;
        let own = match self {
            Theme::Light => None,
            Theme::Dark => dark.get(name),
        };
        own.or_else(|| light.get(name))
            .unwrap_or_else(|| panic!("style/tokens.css has no --{name}"))
    }
}

/// The value of a token of the light theme.
///
/// # Panics
/// As [`Theme::token`].
pub fn token(name: &str) -> &'static str {
    Theme::Light.token(name)
}

/// The token in which a verdict's words and shape are drawn.
pub fn verdict_colour(verdict: Verdict) -> &'static str {
    verdict.code().unwrap_or("quiet")
}

#[cfg(test)]
mod tests {
    use super::{SHEET, Theme};

    #[test]
    fn tokens_are_those_of_their_theme() {
        for name in [
            "paper", "surface", "ink", "quiet", "line", "series-4", "not-met",
        ] {
            let (light, dark) = (Theme::Light.token(name), Theme::Dark.token(name));
            for value in [light, dark] {
                assert!(
                    value.starts_with('#') && value.len() == 7,
                    "{name}: {value}"
                );
            }
            let (first, rest) = SHEET.split_once('}').expect("two rules");
            let is_in = |rule: &str, value| rule.contains(&format!("--{name}: {value};"));
            assert!(is_in(first, light) && !is_in(first, dark), "{name}");
            assert!(is_in(rest, dark) && !is_in(rest, light), "{name}");
        }
        assert_eq!(Theme::Dark.token("font"), Theme::Light.token("font"));
    }
}
