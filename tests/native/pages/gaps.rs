//! What is not known, and the letters that ask for it.

use civic_scorecard::site::{Route, Site};

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
    // No figure at all; none with a date or since the target was set; figures from other times
    // than when the target was due; later ones that are known to exist.
    for missing in ["fernwaerme", "ungemessen", "zufriedenheit"] {
        assert!(entry(&page, missing).is_some(), "{missing}");
    }
    // Not due yet, with a gap that a later figure follows; without a target, twice; given up.
    for whole in ["stellen", "schwimmbaeder", "gebuehren", "ausfuhr"] {
        assert_eq!(entry(&page, whole), None, "{whole}");
    }
    // A figure that is withheld is known to exist, and nobody has to be asked whether it does.
    let ferries = entry(&page, "faehren").unwrap_or_default();
    assert!(!ferries.contains("erkennen"), "{ferries}");
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

    let mut known = norland_value();
    let kpis = known["kpis"].as_array_mut().expect("KPIs");
    kpis.retain(|kpi| kpi["id"] == "stellen");
    known["pages"][0]["sections"] = serde_json::json!([]);
    known["initiatives"] = serde_json::json!([]);
    known["pages"].as_array_mut().expect("pages").truncate(1);
    let known = site_of(&known.to_string(), "/");
    assert_eq!(page(known, Route::Sources).all(footer).len(), 0);
    page(known, Route::Gaps).must_say("No figures are missing.");
}
