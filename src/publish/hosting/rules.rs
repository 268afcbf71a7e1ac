//! The rules: which headers a file is sent with.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::files::{extension, files_below, has_hash, is_compressible, is_served};
use super::policy;
use crate::publish::PublishError;

/// Pictures, which other sites may show.
const PICTURES: &[&str] = &["svg", "png", "jpg", "jpeg", "webp", "avif", "gif", "ico"];

/// `Cache-Control` of what is asked for again each time.
const REVALIDATED: &str = "no-cache";
/// `Cache-Control` of what never changes.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// A header's name.
pub type HeaderName = &'static str;

/// A header of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its name, as the standards write it.
    pub name: HeaderName,
    /// Its value.
    pub value: String,
}

impl Header {
    fn new(name: HeaderName, value: impl Into<String>) -> Self {
        let value = value.into();
        Self { name, value }
    }

    /// Whether it also goes with errors. That a file may be kept for ever says nothing of
    /// an error that came in its place.
    pub fn is_for_errors(&self) -> bool {
        self.name != "Cache-Control" || self.value == REVALIDATED
    }
}

/// The headers of some files.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What the files are, in a word.
    pub name: &'static str,
    /// The extensions of the files; all when there are none.
    pub extensions: &'static [&'static str],
    /// The one path that is meant, if it is one.
    pub path: Option<&'static str>,
    /// Only files whose name holds the hash of their content, or all.
    pub is_hashed: bool,
    /// What they are sent with.
    pub headers: Vec<Header>,
}

impl Rule {
    /// Whether a file is meant; `path` is the path below the site's root.
    pub fn is_for(&self, path: &str) -> bool {
        let is_extension = self.extensions.is_empty() || self.extensions.contains(&extension(path));
        let is_path = self.path.is_none_or(|own| own == path);
        is_extension && is_path && (!self.is_hashed || has_hash(path))
    }

    /// The same as a regular expression (PCRE) for the end of a file's path.
    pub fn regex(&self, extensions: &[&str]) -> String {
        let name = match (self.path, self.is_hashed) {
            (Some(path), _) => return format!("{}$", path.replace('.', r"\.")),
            (None, true) => r"-[0-9a-f]{16}(?:_bg)?",
            (None, false) => "",
        };
        format!(r"{name}\.(?:{})$", extensions.join("|"))
    }
}

/// The rules of a site, made from the folder that holds it.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The path that the site is served under; starts and ends with a slash.
    pub base: String,
    /// The files that are served, as paths below the site's root, in their order.
    pub files: Vec<String>,
    /// The first rule that is for a file gives its headers; the first rule of all is that
    /// of pages, the last is for every file.
    pub rules: Vec<Rule>,
    /// The same policy of pages, which also allows the styles of the site's pictures: for
    /// hosts that can give pictures no policy of their own.
    pub policy_of_all: String,
}

impl Rules {
    /// The rules of the site in `folder`, served under the path `base`.
    ///
    /// # Errors
    /// - [`PublishError::PublicUrl`] for a base without a slash at either end
    /// - [`PublishError::File`] for what cannot be read
    /// - [`PublishError::Scripts`] when pages have different inline scripts
    pub fn of(folder: &Path, base: &str) -> Result<Rules, PublishError> {
        // No other characters, because the base stands in the configuration of servers.
        let is_plain =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '~');
        if !base.starts_with('/') || !base.ends_with('/') || !base.chars().all(is_plain) {
            return Err(PublishError::PublicUrl(base.to_owned()));
        }
        let files: Vec<String> = files_below(folder)?
            .into_iter()
            .filter(|path| is_served(path))
            .collect();
        let scripts = scripts(folder, &files)?;
        let styles = styles(folder, &files)?;
        Ok(Rules {
            base: base.to_owned(),
            rules: rules(&scripts, &styles),
            policy_of_all: policy::document(&scripts, &styles),
            files,
        })
    }

    /// The rule of pages, which is also that of `404.html`.
    pub fn pages(&self) -> &Rule {
        &self.rules[0]
    }

    /// The rule of files that no other is for, and of redirects.
    pub fn others(&self) -> &Rule {
        &self.rules[self.rules.len() - 1]
    }

    /// The rule of a file; `path` is its path below the site's root.
    pub fn rule(&self, path: &str) -> &Rule {
        let found = self.rules.iter().find(|rule| rule.is_for(path));
        found.unwrap_or(self.others())
    }

    /// `Strict-Transport-Security`, for the host that ends TLS, and only there: over plain
    /// HTTP it has no meaning. It speaks for the whole host, so a site under a path leaves
    /// it to the host. Subdomains may be someone else's.
    pub fn transport_security(&self) -> Option<Header> {
        (self.base == "/").then(|| Header::new("Strict-Transport-Security", "max-age=31536000"))
    }

    /// `Vary` for a file that has siblings, or could have.
    pub fn vary(path: &str) -> Option<Header> {
        is_compressible(path).then(|| Header::new("Vary", "Accept-Encoding"))
    }
}

