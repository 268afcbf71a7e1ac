//! `_headers` and `_redirects`, which Netlify and Cloudflare Pages read.
//!
//! Both add up the headers of all rules that match a path. Where two rules name the same
//! header, Cloudflare joins the values with a comma, and Netlify says nothing of what it
//! does; so no two rules that match the same path name the same header here. Pages have
//! no pattern of their own, and `404.html` is shown under any path: their headers are
//! everyone's, which is harmless to other files, and what other files need comes on top.
//! `Cache-Control` of what has to be revalidated is what both hosts send by themselves.
//!
//! Limits: <https://developers.cloudflare.com/pages/configuration/headers/>. Cloudflare
//! takes 100 rules, lines of 2,000 characters and one `*` in a path. Netlify has no such
//! limits: <https://docs.netlify.com/manage/routing/headers/>.

use super::{Header, Rules};
use crate::publish::PublishError;

const MOST_RULES: usize = 100;
const MOST_CHARACTERS: usize = 2_000;
const HOST: &str = "Cloudflare Pages";

/// A path or pattern with the headers of what it matches.
struct Block {
    path: String,
    headers: Vec<Header>,
}

/// The text of `_headers`.
///
/// # Errors
/// [`PublishError::Limit`] for more than Cloudflare takes.
pub fn headers(rules: &Rules) -> Result<String, PublishError> {
    let everyone = everyone(rules);
    let mut groups: Vec<(Vec<&str>, Vec<Header>)> = Vec::new();
    for file in &rules.files {
        let headers = own(rules, file, &everyone);
        if headers.is_empty() {
            continue;
        }
        let kin = groups
            .iter_mut()
            .find(|(files, others)| *others == headers && pattern_of(files[0]) == pattern_of(file));
        match kin {
            Some((files, _)) => files.push(file),
            None => groups.push((vec![file], headers)),
        }
    }
    let mut blocks = vec![Block {
        path: format!("{}*", rules.base),
        headers: everyone,
    }];
    // One rule for each file is best: it says nothing of files that are gone. The largest
    // groups share one when there would be too many.
    groups.sort_by_key(|(files, _)| std::cmp::Reverse(files.len()));
    let mut count = 1 + groups.iter().map(|(files, _)| files.len()).sum::<usize>();
    for (files, headers) in groups {
        let pattern = pattern_of(files[0]);
        let is_exact = count <= MOST_RULES || !is_only(&pattern, &files, rules);
        if is_exact {
            blocks.extend(files.iter().map(|file| Block {
                path: format!("{}{file}", rules.base),
                headers: headers.clone(),
            }));
        } else {
            count -= files.len() - 1;
            let path = format!("{}{}*{}", rules.base, pattern.0, pattern.1);
            blocks.push(Block { path, headers });
        }
    }
    limit("the rules of _headers", blocks.len(), MOST_RULES)?;
    let mut text = String::from(
        "# Written by scorecard for Netlify and Cloudflare Pages. What is not said here of\n\
         # caching is what both do by themselves: revalidate.\n",
    );
    for Block { path, headers } in blocks {
        text.push_str(&format!("\n{path}\n"));
        for Header { name, value } in headers {
            let line = format!("  {name}: {value}");
            limit(&format!("{name} for {path}"), line.len(), MOST_CHARACTERS)?;
            text.push_str(&line);
            text.push('\n');
        }
    }
    Ok(text)
}

fn limit(what: &str, is: usize, most: usize) -> Result<(), PublishError> {
    if is <= most {
        return Ok(());
    }
    let (what, host) = (what.to_owned(), HOST);
    Err(PublishError::Limit {
        what,
        is,
        host,
        most,
    })
}

/// The headers that every path is sent with.
fn everyone(rules: &Rules) -> Vec<Header> {
    let policy = Header {
        name: "Content-Security-Policy",
        value: rules.policy_of_all.clone(),
    };
    // Pictures lose their own styles in browsers that apply a policy to pictures; that is
    // better than a site that cannot be published.
    let fits = policy.name.len() + policy.value.len() + 4 <= MOST_CHARACTERS;
    rules
        .pages()
        .headers
        .iter()
        // Both differ between files, so they are told of each.
        .filter(|header| {
            !matches!(
                header.name,
                "Cache-Control" | "Cross-Origin-Resource-Policy"
            )
        })
        .map(|header| match header.name {
            name if name == policy.name && fits => policy.clone(),
            _ => header.clone(),
        })
        .chain(rules.transport_security())
        .collect()
}

/// What a file is sent with beside the headers of everyone.
fn own(rules: &Rules, file: &str, everyone: &[Header]) -> Vec<Header> {
    let rule = rules.rule(file);
    if rule.name == rules.pages().name {
        return Vec::new();
    }
    let is_own = |header: &&Header| {
        let is_everyones = everyone.iter().any(|other| other.name == header.name);
        let is_default = header.name == "Cache-Control" && header.value == "no-cache";
        !is_everyones && !is_default
    };
    rule.headers.iter().filter(is_own).cloned().collect()
}

/// What stands before and after the `*` in the pattern of files beside this one: its folder
/// and its extension.
fn pattern_of(file: &str) -> (String, String) {
    let folder = file.rfind('/').map_or("", |at| &file[..=at]);
    let extension = file.rfind('.').map_or("", |at| &file[at..]);
    (folder.to_owned(), extension.to_owned())
}

/// Whether a pattern matches these files and no other; `*` also matches slashes.
fn is_only((folder, extension): &(String, String), files: &[&str], rules: &Rules) -> bool {
    let is_matched =
        |file: &&String| file.starts_with(folder.as_str()) && file.ends_with(extension.as_str());
    rules.files.iter().filter(is_matched).count() == files.len()
}

