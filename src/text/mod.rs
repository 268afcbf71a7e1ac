//! Every word that the site itself says, except the few that index.html shows before and
//! instead of the app.
//!
//! What a bundle says comes from the bundle. What is here is plain text, made from values and
//! ready to show: nothing parses it again. The sentences are English, and their grammar is
//! code: a site in another language needs other functions here, and `index.html` translated.

mod arithmetic;
mod charts;
mod choices;
mod differences;
mod embeds;
mod few;
mod figures;
mod finding;
mod gap_count;
mod gaps;
mod guide;
mod letter;
mod listen;
mod notices;
pub mod onward;
pub mod results;
mod said;
pub mod share;
pub mod titles;
mod values;
mod verdict;
pub mod wayfinding;
pub mod words;

pub use arithmetic::{arithmetic, change, comparability, relative};
pub use charts::{
    change_since, changed, figures_as_of, format, not_comparable, of_whole, panel, position, saved,
    signed, target_set,
};
pub use differences::difference;
pub use embeds::{
    as_published, embed_name, go_to, latest_figures, listed_source_count, of_group, pinned,
    source_count,
};
pub use figures::{drawn_of, gap, legend, mark_legend, marked, observed, reason, symbols};
pub use finding::latest_finding;
pub use gap_count::missing_figures;
pub use gaps::gap_of;
pub use guide::guide;
pub use letter::holder;
pub use notices::{NOT_SHOWN, as_built, failure, older, tried, unchecked, updated};
pub use said::{Common, Said, SaidLine};
pub use values::{
    Quantity, add_sentence, baseline, capitalise, date, distance, figure, goal, period, qualified,
    qualifier, qualifier_word, quantity, spoken, target_by, target_line, unit_title,
    unscaled_title, withdrawn, withdrawn_at,
};
use values::{in_period, the_period};
pub use verdict::{as_of, outcome, status, status_sentence, tally, tone};

use crate::bundle::{Better, Bundle, Cadence, Date, Decimal, Figure, Kpi, Period, SafeUrl, Unit};
use crate::progress::{Latest, Status, unread, withheld};

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

/// Says that later periods have no figure: "No figure found for 2021." The table says why. Of one
/// that is withheld it says why: there is a figure.
pub fn missing_since(status: &Status<'_>) -> Option<String> {
    let mut said = String::new();
    for (periods, words) in [
        (unread(status), "No figure found for "),
        (withheld(status), "Withheld for "),
    ] {
        let (Some(first), Some(last)) = (periods.first(), periods.last()) else {
            continue;
        };
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(words);
        if periods.len() > 1 {
            let count = periods.len();
            let all = onward::from_to(first.period, last.period);
            said.push_str(&format!("{count} later periods ({all})."));
            continue;
        }
        said.push_str(&the_period(first.period));
        match &first.figure {
            Figure::NotPublished { reason: why } if first.status.is_some() => {
                said.push_str(": ");
                said.push_str(why);
            }
            _ => said.push('.'),
        }
    }
    (!said.is_empty()).then_some(said)
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

/// Says where the way of measuring changed; of several, which number the dashed line has.
pub fn break_before(at: Period, number: Option<usize>) -> String {
    let number = number.map_or(String::new(), |number| format!(" {number}"));
    format!("Dashed line{number}: method changed{}.", in_period(at))
}

/// Says in a chart where the way of measuring changed.
pub fn break_label(at: Period) -> String {
    format!("Method changed, {}", period(at))
}

/// Says in a chart that no results were found, and of which series unless `names` is empty.
pub fn no_results_of(names: &[String]) -> String {
    match names {
        [] => words::NO_RESULTS.to_owned(),
        _ => format!("{}: {}", words::NO_RESULTS, names.join(", ")),
    }
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
