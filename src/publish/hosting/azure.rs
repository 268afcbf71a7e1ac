//! `staticwebapp.config.json`, which Azure Static Web Apps reads from the folder that is deployed
//! (<https://learn.microsoft.com/azure/static-web-apps/configuration>).
//!
//! The first route that matches counts, and its headers replace those for all paths; an empty
//! value takes one away. A `*` stands at the end of a route or before extensions alone, so hashes
//! in names cannot be told: where a folder has files with and without, all of them are
//! revalidated.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::patterns::top;
use super::{Header, NO_PAGE, Rule, Rules, extension};
use crate::publish::PublishError;

/// The file's name.
pub const FILE: &str = "staticwebapp.config.json";
/// The most bytes of the file.
const MOST_BYTES: usize = 20 * 1024;

/// The text of `staticwebapp.config.json`.
///
/// # Errors
/// [`PublishError::Limit`] for more than Azure takes.
pub fn config(rules: &Rules) -> Result<String, PublishError> {
    let base = &rules.base;
    let everyone = rules.pages().headers.iter().cloned();
    let everyone: Vec<Header> = everyone.chain(rules.transport_security()).collect();
    let mut routes = Vec::new();
    for (pattern, rule) in patterns(rules) {
        let headers = own(rule, &everyone);
        if !headers.is_empty() {
            routes.push(json!({ "route": format!("{base}{pattern}"), "headers": headers }));
        }
    }
    let everyone: Map<String, Value> = everyone
        .iter()
        .map(|Header { name, value }| ((*name).to_owned(), value.as_str().into()))
        .collect();
    let config = json!({
        "trailingSlash": "always",
        "globalHeaders": everyone,
        "routes": routes,
        "responseOverrides": { "404": { "rewrite": format!("{base}{NO_PAGE}") } },
        "mimeTypes": { ".wasm": "application/wasm" },
    });
    let text = format!("{config}\n");
    match text.len() <= MOST_BYTES {
        true => Ok(text),
        false => Err(PublishError::Limit {
            what: format!("the bytes of {FILE}"),
            is: text.len(),
            host: "Azure Static Web Apps",
            most: MOST_BYTES,
        }),
    }
}

/// The routes in the order in which they are tried: single files at the top, files of each
/// extension in each folder, and all else in a folder of embeds or share pages.
fn patterns(rules: &Rules) -> Vec<(String, &Rule)> {
    let mut files = Vec::new();
    let mut kinds: BTreeMap<(&str, &str), &Rule> = BTreeMap::new();
    for path in &rules.files {
        let rule = rules.rule(path);
        match (top(path), extension(path)) {
            (_, "html") => {}
            ("", _) => files.push((path.clone(), rule)),
            (folder, extension) => {
                let kind = kinds.entry((folder, extension)).or_insert(rule);
                // What never changes may be asked for again; what changes must be.
                if kind.is_hashed && !rule.is_hashed {
                    *kind = rule;
                }
            }
        }
    }
    let kinds = kinds.into_iter();
    let kinds =
        kinds.map(|((folder, extension), rule)| (format!("{folder}*.{{{extension}}}"), rule));
    let is_of_pages = |rule: &&Rule| rule.extensions == ["html"] && !rule.folder.is_empty();
    let folders = rules.rules.iter().filter(is_of_pages);
    let folders = folders.map(|rule| (format!("{}*", rule.folder), rule));
    files.into_iter().chain(kinds).chain(folders).collect()
}

/// What a rule's headers differ in from those for all paths.
fn own(rule: &Rule, everyone: &[Header]) -> Map<String, Value> {
    let mut own = Map::new();
    for Header { name, .. } in everyone {
        let is_kept = rule.headers.iter().any(|header| header.name == *name);
        if !is_kept && *name != "Strict-Transport-Security" {
            own.insert((*name).to_owned(), "".into());
        }
    }
    for header in rule
        .headers
        .iter()
        .filter(|header| !everyone.contains(header))
    {
        own.insert(header.name.to_owned(), header.value.as_str().into());
    }
    own
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    /// What is sent for a path, as Azure finds it out.
    fn sent(config: &Value, path: &str) -> BTreeMap<String, String> {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let fields = |value: &Value| {
            let fields = value.as_object().expect("an object");
            let fields = fields
                .iter()
                .map(|(name, value)| (name.clone(), text(value)));
            fields.collect::<BTreeMap<_, _>>()
        };
        let mut headers = fields(&config["globalHeaders"]);
        let routes = config["routes"].as_array().expect("routes");
        let matches = |route: &&Value| {
            let route = text(&route["route"]);
            match route.split_once('*') {
                None => route == path,
                Some((start, "")) => path.starts_with(start),
                Some((start, end)) => {
                    let extension = end.trim_start_matches(".{").trim_end_matches('}');
                    path.starts_with(start) && path.ends_with(&format!(".{extension}"))
                }
            }
        };
        if let Some(route) = routes.iter().find(matches) {
            headers.extend(fields(&route["headers"]));
        }
        headers.retain(|_, value| !value.is_empty());
        headers
    }

    #[test]
    fn every_file_is_sent_with_what_its_rule_says_but_for_some_that_never_change() {
        let large = example::large_site();
        for (rules, base) in [
            (example::rules("/"), "/"),
            (example::rules("/scorecard/"), "/scorecard/"),
            (Rules::of(large.path(), "/").expect("rules"), "/"),
        ] {
            let config: Value =
                serde_json::from_str(&config(&rules).expect("a file")).expect("JSON");
            for path in &rules.files {
                let rule = rules.rule(path);
                let asked = path.strip_suffix("index.html").unwrap_or(path);
                let sent = sent(&config, &format!("{base}{asked}"));
                let expected = rule.headers.len() + usize::from(base == "/");
                assert_eq!(sent.len(), expected, "{path}: {sent:?}");
                for Header { name, value } in &rule.headers {
                    let is_asked_again = *name == "Cache-Control" && sent[*name] == "no-cache";
                    let is_closed = *name == "Content-Security-Policy" && rule.is_hashed;
                    assert!(
                        sent[*name] == *value || rule.is_hashed && is_asked_again || is_closed,
                        "{path}: {name}"
                    );
                }
            }
            // The files of the app lie at the top, and are kept.
            let app = sent(&config, &format!("{base}app-0123456789abcdef.js"));
            assert!(app["Cache-Control"].contains("immutable"));
        }
    }

    #[test]
    fn more_than_the_host_takes_is_told() {
        let site = example::site();
        for index in 0..200 {
            example::add(site.path(), &format!("{index:016x}-{index:016x}.js"), "1");
        }
        let rules = Rules::of(site.path(), "/").expect("rules");
        let error = config(&rules).expect_err("too long").to_string();
        assert!(error.contains("at most 20480"), "{error}");
    }
}
