//! oEmbed (<https://oembed.com>): what editing programs request when someone pastes an address
//! of this site.
//!
//! A static host cannot answer a query, so each answer is a file, and a link in the head of its
//! page leads to it. Every exhibit has an answer of type `rich`, with its frame; other pages
//! have one of type `link`. All of them need absolute addresses, so a site without an origin
//! has none.

use std::cmp::Reverse;
use std::path::Path;

use html_escape::encode_double_quoted_attribute as escaped;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rayon::prelude::*;
use serde::Serialize;

use crate::bundle::HOME;
use crate::exhibit::{self, FRAME_WIDTH, FrameHeights};
use crate::page::heading;
use crate::site::{EMBEDS, Exhibit, RevisionHash, Route, Site, pinned_folder};

use super::PublishError;
use super::addresses::root;
use super::folder::{files_below, write};
use super::images::Images;
use super::share::snippets::answer_html;
use super::social::{self, SocialImages};

/// For how long an answer may be cached, in seconds: a day. The frames themselves are always
/// current.
const CACHE_AGE: u32 = 86_400;

/// An answer, with the specification's own names.
#[derive(Serialize)]
struct Answer {
    version: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    author_name: String,
    provider_name: String,
    provider_url: String,
    cache_age: u32,
    #[serde(flatten)]
    frame: Option<Frame>,
    #[serde(flatten)]
    thumbnail: Option<Thumbnail>,
}

#[derive(Serialize)]
struct Frame {
    html: String,
    width: u32,
    height: u32,
}

#[derive(Serialize)]
struct Thumbnail {
    thumbnail_url: String,
    thumbnail_width: u32,
    thumbnail_height: u32,
}

/// The folder of the answers.
pub const ANSWERS: &str = "oembed/";

/// The folder among them of those for pages that no embed represents.
const OF_PAGES: &str = "page/";

/// The site as an entry of the list of providers (<https://github.com/iamcal/oembed>), which
/// is YAML, and so may be JSON.
const PROVIDER: &str = "oembed/provider.json";

/// An entry of that list.
#[derive(Serialize)]
struct Provider {
    provider_name: String,
    provider_url: String,
    endpoints: Vec<Endpoint>,
}

/// Which endpoint a consumer asks for which addresses. It asks with the address in the query,
/// which a static host ignores: so each address has an endpoint of its own, and none has a
/// wildcard, which would lead to the answer for another page.
#[derive(Serialize)]
struct Endpoint {
    schemes: [String; 1],
    url: String,
    discovery: bool,
    example_urls: [String; 1],
}

impl Provider {
    /// The entry of a site whose root has the address `root`: of all that can be shown in a
    /// frame. `answers` are the files below [`ANSWERS`].
    fn of(site: Site, root: &str, answers: &[String]) -> Self {
        // The home page is the prefix of all others, which some consumers would take it for: it
        // is left to discovery.
        let routes = site.routes().into_iter();
        let pages = routes.filter(|route| *route != site.home());
        let pages = pages.map(|route| (route.path(), route));
        let pages = pages.chain(site.former_paths());
        let pages = pages.filter_map(|(path, route)| {
            let embed = Exhibit::of_page(site, route)?;
            Some((path, embed_path(embed, None)))
        });
        // Also of archived revisions, and under former names.
        let frames = answers.iter().filter(|answer| answer.contains('/'));
        let frames = frames.filter(|answer| !answer.starts_with(OF_PAGES));
        let frames = frames.filter_map(|answer| {
            let name = answer.strip_suffix(".json")?;
            Some((format!("{EMBEDS}{name}/"), format!("{ANSWERS}{answer}")))
        });
        let mut all: Vec<(String, String)> = pages.chain(frames).collect();
        // Some consumers treat a scheme as a prefix: so longer ones come first.
        all.sort_by_key(|(path, _)| Reverse(path.len()));
        let endpoints = all.into_iter().map(|(path, answer)| {
            let (address, url) = (format!("{root}{path}"), format!("{root}{answer}"));
            let asked = utf8_percent_encode(&address, NON_ALPHANUMERIC);
            Endpoint {
                example_urls: [format!("{url}?format=json&url={asked}")],
                schemes: [address],
                url,
                discovery: true,
            }
        });
        Provider {
            provider_name: site.bundle.site.name.to_string(),
            provider_url: root.to_owned(),
            endpoints: endpoints.collect(),
        }
    }
}

