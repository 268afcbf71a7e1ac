//! The finding of a KPI's chart: one sentence about its latest figures.

use crate::bundle::{Date, Kpi, Observation};
use crate::progress::{Tone, Verdict, previous, status};

use super::values::{capitalise, figure, the_period};
use super::{as_of, change};

/// The most series of which each is told about.
const EACH: usize = 3;

const NO_DATED: &str = "We found no dated figure.";

/// One sentence about the latest figures of a KPI.
pub fn latest_finding(kpi: &Kpi, published: Date) -> String {
    if kpi.series.len() > EACH {
        return of_many(kpi, published);
    }
    let mut parts = Vec::new();
    for series in &kpi.series {
        let status = &status(kpi, series, published);
        let Some(latest) = status.latest else {
            continue;
        };
        let subject = if kpi.series.len() > 1 {
            format!("{}: ", &*series.label)
        } else {
            String::new()
        };
        let figure = figure(&latest.observation.figure, &kpi.unit);
        let mut part = format!("{subject}{figure} {}", as_of(latest));
        if matches!(status.verdict, Verdict::Against(..)) && !status.is_of_earlier() {
            part.push_str(", ");
            part.push_str(&super::status(status, &kpi.unit));
        }
        let earlier = previous(series, latest).map(|previous| previous.observation);
        if let Some(words) = earlier.and_then(|from| change(kpi, from, latest.observation)) {
            part.push_str(", ");
            part.push_str(&words);
        }
        parts.push(part);
    }
    if parts.is_empty() {
        return NO_DATED.to_owned();
    }
    let mut sentence = parts.join("; ");
    sentence.push('.');
    capitalise(&mut sentence);
    sentence
}

/// The same of many series: how many have which verdict, and between which figures all of them
/// are: "Not reached yet for 10 of 12, reached for 2; from 27.7% (North) to 82.7% (South), the
/// latest from 2023."
fn of_many(kpi: &Kpi, published: Date) -> String {
    let mut tones = Vec::new();
    let mut found: Vec<(&str, &Observation, f64)> = Vec::new();
    for series in &kpi.series {
        let status = status(kpi, series, published);
        tones.push(status.verdict.tone());
        if let Some(latest) = status.latest {
            found.push((&series.label, latest.observation, latest.value.to_f64()));
        }
    }
    if found.is_empty() {
        return NO_DATED.to_owned();
    }
    let (mut lowest, mut highest, mut newest) = (0, 0, 0);
    for (place, (_, observation, value)) in found.iter().enumerate() {
        if *value < found[lowest].2 {
            lowest = place;
        }
        if *value > found[highest].2 {
            highest = place;
        }
        if observation.period.middle() > found[newest].1.period.middle() {
            newest = place;
        }
    }

    let mut sentence = String::new();
    for tone in Tone::ALL {
        let count = tones.iter().filter(|other| *other == tone).count();
        if count == 0 || kpi.targets.is_empty() {
            continue;
        }
        let is_first = sentence.is_empty();
        sentence.push_str(if is_first { "" } else { ", " });
        sentence.push_str(&super::tone(*tone).to_ascii_lowercase());
        sentence.push_str(" for ");
        sentence.push_str(&count.to_string());
        if is_first {
            sentence.push_str(" of ");
            sentence.push_str(&tones.len().to_string());
        }
    }
    sentence.push_str(if sentence.is_empty() {
        "from "
    } else {
        "; from "
    });
    let mut add = |place: usize, between: &str| {
        let (label, observation, _) = found[place];
        for words in [
            &figure(&observation.figure, &kpi.unit),
            " (",
            label,
            between,
        ] {
            sentence.push_str(words);
        }
    };
    add(lowest, ") to ");
    add(highest, "), the latest from ");
    sentence.push_str(&the_period(found[newest].1.period));
    sentence.push('.');
    capitalise(&mut sentence);
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A KPI with a group for each of these observations, in JSON, and targets.
    fn of(observations: &[&str], targets: &str) -> String {
        let series = observations.iter().zip('A'..).map(|(observation, label)| {
            let id = label.to_ascii_lowercase();
            format!(
                r#"{{"id": "{id}", "label": "{label}", "observations": [{{{observation}, "source": "x"}}]}}"#
            )
        });
        let series: Vec<String> = series.collect();
        let kpi = crate::bundle::kpi_from_json(&format!(
            r#"{{"id": "k", "title": "K", "measures": "K", "unit": "%", "better": "higher",
                "audiences": ["a"], "series": [{}], "targets": [{targets}]}}"#,
            series.join(", ")
        ));
        latest_finding(&kpi, Date::parse("2026").expect("a date"))
    }

    const TARGET: &str =
        r#"{"goal": {"atLeast": 60}, "set": "2018", "due": "2030", "source": "x"}"#;

    #[test]
    fn of_many_groups_it_says_how_many_and_from_where_to_where() {
        let observations = [
            r#""period": "2024", "value": 48"#,
            r#""period": "2024", "value": 72, "qualifier": "about""#,
            r#""period": "2024", "value": 61"#,
            r#""period": "2024", "value": 50"#,
        ];
        assert_eq!(
            of(&observations, TARGET),
            "Not reached yet for 2 of 4, reached for 2; from 48% (A) to about 72% (B), the latest from 2024."
        );
        assert_eq!(
            of(&observations, ""),
            "From 48% (A) to about 72% (B), the latest from 2024."
        );
        assert!(of(&observations[..3], "").starts_with("A: 48% in 2024; B: "));
    }

    #[test]
    fn of_many_groups_it_says_which_lack_a_figure_and_when_the_newest_is_of() {
        let observations = [
            r#""period": "2023", "value": 48"#,
            r#""period": "2025", "value": 30"#,
            r#""period": "2025", "missing": "None.""#,
            r#""period": "2024", "value": 40"#,
        ];
        assert_eq!(
            of(&observations, TARGET),
            "Not reached yet for 3 of 4, no result found for 1; from 30% (B) to 48% (A), the latest from 2025."
        );
        let none = [r#""period": "2025", "missing": "None.""#; 4];
        assert_eq!(of(&none, TARGET), NO_DATED);
    }
}
