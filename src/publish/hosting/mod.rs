//! How a host answers: one set of rules, written in the format of each kind of host.
//!
//! [`Rules`] are made from the folder that is published. `scorecard preview` serves by them;
//! the other modules write them for real hosts:
//!
//! - [`netlify`] writes `_headers` and `_redirects`, for Netlify and Cloudflare Pages
//! - [`nginx`] writes the inside of a `server` block
//! - [`apache`] writes `.htaccess`
//! - [`cloudfront`] writes response headers policies
//! - [`azure`] writes `staticwebapp.config.json`
//! - [`firebase`] writes `firebase.json`
//! - [`vercel`] writes `vercel.json`
//! - [`plain`] writes policies into pages, for GitHub Pages and GitLab Pages, which send no headers
//!
//! The rules for status codes are the same everywhere: a folder shows its `index.html`,
//! without its slash it is redirected (301) to its name with one, every other unknown path
//! gets `404.html` with 404 (below `embed/` the one there), and no method but GET and HEAD is
//! allowed (405).

pub mod apache;
pub mod azure;
pub mod cloudfront;
mod files;
pub mod firebase;
pub mod netlify;
pub mod nginx;
mod patterns;
pub mod plain;
mod policy;
mod rules;
pub mod vercel;

use std::path::Path;

pub use files::{
    Answer, CODINGS, Coding, NO_EMBED, NO_PAGE, accepted, answer, content_type, has_siblings,
    is_compressible, is_replaced_alone, is_served,
};
use files::{extension, replaced_alone};
pub use policy::{SELF, source};
pub use rules::{Header, HeaderName, Rule, Rules};

use crate::publish::{PublishError, folder};

/// The policy of pages as an element for the head of `404.html`, with the given inline scripts:
/// a host may show that page at a path for which it has no policy.
///
/// # Errors
/// [`PublishError::Html`].
pub fn policy_element(html: &str) -> Result<String, PublishError> {
    let policy = policy::page_itself(&policy::inline_scripts(html)?);
    Ok(format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"
    ))
}

/// A host that needs something else in the folder than others do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Host {
    /// GitHub Pages
    GithubPages,
    /// GitLab Pages
    GitlabPages,
    /// Azure Static Web Apps
    Azure,
    /// Vercel
    Vercel,
}

impl Host {
    /// Whether it sends compressed copies that lie beside files.
    pub fn sends_siblings(self) -> bool {
        self == Host::GitlabPages
    }

    /// Writes what the host needs into the folder of a site under the path `base`. Call it before
    /// files are compressed.
    ///
    /// # Errors
    /// As for [`write()`].
    pub fn write(self, folder: &Path, base: &str) -> Result<(), PublishError> {
        let rules = Rules::of(folder, base)?;
        match self {
            Host::GithubPages | Host::GitlabPages => plain::write(folder, &rules),
            Host::Azure => folder::write(folder, azure::FILE, azure::config(&rules)?),
            Host::Vercel => folder::write(folder, vercel::FILE, vercel::config(&rules)),
        }
    }
}

