//! Every word that the site itself says, except the few that index.html shows before and
//! instead of the app.
//!
//! What a bundle says comes from the bundle. What is here is plain text, made from values and
//! ready to show: nothing parses it again. The sentences are English, and their grammar is
//! code: a site in another language needs other functions here, and `index.html` translated.

mod arithmetic;
mod charts;
mod differences;
mod embeds;
mod figures;
mod finding;
mod gaps;
mod guide;
mod notices;
pub mod onward;
pub mod results;
pub mod share;
pub mod titles;
mod values;
pub mod wayfinding;
pub mod words;

pub use arithmetic::{arithmetic, change, comparability, relative};
pub use charts::{
    change_since, changed, format, not_comparable, of_whole, panel, position, saved, signed,
    target_set,
};
pub use differences::difference;
pub use embeds::{
    as_published, embed_name, go_to, latest_figures, listed_source_count, of_group, pinned,
    source_count,
};
pub use figures::{drawn_of, gap, legend, mark_legend, marked, observed, reason, symbols};
pub use finding::latest_finding;
pub use gaps::{gap_of, holder, missing_figures};
pub use guide::guide;
pub use notices::{NOT_SHOWN, as_built, failure, older, tried, unchecked, updated};
pub use values::{
    Quantity, add_sentence, baseline, capitalise, date, distance, figure, goal, period, qualified,
    qualifier, qualifier_word, quantity, spoken, target_by, target_line, unit_title,
    unscaled_title, withdrawn, withdrawn_at,
};
use values::{distance_how, goal_noun, in_period, the_period};

use crate::bundle::{
    Better, Bundle, Cadence, Date, Decimal, Goal, Kpi, Period, Qualifier, SafeUrl, Unit,
};
use crate::progress::{Latest, Outcome, Position, Standing, Status, Tally, Tone, Verdict, pace};

/// The title of a page in the browser's tab.
pub fn document_title(page: &str, site: &str) -> String {
    if page == site {
        site.to_owned()
    } else {
        format!("{page} – {site}")
    }
}

/// When people were asked.
pub fn asked(value: Period) -> String {
    match value {
        Period::NotStated => words::SURVEY_NOT_STATED.to_owned(),
        stated => period(stated),
    }
}

/// The link from a wheel to a part's entry: "What: 4 Easy to use".
pub fn wheel_part(ring: &str, number: usize, title: &str) -> String {
    format!("{ring}: {number} {title}")
}

/// The status of a series in words: "6 points above the target range", "no figure found".
pub fn status(status: &Status<'_>, unit: &Unit) -> String {
    match (status.verdict, status.target) {
        (Verdict::NoFigure, _) | (Verdict::Against(..), None) => words::NO_FIGURE_FOUND.to_owned(),
        (Verdict::NoDatedFigure, _) => words::NO_DATED_FIGURE.to_owned(),
        (Verdict::NoneSince, _) => words::NO_FIGURE_SINCE.to_owned(),
        (Verdict::NoTarget, _) => "no target set".to_owned(),
        (Verdict::Withdrawn, target) => withdrawn(target),
        (Verdict::Against(position, outcome), Some(target)) => {
            let how = status.decisive.map(|figure| figure.qualifier);
            let how = |is_above| how.map_or("", |how| distance_how(how, is_above));
            let noun = goal_noun(target.goal);
            match (position, target.goal, outcome) {
                (Position::Above(by), ..) => {
                    format!("{}{} above the {noun}", how(true), distance(by, unit))
                }
                (Position::Below(by), ..) => {
                    format!("{}{} below the {noun}", how(false), distance(by, unit))
                }
                (Position::Within, goal, _) => {
                    let figure = status.decisive.map(|of| (of.value, of.qualifier));
                    within(figure, goal)
                }
            }
        }
    }
}

/// The status of a series, capitalised: "6 points above the target range".
pub fn status_sentence(status: &Status<'_>, unit: &Unit) -> String {
    let mut words = self::status(status, unit);
    if let Some(earlier) = status.decisive.filter(|_| status.is_of_earlier()) {
        let found = figure(&earlier.observation.figure, unit);
        words = format!("{found} {}, {words}", as_of(earlier));
    }
    capitalise(&mut words);
    words
}

