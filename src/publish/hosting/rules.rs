//! The rules: which headers a file is sent with.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;

use super::files::{NO_EMBED, NO_PAGE, extension, has_hash, is_compressible, is_served};
use super::policy;
use crate::bundle::Origin;
use crate::publish::embeds::MANIFEST;
use crate::publish::folder::{files_below, fit_files_below, read_found_text, read_text};
use crate::publish::{PublishError, check_base};
use crate::site::{EMBEDS, SHARES};

/// Pictures, which other sites may show.
const PICTURES: &[&str] = &["svg", "png", "jpg", "jpeg", "webp", "avif", "gif", "ico"];

/// `Cache-Control` of files that are revalidated each time.
const REVALIDATED: &str = "no-cache";
/// `Cache-Control` of files that never change.
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

    /// Whether it is also sent with errors. That a file may be cached for ever does not apply
    /// to an error in its place.
    pub fn is_for_errors(&self) -> bool {
        self.name != "Cache-Control" || self.value == REVALIDATED
    }
}

/// The headers of some files.
#[derive(Clone, Debug)]
pub struct Rule {
    /// A name for the files.
    pub name: &'static str,
    /// The extensions of the files; all when there are none.
    pub extensions: &'static [&'static str],
    /// The folder in which they lie, with a slash at its end; anywhere when it is empty.
    pub folder: &'static str,
    /// The only path that is meant, if there is one.
    pub path: Option<&'static str>,
    /// Whether it is only for files whose name contains the hash of their content.
    pub is_hashed: bool,
    /// Their headers.
    pub headers: Vec<Header>,
}

impl Rule {
    /// Whether the rule is for a file; `path` is the path below the site's root.
    pub fn is_for(&self, path: &str) -> bool {
        let is_extension = self.extensions.is_empty() || self.extensions.contains(&extension(path));
        let is_path = self.path.is_none_or(|own| own == path) && path.starts_with(self.folder);
        is_extension && is_path && (!self.is_hashed || has_hash(path))
    }

    /// The same as a regular expression (PCRE) for the path of a file with one of
    /// `extensions`, on a site under the path `base`. The path may have one of `suffixes`
    /// at its end.
    pub fn regex(&self, base: &str, extensions: &[&str], suffixes: &[&str]) -> String {
        let literal = |path: &str| path.replace('.', r"\.");
        let base = literal(base);
        let start = match (self.path, self.folder) {
            (Some(path), _) => format!("^{base}{}", literal(path)),
            (None, "") => String::new(),
            (None, folder) => format!("^{base}{folder}.*"),
        };
        let hash = match self.is_hashed {
            true => r"-[0-9a-f]{16}(?:_bg)?",
            false => "",
        };
        let extension = match self.path {
            Some(_) => String::new(),
            None => format!(r"\.(?:{})", extensions.join("|")),
        };
        let suffix = match suffixes {
            [] => String::new(),
            some => format!("(?:{})?", literal(&some.join("|"))),
        };
        format!("{start}{hash}{extension}{suffix}$")
    }
}

/// The rules of a site, made from the folder that holds it.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The path that the site is served under; starts and ends with a slash.
    pub base: String,
    /// The files that are served, as paths below the site's root, in their order.
    pub files: Vec<String>,
    /// The first rule that is for a file determines its headers; the last is for every file.
    pub rules: Vec<Rule>,
}

impl Rules {
    /// The rules of the site in `folder`, served under the path `base`.
    ///
    /// # Errors
    /// - [`PublishError::PublicUrl`] for a base that is not a plain path
    /// - [`PublishError::Name`] and [`PublishError::Foreign`] for what cannot be published
    /// - [`PublishError::File`] for what cannot be read
    /// - [`PublishError::Scripts`] when pages of one kind have different inline scripts
    pub fn of(folder: &Path, base: &str) -> Result<Rules, PublishError> {
        Self::of_files(folder, base, files_below(folder)?)
    }