/// Writes the answers for everything in the site as it is now: each embed, with its picture,
/// and each page that no embed represents, with its social image.
///
/// # Errors
/// A file cannot be written.
pub fn write_all(
    folder: &Path,
    site: Site,
    previews: &SocialImages,
    images: &Images,
) -> Result<(), PublishError> {
    write_embeds(folder, site, None, images)?;
    let Some(root) = root(site) else {
        return Ok(());
    };
    let answers = files_below(&folder.join(ANSWERS))?;
    save(folder, PROVIDER, &[Provider::of(site, &root, &answers)])?;
    for route in site.routes() {
        if Exhibit::of_page(site, route).is_none() {
            let thumbnail = previews.get(route).map(|image| Thumbnail {
                thumbnail_url: format!("{root}{}", image.file),
                thumbnail_width: social::WIDTH,
                thumbnail_height: social::HEIGHT,
            });
            let answer = answer(site, &root, heading(site, route), None, thumbnail);
            save(folder, &page_path(route), &answer)?;
        }
    }
    Ok(())
}

/// Writes the answers for the embeds of an archived revision, `hash`.
///
/// # Errors
/// A file cannot be written.
pub fn write_pinned(
    folder: &Path,
    site: Site,
    hash: &RevisionHash,
    images: &Images,
) -> Result<(), PublishError> {
    write_embeds(folder, site, Some(hash), images)
}

fn write_embeds(
    folder: &Path,
    site: Site,
    pinned: Option<&RevisionHash>,
    images: &Images,
) -> Result<(), PublishError> {
    let Some(root) = root(site) else {
        return Ok(());
    };
    let write_one = |embed: Exhibit| {
        let heights = FrameHeights::of(site, embed);
        let frame = Frame {
            html: answer_html(site, embed, heights, &root, pinned),
            width: FRAME_WIDTH,
            height: heights.most(),
        };
        let thumbnail = images.of(embed).map(|picture| {
            let (thumbnail_width, thumbnail_height) = picture.png_size();
            Thumbnail {
                thumbnail_url: format!("{root}{}", picture.light.png),
                thumbnail_width,
                thumbnail_height,
            }
        });
        let title = exhibit::title(site, embed);
        let answer = answer(site, &root, title, Some(frame), thumbnail);
        let mut names = embed.names();
        names.try_for_each(|name| save(folder, &path(&name, pinned), &answer))
    };
    // All of them, so that of several errors the first in their order is told.
    let written: Vec<_> = Exhibit::all(site).into_par_iter().map(write_one).collect();
    written.into_iter().collect()
}

fn answer(
    site: Site,
    root: &str,
    title: String,
    frame: Option<Frame>,
    thumbnail: Option<Thumbnail>,
) -> Answer {
    let about = &site.bundle.site;
    Answer {
        version: "1.0",
        kind: if frame.is_some() { "rich" } else { "link" },
        title,
        author_name: about.owner.to_string(),
        provider_name: about.name.to_string(),
        provider_url: root.to_owned(),
        cache_age: CACHE_AGE,
        frame,
        thumbnail,
    }
}

fn save(folder: &Path, path: &str, answer: &(impl Serialize + ?Sized)) -> Result<(), PublishError> {
    let json = serde_json::to_string(answer).expect("text and numbers");
    write(folder, path, json + "\n")
}

fn embed_path(embed: Exhibit, pinned: Option<&RevisionHash>) -> String {
    path(&embed.name(), pinned)
}

fn path(name: &str, pinned: Option<&RevisionHash>) -> String {
    format!("{ANSWERS}{}{name}.json", pinned_folder(pinned))
}

/// The answer for a page that no embed represents.
fn page_path(route: Route) -> String {
    let path = route.path();
    let name = match path.trim_end_matches('/') {
        "" => HOME,
        path => path,
    };
    format!("{ANSWERS}{OF_PAGES}{name}.json")
}

/// The link in a head that leads to the answer for an embed, of the revision with the pinned
/// hash or else of the latest; empty for a site without an origin.
pub fn link_of_embed(site: Site, embed: Exhibit, pinned: Option<&RevisionHash>) -> String {
    link(
        site,
        &embed_path(embed, pinned),
        &exhibit::title(site, embed),
    )
}

/// The link in a head that leads to the answer for a page of the site; empty for a site without
/// an origin.
pub fn link_of_page(site: Site, route: Route) -> String {
    match Exhibit::of_page(site, route) {
        Some(embed) => link_of_embed(site, embed, None),
        None => link(site, &page_path(route), &heading(site, route)),
    }
}