/// The text of `_redirects`.
///
/// Both hosts redirect folders to their names with a slash, and show a `404.html` that lies
/// at the root. Netlify has to be told of one that lies elsewhere; Cloudflare finds it, and
/// passes over a rule with 404.
pub fn redirects(rules: &Rules) -> String {
    let mut text = String::from(
        "# Written by scorecard. Netlify and Cloudflare Pages by themselves add the slash to\n\
         # a folder's name, and answer unknown paths with the 404.html at the root.\n",
    );
    if rules.base != "/" {
        let base = &rules.base;
        text.push_str(&format!("{base}* {base}404.html 404\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use super::super::example;
    use super::*;

    /// Reads `_headers` as Cloudflare does: path, then name and value, in their order.
    fn parse(text: &str) -> Vec<(String, Vec<(String, String)>)> {
        let mut blocks: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match line.strip_prefix("  ") {
                _ if line.starts_with('#') => {}
                None => blocks.push((line.to_owned(), Vec::new())),
                Some(header) => {
                    let (name, value) = header.split_once(": ").expect("name: value");
                    let block = blocks.last_mut().expect("a path before its headers");
                    block.1.push((name.to_owned(), value.to_owned()));
                }
            }
        }
        blocks
    }

    /// What Cloudflare sends for a path: the values of all rules that match.
    fn sent(text: &str, path: &str) -> BTreeMap<String, Vec<String>> {
        let mut headers: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (pattern, own) in parse(text) {
            let matches = match pattern.split_once('*') {
                None => pattern == path,
                Some((before, after)) => {
                    path.len() >= before.len() + after.len()
                        && path.starts_with(before)
                        && path.ends_with(after)
                }
            };
            for (name, value) in own.into_iter().filter(|_| matches) {
                headers.entry(name).or_default().push(value);
            }
        }
        headers
    }

    #[test]
    fn every_file_is_sent_with_what_its_rule_says() {
        for base in ["/", "/scorecard/"] {
            let rules = example::rules(base);
            let text = headers(&rules).expect("headers");
            for file in &rules.files {
                let sent = sent(&text, &format!("{base}{file}"));
                for Header { name, value } in &rules.rule(file).headers {
                    let values = sent.get(*name);
                    match (*name, value.as_str()) {
                        // What the hosts send by themselves.
                        ("Cache-Control", "no-cache") => assert_eq!(values, None, "{file}"),
                        // One policy for all; of itself it lets no picture run anything.
                        ("Content-Security-Policy", _) => {
                            assert_eq!(values, Some(&vec![rules.policy_of_all.clone()]), "{file}");
                        }
                        ("Cross-Origin-Resource-Policy", _) if file.ends_with(".html") => {}
                        _ => assert_eq!(values, Some(&vec![value.clone()]), "{file}: {name}"),
                    }
                }
                for (name, values) in sent {
                    assert_eq!(values.len(), 1, "{file}: {name}: {values:?}");
                }
            }
        }
    }

    #[test]
    fn an_unknown_path_is_sent_with_the_policies_of_pages() {
        let rules = example::rules("/");
        let sent = sent(&headers(&rules).expect("headers"), "/no/such/page");
        for Header { name, .. } in &rules.pages().headers {
            let is_sent = sent.contains_key(*name);
            let differs = matches!(*name, "Cache-Control" | "Cross-Origin-Resource-Policy");
            assert_eq!(is_sent, !differs, "{name}");
        }
        assert!(sent.contains_key("Strict-Transport-Security"));
    }

    #[test]
    fn many_files_share_rules_and_none_gets_a_header_twice() {
        let site = example::site();
        for index in 0..150 {
            let name = format!("pictures/kpi-{index:016x}.png");
            fs::write(site.path().join(name), "png").expect("a file");
        }
        let rules = Rules::of(site.path(), "/").expect("rules");
        let text = headers(&rules).expect("headers");
        assert!(parse(&text).len() <= MOST_RULES);
        for file in &rules.files {
            let sent = sent(&text, &format!("/{file}"));
            assert!(sent.values().all(|values| values.len() == 1), "{file}");
            let cache = rules
                .rule(file)
                .headers
                .iter()
                .find(|header| header.name == "Cache-Control");
            let is_hashed = cache.is_some_and(|header| header.value != "no-cache");
            assert_eq!(sent.contains_key("Cache-Control"), is_hashed, "{file}");
        }
    }

    #[test]
    fn too_many_rules_are_told_with_the_limit() {
        let site = example::site();
        for index in 0..150 {
            let folder = site.path().join(format!("{index}"));
            fs::create_dir(&folder).expect("a folder");
            fs::write(folder.join("a-0123456789abcdef.png"), "png").expect("a file");
        }
        let rules = Rules::of(site.path(), "/").expect("rules");
        let error = headers(&rules).expect_err("too many").to_string();
        assert!(error.contains("at most 100"), "{error}");
    }

    #[test]
    fn many_styled_pictures_do_not_make_a_line_too_long() {
        let site = example::site();
        for index in 0..60 {
            let svg = format!("<svg><style>.a{{opacity:{index}}}</style></svg>");
            fs::write(site.path().join(format!("{index}.svg")), svg).expect("a file");
        }
        let rules = Rules::of(site.path(), "/").expect("rules");
        let text = headers(&rules).expect("headers");
        assert!(text.lines().all(|line| line.len() <= MOST_CHARACTERS));
        assert!(text.contains("style-src 'self';"));
    }

    #[test]
    fn under_a_path_unknown_paths_are_told_their_page() {
        assert!(redirects(&example::rules("/s/")).contains("\n/s/* /s/404.html 404\n"));
        let root = redirects(&example::rules("/"));
        assert!(root.lines().all(|line| line.starts_with('#')), "{root}");
    }
}
