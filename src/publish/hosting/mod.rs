//! How a host answers: one set of rules, and what each kind of host wants it written as.
//!
//! [`Rules`] are made from the folder that is published. `scorecard preview` serves by
//! them; the other modules write them down for hosts that are not ours:
//!
//! - [`netlify`] writes `_headers` and `_redirects`, for Netlify and Cloudflare Pages
//! - [`nginx`] writes the inside of a `server` block
//! - [`apache`] writes `.htaccess`
//! - [`cloudfront`] writes response headers policies
//!
//! The rules for status codes are the same everywhere: a folder shows its `index.html`,
//! without its slash it is redirected (301) to its name with one, every other unknown path
//! gets `404.html` with 404, and no method but GET and HEAD is allowed (405).

pub mod apache;
pub mod cloudfront;
mod files;
pub mod netlify;
pub mod nginx;
mod policy;
mod rules;

use std::fs;
use std::path::Path;

pub use files::{
    Answer, CODINGS, Coding, accepted, answer, content_type, files_below, is_compressible,
};
pub use policy::source;
pub use rules::{Header, HeaderName, Rule, Rules};

use crate::publish::PublishError;

/// Writes the rules of the site in `folder`, which is served under the path `base`, into the
/// files that hosts read from the folder itself: `_headers`, `_redirects` and `.htaccess`.
/// To be called when everything else is written.
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
        let path = folder.join(name);
        fs::write(&path, text).map_err(|cause| PublishError::File { path, cause })?;
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod example {
    //! A small site with a file of every class.

    use super::*;

    /// Its inline script.
    pub const STARTER: &str = "import('/app-0123456789abcdef.js')";

    /// Path and content of each file.
    pub const FILES: &[(&str, &str)] = &[
        ("index.html", ""),
        ("404.html", ""),
        ("kpis/index.html", ""),
        ("kpis/satisfaction/index.html", ""),
        ("app-0123456789abcdef.js", "export default 1"),
        ("app-0123456789abcdef_bg.wasm", "wasm"),
        ("site-fedcba9876543210.css", "a{}"),
        ("bundle/en.json", "{}"),
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
            let html = format!(
                "<!doctype html><title>{path}</title><script>{STARTER}</script>\
                 <script type=\"application/ld+json\">{{\"name\":\"{path}\"}}</script>"
            );
            let content = if content.is_empty() { &html } else { *content };
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, content).expect("a file");
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
    use super::*;

    #[test]
    fn what_hosts_read_is_written_into_the_folder_and_never_served() {
        let site = example::site();
        write(site.path(), "/").expect("written");
        for name in ["_headers", "_redirects", ".htaccess"] {
            assert!(site.path().join(name).is_file(), "{name}");
            assert_eq!(answer(site.path(), name), Answer::NotFound, "{name}");
        }
        // Once more, with those files in the folder: the same bytes.
        let read = |name: &str| fs::read(site.path().join(name)).expect("a file");
        let first = ["_headers", "_redirects", ".htaccess"].map(read);
        write(site.path(), "/").expect("written");
        assert_eq!(["_headers", "_redirects", ".htaccess"].map(read), first);
    }
}
