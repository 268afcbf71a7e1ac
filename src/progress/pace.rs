//! Whether a series is on the way to reach its target in time.

use crate::bundle::{Decimal, Qualifier};

use super::status::{Edge, Outcome, Status, Verdict};
use super::to_target::{Progress, Start, progress};

/// How fast a series moves towards a target that is not due yet, against the straight line from
/// its baseline to its goal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace<'a> {
    /// The figure from which the line begins.
    pub baseline: Start<'a>,
    /// The value of the line at the middle of the figure's period, rounded to as many digits as
    /// the figures have.
    pub expected: Decimal,
    /// How far the figure is from it.
    pub standing: Standing,
    /// The change a year from the baseline to the figure, rounded to two digits.
    pub so_far: Decimal,
    /// The change a year from the figure on that reaches the goal at the end of the period in
    /// which the target is due, rounded likewise.
    pub needed: Decimal,
}

/// On which side of the line a figure is. Distances are positive, in the KPI's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// Nearer to the goal, by this much.
    Ahead(Decimal),
    /// On it, as far as the figure is exact.
    On,
    /// Further from the goal, by this much.
    Behind(Decimal),
}

/// The least time between baseline and figure, in years: over less, the pace would be a guess.
const LEAST: f64 = 1.0;

/// The pace of a series towards its target: expected = baseline + (goal - baseline)
/// x (figure's time - baseline's) / (due - baseline's time), with times in the middle of periods
/// and the end of the one in which the target is due.
///
/// `None` where it would be a guess: unless the target is not reached and not due, both figures
/// are exact and comparable, there was a way to go, and at least a year lies between the two.
///
/// The straight line is what the UN Statistics Division's and Eurostat's assessments of progress
/// towards targets compare growth with. They compare rates, and grade them; this says how far
/// the figure is from the line, in its own unit.
pub fn pace<'a>(status: &Status<'a>) -> Option<Pace<'a>> {
    let Verdict::Against(_, Outcome::NotYet) = status.verdict else {
        return None;
    };
    let (figure, target) = status.decisive.zip(status.target)?;
    let Some(Progress::Covered {
        baseline,
        covered,
        whole,
        ..
    }) = progress(status)
    else {
        return None;
    };
    let exactly = Qualifier::Exactly;
    let is_exact = figure.qualifier == exactly && baseline.qualifier == exactly;
    let (from, at) = (
        baseline.period.middle()?,
        figure.observation.period.middle()?,
    );
    let (_, due) = target.due.bounds()?;
    if !is_exact || at - from < LEAST || due <= at {
        return None;
    }
    let digits = figure.value.digits().max(baseline.value.digits());
    let share = (at - from) / (due - from);
    let expected = baseline.value.to_f64() + whole.to_f64() * share;
    let left = Edge::of(target.goal, status.kpi.better)
        .value
        .minus(figure.value);
    let by = Decimal::rounded(figure.value.to_f64() - expected, digits)?;
    let expected = Decimal::rounded(expected, digits)?;
    let interval = figure.observation.interval.as_ref();
    let is_within = interval.is_some_and(|i| i.low <= expected && expected <= i.high);
    let zero = Decimal::whole(0);
    let standing = if by == zero || is_within {
        Standing::On
    } else if (by > zero) == (whole > zero) {
        Standing::Ahead(by.abs())
    } else {
        Standing::Behind(by.abs())
    };
    Some(Pace {
        baseline,
        expected,
        standing,
        so_far: to_two_digits(covered.to_f64() / (at - from))?,
        needed: to_two_digits(left.to_f64() / (due - at))?,
    })
}