    /// The rules by which a preview serves the folder: as if it contained nothing that cannot
    /// be published. What cannot is passed to `told`.
    ///
    /// # Errors
    /// As for [`Rules::of`], without those for what cannot be published.
    pub fn of_fit(
        folder: &Path,
        base: &str,
        told: impl FnMut(PublishError),
    ) -> Result<Rules, PublishError> {
        Self::of_files(folder, base, fit_files_below(folder, told)?)
    }

    fn of_files(folder: &Path, base: &str, files: Vec<String>) -> Result<Rules, PublishError> {
        check_base(base)?;
        let files: Vec<String> = files.into_iter().filter(|path| is_served(path)).collect();
        Ok(Rules {
            base: base.to_owned(),
            rules: rules(&Sources::of(folder, &files)?),
            files,
        })
    }

    /// The rule of pages, which is also that of `404.html`.
    pub fn pages(&self) -> &Rule {
        self.rule(NO_PAGE)
    }

    /// The page that is sent with 404 when there is nothing at a path below the site's root:
    /// below [`EMBEDS`] a page that may be framed, so that a missing embed says so in its box.
    pub fn error_page(&self, path: &str) -> &'static str {
        let has_own = || self.error_pages().contains(&NO_EMBED);
        match path.starts_with(EMBEDS) && has_own() {
            true => NO_EMBED,
            false => NO_PAGE,
        }
    }

    /// The pages that are sent when there is nothing at a path, that of the site first.
    pub fn error_pages(&self) -> Vec<&'static str> {
        let is_there = |page: &&str| self.files.iter().any(|file| file == page);
        let own = [NO_EMBED].into_iter().filter(is_there);
        [NO_PAGE].into_iter().chain(own).collect()
    }

    /// The rule of redirects, and of files that no other rule is for.
    pub fn others(&self) -> &Rule {
        &self.rules[self.rules.len() - 1]
    }

    /// The rule of a file; `path` is its path below the site's root.
    pub fn rule(&self, path: &str) -> &Rule {
        let found = self.rules.iter().find(|rule| rule.is_for(path));
        found.unwrap_or(self.others())
    }

    /// `Strict-Transport-Security`, for the host that terminates TLS, and only there: over
    /// plain HTTP it has no meaning. It applies to the whole host, so a site under a path
    /// leaves it to the host. Subdomains may be someone else's.
    pub fn transport_security(&self) -> Option<Header> {
        (self.base == "/").then(|| Header::new("Strict-Transport-Security", "max-age=31536000"))
    }

    /// `Vary` for a file that has siblings, or could have.
    pub fn vary(path: &str) -> Option<Header> {
        is_compressible(path).then(|| Header::new("Vary", "Accept-Encoding"))
    }
}

/// What the policies refer to by hash.
struct Sources {
    /// The inline scripts of pages.
    pages: BTreeSet<String>,
    /// Those of pages below [`EMBEDS`].
    embeds: BTreeSet<String>,
    /// Those of pages below [`SHARES`].
    shares: BTreeSet<String>,
    /// The style elements of pictures.
    styles: BTreeSet<String>,
    /// The origin that the site was published for, if it has one.
    origin: Option<String>,
}

impl Sources {
    fn of(folder: &Path, files: &[String]) -> Result<Self, PublishError> {
        let of_kind = |kind: &str| {
            let is_kind = |path: &&String| extension(path) == "html" && kind_of(path) == kind;
            scripts(folder, files.iter().filter(is_kind))
        };
        Ok(Self {
            pages: of_kind("")?,
            embeds: of_kind(EMBEDS)?,
            shares: of_kind(SHARES)?,
            styles: styles(folder, files)?,
            origin: origin(folder, files)?,
        })
    }
}

/// The folder that makes a page one of another kind, or nothing.
fn kind_of(path: &str) -> &'static str {
    let mut kinds = [EMBEDS, SHARES].into_iter();
    kinds.find(|kind| path.starts_with(kind)).unwrap_or("")
}

