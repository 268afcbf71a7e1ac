//! The bundle that ships, as content: it holds for any valid bundle that is put in its place.
//!
//! What this says of figures, links and words it reads from the bundle itself. What only
//! somebody who read the sources can say stands in `tests/content/`, by the owner of the site;
//! another government has no such file, or one of its own.

#[path = "any_bundle/mod.rs"]
mod any_bundle;
#[path = "support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use civic_scorecard::bundle::Bundle;
use civic_scorecard::publish;
use civic_scorecard::site::Site;
use serde_json::Value;

use support::site_of;

/// The bundle that ships.
const SHIPPED: &str = include_str!("../public/bundle/en.json");

/// The site of the bundle that ships, with its JSON.
fn sites() -> Vec<(&'static str, Site, &'static Value)> {
    static SHIPS: LazyLock<(Site, Value)> = LazyLock::new(|| {
        let value = serde_json::from_str(SHIPPED).expect("JSON");
        (site_of(SHIPPED, "/"), value)
    });
    let (site, value) = &*SHIPS;
    vec![("en.json", *site, value)]
}

/// The folder with the pictures that it names.
fn pictures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("public")
}

#[test]
fn it_is_valid() {
    if let Err(error) = Bundle::parse(SHIPPED) {
        panic!("public/bundle/en.json: {error}");
    }
}

/// Who keeps revisions, keeps the latest too: an embed that is pinned to what the site shows
/// would else lead nowhere after the next change. Revisions of another site may lie there
/// still, and say nothing.
#[test]
fn a_site_that_archives_its_revisions_has_archived_this_one() {
    let archived =
        publish::embeds::archived(&pictures(), "bundle/en.json").expect("archived revisions");
    let [(_, site, _)] = sites()[..] else {
        panic!("one bundle ships");
    };
    let is_own = |other: &Bundle| other.site.name == site.bundle.site.name;
    let mut own = archived.iter().filter(|one| is_own(&one.bundle)).peekable();
    assert!(
        own.peek().is_none() || own.any(|one| one.bundle == *site.bundle),
        "run `cargo run --bin scorecard -- keep public/bundle/en.json`"
    );
}
