//! The sources by their publishers, and the terms.

use civic_scorecard::site::Route;

use crate::support::{NORLAND, page, site_of, text, within};

#[test]
fn sources_stand_under_their_publishers_and_those_of_a_series_are_one_entry() {
    let page = page(site_of(NORLAND, "/"), Route::Sources);
    let publishers: Vec<String> = page.all("main h2").into_iter().map(text).collect();
    assert_eq!(
        publishers,
        [
            "Staatskanzlei",
            "Parlament",
            "Schatzamt",
            "Amt für Zählung & Übersicht",
            "Unbekannt",
            "Der Wanderer"
        ]
    );
    let series = page.one("[id='alte-umfrage']").parent().expect("a list");
    let series = scraper::ElementRef::wrap(series).expect("an element");
    let editions = within(series, "li");
    let ids: Vec<_> = editions.iter().filter_map(|item| item.attr("id")).collect();
    assert_eq!(ids, ["umfrage", "alte-umfrage"]);
    // Two pages of one publisher have no date: that is said once.
    let said = page
        .text()
        .matches("No publication dates are given.")
        .count();
    assert_eq!(said, 1);
    // One source of another publisher has none either.
    assert!(page.text().contains("Undated."));
}

#[test]
fn a_term_is_one_link_away_from_where_it_stands() {
    let site = site_of(NORLAND, "/");
    let initiative = site.bundle.initiative("amtsstube").expect("an initiative");
    let link = "main a[href='/glossary/#amtsstube']";
    assert_eq!(page(site, Route::Initiative(initiative)).all(link).len(), 1);
    let glossary = page(site, Route::Glossary);
    let entry = text(glossary.one("[id='amtsstube']"));
    assert!(
        entry.starts_with("Amtsstube, Amt, Stube im WagenEin Raum, in dem"),
        "{entry}"
    );
    assert!(entry.contains("Gesetzblatt Nr. 7"), "{entry}");
    glossary.must_say("How to read the figures");
}

#[test]
fn a_long_page_lists_its_parts_and_a_short_one_and_the_first_do_not() {
    let site = site_of(NORLAND, "/");
    let listed = |id: &str| {
        let of = site.bundle.page(id).expect("a page");
        let page = page(site, Route::Page(of));
        let links = page.all("nav[aria-label='On this page'] a");
        let links = links
            .iter()
            .map(|link| link.attr("href").unwrap_or_default()[1..].to_owned());
        links.collect::<Vec<_>>()
    };
    assert_eq!(listed("home"), [""; 0]);
    assert_eq!(listed("bald"), [""; 0]);
    let sections = site.bundle.page("knapp").expect("a page").sections.iter();
    // The opening has no heading of its own.
    let ids: Vec<_> = sections
        .skip(1)
        .map(|section| civic_scorecard::bundle::Id::as_str(section.id()))
        .collect();
    assert_eq!(listed("knapp"), ids);
}
