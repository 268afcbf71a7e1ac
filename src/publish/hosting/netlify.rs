//! `_headers` and `_redirects`, which Netlify and Cloudflare Pages read.
//!
//! Both combine the headers of all rules that match a path. Where two rules name the same
//! header, Cloudflare joins the values with a comma, and Netlify does not document what it
//! does; so here no two rules that match the same path name the same header. Headers for every
//! file are in a rule for all, headers for all files of a folder in a rule for the folder, and
//! the rest in rules for single files. So a missing page gets the policy of the pages in its
//! folder; `404.html` also contains its policy, for paths in no folder of the site.
//!
//! The rule for all says that no site may frame the file. A policy that says who may frame a
//! page has precedence in browsers
//! (<https://www.w3.org/TR/CSP3/#frame-ancestors-and-frame-options>), so the policy of embeds
//! wins. `Cache-Control` for files that have to be revalidated is what both hosts send by
//! themselves.
//!
//! Limits: <https://developers.cloudflare.com/pages/configuration/headers/>. Cloudflare
//! takes 100 rules, lines of 2,000 characters and one `*` in a path. Netlify has no such
//! limits: <https://docs.netlify.com/manage/routing/headers/>.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{NO_EMBED, extension};
use super::patterns::{Pattern, top};
use super::policy::{self, ANYONE};
use super::{Header, Rules};
use crate::publish::PublishError;
use crate::site::EMBEDS;

const MOST_RULES: usize = 100;
const MOST_CHARACTERS: usize = 2_000;
const HOST: &str = "Cloudflare Pages";

const POLICY: &str = "Content-Security-Policy";

/// Files with their headers, without those for all files and for their folder.
struct Group<'a> {
    files: Vec<&'a str>,
    headers: Vec<Header>,
}

impl Group<'_> {
    /// One pattern for all files, if possible.
    fn pattern(&self, rules: &Rules) -> Option<Pattern> {
        Pattern::only(&self.files, &rules.files)
    }

    /// A path for each file; for an index.html also that of its folder.
    fn paths(&self) -> Vec<Pattern> {
        let folder = |file: &&str| Some(Pattern::exact(file.strip_suffix("index.html")?));
        let folders = self.files.iter().filter_map(folder);
        let files = self.files.iter().map(|file| Pattern::exact(file));
        folders.chain(files).collect()
    }
}

/// The text of `_headers`.
///
/// # Errors
/// [`PublishError::Limit`] for more than Cloudflare takes.
pub fn headers(rules: &Rules) -> Result<String, PublishError> {
    let everyone = everyone(rules);
    let mut blocks: Vec<(Pattern, Vec<Header>)> = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    for (folder, files) in folders(rules, &everyone) {
        let shared = shared(folder, &files);
        for (file, headers) in files {
            let headers: Vec<Header> = headers
                .into_iter()
                .filter(|header| !shared.contains(header))
                .collect();
            let is_kin = |group: &&mut Group| {
                let [first, file] = [group.files[0], file].map(|file| (top(file), extension(file)));
                group.headers == headers && first == file
            };
            match groups.iter_mut().find(is_kin) {
                _ if headers.is_empty() => {}
                Some(group) => group.files.push(file),
                None => groups.push(Group {
                    files: vec![file],
                    headers,
                }),
            }
        }
        if !shared.is_empty() {
            blocks.push((Pattern::below(folder), shared));
        }
    }
    // One rule for each file is best: it does not affect files that are gone. The largest
    // groups share a rule when there would be too many.
    groups.sort_by_key(|group| std::cmp::Reverse(group.files.len()));
    let paths: usize = groups.iter().map(|group| group.paths().len()).sum();
    let mut count = 1 + blocks.len() + paths;
    for group in groups {
        let mut patterns = group.paths();
        if let Some(one) = group.pattern(rules).filter(|_| count > MOST_RULES) {
            count -= patterns.len() - 1;
            patterns = vec![one];
        }
        let headers = &group.headers;
        blocks.extend(
            patterns
                .into_iter()
                .map(|pattern| (pattern, headers.clone())),
        );
    }
    blocks.insert(0, (Pattern::below(""), everyone));
    limit("the rules of _headers", blocks.len(), MOST_RULES)?;
    let mut text = String::from(
        "# Written by scorecard for Netlify and Cloudflare Pages. What is not said here of\n\
         # caching is what both do by themselves: revalidate.\n",
    );
    for (pattern, headers) in blocks {
        let path = format!("{}{pattern}", rules.base);
        text.push_str(&format!("\n{path}\n"));
        for header in headers {
            let line = line(&header);
            limit(
                &format!("{} for {path}", header.name),
                line.len(),
                MOST_CHARACTERS,
            )?;
            text.push_str(&line);
            text.push('\n');
        }
    }
    Ok(text)
}

