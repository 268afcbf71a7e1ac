//! The wheel says whom its parts are for.

use civic_scorecard::site::Route;

use crate::support::{self, NORLAND, page, site_of};

#[test]
fn the_parts_of_a_wheel_say_whom_they_are_for() {
    let site = site_of(NORLAND, "/");
    let roadmap = site.bundle.page("fahrplan").expect("the page");
    let page = page(site, Route::Page(roadmap));
    for (number, whom, words) in [
        (1, "first", None),
        (4, "for-1 for-3", Some("For: Alle, Gäste")),
        (5, "for-all", None),
        (6, "for-3", Some("For: Gäste")),
    ] {
        let entry = page.one(&format!("#site-part-rad-{number}"));
        let class = entry.attr("class").unwrap_or_default();
        let wanted = format!("part n{number} {whom}");
        assert!(class.starts_with(&wanted), "{class} is not {wanted}");
        let said = support::text(entry);
        match words {
            Some(words) => assert!(said.ends_with(words), "{said}"),
            None => assert!(!said.contains("For:"), "{said}"),
        }
    }
}
