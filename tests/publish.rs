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
    assert_eq!(code, "// Starts.\n  start();\n", "as trunk left it");
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
    for base in [
        "",
        "score",
        "/score",
        "score/",
        "//",
        "//evil.example/",
        "/a//b/",
        "/../",
        "/./",
        "https://evil.example/",
        "/\"><script>/",
        "/a'b/",
        "/a\nb/",
        "/a b/",
        "/a;b/",
        "/%2e%2e/",
        "/é/",
    ] {
        let refused = error(&|_| (), base);
        assert!(matches!(refused, PublishError::PublicUrl(_)), "{refused}");
    }
}

/// Names that mean something to a server, a shell, a browser or an editor.
const ODD_NAMES: [&str; 24] = [
    "a b.svg",
    "a\nX-Evil: 1\n.svg",
    "a\r.svg",
    "a\t.svg",
    "a\u{1b}[31m.svg",
    "a\".svg",
    "a'.svg",
    "a*.svg",
    "a?.svg",
    "a#.svg",
    "a%2e.svg",
    "a;b.svg",
    "a{b}.svg",
    "a$1.svg",
    "a\\b.svg",
    "a|b.svg",
    "a<b>.svg",
    "a&b.svg",
    "a:b.svg",
    "a~",
    "é.svg",
    "\u{202e}gvs.a",
    ".env",
    ".DS_Store",
];

#[test]
fn a_name_that_would_mean_something_to_a_host_is_told_and_not_published() {
    for name in ODD_NAMES {
        for place in ["", "illustrations/", "bundle/"] {
            let folder = built(NORLAND, "/");
            fs::write(folder.path().join(format!("{place}{name}")), "secret").expect("a file");
            let before = files(folder.path());
            let error = pages(folder.path(), "/").expect_err(name);
            let text = error.to_string();
            assert!(matches!(error, PublishError::Name { .. }), "{text}");
            // Told on one line, and without what a terminal would act on.
            let shown = format!("{:?}", format!("{place}{name}"));
            assert!(text.contains(&shown), "{text}");
            assert!(!text.contains(char::is_control), "{text:?}");
            assert!(before == files(folder.path()), "something was written");
            // Also where it came into the folder later.
            let rules = publish::hosting::write(folder.path(), "/");
            assert!(matches!(rules, Err(PublishError::Name { .. })), "{name}");
            let siblings = publish::compress::write(folder.path());
            assert!(matches!(siblings, Err(PublishError::Name { .. })), "{name}");
            assert!(before == files(folder.path()), "something was written");
        }
    }
    // A folder's name stands in the same places.
    let folder = built(NORLAND, "/");
    fs::create_dir(folder.path().join("a\nb")).expect("a folder");
    assert!(matches!(
        pages(folder.path(), "/"),
        Err(PublishError::Name { .. })
    ));
}

#[cfg(unix)]
#[test]
fn what_is_no_utf_8_or_no_file_is_told_and_not_waited_for() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = built(NORLAND, "/");
    let name = OsStr::from_bytes(b"a\xff.svg");
    fs::write(folder.path().join(name), "").expect("a file");
    assert!(matches!(
        pages(folder.path(), "/"),
        Err(PublishError::Name { .. })
    ));

    let folder = built(NORLAND, "/");
    let pipe = folder.path().join("illustrations/pipe.svg");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo").success());
    let error = pages(folder.path(), "/").expect_err("a pipe");
    assert!(matches!(error, PublishError::Foreign { .. }), "{error}");
    assert!(publish::compress::write(folder.path()).is_err());
    assert!(publish::hosting::write(folder.path(), "/").is_err());
}