/// Writes the rules of the site in `folder`, which is served under the path `base`, into the
/// files that hosts read from the folder itself: `_headers`, `_redirects` and `.htaccess`. Call
/// it when everything else is written.
///
/// # Errors
/// See [`PublishError`]: a file that cannot be read or written, pages whose inline scripts
/// differ, or a header longer than a host takes.
pub fn write(folder: &Path, base: &str) -> Result<(), PublishError> {
    let rules = Rules::of(folder, base)?;
    for (name, text) in [
        ("_headers", netlify::headers(&rules)?),
        ("_redirects", netlify::redirects(&rules)),
        (".htaccess", apache::htaccess(&rules)),
    ] {
        folder::write(folder, name, text)?;
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod example {
    //! A small site with a file of every class.

    use std::fs;

    use super::*;

    /// The inline script of its pages.
    pub const STARTER: &str = "import('/app-0123456789abcdef.js')";
    /// The inline script of its embeds.
    pub const EMBED_SCRIPT: &str = "document.documentElement.dataset.theme = 'dark'";
    /// The inline script of its share pages.
    pub const SHARE_SCRIPT: &str = "document.documentElement.dataset.script = ''";

    /// Path and content of each file; pages are written with their scripts.
    pub const FILES: &[(&str, &str)] = &[
        ("index.html", ""),
        ("404.html", ""),
        ("kpis/index.html", ""),
        ("kpis/satisfaction/index.html", ""),
        ("embed/404.html", ""),
        ("embed/kpi/satisfaction/index.html", ""),
        (
            "embed/pinned/0123456789abcdef/kpi/satisfaction/index.html",
            "",
        ),
        (
            "embed/manifest.json",
            "{\"origin\":\"https://scorecard.example\"}",
        ),
        ("embed/frame-0123456789abcdef.js", "export default 2"),
        ("embed/embed-fedcba9876543210.css", "b{}"),
        ("embed.js", "export default 3"),
        ("share/kpi/satisfaction/index.html", ""),
        ("oembed/kpi/satisfaction.json", "{}"),
        ("images/kpi/satisfaction.svg", "<svg></svg>"),
        ("images/kpi/satisfaction.png", "png"),
        ("images/kpi/satisfaction.json", "{}"),
        ("app-0123456789abcdef.js", "export default 1"),
        ("app-0123456789abcdef_bg.wasm", "wasm"),
        ("site-fedcba9876543210.css", "a{}"),
        ("bundle/en.json", "{}"),
        ("bundle/en-0123456789abcdef.json", "{}"),
        (
            "icon.svg",
            "<svg><style>.a{fill:red}</style><path class=\"a\"/></svg>",
        ),
        ("pictures/hero-00112233445566ff.svg", "<svg></svg>"),
        ("pictures/card-00112233445566ff.png", "png"),
        ("robots.txt", "User-agent: *"),
        ("sitemap.xml", "<urlset/>"),
        ("sw.js", "self.x = 1"),
    ];

    /// The site in a folder of its own.
    pub fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, content) in FILES {
            match path.ends_with(".html") {
                true => add(folder.path(), path, &page(path)),
                false => add(folder.path(), path, content),
            }
        }
        folder
    }

    /// A page of the site, with the inline script of its kind.
    fn page(path: &str) -> String {
        let script = match path.split_once('/') {
            Some(("embed", _)) => EMBED_SCRIPT,
            Some(("share", _)) => SHARE_SCRIPT,
            _ => STARTER,
        };
        format!(
            "<!doctype html><title>{path}</title><script>{script}</script>\
             <script type=\"application/ld+json\">{{\"name\":\"{path}\"}}</script>"
        )
    }

    /// Adds a file to a site.
    pub fn add(folder: &Path, path: &str, content: &str) {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, content).expect("a file");
    }

    /// The site with what a real one has in addition: hundreds of embeds with their pictures
    /// and oEmbed answers, earlier revisions, and pictures of every page.
    pub fn large_site() -> tempfile::TempDir {
        let folder = site();
        for index in 0..60 {
            for path in [
                format!("embed/kpi/{index}/index.html"),
                format!("embed/pinned/{index:016x}/kpi/a/index.html"),
                format!("share/kpi/{index}/index.html"),
            ] {
                add(folder.path(), &path, &page(&path));
            }
            for path in [
                format!("oembed/kpi/{index}.json"),
                format!("images/kpi/{index}.json"),
                format!("images/kpi/{index}.png"),
                format!("bundle/en-{index:016x}.json"),
                format!("pictures/kpi-{index:016x}.png"),
                format!("pictures/hero-{index:016x}.svg"),
                format!("pictures/as-it-was-before-{index}.svg"),
            ] {
                add(folder.path(), &path, "{}");
            }
            let svg = "<svg><style>.b{fill:red}</style></svg>";
            add(folder.path(), &format!("images/kpi/{index}.svg"), svg);
        }
        folder
    }

    /// Its rules, under a path.
    pub fn rules(base: &str) -> Rules {
        Rules::of(site().path(), base).expect("rules")
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_page_can_hold_all_of_its_policy_but_who_may_frame_it() {
        let rules = example::rules("/");
        let headers = &rules.pages().headers;
        let sent = headers
            .iter()
            .find(|header| header.name == "Content-Security-Policy");
        let sent = &sent.expect("a policy").value;
        let html = format!("<script>{}</script>", example::STARTER);
        let element = policy_element(&html).expect("HTML");
        // In an element browsers ignore frame-ancestors, and log that.
        let policy = sent.replace("; frame-ancestors 'none'", "");
        assert!(
            element.contains(&format!(" content=\"{policy}\">")),
            "{element}"
        );
        assert!(policy.len() < sent.len());
    }

    #[test]
    fn what_hosts_read_is_written_into_the_folder_and_never_served() {
        let site = example::site();
        write(site.path(), "/").expect("written");
        for name in ["_headers", "_redirects", ".htaccess"] {
            assert!(site.path().join(name).is_file(), "{name}");
            assert_eq!(answer(site.path(), name), Answer::NotFound, "{name}");
        }
        // Once more, now with those files in the folder: the same bytes.
        let read = |name: &str| fs::read(site.path().join(name)).expect("a file");
        let first = ["_headers", "_redirects", ".htaccess"].map(read);
        write(site.path(), "/").expect("written");
        assert_eq!(["_headers", "_redirects", ".htaccess"].map(read), first);
    }
}
