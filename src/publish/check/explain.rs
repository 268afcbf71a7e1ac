//! What a rule means, from its documentation.

/// The documentation of all rules, each below a heading that is its name.
const DOCUMENTATION: &str = include_str!("../../../docs/checks.md");

/// What the documentation says of a rule, as Markdown without its heading.
pub fn entry(rule: &str) -> Option<&'static str> {
    let mut entries = DOCUMENTATION.split("\n### ").skip(1);
    let entry = entries.find_map(|entry| entry.strip_prefix(rule)?.strip_prefix('\n'))?;
    let end = entry.find("\n## ").unwrap_or(entry.len());
    Some(entry[..end].trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Mistake, Rule};

    #[test]
    fn every_rule_is_documented_once_and_nothing_else_is() {
        let headings = DOCUMENTATION
            .lines()
            .filter_map(|line| line.strip_prefix("### "));
        let errors = Mistake::ALL.iter().map(|one| one.name());
        let rules = errors.chain(Rule::ALL.iter().map(|one| one.name()));
        assert_eq!(
            headings.collect::<Vec<_>>(),
            rules.clone().collect::<Vec<_>>()
        );
        for rule in rules {
            let words = entry(rule).unwrap_or_default();
            assert!(
                words.len() > 20 && !words.contains("\n#"),
                "{rule}: {words}"
            );
        }
    }
}
