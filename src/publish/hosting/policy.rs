//! The policies that browsers enforce on a document.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lol_html::{RewriteStrSettings, element, rewrite_str, text};
use sha2::{Digest, Sha256};

use crate::publish::PublishError;

/// Browser features that no page of the site uses. Only names that Chromium knows, because it
/// warns about others. Not listed are those that a later page may use: copying to the
/// clipboard, sharing, full screen.
const UNUSED_FEATURES: &[&str] = &[
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
];

/// The Permissions-Policy of pages: none of these features, for no one.
pub(super) fn permissions() -> String {
    let denied: Vec<String> = UNUSED_FEATURES
        .iter()
        .map(|feature| format!("{feature}=()"))
        .collect();
    denied.join(", ")
}

/// What every page of the site may do besides running its scripts.
const SITE: [&str; 9] = [
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types civic-scorecard",
];

/// No one may show a page in a frame.
const NO_FRAMES: &str = "frame-ancestors 'none'";

/// The Content-Security-Policy of pages.
///
/// `scripts` are the sources ([`source`]) of the inline scripts; whatever they load runs
/// because of `'strict-dynamic'`. `'self'` is for browsers that do not support that; the others
/// ignore it.
pub(super) fn page(scripts: &BTreeSet<String>) -> String {
    format!("{}; {NO_FRAMES}", page_itself(scripts))
}

/// The same as far as it can be set in a `meta` element: everything except who may frame the
/// page.
pub(super) fn page_itself(scripts: &BTreeSet<String>) -> String {
    let scripts = listed(scripts);
    let scripts = format!("script-src{scripts} 'strict-dynamic' 'wasm-unsafe-eval' 'self'");
    format!("default-src 'none'; {scripts}; {}", SITE.join("; "))
}

/// The Content-Security-Policy of share pages: like that of pages, with previews in frames.
/// Their script is a file named in the page itself, which `'strict-dynamic'` would refuse.
pub(super) fn share(scripts: &BTreeSet<String>) -> String {
    let scripts = own_scripts(scripts, SELF);
    let site = SITE.join("; ");
    format!("default-src 'none'; {scripts}; {site}; frame-src 'self'; {NO_FRAMES}")
}

/// The Content-Security-Policy of the pages that other sites show in frames, of a site with this
/// origin.
///
/// The origin is there besides `'self'` because WebKit (2.50) takes `'self'` for the origin of
/// the document, not of its address: in a sandbox without `allow-same-origin`, in which WordPress
/// shows embeds, a document has none.
///
/// It does not say who may frame them: `frame-ancestors *` would refuse files opened from disk,
/// apps, and sandboxed pages.
pub(super) fn embed(scripts: &BTreeSet<String>, origin: Option<&str>) -> String {
    let own = match origin {
        Some(origin) => format!("{SELF} {origin}"),
        None => SELF.to_owned(),
    };
    let scripts = own_scripts(scripts, &own);
    format!(
        "default-src 'none'; {scripts}; style-src {own}; img-src {own} data:; \
         connect-src {own}; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'"
    )
}

/// Who may frame an embed, for hosts on which another header says that nobody may. Not every page
/// can be named: sandboxed ones cannot.
pub(super) const ANYONE: &str = "frame-ancestors * file:";

/// The source for files of the site.
pub const SELF: &str = "'self'";

/// The inline scripts with these sources, and files from `own`.
fn own_scripts(scripts: &BTreeSet<String>, own: &str) -> String {
    format!("script-src {own}{} 'wasm-unsafe-eval'", listed(scripts))
}

/// The Content-Security-Policy of pictures and XML, which a browser can open as documents: they
/// load nothing and run nothing. `styles` are the sources of the pictures' own style elements;
/// some browsers apply the policy where a page shows a picture too.
pub(super) fn picture(styles: &BTreeSet<String>) -> String {
    let styles = match listed(styles) {
        none if none.is_empty() => none,
        some => format!(" style-src{some};"),
    };
    format!("default-src 'none';{styles} sandbox")
}

/// The Content-Security-Policy of the service worker: it runs no other script, and fetches only
/// from the site.
pub(super) const WORKER: &str = "default-src 'none'; connect-src 'self'";

fn listed(sources: &BTreeSet<String>) -> String {
    sources.iter().map(|source| format!(" {source}")).collect()
}

/// The source in a Content-Security-Policy for an inline script or style with this text.
pub fn source(text: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(text));
    format!("'sha256-{hash}'")
}

