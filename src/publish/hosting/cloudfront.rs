//! Response headers policies for Amazon CloudFront, in the form of
//! `aws cloudfront create-response-headers-policy --response-headers-policy-config`
//! (<https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html>).
//!
//! A policy belongs to a cache behaviour, which is chosen by a pattern of paths, so there is
//! one policy for each rule and a list of which patterns take it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::files::extension;
use super::patterns::{Pattern, top};
use super::{Header, Rule, Rules};

/// A policy and the paths that it is for.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The rule's name, which the policy's name ends with.
    pub name: &'static str,
    /// The cache behaviours that use it: a pattern (`*`: any characters) and the place among
    /// all behaviours, of which CloudFront uses the first that matches.
    pub patterns: Vec<(usize, String)>,
    /// The input of `create-response-headers-policy`.
    pub config: Value,
}

/// The policies that the site's files need. The pattern of the pages' policy is `*`, that of
/// the default behaviour, which also answers for unknown paths.
pub fn policies(rules: &Rules) -> Vec<Policy> {
    let behaviours = behaviours(rules);
    let of_rule = |rule: &Rule| -> Vec<(usize, String)> {
        let own = behaviours.iter().enumerate();
        own.filter(|(_, (_, name))| *name == rule.name)
            .map(|(index, (pattern, _))| (index, pattern.clone()))
            .collect()
    };
    rules
        .rules
        .iter()
        .map(|rule| Policy {
            name: rule.name,
            patterns: of_rule(rule),
            config: config(rules, rule),
        })
        .filter(|policy| !policy.patterns.is_empty())
        .collect()
}

