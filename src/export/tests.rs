//! Exports of a chart say what the chart says.

use std::collections::BTreeMap;

use serde_json::Value;

use super::*;
use crate::bundle::{Bundle, Date, FigureStatus, Id};
use crate::dataset::{Dataset, Reading, Selection};
use crate::progress::Tone;
use crate::site::{Site, Subject};

const PAGE: &str = "https://example.org/kpis/x/?chart.since=2015#chart";

/// The bundle of a government that does not exist; it has every form that the model knows.
const NORLAND: &str = include_str!("../../tests/bundles/another-government.json");

/// The site of a bundle at the root of its host.
fn site_of(json: &str) -> Site {
    let bundle = Bundle::parse(json).unwrap_or_else(|error| panic!("{error}"));
    Site {
        bundle: Box::leak(Box::new(bundle)),
        base: "/",
    }
}

/// A choice of each kind, some of which are meaningless for some charts.
fn selections() -> Vec<Selection> {
    let chosen = |pairs: &[(&str, &str)]| {
        Selection::read(|name| {
            let pair = pairs.iter().find(|(known, _)| *known == name);
            pair.map(|(_, value)| (*value).to_owned())
                .unwrap_or_default()
        })
    };
    vec![
        Selection::default(),
        chosen(&[("since", "2024"), ("sort", "oldest")]),
        chosen(&[("since", "1066")]),
        chosen(&[("hide", "betriebe,einwohnende")]),
        chosen(&[("from", "2024"), ("to", "2028"), ("sort", "highest")]),
        chosen(&[
            ("for", "einwohnende"),
            ("status", "missed"),
            ("group", "status"),
        ]),
        chosen(&[
            ("hide", "../../etc/passwd"),
            ("for", "../\u{202e}/con"),
            ("status", "\n\""),
        ]),
    ]
}

/// Calls `look` with each chart of a site, for each choice.
fn each(site: Site, look: impl Fn(&Dataset, &Selection)) {
    let kpis = site.bundle.kpis.iter().map(Subject::Kpi);
    for subject in kpis.chain([Subject::Insights, Subject::Scorecard]) {
        for selection in selections() {
            look(&Dataset::of(site, subject, &selection), &selection);
        }
    }
}

fn csv_rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.expect("CSV")).collect()
}

#[test]
fn csv_and_json_hold_the_figures_of_the_dataset() {
    let site = site_of(NORLAND);
    each(site, |dataset, _| {
        let rows = csv_rows(&csv(dataset, site, PAGE));
        let object: Value =
            serde_json::from_str(&json(dataset, &dataset.finding(), site, PAGE)).expect("JSON");
        let figures = object["figures"].as_array().expect("figures");
        assert_eq!(rows.len(), dataset.data.len());
        assert_eq!(figures.len(), dataset.data.len());
        for ((row, figure), datum) in rows.iter().zip(figures).zip(&dataset.data) {
            let value = datum.value().map(|value| value.to_f64());
            let read = (!row["value"].is_empty()).then(|| row["value"].parse().expect("a number"));
            assert_eq!(read, value);
            assert_eq!(figure["value"].as_f64(), value);
            assert_eq!(row["period"], datum.period.to_string());
            for (name, day) in [
                ("period_start", datum.period.first_day()),
                ("period_end", datum.period.last_day()),
            ] {
                // A whole day, which no spreadsheet misreads, or nothing.
                let is_day = row[name].len() == "2019-05-28".len();
                assert_eq!(is_day, day.is_some(), "{name}");
                assert_eq!(Date::parse(&row[name]), day, "{name}");
            }
            assert_eq!(row["series"], dataset.series_label(datum));
            assert_eq!(row["qualifier"].is_empty(), value.is_none());
            let is_change = matches!(datum.reading, Reading::Change { .. });
            assert_eq!(!row["change_since"].is_empty(), is_change);
            assert_eq!(row["missing_reason"].is_empty(), value.is_some());
            assert_eq!(row["status_words"], datum.status().unwrap_or_default());
            let codes: Vec<_> = datum
                .statuses()
                .filter_map(|status| status.code())
                .collect();
            assert_eq!(row["status"], codes.join("; "));
            let of_figure = datum.figure_status().map(FigureStatus::name);
            assert_eq!(row["figure_status"], of_figure.unwrap_or_default());
            assert_eq!(row["source"].is_empty(), datum.source.is_none());
            assert_eq!(
                row["source_url"].starts_with("https://"),
                datum.source.is_some()
            );
            // The same in both, except for the guard before formulas, which JSON does not need.
            for name in COLUMNS {
                let own = figure.get(name).unwrap_or(&object[name]);
                let words = own.as_str().unwrap_or_default();
                if !own.is_number() {
                    assert_eq!(row[name].trim_start_matches('\''), words, "{name}");
                }
            }
            assert_eq!(row["subject"], dataset.subject.name());
            assert_eq!(row["revision"], *site.bundle.revision);
            assert_eq!(row["published"], site.bundle.published.to_string());
            assert_eq!(row["page"], PAGE);
        }
        assert_eq!(object["title"], dataset.subject.title());
        assert_eq!(object["finding"], dataset.finding());
    });
}

