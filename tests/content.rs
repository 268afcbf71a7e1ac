//! The bundle that ships, as content: it holds for any valid bundle that is put in its place.
//!
//! What has to be right it reads from the bundle itself. What only somebody can say who worked
//! it out by hand stands in `tests/content/`, in a file that is named after the revision. Of a
//! revision without such a file nothing more is expected.

#[path = "any_bundle/mod.rs"]
mod any_bundle;
#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use civic_scorecard::bundle::{Bundle, Id, Kpi, SCHEMA_VERSION, Series};
use civic_scorecard::dataset::Dataset;
use civic_scorecard::exhibit;

use civic_scorecard::progress::status;
use civic_scorecard::publish;
use civic_scorecard::site::{Exhibit, Route, Site, Subject};
use civic_scorecard::text;
use civic_scorecard::view::status_words;
use serde_json::Value;

use support::embed::live;
use support::{list, page, site_of, squeezed, string, within};

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

fn shipped() -> Site {
    sites()[0].1
}

/// The folder with the pictures that it names.
fn pictures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("public")
}

#[test]
fn the_bundle_that_ships_is_valid() {
    if let Err(error) = Bundle::parse(SHIPPED) {
        panic!("public/bundle/en.json: {error}");
    }
}

#[test]
fn the_bundle_that_ships_has_no_errors_with_its_pictures() {
    let path = pictures().join("bundle/en.json");
    let report = publish::check::report("en.json", &path, SHIPPED.as_bytes());
    let errors = report.count(publish::check::Severity::Error);
    assert_eq!(errors, 0, "{:#?}", report.problems);
}

#[test]
fn archived_revisions_are_whole_and_none_is_another_bundle_of_the_revision_that_ships() {
    let site = shipped();
    let archived =
        publish::embeds::archived(&pictures(), "bundle/en.json").expect("archived revisions");
    let is_own = |other: &Bundle| {
        other.site.name == site.bundle.site.name && other.revision == site.bundle.revision
    };
    let mut is_archived = false;
    for one in archived.iter().filter(|one| is_own(&one.bundle)) {
        assert!(
            one.bundle == *site.bundle,
            "its content changed, and not its revision"
        );
        is_archived = true;
    }
    assert!(
        is_archived || expected()["is archived"] != true,
        "run `cargo run --bin scorecard -- keep public/bundle/en.json`"
    );
}

#[test]
fn every_version_of_the_bundle_that_was_kept_can_be_lifted() {
    let kept = publish::embeds::archived_files(&pictures(), "bundle/en.json");
    for (_, path) in kept.expect("archived revisions") {
        let content = std::fs::read(&path).expect("a file");
        let bundle = Bundle::from_bytes(&content).expect("a bundle");
        let lifted = publish::migrate::lift(&content, &bundle);
        let lifted = lifted.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let bundle = Bundle::from_bytes(&lifted.content).expect("a bundle");
        assert_eq!(bundle.schema_version.number(), SCHEMA_VERSION);
    }
}

#[test]
fn titles_tell_embeds_of_a_kind_apart() {
    let all = Exhibit::all(shipped()).into_iter();
    let titles: Vec<_> = all
        .map(|embed| (embed.kind().name(), exhibit::title(shipped(), embed)))
        .collect();
    let different: BTreeSet<_> = titles.iter().collect();
    let differ = different.len() == titles.len();
    assert!(differ || expected()["titles of embeds differ"] != true);
}

/// What was worked out by hand for the revision that ships; nothing, unless somebody did.
fn expected() -> Value {
    let file = format!("tests/content/{}.json", &*shipped().bundle.revision);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
    match std::fs::read_to_string(path) {
        Ok(json) => serde_json::from_str(&json).expect(&file),
        Err(error) => {
            println!("nothing is expected of this revision: {file}: {error}");
            Value::Null
        }
    }
}

fn kpi(of: &Value) -> &'static Kpi {
    let id = string(of, "kpi");
    shipped().bundle.kpi(id).expect(id)
}

fn series<'a>(kpi: &'a Kpi, of: &Value) -> &'a Series {
    let id = string(of, "series");
    let mut all = kpi.series.iter();
    all.find(|series| series.id.as_str() == id).expect(id)
}

#[test]
fn a_status_is_what_a_reader_of_the_sources_worked_out() {
    for of in list(&expected(), "series") {
        let kpi = kpi(of);
        let series = series(kpi, of);
        let status = status(kpi, series, shipped().bundle.published);
        let said = squeezed(&status_words(&status, &kpi.unit).text_content());
        assert_eq!(said, string(of, "status"), "{of}");
        if let Some(steps) = of["worked out"].as_array() {
            let said = text::arithmetic(&[status], shipped().bundle.published);
            assert_eq!(said, *steps, "{of}");
        }
    }
}

#[test]
fn a_trend_has_as_many_figures_and_gaps_as_a_reader_of_the_sources_counted() {
    for of in list(&expected(), "trends") {
        let page = page(shipped(), Route::Kpi(kpi(of)));
        for width in ["wide", "narrow"] {
            let marks = page.all(&format!(".chart svg.{width} .mark")).len();
            assert_eq!(marks, of["dated figures"], "{width}: {of}");
        }
        let dataset = Dataset::published(shipped(), Subject::Kpi(kpi(of)));
        let moments = dataset.moments(Dataset::pointed_at, None);
        let data = moments.iter().flat_map(|moment| &moment.data);
        let gaps = data.filter(|datum| datum.value().is_none()).count();
        assert_eq!(gaps, of["dated gaps"], "{of}");
    }
}

#[test]
fn the_titles_of_a_wheel_stand_in_its_wide_drawing() {
    for id in list(
        &expected(),
        "wheels whose wide drawing has room for each title",
    ) {
        let id = id.as_str().expect("an id");
        let wheel = Exhibit::named(shipped(), "wheel", id).expect(id);
        let page = live(shipped(), wheel);
        let links = page.all("svg.wide a");
        assert!(!links.is_empty(), "{id}");
        for link in links {
            assert!(within(link, "text").len() > 1, "{}", link.html());
        }
        assert!(!page.all("svg.narrow text.centre").is_empty(), "{id}");
    }
}