fn link(site: Site, path: &str, title: &str) -> String {
    let Some(root) = root(site) else {
        return String::new();
    };
    format!(
        r#"<link rel="alternate" type="application/json+oembed" href="{}" title="{}">"#,
        escaped(&format!("{root}{path}")),
        escaped(title)
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use scraper::{Html, Selector};
    use serde_json::Value;

    use super::*;
    use crate::publish::tests::{NORLAND, poisoned, site_of, value_of};
    use crate::site::Subject;

    fn published(json: &str) -> (tempfile::TempDir, Site) {
        let folder = tempfile::tempdir().expect("a folder");
        let site = Site {
            base: "/scorecard/",
            ..site_of(json)
        };
        let previews = SocialImages::default();
        let images = Images::planned(site);
        write_all(folder.path(), site, &previews, &images).expect("written");
        (folder, site)
    }

    /// The answer that a link in a head leads to, with the link's title.
    fn follow(folder: &Path, html: &str) -> (Value, String) {
        let html = Html::parse_document(&format!("<!doctype html><head>{html}"));
        let link = Selector::parse("head > link[type='application/json+oembed']").expect("one");
        let found: Vec<_> = html.select(&link).collect();
        assert_eq!(found.len(), 1);
        let href = found[0].attr("href").expect("an address");
        let path = href.strip_prefix("https://zielbuch.norland.example:8443/scorecard/");
        let json = fs::read(folder.join(path.expect("whole"))).expect("a file");
        let title = found[0].attr("title").expect("a title");
        (
            serde_json::from_slice(&json).expect("JSON"),
            title.to_owned(),
        )
    }

    #[test]
    fn every_page_and_every_embed_leads_to_its_answer() {
        let (folder, site) = published(NORLAND);
        let mut kinds = BTreeSet::new();
        let pages = site.routes().into_iter().map(|r| link_of_page(site, r));
        let shown = Exhibit::all(site).into_iter();
        let all = pages.chain(shown.map(|embed| link_of_embed(site, embed, None)));
        for html in all {
            let (answer, title) = follow(folder.path(), &html);
            assert_eq!(answer["version"], "1.0");
            assert_eq!(answer["title"], title);
            assert_eq!(answer["provider_name"], "Norlands Zielbuch");
            let root = "https://zielbuch.norland.example:8443/scorecard/";
            assert_eq!(answer["provider_url"], root);
            assert_eq!(answer["cache_age"], 86_400);
            let kind = answer["type"].as_str().expect("a type").to_owned();
            if kind == "rich" {
                let frame = Html::parse_fragment(answer["html"].as_str().expect("HTML"));
                let iframe = Selector::parse("iframe").expect("a selector");
                let iframe = frame.select(&iframe).next().expect("a frame");
                let height = iframe.attr("height").expect("a height");
                assert_eq!(answer["width"], 720);
                assert_eq!(iframe.attr("width"), Some("100%"));
                // Programs that lay out frames themselves must not have to overrule it.
                assert_eq!(iframe.attr("style"), None);
                assert_eq!(answer["height"].to_string(), height);
                assert_eq!(iframe.attr("title"), answer["title"].as_str());
                let src = iframe.attr("src").expect("an address");
                assert!(src.starts_with(&format!("{root}embed/")), "{src}");
                let thumbnail = answer["thumbnail_url"].as_str().expect("an address");
                assert!(thumbnail.starts_with(&format!("{root}images/")));
                assert!(answer["thumbnail_width"].as_u64() > Some(0));
            } else {
                assert_eq!(answer["html"], Value::Null);
                assert_eq!(answer["thumbnail_url"], Value::Null, "no image was drawn");
            }
            kinds.insert(kind);
        }
        assert_eq!(kinds, ["link", "rich"].map(str::to_owned).into());
    }

    #[test]
    fn the_entry_for_the_list_of_providers_has_each_address_with_its_own_answer() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = Site {
            base: "/scorecard/",
            ..site_of(NORLAND)
        };
        let images = Images::planned(site);
        let hash = RevisionHash::parse("0123456789abcdef").expect("a hash");
        write_pinned(folder.path(), site, &hash, &images).expect("written");
        // Also when the entry and the answers of pages are there from before.
        for _ in 0..2 {
            write_all(folder.path(), site, &SocialImages::default(), &images).expect("written");
        }
        let json = fs::read(folder.path().join(PROVIDER)).expect("a file");
        let list: Value = serde_json::from_slice(&json).expect("JSON");
        let endpoints = list[0]["endpoints"].as_array().expect("endpoints");
        let root = "https://zielbuch.norland.example:8443/scorecard/";
        let mut listed = BTreeSet::new();
        for endpoint in endpoints {
            let scheme = endpoint["schemes"][0].as_str().expect("an address");
            let path = scheme.strip_prefix(root).expect("an address of the site");
            assert!(!scheme.contains('*'));
            assert!(listed.insert(path.to_owned()), "{path} twice");
            let url = endpoint["url"].as_str().expect("an address");
            let file = url.strip_prefix(root).expect("an address of the site");
            let answer = fs::read(folder.path().join(file)).expect("a file");
            let answer: Value = serde_json::from_slice(&answer).expect("JSON");
            assert_eq!(answer["type"], "rich", "{path}");
            let html = answer["html"].as_str().expect("HTML");
            let frame = format!("{root}{path}?fit=frame\"");
            // Under a former name, the frame is that of the present one.
            let is_frame = path.starts_with(EMBEDS);
            let id = path.rsplit('/').nth(1).expect("an id");
            let is_former = Exhibit::all(site)
                .iter()
                .any(|embed| embed.former_ids().any(|former| former == id));
            assert!(!is_frame || is_former || html.contains(&frame), "{path}");
            let example = endpoint["example_urls"][0].as_str().expect("an address");
            assert!(example.starts_with(&format!("{url}?format=json&url=https%3A%2F%2F")));
        }
        let pages = site
            .routes()
            .into_iter()
            .filter(|route| *route != site.home());
        let pages = pages.filter(|route| Exhibit::of_page(site, *route).is_some());
        let names = |embed: &Exhibit| embed.names().collect::<Vec<_>>();
        let names: Vec<String> = Exhibit::all(site).iter().flat_map(names).collect();
        let live = names.iter().map(|name| format!("{EMBEDS}{name}/"));
        let pinned = names.iter();
        let pinned = pinned.map(|name| format!("{EMBEDS}{}{name}/", pinned_folder(Some(&hash))));
        let former = site.former_paths().into_iter().map(|(path, _)| path);
        let former: Vec<String> = former.collect();
        assert!(!former.is_empty());
        let pages = pages.map(|route| route.path()).chain(former);
        assert_eq!(listed, pages.chain(live).chain(pinned).collect());
    }

    #[test]
    fn a_page_is_answered_with_what_it_is_there_for() {
        let (folder, site) = published(NORLAND);
        let title = |path: &str| {
            let html = link_of_page(site, site.route(&format!("/scorecard/{path}")));
            let answer = follow(folder.path(), &html).0;
            let src = answer["html"].as_str().unwrap_or_default().to_owned();
            let embed = src
                .split("/embed/")
                .nth(1)
                .and_then(|rest| rest.split('?').next());
            (
                answer["type"].as_str().unwrap_or_default().to_owned(),
                embed.map(str::to_owned),
            )
        };
        let rich = |name: &str| ("rich".to_owned(), Some(name.to_owned()));
        assert_eq!(title("kpis/zufriedenheit/"), rich("kpi/zufriedenheit/"));
        assert_eq!(title("kpis/"), rich("chart/scorecard/"));
        assert_eq!(title(""), rich("results/scorecard/"));
        assert_eq!(title("sources/"), ("link".to_owned(), None));
        assert_eq!(title("initiatives/"), ("link".to_owned(), None));
    }

    #[test]
    fn a_pinned_embed_is_answered_with_its_own_revision() {
        let (folder, site) = published(NORLAND);
        let hash = RevisionHash::parse("0123456789abcdef").expect("a hash");
        let images = Images::planned(site);
        write_pinned(folder.path(), site, &hash, &images).expect("written");
        let html = link_of_embed(site, Exhibit::Chart(Subject::Scorecard), Some(&hash));
        let (answer, _) = follow(folder.path(), &html);
        let html = answer["html"].as_str().expect("HTML");
        assert!(html.contains("/scorecard/embed/pinned/0123456789abcdef/chart/scorecard/"));
    }

    #[test]
    fn without_an_origin_there_is_nothing() {
        let mut bundle = value_of(NORLAND);
        bundle["site"]["origin"].take();
        let (folder, site) = published(&bundle.to_string());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
        assert_eq!(link_of_page(site, site.home()), "");
        assert_eq!(
            link_of_embed(site, Exhibit::Chart(Subject::Scorecard), None),
            ""
        );
    }

    #[test]
    fn hostile_text_stays_text() {
        let (folder, site) = published(&poisoned(NORLAND));
        for embed in Exhibit::all(site) {
            let html = link_of_embed(site, embed, None);
            let (answer, title) = follow(folder.path(), &html);
            assert_eq!(answer["title"], title);
            let frame = Html::parse_fragment(answer["html"].as_str().expect("HTML"));
            let all = Selector::parse("*").expect("a selector");
            let names: Vec<_> = frame.select(&all).map(|one| one.value().name()).collect();
            assert_eq!(names, ["html", "blockquote", "a", "iframe"]);
        }
    }
}
