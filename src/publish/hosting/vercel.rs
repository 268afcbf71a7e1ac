//! `vercel.json`, which Vercel reads from the folder that is deployed
//! (<https://vercel.com/docs/project-configuration>).
//!
//! Vercel sends the headers of every rule that matches a path, and does not say which of two
//! values counts. So each rule here excludes the paths of those before it.

use serde_json::{Value, json};

use super::patterns::asked;
use super::{Header, Rule, Rules};

/// The file's name.
pub const FILE: &str = "vercel.json";

/// The text of `vercel.json`.
pub fn config(rules: &Rules) -> String {
    let transport = rules.transport_security();
    let headers: Vec<Value> = sources(rules)
        .into_iter()
        .map(|(source, rule)| {
            let headers = rule.headers.iter().chain(&transport);
            let headers: Vec<Value> = headers
                .map(|Header { name, value }| json!({ "key": name, "value": value }))
                .collect();
            json!({ "source": source, "headers": headers })
        })
        .collect();
    let config = json!({
        "$schema": "https://openapi.vercel.sh/vercel.json",
        "cleanUrls": false,
        "trailingSlash": true,
        "headers": headers,
    });
    format!("{config:#}\n")
}

/// The pattern of each rule: its own paths without those of the rules before it.
fn sources(rules: &Rules) -> Vec<(String, &Rule)> {
    let mut before: Vec<String> = Vec::new();
    let mut sources = Vec::new();
    for rule in &rules.rules {
        let own = asked(rule);
        let others: String = before.iter().map(|other| format!("(?!{other}$)")).collect();
        sources.push((format!("{}({others}{own})", rules.base), rule));
        before.push(own);
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    /// The rule that a path is met by, as a regular expression with what Vercel allows is read:
    /// first the exclusions, then the rest.
    fn met<'a>(rules: &'a Rules, path: &str) -> Vec<&'a str> {
        let mut names = Vec::new();
        for rule in &rules.rules {
            let is_before = |other: &&Rule| other.name != rule.name;
            let mut before = rules.rules.iter().take_while(is_before);
            let matches = |rule: &Rule| rule.is_for(&file(path));
            if !before.any(matches) && matches(rule) {
                names.push(rule.name);
            }
        }
        names
    }

    fn file(path: &str) -> String {
        match path.is_empty() || path.ends_with('/') {
            true => format!("{path}index.html"),
            false => path.to_owned(),
        }
    }

    #[test]
    fn each_rule_excludes_those_before_it() {
        for base in ["/", "/scorecard/"] {
            let rules = example::rules(base);
            let sources = sources(&rules);
            assert_eq!(sources.len(), rules.rules.len());
            for (index, (source, rule)) in sources.iter().enumerate() {
                assert!(source.starts_with(&format!("{base}(")), "{source}");
                assert_eq!(source.matches("(?!").count(), index, "{source}");
                assert!(source.ends_with(&format!("{})", asked(rule))), "{source}");
                // Vercel takes no more, and no group that captures within another.
                assert!(source.len() < 4_096, "{source}");
                let inner = &source[base.len() + 1..];
                assert_eq!(
                    inner.matches('(').count(),
                    inner.matches("(?").count(),
                    "{source}"
                );
            }
            for path in &rules.files {
                assert_eq!(met(&rules, path), [rules.rule(path).name], "{path}");
            }
        }
    }

    #[test]
    fn every_header_of_every_rule_is_there() {
        let rules = example::rules("/");
        let config: Value = serde_json::from_str(&config(&rules)).expect("JSON");
        let headers = config["headers"].as_array().expect("rules");
        for (entry, rule) in headers.iter().zip(&rules.rules) {
            let sent = entry["headers"].as_array().expect("headers");
            assert_eq!(sent.len(), rule.headers.len() + 1, "{}", rule.name);
            for (sent, Header { name, value }) in sent.iter().zip(&rule.headers) {
                assert_eq!(sent["key"], *name);
                assert_eq!(sent["value"], *value);
            }
        }
        assert_eq!(config["trailingSlash"], true);
    }
}