#[test]
fn csv_has_the_lines_that_the_standard_wants() {
    let site = site_of(NORLAND);
    each(site, |dataset, _| {
        let text = csv(dataset, site, PAGE);
        assert!(text.starts_with(&format!("{}\r\n", COLUMNS.join(","))));
        assert!(text.ends_with("\r\n"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    });
}

#[test]
fn units_say_whether_figures_or_changes_are_told() {
    let site = site_of(NORLAND);
    let kpi = &site.bundle.kpis[0];
    let unit = |since| {
        let selection = Selection {
            since,
            ..Selection::default()
        };
        let dataset = Dataset::of(site, Subject::Kpi(kpi), &selection);
        csv_rows(&csv(&dataset, site, PAGE))[0]["unit"].clone()
    };
    assert_eq!(unit(None), "%");
    assert_eq!(unit(Some(2024)), "percentage points");
}

#[test]
fn text_has_every_figure_and_where_it_was_read() {
    let site = site_of(NORLAND);
    each(site, |dataset, _| {
        let text = plain_text(dataset, &dataset.finding(), site, PAGE);
        assert!(text.starts_with(dataset.subject.title()));
        assert!(text.contains(&dataset.finding()));
        for datum in &dataset.data {
            assert!(text.contains(&dataset.point(datum)), "{text}");
        }
        for id in dataset.sources() {
            assert!(text.contains(&*site.bundle.source(id).title), "{text}");
        }
        assert!(text.contains(&*site.bundle.revision));
        assert!(text.ends_with(PAGE));
        assert!(!text.contains(".. "), "{text}");
    });
}

#[test]
fn sources_of_the_site_itself_have_whole_addresses() {
    let mut bundle = serde_json::from_str::<Value>(NORLAND).expect("JSON");
    for source in bundle["sources"].as_array_mut().expect("sources") {
        source["href"] = "/files/report.pdf".into();
    }
    let site = site_of(&bundle.to_string());
    let kpi = Subject::Kpi(&site.bundle.kpis[0]);
    let dataset = Dataset::of(site, kpi, &Selection::default());
    let row = &csv_rows(&csv(&dataset, site, PAGE))[0];
    assert_eq!(row["source_url"], "https://example.org/files/report.pdf");
}

#[test]
fn file_names_are_safe_and_say_what_they_hold() {
    let site = site_of(NORLAND);
    each(site, |dataset, selection| {
        let name = file_name(dataset, selection, site.bundle, "csv");
        let is_safe = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        assert!(name.chars().all(is_safe), "{name}");
        assert!(name.starts_with(dataset.subject.id()), "{name}");
        assert!(
            name.ends_with(&format!("_{}.csv", &*site.bundle.revision)),
            "{name}"
        );
        assert!(name.len() < 255, "{name}");
        assert!(!name.starts_with('.'), "{name}");
    });
}

#[test]
fn file_names_name_kpi_view_years_and_revision() {
    let site = site_of(NORLAND);
    let kpi = site.bundle.kpis.iter().find(|kpi| kpi.series.len() > 1);
    let kpi = kpi.expect("a KPI of several groups");
    let hidden = kpi.series[1].id.as_str();
    let selection = Selection {
        since: Some(2024),
        from: Some(2021),
        to: Some(2028),
        hidden: vec![hidden.to_owned()],
        ..Selection::default()
    };
    let dataset = Dataset::of(site, Subject::Kpi(kpi), &selection);
    let years = dataset.data.iter().filter_map(|datum| datum.period.year());
    let (first, last) = (
        years.clone().min().expect("a year"),
        years.max().expect("a year"),
    );
    // A file of figures has all series, a picture those that are shown.
    for (extension, without) in [
        ("json", String::new()),
        ("svg", format!("_without-{hidden}")),
    ] {
        let expected = format!(
            "{}_change-since-2024{without}_{first}-{last}_{}.{extension}",
            kpi.id.as_str(),
            &*site.bundle.revision
        );
        assert_eq!(
            file_name(&dataset, &selection, site.bundle, extension),
            expected
        );
    }
}

#[test]
fn a_name_stays_within_what_file_systems_hold() {
    let site = site_of(NORLAND);
    let selection = Selection {
        audience: "a".repeat(5_000),
        status: Some(Tone::Missed),
        ..Selection::default()
    };
    let dataset = Dataset::of(site, Subject::Scorecard, &selection);
    let name = file_name(&dataset, &selection, site.bundle, "svg");
    assert!(name.len() < 255 && name.ends_with(".svg"), "{name}");
}
