//! Insights, audiences and statuses of Norland, as a reader would work them out.

use civic_scorecard::bundle::{Bundle, Id};
use civic_scorecard::progress::{Outcome, Position, Verdict, status};
use civic_scorecard::site::Route;
use serde_json::Value;

use crate::support::{self, NORLAND, list, norland_value, page, plain, site_of, string};

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
fn the_status_of_each_series_is_what_a_reader_would_work_out() {
    let bundle = Bundle::parse(NORLAND).expect("a valid bundle");
    let verdict = |kpi: &str, series: &str| {
        let kpi = bundle.kpi(kpi).expect(kpi);
        let found = kpi.series.iter().find(|s| s.id.as_str() == series);
        let status = status(kpi, found.expect(series), bundle.published);
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
            Verdict::NoneSince => ("none since", 0.0, None),
            Verdict::NoTarget => ("no target", 0.0, None),
            Verdict::Withdrawn => ("withdrawn", 0.0, None),
        }
    };
    // -45.25 against at least 0; the floor of -100 is superseded.
    assert_eq!(
        verdict("haushaltssaldo", "staat"),
        ("below", 45.25, Some(Outcome::NotYet))
    );
    // Over 18.5 days on the last of June against at most 14, due in December.
    assert_eq!(
        verdict("bearbeitungsdauer", "staat"),
        ("above", 4.5, Some(Outcome::NotMetBefore))
    );
    // 7 days in July against 5 to 10, the target of this series alone, due in March.
    assert_eq!(
        verdict("bearbeitungsdauer", "gemeinden"),
        ("within", 0.0, Some(Outcome::MetBefore))
    );
    assert_eq!(
        verdict("bearbeitungsdauer", "konsulate"),
        ("above", 19.0, Some(Outcome::NotMetBefore))
    );
    // 100% against 80 to 90.5%, where more is better.
    assert_eq!(
        verdict("online", "alle"),
        ("above", 9.5, Some(Outcome::Met))
    );
    assert_eq!(
        verdict("gemeinden-am-netz", "gemeinden"),
        ("below", 25.0, Some(Outcome::NotYet))
    );
    // Of 2029, the year after it was due, and not of 2030.
    assert_eq!(
        verdict("telefon", "haefen"),
        ("below", 2.0, Some(Outcome::MetLate))
    );
    assert_eq!(verdict("register", "lesend"), ("none since", 0.0, None));
    assert_eq!(verdict("fernwaerme", "haeuser"), ("no figure", 0.0, None));
}
