//! Embeds by themselves, as a frame holds them and as they are drawn into other sites' pages.

use civic_scorecard::exhibit::{self, ChartOptions, Edition};
use civic_scorecard::site::{Exhibit, Site};
use civic_scorecard::view::{Element, HeadingLevel, element};
use serde_json::Value;

use super::{Page, list};

/// An embed as a frame holds it, as a query chooses and an edition has it.
pub fn shown(site: Site, embed: Exhibit, query: &[(&str, &str)], edition: Edition) -> Page {
    let main = element("main");
    drawn(site, (main, HeadingLevel::H1), embed, query, edition)
}

/// An embed in what holds it, with headings from a level on.
pub fn drawn(
    site: Site,
    (page, level): (Element, HeadingLevel),
    embed: Exhibit,
    query: &[(&str, &str)],
    edition: Edition,
) -> Page {
    let value = |name: &str| {
        let found = query.iter().find(|(key, _)| *key == name);
        found.map_or(String::new(), |(_, value)| (*value).to_owned())
    };
    let view = ChartOptions::read(value);
    let mut html = String::new();
    exhibit::embed(page, site, embed, &view, edition, level).write(&mut html);
    Page::of(html)
}

/// An embed as a frame holds it that shows the latest revision.
pub fn live(site: Site, embed: Exhibit) -> Page {
    shown(site, embed, &[], Edition::Live)
}

/// The entry of a list of the bundle's JSON that is called `id`.
pub fn entry<'a>(bundle: &'a Value, key: &str, id: &str) -> &'a Value {
    let mut entries = list(bundle, key).iter();
    entries.find(|entry| entry["id"] == id).expect(id)
}

/// The sections of a kind on all pages of a bundle.
pub fn sections<'a>(bundle: &'a Value, kind: &str) -> Vec<&'a Value> {
    let pages = list(bundle, "pages").iter();
    let sections = pages.flat_map(|page| list(page, "sections"));
    sections.filter(|section| section["kind"] == kind).collect()
}
