//! Hosts that send no headers of ours, GitHub Pages and GitLab Pages: what a page can say of
//! itself is in the page.
//!
//! A policy in an element cannot say who may frame a page, and nothing else than pages has one.
//! GitHub would build the folder as a blog, and leave out what begins with `_`, without
//! `.nojekyll`.

use std::cell::Cell;
use std::path::Path;

use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::{Header, Rules, extension};
use crate::publish::{PublishError, folder};

/// Keeps GitHub from building the folder.
const NO_JEKYLL: &str = ".nojekyll";

/// Writes into each page of a site what its rule says and an element can, and the file that
/// GitHub looks for.
///
/// # Errors
/// A file cannot be read or written, or is not HTML.
pub fn write(folder: &Path, rules: &Rules) -> Result<(), PublishError> {
    for path in rules.files.iter().filter(|path| extension(path) == "html") {
        let html = folder::read_text(folder, path)?;
        let page = with_policy(&html, &rules.rule(path).headers)?;
        folder::write(folder, path, page)?;
    }
    folder::write(folder, NO_JEKYLL, "")
}

/// A page with its policy as an element, before anything that the policy is about.
fn with_policy(html: &str, headers: &[Header]) -> Result<String, PublishError> {
    let value = |name| {
        let mut headers = headers.iter();
        headers
            .find(|header| header.name == name)
            .map(|header| header.value.as_str())
    };
    let policy = value("Content-Security-Policy").unwrap_or_default();
    // Browsers ignore it in an element, and log that.
    let parts = policy
        .split("; ")
        .filter(|part| !part.starts_with("frame-ancestors"));
    let policy = parts.collect::<Vec<_>>().join("; ");
    let referrer = value("Referrer-Policy").unwrap_or_default();
    let elements = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\
         <meta name=\"referrer\" content=\"{referrer}\">"
    );
    let is_written = Cell::new(false);
    let handlers = vec![
        // The one of the page for unknown addresses.
        element!("meta[http-equiv=Content-Security-Policy]", |own| {
            own.remove();
            Ok(())
        }),
        element!("meta[charset]", |charset| {
            charset.after(&elements, ContentType::Html);
            is_written.set(true);
            Ok(())
        }),
    ];
    let settings = RewriteStrSettings {
        element_content_handlers: handlers,
        ..RewriteStrSettings::new()
    };
    let page = rewrite_str(html, settings)?;
    match is_written.get() {
        true => Ok(page),
        false => Err(PublishError::Template("meta[charset]")),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use scraper::{Html, Selector};

    use super::super::{example, policy_element};
    use super::*;

    #[test]
    fn every_page_has_the_policy_of_its_kind_before_its_scripts() {
        let site = example::site();
        let rules = Rules::of(site.path(), "/").expect("rules");
        for path in rules.files.iter().filter(|path| path.ends_with(".html")) {
            let page = fs::read_to_string(site.path().join(path)).expect("a page");
            let own = policy_element(&page).expect("HTML");
            let page = page.replace("<title>", "<meta charset=utf-8><title>") + &own;
            fs::write(site.path().join(path), page).expect("a page");
        }
        write(site.path(), &rules).expect("written");
        assert!(site.path().join(".nojekyll").is_file());
        for path in rules.files.iter().filter(|path| path.ends_with(".html")) {
            let text = fs::read_to_string(site.path().join(path)).expect("a page");
            let page = Html::parse_document(&text);
            let all = Selector::parse("meta[http-equiv]").expect("a selector");
            let found: Vec<_> = page.select(&all).collect();
            assert_eq!(found.len(), 1, "{path}: {text}");
            let said = found[0].attr("content").expect("a policy");
            let headers = &rules.rule(path).headers;
            let sent = headers
                .iter()
                .find(|header| header.name == "Content-Security-Policy");
            let sent = sent
                .expect("a policy")
                .value
                .replace("; frame-ancestors 'none'", "");
            assert_eq!(said, sent, "{path}");
            assert!(text.find("http-equiv") < text.find("<script"), "{path}");
            assert!(
                text.contains("<meta name=\"referrer\" content=\"strict-origin"),
                "{path}"
            );
        }
        // The policies of a site whose pages have them are the same.
        let again = Rules::of(site.path(), "/").expect("rules");
        let policies = |rules: &Rules| format!("{:?}", rules.rules);
        assert_eq!(policies(&again), policies(&rules));
    }
}