fn line(Header { name, value }: &Header) -> String {
    format!("  {name}: {value}")
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

/// The headers for every path: those of pages that are the same for all files, or have no
/// effect on files that are not pages.
fn everyone(rules: &Rules) -> Vec<Header> {
    let is_everyones = |header: &&Header| {
        !matches!(
            header.name,
            POLICY | "Cache-Control" | "Cross-Origin-Resource-Policy"
        )
    };
    let headers = rules.pages().headers.iter().filter(is_everyones).cloned();
    headers.chain(rules.transport_security()).collect()
}

/// The files of each folder at the root, and of the root itself, with the headers of each
/// beyond those for all files.
fn folders<'a>(
    rules: &'a Rules,
    everyone: &[Header],
) -> BTreeMap<&'a str, Vec<(&'a str, Vec<Header>)>> {
    let mut folders: BTreeMap<&str, Vec<(&str, Vec<Header>)>> = BTreeMap::new();
    for file in &rules.files {
        let headers = own(rules, file, everyone);
        folders.entry(top(file)).or_default().push((file, headers));
    }
    folders
}

/// The headers of a file beyond those for all files.
fn own(rules: &Rules, file: &str, everyone: &[Header]) -> Vec<Header> {
    let headers = &rules.rule(file).headers;
    let is_unframed = headers
        .iter()
        .any(|header| header.name == "X-Frame-Options");
    let is_own = |header: &&Header| {
        let is_everyones = everyone.iter().any(|other| other.name == header.name);
        let is_default = header.name == "Cache-Control" && header.value == "no-cache";
        !is_everyones && !is_default
    };
    let mut own: Vec<Header> = headers.iter().filter(is_own).cloned().collect();
    for header in own.iter_mut().filter(|header| header.name == POLICY) {
        if !is_unframed {
            header.value.push_str(&format!("; {ANYONE}"));
        }
        // Pictures lose their own styles in browsers that apply a policy to pictures; that
        // is better than a site that cannot be published.
        if line(header).len() > MOST_CHARACTERS && extension(file) != "html" {
            header.value = policy::picture(&BTreeSet::new());
        }
    }
    own
}

/// The headers for everything in a folder, including paths that do not exist. Nothing for the
/// root, which contains all other folders.
fn shared(folder: &str, files: &[(&str, Vec<Header>)]) -> Vec<Header> {
    // Thousands of files have one of a few lists.
    let mut lists: Vec<&Vec<Header>> = Vec::new();
    for (_, headers) in files {
        if !lists.contains(&headers) {
            lists.push(headers);
        }
    }
    let mut shared: Vec<Header> = Vec::new();
    for header in lists.iter().copied().flatten() {
        let mut found = lists.iter().map(|headers| {
            let mut headers = headers.iter();
            headers.find(|other| other.name == header.name)
        });
        let is_shared = match header.name {
            _ if folder.is_empty() => false,
            // An error in place of a file must not be cached for ever.
            "Cache-Control" => false,
            // They only affect documents, so other files may have them too.
            POLICY | "Cross-Origin-Embedder-Policy" => {
                found.all(|other| other.is_none_or(|other| other == header))
            }
            _ => found.all(|other| other == Some(header)),
        };
        if is_shared && !shared.contains(header) {
            shared.push(header.clone());
        }
    }
    shared
}

/// The text of `_redirects`.
///
/// Both hosts redirect folders to their names with a slash, and show a `404.html` at the root.
/// Netlify needs a rule for one elsewhere; Cloudflare finds it, and ignores a rule with 404.
pub fn redirects(rules: &Rules) -> String {
    let mut text = String::from(
        "# Written by scorecard. Netlify and Cloudflare Pages by themselves add the slash to\n\
         # a folder's name, and answer unknown paths with the 404.html at the root.\n",
    );
    let base = &rules.base;
    // The first that matches counts.
    if rules.error_pages().contains(&NO_EMBED) {
        text.push_str(&format!("{base}{EMBEDS}* {base}{NO_EMBED} 404\n"));
    }
    if base != "/" {
        text.push_str(&format!("{base}* {base}404.html 404\n"));
    }
    text
}

#[cfg(test)]
mod tests {
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

