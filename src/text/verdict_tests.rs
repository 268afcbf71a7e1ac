//! Tests of what is said of verdicts, and of how many there are of each.

use super::*;
use crate::bundle::Date;
use crate::progress::{self, Tally};
use crate::text::results;

/// Uses the status of these observations against the fields of a target, in JSON, as of June 2026.
/// Higher is better.
fn with_status(observations: &[&str], target: &str, of: &mut dyn FnMut(&Status<'_>)) {
    let observations: Vec<String> = observations
        .iter()
        .map(|fields| format!(r#"{{{fields}, "source": "x"}}"#))
        .collect();
    let kpi = crate::bundle::kpi_from_json(&format!(
        r#"{{"id": "k", "title": "K", "measures": "K", "unit": "%", "better": "higher",
            "audiences": ["a"],
            "series": [{{"id": "s", "label": "S", "observations": [{}]}}],
            "targets": [{{"goal": {{"atLeast": 80}}, "set": "2018", {target}, "source": "x"}}]}}"#,
        observations.join(",")
    ));
    let published = Date::parse("2026-06").expect("a date");
    of(&progress::status(&kpi, &kpi.series[0], published));
}

/// Whether the target was reached.
fn outcome_of(observations: &[&str], target: &str) -> String {
    let mut words = String::new();
    with_status(observations, target, &mut |status| {
        words = outcome(status).unwrap_or_else(|| self::status(status, &status.kpi.unit));
    });
    words
}

#[test]
fn each_verdict_says_when_it_was_measured() {
    const DUE: &str = r#""due": "2023""#;
    const AHEAD: &str = r#""due": "2030""#;
    for (observation, target, words) in [
        (
            r#""period": "2023-11", "value": 82"#,
            DUE,
            "Reached in Nov 2023",
        ),
        (
            r#""period": "end-2023", "value": 82"#,
            DUE,
            "Reached at the end of 2023",
        ),
        (
            r#""period": "2019", "value": 82"#,
            DUE,
            "Reached in 2019; no result found for 2023",
        ),
        (
            r#""period": "2025", "value": 82"#,
            AHEAD,
            "Reached early, in 2025",
        ),
        (
            r#""period": "2025", "value": 82"#,
            DUE,
            "Reached, but measured in 2025, after the deadline",
        ),
        (r#""period": "2023", "value": 75"#, DUE, "Missed in 2023"),
        (
            r#""period": "2024", "value": 75"#,
            DUE,
            "Missed; measured in 2024, after the deadline",
        ),
        (
            r#""period": "2022", "value": 75"#,
            DUE,
            "Not reached in 2022; no result found for 2023",
        ),
        (
            r#""period": "2023-05", "value": 75"#,
            DUE,
            "Not reached in May 2023; no result found for the end of 2023",
        ),
        (
            r#""period": "2023-12-30", "value": 75"#,
            r#""due": "end-2023""#,
            "Not reached on 30 Dec 2023; no result found for the end of 2023",
        ),
        (
            r#""period": "2025-03-31", "value": 60"#,
            AHEAD,
            "Not reached yet (31 Mar 2025); due 2030",
        ),
        (
            r#""period": "2025", "value": 60"#,
            r#""due": "not stated""#,
            "Not reached yet (2025)",
        ),
        (
            r#""period": "2023", "value": 82"#,
            r#""due": "not stated""#,
            "Reached in 2023; no due date given",
        ),
        (
            r#""period": "2023", "value": 80, "qualifier": "about""#,
            DUE,
            "Too close to call in 2023",
        ),
        (
            r#""period": "2017", "value": 85"#,
            DUE,
            "no figure since the target was set",
        ),
        (
            r#""period": "not stated", "value": 85"#,
            DUE,
            "no dated figure found",
        ),
        (
            r#""period": "2023", "missing": "M.""#,
            DUE,
            "no figure found",
        ),
        (
            r#""period": "2023", "value": 82"#,
            r#""due": "2023", "withdrawn": {"at": "2021-02", "reason": "It was costly."}"#,
            "withdrawn in Feb 2021: It was costly.",
        ),
    ] {
        assert_eq!(outcome_of(&[observation], target), words, "{observation}");
    }
    let two = [
        r#""period": "end-2017", "value": 50"#,
        r#""period": "end-2025", "value": 60"#,
    ];
    assert_eq!(
        outcome_of(&two, AHEAD),
        "Not reached yet (end of 2025), behind the pace needed; due 2030"
    );
}

#[test]
fn a_tally_reads_well_whatever_there_is_of_each() {
    let none = Tally::default();
    let without = |count| Tally {
        undecided: count,
        without_figure: count,
        ..none
    };
    for (tally, words) in [
        (
            Tally {
                met: 5,
                missed: 1,
                ..without(10)
            },
            "Of 16 targets, 5 were reached and 1 was missed. For 10 we found no figure.",
        ),
        (
            Tally {
                met: 5,
                met_before: 3,
                met_late: 1,
                missed: 1,
                ..without(10)
            },
            "Of 16 targets, 5 were reached, 4 of them on figures from before or after the deadline, and 1 was missed. For 10 we found no figure.",
        ),
        (
            Tally {
                met: 2,
                met_before: 1,
                missed: 3,
                missed_late: 2,
                ..without(1)
            },
            "Of 6 targets, 2 were reached, 1 of them on a figure from before the deadline, and 3 were missed, 2 of them on figures from after the deadline. For 1 we found no figure.",
        ),
        (
            Tally {
                met: 1,
                met_late: 1,
                missed: 2,
                missed_late: 2,
                open: 1,
                ..none
            },
            "Of 4 targets, 1 was reached, on a figure from after the deadline, 2 were missed, each on a figure from after the deadline, and 1 may still be reached.",
        ),
        (
            Tally {
                met: 3,
                met_before: 1,
                missed: 1,
                open: 2,
                ..none
            },
            "Of 6 targets, 3 were reached, 1 of them on a figure from before the deadline, 1 was missed and 2 may still be reached.",
        ),
        (
            Tally {
                missed: 1,
                missed_late: 1,
                undecided: 3,
                without_figure: 2,
                fell_short: 1,
                ..none
            },
            "Of 4 targets, none was reached and 1 was missed, on a figure from after the deadline. For 3 we found no result; 1 fell short on an earlier figure.",
        ),
        (
            Tally {
                met: 1,
                undecided: 1,
                fell_short: 1,
                ..none
            },
            "Of 2 targets, 1 was reached. For 1 we found no result; it fell short on an earlier figure.",
        ),
        (
            Tally {
                met: 1,
                missed: 2,
                undecided: 3,
                without_figure: 1,
                ..none
            },
            "Of 6 targets, 1 was reached and 2 were missed. For 3 we found no result.",
        ),
        (
            Tally {
                met: 2,
                missed: 1,
                open: 3,
                close: 1,
                withdrawn: 2,
                ..without(1)
            },
            "Of 10 targets, 2 were reached, 1 was missed, 3 may still be reached, 1 was too close to call and 2 were withdrawn. For 1 we found no figure.",
        ),
        (
            Tally {
                missed: 2,
                ..without(1)
            },
            "Of 3 targets, none was reached and 2 were missed. For 1 we found no figure.",
        ),
        (
            Tally {
                open: 1,
                ..without(2)
            },
            "Of 3 targets, 1 may still be reached. For 2 we found no figure.",
        ),
        (Tally { met: 4, ..none }, "All 4 targets were reached."),
        (
            Tally {
                met: 4,
                met_before: 2,
                ..none
            },
            "All 4 targets were reached, 2 of them on figures from before the deadline.",
        ),
        (
            Tally {
                met: 4,
                met_before: 4,
                ..none
            },
            "All 4 targets were reached, each on a figure from before the deadline.",
        ),
        (Tally { met: 1, ..none }, "The target was reached."),
        (
            Tally {
                met: 1,
                met_late: 1,
                ..none
            },
            "The target was reached, on a figure from after the deadline.",
        ),
        (Tally { missed: 3, ..none }, "All 3 targets were missed."),
        (
            Tally { open: 2, ..none },
            "All 2 targets may still be reached.",
        ),
        (
            Tally { close: 1, ..none },
            "The target was too close to call.",
        ),
        (
            Tally {
                withdrawn: 2,
                ..none
            },
            "All 2 targets were withdrawn.",
        ),
        (without(16), "We found no figure for any of the 16 targets."),
        (without(1), "We found no figure for the target."),
        (
            Tally {
                undecided: 2,
                ..none
            },
            "We found no result for any of the 2 targets.",
        ),
        (
            Tally {
                undecided: 2,
                fell_short: 2,
                ..none
            },
            "We found no result for any of the 2 targets; all fell short on earlier figures.",
        ),
        (
            Tally {
                undecided: 3,
                fell_short: 2,
                ..none
            },
            "We found no result for any of the 3 targets; 2 fell short on earlier figures.",
        ),
        (
            Tally {
                undecided: 1,
                fell_short: 1,
                ..none
            },
            "We found no result for the target; it fell short on an earlier figure.",
        ),
        (none, "No targets."),
    ] {
        assert_eq!(super::tally(tally), words);
    }
}

#[test]
fn a_tally_tells_which_figures_are_from_when_the_target_was_due() {
    const DUE: &str = r#""due": "2023""#;
    let mut counted = Tally::default();
    for (observation, target) in [
        (r#""period": "2023", "value": 82"#, DUE),
        (r#""period": "2022", "value": 82"#, DUE),
        (r#""period": "2024", "value": 82"#, DUE),
        (r#""period": "2024", "value": 82"#, r#""due": "2030""#),
        (r#""period": "2024", "value": 82"#, r#""due": "not stated""#),
        (r#""period": "2023", "value": 75"#, DUE),
        (r#""period": "2024", "value": 75"#, DUE),
        (r#""period": "2022", "value": 75"#, DUE),
        (r#""period": "2023", "missing": "M.""#, DUE),
    ] {
        with_status(&[observation], target, &mut |status| counted.add(status));
    }
    assert_eq!(
        tally(counted),
        "Of 9 targets, 5 were reached, 2 of them on figures from before or after the deadline, and 2 were missed, 1 of them on a figure from after the deadline. For 2 we found no result; 1 fell short on an earlier figure."
    );
}

#[test]
fn a_mark_tells_when_its_figure_was_measured() {
    const DUE: &str = r#""due": "2023""#;
    for (observation, target, words) in [
        (
            r#""period": "2023", "value": 75"#,
            DUE,
            "K: missed in 2023, 75% against 80% or more",
        ),
        (
            r#""period": "2025", "value": 75"#,
            DUE,
            "K: missed in 2025, 75% against 80% or more, measured after the deadline",
        ),
        (
            r#""period": "2025", "value": 82"#,
            DUE,
            "K: reached in 2025, 82% against 80% or more, measured after the deadline",
        ),
        (
            r#""period": "2025", "value": 82"#,
            r#""due": "2030""#,
            "K: reached early in 2025, 82% against 80% or more",
        ),
        (
            r#""period": "2025", "value": 82"#,
            r#""due": "not stated""#,
            "K: reached in 2025, 82% against 80% or more; no due date given",
        ),
    ] {
        with_status(&[observation], target, &mut |status| {
            let unit = &status.kpi.unit;
            assert_eq!(results::mark("K", None, status, unit), words);
        });
    }
}