/// The rules themselves.
fn rules(scripts: &BTreeSet<String>, styles: &BTreeSet<String>) -> Vec<Rule> {
    let rule = |name, extensions, headers: &[Header]| {
        let everywhere = [
            Header::new("X-Content-Type-Options", "nosniff"),
            // A search stands in the address: other sites see where a reader comes from,
            // and not what was searched.
            Header::new("Referrer-Policy", "strict-origin-when-cross-origin"),
        ];
        Rule {
            name,
            extensions,
            path: None,
            is_hashed: false,
            headers: [headers, &everywhere].concat(),
        }
    };
    let forever = Header::new("Cache-Control", IMMUTABLE);
    let revalidated = Header::new("Cache-Control", REVALIDATED);
    let own = Header::new("Cross-Origin-Resource-Policy", "same-origin");
    let open = Header::new("Cross-Origin-Resource-Policy", "cross-origin");
    let policy = |value: String| Header::new("Content-Security-Policy", value);

    let page = policy(policy::document(scripts, &BTreeSet::new()));
    let picture = policy(policy::picture(styles));
    let closed = policy(policy::picture(&BTreeSet::new()));
    vec![
        rule(
            "pages",
            &["html"],
            &[
                page,
                Header::new("Permissions-Policy", policy::permissions()),
                Header::new("Cross-Origin-Opener-Policy", "same-origin"),
                own.clone(),
                revalidated.clone(),
            ],
        ),
        Rule {
            path: Some("sw.js"),
            ..rule(
                "worker",
                &["js"],
                &[
                    policy(policy::WORKER.to_owned()),
                    own.clone(),
                    revalidated.clone(),
                ],
            )
        },
        Rule {
            is_hashed: true,
            ..rule(
                "hashed-pictures",
                PICTURES,
                &[picture.clone(), open.clone(), forever.clone()],
            )
        },
        rule(
            "pictures",
            PICTURES,
            &[picture, open.clone(), revalidated.clone()],
        ),
        // Anyone may compute with the figures, from any origin.
        rule(
            "data",
            &["json", "csv"],
            &[
                Header::new("Access-Control-Allow-Origin", "*"),
                open,
                revalidated.clone(),
            ],
        ),
        rule("xml", &["xml"], &[closed, own.clone(), revalidated.clone()]),
        Rule {
            is_hashed: true,
            ..rule("hashed", &[], &[own.clone(), forever])
        },
        rule("others", &[], &[own, revalidated]),
    ]
}

/// The sources of the inline scripts that all pages have.
fn scripts(folder: &Path, files: &[String]) -> Result<BTreeSet<String>, PublishError> {
    let mut first: Option<(&str, BTreeSet<String>)> = None;
    for page in files.iter().filter(|path| extension(path) == "html") {
        let scripts = policy::inline_scripts(&read(folder, page)?)?;
        match &first {
            None => first = Some((page, scripts)),
            Some((_, expected)) if *expected == scripts => {}
            Some((other, _)) => {
                return Err(PublishError::Scripts {
                    page: folder.join(page),
                    other: folder.join(other),
                });
            }
        }
    }
    Ok(first.map(|(_, scripts)| scripts).unwrap_or_default())
}

/// The sources of all style elements of pictures.
fn styles(folder: &Path, files: &[String]) -> Result<BTreeSet<String>, PublishError> {
    let mut styles = BTreeSet::new();
    for picture in files.iter().filter(|path| extension(path) == "svg") {
        styles.extend(policy::inline_styles(&read(folder, picture)?)?);
    }
    Ok(styles)
}

