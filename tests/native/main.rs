//! The native tests, on bundles of their own: one program, so that the crate is linked once
//! and what is slow to make is made once.

#[path = "../any_bundle/mod.rs"]
mod any_bundle;
mod charts;
mod corpus;
mod embeds;
mod forms;
mod large;
mod limits;
mod migrate;
mod mistakes;
mod pages;
mod properties;
mod publish;
mod renamed;
mod schema;
#[path = "../support/mod.rs"]
mod support;
mod texts;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use civic_scorecard::site::Site;
use serde_json::Value;

use crate::support::{NORLAND, REVIEW, SMALLEST, site_of};

/// The bundles of the tests, each at the root of a host, with its name and its JSON.
fn sites() -> Vec<(&'static str, Site, &'static Value)> {
    static SITES: LazyLock<Vec<(&str, Site, Value)>> = LazyLock::new(|| {
        let bundles = [
            ("Norland", NORLAND),
            ("the review page", REVIEW),
            ("the smallest bundle", SMALLEST),
        ];
        let read = |(name, json)| {
            let value = serde_json::from_str(json).expect("JSON");
            (name, site_of(json, "/"), value)
        };
        bundles.into_iter().map(read).collect()
    });
    let all = SITES.iter();
    all.map(|(name, site, value)| (*name, *site, value))
        .collect()
}

/// The folder with the pictures that those bundles name.
fn pictures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles")
}
