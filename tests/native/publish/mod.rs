//! The published folder: what stands in it for each address, from what trunk built.

mod edited;
mod leftover;
mod publication;
mod refused;
mod renew;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use civic_scorecard::bundle::Bundle;
use civic_scorecard::content;
use civic_scorecard::page::outline;
use civic_scorecard::publish::{self, Options, PublishError, Written, schema};
use civic_scorecard::site::Outline;
use scraper::{Html, Selector};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{self, NORLAND, SMALLEST, norland_value, site_of};

/// The parts of index.html that publishing works on, as trunk leaves them for a site
/// under `base`.
fn template(base: &str) -> String {
    format!(
        "<!doctype html><html data-base=/ lang=en><head><meta charset=utf-8><title>t</title>\
         <meta name=description content=d>\
         <script id=site-start data-script={base}app.js data-wasm={base}app_bg.wasm \
         data-reader={base}reader.js data-reader-wasm={base}reader_bg.wasm \
         data-pages={base}pages.js data-pages-wasm={base}pages_bg.wasm \
         data-exporter={base}exporter.js data-exporter-wasm={base}exporter_bg.wasm>\
         // Starts.\n  start();\n</script>\
         <link rel=icon href=/icon.svg><link rel=stylesheet href={base}site.css></head>\
         <body><div id=site-app></div></body></html>"
    )
}

/// A folder as trunk leaves it, with the pictures that the bundle names.
fn built(json: &str, base: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write("index.html", &template(base));
    write("bundle/en.json", json);
    write("icon.svg", "<svg/>");
    for file in [
        "app.js",
        "app_bg.wasm",
        "reader.js",
        "reader_bg.wasm",
        "pages.js",
        "pages_bg.wasm",
        "exporter.js",
        "exporter_bg.wasm",
        "renderer.js",
        "renderer_bg.wasm",
        "site.css",
        "site-embed.css",
    ] {
        write(file, file);
    }
    // As `cargo xtask pages` does without esbuild.
    for (place, source) in [
        ("embed.js", "embed/embed.js"),
        ("embed/frame.js", "embed/frame.js"),
        ("embed/options.js", "embed/options.js"),
        ("embed/runtime.js", "embed/runtime.js"),
        ("share/share.js", "embed/share.js"),
        ("sw.js", "src/publish/service_worker.js"),
        ("sw-off.js", "src/publish/service_worker_off.js"),
    ] {
        let script = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(source));
        write(place, &script.expect(source));
    }
    for part in json.split('"').filter(|part| part.ends_with(".svg")) {
        // One is too large to be a part of a page.
        let padding = " ".repeat(if part.ends_with("leuchtturm.svg") {
            5_000
        } else {
            0
        });
        write(
            part.trim_start_matches('/'),
            &format!("<svg id=\"{part}\">#{padding}</svg>"),
        );
    }
    folder
}

/// Every file below a folder, with its bytes.
fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below it");
                let bytes = fs::read(&path).expect("a file");
                found.insert(name.display().to_string(), bytes);
            }
        }
    }
    found
}

/// Publishes with a service worker.
fn pages(folder: &Path, base: &str) -> Result<Written, PublishError> {
    let options = Options {
        base,
        service_worker: true,
        host: None,
    };
    publish::pages(folder, options)
}

/// The files of a published folder, by their paths.
type Files = BTreeMap<String, Vec<u8>>;

/// All files of a bundle's site under `base`, and how many pages were written.
fn published(json: &str, base: &str) -> (Files, usize) {
    let folder = built(json, base);
    let Written { pages: count, .. } = pages(folder.path(), base).expect("it is published");
    (files_of(folder.path()), count)
}

/// Norland's site, published once for all tests that only look at it, since that takes long:
/// each thing that can be embedded is drawn.
fn norland() -> &'static (Files, usize) {
    static FILES: LazyLock<(Files, usize)> = LazyLock::new(|| published(NORLAND, "/"));
    &FILES
}