#[cfg(unix)]
#[test]
fn nothing_is_read_or_written_through_a_link() {
    use std::os::unix::fs::symlink;

    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret.svg"), "<svg>secret</svg>").expect("a file");
    fs::create_dir(outside.path().join("folder")).expect("a folder");
    let picture = NORLAND.split('"').find(|part| part.ends_with(".svg"));
    let picture = picture.expect("a picture").trim_start_matches('/');
    for (name, to) in [
        // What is read: a picture, the bundle, the template, a kept revision.
        (picture, "secret.svg"),
        ("bundle/en.json", "secret.svg"),
        ("index.html", "secret.svg"),
        ("app.js", "secret.svg"),
        ("bundle/en-0123456789abcdef.json", "secret.svg"),
        // What is written, also where the link leads to nothing yet.
        ("404.html", "secret.svg"),
        ("404.html", "new"),
        ("sw.js", "new"),
        ("robots.txt", "new"),
        (".htaccess", "new"),
        ("_headers", "new"),
        ("icon.svg.br", "new"),
        // A folder on the way.
        ("kpis", "folder"),
        ("embed", "folder"),
        ("up", ".."),
    ] {
        let folder = built(NORLAND, "/");
        let link = folder.path().join(name);
        fs::remove_file(&link).ok();
        fs::remove_dir_all(&link).ok();
        symlink(outside.path().join(to), &link).expect("a link");
        let before = files(outside.path());
        for error in [
            pages(folder.path(), "/").err(),
            publish::hosting::write(folder.path(), "/").err(),
            publish::compress::write(folder.path()).err(),
        ] {
            let error = error.unwrap_or_else(|| panic!("{name} is a link"));
            assert!(matches!(error, PublishError::Foreign { .. }), "{error}");
            assert!(error.to_string().contains(name), "{error}");
        }
        assert!(before == files(outside.path()), "{name}");
    }
}

#[test]
fn only_pictures_are_published_as_pictures() {
    let picture = NORLAND.split('"').find(|part| part.ends_with(".svg"));
    let picture = picture.expect("a picture");
    for path in [
        "/.env",
        "/.svg",
        "/.git/a.svg",
        "/bundle/en.json",
        "/index.html",
        "/app.js",
        "/_headers",
        "/illustrations/a",
        "/illustrations/../../a.svg",
        "/a\\nb.svg",
        "//etc/passwd",
        "/C:/a.svg",
    ] {
        let bundle = NORLAND.replace(picture, path);
        let folder = built(NORLAND, "/");
        fs::write(folder.path().join("bundle/en.json"), bundle).expect("a file");
        let error = pages(folder.path(), "/").expect_err(path);
        assert!(
            matches!(error, PublishError::Bundle { .. }),
            "{path}: {error}"
        );
        assert!(
            error.to_string().contains("the path of a picture"),
            "{error}"
        );
    }
}

#[test]
fn a_template_leads_to_no_file_of_another_folder() {
    for (from, to) in [
        ("data-script=/app.js", "data-script=//etc/passwd"),
        ("data-script=/app.js", "data-script=/../secret"),
        ("data-reader=/reader.js", "data-reader=/../secret"),
        ("data-wasm=/app_bg.wasm", "data-wasm=/../secret"),
        ("href=/site.css", "href=/../secret"),
        ("href=/site.css", "href=//etc/passwd"),
    ] {
        let around = tempfile::tempdir().expect("a folder");
        fs::write(around.path().join("secret"), "secret").expect("a file");
        let built = built(NORLAND, "/");
        let folder = around.path().join("site");
        fs::rename(built.path(), &folder).expect("moved");
        let changed = template("/").replace(from, to);
        assert_ne!(changed, template("/"));
        fs::write(folder.join("index.html"), changed).expect("a file");
        let error = pages(&folder, "/").expect_err(to);
        assert!(matches!(error, PublishError::Name { .. }), "{error}");
        assert!(around.path().join("secret").is_file(), "it was moved: {to}");
    }
}

#[test]
fn a_bundle_or_kept_revision_that_is_too_large_is_not_read_to_its_end() {
    for name in ["en.json", "en-0123456789abcdef.json"] {
        let folder = built(NORLAND, "/");
        let path = folder.path().join("bundle").join(name);
        let file = fs::File::create(path).expect("a file");
        // Takes no room on the disk, and would take all memory.
        file.set_len(1 << 33).expect("a large file");
        let error = pages(folder.path(), "/").expect_err("too large");
        assert!(error.to_string().contains("8589934592 bytes"), "{error}");
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
