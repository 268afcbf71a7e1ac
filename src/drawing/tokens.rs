//! The colours of `style/tokens.css`, so that a picture looks like the site.

use crate::progress::Tone;

/// The sheet: the light theme's tokens in its first rule, the dark theme's in its second.
const SHEET: &str = include_str!("../../style/tokens.css");

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
        let mut rules = SHEET.split('}').map(|rule| value(rule, name));
        let light = rules.next().flatten();
        let dark = rules.next().flatten();
        match self {
            Theme::Light => light,
            Theme::Dark => dark.or(light),
        }
        .unwrap_or_else(|| panic!("style/tokens.css has no --{name}"))
    }
}

/// The value of a token in a rule.
fn value(rule: &'static str, name: &str) -> Option<&'static str> {
    rule.lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "))
        .find(|(found, _)| *found == name)
        .and_then(|(_, value)| value.strip_suffix(';'))
}

/// The value of a token of the light theme.
///
/// # Panics
/// As [`Theme::token`].
pub fn token(name: &str) -> &'static str {
    Theme::Light.token(name)
}

/// The token in which a tone's words and shapes are drawn.
pub fn tone_colour(tone: Tone) -> &'static str {
    match tone {
        Tone::Met | Tone::Missed => tone.name(),
        Tone::Undecided => "quiet",
    }
}

#[cfg(test)]
mod tests {
    use super::{SHEET, Theme};

    #[test]
    fn tokens_are_those_of_their_theme() {
        for name in ["paper", "ink", "quiet", "line", "series-4", "missed"] {
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