/// The sources of a page's inline scripts: those that a browser runs, and import maps and
/// speculation rules, which the policy covers too.
///
/// # Errors
/// [`PublishError::Html`].
pub(super) fn inline_scripts(html: &str) -> Result<BTreeSet<String>, PublishError> {
    inline(html, "script", |element| {
        let kind = element.get_attribute("type").unwrap_or_default();
        let kind = kind.trim().to_ascii_lowercase();
        let is_script = matches!(
            kind.as_str(),
            "" | "module" | "importmap" | "speculationrules"
        ) || kind.ends_with("javascript")
            || kind.ends_with("ecmascript");
        is_script && !element.has_attribute("src")
    })
}

/// The sources of the style elements of a picture.
///
/// # Errors
/// [`PublishError::Html`].
pub(super) fn inline_styles(svg: &str) -> Result<BTreeSet<String>, PublishError> {
    inline(svg, "style", |_| true)
}

fn inline(
    html: &str,
    name: &str,
    counts: impl Fn(&lol_html::html_content::Element) -> bool,
) -> Result<BTreeSet<String>, PublishError> {
    let sources = RefCell::new(BTreeSet::new());
    let content = RefCell::new(String::new());
    let is_counted = Cell::new(false);
    let settings = RewriteStrSettings {
        element_content_handlers: vec![
            element!(name, |element| {
                is_counted.set(counts(element));
                Ok(())
            }),
            text!(name, |chunk| {
                content.borrow_mut().push_str(chunk.as_str());
                if chunk.last_in_text_node() {
                    let whole = content.take();
                    if is_counted.get() {
                        sources.borrow_mut().insert(source(&whole));
                    }
                }
                Ok(())
            }),
        ],
        ..RewriteStrSettings::new()
    };
    rewrite_str(html, settings)?;
    Ok(sources.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `printf 'alert(1)' | openssl dgst -sha256 -binary | base64`
    const ALERT: &str = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";

    #[test]
    fn a_source_is_the_hash_that_browsers_compute() {
        assert_eq!(source("alert(1)"), ALERT);
    }

    #[test]
    fn scripts_that_run_count_and_data_does_not() {
        let counted = |html: &str| inline_scripts(html).expect("HTML").len();
        for html in [
            "<script>alert(1)</script>",
            "<script type=''>alert(1)</script>",
            "<script type=module>alert(1)</script>",
            "<script type='text/javascript'>alert(1)</script>",
            "<p>x</p><script nonce=a>alert(1)</script>",
        ] {
            let sources = inline_scripts(html).expect("HTML");
            assert_eq!(Vec::from_iter(sources), [ALERT], "{html}");
        }
        assert_eq!(counted("<script type=importmap>{}</script>"), 1);
        assert_eq!(counted("<script type='application/ld+json'>{}</script>"), 0);
        assert_eq!(counted("<script type='application/json'>{}</script>"), 0);
        assert_eq!(counted("<script src=a.js></script>"), 0);
        assert_eq!(counted("<script>1</script><script>2</script>"), 2);
        // A browser hashes the text in the file, without decoding entities.
        assert!(
            inline_scripts("<script>1 &amp;&amp; 2</script>")
                .expect("HTML")
                .contains(&source("1 &amp;&amp; 2"))
        );
    }

    #[test]
    fn only_the_policy_of_embeds_lets_other_sites_frame_a_page() {
        let scripts = BTreeSet::from([source("a")]);
        assert!(page(&scripts).contains("frame-ancestors 'none'"));
        assert!(share(&scripts).contains("frame-ancestors 'none'"));
        assert!(!embed(&scripts, None).contains("frame-ancestors"));
    }

    #[test]
    fn whatever_an_embed_may_load_it_may_load_from_the_site_by_name() {
        let scripts = BTreeSet::from([source("a")]);
        let named = embed(&scripts, Some("https://scorecard.example"));
        let unnamed = embed(&scripts, None);
        assert_eq!(named.matches("'self' https://scorecard.example").count(), 4);
        assert_eq!(unnamed.matches("'self'").count(), 4);
        assert_eq!(named.replace(" https://scorecard.example", ""), unnamed);
    }

    #[test]
    fn policies_hold_no_unsafe_word() {
        let scripts = BTreeSet::from([source("a")]);
        let styles = BTreeSet::from([source("b")]);
        for policy in [
            page(&scripts),
            page_itself(&scripts),
            share(&scripts),
            embed(&scripts, None),
            embed(&scripts, Some("https://scorecard.example")),
            picture(&styles),
            picture(&BTreeSet::new()),
            WORKER.to_owned(),
        ] {
            assert!(policy.starts_with("default-src 'none'; "), "{policy}");
            assert!(!policy.contains("'unsafe-inline'"), "{policy}");
            assert!(!policy.contains("'unsafe-eval'"), "{policy}");
            assert!(!policy.contains("  "), "{policy}");
            let mut names: Vec<&str> = policy
                .split("; ")
                .map(|directive| directive.split(' ').next().unwrap_or_default())
                .collect();
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all, "a directive twice: {policy}");
        }
    }
}
