//! What makes a page one page: its outline, its ids and what refers to them.

use std::collections::BTreeSet;

use civic_scorecard::site::Route;

use super::on_every_page;
use crate::sites;
use crate::support::{all_routes, path_of, render, text, within};

#[test]
fn every_page_has_exactly_one_main_heading_and_skips_no_level() {
    on_every_page(|_, _, page| {
        assert_eq!(page.all("h1").len(), 1);
        let mut above = 1;
        for heading in page.all("main :is(h1, h2, h3, h4, h5, h6)") {
            let level: u32 = heading.value().name()[1..].parse().expect("h1 to h6");
            let said = text(heading);
            assert!(!said.is_empty(), "an empty heading");
            assert!(level <= above + 1, "h{level} {said:?} follows h{above}");
            above = level;
        }
    });
}

#[test]
fn the_main_heading_is_the_name_of_what_is_shown() {
    on_every_page(|_, route, page| {
        let wanted = match route {
            Route::Initiative(initiative) => initiative.title.to_string(),
            Route::Kpi(kpi) => kpi.title.to_string(),
            _ => return,
        };
        assert_eq!(text(page.one("h1")), wanted);
    });
}

#[test]
fn no_id_stands_twice_on_a_page() {
    on_every_page(|_, _, page| {
        let mut seen = BTreeSet::new();
        for id in page.ids() {
            assert!(seen.insert(id), "the id {id:?} stands twice");
        }
    });
}

#[test]
fn every_reference_between_elements_leads_to_one_on_the_page() {
    on_every_page(|_, _, page| {
        let ids = page.ids();
        for attribute in [
            "for",
            "aria-labelledby",
            "aria-describedby",
            "aria-controls",
        ] {
            for element in page.all(&format!("[{attribute}]")) {
                for id in element
                    .attr(attribute)
                    .unwrap_or_default()
                    .split_whitespace()
                {
                    assert!(ids.contains(&id), "{attribute}={id:?} leads nowhere");
                }
            }
        }
    });
}

#[test]
fn every_link_and_button_has_words_and_every_picture_has_an_alternative() {
    on_every_page(|_, _, page| {
        for element in page.all("a, button") {
            assert!(!text(element).is_empty(), "{}", element.html());
        }
        for image in page.all("img") {
            assert!(image.attr("alt").is_some(), "{}", image.html());
            let sized = image.attr("width").is_some() && image.attr("height").is_some();
            assert!(sized, "would move what is below it: {}", image.html());
        }
        for drawing in page.all("svg") {
            // What is an image hides what is in it, so a drawing with links is a group.
            let role = match within(drawing, "a").is_empty() {
                true => "img",
                false => "group",
            };
            let named = drawing.attr("role") == Some(role) && drawing.attr("aria-label").is_some();
            let hidden = drawing.attr("aria-hidden") == Some("true");
            assert!(named || hidden, "{}", drawing.html());
        }
    });
}

#[test]
fn the_navigation_marks_the_page_that_is_shown_or_the_one_that_leads_to_it() {
    on_every_page(|site, route, page| {
        let current = page.all("header [aria-current]");
        let marks = current
            .iter()
            .map(|link| (link.attr("href"), link.attr("aria-current")));
        let marks: Vec<_> = marks
            .map(|(href, mark)| (href.unwrap().to_owned(), mark))
            .collect();
        let wanted = match route {
            Route::Page(_) | Route::Kpis | Route::Initiatives | Route::Sources => {
                vec![(site.href(route), Some("page"))]
            }
            Route::Kpi(_) => vec![(site.href(Route::Kpis), Some("true"))],
            Route::Initiative(_) => vec![(site.href(Route::Initiatives), Some("true"))],
            Route::Gaps | Route::Glossary | Route::Offline | Route::NotFound => vec![],
        };
        assert_eq!(marks, wanted);
    });
}

#[test]
fn every_page_names_the_owner_the_standing_and_the_revision_of_the_site() {
    on_every_page(|site, _, page| {
        let footer = text(page.one("footer"));
        let bundle = site.bundle;
        let disclaimer = bundle.site.disclaimer.as_ref();
        let disclaimer = disclaimer.map(|line| line.plain_text()).unwrap_or_default();
        for words in [&*bundle.site.owner, &disclaimer, &bundle.revision] {
            assert!(footer.contains(words), "no {words:?} in {footer:?}");
        }
    });
}

#[test]
fn no_page_shows_a_number_that_is_none() {
    on_every_page(|_, _, page| {
        for word in page.html.split(|c: char| !c.is_alphanumeric()) {
            assert!(!matches!(
                word,
                "NaN" | "inf" | "Infinity" | "undefined" | "None" | "Some"
            ));
        }
    });
}

#[test]
fn rendering_twice_gives_equal_bytes() {
    for (name, site, _) in sites() {
        for route in all_routes(site) {
            let path = path_of(site, route);
            assert!(
                render(site, &path, &[]) == render(site, &path, &[]),
                "{name}, {path}"
            );
        }
    }
}