/// The rules themselves.
fn rules(sources: &Sources) -> Vec<Rule> {
    let rule = |name, extensions, headers: &[&[Header]]| {
        let everywhere = [
            Header::new("X-Content-Type-Options", "nosniff"),
            // A search is in the address: other sites see where a reader comes from, but not
            // what was searched.
            Header::new("Referrer-Policy", "strict-origin-when-cross-origin"),
        ];
        Rule {
            name,
            folder: "",
            extensions,
            path: None,
            is_hashed: false,
            headers: [&headers.concat()[..], &everywhere].concat(),
        }
    };
    let forever = [Header::new("Cache-Control", IMMUTABLE)];
    let revalidated = [Header::new("Cache-Control", REVALIDATED)];
    // Also of what is no page: nothing but embeds belongs into another site's frame.
    let unframed = Header::new("X-Frame-Options", "DENY");
    let own = Header::new("Cross-Origin-Resource-Policy", "same-origin");
    let own = [own, unframed.clone()];
    // Any site may load and read it, including a sandboxed page, which has no origin: it is
    // public, and the same for every reader.
    let readable = [
        Header::new("Access-Control-Allow-Origin", "*"),
        Header::new("Cross-Origin-Resource-Policy", "cross-origin"),
    ];
    let open = [&readable[..], &[unframed]].concat();

    let policy = |value: String| [Header::new("Content-Security-Policy", value)];
    let picture = policy(policy::picture(&sources.styles));
    let closed = policy(policy::picture(&BTreeSet::new()));
    let worker = policy(policy::WORKER.to_owned());
    let page = policy(policy::page(&sources.pages));
    // With the script of pages, for hosts that show 404.html under this policy.
    let share = sources.shares.union(&sources.pages).cloned().collect();
    let share = policy(policy::share(&share));
    let embed = policy(policy::embed(&sources.embeds, sources.origin.as_deref()));
    let permissions = Header::new("Permissions-Policy", policy::permissions());
    let alone = Header::new("Cross-Origin-Opener-Policy", "same-origin");
    let alone = [permissions.clone(), alone];
    // Without it, sites that are isolated by this policy could show no embed.
    let isolated = Header::new("Cross-Origin-Embedder-Policy", "require-corp");
    let isolated = [permissions, isolated];
    let html = &["html"];
    vec![
        Rule {
            folder: EMBEDS,
            ..rule(
                "embeds",
                html,
                &[&embed, &isolated, &readable, &revalidated],
            )
        },
        Rule {
            folder: SHARES,
            ..rule("shares", html, &[&share, &alone, &own, &revalidated])
        },
        rule("pages", html, &[&page, &alone, &own, &revalidated]),
        Rule {
            path: Some("sw.js"),
            ..rule("worker", &["js"], &[&worker, &own, &revalidated])
        },
        // The only script that other sites load by name, always this name.
        Rule {
            path: Some("embed.js"),
            ..rule("loader", &["js"], &[&open, &revalidated])
        },
        Rule {
            is_hashed: true,
            ..rule("hashed-pictures", PICTURES, &[&picture, &open, &forever])
        },
        rule("pictures", PICTURES, &[&picture, &open, &revalidated]),
        // Before data, because bundles of earlier revisions have a hash.
        Rule {
            is_hashed: true,
            ..rule("hashed", &[], &[&open, &forever])
        },
        // Anyone may compute with the figures, from any origin.
        rule("data", &["json", "csv"], &[&open, &revalidated]),
        rule("xml", &["xml"], &[&closed, &own, &revalidated]),
        rule("others", &[], &[&own, &revalidated]),
    ]
}