/// A number with two digits that count: more would say that the future is known.
fn to_two_digits(value: f64) -> Option<Decimal> {
    let (mut unit, mut digits) = (1.0, 0);
    while value.abs() / unit >= 100.0 {
        unit *= 10.0;
    }
    while value.abs() * 10_f64.powi(digits) < 10.0 && digits < 3 {
        digits += 1;
    }
    Decimal::rounded(
        (value / unit * 10_f64.powi(digits)).round() / 10_f64.powi(digits) * unit,
        3,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Date, Kpi, kpi_from_json};
    use crate::progress::status;
    use proptest::prelude::*;

    /// A KPI with a floor or a ceiling due at the end of 2030.
    fn kpi(observations: &[(&str, &str)], goal: &str, better: &str, more: &str) -> Kpi {
        let observations: Vec<String> = observations
            .iter()
            .map(|(period, of)| format!(r#"{{"period": "{period}", {of}, "source": "x"}}"#))
            .collect();
        kpi_from_json(&format!(
            r#"{{"id": "k", "title": "K", "measures": "K", "unit": "%", "better": "{better}",
                "audiences": ["a"], "series": [{{"id": "s", "label": "S",
                    "observations": [{}]}}],
                "targets": [{{"goal": {goal}, "set": "2020-12", "due": "end-2030",
                    {more} "source": "x"}}]}}"#,
            observations.join(",")
        ))
    }

    fn pace_of(kpi: &Kpi) -> Option<(Decimal, Standing, Decimal, Decimal)> {
        let published = Date::parse("2026-06").expect("a date");
        let pace = pace(&status(kpi, &kpi.series[0], published))?;
        Some((pace.expected, pace.standing, pace.so_far, pace.needed))
    }

    fn decimal(value: f64) -> Decimal {
        Decimal::rounded(value, 3).expect("a decimal")
    }

    const FLOOR: &str = r#"{"atLeast": 80}"#;

    #[test]
    fn a_figure_is_compared_with_the_straight_line_from_baseline_to_goal() {
        // From the end of 2020 to the end of 2030 it is 30 points: 3 a year.
        for (found, standing, so_far, needed) in [
            (r#""value": 65"#, Standing::On, 3.0, 3.0),
            (
                r#""value": 68"#,
                Standing::Ahead(Decimal::whole(3)),
                3.6,
                2.4,
            ),
            (
                r#""value": 60"#,
                Standing::Behind(Decimal::whole(5)),
                2.0,
                4.0,
            ),
            (
                r#""value": 45"#,
                Standing::Behind(Decimal::whole(20)),
                -1.0,
                7.0,
            ),
        ] {
            let observations = [("end-2020", r#""value": 50"#), ("end-2025", found)];
            let wanted = (decimal(65.0), standing, decimal(so_far), decimal(needed));
            let kpi = kpi(&observations, FLOOR, "higher", "");
            assert_eq!(pace_of(&kpi), Some(wanted), "{found}");
        }
        let fewer = [
            ("end-2020", r#""value": 50"#),
            ("end-2025", r#""value": 38"#),
        ];
        let kpi = kpi(&fewer, r#"{"atMost": 20}"#, "lower", "");
        let standing = Standing::Behind(Decimal::whole(3));
        let wanted = (decimal(35.0), standing, decimal(-2.4), decimal(-3.6));
        assert_eq!(pace_of(&kpi), Some(wanted));
    }

    #[test]
    fn a_stated_baseline_is_where_the_line_begins() {
        let observations = [
            ("end-2020", r#""value": 50"#),
            ("end-2025", r#""value": 60"#),
        ];
        let stated = r#""baseline": {"value": 40, "period": "end-2020", "source": "x"},"#;
        let kpi = kpi(&observations, FLOOR, "higher", stated);
        assert_eq!(
            pace_of(&kpi).map(|(expected, ..)| expected),
            Some(decimal(60.0))
        );
    }

    #[test]
    fn a_goal_of_the_baseline_has_its_pace_too() {
        let observations = [("end-2025", r#""value": 60"#)];
        let stated = r#""baseline": {"value": 40, "period": "end-2020", "source": "x"},"#;
        let kpi = kpi(&observations, r#"{"times": 2}"#, "higher", stated);
        let (expected, standing, ..) = pace_of(&kpi).expect("a pace");
        assert_eq!((expected, standing), (decimal(60.0), Standing::On));
    }

    #[test]
    fn what_would_be_a_guess_is_not_told() {
        let from = ("end-2020", r#""value": 50"#);
        let to = ("end-2025", r#""value": 60"#);
        for (why, observations, goal, more) in [
            ("no baseline", vec![to], FLOOR, ""),
            ("nothing since", vec![from], FLOOR, ""),
            ("reached", vec![from, to], r#"{"atLeast": 55}"#, ""),
            (
                "about",
                vec![from, ("2025", r#""value": 60, "qualifier": "about""#)],
                FLOOR,
                "",
            ),
            (
                "too soon",
                vec![from, ("2021-06", r#""value": 53"#)],
                FLOOR,
                "",
            ),
            (
                "withdrawn",
                vec![from, to],
                FLOOR,
                r#""withdrawn": {"at": "2025", "reason": "R."},"#,
            ),
        ] {
            let kpi = kpi(&observations, goal, "higher", more);
            assert_eq!(pace_of(&kpi), None, "{why}");
        }
    }

    #[test]
    fn a_figure_whose_interval_holds_the_line_is_on_it() {
        let with = r#""value": 63, "interval": {"low": 60, "high": 66, "level": 95}"#;
        let kpi = kpi(
            &[("end-2020", r#""value": 50"#), ("end-2025", with)],
            FLOOR,
            "higher",
            "",
        );
        assert_eq!(
            pace_of(&kpi).map(|(_, standing, ..)| standing),
            Some(Standing::On)
        );
    }

    proptest! {
        #[test]
        fn whoever_is_ahead_needs_less_than_so_far_and_whoever_is_behind_more(
            (from, to) in (0_u32..79, 0_u32..79),
            year in 2022_u16..2026,
        ) {
            let (from, to) = (format!(r#""value": {from}"#), format!(r#""value": {to}"#));
            let at = format!("end-{year}");
            let kpi = kpi(&[("end-2020", &from), (&at, &to)], FLOOR, "higher", "");
            let (_, standing, so_far, needed) = pace_of(&kpi).expect("a pace");
            match standing {
                Standing::Ahead(_) => prop_assert!(so_far > needed),
                // As far as whole numbers tell.
                Standing::On => prop_assert!(so_far.minus(needed).abs() < decimal(1.0)),
                Standing::Behind(_) => prop_assert!(so_far < needed),
            }
        }
    }
}
