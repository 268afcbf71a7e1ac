//! What is refused: names, links, pictures and files that would do harm once published.

use std::fs;
use std::path::Path;

use civic_scorecard::publish::{self, PublishError};

use super::{built, files_of, pages, template};
use crate::support::{NORLAND, SMALLEST};

#[test]
fn what_is_wrong_is_named() {
    let error = |prepare: &dyn Fn(&Path), base: &str| {
        let folder = built(NORLAND, "/");
        prepare(folder.path());
        pages(folder.path(), base).expect_err("it is refused")
    };
    let no_picture = error(
        &|folder| {
            fs::remove_file(folder.join("illustrations/leuchtturm.svg")).expect("it was there")
        },
        "/",
    );
    assert!(
        no_picture.to_string().contains("leuchtturm.svg"),
        "{no_picture}"
    );
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
            let before = files_of(folder.path());
            let error = pages(folder.path(), "/").expect_err(name);
            let text = error.to_string();
            assert!(matches!(error, PublishError::Name { .. }), "{text}");
            // Told on one line, and without what a terminal would act on.
            let shown = format!("{:?}", format!("{place}{name}"));
            assert!(text.contains(&shown), "{text}");
            assert!(!text.contains(char::is_control), "{text:?}");
            assert!(before == files_of(folder.path()), "something was written");
            // Also where it came into the folder later.
            let rules = publish::hosting::write(folder.path(), "/");
            assert!(matches!(rules, Err(PublishError::Name { .. })), "{name}");
            let siblings = publish::compress::write(folder.path());
            assert!(matches!(siblings, Err(PublishError::Name { .. })), "{name}");
            assert!(before == files_of(folder.path()), "something was written");
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
        let before = files_of(outside.path());
        for error in [
            pages(folder.path(), "/").err(),
            publish::hosting::write(folder.path(), "/").err(),
            publish::compress::write(folder.path()).err(),
        ] {
            let error = error.unwrap_or_else(|| panic!("{name} is a link"));
            assert!(matches!(error, PublishError::Foreign { .. }), "{error}");
            assert!(error.to_string().contains(name), "{error}");
        }
        assert!(before == files_of(outside.path()), "{name}");
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
        ("data-pages=/pages.js", "data-pages=/../secret"),
        ("data-exporter=/exporter.js", "data-exporter=/../secret"),
        ("data-wasm=/app_bg.wasm", "data-wasm=/../secret"),
        ("href=/site.css", "href=/../secret"),
        ("href=/site.css", "href=//etc/passwd"),
    ] {
        let around = tempfile::tempdir().expect("a folder");
        fs::write(around.path().join("secret"), "secret").expect("a file");
        let built = built(SMALLEST, "/");
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
        let folder = built(SMALLEST, "/");
        let path = folder.path().join("bundle").join(name);
        let file = fs::File::create(path).expect("a file");
        // Takes no room on the disk, and would take all memory.
        file.set_len(1 << 33).expect("a large file");
        let error = pages(folder.path(), "/").expect_err("too large");
        assert!(error.to_string().contains("8589934592 bytes"), "{error}");
    }
}
