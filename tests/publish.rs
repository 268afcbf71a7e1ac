//! The published folder: what stands in it for each address, from what trunk built.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use civic_scorecard::bundle::Bundle;
use civic_scorecard::publish::{self, Options, PublishError};
use scraper::{Html, Selector};
use support::{NORLAND, REAL, site_of};
use tempfile::TempDir;

/// The parts of index.html that publishing works on, as trunk leaves them for a site
/// under `base`.
fn template(base: &str) -> String {
    format!(
        "<!doctype html><html data-base=/ lang=en><head><title>t</title>\
         <meta name=description content=d>\
         <script id=site-start data-script={base}app.js data-wasm={base}app_bg.wasm \
         data-reader={base}reader.js data-reader-wasm={base}reader_bg.wasm>\
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
        "renderer.js",
        "renderer_bg.wasm",
        "site.css",
        "site-embed.css",
    ] {
        write(file, file);
    }
    for part in json.split('"').filter(|part| part.ends_with(".svg")) {
        write(
            part.trim_start_matches('/'),
            &format!("<svg id=\"{part}\">#</svg>"),
        );
    }
    folder
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
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
fn pages(folder: &Path, base: &str) -> Result<usize, PublishError> {
    let options = Options {
        base,
        service_worker: true,
    };
    publish::pages(folder, options)
}

fn page(folder: &Path, path: &str) -> Html {
    let html = fs::read_to_string(folder.join(path)).expect(path);
    Html::parse_document(&html)
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
fn every_address_has_a_file_with_its_page_in_it() {
    for (json, base) in [(REAL, "/"), (NORLAND, "/"), (NORLAND, "/score/card/")] {
        let folder = built(json, base);
        let count = pages(folder.path(), base).expect("it is published");
        let site = site_of(json, base.to_owned().leak());
        let routes = site.routes();
        // These, and those for pages that are not there or not on the device.
        assert_eq!(count, routes.len() + 2);
        assert!(folder.path().join("offline/index.html").exists());
        for route in routes {
            let path = format!("{}index.html", route.path());
            let html = page(folder.path(), &path);
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
        let not_found = page(folder.path(), "404.html");
        let title: String = one(&not_found, "head > title").text().collect();
        assert!(
            title.contains(civic_scorecard::text::words::NOT_FOUND),
            "{title}"
        );
    }
}

#[test]
fn the_starter_is_told_each_file_and_its_hash_and_the_files_are_there() {
    let folder = built(REAL, "/score/");
    pages(folder.path(), "/score/").expect("it is published");
    let html = page(folder.path(), "kpis/index.html");
    let starter = "script#site-start";
    let file = |name: &str| {
        let address = attribute(&html, starter, name);
        let path = address.strip_prefix("/score/").expect("below the base");
        (
            path.to_owned(),
            fs::read(folder.path().join(path)).expect(path),
        )
    };
    assert_eq!(file("data-script"), ("app.js".into(), b"app.js".to_vec()));
    assert_eq!(file("data-reader").1, b"reader.js");
    assert_eq!(file("data-reader-wasm").1, b"reader_bg.wasm");
    for name in ["data-script", "data-reader", "data-content"] {
        let hash = attribute(&html, starter, &format!("{name}-integrity"));
        assert!(
            hash.starts_with("sha384-") && hash.len() == 71,
            "{name}: {hash}"
        );
    }
    // What never changes under its name is not there under another.
    assert!(!folder.path().join("reader.js").exists());
    let code: String = one(&html, starter).text().collect();
    assert_eq!(code, "start();");
}

#[test]
fn the_packed_content_is_the_bundle_with_its_pictures_under_names_that_never_change() {
    let folder = built(REAL, "/");
    pages(folder.path(), "/").expect("it is published");
    let html = page(folder.path(), "index.html");
    let address = attribute(&html, "script#site-start", "data-content");
    let packed = fs::read(folder.path().join(&address[1..])).expect("the content");
    let bundle = Bundle::unpack(&packed);
    let plain = Bundle::parse(REAL).expect("the bundle that ships");
    assert_eq!(bundle.kpis, plain.kpis);
    for (named, initiative) in bundle.initiatives.iter().zip(&plain.initiatives) {
        let (name, path) = (named.image.src.as_str(), initiative.image.src.as_str());
        assert_ne!(name, path);
        let read = |path: &str| fs::read(folder.path().join(&path[1..])).expect("a picture");
        // Newer bundles name pictures as publishers do.
        assert_eq!(read(name), read(path));
    }
}

#[test]
fn small_pictures_are_a_part_of_the_page_and_large_ones_are_files() {
    let folder = built(REAL, "/");
    let hero = folder.path().join("illustrations/hero.svg");
    fs::write(&hero, format!("<svg>{}</svg>", " ".repeat(5_000))).expect("a picture");
    pages(folder.path(), "/").expect("it is published");
    let html = page(folder.path(), "index.html");
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
    assert!(large.starts_with("/illustrations/hero-"), "{large}");
    assert!(folder.path().join(&large[1..]).exists());
}

#[test]
fn the_same_bundle_and_build_give_the_same_bytes_and_others_do_not() {
    let publish = |json: &str| {
        let folder = built(json, "/");
        pages(folder.path(), "/").expect("it is published");
        files(folder.path())
    };
    let first = publish(REAL);
    assert!(first == publish(REAL));
    let changed = publish(&REAL.replacen("\"revision\": \"", "\"revision\": \"x", 1));
    let build = |files: &BTreeMap<String, Vec<u8>>| {
        let html = String::from_utf8_lossy(&files["index.html"]).into_owned();
        attribute(&Html::parse_document(&html), "html", "data-build").to_owned()
    };
    assert_ne!(build(&first), build(&changed));
}

#[test]
fn what_is_wrong_is_named() {
    let error = |prepare: &dyn Fn(&Path), base: &str| {
        let folder = built(REAL, "/");
        prepare(folder.path());
        pages(folder.path(), base).expect_err("it is refused")
    };
    let no_picture = error(
        &|folder| fs::remove_file(folder.join("illustrations/hero.svg")).expect("it was there"),
        "/",
    );
    assert!(no_picture.to_string().contains("hero.svg"), "{no_picture}");
    let no_starter = error(
        &|folder| fs::write(folder.join("index.html"), "<p>").expect("a file"),
        "/",
    );
    assert!(
        no_starter.to_string().contains("site-start"),
        "{no_starter}"
    );
    let no_bundle = error(
        &|folder| fs::write(folder.join("bundle/en.json"), "{}").expect("a file"),
        "/",
    );
    assert!(no_bundle.to_string().contains("/revision"), "{no_bundle}");
    for base in ["", "score", "/score", "score/"] {
        let refused = error(&|_| (), base);
        assert!(matches!(refused, PublishError::PublicUrl(_)), "{refused}");
    }
}

#[test]
fn the_service_worker_knows_the_build_and_its_files_until_it_is_switched_off() {
    let folder = built(REAL, "/score/");
    pages(folder.path(), "/score/").expect("it is published");
    let read = |path: &str| fs::read_to_string(folder.path().join(path)).expect(path);
    let html = page(folder.path(), "index.html");
    let build = attribute(&html, "html", "data-build");
    let content = attribute(&html, "script#site-start", "data-content");
    let worker = read("sw.js");
    for part in [
        build,
        &content["/score/".len()..],
        "app.js",
        "app_bg.wasm",
        "site.css",
    ] {
        assert!(worker.contains(&format!("\"{part}\"")), "{part}");
    }
    let off = Options {
        base: "/score/",
        service_worker: false,
    };
    let folder = built(REAL, "/score/");
    publish::pages(folder.path(), off).expect("it is published");
    let worker = fs::read_to_string(folder.path().join("sw.js")).expect("a worker");
    assert!(worker.contains("unregister") && !worker.contains("app.js"));
    let html = page(folder.path(), "index.html");
    assert_eq!(attribute(&html, "html", "data-service-worker"), "off");
}
