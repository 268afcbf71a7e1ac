//! The colours of `style/tokens.css`, so that a picture looks like the site.

/// The light theme's sheet: pictures stand on other people's pages, most of them light.
const SHEET: &str = include_str!("../../../style/tokens.css");

/// The value of a token of the light theme, such as `#fbfaf7` for `paper`.
///
/// # Panics
/// Where the sheet has no such token, which a test would meet.
pub fn token(name: &str) -> &'static str {
    let light = SHEET.split('}').next().unwrap_or_default();
    light
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "))
        .find(|(found, _)| *found == name)
        .and_then(|(_, value)| value.strip_suffix(';'))
        .unwrap_or_else(|| panic!("style/tokens.css has no --{name}"))
}

#[cfg(test)]
mod tests {
    use super::token;

    #[test]
    fn tokens_are_those_of_the_light_theme() {
        for name in ["paper", "ink", "quiet", "line", "series-4", "missed"] {
            let value = token(name);
            assert!(
                value.starts_with('#') && value.len() == 7,
                "{name}: {value}"
            );
        }
        let (light, dark) = super::SHEET.split_once('}').expect("two rules");
        let paper = format!("--paper: {};", token("paper"));
        assert!(light.contains(&paper) && !dark.contains(&paper), "{paper}");
    }
}
