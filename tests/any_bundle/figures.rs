//! Every figure, target and note of a KPI stands on its page as the bundle's JSON has it.

use civic_scorecard::bundle::{Figure, Id};
use civic_scorecard::site::Route;
use civic_scorecard::text;
use serde_json::Value;

use super::on_every_page;
use crate::sites;
use crate::support::{self, Page, list, number, page, plain, render, scaled, string, within};

/// The entry of a list that is called `id`.
fn entry<'a>(bundle: &'a Value, key: &str, id: &str) -> &'a Value {
    let found = list(bundle, key).iter().find(|entry| entry["id"] == id);
    found.unwrap_or_else(|| panic!("no {id} in {key}"))
}

fn source_title(bundle: &Value, of: &Value) -> String {
    let source = &of["source"];
    let id = source.as_str().unwrap_or_else(|| string(source, "id"));
    let source = entry(bundle, "sources", id);
    plain_text(string(source, "title"))
}

/// How many periods a row of a table is of: "No figure (4 periods)" is of four.
fn periods_of(row: &str) -> usize {
    let count = row.split_once(" periods)").map(|(before, _)| before);
    let count = count.and_then(|before| before.rsplit('(').next()?.parse().ok());
    count.unwrap_or(1)
}

fn plain_text(text: &str) -> String {
    support::squeezed(text)
}

#[test]
fn every_observation_of_a_kpi_has_a_row_with_its_figure_or_reason_its_source_and_its_note() {
    for (_, site, bundle) in sites() {
        for kpi in list(bundle, "kpis") {
            let page = Page::of(render(site, &format!("/kpis/{}/", string(kpi, "id")), &[]));
            let rows: Vec<Vec<String>> = page
                .all(".chart tbody tr")
                .into_iter()
                .map(|row| {
                    within(row, "th, td")
                        .into_iter()
                        .map(support::text)
                        .collect()
                })
                .collect();
            let all = list(kpi, "series");
            for series in all {
                let observations = list(series, "observations");
                let of_series = |row: &&Vec<String>| {
                    all.len() == 1 || row.iter().any(|cell| cell == string(series, "label"))
                };
                let rows: Vec<String> = rows
                    .iter()
                    .filter(of_series)
                    .map(|row| row.join(" "))
                    .collect();
                let periods: usize = rows.iter().map(|row| periods_of(row)).sum();
                assert_eq!(periods, observations.len(), "{}", string(series, "label"));
                for observation in observations {
                    let mut words = vec![source_title(bundle, observation)];
                    match &observation["value"] {
                        Value::Null => words.push(plain_text(string(observation, "missing"))),
                        value => {
                            let qualifier = observation["qualifier"].as_str().unwrap_or_default();
                            // So are all figures of which nothing else is said.
                            let qualifier = qualifier.trim_start_matches("exactly");
                            let figure = scaled(value, &kpi["unit"]).0;
                            words.push(format!("{qualifier} {figure}").trim().to_owned());
                        }
                    }
                    words.extend(observation["note"].as_str().map(plain));
                    let year = string(observation, "period");
                    // A row of several periods names the first and the last.
                    let is_gathered = observation["value"].is_null();
                    if year != "not stated" && !is_gathered {
                        let year = year.trim_start_matches("end-").get(..4).unwrap_or_default();
                        words.push(year.to_owned());
                    }
                    assert!(
                        rows.iter().any(|row| words.iter().all(|w| row.contains(w))),
                        "{}: no row has all of {words:?}: {rows:#?}",
                        string(kpi, "id")
                    );
                }
            }
        }
    }
}

#[test]
fn a_figure_is_never_shown_where_none_is_published() {
    for (_, site, _) in sites() {
        for kpi in &site.bundle.kpis {
            let page = page(site, Route::Kpi(kpi));
            let missing = kpi
                .series
                .iter()
                .flat_map(|series| &series.observations)
                .filter(|o| matches!(o.figure, Figure::NotPublished { .. }));
            let said = page
                .all("tbody td.numeric")
                .into_iter()
                .map(|cell| support::text(cell))
                .filter(|said| {
                    let none = [text::words::NO_FIGURE, text::words::WITHHELD];
                    none.iter().any(|words| said.starts_with(words))
                });
            let said: usize = said.map(|said| periods_of(&said)).sum();
            assert_eq!(said, missing.count());
        }
    }
}

