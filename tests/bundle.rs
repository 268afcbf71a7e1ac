//! Another government's bundle is dropped in without touching Rust.

mod support;

use std::collections::BTreeSet;

use civic_scorecard::bundle::{
    Better, Bundle, Figure, Goal, Period, Qualifier, SafeUrl, Section, Unit,
};
use civic_scorecard::progress::{Outcome, Position, Verdict, status};
use civic_scorecard::site::Route;
use serde_json::{Value, json};
use support::{NORLAND, Page, all_routes, list, norland_value, page, plain, site_of, string};

fn norland() -> Bundle {
    Bundle::parse(NORLAND).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_bundle_of_norland_is_valid() {
    norland();
}

/// Guards the fixture: what it leaves out is not tested.
#[test]
fn the_bundle_of_norland_has_every_form_that_the_model_knows() {
    let bundle = norland();
    let mut seen = BTreeSet::new();
    for section in bundle.pages.iter().flat_map(|page| &page.sections) {
        seen.insert(match section {
            Section::Hero(_) => "hero",
            Section::Prose(_) => "prose",
            Section::Objectives(_) => "objectives",
            Section::Initiatives(_) => "initiatives",
            Section::Insights(_) => "insights",
            Section::Scorecard(_) => "scorecard",
            Section::Chart(_) => "chart",
            Section::Multiples(_) => "multiples",
            Section::Goals(_) => "goals",
            Section::Timeline(_) => "timeline",
            Section::Wheel(_) => "wheel",
            Section::Links(_) => "links",
        });
        if let Section::Links(links) = section {
            for link in &links.items {
                seen.insert(match link.href {
                    SafeUrl::External(_) => "external link",
                    SafeUrl::Internal(_) => "internal link",
                    SafeUrl::Fragment(_) => "fragment",
                });
            }
        }
    }
    if bundle.site.origin.is_some() {
        seen.insert("origin");
    }
    for kpi in &bundle.kpis {
        seen.insert(match kpi.unit {
            Unit::Percent => "percent",
            Unit::Named(_) => "named unit",
        });
        seen.insert(match kpi.better {
            Better::Higher => "higher",
            Better::Lower => "lower",
        });
        for target in &kpi.targets {
            seen.insert(match target.goal {
                Goal::Number(_) => "number",
                Goal::AtLeast(_) => "floor",
                Goal::AtMost(_) => "ceiling",
                Goal::Band { .. } => "band",
            });
        }
        for observation in kpi.series.iter().flat_map(|series| &series.observations) {
            seen.insert(match observation.period {
                Period::On(date) if date.day.is_some() => "day",
                Period::On(date) if date.month.is_some() => "month",
                Period::On(_) => "year",
                Period::Span(..) => "span",
                Period::EndOf(_) => "end of year",
                Period::NotStated => "not stated",
            });
            seen.insert(match observation.figure {
                Figure::Published { qualifier, .. } => match qualifier {
                    Qualifier::Exactly => "exactly",
                    Qualifier::About => "about",
                    Qualifier::Over => "over",
                    Qualifier::Nearly => "nearly",
                },
                Figure::NotPublished { .. } => "missing",
            });
        }
    }
    let wanted = [
        "hero",
        "prose",
        "objectives",
        "initiatives",
        "insights",
        "scorecard",
        "chart",
        "goals",
        "timeline",
        "wheel",
        "links",
        "external link",
        "internal link",
        "percent",
        "named unit",
        "higher",
        "lower",
        "number",
        "floor",
        "ceiling",
        "band",
        "day",
        "month",
        "year",
        "span",
        "end of year",
        "not stated",
        "exactly",
        "about",
        "over",
        "nearly",
        "missing",
        "origin",
    ];
    for form in wanted {
        assert!(seen.contains(form), "Norland has no {form}");
    }
}

#[test]
fn a_bundle_of_the_fewest_fields_is_valid_and_every_page_of_it_renders() {
    let least = json!({
        "schemaVersion": 1,
        "revision": "1",
        "published": "2031",
        "locale": "fr",
        "site": {
            "name": "N", "description": "d", "owner": "o", "official": false,
            "disclaimer": "d", "contact": { "label": "c", "href": "/" }
        },
        "pages": [{ "id": "home", "label": "l", "title": "t", "description": "d" }]
    });
    let site = site_of(&least.to_string(), "/");
    for route in all_routes(site) {
        page(site, route).one("h1");
    }
}

#[test]
fn each_page_has_all_that_its_sections_say() {
    let bundle = norland_value();
    let site = site_of(NORLAND, "/");
    for route in all_routes(site) {
        let Route::Page(shown) = route else { continue };
        let rendered = page(site, route);
        let id = civic_scorecard::bundle::Id::as_str(&shown.id);
        let page = list(&bundle, "pages")
            .iter()
            .find(|page| page["id"] == id)
            .expect("the page is in the JSON");
        for section in list(page, "sections") {
            rendered.must_say(string(section, "heading"));
            has_every_word_of(&rendered, section);
        }
    }
}

/// Every text of a section's own fields stands on the page.
fn has_every_word_of(page: &Page, value: &Value) {
    match value {
        Value::String(text) => page.must_say(&plain(text)),
        Value::Array(items) => items.iter().for_each(|item| has_every_word_of(page, item)),
        Value::Object(map) => {
            for (key, value) in map {
                match key.as_str() {
                    // Names, addresses and dates are shown in other words.
                    "kind" | "id" | "kpi" | "kpis" | "series" | "source" | "href" | "src"
                    | "when" => {}
                    "alt" => {
                        let alt = value.as_str().expect("an alternative text");
                        let found = page
                            .all("img")
                            .into_iter()
                            .any(|i| i.attr("alt") == Some(alt));
                        assert!(found, "no picture says {alt:?}");
                    }
                    _ => has_every_word_of(page, value),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn every_insight_stands_on_the_page_with_its_figure_date_note_and_source() {
    let bundle = norland_value();
    let site = site_of(NORLAND, "/");
    let home = page(site, site.route("/"));
    for insight in list(&bundle, "insights") {
        let tile = home.one(&format!("#{}", string(insight, "id")));
        let said = support::text(tile);
        let source = list(&bundle, "sources")
            .iter()
            .find(|source| source["id"] == insight["source"])
            .expect("the source exists");
        for words in [
            support::number(&insight["value"]),
            plain(string(insight, "statement")),
            string(source, "title").to_owned(),
            insight["note"].as_str().map(plain).unwrap_or_default(),
            match &insight["unit"] {
                Value::String(percent) => percent.clone(),
                named => string(named, "many").to_owned(),
            },
            match insight["qualifier"].as_str() {
                None | Some("exactly") => String::new(),
                Some(qualifier) => qualifier.to_owned(),
            },
        ] {
            assert!(said.contains(&words), "no {words:?} in {said:?}");
        }
    }
}

#[test]
fn only_the_audiences_that_an_initiative_has_can_be_filtered_for() {
    let site = site_of(NORLAND, "/");
    let grid = page(site, Route::Initiatives);
    let values: Vec<_> = grid
        .all("input[type=radio][name=for]")
        .iter()
        .filter_map(|input| input.attr("value"))
        .collect();
    assert_eq!(
        values,
        ["", "einwohnende", "betriebe", "verwaltung", "gaeste"]
    );
}

#[test]
fn the_standing_of_each_series_is_what_a_reader_would_work_out() {
    let bundle = norland();
    let verdict = |kpi: &str, series: &str| {
        let kpi = bundle.kpi(kpi).expect(kpi);
        let found = kpi
            .series
            .iter()
            .find(|s| civic_scorecard::bundle::Id::as_str(&s.id) == series);
        let status = status(kpi, found.expect(series));
        match status.verdict {
            Verdict::Against(position, outcome) => {
                let (side, by) = match position {
                    Position::Above(by) => ("above", by.to_f64()),
                    Position::Within => ("within", 0.0),
                    Position::Below(by) => ("below", by.to_f64()),
                };
                (side, by, Some(outcome))
            }
            Verdict::NoFigure | Verdict::NoDatedFigure => ("no figure", 0.0, None),
            Verdict::NoTarget => ("no target", 0.0, None),
        }
    };
    // -45.25 against at least 0; the floor of -100 is superseded.
    assert_eq!(
        verdict("haushaltssaldo", "staat"),
        ("below", 45.25, Some(Outcome::NotMet))
    );
    // Over 18.5 days on the last of June against at most 14.
    assert_eq!(
        verdict("bearbeitungsdauer", "staat"),
        ("above", 4.5, Some(Outcome::NotMet))
    );
    // 7 days against 5 to 10, the target of this series alone.
    assert_eq!(
        verdict("bearbeitungsdauer", "gemeinden"),
        ("within", 0.0, Some(Outcome::Met))
    );
    assert_eq!(
        verdict("bearbeitungsdauer", "konsulate"),
        ("above", 19.0, Some(Outcome::NotMet))
    );
    // 100% against 80 to 90.5%, where more is better.
    assert_eq!(
        verdict("online", "alle"),
        ("above", 9.5, Some(Outcome::Met))
    );
    assert_eq!(
        verdict("gemeinden-am-netz", "gemeinden"),
        ("below", 25.0, Some(Outcome::NotMet))
    );
    assert_eq!(verdict("fernwaerme", "haeuser"), ("no figure", 0.0, None));
}

#[test]
fn a_bundle_survives_being_written_and_read_again() {
    for json in [NORLAND, support::REAL] {
        let bundle = Bundle::parse(json).expect("a valid bundle");
        let written = serde_json::to_string(&bundle).expect("a bundle can be written");
        assert_eq!(Bundle::parse(&written), Ok(bundle));
    }
}
