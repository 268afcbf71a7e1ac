//! Every word that the site itself says, except the few that index.html shows before and
//! instead of the app.
//!
//! What a bundle says comes from the bundle. What is here is plain text, made from values and
//! ready to show: nothing parses it again. The sentences are English, and their grammar is
//! code: a site in another language needs other functions here, and `index.html` translated.

mod arithmetic;
mod charts;
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
pub use embeds::{
    as_published, embed_name, go_to, latest_figures, listed_source_count, of_group, pinned,
    source_count,
};
pub use figures::{
    difference, drawn_of, gap, legend, mark_legend, marked, observed, reason, symbols,
};
pub use finding::latest_finding;
pub use gaps::{gap_of, holder, missing_figures};
pub use guide::guide;
pub use notices::{NOT_SHOWN, as_built, failure, older, tried, unchecked, updated};
pub use values::{
    Quantity, add_sentence, baseline, capitalise, date, distance, figure, goal, period, qualified,
    qualifier, qualifier_word, quantity, target_by, target_line, unit_title, unscaled_title,
    withdrawn, withdrawn_at,
};
use values::{distance_how, goal_noun, in_period};

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

/// The status of a series in words: "6 points above the band", "no figure published".
pub fn status(status: &Status<'_>, unit: &Unit) -> String {
    match (status.verdict, status.target) {
        (Verdict::NoFigure, _) | (Verdict::Against(..), None) => {
            words::NO_FIGURE_PUBLISHED.to_owned()
        }
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
                (Position::Within, goal, _) => within(status.decisive, goal, noun),
            }
        }
    }
}

/// The status of a series, capitalised: "6 points above the band".
pub fn status_sentence(status: &Status<'_>, unit: &Unit) -> String {
    let mut words = self::status(status, unit);
    if let Some(earlier) = status.decisive.filter(|_| status.is_of_earlier()) {
        let found = figure(&earlier.observation.figure, unit);
        words = format!("{found} {}, {words}", as_of(earlier));
    }
    capitalise(&mut words);
    words
}

/// The status of a figure that is on a goal's number or in its band. At an edge the words
/// depend on how exact the figure is.
fn within(latest: Option<Latest<'_>>, goal: Goal, noun: &str) -> String {
    let (low, high) = goal.bounds();
    let how = match latest.map(|latest| (latest.qualifier, latest.value)) {
        Some((Qualifier::Over, value)) if value == high => "just above",
        Some((Qualifier::Nearly, value)) if value == low => "just below",
        _ if low != high => "within",
        Some((Qualifier::About, _)) => "about at",
        _ => "at",
    };
    format!("{how} the {noun}")
}

/// Whether the target is met, in words; `None` where that cannot be said.
pub fn outcome(status: &Status<'_>) -> Option<String> {
    let Verdict::Against(_, outcome) = status.verdict else {
        return None;
    };
    let measured = status.decisive.map(as_of).unwrap_or_default();
    let due = status.target.map(|target| target.due);
    let is_within = |due| status.decisive.is_some_and(|figure| figure.is_within(due));
    let due = match due {
        Some(due) if is_within(due) => format!("the end of {}", period(due)),
        Some(due) => period(due),
        None => String::new(),
    };
    Some(match outcome {
        Outcome::Met => "Target met".to_owned(),
        Outcome::MetBefore => format!("Target met {measured}; no result found for {due}"),
        Outcome::MetEarly => "Target met early".to_owned(),
        Outcome::MetLate => "Target reached, measured after it was due".to_owned(),
        Outcome::NotMet => "Target not met".to_owned(),
        Outcome::NotMetBefore => format!("Not met {measured}; no result found for {due}"),
        Outcome::NotYet => match pace(status).map(|pace| pace.standing) {
            None => "Not met yet".to_owned(),
            Some(Standing::Ahead(_)) => "Not met yet, ahead of the pace needed".to_owned(),
            Some(Standing::On) => "Not met yet, at the pace needed".to_owned(),
            Some(Standing::Behind(_)) => "Not met yet, behind the pace needed".to_owned(),
        },
        Outcome::Unclear => "Too close to call".to_owned(),
    })
}