/// The sources of the inline scripts that all of these pages have.
fn scripts<'a>(
    folder: &Path,
    pages: impl Iterator<Item = &'a String>,
) -> Result<BTreeSet<String>, PublishError> {
    let pages: Vec<&String> = pages.collect();
    let of_page = |page: &&String| policy::inline_scripts(&read_found_text(folder, page)?);
    let found: Vec<Result<_, PublishError>> = pages.par_iter().map(of_page).collect();
    let mut first: Option<(&str, BTreeSet<String>)> = None;
    for (page, scripts) in pages.into_iter().zip(found) {
        let scripts = scripts?;
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

/// The origin in the manifest of embeds.
fn origin(folder: &Path, files: &[String]) -> Result<Option<String>, PublishError> {
    if !files.iter().any(|path| path == MANIFEST) {
        return Ok(None);
    }
    // What no build of ours has written has no origin that could be trusted.
    let manifest: Value = serde_json::from_str(&read_text(folder, MANIFEST)?).unwrap_or_default();
    let origin = manifest["origin"].as_str();
    Ok(origin
        .and_then(|text| Origin::parse(text).ok())
        .map(|origin| origin.to_string()))
}

/// The sources of all style elements of pictures.
fn styles(folder: &Path, files: &[String]) -> Result<BTreeSet<String>, PublishError> {
    let mut styles = BTreeSet::new();
    for picture in files.iter().filter(|path| extension(path) == "svg") {
        styles.extend(policy::inline_styles(&read_text(folder, picture)?)?);
    }
    Ok(styles)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::{example, source};
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
        for path in &example::rules("/").files {
            let cache = value(rules.rule(path), "Cache-Control");
            // Not of a page in a folder with the name of a revision.
            let name = path.rsplit('/').next().expect("a name");
            let hashes = ["0123456789abcdef", "fedcba9876543210", "00112233445566ff"];
            let expected = match hashes.iter().any(|hash| name.contains(hash)) {
                true => "public, max-age=31536000, immutable",
                false => "no-cache",
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
        let scripts = format!("script-src {} 'strict-dynamic'", source(example::STARTER));
        assert!(policy.contains(&scripts), "{policy}");
        assert_eq!(rules.rule("kpis/index.html").name, "pages");
    }

    #[test]
    fn pictures_keep_their_styles_and_run_nothing() {
        let rules = example::rules("/");
        let policy = value(rules.rule("icon.svg"), "Content-Security-Policy").expect("a policy");
        let style = source(".a{fill:red}");
        assert_eq!(
            policy,
            format!("default-src 'none'; style-src {style}; sandbox")
        );
    }

    #[test]
    fn other_sites_may_load_and_read_what_embeds_need_and_nothing_else() {
        let rules = example::rules("/");
        for path in &rules.files {
            let is_open = match path.as_str() {
                "embed.js" | "icon.svg" => true,
                "robots.txt" | "sitemap.xml" | "sw.js" => false,
                page if page.ends_with(".html") => page.starts_with("embed/"),
                _ => true,
            };
            let rule = rules.rule(path);
            let (origins, policy) = match is_open {
                true => (Some("*"), Some("cross-origin")),
                false => (None, Some("same-origin")),
            };
            assert_eq!(
                value(rule, "Access-Control-Allow-Origin"),
                origins,
                "{path}"
            );
            assert_eq!(
                value(rule, "Cross-Origin-Resource-Policy"),
                policy,
                "{path}"
            );
        }
    }

    #[test]
    fn nothing_but_embeds_may_be_framed() {
        let rules = example::rules("/");
        for path in &rules.files {
            let rule = rules.rule(path);
            let is_embed = path.starts_with("embed/") && path.ends_with(".html");
            let refused = value(rule, "X-Frame-Options") == Some("DENY");
            assert_eq!(refused, !is_embed, "{path}");
            if path.ends_with(".html") {
                let policy = value(rule, "Content-Security-Policy").expect("a policy");
                let refused = policy.contains("frame-ancestors 'none'");
                assert_eq!(refused, !is_embed, "{path}: {policy}");
            }
        }
        // Under a path, and at the root of a folder that looks like it.
        let under = example::rules("/embed/");
        assert_eq!(under.rule("index.html").name, "pages");
        assert_eq!(under.rule("embedded/index.html").name, "pages");
    }

    #[test]
    fn each_kind_of_page_allows_its_own_scripts() {
        let rules = example::rules("/");
        let sources = |path: &str| {
            let policy = value(rules.rule(path), "Content-Security-Policy").expect("a policy");
            let scripts = policy
                .split("; ")
                .find(|part| part.starts_with("script-src"));
            let sources = scripts.expect("scripts").split(' ').skip(1);
            BTreeSet::from_iter(sources.map(str::to_owned))
        };
        let set = |words: &[&str], scripts: &[&str]| {
            let words = words.iter().map(|&word| word.to_owned());
            words
                .chain(scripts.iter().map(|text| source(text)))
                .collect::<BTreeSet<_>>()
        };
        let own = ["'self'", "'wasm-unsafe-eval'"];
        let named = [&own[..], &["https://scorecard.example"]].concat();
        let embed = set(&named, &[example::EMBED_SCRIPT]);
        assert_eq!(sources("embed/kpi/satisfaction/index.html"), embed);
        assert_eq!(sources("embed/404.html"), embed);
        let share = set(&own, &[example::SHARE_SCRIPT, example::STARTER]);
        assert_eq!(sources("share/kpi/satisfaction/index.html"), share);
    }

    #[test]
    fn embeds_are_told_the_origin_only_if_the_build_had_one() {
        for manifest in [
            "{}",
            "{\"origin\":null}",
            "{\"origin\":\"* 'unsafe-eval'\"}",
            "not JSON",
        ] {
            let site = example::site();
            example::add(site.path(), MANIFEST, manifest);
            let rules = Rules::of(site.path(), "/").expect("rules");
            let policy = value(rules.rule(NO_EMBED), "Content-Security-Policy");
            let policy = policy.expect("a policy");
            assert!(policy.contains("; style-src 'self'; "), "{policy}");
        }
    }

    #[test]
    fn a_missing_embed_has_an_error_page_of_its_own_where_there_is_one() {
        let rules = example::rules("/");
        for (path, page) in [
            ("embed/kpi/gone/", "embed/404.html"),
            ("embed/frame-0123456789abcdef.js", "embed/404.html"),
            ("embed", "404.html"),
            ("embedded/", "404.html"),
            ("kpis/embed/", "404.html"),
        ] {
            assert_eq!(rules.error_page(path), page, "{path}");
        }
        let site = example::site();
        fs::remove_file(site.path().join("embed/404.html")).expect("a file less");
        let rules = Rules::of(site.path(), "/").expect("rules");
        assert_eq!(rules.error_page("embed/kpi/gone/"), "404.html");
    }

    #[test]
    fn a_page_with_another_script_is_named() {
        for page in ["kpis/index.html", "embed/kpi/satisfaction/index.html"] {
            let site = example::site();
            fs::write(site.path().join(page), "<script>other()</script>").expect("a file");
            let error = Rules::of(site.path(), "/").expect_err("pages differ");
            let text = error.to_string();
            assert!(text.contains(page), "{text}");
            assert!(text.contains("inline scripts"), "{text}");
        }
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
            "/a\n/",
            "/a$b/",
            "/a*/",
            "//",
            "//evil.example/",
            "/a//b/",
            "/./",
            "/../",
            "/a/../b/",
            "/.hidden/",
            "/\\evil/",
            "https://evil.example/",
            "/é/",
        ] {
            assert!(matches!(
                Rules::of(site.path(), base),
                Err(PublishError::PublicUrl(_))
            ));
        }
        for base in ["/", "/a/", "/~user/score.card_1-x/"] {
            assert!(Rules::of(site.path(), base).is_ok(), "{base}");
        }
    }

    #[test]
    fn only_the_root_of_a_host_speaks_for_its_transport() {
        assert!(example::rules("/").transport_security().is_some());
        assert!(example::rules("/scorecard/").transport_security().is_none());
    }
}
