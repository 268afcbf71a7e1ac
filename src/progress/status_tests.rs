use proptest::prelude::*;

use super::*;

fn number(value: i64) -> Decimal {
    Decimal::whole(value)
}

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

/// A KPI with one series of these figures, in JSON, and a target.
fn kpi_of(observations: &str, target: &str, better: &str) -> Kpi {
    crate::bundle::kpi_from_json(&format!(
        r#"{{"id": "k", "title": "K", "measures": "K",
            "unit": {{"one": "point", "many": "points"}}, "better": "{better}",
            "audiences": ["a"],
            "series": [{{"id": "s", "label": "S", "observations": [{observations}]}}],
            "targets": [{target}]}}"#
    ))
}

fn at(period: &str, value: i64) -> String {
    format!(r#"{{"period": "{period}", "value": {value}, "source": "x"}}"#)
}

fn missing(period: &str) -> String {
    format!(r#"{{"period": "{period}", "missing": "not read", "source": "x"}}"#)
}

/// A KPI with a floor, a target that an earlier one was replaced by.
fn floor(observations: &[String], least: i64, set: &str, due: &str) -> Kpi {
    let target = format!(
        r#"{{"goal": {{"atLeast": 50}}, "set": "2000", "due": "2002", "superseded": "2001", "source": "x"}},
           {{"goal": {{"atLeast": {least}}}, "set": "{set}", "due": "{due}", "source": "x"}}"#
    );
    kpi_of(&observations.join(","), &target, "higher")
}

/// The verdict of the only series, as published in June 2026, with the period of the figure that
/// decides.
fn verdict(kpi: &Kpi) -> (Verdict, Option<String>) {
    let status = status(kpi, &kpi.series[0], date("2026-06"));
    let decisive = status.decisive;
    (
        status.verdict,
        decisive.map(|figure| figure.observation.period.to_string()),
    )
}

fn outcome_of(kpi: &Kpi) -> Option<Outcome> {
    match verdict(kpi).0 {
        Verdict::Against(_, outcome) => Some(outcome),
        _ => None,
    }
}

#[test]
fn distance_is_to_the_nearer_end() {
    let band = Goal::Band {
        from: number(75),
        to: number(80),
    };
    assert_eq!(Position::of(number(86), band), Position::Above(number(6)));
    assert_eq!(Position::of(number(80), band), Position::Within);
    assert_eq!(Position::of(number(75), band), Position::Within);
    assert_eq!(Position::of(number(69), band), Position::Below(number(6)));
    let all = Goal::Number(number(100));
    assert_eq!(Position::of(number(98), all), Position::Below(number(2)));
}

#[test]
fn the_latest_figure_is_the_latest_dated_one() {
    let figures = [
        at("2021", 60),
        at("not stated", 99),
        at("2019", 55),
        missing("2022"),
    ];
    let kpi = floor(&figures, 70, "2018", "2021");
    let status = status(&kpi, &kpi.series[0], date("2026-06"));
    assert_eq!(status.latest.map(|latest| latest.value), Some(number(60)));
    assert_eq!(status.missing_since.len(), 1, "2022 has no figure");
    let against = Verdict::Against(Position::Below(number(10)), Outcome::NotMet);
    assert_eq!(status.verdict, against, "against the target in force");
}

#[test]
fn a_verdict_follows_from_when_the_figure_was_measured_and_when_the_target_is_due() {
    for (due, measured, met, not_met) in [
        ("2023", "2023", Outcome::Met, Outcome::NotMet),
        ("2023", "end-2023", Outcome::Met, Outcome::NotMet),
        ("2023", "2023-11/2023-12", Outcome::Met, Outcome::NotMet),
        ("2023", "2023-11/2024-01", Outcome::Met, Outcome::NotMet),
        // What is not reached in March may be in December.
        ("2023", "2023-03", Outcome::Met, Outcome::NotMetBefore),
        (
            "2023",
            "2022-12/2023-01",
            Outcome::Met,
            Outcome::NotMetBefore,
        ),
        ("end-2023", "2023", Outcome::Met, Outcome::NotMet),
        (
            "end-2023",
            "2023-06",
            Outcome::MetBefore,
            Outcome::NotMetBefore,
        ),
        ("2023", "2019", Outcome::MetBefore, Outcome::NotMetBefore),
        ("2023", "2022-12", Outcome::MetBefore, Outcome::NotMetBefore),
        ("2023", "2024", Outcome::MetLate, Outcome::NotMet),
        // Published in June 2026, so all of that is due now, and the rest is not.
        ("2026-06", "2026-06", Outcome::Met, Outcome::NotMet),
        ("2026", "2026-03", Outcome::MetEarly, Outcome::NotYet),
        ("2030", "2023", Outcome::MetEarly, Outcome::NotYet),
        ("not stated", "2023", Outcome::Met, Outcome::NotYet),
    ] {
        for (value, expected) in [(80, met), (79, not_met)] {
            let kpi = floor(&[at(measured, value)], 80, "2015", due);
            let found = (Some(expected), Some(measured.to_owned()));
            let told = (outcome_of(&kpi), verdict(&kpi).1);
            assert_eq!(told, found, "{value} in {measured}, due {due}");
        }
    }
}

#[test]
fn the_figure_measured_nearest_to_when_the_target_was_due_decides() {
    for (figures, decisive, outcome) in [
        // None from when it was due: before, after, and as near on both sides.
        (
            vec![("2022", 100), ("2026-03", 90)],
            "2022",
            Outcome::MetBefore,
        ),
        (vec![("2015", 100), ("2024", 90)], "2024", Outcome::NotMet),
        (
            vec![("2022", 100), ("2025", 90)],
            "2022",
            Outcome::MetBefore,
        ),
        (
            vec![("2025", 100), ("2022", 90)],
            "2022",
            Outcome::NotMetBefore,
        ),
        // A year that begins when the other ends is nearer to that than a month in May.
        (
            vec![("2023-05", 90), ("2024", 100)],
            "2024",
            Outcome::MetLate,
        ),
        // Of several from when it was due, the last.
        (
            vec![("2023-02", 90), ("2023-11", 100), ("2025", 90)],
            "2023-11",
            Outcome::Met,
        ),
        (
            vec![("2023-02", 100), ("2023-11", 90), ("2025", 100)],
            "2023-11",
            Outcome::NotMetBefore,
        ),
    ] {
        let observations: Vec<String> = (figures.iter())
            .map(|(period, value)| at(period, *value))
            .collect();
        let kpi = floor(&observations, 95, "2010", "2023");
        let told = (outcome_of(&kpi), verdict(&kpi).1);
        assert_eq!(
            told,
            (Some(outcome), Some(decisive.to_owned())),
            "{figures:?}"
        );
    }
    // Until a target is due, the latest figure decides.
    let kpi = floor(&[at("2022", 100), at("2026-03", 90)], 95, "2010", "2030");
    assert_eq!(outcome_of(&kpi), Some(Outcome::NotYet));
}

#[test]
fn a_figure_from_when_the_target_was_set_or_before_decides_nothing() {
    for (measured, is_decisive) in [
        ("2022-12", false),
        ("2023-09", false),
        ("2023-10", true),
        ("2023", true),
    ] {
        let kpi = floor(&[at(measured, 10)], 80, "2023-09", "2030");
        let none = (Verdict::NoneSince, None);
        assert_eq!(verdict(&kpi) != none, is_decisive, "{measured}");
    }
    let kpi = floor(&[at("2022-12", 10)], 80, "not stated", "2030");
    assert_eq!(outcome_of(&kpi), Some(Outcome::NotYet));
}

#[test]
fn without_a_figure_or_a_target_it_is_told_why() {
    let undated = floor(&[at("not stated", 99)], 70, "2018", "2023");
    assert_eq!(verdict(&undated).0, Verdict::NoDatedFigure);
    let unread = floor(&[missing("2020")], 70, "2018", "2023");
    assert_eq!(verdict(&unread).0, Verdict::NoFigure);
    let aimless = kpi_of(&at("2020", 5), "", "higher");
    assert_eq!(verdict(&aimless).0, Verdict::NoTarget);
}

/// The outcome of an exact figure measured when the target was due.
fn of_goal(value: i64, how: &str, goal: &str, better: &str) -> Option<Outcome> {
    let figure =
        format!(r#"{{"period": "2023", "value": {value}, "qualifier": "{how}", "source": "x"}}"#);
    let target = format!(r#"{{"goal": {goal}, "set": "2018", "due": "2023", "source": "x"}}"#);
    outcome_of(&kpi_of(&figure, &target, better))
}

#[test]
fn doing_better_than_the_target_meets_it() {
    let band = r#"{"from": 75, "to": 80}"#;
    for (value, goal, better, expected) in [
        (86, band, "higher", Outcome::Met),
        (75, band, "higher", Outcome::Met),
        (74, band, "higher", Outcome::NotMet),
        (74, band, "lower", Outcome::Met),
        (80, band, "lower", Outcome::Met),
        (81, band, "lower", Outcome::NotMet),
        // For a floor and a ceiling, the good side is given.
        (69, r#"{"atLeast": 70}"#, "lower", Outcome::NotMet),
        (6, r#"{"atMost": 7}"#, "higher", Outcome::Met),
        (8, r#"{"atMost": 7}"#, "lower", Outcome::NotMet),
    ] {
        let found = of_goal(value, "exactly", goal, better);
        assert_eq!(found, Some(expected), "{value} {goal} {better}");
    }
}

#[test]
fn an_inexact_figure_on_the_edge_is_told_as_such() {
    for (how, expected) in [
        ("exactly", Outcome::Met),
        ("over", Outcome::Met),
        ("nearly", Outcome::NotMet),
        ("about", Outcome::Unclear),
    ] {
        let found = of_goal(70, how, r#"{"atLeast": 70}"#, "higher");
        assert_eq!(found, Some(expected), "{how}");
    }
}

/// A KPI with these targets, each at least a number, and a figure of 50 in 2023.
fn several(targets: &[(i64, &str, Option<&str>)]) -> Kpi {
    let targets: Vec<String> = targets
        .iter()
        .map(|(least, due, superseded)| {
            let superseded = superseded.map(|at| format!(r#""superseded": "{at}", "#));
            format!(
                r#"{{"goal": {{"atLeast": {least}}}, "set": "2015", "due": "{due}", {}"source": "x"}}"#,
                superseded.unwrap_or_default()
            )
        })
        .collect();
    kpi_of(&at("2023", 50), &targets.join(","), "higher")
}

/// What each target says, the leading one first: its number, and what became of it.
fn told(kpi: &Kpi) -> Vec<(i64, Option<Outcome>)> {
    let statuses = statuses(kpi, &kpi.series[0], date("2026-06"));
    let told = statuses.iter().filter_map(|status| {
        let least = status.target?.goal.bounds().0.to_f64() as i64;
        match status.verdict {
            Verdict::Against(_, outcome) => Some((least, Some(outcome))),
            _ => Some((least, None)),
        }
    });
    told.collect()
}

#[test]
fn each_target_in_force_has_its_verdict_and_the_last_one_due_leads() {
    let (interim, last) = ((40, "2024", None), (100, "2030", None));
    let expected = [(100, Some(Outcome::NotYet)), (40, Some(Outcome::MetBefore))];
    for order in [[interim, last], [last, interim]] {
        let kpi = several(&order);
        assert_eq!(told(&kpi), expected);
        let status = status(&kpi, &kpi.series[0], date("2026-06"));
        assert_eq!(
            status
                .target
                .map(|target| target.due.to_string())
                .as_deref(),
            Some("2030")
        );
    }
}

#[test]
fn a_target_is_in_force_until_the_day_when_another_supersedes_it() {
    for (at, is_in_force) in [
        ("2020", false),
        ("2026", false),
        ("2026-06", false),
        ("2026-07", true),
        ("2027", true),
        // Somebody says that it is superseded, and not when.
        ("not stated", false),
    ] {
        let kpi = several(&[(40, "2024", Some(at))]);
        assert_eq!(told(&kpi).len(), usize::from(is_in_force), "{at}");
    }
}

#[test]
fn a_target_of_a_series_alone_leads_another_that_is_due_with_it() {
    let of = |own: &str| {
        format!(
            r#"{{"goal": {{"atLeast": 40}}, {own}"set": "2015", "due": "2024", "source": "x"}}"#
        )
    };
    let own = of(r#""series": "s", "#).replace("40", "60");
    for targets in [[of(""), own.clone()], [own.clone(), of("")]] {
        let kpi = kpi_of(&at("2023", 50), &targets.join(","), "higher");
        let told: Vec<i64> = told(&kpi).into_iter().map(|(least, _)| least).collect();
        assert_eq!(told, [60, 40]);
    }
}

#[test]
fn a_withdrawn_target_is_told_as_such_from_that_day_on_and_never_leads() {
    for (at_day, is_withdrawn) in [("2025-01", true), ("2026-06", true), ("2026-07", false)] {
        let withdrawn = format!(
            r#"{{"goal": {{"atLeast": 90}}, "set": "2015", "due": "2030", "source": "x",
                "withdrawn": {{"at": "{at_day}", "reason": "No money."}}}}"#
        );
        let kpi = kpi_of(&at("2023", 50), &withdrawn, "higher");
        let wanted = match is_withdrawn {
            true => Verdict::Withdrawn,
            false => Verdict::Against(Position::Below(number(40)), Outcome::NotYet),
        };
        assert_eq!(verdict(&kpi).0, wanted, "{at_day}");
        let other = r#"{"goal": {"atLeast": 40}, "set": "2015", "due": "2024", "source": "x"}"#;
        for targets in [[&*withdrawn, other], [other, &*withdrawn]] {
            let kpi = kpi_of(&at("2023", 50), &targets.join(","), "higher");
            let leads = if is_withdrawn { 40 } else { 90 };
            assert_eq!(told(&kpi)[0].0, leads, "{at_day}");
            assert_eq!(told(&kpi).len(), 2, "both are counted");
        }
    }
}

#[test]
fn a_forecast_is_no_figure_whatever_else_there_is() {
    let forecast = r#"{"period": "2025", "value": 99, "status": "forecast", "source": "x"}"#;
    let target = r#"{"goal": {"atLeast": 80}, "set": "2015", "due": "2025", "source": "x"}"#;
    let alone = kpi_of(forecast, target, "higher");
    assert_eq!(verdict(&alone), (Verdict::NoFigure, None));
    let kpi = kpi_of(
        &[at("2024", 70), forecast.to_owned()].join(","),
        target,
        "higher",
    );
    assert_eq!(outcome_of(&kpi), Some(Outcome::NotMetBefore));
    let latest = status(&kpi, &kpi.series[0], date("2026-06")).latest;
    assert_eq!(latest.map(|latest| latest.value), Some(number(70)));
}

#[test]
fn what_lies_within_the_interval_of_a_figure_is_not_decided() {
    let with = |value: i64, low: i64, high: i64, goal: &str, better: &str| {
        let figure = format!(
            r#"{{"period": "2023", "value": {value}, "source": "x",
                "interval": {{"low": {low}, "high": {high}, "level": 95}}}}"#
        );
        let target = format!(r#"{{"goal": {goal}, "set": "2015", "due": "2023", "source": "x"}}"#);
        outcome_of(&kpi_of(&figure, &target, better)).expect("a verdict")
    };
    let floor = r#"{"atLeast": 70}"#;
    for (value, low, high, outcome) in [
        (72, 69, 75, Outcome::Unclear),
        (68, 65, 70, Outcome::Unclear),
        (68, 65, 69, Outcome::NotMet),
        // The least that it can be is just enough.
        (72, 70, 75, Outcome::Met),
    ] {
        assert_eq!(with(value, low, high, floor, "higher"), outcome, "{value}");
    }
    let ceiling = r#"{"atMost": 7}"#;
    assert_eq!(with(6, 5, 7, ceiling, "lower"), Outcome::Met);
    assert_eq!(with(6, 5, 8, ceiling, "lower"), Outcome::Unclear);
    assert_eq!(with(9, 8, 10, ceiling, "lower"), Outcome::NotMet);
    // Doing better than a band is no miss, so only its worse end decides.
    let band = r#"{"from": 60, "to": 70}"#;
    assert_eq!(with(69, 65, 75, band, "higher"), Outcome::Met);
    assert_eq!(with(61, 55, 65, band, "higher"), Outcome::Unclear);
}

#[test]
fn goals_at_and_around_zero_are_judged_like_others() {
    for (value, goal, better, position, outcome) in [
        (
            0,
            r#"{"atMost": 0}"#,
            "lower",
            Position::Within,
            Outcome::Met,
        ),
        (
            3,
            r#"{"number": 0}"#,
            "lower",
            Position::Above(number(3)),
            Outcome::NotMet,
        ),
        (
            -2,
            r#"{"atLeast": 0}"#,
            "higher",
            Position::Below(number(2)),
            Outcome::NotMet,
        ),
        (
            0,
            r#"{"from": -1, "to": 1}"#,
            "lower",
            Position::Within,
            Outcome::Met,
        ),
        (
            -2,
            r#"{"from": -1, "to": 1}"#,
            "higher",
            Position::Below(number(1)),
            Outcome::NotMet,
        ),
        (
            2,
            r#"{"from": -1, "to": 1}"#,
            "lower",
            Position::Above(number(1)),
            Outcome::NotMet,
        ),
    ] {
        let target = format!(r#"{{"goal": {goal}, "set": "2015", "due": "2023", "source": "x"}}"#);
        let kpi = kpi_of(&at("2023", value), &target, better);
        assert_eq!(
            verdict(&kpi).0,
            Verdict::Against(position, outcome),
            "{value} {goal}"
        );
    }
}

/// How good an outcome is: of two figures measured at the same time, the better one must not have
/// the lower number.
fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::NotMet | Outcome::NotMetBefore | Outcome::NotYet => 0,
        Outcome::Unclear => 1,
        Outcome::Met | Outcome::MetBefore | Outcome::MetEarly | Outcome::MetLate => 2,
    }
}

proptest! {
    #[test]
    fn no_verdict_depends_on_the_order_of_figures_or_on_the_year(
        figures in prop::collection::btree_map(2001_u16..2025, 0_i64..100, 1..8),
        (set, due) in (2000_u16..2010, 2011_u16..2035),
        years in 1_u16..40,
    ) {
        let kpi = |order: &dyn Fn(&mut Vec<String>), by: u16| {
            let mut all: Vec<String> = figures
                .iter()
                .map(|(year, value)| at(&(year + by).to_string(), *value))
                .collect();
            order(&mut all);
            floor(&all, 50, &(set + by).to_string(), &(due + by).to_string())
        };
        let given = kpi(&|_| (), 0);
        let reversed = kpi(&|all| all.reverse(), 0);
        prop_assert_eq!(verdict(&given), verdict(&reversed));
        let later = kpi(&|_| (), years);
        let published = date(&(2026 + years).to_string());
        let before = status(&given, &given.series[0], date("2026")).verdict;
        prop_assert_eq!(before, status(&later, &later.series[0], published).verdict);
    }

    #[test]
    fn a_better_figure_has_no_worse_verdict(
        (value, more, least) in (0_i64..100, 0_i64..100, 0_i64..100),
        (measured, due) in (2001_u16..2027, 2001_u16..2035),
        how in prop::sample::select(vec!["exactly", "about", "over", "nearly"]),
    ) {
        let of = |value: i64| {
            let figure = format!(
                r#"{{"period": "{measured}", "value": {value}, "qualifier": "{how}", "source": "x"}}"#
            );
            outcome_of(&floor(&[figure], least, "2000", &due.to_string())).expect("a verdict")
        };
        prop_assert!(rank(of(value + more)) >= rank(of(value)));
    }

    #[test]
    fn no_verdict_depends_on_the_order_of_targets(
        mut targets in prop::collection::vec((0_i64..100, 2016_u16..2035), 1..5),
    ) {
        let statuses_of = |targets: &[(i64, u16)]| {
            let dues: Vec<String> = targets.iter().map(|(_, due)| due.to_string()).collect();
            let targets = targets.iter().zip(&dues);
            let targets: Vec<_> = targets.map(|((least, _), due)| (*least, &**due, None)).collect();
            told(&several(&targets))
        };
        let given = statuses_of(&targets);
        targets.reverse();
        prop_assert_eq!(given, statuses_of(&targets));
    }

    #[test]
    fn values_and_goals_that_are_scaled_scale_distances_and_change_no_outcome(
        (value, low, more) in (-999_i64..999, -999_i64..999, 1_i64..99),
        scale in 1_i64..50,
        kind in 0..4,
    ) {
        let of = |by: i64| {
            let (value, low, high) = (value * by, low * by, (low + more) * by);
            let goal = match kind {
                0 => format!(r#"{{"number": {low}}}"#),
                1 => format!(r#"{{"atLeast": {low}}}"#),
                2 => format!(r#"{{"atMost": {low}}}"#),
                _ => format!(r#"{{"from": {low}, "to": {high}}}"#),
            };
            let target = format!(r#"{{"goal": {goal}, "set": "2015", "due": "2023", "source": "x"}}"#);
            match verdict(&kpi_of(&at("2023", value), &target, "higher")).0 {
                Verdict::Against(Position::Above(by), outcome) => (by, outcome),
                Verdict::Against(Position::Below(by), outcome) => (number(0).minus(by), outcome),
                Verdict::Against(Position::Within, outcome) => (number(0), outcome),
                other => panic!("{other:?}"),
            }
        };
        let ((one, outcome), (scaled, other)) = (of(1), of(scale));
        prop_assert_eq!(one.times(number(scale), 0), Some(scaled));
        prop_assert_eq!(outcome, other);
    }
}