/// How many targets are met, not met and without a figure, as a sentence.
pub fn tally(tally: Tally) -> String {
    let Tally {
        met,
        missed,
        open,
        undecided,
        withdrawn,
    } = tally;
    let all = met + missed + open + undecided + withdrawn;
    let withdrawn = match withdrawn {
        0 => String::new(),
        1 => " 1 was withdrawn.".to_owned(),
        many => format!(" {many} were withdrawn."),
    };
    let open = match open {
        0 => String::new(),
        open => format!(" {open} may still be met."),
    };
    format!(
        "Of {all} targets, figures show {met} met and {missed} missed.{open}{withdrawn} For {undecided}, no published figure decides it."
    )
}

/// When a figure was measured: "as of Nov–Dec 2019".
pub fn as_of(latest: Latest<'_>) -> String {
    format!("as of {}", period(latest.observation.period))
}

/// When a figure was measured, and what its source says of it besides its value: "as of 2023,
/// provisional".
pub fn as_of_marked(latest: Latest<'_>) -> String {
    let mut words = as_of(latest);
    if let Some(status) = latest.observation.status {
        words.push_str(", ");
        words.push_str(status.name());
    }
    words
}

/// Says that later periods have no figure: "No figure for 2021." The table says why.
pub fn missing_since(status: &Status<'_>) -> Option<String> {
    let first = status.missing_since.first()?;
    let last = status.missing_since.last()?;
    let count = status.missing_since.len();
    Some(match count {
        1 => format!("No figure for {}.", period(first.period)),
        _ => format!(
            "No figure for {count} later periods, from {} to {}.",
            period(first.period),
            period(last.period)
        ),
    })
}

/// The word for a tone.
pub fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Missed => "Target not met",
        Tone::Open => "Not met yet",
        Tone::Met => "Target met",
        Tone::Undecided => "Not decided",
        Tone::Withdrawn => "Withdrawn",
    }
}

/// Says where the way of measuring changed, if no line marks it.
pub fn measured_anew(at: Period) -> String {
    format!("Measured in another way from {} on:", period(at))
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
        "No initiative is for this audience and theme. Choose others, or show all.".to_owned()
    } else {
        format!(
            "No initiative matches “{query}” with these choices. Try fewer letters, or show all."
        )
    }
}

/// The footer's line about the state of the content.
pub fn revision(bundle: &Bundle) -> String {
    format!(
        "Content revision {}, published {}",
        &*bundle.revision,
        date(bundle.published)
    )
}

/// Said after the first few sources of a picture: how many more there are.
pub fn more_sources(count: usize) -> String {
    format!("; and {count} more, all named on the site")
}

/// When a source was published, on the page of sources.
pub fn published(value: Period) -> String {
    match value {
        Period::NotStated => "Publication date not stated".to_owned(),
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
    format!("Dashed line, {}:", period(at))
}

/// The link from a KPI's chart to its page.
pub fn more_on(kpi: &Kpi) -> String {
    format!("All figures, sources and notes: {}", &*kpi.title)
}

/// The heading over targets that serve an audience.
pub fn serves(audience: &crate::bundle::Audience) -> String {
    format!("{}: {}", words::SERVES, &*audience.label)
}

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
            (r#""value": 86"#, band, "6 points above the band"),
            (r#""value": 74"#, band, "1 point below the band"),
            (r#""value": 80"#, band, "within the band"),
            (
                r#""value": 80, "qualifier": "over""#,
                band,
                "just above the band",
            ),
            (
                r#""value": 75, "qualifier": "nearly""#,
                band,
                "just below the band",
            ),
            (
                r#""value": 75, "qualifier": "over""#,
                band,
                "within the band",
            ),
            (r#""value": 70"#, r#"{"atLeast": 70}"#, "at the floor"),
            (
                r#""value": 70, "qualifier": "about""#,
                r#"{"atLeast": 70}"#,
                "about at the floor",
            ),
            (
                r#""value": 7, "qualifier": "over""#,
                r#"{"atMost": 7}"#,
                "just above the ceiling",
            ),
            (
                r#""value": 60, "qualifier": "nearly""#,
                r#"{"number": 70}"#,
                "over 10 points below the target",
            ),
            (
                r#""value": 66, "qualifier": "about""#,
                r#"{"atLeast": 70}"#,
                "about 4 points below the floor",
            ),
            (r#""missing": "not read""#, band, "no figure published"),
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
            ("not stated", "date not stated"),
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
