//! What a page says about itself to machines: search engines, previews, readers of data.

use std::fmt::Write;

use html_escape::encode_double_quoted_attribute as escaped;
use icu_locale::{Locale, LocaleExpander};

use crate::bundle::HOME;
use crate::bundle::Id;
use crate::page::{description, heading};
use crate::site::{Route, Site};

use super::addresses::{BUNDLE, canonical};
use super::oembed;
use super::social::{self, SocialImage, SocialImages};
use super::structured_data;

/// The HTML that goes into a page's head, beside its title and its description: where the page
/// is, how a preview shows it, its data, and structured data. What needs absolute addresses is
/// omitted for a site without an origin. The pages for unknown addresses and for pages that are
/// not available offline only say that they are not to be indexed.
pub fn head(site: Site, route: Route, images: &SocialImages) -> String {
    let mut html = String::new();
    if matches!(route, Route::Offline | Route::NotFound) {
        meta(&mut html, "name", "robots", "noindex");
        return html;
    }
    let canonical = canonical(site, route);
    if let Some(address) = &canonical {
        link(&mut html, "canonical", None, address);
    }
    let data = format!("{}{BUNDLE}", site.base);
    link(&mut html, "alternate", Some("application/json"), &data);
    html.push_str(&oembed::link_of_page(site, route));
    open_graph(&mut html, site, route, canonical.as_deref());
    let image = images.get(route).zip(site.bundle.site.origin.as_deref());
    let card = match image {
        Some((image, origin)) => {
            open_graph_image(&mut html, image, &format!("{origin}{}", site.base));
            "summary_large_image"
        }
        None => "summary",
    };
    // The other properties of a card are read from Open Graph's.
    meta(&mut html, "name", "twitter:card", card);
    for block in structured_data::blocks(site, route) {
        write!(
            html,
            r#"<script type="application/ld+json">{block}</script>"#
        )
        .expect("a String takes all");
    }
    html
}

/// Open Graph (<https://ogp.me/>).
fn open_graph(html: &mut String, site: Site, route: Route, canonical: Option<&str>) {
    let is_home = matches!(route, Route::Page(page) if page.id.as_str() == HOME);
    let kind = if is_home { "website" } else { "article" };
    let bundle = site.bundle;
    let title = match route {
        // Its heading is the site's name, which is beside it.
        Route::Page(page) => page.title.to_string(),
        _ => heading(site, route),
    };
    let mut property = |name: &str, value: &str| meta(html, "property", name, value);
    property("og:type", kind);
    property("og:title", &title);
    property("og:description", &description(site, route));
    if let Some(address) = canonical {
        property("og:url", address);
    }
    property("og:site_name", &bundle.site.name);
    if let Some(locale) = og_locale(&bundle.locale) {
        property("og:locale", &locale);
    }
}

fn open_graph_image(html: &mut String, image: &SocialImage, root: &str) {
    let mut property = |name: &str, value: &str| meta(html, "property", name, value);
    property("og:image", &format!("{root}{}", image.file));
    property("og:image:type", "image/png");
    property("og:image:width", &social::WIDTH.to_string());
    property("og:image:height", &social::HEIGHT.to_string());
    property("og:image:alt", &image.alt);
}

/// A language tag in Open Graph's form, with a territory: `en_SG`. If the tag has none, it is
/// the one that Unicode's data (CLDR) gives as likely; but the site's own English is British.
fn og_locale(tag: &str) -> Option<String> {
    let tag = if tag == "en" { "en-GB" } else { tag };
    let mut id = Locale::try_from_str(tag).ok()?.id;
    if id.region.is_none() {
        LocaleExpander::new_extended().maximize(&mut id);
    }
    Some(format!("{}_{}", id.language, id.region?))
}

