//! Newer figures in a published folder, without a build.

use std::fs;
use std::path::Path;

use civic_scorecard::publish::renew::{RenewError, Renewed, renew};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{built, files_of, pages};
use crate::support::SMALLEST;

/// The smallest site, published, and a file for another bundle.
fn site() -> (TempDir, TempDir) {
    let folder = built(SMALLEST, "/");
    pages(folder.path(), "/").expect("published");
    (folder, tempfile::tempdir().expect("a folder"))
}

/// The bundle of the site with another revision, of another day.
fn edition(revision: &str, published: &str) -> Value {
    let mut bundle: Value = serde_json::from_str(SMALLEST).expect("JSON");
    bundle["revision"] = revision.into();
    bundle["published"] = published.into();
    bundle
}

/// Renews the site with a bundle.
fn renewed(site: &(TempDir, TempDir), bundle: &str, older: bool) -> Result<Renewed, RenewError> {
    let file = site.1.path().join("new.json");
    fs::write(&file, bundle).expect("a file");
    renew(site.0.path(), Some(&file), older)
}

fn bundle_of(folder: &Path) -> String {
    fs::read_to_string(folder.join("bundle/en.json")).expect("a bundle")
}

#[test]
fn the_bundle_changes_and_nothing_else_and_what_cannot_follow_is_said() {
    let site = site();
    let folder = site.0.path();
    let mut before = files_of(folder);
    let newer = edition("newer", "2999-01-01").to_string();
    let said = renewed(&site, &newer, false).expect("renewed").to_string();
    before.insert("bundle/en.json".to_owned(), newer.clone().into_bytes());
    assert!(files_of(folder) == before, "something else changed");
    for words in [
        "revision newer of 2999-01-01",
        "in place of revision",
        "without script",
        "link previews",
        "oEmbed",
        "sitemap",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // Once more: it is there already.
    renewed(&site, &newer, false).expect("nothing to do");
    let said = renew(folder, None, false).expect("checked").to_string();
    assert!(!said.contains("in place of"), "{said}");
}

#[test]
fn an_address_that_is_new_is_said_to_have_no_page() {
    let site = site();
    let mut newer = edition("newer", "2999-01-01");
    let mut page = newer["pages"][0].clone();
    page["id"] = json!("another");
    page["label"] = json!("Another");
    newer["pages"].as_array_mut().expect("pages").push(page);
    let renewed = renewed(&site, &newer.to_string(), false).expect("renewed");
    assert_eq!(renewed.unbuilt, ["/another/"]);
    assert!(renewed.to_string().contains("/another/"));
}

#[test]
fn compressed_copies_of_an_earlier_version_are_removed() {
    let site = site();
    let folder = site.0.path();
    for suffix in ["br", "gz", "zst"] {
        fs::write(folder.join(format!("bundle/en.json.{suffix}")), "old").expect("a file");
    }
    let newer = edition("newer", "2999-01-01").to_string();
    let said = renewed(&site, &newer, false).expect("renewed").to_string();
    assert!(said.contains("bundle/en.json.br"), "{said}");
    let names: Vec<String> = files_of(&folder.join("bundle")).into_keys().collect();
    assert_eq!(names, ["en.json"]);
    // Also where somebody else has replaced the bundle.
    fs::write(folder.join("bundle/en.json.gz"), "old").expect("a file");
    renew(folder, None, false).expect("checked");
    assert!(!folder.join("bundle/en.json.gz").exists());
}

#[test]
fn what_pages_would_not_take_is_refused_and_the_folder_stays() {
    let site = site();
    let folder = site.0.path();
    let newer = edition("newer", "2999-01-01").to_string();
    renewed(&site, &newer, false).expect("renewed");
    fs::write(folder.join("bundle/en.json.br"), "old").expect("a file");
    let before = files_of(folder);
    let mut same = edition("newer", "2999-01-01");
    same["site"]["name"] = "Another name".into();
    let mut pictured = edition("newest", "2999-01-02");
    pictured["pages"][0]["sections"] = json!([{
        "kind": "hero", "id": "top", "heading": "x", "lead": "x",
        "image": {"src": "/illustrations/missing.svg", "alt": "x"},
    }]);
    let mut broken = edition("newest", "2999-01-02");
    broken["locale"] = json!(1);
    for (bundle, words) in [
        (
            edition("back", "2998-12-31").to_string(),
            "is older than revision newer",
        ),
        (same.to_string(), "the same revision"),
        (pictured.to_string(), "illustrations/missing.svg is not in"),
        (broken.to_string(), "/locale"),
        ("{".to_owned(), "not JSON"),
    ] {
        let error = renewed(&site, &bundle, false).expect_err(words).to_string();
        assert!(error.contains(words), "{error}");
        assert!(files_of(folder) == before, "something was written: {words}");
    }
    let empty = tempfile::tempdir().expect("a folder");
    let error = renew(empty.path(), None, false).expect_err("no site");
    assert!(matches!(error, RenewError::NoSite(_)), "{error}");
}

#[test]
fn going_back_has_to_be_meant_and_says_what_pages_show() {
    let site = site();
    let newer = edition("newer", "2999-01-01").to_string();
    renewed(&site, &newer, false).expect("renewed");
    // To what the pages were built with.
    let said = renewed(&site, SMALLEST, true).expect("back").to_string();
    assert!(said.contains("The pages were built with it"), "{said}");
    // Further back.
    let old = edition("old", "1999-01-01").to_string();
    let said = renewed(&site, &old, true).expect("back").to_string();
    assert!(said.contains("show no older figures"), "{said}");
    assert_eq!(bundle_of(site.0.path()), old);
}

#[test]
fn a_broken_bundle_in_place_can_be_renewed() {
    let site = site();
    fs::write(site.0.path().join("bundle/en.json"), "{").expect("a file");
    assert!(renew(site.0.path(), None, false).is_err());
    let newer = edition("newer", "2999-01-01").to_string();
    let renewed = renewed(&site, &newer, false).expect("renewed");
    assert_eq!(renewed.before, None);
    assert_eq!(bundle_of(site.0.path()), newer);
}

#[cfg(unix)]
#[test]
fn a_folder_in_which_nothing_can_be_written_keeps_its_bundle() {
    use std::os::unix::fs::symlink;

    // A link in the bundle's place leads elsewhere.
    let site = site();
    let place = site.0.path().join("bundle/en.json");
    let elsewhere = site.1.path().join("elsewhere.json");
    fs::rename(&place, &elsewhere).expect("moved");
    symlink(&elsewhere, &place).expect("a link");
    let newer = edition("newer", "2999-01-01").to_string();
    assert!(renewed(&site, &newer, false).is_err());
    assert_eq!(fs::read_to_string(elsewhere).expect("a file"), SMALLEST);
}

#[cfg(unix)]
#[test]
fn whoever_may_read_the_bundle_still_may() {
    use std::os::unix::fs::PermissionsExt;

    let site = site();
    let place = site.0.path().join("bundle/en.json");
    for mode in [0o640, 0o604] {
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(&place, permissions).expect("a mode");
        let newer = edition(&mode.to_string(), "2999-01-01").to_string();
        renewed(&site, &newer, false).expect("renewed");
        let found = fs::metadata(&place).expect("a file").permissions().mode();
        assert_eq!(found & 0o777, mode);
    }
}
