//! What is not known, and the letters that ask for it.

use civic_scorecard::bundle::Id;
use civic_scorecard::site::{Route, Site};

use serde_json::{Value, json};

use crate::support::{NORLAND, Page, norland_value, page, site_of, squeezed, text, within};

fn norland() -> Site {
    site_of(NORLAND, "/")
}

/// What the entry of a KPI says, if it has one.
fn entry(page: &Page, kpi: &str) -> Option<String> {
    let entries = page.all("section.gap");
    let entry = entries.iter().find(|entry| entry.attr("id") == Some(kpi));
    entry.map(|entry| text(*entry))
}

#[test]
fn a_kpi_has_an_entry_where_a_figure_is_missing_and_only_there() {
    let page = page(norland(), Route::Gaps);
    // No figure at all, where there should be some; figures from other times than when the
    // target was due; later ones that are known to exist.
    for missing in ["fernwaerme", "telefon", "zufriedenheit"] {
        assert!(entry(&page, missing).is_some(), "{missing}");
    }
    // Not due yet, with a gap that a later figure follows, or without any figure; without a
    // target, twice; given up; a figure that is withheld, and so is known to exist.
    for whole in [
        "stellen",
        "ungemessen",
        "schwimmbaeder",
        "gebuehren",
        "ausfuhr",
        "faehren",
    ] {
        assert_eq!(entry(&page, whole), None, "{whole}");
    }
}

#[test]
fn an_entry_says_what_is_missing_where_it_was_looked_for_and_whom_to_ask() {
    let page = page(norland(), Route::Gaps);
    let entry = entry(&page, "fernwaerme").expect("an entry");
    for words in [
        "Häuser an der Fernwärme",
        "35%",
        "2035",
        "We found no figure.",
        "Die Zähler froren ein: Kassenbuch",
        "Wärme aus dem Berg",
        "Mitteilung über die Zähler",
        "Staatskanzlei, Stelle für Zahlen",
    ] {
        assert!(entry.contains(words), "{words:?} is not in {entry}");
    }
}

#[test]
fn the_link_of_a_letter_holds_the_letter_that_is_shown() {
    let page = page(norland(), Route::Gaps);
    let entries = page.all("section.gap");
    assert!(!entries.is_empty());
    for entry in entries {
        let letter: String = within(entry, "pre")[0].text().collect();
        let link = within(entry, ".letter a")[0];
        let href = link.attr("href").expect("an address");
        let (_, fields) = href.split_once("?subject=").expect("a subject");
        let (subject, body) = fields.split_once("&body=").expect("a body");
        let title = text(within(entry, "h2")[0]);
        assert!(squeezed(&decoded(subject)).contains(&title), "{subject}");
        assert_eq!(decoded(body).replace("\r\n", "\n"), letter);
        for part in [&*title, "1. ", "2. ", "3. ", "4. ", "[your name]"] {
            assert!(
                squeezed(&letter).contains(part),
                "{part} is not in {letter}"
            );
        }
    }
    let to_office = page.all("#fernwaerme a[href^='mailto:zahlen@kanzlei.norland.example?']");
    assert_eq!(to_office.len(), 1, "a known address is filled in");
}