/// The same below a path.
fn norland_below() -> &'static (Files, usize) {
    static FILES: LazyLock<(Files, usize)> = LazyLock::new(|| published(NORLAND, BELOW));
    &FILES
}

/// The path of [`norland_below`].
const BELOW: &str = "/score/card/";

fn text_of(files: &Files, path: &str) -> String {
    let bytes = files.get(path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.clone()).expect(path)
}

fn page(files: &Files, path: &str) -> Html {
    Html::parse_document(&text_of(files, path))
}

/// The only element that a selector finds.
fn one<'a>(page: &'a Html, selector: &str) -> scraper::ElementRef<'a> {
    let selector_of = Selector::parse(selector).expect("a selector");
    let found: Vec<_> = page.select(&selector_of).collect();
    assert_eq!(found.len(), 1, "{selector}");
    found[0]
}

fn attribute<'a>(page: &'a Html, selector: &str, name: &str) -> &'a str {
    let value = one(page, selector).value().attr(name);
    value.unwrap_or_else(|| panic!("{selector} has no {name}"))
}

#[test]
fn every_site_has_the_schema_of_its_bundle() {
    let (files, _) = norland();
    assert_eq!(text_of(files, "schema/bundle.json"), schema::text());
}

#[test]
fn every_address_has_a_file_with_its_page_in_it() {
    let smallest = published(SMALLEST, "/");
    for (json, base, (files, count)) in [
        (NORLAND, "/", norland()),
        (NORLAND, BELOW, norland_below()),
        (SMALLEST, "/", &smallest),
    ] {
        let site = site_of(json, base);
        let routes = site.routes();
        // These, and those for pages that are not there or not on the device.
        assert_eq!(*count, routes.len() + 2);
        assert!(files.contains_key("offline/index.html"));
        for route in routes {
            let path = format!("{}index.html", route.path());
            let html = page(files, &path);
            assert_eq!(attribute(&html, "html", "data-path"), site.href(route));
            assert_eq!(attribute(&html, "html", "data-base"), base);
            assert_eq!(attribute(&html, "html", "lang"), &*site.bundle.locale);
            let rendered = support::page(site, route);
            let text = |element: scraper::ElementRef<'_>| element.text().collect::<String>();
            assert_eq!(
                text(one(&html, "main")),
                text(rendered.one("main")),
                "{path}"
            );
            assert!(!text(one(&html, "head > title")).is_empty());
            assert!(!attribute(&html, "meta[name=description]", "content").is_empty());
        }
        let not_found = page(files, "404.html");
        let title: String = one(&not_found, "head > title").text().collect();
        assert!(
            title.contains(civic_scorecard::text::words::NOT_FOUND),
            "{title}"
        );
    }
}

#[test]
fn the_starter_is_told_each_file_and_its_hash_and_the_files_are_there() {
    let (files, _) = norland_below();
    let html = page(files, "kpis/index.html");
    let starter = "script#site-start";
    let file = |name: &str| {
        let address = attribute(&html, starter, name);
        let path = address.strip_prefix(BELOW).expect("below the base");
        (path.to_owned(), files[path].clone())
    };
    assert_eq!(file("data-script"), ("app.js".into(), b"app.js".to_vec()));
    assert_eq!(file("data-reader").1, b"reader.js");
    assert_eq!(file("data-reader-wasm").1, b"reader_bg.wasm");
    assert_eq!(file("data-pages").1, b"pages.js");
    assert_eq!(file("data-pages-wasm").1, b"pages_bg.wasm");
    assert_eq!(file("data-exporter").1, b"exporter.js");
    assert_eq!(file("data-exporter-wasm").1, b"exporter_bg.wasm");
    for name in [
        "data-script",
        "data-outline",
        "data-content",
        "data-reader",
        "data-reader-wasm",
        "data-pages",
        "data-pages-wasm",
        "data-exporter",
        "data-exporter-wasm",
    ] {
        let hash = attribute(&html, starter, &format!("{name}-integrity"));
        assert!(
            hash.starts_with("sha384-") && hash.len() == 71,
            "{name}: {hash}"
        );
    }
    // What never changes under its name is not there under another.
    assert!(!files.contains_key("reader.js"));
    assert!(!files.contains_key("pages.js"));
    assert!(!files.contains_key("exporter.js"));
    let code: String = one(&html, starter).text().collect();
    assert_eq!(code, "// Starts.\n  start();\n", "as trunk left it");
}