/// Patterns and the names of their rules, in the order in which CloudFront has to try them.
fn behaviours(rules: &Rules) -> Vec<(String, &'static str)> {
    let mut special = Vec::new();
    let mut general = Vec::new();
    // Pages are asked for by their folder, without an extension: they come last.
    let is_of_pages = |rule: &&Rule| rule.extensions == ["html"] && !rule.folder.is_empty();
    let is_used = |rule: &&Rule| rules.files.iter().any(|file| rule.is_for(file));
    let folders = rules.rules.iter().filter(is_of_pages).filter(is_used);
    let folders = folders.map(|rule| (Pattern::below(rule.folder), rule.name));

    let mut kinds: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for file in &rules.files {
        let of_rule = kinds.entry(extension(file)).or_default();
        of_rule.entry(rules.rule(file).name).or_default().push(file);
    }
    for (extension, of_rule) in kinds {
        if matches!(extension, "html" | "") {
            continue;
        }
        let mut of_rule: Vec<(&'static str, Vec<Pattern>)> = rules
            .rules
            .iter()
            .filter_map(|rule| Some((rule.name, patterns(of_rule.get(rule.name)?, rules))))
            .collect();
        // The rule that would need the most patterns uses the one for the extension; the others
        // come before it with patterns of their own.
        of_rule.sort_by_key(|(_, patterns)| std::cmp::Reverse(patterns.len()));
        for (index, (name, patterns)) in of_rule.into_iter().enumerate() {
            if index == 0 {
                general.push((Pattern::with_extension(extension), name));
            } else {
                special.extend(patterns.into_iter().map(|pattern| (pattern, name)));
            }
        }
    }
    let paths = special.into_iter().chain(general).chain(folders);
    let paths = paths.map(|(pattern, name)| (format!("{}{pattern}", rules.base), name));
    let rest = ("*".to_owned(), rules.pages().name);
    paths.chain([rest]).collect()
}

/// Patterns for files of one extension, and for no others: one for each folder at the root
/// where possible, otherwise the paths.
fn patterns(files: &[&str], rules: &Rules) -> Vec<Pattern> {
    let of_folder = |files: &[&str]| {
        let all = &rules.files;
        let one = Pattern::only(files, all).or_else(|| Pattern::only_hashed(files, all));
        let each = || files.iter().map(|file| Pattern::exact(file)).collect();
        one.map_or_else(each, |one| vec![one])
    };
    // They are sorted, so those of a folder are adjacent.
    let folders = files.chunk_by(|one, other| top(one) == top(other));
    folders.flat_map(of_folder).collect()
}

/// The configuration of a rule's policy.
fn config(rules: &Rules, rule: &Rule) -> Value {
    let mut security = serde_json::Map::new();
    let mut custom = Vec::new();
    let mut cors = None;
    for Header { name, value } in rule.headers.iter().chain(&rules.transport_security()) {
        match *name {
            // CloudFront accepts these only in fields of their own.
            "Content-Security-Policy" => {
                let policy = json!({ "Override": true, "ContentSecurityPolicy": value });
                security.insert("ContentSecurityPolicy".into(), policy);
            }
            "X-Frame-Options" => {
                let policy = json!({ "Override": true, "FrameOption": value });
                security.insert("FrameOptions".into(), policy);
            }
            "X-Content-Type-Options" => {
                security.insert("ContentTypeOptions".into(), json!({ "Override": true }));
            }
            "Referrer-Policy" => {
                let policy = json!({ "Override": true, "ReferrerPolicy": value });
                security.insert("ReferrerPolicy".into(), policy);
            }
            "Strict-Transport-Security" => {
                let seconds: u32 = value
                    .strip_prefix("max-age=")
                    .and_then(|seconds| seconds.parse().ok())
                    .unwrap_or_default();
                let policy = json!({
                    "Override": true,
                    "AccessControlMaxAgeSec": seconds,
                    "IncludeSubdomains": false,
                    "Preload": false,
                });
                security.insert("StrictTransportSecurity".into(), policy);
            }
            "Access-Control-Allow-Origin" => {
                cors = Some(json!({
                    "AccessControlAllowOrigins": { "Quantity": 1, "Items": [value] },
                    "AccessControlAllowHeaders": { "Quantity": 1, "Items": ["*"] },
                    "AccessControlAllowMethods": { "Quantity": 2, "Items": ["GET", "HEAD"] },
                    "AccessControlAllowCredentials": false,
                    "OriginOverride": true,
                }));
            }
            _ => custom.push(json!({ "Header": name, "Value": value, "Override": true })),
        }
    }
    let mut config = json!({
        "Name": format!("civic-scorecard-{}", rule.name),
        "Comment": format!("Civic Scorecard: {}", rule.name),
        "SecurityHeadersConfig": security,
        "CustomHeadersConfig": { "Quantity": custom.len(), "Items": custom },
    });
    if let (Some(cors), Some(fields)) = (cors, config.as_object_mut()) {
        fields.insert("CorsConfig".into(), cors);
    }
    config
}

/// All policies as one JSON text: for each the patterns of the cache behaviours that use it, in
/// the order in which CloudFront has to try them all, and the configuration.
pub fn overview(rules: &Rules) -> String {
    let policies: Vec<Value> = policies(rules)
        .into_iter()
        .map(|policy| {
            let behaviours: Vec<Value> = policy
                .patterns
                .iter()
                .map(|(index, pattern)| json!({ "Precedence": index, "PathPattern": pattern }))
                .collect();
            json!({
                "Policy": policy.name,
                "CacheBehaviors": behaviours,
                "ResponseHeadersPolicyConfig": policy.config,
            })
        })
        .collect();
    format!("{:#}\n", Value::Array(policies))
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    /// Whether a path matches a pattern of CloudFront's.
    fn matches(pattern: &str, path: &str) -> bool {
        match (pattern.as_bytes(), path.as_bytes()) {
            ([], []) => true,
            ([b'*', rest @ ..], _) => {
                let rest = std::str::from_utf8(rest).expect("ASCII");
                (0..=path.len()).any(|at| path.get(at..).is_some_and(|end| matches(rest, end)))
            }
            ([sign, ..], [byte, ..]) if *sign == b'?' || sign == byte => {
                matches(&pattern[1..], &path[1..])
            }
            _ => false,
        }
    }

    /// Asserts that each file gets the policy of its rule. Gives the number of behaviours.
    fn check(rules: &Rules) -> usize {
        let behaviours = behaviours(rules);
        for file in &rules.files {
            // A page is asked for by its folder.
            let path = file.strip_suffix("index.html").unwrap_or(file);
            for path in [file, path].map(|path| format!("{}{path}", rules.base)) {
                let found = behaviours
                    .iter()
                    .find(|(pattern, _)| matches(pattern, &path));
                let (pattern, name) = found.expect("the default matches all");
                assert_eq!(*name, rules.rule(file).name, "{path} by {pattern}");
            }
        }
        behaviours.len()
    }

    #[test]
    fn every_file_gets_the_policy_of_its_rule() {
        check(&example::rules("/"));
        check(&example::rules("/scorecard/"));
    }

    #[test]
    fn hundreds_of_files_take_no_more_behaviours_than_a_distribution_has() {
        let site = example::large_site();
        for base in ["/", "/scorecard/"] {
            let count = check(&Rules::of(site.path(), base).expect("rules"));
            assert!(count <= 25, "{count}: CloudFront's quota");
        }
    }

    #[test]
    fn a_missing_embed_gets_the_policy_of_embeds() {
        let rules = example::rules("/scorecard/");
        let name = |path: &str| {
            let behaviours = behaviours(&rules);
            let found = behaviours
                .iter()
                .find(|(pattern, _)| matches(pattern, path));
            found.map(|(_, name)| *name)
        };
        assert_eq!(name("/scorecard/embed/kpi/gone/"), Some("embeds"));
        assert_eq!(name("/scorecard/gone/"), Some("pages"));
    }

    #[test]
    fn a_policy_holds_each_header_of_its_rule_once() {
        let rules = example::rules("/");
        for policy in policies(&rules) {
            let rule = rules
                .rules
                .iter()
                .find(|rule| rule.name == policy.name)
                .expect("a rule");
            let config = policy.config;
            let custom = config["CustomHeadersConfig"]["Items"]
                .as_array()
                .expect("a list");
            assert_eq!(config["CustomHeadersConfig"]["Quantity"], custom.len());
            let security = config["SecurityHeadersConfig"]
                .as_object()
                .expect("an object");
            let cors = usize::from(config.get("CorsConfig").is_some());
            // One more: HSTS.
            assert_eq!(
                custom.len() + security.len() + cors,
                rule.headers.len() + 1,
                "{config:#}"
            );
            assert!(custom.len() <= 10, "CloudFront's limit");
            assert_eq!(
                security["StrictTransportSecurity"]["AccessControlMaxAgeSec"],
                31_536_000
            );
        }
    }

    #[test]
    fn the_overview_is_json_that_names_the_default_last() {
        let overview: Value = serde_json::from_str(&overview(&example::rules("/"))).expect("JSON");
        let policies = overview.as_array().expect("a list");
        let pages = policies.iter().find(|policy| policy["Policy"] == "pages");
        let rest = &pages.expect("pages")["CacheBehaviors"][0];
        assert_eq!(rest["PathPattern"], "*");
        let precedences = policies
            .iter()
            .flat_map(|policy| policy["CacheBehaviors"].as_array().expect("a list"))
            .map(|behaviour| behaviour["Precedence"].as_u64().expect("a number"));
        let mut precedences: Vec<u64> = precedences.collect();
        precedences.sort_unstable();
        let last = precedences.len() as u64 - 1;
        assert_eq!(rest["Precedence"], last);
        precedences.dedup();
        assert_eq!(precedences.len() as u64, last + 1);
    }
}