    /// Asserts that each file of a site gets what its rule says, and nothing twice.
    fn check(rules: &Rules) {
        let text = headers(rules).expect("headers");
        assert!(parse(&text).len() <= MOST_RULES, "{text}");
        assert!(text.lines().all(|line| line.len() <= MOST_CHARACTERS));
        for file in &rules.files {
            let rule = rules.rule(file);
            let folder = file.strip_suffix("index.html");
            for path in [Some(file.as_str()), folder].into_iter().flatten() {
                let sent = sent(&text, &format!("{}{path}", rules.base));
                for (name, values) in &sent {
                    assert_eq!(values.len(), 1, "{path}: {name}: {values:?}");
                }
                assert_eq!(sent["X-Frame-Options"], ["DENY"], "{path}");
                for Header { name, value } in &rule.headers {
                    let values = sent.get(*name);
                    let expected = match (*name, rule.name) {
                        // What the hosts send by themselves.
                        ("Cache-Control", _) if value == "no-cache" => None,
                        (POLICY, "embeds") => Some(format!("{value}; {ANYONE}")),
                        _ => Some(value.clone()),
                    };
                    assert_eq!(values.map(|all| all[0].clone()), expected, "{path}: {name}");
                }
            }
        }
    }

    #[test]
    fn every_file_is_sent_with_what_its_rule_says() {
        check(&example::rules("/"));
        check(&example::rules("/scorecard/"));
    }

    #[test]
    fn hundreds_of_files_share_rules_by_folder() {
        let site = example::large_site();
        for base in ["/", "/scorecard/"] {
            let rules = Rules::of(site.path(), base).expect("rules");
            assert!(rules.files.len() > 500);
            check(&rules);
        }
    }

    #[test]
    fn what_is_in_the_place_of_a_file_is_not_kept_for_ever() {
        let text = headers(&example::rules("/")).expect("headers");
        for path in [
            "/pictures/gone-00112233445566ff.svg",
            "/embed/gone-0123456789abcdef.js",
            "/gone-0123456789abcdef.js",
        ] {
            assert!(!sent(&text, path).contains_key("Cache-Control"), "{path}");
        }
    }

    #[test]
    fn an_unknown_path_is_sent_with_the_policies_of_pages() {
        let rules = example::rules("/");
        let text = headers(&rules).expect("headers");
        for path in ["/no/such/page", "/kpis/no/such/page"] {
            let sent = sent(&text, path);
            for Header { name, .. } in &rules.pages().headers {
                let differs = matches!(*name, "Cache-Control" | "Cross-Origin-Resource-Policy");
                // Where no folder has a policy, it is in the page.
                let is_missing = *name == POLICY && path == "/no/such/page";
                assert!(
                    sent.contains_key(*name) != is_missing || differs,
                    "{path}: {name}"
                );
            }
            assert!(sent.contains_key("Strict-Transport-Security"));
        }
        // Shown below this folder, its script still runs.
        let policy = &sent(&text, "/share/gone/")[POLICY][0];
        assert!(policy.contains(&super::super::source(example::STARTER)));
    }

    #[test]
    fn embeds_alone_may_be_framed_also_those_that_are_not_there() {
        let text = headers(&example::rules("/")).expect("headers");
        let may_be_framed = |path: &str| {
            let sent = sent(&text, path);
            // The policy has precedence where it says something of frames.
            let policy = sent.get(POLICY).map_or("", |values| &values[0]);
            match policy
                .split("; ")
                .find(|part| part.starts_with("frame-ancestors"))
            {
                Some(frames) => frames == "frame-ancestors * file:",
                None => sent["X-Frame-Options"] != ["DENY"],
            }
        };
        assert!(may_be_framed("/embed/kpi/satisfaction/"));
        assert!(may_be_framed("/embed/kpi/gone/"));
        for path in [
            "/",
            "/index.html",
            "/kpis/",
            "/kpis/gone/",
            "/share/kpi/satisfaction/",
        ] {
            assert!(!may_be_framed(path), "{path}");
        }
        for path in ["/gone/", "/404.html", "/embed", "/embedded/", "/icon.svg"] {
            assert!(!may_be_framed(path), "{path}");
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
        let policy = &sent(&text, "/icon.svg")[POLICY];
        assert_eq!(*policy, ["default-src 'none'; sandbox"]);
    }

    #[test]
    fn unknown_paths_are_told_their_page_the_closest_first() {
        let rules = |text: String| -> Vec<String> {
            let is_rule = |line: &&str| !line.starts_with('#');
            text.lines().filter(is_rule).map(str::to_owned).collect()
        };
        assert_eq!(
            rules(redirects(&example::rules("/s/"))),
            ["/s/embed/* /s/embed/404.html 404", "/s/* /s/404.html 404"]
        );
        let root = rules(redirects(&example::rules("/")));
        assert_eq!(root, ["/embed/* /embed/404.html 404"]);
        let site = example::site();
        fs::remove_file(site.path().join("embed/404.html")).expect("a file less");
        let without = Rules::of(site.path(), "/").expect("rules");
        assert!(rules(redirects(&without)).is_empty());
    }
}
