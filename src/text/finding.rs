//! The finding of a KPI's chart: one sentence about its latest figures.

use crate::bundle::{
    Date, FigureStatus, Kpi, Observation, Period, Qualifier, Series, Target, Unit,
};
use crate::progress::{
    Comparability, Latest, Outcome, Status, Tone, Verdict, change, previous, status, statuses,
};

use super::charts::changed;
use super::values::{capitalise, figure, goal_noun, in_period, quantity, range, the_period};
use super::verdict::place;

/// The most series of which each is told about.
pub(super) const EACH: usize = 3;

const NO_DATED: &str = "We found no dated figure.";

/// One sentence about the latest figures of a KPI: "86% in 2019, up 8 points on 2018 and 6 points
/// above the target range." Of up to three series, each against its target, or else how it
/// changed: "Citizens at 86% in 2019, 6 points above the target range; Businesses at 77%, within
/// it." A period and a target are named once.
pub fn latest_finding(kpi: &Kpi, published: Date) -> String {
    if kpi.series.len() > EACH {
        return of_many(kpi, published);
    }
    let mut parts = Vec::new();
    let mut without = Vec::new();
    let mut said = Said::default();
    for series in &kpi.series {
        let of_targets = statuses(kpi, series, published);
        match of_targets[0].latest {
            Some(latest) => parts.push(part(&of_targets, latest, &mut said)),
            None => without.push(&*series.label),
        }
    }
    if parts.is_empty() {
        return NO_DATED.to_owned();
    }
    if !without.is_empty() {
        parts.push(format!("no dated figure for {}", without.join(" or ")));
    }
    let mut sentence = parts.join("; ");
    sentence.push('.');
    capitalise(&mut sentence);
    sentence
}

/// What a sentence has named.
#[derive(Default)]
struct Said<'a> {
    period: Option<Period>,
    target: Option<&'a Target>,
}

/// What is said of one series.
fn part<'a>(of_targets: &[Status<'a>], latest: Latest<'_>, said: &mut Said<'a>) -> String {
    let status = &of_targets[0];
    let Status { kpi, series, .. } = *status;
    let is_one = kpi.series.len() == 1;
    let mut words = String::new();
    if !is_one {
        words.push_str(&series.label);
        words.push_str(" at ");
    }
    words.push_str(&figure(&latest.observation.figure, &kpi.unit));
    words.push_str(first_result(latest.observation.status));
    let period = latest.observation.period;
    if said.period.replace(period) != Some(period) {
        words.push_str(&in_period(period));
    }
    let against = against(of_targets, said);
    // Several series are each held against their target, or changed: both would be too much.
    let moved = match is_one || against.is_none() {
        true => moved(kpi, series, latest),
        false => None,
    };
    let mut between = ", ";
    if let Some((moved, is_change)) = moved {
        words.push_str(", ");
        words.push_str(&moved);
        if is_change {
            between = " and ";
        }
    }
    if let Some(against) = against {
        words.push_str(between);
        words.push_str(&against);
    }
    words
}

/// Where the latest figure is against the leading target: "6 points above the target range". Of
/// several targets it says which: "6 points above the target range of 75–80%". `None` where the
/// verdict is not of the latest figure.
fn against<'a>(of_targets: &[Status<'a>], said: &mut Said<'a>) -> Option<String> {
    let status = &of_targets[0];
    let Verdict::Against(position, outcome) = status.verdict else {
        return None;
    };
    if status.is_of_earlier() {
        return None;
    }
    let (target, decisive) = status.target.zip(status.decisive)?;
    let unit = &status.kpi.unit;
    let is_said = said
        .target
        .replace(target)
        .is_some_and(|other| std::ptr::eq(other, target));
    let the = if is_said {
        "it".to_owned()
    } else {
        let mut the = ["the ", goal_noun(target.goal)].concat();
        let pursued = of_targets
            .iter()
            .filter(|of| of.verdict != Verdict::Withdrawn);
        if pursued.count() > 1 {
            the.push_str(" of ");
            the.push_str(&end(target, unit));
        }
        the
    };
    let found = Some((decisive.value, decisive.qualifier));
    let mut words = place(position, found, target.goal, unit, &the);
    // An interval does not show in the figure.
    if outcome == Outcome::Unclear && decisive.observation.interval.is_some() {
        words.push_str(", too close to call");
    }
    Some(words)
}

/// The number of a target, or its range.
fn end(target: &Target, unit: &Unit) -> String {
    match target.goal.bounds() {
        (low, high) if low == high => quantity(low, unit),
        (low, high) => range(low, high, unit),
    }
}