#[test]
fn every_target_of_a_kpi_stands_in_its_table_with_source_and_note() {
    for (_, site, bundle) in sites() {
        for kpi in list(bundle, "kpis") {
            let page = Page::of(render(site, &format!("/kpis/{}/", string(kpi, "id")), &[]));
            let rows: Vec<String> = page
                .all("tr")
                .into_iter()
                .map(|row| support::text(row))
                .collect();
            for target in list(kpi, "targets") {
                let mut words = vec![source_title(bundle, target)];
                for end in target["goal"].as_object().expect("a goal").values() {
                    // What a goal is of its baseline is a plain number.
                    let is_relative = target.get("baseline").is_some();
                    let unit = if is_relative {
                        &Value::Null
                    } else {
                        &kpi["unit"]
                    };
                    words.push(scaled(end, unit).0);
                }
                words.extend(target["note"].as_str().map(plain));
                if target["goal"].get("atLeast").is_some() {
                    words.push("or more".to_owned());
                }
                if target["goal"].get("atMost").is_some() {
                    words.push("up to".to_owned());
                }
                if target.get("superseded").is_some() {
                    words.push("Superseded".to_owned());
                }
                assert!(
                    rows.iter().any(|row| words.iter().all(|w| row.contains(w))),
                    "{}: no row has all of {words:?}",
                    string(kpi, "id")
                );
            }
        }
    }
}

#[test]
fn every_note_break_and_similar_figure_of_a_kpi_stands_on_its_page() {
    for (_, site, bundle) in sites() {
        for kpi in list(bundle, "kpis") {
            let page = Page::of(render(site, &format!("/kpis/{}/", string(kpi, "id")), &[]));
            page.must_say(&plain(string(kpi, "measures")));
            let often = match kpi["cadence"].as_str() {
                None => "",
                Some("monthly") => "Measured every month.",
                Some("quarterly") => "Measured every quarter.",
                Some("half-yearly") => "Measured every half year.",
                Some("yearly") => "Measured every year.",
                Some("two-yearly") => "Measured every two years.",
                Some(other) => panic!("{other}"),
            };
            page.must_say(often);
            for note in list(kpi, "notes") {
                page.must_say(&plain(note.as_str().expect("a note")));
            }
            for broken in list(kpi, "breaks") {
                page.must_say(&plain(string(broken, "reason")));
            }
            for related in list(kpi, "related") {
                page.must_say(&number(&related["value"]));
                page.must_say(&plain(string(related, "statement")));
                page.must_say(&plain(string(related, "why")));
                page.must_say(&source_title(bundle, related));
            }
            for audience in list(kpi, "audiences") {
                let id = audience.as_str().expect("an id");
                page.must_say(string(entry(bundle, "audiences", id), "label"));
            }
        }
    }
}

#[test]
fn a_series_with_a_published_figure_is_not_said_to_have_none() {
    for (name, site, _) in sites() {
        for kpi in &site.bundle.kpis {
            let page = page(site, Route::Kpi(kpi));
            let results = page.all(".results > li");
            assert_eq!(results.len(), kpi.series.len());
            for (series, result) in kpi.series.iter().zip(results) {
                let is_published = series
                    .observations
                    .iter()
                    .any(|observation| matches!(observation.figure, Figure::Published { .. }));
                let said = support::text(result);
                assert_eq!(
                    said.to_lowercase().contains("no figure found"),
                    !is_published,
                    "{name}, {}, {}: {said}",
                    kpi.id.as_str(),
                    series.id.as_str()
                );
            }
        }
    }
}

#[test]
fn the_page_of_a_kpi_says_how_each_status_is_worked_out_and_no_other_page_does() {
    on_every_page(|site, route, page| {
        let Route::Kpi(kpi) = route else {
            assert!(page.all("#worked-out").is_empty());
            return;
        };
        let section = page.one("section[aria-labelledby=worked-out]");
        assert_eq!(
            support::text(within(section, "h2")[0]),
            text::words::WORKED_OUT
        );
        let found = within(section, "ul");
        assert_eq!(found.len(), kpi.series.len());
        for (series, steps) in kpi.series.iter().zip(found) {
            let statuses = civic_scorecard::progress::statuses(kpi, series, site.bundle.published);
            let wanted = text::arithmetic(&statuses, site.bundle.published);
            let steps = within(steps, "li");
            let said: Vec<String> = steps.into_iter().map(support::text).collect();
            let wanted: Vec<String> = wanted
                .iter()
                .map(|words| support::squeezed(words))
                .collect();
            assert_eq!(said, wanted);
        }
    });
}

#[test]
fn the_page_of_all_targets_has_every_kpi_even_one_that_nobody_measures() {
    for (name, site, _) in sites() {
        let page = page(site, Route::Kpis);
        for kpi in &site.bundle.kpis {
            let href = site.href(Route::Kpi(kpi));
            assert!(
                !page.all(&format!("main a[href='{href}']")).is_empty(),
                "{name}: {} is missing",
                kpi.id.as_str()
            );
        }
    }
}