/// Where a figure is that is on a goal's number or in its range: "equal to the target". At an
/// edge the words depend on how exact the figure is.
fn within(figure: Option<(Decimal, Qualifier)>, goal: Goal) -> String {
    let (low, high) = goal.bounds();
    let how = match figure {
        Some((value, Qualifier::Over)) if value == high => "just above",
        Some((value, Qualifier::Nearly)) if value == low => "just below",
        _ if low != high => "within",
        Some((_, Qualifier::About)) => "about equal to",
        _ => "equal to",
    };
    format!("{how} the {}", goal_noun(goal))
}

/// Whether the target was reached, and when that was measured: "Reached in 2023"; `None` where
/// that cannot be said.
pub fn outcome(status: &Status<'_>) -> Option<String> {
    let Verdict::Against(_, outcome) = status.verdict else {
        return None;
    };
    let (figure, due) = (status.decisive?, status.target?.due);
    let at = in_period(figure.observation.period);
    let is_within = figure.is_within(due);
    let then = || {
        let due = the_period(due);
        match is_within {
            true => ["the end of ", &due].concat(),
            false => due,
        }
    };
    Some(match outcome {
        Outcome::Met => format!("Reached{at}"),
        Outcome::MetBefore => format!("Reached{at}; no result found for {}", then()),
        Outcome::MetEarly => format!("Reached early,{at}"),
        Outcome::MetLate => format!("Reached, but measured{at}, after the deadline"),
        Outcome::NotMet if is_within => format!("Missed{at}"),
        Outcome::NotMet => format!("Missed; measured{at}, after the deadline"),
        Outcome::NotMetBefore => format!("Not reached{at}; no result found for {}", then()),
        Outcome::NotYet => {
            let pace = match pace(status).map(|pace| pace.standing) {
                None => "",
                Some(Standing::Ahead(_)) => ", ahead of the pace needed",
                Some(Standing::On) => ", at the pace needed",
                Some(Standing::Behind(_)) => ", behind the pace needed",
            };
            let measured = period(figure.observation.period);
            let due = match due {
                Period::NotStated => String::new(),
                due => ["; due ", &period(due)].concat(),
            };
            format!("Not reached yet ({measured}){pace}{due}")
        }
        Outcome::Unclear => format!("Too close to call{at}"),
    })
}

/// How many targets were reached, how many were missed, and what is known of the others.
pub fn tally(tally: Tally) -> String {
    let all = tally.all();
    let none = tally.undecided;
    let result = if tally.without_figure == none {
        "figure"
    } else {
        "result"
    };
    if none == all {
        return match all {
            0 => "No targets.".to_owned(),
            1 => format!("We found no {result} for the target."),
            _ => format!("We found no {result} for any of the {all} targets."),
        };
    }
    let was = |count: usize| if count == 1 { " was" } else { " were" };
    let mut parts: Vec<(usize, &str, &str)> = Vec::new();
    for (count, verb, what) in [
        (tally.met, was(tally.met), " reached"),
        (tally.missed, was(tally.missed), " missed"),
        (tally.open, "", " may still be reached"),
        (tally.close, was(tally.close), " too close to call"),
        (tally.withdrawn, was(tally.withdrawn), " withdrawn"),
    ] {
        if count == all {
            return match all {
                1 => format!("The target{verb}{what}."),
                _ => format!("All {all} targets{verb}{what}."),
            };
        }
        if count > 0 {
            parts.push((count, verb, what));
        }
    }
    // That none was reached is news once some could have been.
    if tally.met == 0 && tally.missed > 0 {
        parts.insert(0, (0, " was", " reached"));
    }
    let mut words = format!("Of {all} targets");
    let last = parts.len() - 1;
    for (place, (count, verb, what)) in parts.into_iter().enumerate() {
        words.push_str(match place {
            0 => ", ",
            _ if place == last => " and ",
            _ => ", ",
        });
        match count {
            0 => words.push_str("none"),
            _ => words.push_str(&count.to_string()),
        }
        words.push_str(verb);
        words.push_str(what);
    }
    words.push('.');
    if none > 0 {
        words.push_str(&format!(" For {none} we found no {result}."));
    }
    words
}