/// A percent-encoded text.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next(), rest.next()].map(|digit| char::from(digit.expect("two")));
            let digits = String::from_iter(digits);
            bytes.push(u8::from_str_radix(&digits, 16).expect("hexadecimal"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a_kpi_and_the_footer_lead_there_only_if_something_is_missing() {
    let site = norland();
    let links = |kpi: &str| {
        let shown = site.bundle.kpi(kpi).expect("a KPI");
        let page = page(site, Route::Kpi(shown));
        page.all(&format!("main a[href='/gaps/#{kpi}']")).len()
    };
    assert_eq!(links("fernwaerme"), 1);
    assert_eq!(links("stellen"), 0);
    let footer = "footer a[href='/gaps/']";
    assert_eq!(page(site, Route::Sources).all(footer).len(), 1);

    let known = site_of(&only("stellen").to_string(), "/");
    assert_eq!(page(known, Route::Sources).all(footer).len(), 0);
    page(known, Route::Gaps).must_say("No figures are missing.");
}

// ---- small bundles: Norland in April 2031, with one KPI ----

/// Norland with one KPI, and nothing that is of another.
fn only(kpi: &str) -> Value {
    let mut norland = norland_value();
    let kpis = norland["kpis"].as_array_mut().expect("KPIs");
    kpis.retain(|other| other["id"] == kpi);
    norland["pages"][0]["sections"] = json!([]);
    norland["initiatives"] = json!([]);
    norland["pages"].as_array_mut().expect("pages").truncate(1);
    norland
}

/// A site whose only KPI has these series, each of them its observations, and these targets.
fn site_with(series: &[Value], targets: Value) -> Site {
    let mut norland = only("fernwaerme");
    let series = series.iter().enumerate().map(|(place, observations)| {
        let name = format!("Reihe {place}");
        json!({ "id": format!("reihe-{place}"), "label": name, "observations": observations })
    });
    norland["kpis"][0]["series"] = series.collect();
    norland["kpis"][0]["targets"] = targets;
    norland["kpis"][0]["searched"] = json!([]);
    site_of(&norland.to_string(), "/")
}

fn target(due: &str) -> Value {
    json!({ "goal": { "atLeast": 50 }, "set": "2026", "due": due, "source": "fahrplan-2030" })
}

fn at(period: &str, value: u8) -> Value {
    json!({ "period": period, "value": value, "source": "umfrage" })
}

fn unread(period: &str) -> Value {
    json!({ "period": period, "missing": "Nicht lesbar.", "source": "zettel" })
}

fn withheld(period: &str) -> Value {
    json!({ "period": period, "missing": "Zu wenige.", "status": "suppressed", "source": "zettel" })
}

/// How many figures are missing, as the page says it.
fn count(site: Site) -> &'static str {
    &site.bundle.missing
}

/// What is missing of the only KPI, and the letter that asks for it.
fn missing(site: Site) -> Option<(String, &'static str)> {
    let gap = site.bundle.kpis[0].gap.as_ref()?;
    Some((gap.missing.join("|"), &*gap.letter))
}

#[test]
fn a_withheld_figure_is_not_missing_and_is_said_to_be_withheld() {
    let site = site_with(&[json!([at("2028", 40), withheld("2029")])], json!([]));
    assert_eq!(missing(site), None);
    page(site, Route::Kpi(&site.bundle.kpis[0])).must_say("Withheld for 2029: Zu wenige.");
    page(site, Route::Gaps).must_say("No figures are missing.");
    // The target's own figure, and beside it a later one that is missing.
    let due = json!([target("2029")]);
    let site = site_with(&[json!([withheld("2029")])], due.clone());
    assert_eq!(missing(site), None);
    let site = site_with(
        &[json!([at("2028", 40), withheld("2029"), unread("2030")])],
        due,
    );
    let (said, letter) = missing(site).expect("2030 is missing");
    assert_eq!(
        said,
        "Target: 50% or more by 2029. We found no figure for 2030."
    );
    assert!(
        letter.contains("1. What is the figure for 2030?"),
        "{letter}"
    );
    assert!(!letter.contains("Zu wenige"), "{letter}");
    let shown = page(site, Route::Kpi(&site.bundle.kpis[0]));
    shown.must_say("No figure found for 2030. Withheld for 2029: Zu wenige.");
}

#[test]
fn what_cannot_exist_yet_is_not_missing() {
    // Norland's content is of April 2031: neither the target's year nor the period is over.
    for observations in [json!([]), json!([unread("2031")]), json!([unread("2032")])] {
        let site = site_with(std::slice::from_ref(&observations), json!([target("2031")]));
        assert_eq!(missing(site), None, "{observations}");
        assert_eq!(count(site), "");
    }
    let site = site_with(&[json!([])], json!([target("2030")]));
    let (said, _) = missing(site).expect("due");
    assert_eq!(said, "Target: 50% or more by 2030. We found no figure.");
    // It may be due already.
    let site = site_with(&[json!([])], json!([target("not stated")]));
    assert_eq!(count(site), "For the one target, we found no figure.");
    // A past survey whose result was not found is missing, whenever the target is due.
    let site = site_with(&[json!([unread("2029")])], json!([target("2035")]));
    let (_, letter) = missing(site).expect("2029 is missing");
    assert!(
        letter.contains("1. What is the figure for 2029?"),
        "{letter}"
    );
    assert!(!letter.contains("its result"), "{letter}");
}

#[test]
fn figures_from_before_or_after_the_due_date_leave_the_result_unknown() {
    let about = json!({ "period": "2028", "value": 50, "qualifier": "about", "source": "umfrage" });
    for (observations, known) in [
        (json!([at("2028", 60)]), "; the nearest is 60% (2028)."),
        (json!([at("2030", 60)]), "; the nearest is 60% (2030)."),
        (json!([at("2030", 40)]), "; the nearest is 40% (2030)."),
        (json!([about]), "; the nearest is about 50% (2028)."),
        (
            json!([
                at("2027", 30),
                at("2028", 40),
                at("2030", 60),
                at("2030-12", 70)
            ]),
            ". The last before: 40% (2028); the next: 60% (2030).",
        ),
    ] {
        let site = site_with(&[observations], json!([target("2029")]));
        let (said, letter) = missing(site).expect(known);
        let due = "Target: 50% or more by 2029. We found no figure for the due date";
        assert_eq!(said, format!("{due}{known}"));
        assert!(
            letter.contains("1. What is the figure for 2029?"),
            "{letter}"
        );
    }
    // Measured early in the due period, and too close to call: the end of it is not known.
    let early =
        json!({ "period": "2029-03", "value": 50, "qualifier": "about", "source": "umfrage" });
    let site = site_with(&[json!([early])], json!([target("2029")]));
    assert!(missing(site).is_some());
    // A figure from the due date is known, though it is from when the target was set.
    let mut at_once = target("2029");
    at_once["set"] = json!("2029");
    let site = site_with(&[json!([at("2029", 40), at("2030", 60)])], json!([at_once]));
    assert_eq!(missing(site), None);
    let about = json!({ "period": "2029", "value": 50, "qualifier": "about", "source": "umfrage" });
    for decided in [at("2029", 60), at("2029", 40), about] {
        let site = site_with(&[json!([decided])], json!([target("2029")]));
        assert_eq!(missing(site), None, "{decided}");
    }
}

#[test]
fn a_letter_asks_for_what_is_missing_and_says_where_it_was_looked_for() {
    let mut norland = only("fernwaerme");
    let kpi = &mut norland["kpis"][0];
    kpi["series"][0]["observations"] = json!([at("2029", 60), unread("2030")]);
    kpi["targets"] = json!([target("2029")]);
    kpi["searched"] = json!(["fahrplan-2030", "umfrage", "kassenbuch"]);
    let site = site_of(&norland.to_string(), "/");
    let (_, letter) = missing(site).expect("a later survey is missing");
    let source = |id: &str| {
        let sources = site.bundle.sources.iter();
        let mut of_id = sources.filter(|source| source.id.as_str() == id);
        &*of_id.next().expect("a source").title
    };
    // Decided at its due date: only the later survey is asked for.
    for (place, words) in [
        "I am writing about this target, published in:",
        source("fahrplan-2030"),
        "- Target: 50% or more by 2029\n",
        "I could not find the figure for 2030.",
        "Nicht lesbar:\n",
        source("zettel"),
        "No figure in:\n",
        source("kassenbuch"),
        "1. What is the figure for 2030?",
    ]
    .iter()
    .scan(0, |from, words| {
        let place = letter[*from..].find(words);
        *from += place.unwrap_or_default();
        Some((place, words))
    }) {
        assert!(place.is_some(), "{words:?} is not next in {letter}");
    }
    let (_, nothing) = letter.split_once("No figure in:").expect("a list");
    for used in ["fahrplan-2030", "umfrage"] {
        assert!(!nothing.contains(source(used)), "{used} in {letter}");
    }
    assert!(!letter.contains("Target set in"), "said above: {letter}");
    assert!(
        !letter.contains("We ") && !letter.contains(" we "),
        "{letter}"
    );
}

#[test]
fn a_survey_that_covers_the_due_date_is_asked_for_once() {
    let observations = json!([at("2028", 60), unread("2029-11/2030-01"), unread("2030-12")]);
    let site = site_with(&[observations], json!([target("2029")]));
    let (_, letter) = missing(site).expect("missing");
    let asked = "1. What are the figures for Nov 2029–Jan 2030 and Dec 2030?";
    assert!(letter.contains(asked), "{letter}");
    assert!(letter.contains("I could not find its result."), "{letter}");
    // That it could not be read is said, whatever was found later.
    let site = site_with(
        &[json!([unread("2029"), at("2030", 60)])],
        json!([target("2029")]),
    );
    let (_, letter) = missing(site).expect("missing");
    assert!(letter.contains("\nNicht lesbar:\n"), "{letter}");
}

#[test]
fn the_count_is_of_targets_in_the_words_of_the_home_page() {
    let none = || json!([]);
    let targets = |due: &str| json!([target(due)]);
    let late = || json!([at("2030", 60)]);
    for (series, due, said) in [
        (
            vec![none()],
            "2029",
            "For the one target, we found no figure.",
        ),
        (
            vec![none(), none()],
            "2029",
            "For both targets, we found no figure.",
        ),
        (
            vec![none(), none(), none()],
            "2029",
            "For all 3 targets, we found no figure.",
        ),
        (
            vec![none(), json!([at("2029", 60)])],
            "2029",
            "For 1 of 2 targets, we found no figure.",
        ),
        (
            vec![none(), late(), late()],
            "2029",
            "For 1 of 3 targets, we found no figure. For 2 more, we found only figures from before or after the due date.",
        ),
        (
            vec![json!([at("2029", 60), unread("2030")])],
            "2029",
            "For the one target, the latest figures are missing.",
        ),
        (
            vec![json!([at("2027", 20)]), json!([at("2025", 20)])],
            "2029",
            "For 1 of 2 targets, we found only figures from before the target was set. For 1 more, we found only figures from before or after the due date.",
        ),
        (
            vec![json!([unread("2029")]), none()],
            "2035",
            "For 1 of 2 targets, we found no figure. 1 other target has no figure but is not due yet.",
        ),
    ] {
        assert_eq!(count(site_with(&series, targets(due))), said);
    }
    // The home page says of as many that there is no figure.
    let withheld = json!([withheld("2029")]);
    let site = site_with(&[none(), none(), withheld], targets("2029"));
    assert_eq!(
        count(site),
        "For 2 of 3 targets, we found no figure. For 1 other target, figures are withheld."
    );
    let lone = json!([at("2029", 60), unread("2030")]);
    let site = site_with(&[lone], json!([]));
    assert_eq!(
        count(site),
        "For 1 measure without a target, the latest figures are missing."
    );
    let (said, letter) = missing(site).expect("2030 is missing");
    assert_eq!(said, "Reihe 0. We found no figure for 2030.");
    assert!(letter.contains("I am writing about this figure, published in:"));
}

#[test]
fn the_periods_of_several_series_are_in_order_of_time() {
    let late = json!([at("2028", 60), unread("2030-12")]);
    let early = json!([at("2028", 60), unread("2030-02")]);
    let site = site_with(&[late, early], json!([target("2029"), target("2028")]));
    let (_, letter) = missing(site).expect("missing");
    let asked = "1. What are the figures for 2029, Feb 2030 and Dec 2030?";
    assert!(letter.contains(asked), "{letter}");
    assert!(
        letter.contains("I could not find all of their figures."),
        "{letter}"
    );
}

#[test]
fn what_is_left_out_of_long_lists_is_said() {
    let many = (1..=30).map(|day| {
        json!({ "period": format!("2030-11-{day:02}"), "missing": format!("Grund {day}."), "source": "zettel" })
    });
    let site = site_with(&[many.collect()], json!([target("2029")]));
    let (_, letter) = missing(site).expect("missing");
    // The due date and 23 days are named, and 23 reasons beside where the target is set.
    assert!(letter.contains("23 Nov 2030 and 7 more?"), "{letter}");
    assert!(letter.contains("\nand 7 more\n"), "{letter}");
    page(site, Route::Gaps).must_say("and 7 more");
}
