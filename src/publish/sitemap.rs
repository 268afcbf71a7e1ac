//! What crawlers request: sitemap.xml (<https://www.sitemaps.org/protocol.html>) and robots.txt
//! (RFC 9309).

use std::fmt::Write;
use std::path::Path;

use crate::site::Site;

use super::addresses::canonical;
use super::{PublishError, folder};

/// Writes robots.txt into `folder` and, for a site whose origin is known, sitemap.xml.
///
/// # Errors
/// A file cannot be written.
pub fn write(folder: &Path, site: Site) -> Result<(), PublishError> {
    let files = [
        ("robots.txt", Some(robots(site))),
        ("sitemap.xml", sitemap(site)),
    ];
    for (name, text) in files {
        let Some(text) = text else { continue };
        folder::write(folder, name, text)?;
    }
    Ok(())
}

/// The sitemap of a site, if its origin is known: every address that shows something, with the
/// day on which the content was published.
pub fn sitemap(site: Site) -> Option<String> {
    site.bundle.site.origin.as_ref()?;
    let mut xml = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8"?>"#,
        "\n",
        r#"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">"#,
        "\n",
    ));
    let published = site.bundle.published;
    for address in site.routes().into_iter().filter_map(|r| canonical(site, r)) {
        let address = html_escape::encode_double_quoted_attribute(&address);
        writeln!(
            xml,
            "<url><loc>{address}</loc><lastmod>{published}</lastmod></url>"
        )
        .expect("a String takes all");
    }
    xml.push_str("</urlset>\n");
    Some(xml)
}

/// The rules for crawlers: everything may be read. With the address of the sitemap, if there is
/// one. Crawlers read this file only at the root of a host; at another path it is useless but
/// harmless.
pub fn robots(site: Site) -> String {
    let mut text = String::from("User-agent: *\nAllow: /\n");
    if let Some(origin) = &site.bundle.site.origin {
        writeln!(text, "\nSitemap: {}{}sitemap.xml", &**origin, site.base)
            .expect("a String takes all");
    }
    text
}

#[cfg(test)]
mod tests {
    use resvg::usvg::roxmltree::Document;

    use super::*;
    use crate::publish::tests::{NORLAND, site_of, value_of};

    #[test]
    fn the_sitemap_has_every_page_once_with_its_date() {
        let site = Site {
            base: "/a&b/",
            ..site_of(NORLAND)
        };
        let xml = sitemap(site).expect("its origin is known");
        let document = Document::parse(&xml).expect("XML");
        let namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
        assert!(document.root_element().has_tag_name((namespace, "urlset")));
        let texts = |name: &str| -> Vec<String> {
            let found = document
                .descendants()
                .filter(|node| node.has_tag_name((namespace, name)));
            found
                .filter_map(|node| node.text().map(str::to_owned))
                .collect()
        };
        let wanted: Vec<String> = site
            .routes()
            .iter()
            .map(|route| format!("https://zielbuch.norland.example:8443/a&b/{}", route.path()))
            .collect();
        assert_eq!(texts("loc"), wanted);
        assert_eq!(
            texts("lastmod"),
            vec![site.bundle.published.to_string(); wanted.len()]
        );
        assert!(!xml.contains("404"), "{xml}");
    }

    #[test]
    fn robots_may_read_everything_and_find_the_sitemap() {
        let site = Site {
            base: "/scorecard/",
            ..site_of(NORLAND)
        };
        assert_eq!(
            robots(site),
            "User-agent: *\nAllow: /\n\nSitemap: https://zielbuch.norland.example:8443/scorecard/sitemap.xml\n"
        );
    }

    #[test]
    fn without_an_origin_there_is_no_sitemap() {
        let mut bundle = value_of(NORLAND);
        bundle["site"]["origin"].take();
        let site = site_of(&bundle.to_string());
        assert_eq!(sitemap(site), None);
        assert_eq!(robots(site), "User-agent: *\nAllow: /\n");
    }
}
