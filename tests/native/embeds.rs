//! What an address chooses of an embed, and where its fragments lead.

use civic_scorecard::exhibit::{self, Edition, FrameHeights};
use civic_scorecard::site::{Exhibit, Kind, Subject};
use serde_json::Value;

use crate::support::embed::{live, shown};
use crate::support::{NORLAND, Page, norland_value, site_of, text};

#[test]
fn norland_has_an_exhibit_of_each_kind() {
    let all = Exhibit::all(site_of(NORLAND, "/"));
    for kind in Kind::ALL {
        let is_there = all.iter().any(|exhibit| exhibit.kind() == *kind);
        assert!(
            is_there,
            "Exhibit::all gives none of the kind {}",
            kind.name()
        );
    }
}

#[test]
fn an_address_chooses_what_a_chart_shows_and_its_first_face() {
    let site = site_of(NORLAND, "/");
    let kpi = site.bundle.kpi("zufriedenheit").expect("the KPI");
    let all = live(site, Exhibit::Chart(Subject::Kpi(kpi)));
    let cells = |page: &Page| -> Vec<String> {
        let cells = page.all(".table-panel tbody th, .table-panel tbody td");
        cells.into_iter().map(text).collect()
    };
    let says = |page: &Page, words: &str| cells(page).iter().any(|cell| cell == words);
    assert!(says(&all, "Betriebe") && says(&all, "May–Jun 2021"));
    let query = [("hide", "betriebe"), ("from", "2027"), ("show", "table")];
    let part = shown(
        site,
        Exhibit::Chart(Subject::Kpi(kpi)),
        &query,
        Edition::Live,
    );
    // What is hidden stays in the table.
    assert!(says(&part, "Betriebe") && !says(&part, "May–Jun 2021"));
    let finding = text(part.one(".finding"));
    assert!(!finding.contains("Betriebe"), "{finding}");
    assert_eq!(part.all(".switches").len(), 0);
    assert_eq!(part.one("input[checked]").attr("value"), Some("table"));
    // What no face is called leaves the drawing.
    let other = shown(
        site,
        Exhibit::Chart(Subject::Kpi(kpi)),
        &[("show", "x\"><script>")],
        Edition::Live,
    );
    assert_eq!(other.one("input[checked]").attr("value"), Some(""));
}

#[test]
fn a_fragment_in_content_leads_to_the_page_that_has_it() {
    let mut value = norland_value();
    value["insights"][0]["note"] = "Wie [hier](#stand) steht.".into();
    let site = site_of(&value.to_string(), "/a/");
    let insight = Exhibit::Insight(&site.bundle.insights[0]);
    live(site, insight).one("a[href='/a/#stand']:not([target])");
    let wheel = Exhibit::named(site, "wheel", "rad").expect("the wheel");
    live(site, wheel).one("a[href='/a/fahrplan/#schritte']:not([target])");
}

#[test]
fn titles_tell_embeds_of_a_kind_apart() {
    for (name, site, _) in crate::sites() {
        let mut titles: Vec<(&str, String)> = Exhibit::all(site)
            .into_iter()
            .map(|embed| (embed.kind().name(), exhibit::title(site, embed)))
            .collect();
        let count = titles.len();
        titles.sort();
        titles.dedup();
        assert_eq!(titles.len(), count, "{name}");
    }
}

#[test]
fn more_words_and_more_figures_need_a_higher_frame() {
    let heights = |change: &dyn Fn(&mut Value)| {
        let mut bundle = norland_value();
        let kpis = bundle["kpis"].as_array_mut().expect("KPIs");
        let kpi = kpis.iter_mut().find(|kpi| kpi["id"] == "fernwaerme");
        change(kpi.expect("one"));
        let site = site_of(&bundle.to_string(), "/");
        let embed = Exhibit::named(site, "kpi", "fernwaerme").expect("one");
        FrameHeights::of(site, embed)
    };
    let before = heights(&|_| ());
    let wordy = heights(&|kpi| kpi["finding"] = "Häuser ".repeat(40).trim().into());
    assert!(wordy.narrow > before.narrow && wordy.wide > before.wide);
    let earlier = heights(&|kpi| {
        let targets = kpi["targets"].as_array_mut().expect("targets");
        let mut former = targets[0].clone();
        former["superseded"] = former["set"].clone();
        targets.insert(0, former);
    });
    assert!(earlier.narrow > before.narrow && earlier.wide > before.wide);
}