/// When a figure was measured, as words that follow it: "in Nov–Dec 2019", "at the end of 2023".
pub fn as_of(latest: Latest<'_>) -> String {
    in_period(latest.observation.period).trim_start().to_owned()
}

/// When a figure was measured, and what its source says of it besides its value: "in 2023,
/// provisional".
pub fn as_of_marked(latest: Latest<'_>) -> String {
    let mut words = as_of(latest);
    if let Some(status) = latest.observation.status {
        words.push_str(", ");
        words.push_str(status.name());
    }
    words
}

/// Says that later periods have no figure: "No figure found for 2021." The table says why.
pub fn missing_since(status: &Status<'_>) -> Option<String> {
    let first = status.missing_since.first()?;
    let last = status.missing_since.last()?;
    let count = status.missing_since.len();
    Some(match count {
        1 => format!("No figure found for {}.", the_period(first.period)),
        _ => format!(
            "No figure found for {count} later periods ({}).",
            onward::from_to(first.period, last.period)
        ),
    })
}

/// The word for a tone.
pub fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Missed => "Missed",
        Tone::Open => "Not reached yet",
        Tone::Met => "Reached",
        Tone::Undecided => "No result found",
        Tone::Withdrawn => "Withdrawn",
    }
}

/// Says where the way of measuring changed, if no line marks it.
pub fn measured_anew(at: Period) -> String {
    format!("Measured differently from {}:", the_period(at))
}

/// Which direction is better.
pub fn better(better: Better) -> &'static str {
    match better {
        Better::Higher => "Higher is better.",
        Better::Lower => "Lower is better.",
    }
}

/// How often a figure is published.
pub fn cadence(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Monthly => "Measured every month.",
        Cadence::Quarterly => "Measured every quarter.",
        Cadence::HalfYearly => "Measured every half year.",
        Cadence::Yearly => "Measured every year.",
        Cadence::TwoYearly => "Measured every two years.",
    }
}

/// The note below a chart whose value axis does not begin at zero.
pub fn axis_without_zero(axis: &str) -> String {
    format!("The {axis} axis does not start at zero.")
}

/// How many cards the filter leaves.
pub fn results(shown: usize, all: usize) -> String {
    if shown == all {
        format!("All {all} initiatives")
    } else {
        format!("{shown} of {all} initiatives")
    }
}

/// Said when the filter leaves none.
pub fn no_results(query: &str) -> String {
    if query.is_empty() {
        "No initiatives match. Change or clear the filters.".to_owned()
    } else {
        format!("No initiatives match “{query}”. Try a shorter word or clear the filters.")
    }
}

/// The footer's line about the state of the content.
pub fn revision(bundle: &Bundle) -> String {
    format!(
        "Data updated {} (revision {})",
        date(bundle.published),
        &*bundle.revision
    )
}

/// Said after the first few sources of a picture: how many more there are.
pub fn more_sources(count: usize) -> String {
    format!("; and {count} more, listed on the site")
}

/// When a source was published, on the page of sources.
pub fn published(value: Period) -> String {
    match value {
        Period::NotStated => "Undated".to_owned(),
        stated => format!("Published {}", period(stated)),
    }
}

/// Says above every page of an official site whose it is.
pub fn official(owner: &str) -> String {
    format!("An official website of {owner}")
}

/// When a source was read.
pub fn accessed(when: Date) -> String {
    format!("Read on {}.", date(when))
}

/// The name of a link's target when it leads out of the site: its host.
pub fn host(href: &SafeUrl) -> Option<&str> {
    let SafeUrl::External(url) = href else {
        return None;
    };
    let rest = url.strip_prefix("https://")?;
    // By bytes: searching for one of several characters is larger in wasm.
    let mut bytes = rest.bytes();
    let end = bytes.position(|byte| matches!(byte, b'/' | b'?' | b'#'));
    Some(&rest[..end.unwrap_or(rest.len())])
}

/// The header of a table's column of figures, or of their changes.
pub fn unit_header(unit: &Unit, are_changes: bool) -> String {
    let what = if are_changes { "Change" } else { "Figure" };
    if are_changes && unit.is_percent() {
        return format!("{what} (points)");
    }
    format!("{what} ({})", unscaled_title(unit))
}

/// When a target was superseded.
pub fn superseded(when: Period) -> String {
    format!("Superseded{}", in_period(when))
}

