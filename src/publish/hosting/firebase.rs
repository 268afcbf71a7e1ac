//! `firebase.json` for Firebase Hosting, which lies beside the folder that is deployed
//! (<https://firebase.google.com/docs/hosting/full-config>).
//!
//! Where several rules match a path, the last one with a header counts. So the rules are in
//! reverse here, the general ones first. A header that a general rule sends cannot be taken back:
//! embeds say in their policy who may frame them, which has precedence over the older header.
//! Pages are told from embeds by their folders, because its expressions (RE2) cannot exclude.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};

use super::patterns::{asked, top};
use super::policy::ANYONE;
use super::{Header, Rule, Rules};

const POLICY: &str = "Content-Security-Policy";

/// The text of `firebase.json` for the site in `folder`.
pub fn config(rules: &Rules, folder: &Path) -> String {
    let transport = rules.transport_security();
    let rule = |rule: &Rule| {
        let is_unframed = rule
            .headers
            .iter()
            .any(|header| header.name == "X-Frame-Options");
        let headers = rule.headers.iter().chain(&transport);
        let headers: Vec<Value> = headers
            .map(|Header { name, value }| match *name {
                POLICY if !is_unframed => {
                    json!({ "key": name, "value": format!("{value}; {ANYONE}") })
                }
                _ => json!({ "key": name, "value": value }),
            })
            .collect();
        json!({ "regex": regex(rules, rule), "headers": headers })
    };
    let headers: Vec<Value> = rules.rules.iter().rev().map(rule).collect();
    let public = folder.file_name().map(|name| name.to_string_lossy());
    let config = json!({
        "hosting": {
            "public": public.as_deref().unwrap_or("."),
            "ignore": ["**/.*", "**/*.br", "**/*.zst", "**/*.gz", "_headers", "_redirects"],
            "cleanUrls": false,
            "trailingSlash": true,
            "headers": headers,
        }
    });
    format!("{config:#}\n")
}

/// A rule's paths. Those of pages are below the folders that have pages of that rule.
fn regex(rules: &Rules, rule: &Rule) -> String {
    let base = rules.base.replace('.', r"\.");
    if rule.name != rules.pages().name {
        return format!("^{base}{}$", asked(rule));
    }
    let of_rule = rules
        .files
        .iter()
        .filter(|path| rules.rule(path).name == rule.name);
    let folders: BTreeSet<&str> = of_rule
        .map(|path| top(path).trim_end_matches('/'))
        .collect();
    let folders: Vec<String> = folders
        .into_iter()
        .filter(|folder| !folder.is_empty())
        .map(|folder| folder.replace('.', r"\."))
        .collect();
    let below = match folders.is_empty() {
        true => String::new(),
        false => format!("(?:(?:{})/(?:.*/)?)?", folders.join("|")),
    };
    format!(r"^{base}{below}(?:[^/]*\.html)?$")
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    fn parsed(base: &str) -> (Rules, Vec<Value>) {
        let rules = example::rules(base);
        let text = config(&rules, Path::new("/srv/site"));
        let config: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(config["hosting"]["public"], "site");
        let headers = config["hosting"]["headers"].as_array().expect("rules");
        (rules, headers.clone())
    }

    #[test]
    fn the_general_rules_come_first_because_the_last_one_counts() {
        let (rules, headers) = parsed("/");
        assert_eq!(headers.len(), rules.rules.len());
        let policy_of = |entry: &Value| {
            let all = entry["headers"].as_array().expect("headers");
            let policy = all.iter().find(|header| header["key"] == POLICY)?;
            Some(policy["value"].as_str().expect("a text").to_owned())
        };
        for (entry, rule) in headers.iter().zip(rules.rules.iter().rev()) {
            let own = rule.headers.iter().find(|header| header.name == POLICY);
            let own = own.map(|header| header.value.clone());
            match rule.name {
                "embeds" => assert_eq!(policy_of(entry), own.map(|own| format!("{own}; {ANYONE}"))),
                _ => assert_eq!(policy_of(entry), own, "{}", rule.name),
            }
        }
        assert_eq!(headers[0]["regex"], "^/.*$");
    }

    #[test]
    fn the_rule_of_pages_is_for_none_of_the_folders_of_embeds() {
        for base in ["/", "/scorecard/"] {
            let (rules, headers) = parsed(base);
            let place = rules
                .rules
                .iter()
                .rev()
                .position(|rule| rule.name == "pages");
            let regex = headers[place.expect("pages")]["regex"]
                .as_str()
                .expect("a text");
            assert_eq!(
                regex,
                format!(r"^{base}(?:(?:kpis)/(?:.*/)?)?(?:[^/]*\.html)?$")
            );
        }
    }

    #[test]
    fn no_expression_excludes_which_this_host_cannot() {
        let (_, headers) = parsed("/");
        for entry in headers {
            let regex = entry["regex"].as_str().expect("a text");
            assert!(!regex.contains("(?!") && !regex.contains("(?<"), "{regex}");
        }
    }
}