fn read(folder: &Path, file: &str) -> Result<String, PublishError> {
    let path = folder.join(file);
    fs::read_to_string(&path).map_err(|cause| PublishError::File { path, cause })
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    fn value<'a>(rule: &'a Rule, name: &str) -> Option<&'a str> {
        let mut found = rule.headers.iter().filter(|header| header.name == name);
        let value = found.next().map(|header| header.value.as_str());
        assert!(found.next().is_none(), "{name} twice");
        value
    }

    #[test]
    fn what_has_a_hash_is_kept_for_ever_and_all_else_is_asked_for_again() {
        let rules = example::rules("/");
        for (path, _) in example::FILES {
            let cache = value(rules.rule(path), "Cache-Control");
            let expected = if path.contains("0123456789abcdef")
                || path.contains("fedcba9876543210")
                || path.contains("00112233445566ff")
            {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            };
            assert_eq!(cache, Some(expected), "{path}");
        }
    }

    #[test]
    fn no_file_is_sent_with_a_header_twice() {
        for rule in example::rules("/").rules {
            let mut names: Vec<&str> = rule.headers.iter().map(|header| header.name).collect();
            names.sort_unstable();
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all, "{}", rule.name);
            assert!(value(&rule, "X-Content-Type-Options") == Some("nosniff"));
            assert!(value(&rule, "Cache-Control").is_some(), "{}", rule.name);
        }
    }

    #[test]
    fn pages_allow_their_own_script_and_what_it_loads() {
        let rules = example::rules("/");
        let policy = value(rules.pages(), "Content-Security-Policy").expect("a policy");
        let scripts = format!(
            "script-src {} 'strict-dynamic'",
            policy::source(example::STARTER)
        );
        assert!(policy.contains(&scripts), "{policy}");
        assert_eq!(rules.rule("kpis/index.html").name, "pages");
    }

    #[test]
    fn pictures_keep_their_styles_and_run_nothing() {
        let rules = example::rules("/");
        let policy = value(rules.rule("icon.svg"), "Content-Security-Policy").expect("a policy");
        let style = policy::source(".a{fill:red}");
        assert_eq!(
            policy,
            format!("default-src 'none'; style-src {style}; sandbox")
        );
        assert!(
            rules
                .policy_of_all
                .contains(&format!("style-src 'self' {style};"))
        );
    }

    #[test]
    fn other_portals_may_read_the_bundle_and_show_the_pictures() {
        let rules = example::rules("/");
        let open = Some("cross-origin");
        let of =
            |path: &str| value(rules.rule(path), "Cross-Origin-Resource-Policy").map(String::from);
        let bundle = rules.rule("bundle/en.json");
        assert_eq!(value(bundle, "Access-Control-Allow-Origin"), Some("*"));
        for path in [
            "bundle/en.json",
            "icon.svg",
            "pictures/card-00112233445566ff.png",
        ] {
            assert_eq!(of(path).as_deref(), open, "{path}");
        }
        for path in [
            "index.html",
            "app-0123456789abcdef.js",
            "sw.js",
            "robots.txt",
        ] {
            assert_eq!(of(path).as_deref(), Some("same-origin"), "{path}");
        }
    }

    #[test]
    fn a_page_with_another_script_is_named() {
        let site = example::site();
        fs::write(
            site.path().join("kpis/index.html"),
            "<script>other()</script>",
        )
        .expect("a file");
        let error = Rules::of(site.path(), "/").expect_err("pages differ");
        let text = error.to_string();
        assert!(text.contains("kpis/index.html"), "{text}");
        assert!(text.contains("inline scripts"), "{text}");
    }

    #[test]
    fn a_base_that_is_no_plain_path_is_refused() {
        let site = example::site();
        for base in [
            "",
            "scorecard",
            "/scorecard",
            "scorecard/",
            "/a;b/",
            "/a b/",
            "/a\"/",
        ] {
            assert!(matches!(
                Rules::of(site.path(), base),
                Err(PublishError::PublicUrl(_))
            ));
        }
    }

    #[test]
    fn only_the_root_of_a_host_speaks_for_its_transport() {
        assert!(example::rules("/").transport_security().is_some());
        assert!(example::rules("/scorecard/").transport_security().is_none());
    }
}