/// A value on an axis, with its unit only if that is short.
pub fn axis_value(value: Decimal, unit: &Unit) -> String {
    let sign = if unit.is_percent() { "%" } else { "" };
    format!("{value}{sign}")
}

/// A change on an axis: percentages differ by points, not by per cent.
pub fn axis_change(value: Decimal) -> String {
    let sign = if value > Decimal::whole(0) { "+" } else { "" };
    format!("{sign}{value}")
}

/// Says where the way of measuring changed.
pub fn break_before(at: Period) -> String {
    format!("Dashed line: method changed{}.", in_period(at))
}

/// The link from a KPI's chart to its page.
pub fn more_on(kpi: &Kpi) -> String {
    format!("See all figures and sources: {}", &*kpi.title)
}

/// The heading over targets that serve an audience.
pub fn serves(audience: &crate::bundle::Audience) -> String {
    format!("{}: {}", words::SERVES, &*audience.label)
}

#[cfg(test)]
mod verdict_tests;

#[cfg(test)]
mod tests {
    use super::*;

    /// The status of a figure with a goal, both in JSON.
    fn status_of(figure: &str, goal: &str) -> String {
        let kpi = crate::bundle::kpi_from_json(&format!(
            r#"{{"id": "k", "title": "K", "measures": "K", "unit": "%", "better": "higher",
                "audiences": ["a"],
                "series": [{{"id": "s", "label": "S", "observations": [
                    {{"period": "2020", {figure}, "source": "x"}}]}}],
                "targets": [{{"goal": {goal}, "set": "2018", "due": "2023", "source": "x"}}]}}"#
        ));
        let published = Date::parse("2026").expect("a date");
        let status = crate::progress::status(&kpi, &kpi.series[0], published);
        self::status(&status, &kpi.unit)
    }

    #[test]
    fn a_status_says_where_a_figure_lies_and_how_exact_it_is() {
        let band = r#"{"from": 75, "to": 80}"#;
        for (figure, goal, words) in [
            (r#""value": 86"#, band, "6 points above the target range"),
            (r#""value": 74"#, band, "1 point below the target range"),
            (r#""value": 80"#, band, "within the target range"),
            (
                r#""value": 80, "qualifier": "over""#,
                band,
                "just above the target range",
            ),
            (
                r#""value": 75, "qualifier": "nearly""#,
                band,
                "just below the target range",
            ),
            (
                r#""value": 75, "qualifier": "over""#,
                band,
                "within the target range",
            ),
            (
                r#""value": 70"#,
                r#"{"atLeast": 70}"#,
                "equal to the minimum",
            ),
            (
                r#""value": 70, "qualifier": "about""#,
                r#"{"atLeast": 70}"#,
                "about equal to the minimum",
            ),
            (
                r#""value": 7, "qualifier": "over""#,
                r#"{"atMost": 7}"#,
                "just above the maximum",
            ),
            (
                r#""value": 60, "qualifier": "nearly""#,
                r#"{"number": 70}"#,
                "over 10 points below the target",
            ),
            (
                r#""value": 66, "qualifier": "about""#,
                r#"{"atLeast": 70}"#,
                "about 4 points below the minimum",
            ),
            (r#""missing": "not read""#, band, "no figure found"),
        ] {
            assert_eq!(status_of(figure, goal), words, "{figure} {goal}");
        }
    }

    #[test]
    fn periods_read_as_people_say_them() {
        for (json, words) in [
            ("2019", "2019"),
            ("2022-06", "Jun 2022"),
            ("2019-05-28", "28 May 2019"),
            ("2019-11/2019-12", "Nov–Dec 2019"),
            ("2020-12/2021-02", "Dec 2020–Feb 2021"),
            ("end-2019", "end of 2019"),
            ("not stated", "undated"),
        ] {
            let kpi = crate::bundle::kpi_from_json(&format!(
                r#"{{"id": "k", "title": "K", "measures": "K", "unit": "%", "better": "higher",
                    "audiences": ["a"], "series": [{{"id": "s", "label": "S", "observations": [
                        {{"period": "{json}", "value": 1, "source": "x"}}]}}]}}"#
            ));
            assert_eq!(period(kpi.series[0].observations[0].period), words);
        }
    }
}
