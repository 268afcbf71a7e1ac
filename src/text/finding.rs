//! The finding of a KPI's chart: one sentence about its latest figures.

use crate::bundle::{Date, Kpi};
use crate::progress::{Latest, Tone, Verdict, previous, status};

use super::values::{capitalise, figure};
use super::{as_of, change};

/// The most series of which each is told about.
const EACH: usize = 3;

const NO_DATED: &str = "No dated figure is published in the sources read for this site.";

/// One sentence about the latest figures of a KPI.
pub fn latest(kpi: &Kpi, published: Date) -> String {
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
/// are: "Target met for 2 of 12, not met yet for 10; from 27.7% (North) to 82.7% (South), as of
/// 2023."
fn of_many(kpi: &Kpi, published: Date) -> String {
    let mut tones = Vec::new();
    let mut found: Vec<(&str, Latest<'_>)> = Vec::new();
    for series in &kpi.series {
        let status = status(kpi, series, published);
        tones.push(status.verdict.tone());
        found.extend(status.latest.map(|latest| (&*series.label, latest)));
    }
    let Some(&first) = found.first() else {
        return NO_DATED.to_owned();
    };
    let (mut lowest, mut highest, mut newest) = (first, first, first.1);
    let mut is_one_period = true;
    for &(label, latest) in &found {
        if latest.value < lowest.1.value {
            lowest = (label, latest);
        }
        if latest.value > highest.1.value {
            highest = (label, latest);
        }
        let (at, newest_at) = (latest.observation.period, newest.observation.period);
        is_one_period &= at == first.1.observation.period;
        if at.middle() > newest_at.middle() {
            newest = latest;
        }
    }

    let mut sentence = String::new();
    let in_order = [
        Tone::Met,
        Tone::Missed,
        Tone::Open,
        Tone::Undecided,
        Tone::Withdrawn,
    ];
    for tone in in_order {
        let count = tones.iter().filter(|other| **other == tone).count();
        if count == 0 || kpi.targets.is_empty() {
            continue;
        }
        let words = super::tone(tone).to_ascii_lowercase();
        if sentence.is_empty() {
            sentence = format!("{words} for {count} of {}", tones.len());
        } else {
            sentence.push_str(&format!(", {words} for {count}"));
        }
    }
    if !sentence.is_empty() {
        sentence.push_str("; ");
    }
    let named = |(label, latest): (&str, Latest<'_>)| {
        let figure = figure(&latest.observation.figure, &kpi.unit);
        format!("{figure} ({label})")
    };
    sentence.push_str(&format!("from {} to {}, ", named(lowest), named(highest)));
    if !is_one_period {
        sentence.push_str("latest ");
    }
    sentence.push_str(&as_of(newest));
    if found.len() < tones.len() {
        let without = tones.len() - found.len();
        sentence.push_str(&format!(", no figure for {without}"));
    }
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
        latest(&kpi, Date::parse("2026").expect("a date"))
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
            "Target met for 2 of 4, not met yet for 2; from 48% (A) to about 72% (B), as of 2024."
        );
        assert_eq!(
            of(&observations, ""),
            "From 48% (A) to about 72% (B), as of 2024."
        );
        assert!(of(&observations[..3], "").starts_with("A: 48% as of 2024; B: "));
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
            "Not met yet for 3 of 4, not decided for 1; from 30% (B) to 48% (A), latest as of 2025, no figure for 1."
        );
        let none = [r#""period": "2025", "missing": "None.""#; 4];
        assert_eq!(of(&none, TARGET), NO_DATED);
    }
}