#[test]
fn a_hash_that_trunk_wrote_without_its_zeros_gets_them() {
    let folder = built(SMALLEST, "/");
    let path = |name: &str| folder.path().join(name);
    fs::rename(path("site.css"), path("site-23456789abcdef.css")).expect("renamed");
    let page = template("/").replace("/site.css", "/site-23456789abcdef.css");
    fs::write(path("index.html"), page).expect("a file");
    pages(folder.path(), "/").expect("published");
    assert!(!path("site-23456789abcdef.css").exists());
    assert!(path("site-0023456789abcdef.css").is_file());
    let html = fs::read_to_string(path("index.html")).expect("a page");
    assert!(html.contains("/site-0023456789abcdef.css"), "{html}");
    assert!(!html.contains("/site-23456789abcdef.css"));
}

#[test]
fn the_packed_content_is_the_bundle_with_its_pictures_under_names_that_never_change() {
    let (files, _) = norland();
    let html = page(files, "index.html");
    let address = attribute(&html, "script#site-start", "data-content");
    let bundle = Bundle::unpack(&files[&address[1..]]);
    let plain = content::of(NORLAND.as_bytes()).expect("the bundle of Norland");
    assert_eq!(bundle.kpis, plain.kpis);
    for (named, initiative) in bundle.initiatives.iter().zip(&plain.initiatives) {
        let Some((named, plain)) = named.image.as_ref().zip(initiative.image.as_ref()) else {
            continue;
        };
        let (name, path) = (named.src.as_str(), plain.src.as_str());
        assert_ne!(name, path);
        // Newer bundles name pictures as publishers do.
        assert_eq!(files[&name[1..]], files[&path[1..]]);
    }
}

/// What the app knows on a page of Norland's site with this in its bundle.
fn known_on(files: &BTreeMap<String, Vec<u8>>, path: &str) -> Vec<u8> {
    let html = page(files, path);
    let address = attribute(&html, "script#site-start", "data-outline");
    files[address.trim_start_matches('/')].clone()
}

#[test]
fn what_a_first_view_loads_does_not_grow_with_the_bundle() {
    let mut many = norland_value();
    for list in ["kpis", "initiatives", "sources"] {
        let first = many[list][0].clone();
        let entries = many[list].as_array_mut().expect("a list");
        entries.extend((0..20).map(|number| {
            let mut copy = first.clone();
            copy["id"] = json!(format!("copy-{number}"));
            copy["title"] = json!(format!("Copy {number}"));
            copy["formerly"] = json!([]);
            copy
        }));
    }
    for entry in many["sources"].as_array_mut().expect("a list") {
        entry.as_object_mut().expect("a source").remove("formerly");
    }
    let (few, many) = (site_of(NORLAND, "/"), site_of(&many.to_string(), "/"));
    let known = |site, has_grid| outline(site, "", has_grid).pack();
    assert_eq!(known(few, false), known(many, false));
    let cards = |site| outline(site, "", true).grid.expect("a grid").cards.len();
    assert_eq!(cards(many), cards(few) + 20);
    // Each page knows what it needs.
    let files = &norland().0;
    let has_grid = |path| Outline::unpack(&known_on(files, path)).grid.is_some();
    assert!(!has_grid("sources/index.html"));
    assert!(has_grid("initiatives/index.html"));
}

#[test]
fn the_app_knows_how_the_bundle_begins_up_to_its_revision() {
    let start = |json: &str| {
        let (files, _) = published(json, "/");
        Outline::unpack(&known_on(&files, "sources/index.html")).start
    };
    let at_first = start(SMALLEST);
    assert!(SMALLEST.starts_with(&at_first), "{at_first}");
    assert!(
        at_first.ends_with('"') && at_first.contains("\"revision\": \""),
        "{at_first}"
    );
    // Where the revision comes late, or a mark comes first that browsers leave out.
    let late = SMALLEST.replacen('{', &format!("{{{}", " ".repeat(2000)), 1);
    assert_eq!(start(&late), "");
    assert_eq!(start(&format!("\u{feff}{SMALLEST}")), "");
}