fn meta(html: &mut String, key: &str, name: &str, content: &str) {
    let content = escaped(content);
    write!(html, r#"<meta {key}="{name}" content="{content}">"#).expect("a String takes all");
}

fn link(html: &mut String, relation: &str, kind: Option<&str>, href: &str) {
    let kind = kind.map(|kind| format!(r#" type="{kind}""#));
    let (kind, href) = (kind.unwrap_or_default(), escaped(href));
    write!(html, r#"<link rel="{relation}"{kind} href="{href}">"#).expect("a String takes all");
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use scraper::{Html, Selector};
    use serde_json::Value;

    use super::*;
    use crate::publish::Work;
    use crate::publish::tests::{HOSTILE, NORLAND, poisoned, site_of, value_of};

    fn parsed(html: &str) -> Html {
        let page = format!("<!doctype html><html><head>{html}</head><body></body></html>");
        Html::parse_document(&page)
    }

    /// The content of the one `meta` element with this name or property.
    fn content<'a>(html: &'a Html, name: &str) -> Option<&'a str> {
        let selector = format!(r#"head > meta[name="{name}"], head > meta[property="{name}"]"#);
        let selector = Selector::parse(&selector).expect("a selector");
        let mut found = html.select(&selector);
        let content = found.next()?.attr("content");
        assert!(found.next().is_none(), "{name} stands twice");
        content
    }

    fn hrefs<'a>(html: &'a Html, relation: &str) -> Vec<&'a str> {
        let selector = Selector::parse(&format!("head > link[rel={relation}]")).expect("one");
        html.select(&selector)
            .filter_map(|link| link.attr("href"))
            .collect()
    }

    fn images(site: Site) -> SocialImages {
        SocialImages::of(site.routes().into_iter().map(|route| {
            let image = SocialImage {
                file: format!("social/{}.png", route.path().replace('/', "-")),
                alt: format!("{HOSTILE} {}", route.path()),
            };
            (route, image)
        }))
    }

    #[test]
    fn a_page_says_where_it_is_and_how_a_preview_shows_it() {
        let site = Site {
            base: "/scorecard/",
            ..site_of(NORLAND)
        };
        let images = images(site);
        for route in site.routes() {
            let html = parsed(&head(site, route, &images));
            let address = format!(
                "https://zielbuch.norland.example:8443/scorecard/{}",
                route.path()
            );
            assert_eq!(hrefs(&html, "canonical"), [address.as_str()]);
            let alternates = hrefs(&html, "alternate");
            assert_eq!(alternates[0], "/scorecard/bundle/en.json");
            let oembed = "https://zielbuch.norland.example:8443/scorecard/oembed/";
            assert!(alternates[1].starts_with(oembed), "{alternates:?}");
            assert_eq!(content(&html, "og:url"), Some(address.as_str()));
            let text = description(site, route);
            assert_eq!(content(&html, "og:description"), Some(text.as_str()));
            assert_eq!(content(&html, "og:site_name"), Some("Norlands Zielbuch"));
            assert_eq!(content(&html, "og:locale"), Some("de_DE"));
            let is_home = route.path().is_empty();
            let kind = if is_home { "website" } else { "article" };
            assert_eq!(content(&html, "og:type"), Some(kind));
            let image = images.get(route).expect("one for each route");
            let file = format!(
                "https://zielbuch.norland.example:8443/scorecard/{}",
                image.file
            );
            assert_eq!(content(&html, "og:image"), Some(file.as_str()));
            assert_eq!(content(&html, "og:image:alt"), Some(image.alt.as_str()));
            assert_eq!(content(&html, "og:image:width"), Some("1200"));
            assert_eq!(content(&html, "og:image:height"), Some("630"));
            assert_eq!(content(&html, "twitter:card"), Some("summary_large_image"));
            assert_eq!(content(&html, "robots"), None);
        }
        let kpi = site.route("/scorecard/kpis/zufriedenheit/");
        let html = parsed(&head(site, kpi, &images));
        let title = "Zufriedenheit mit den Ämtern";
        assert_eq!(content(&html, "og:title"), Some(title));
    }

    #[test]
    fn without_an_origin_no_address_is_made_up() {
        let mut bundle = value_of(NORLAND);
        bundle["site"]["origin"].take();
        let site = site_of(&bundle.to_string());
        let none =
            social::write(Path::new("/nowhere"), site, &Work::default()).expect("nothing to draw");
        for route in site.routes() {
            let html = head(site, route, &none);
            let page = parsed(&html);
            assert!(hrefs(&page, "canonical").is_empty());
            assert_eq!(hrefs(&page, "alternate"), ["/bundle/en.json"]);
            for name in ["og:url", "og:image", "og:image:alt"] {
                assert_eq!(content(&page, name), None, "{name}");
            }
            assert_eq!(content(&page, "twitter:card"), Some("summary"));
            assert!(!html.contains("zielbuch.norland.example:8443"), "{html}");
        }
    }

    #[test]
    fn a_page_for_want_of_another_only_says_that_it_is_none() {
        let site = site_of(NORLAND);
        for route in [Route::NotFound, Route::Offline] {
            let html = head(site, route, &SocialImages::default());
            assert_eq!(html, r#"<meta name="robots" content="noindex">"#);
        }
    }

    #[test]
    fn hostile_text_stays_text() {
        let site = site_of(&poisoned(NORLAND));
        let images = images(site);
        for route in site.routes() {
            let html = parsed(&head(site, route, &images));
            let all = Selector::parse("head *").expect("a selector");
            for element in html.select(&all) {
                let name = element.value().name();
                assert!(["meta", "link", "script"].contains(&name), "<{name}>");
                assert!(element.attr("onerror").is_none());
                if name == "script" {
                    assert_eq!(element.attr("type"), Some("application/ld+json"));
                    let json: String = element.text().collect();
                    serde_json::from_str::<Value>(&json).expect("JSON");
                }
            }
            let body = Selector::parse("body *").expect("a selector");
            assert_eq!(html.select(&body).count(), 0, "nothing closes the head");
            let title = content(&html, "og:site_name").expect("a name");
            assert_eq!(title, HOSTILE);
        }
    }

    #[test]
    fn a_language_without_a_territory_gets_its_likely_one() {
        for (tag, locale) in [
            ("en", "en_GB"),
            ("en-US", "en_US"),
            ("en-SG", "en_SG"),
            ("zh-Hans", "zh_CN"),
            ("zh-Hans-SG", "zh_SG"),
            ("de", "de_DE"),
            ("ta", "ta_IN"),
            ("ms-MY", "ms_MY"),
        ] {
            assert_eq!(og_locale(tag).as_deref(), Some(locale), "{tag}");
        }
        // Valid in form but unknown: nothing is said rather than something wrong.
        assert_eq!(og_locale("qqq"), None);
    }
}
