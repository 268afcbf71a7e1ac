//! What was there for another bundle is not published.

use std::fs;

use super::{Files, built, files_of, pages};
use crate::support::{NORLAND, SMALLEST};

/// Names and contents of published files as one text, to look for words in.
fn said(files: &Files) -> String {
    let texts = files
        .iter()
        .map(|(name, bytes)| format!("{name}\n{}", String::from_utf8_lossy(bytes)));
    texts.collect()
}

#[test]
fn nothing_of_the_bundle_before_is_in_the_site_of_another() {
    let folder = built(NORLAND, "/");
    let bundle = folder.path().join("bundle/en.json");
    let kept = civic_scorecard::publish::embeds::archive(&bundle).expect("kept");
    let name = kept.file_name().expect("a name").to_string_lossy();
    // Also with a byte order mark, as some editors save.
    for text in [SMALLEST.to_owned(), format!("\u{feff}{SMALLEST}")] {
        fs::write(&bundle, text).expect("another bundle");
        let other = tempfile::tempdir().expect("a folder");
        for (path, bytes) in files_of(folder.path()) {
            let place = other.path().join(path);
            fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
            fs::write(place, bytes).expect("a file");
        }
        let written = pages(other.path(), "/").expect("published");
        let files = files_of(other.path());
        let all = said(&files);
        for foreign in [&*name, "leuchtturm", "Norland"] {
            assert!(!all.contains(foreign), "{foreign}");
        }
        let [revision, pictures] = &written.left_out[..] else {
            panic!("{:?}", written.left_out);
        };
        assert!(revision.contains(&*name), "{revision}");
        assert!(revision.contains("kept revision of"), "{revision}");
        assert!(
            pictures.contains("illustrations/leuchtturm.svg"),
            "{pictures}"
        );
    }
}

#[test]
fn a_kept_revision_of_the_same_site_stays_with_its_pictures() {
    let folder = built(NORLAND, "/");
    let bundle = folder.path().join("bundle/en.json");
    civic_scorecard::publish::embeds::archive(&bundle).expect("kept");
    // The next revision has another picture, and no origin any more.
    let mut next = crate::support::norland_value();
    next["revision"] = "next".into();
    let site = next["site"].as_object_mut().expect("a site");
    site.remove("origin");
    let old = next["initiatives"][0]["image"]["src"].take();
    let old = old.as_str().expect("a picture").to_owned();
    next["initiatives"][0]["image"]["src"] = "/illustrations/new.svg".into();
    fs::write(folder.path().join("illustrations/new.svg"), "<svg/>").expect("a picture");
    fs::write(folder.path().join("illustrations/unused.svg"), "<svg/>").expect("a picture");
    fs::write(&bundle, next.to_string()).expect("a bundle");
    let written = pages(folder.path(), "/").expect("published");
    let [pictures] = &written.left_out[..] else {
        panic!("{:?}", written.left_out);
    };
    assert!(
        pictures.starts_with("left out illustrations/unused.svg:"),
        "{pictures}"
    );
    let files = files_of(folder.path());
    for name in [&old[1..], "illustrations/new.svg"] {
        assert!(files.contains_key(name), "{name}");
    }
    assert!(files.keys().any(|name| name.starts_with("embed/pinned/")));
}