#[test]
fn links_are_followed_by_the_browser_where_the_content_is_larger_than_a_page() {
    let is_large = |files: &BTreeMap<String, Vec<u8>>| {
        let html = page(files, "index.html");
        let starter = Selector::parse("script#site-start").expect("a selector");
        let starter = html.select(&starter).next().expect("a starter");
        let content = starter.attr("data-content").expect("an address")[1..].to_owned();
        let worker = text_of(files, "sw.js");
        let (_, further) = worker.split_once("\"further\":").expect("a list");
        let (further, _) = further.split_once(']').expect("its end");
        // What is that large is not fetched ahead either.
        assert_eq!(
            further.contains(&content),
            starter.attr("data-large").is_none()
        );
        starter.attr("data-large").is_some()
    };
    assert!(!is_large(&norland().0));
    let mut many: Value = serde_json::from_str(SMALLEST).expect("JSON");
    let first = norland_value()["sources"][0].clone();
    let copies = (0..1900).map(|number| {
        let mut copy = first.clone();
        copy["id"] = json!(format!("copy-{number}"));
        let title =
            "One of the very many reports of which it is made, and of which each has a long title";
        copy["title"] = json!(format!("{title}, number {number}"));
        copy
    });
    many["sources"] = copies.collect();
    assert!(is_large(&published(&many.to_string(), "/").0));
}

#[test]
fn small_pictures_are_a_part_of_the_page_and_large_ones_are_files() {
    let (files, _) = norland();
    let html = page(files, "index.html");
    let pictures = Selector::parse("img").expect("a selector");
    let sources: Vec<&str> = html
        .select(&pictures)
        .filter_map(|picture| picture.value().attr("src"))
        .collect();
    let (small, large): (Vec<_>, Vec<_>) = sources
        .into_iter()
        .partition(|source| source.starts_with("data:image/svg+xml,%3Csvg"));
    assert!(small.len() > 1, "{small:?}");
    let [large] = large[..] else {
        panic!("{large:?}");
    };
    assert!(large.starts_with("/illustrations/leuchtturm-"), "{large}");
    assert!(files.contains_key(&large[1..]));
}

#[test]
fn the_same_bundle_and_build_give_the_same_bytes_and_others_do_not() {
    assert!(*norland() == published(NORLAND, "/"));
    let build = |json: &str| {
        let (files, _) = published(json, "/");
        attribute(&page(&files, "index.html"), "html", "data-build").to_owned()
    };
    let changed = SMALLEST.replacen("\"revision\": \"", "\"revision\": \"x", 1);
    assert_eq!(build(SMALLEST), build(SMALLEST));
    assert_ne!(build(SMALLEST), build(&changed));
}

#[test]
fn the_service_worker_knows_the_build_and_its_files_until_it_is_switched_off() {
    let (files, _) = norland_below();
    let html = page(files, "index.html");
    let build = attribute(&html, "html", "data-build");
    let content = attribute(&html, "script#site-start", "data-content");
    let worker = text_of(files, "sw.js");
    for part in [
        build,
        &content[BELOW.len()..],
        "app.js",
        "app_bg.wasm",
        "site.css",
    ] {
        assert!(worker.contains(&format!("\"{part}\"")), "{part}");
    }
    let off = Options {
        base: BELOW,
        service_worker: false,
        host: None,
    };
    let folder = built(SMALLEST, BELOW);
    publish::pages(folder.path(), off).expect("it is published");
    let files = files_of(folder.path());
    let worker = text_of(&files, "sw.js");
    assert!(worker.contains("unregister") && !worker.contains("app.js"));
    let html = page(&files, "index.html");
    assert_eq!(attribute(&html, "html", "data-service-worker"), "off");
}