/// How the latest figure differs from the one before it: "up 8 points on 2018"; and whether that
/// is a change, which it is not where the two were measured differently.
fn moved(kpi: &Kpi, series: &Series, latest: Latest<'_>) -> Option<(String, bool)> {
    let before = previous(series, latest)?;
    let change = change(kpi, before.observation, latest.observation)?;
    let is_exact = [before.qualifier, latest.qualifier] == [Qualifier::Exactly; 2];
    match change.comparability {
        Comparability::Comparable => {
            let since = before.observation.period;
            Some((changed(change.by, is_exact, since, &kpi.unit), true))
        }
        Comparability::BrokenAt(at) => {
            let at = in_period(at);
            Some((format!("the first since the method changed{at}"), false))
        }
        _ => None,
    }
}

/// What follows a figure that was not measured, or that will be revised: " (provisional)".
pub(super) fn first_result(status: Option<FigureStatus>) -> &'static str {
    match status {
        Some(FigureStatus::Provisional) => " (provisional)",
        Some(FigureStatus::Estimated) => " (estimated)",
        _ => "",
    }
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
        assert_eq!(
            of(&observations[..3], ""),
            "A at 48% in 2024; B at about 72%; C at 61%."
        );
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

    const SOON: &str =
        r#"{"goal": {"from": 50, "to": 55}, "set": "2018", "due": "2027", "source": "x"}"#;

    /// What is said of one group with these observations.
    fn of_one(observations: &str, more: &str) -> String {
        let kpi = crate::bundle::kpi_from_json(&format!(
            r#"{{"id": "k", "title": "K", "measures": "K", "unit": "%", "better": "higher",
                "audiences": ["a"], "series": [{{"id": "s", "label": "S", "observations":
                    [{observations}]}}] {more}}}"#
        ));
        latest_finding(&kpi, Date::parse("2026").expect("a date"))
    }

    #[test]
    fn of_several_groups_a_period_and_a_target_are_named_once() {
        let observations = [
            r#""period": "2024", "value": 66"#,
            r#""period": "2024", "value": 50"#,
            r#""period": "2023", "value": 60, "qualifier": "about""#,
        ];
        assert_eq!(
            of(&observations, TARGET),
            "A at 66% in 2024, 6 points above the minimum; B at 50%, 10 points below it; C at about 60% in 2023, about equal to it."
        );
        let missing = [observations[0], r#""period": "2024", "missing": "None.""#];
        assert_eq!(
            of(&missing, TARGET),
            "A at 66% in 2024, 6 points above the minimum; no dated figure for B."
        );
    }

    #[test]
    fn one_group_is_told_with_its_change_and_its_target() {
        let targets = |all: &str| format!(r#", "targets": [{all}]"#);
        let year = |year: u16, value: i64, more: &str| {
            format!(r#"{{"period": "{year}", "value": {value}, "source": "x" {more}}}"#)
        };
        let before = year(2023, 60, "");
        let after = |more: &str| [&*before, ", ", &year(2024, 58, more)].concat();
        let forecast = [
            &*after(""),
            ", ",
            &year(2025, 99, r#", "status": "forecast""#),
        ]
        .concat();
        let broken = r#", "breaks": [{"at": "2024", "reason": "R."}]"#;
        let interval = r#", "interval": {"low": 55, "high": 61, "level": 95}"#;
        for (observations, more, words) in [
            (&*after(""), "", "58% in 2024, down 2 points on 2023."),
            (
                &after(r#", "qualifier": "over""#),
                &targets(TARGET),
                "Over 58% in 2024, down about 2 points on 2023 and less than 2 points below the minimum.",
            ),
            // What is only expected is no latest figure.
            (
                &forecast,
                &targets(TARGET),
                "58% in 2024, down 2 points on 2023 and 2 points below the minimum.",
            ),
            (
                &after(r#", "status": "provisional""#),
                "",
                "58% (provisional) in 2024, down 2 points on 2023.",
            ),
            (
                &after(interval),
                &targets(TARGET),
                "58% in 2024, down 2 points on 2023 and 2 points below the minimum, too close to call.",
            ),
            (
                &after(""),
                &[&*targets(TARGET), broken].concat(),
                "58% in 2024, the first since the method changed in 2024, 2 points below the minimum.",
            ),
            // Of two targets, it says which.
            (
                &after(""),
                &targets(&[TARGET, ", ", SOON].concat()),
                "58% in 2024, down 2 points on 2023 and 2 points below the minimum of 60%.",
            ),
            // The verdict is of an earlier figure, from when the target was due.
            (
                &after(""),
                &targets(&TARGET.replace("2030", "2023")),
                "58% in 2024, down 2 points on 2023.",
            ),
        ] {
            assert_eq!(of_one(observations, more), words);
        }
    }
}
