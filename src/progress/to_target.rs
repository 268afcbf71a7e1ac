//! How much of the distance to a target a series has covered.

use crate::bundle::{Baseline, Decimal, Observation, Period, Qualifier, Series, Target};

use super::compare::{Comparability, Measured, comparability};
use super::status::{Edge, Status, latest_where};

/// The figure from which the way to a target begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start<'a> {
    /// Its value, in the KPI's unit.
    pub value: Decimal,
    /// How exact it is.
    pub qualifier: Qualifier,
    /// When it was measured.
    pub period: Period,
    /// The observation of the series that it is; `None` where the target states it.
    pub observation: Option<&'a Observation>,
}

impl<'a> Start<'a> {
    /// The baseline that a target states.
    pub fn stated(baseline: &Baseline) -> Self {
        Start {
            value: baseline.value,
            qualifier: Qualifier::Exactly,
            period: baseline.period,
            observation: None,
        }
    }

    /// The baseline that the target states, or else the figure of the series whose period ends
    /// no later than the one in which the target was set; of several the latest, by the middle
    /// of its period.
    fn of(series: &'a Series, target: &'a Target) -> Option<Self> {
        if let Some(stated) = &target.baseline {
            return Some(Start::stated(stated));
        }
        let set = target.set.last_day();
        let of = latest_where(series, &|period| set.is_some() && period.last_day() <= set)?;
        Some(Start {
            value: of.value,
            qualifier: of.qualifier,
            period: of.observation.period,
            observation: Some(of.observation),
        })
    }
}

/// How much of the distance to the target in force a series has covered, or why that cannot be
/// said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress<'a> {
    /// No dated figure is published from when the target was set or before.
    NoBaseline,
    /// No figure is published from after the target was set.
    NoneSince,
    /// The way of measuring changed at this period, between baseline and latest figure.
    Broken(Period),
    /// The baseline was at the deciding edge already, or beyond it: there was no distance left.
    NoneLeft(Start<'a>),
    /// It covered some of the distance, or went the wrong way.
    Covered {
        /// The baseline figure.
        baseline: Start<'a>,
        /// Latest - baseline. Zero where nothing changed; its sign is opposite to that of
        /// `whole` where it went the wrong way.
        covered: Decimal,
        /// Edge - baseline, never zero: above zero towards a floor, below it towards a
        /// ceiling.
        whole: Decimal,
        /// `covered` / `whole` in per cent, rounded to one digit after the point. To test for
        /// exactly all of the distance, compare `covered` and `whole`, which are exact. `None`
        /// where it would have more than 15 digits.
        percent: Option<Decimal>,
    },
}

/// The share of the distance that a series has covered since its target was set, by the
/// figure that decides about it, or else the latest: (figure - baseline) / (edge - baseline),
/// where the edge is the end of the goal that decides ([`Edge::of`]), and the baseline the
/// figure from which the target starts ([`Start`]). `None` without a dated figure or a target.
///
/// A baseline that the target states is comparable because the bundle says so; one that is
/// found in the series only where the way of measuring did not change in between.
pub fn progress<'a>(status: &Status<'a>) -> Option<Progress<'a>> {
    let Status { kpi, series, .. } = *status;
    let (latest, target) = status.decisive.or(status.latest).zip(status.target)?;
    let Some(baseline) = Start::of(series, target) else {
        return Some(Progress::NoBaseline);
    };
    let (from, to) = (baseline.period, latest.observation.period);
    // A period occurs once in a series.
    if from == to {
        return Some(Progress::NoneSince);
    }
    if baseline.observation.is_some()
        && let Comparability::BrokenAt(at) =
            comparability(Measured::Kpi(kpi, from), Measured::Kpi(kpi, to))
    {
        return Some(Progress::Broken(at));
    }
    let edge = Edge::of(target.goal, kpi.better);
    let whole = edge.value.minus(baseline.value);
    let zero = Decimal::whole(0);
    if whole == zero || (whole < zero) == edge.is_floor {
        return Some(Progress::NoneLeft(baseline));
    }
    let covered = latest.value.minus(baseline.value);
    Some(Progress::Covered {
        baseline,
        covered,
        whole,
        percent: covered.percent_of(whole),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Date, Kpi, kpi_from_json};
    use crate::progress::{Tone, status};
    use proptest::prelude::*;

    const FLOOR: &str = r#"{"atLeast": 70}"#;
    const CEILING: &str = r#"{"atMost": 10}"#;
    const NUMBER: &str = r#"{"number": 40}"#;
    const BAND: &str = r#"{"from": 30, "to": 50}"#;

    /// A KPI with these observations and a target set in June 2018.
    fn kpi(observations: &[(&str, f64)], goal: &str, better: &str, breaks: &str) -> Kpi {
        let observations: Vec<String> = observations
            .iter()
            .map(|(period, value)| {
                format!(r#"{{"period": "{period}", "value": {value}, "source": "x"}}"#)
            })
            .collect();
        kpi_from_json(&format!(
            r#"{{"id": "k", "title": "K", "measures": "K",
                "unit": {{"one": "day", "many": "days"}}, "better": "{better}",
                "audiences": ["a"],
                "series": [{{"id": "s", "label": "S", "observations": [{}]}}],
                "targets": [{{"goal": {goal}, "set": "2018-06", "due": "2023", "source": "x"}}],
                "breaks": [{breaks}]}}"#,
            observations.join(",")
        ))
    }

    fn published() -> Date {
        Date::parse("2026-11-21").expect("a date")
    }

    fn progress_of(kpi: &Kpi) -> Option<Progress<'_>> {
        let series = &kpi.series[0];
        progress(&status(kpi, series, published()))
    }

    /// The distance covered, the whole distance, and the share in per cent.
    fn covered(kpi: &Kpi) -> (Decimal, Decimal, Decimal, Option<Decimal>) {
        match progress_of(kpi) {
            Some(Progress::Covered {
                baseline,
                covered,
                whole,
                percent,
            }) => (baseline.value, covered, whole, percent),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_way_leads_from_the_baseline_to_the_edge_that_decides() {
        for (goal, better, baseline, latest, covered_by, whole, percent) in [
            // For a floor and a ceiling, the deciding edge is given.
            (FLOOR, "higher", 50.0, 60.0, 10.0, 20.0, 50.0),
            (FLOOR, "lower", 50.0, 60.0, 10.0, 20.0, 50.0),
            (CEILING, "lower", 20.0, 15.0, -5.0, -10.0, 50.0),
            (CEILING, "higher", 20.0, 15.0, -5.0, -10.0, 50.0),
            // A number and a band are reached from the worse side.
            (NUMBER, "higher", 10.0, 20.0, 10.0, 30.0, 33.3),
            (NUMBER, "lower", 70.0, 50.0, -20.0, -30.0, 66.7),
            (BAND, "higher", 10.0, 15.0, 5.0, 20.0, 25.0),
            (BAND, "lower", 90.0, 80.0, -10.0, -40.0, 25.0),
            // All of it, more than all of it, nothing of it, and the other way.
            (FLOOR, "higher", 50.0, 70.0, 20.0, 20.0, 100.0),
            (CEILING, "lower", 20.0, 10.0, -10.0, -10.0, 100.0),
            (BAND, "higher", 10.0, 50.0, 40.0, 20.0, 200.0),
            (FLOOR, "higher", 50.0, 50.0, 0.0, 20.0, 0.0),
            (CEILING, "lower", 20.0, 20.0, 0.0, -10.0, 0.0),
            (FLOOR, "higher", 50.0, 45.0, -5.0, 20.0, -25.0),
            (CEILING, "lower", 20.0, 25.0, 5.0, -10.0, -50.0),
        ] {
            let kpi = kpi(&[("2017", baseline), ("2020", latest)], goal, better, "");
            let decimal = |value| Decimal::rounded(value, 6).expect("a decimal");
            let wanted = (
                decimal(baseline),
                decimal(covered_by),
                decimal(whole),
                Some(decimal(percent)),
            );
            assert_eq!(covered(&kpi), wanted, "{goal} {better} {baseline} {latest}");
        }
    }

    #[test]
    fn the_baseline_is_the_last_figure_that_was_there_when_the_target_was_set() {
        for (periods, baseline) in [
            (["2017", "2016", "2020"], 0),
            (["2016", "2018-06", "2020"], 1),
            (["2016", "2018-06-30", "2020"], 1),
            // The period of measurement ends after the target was set.
            (["2016", "2018", "2020"], 0),
            (["2016", "2018-05/2018-07", "2020"], 0),
            (["2016", "2018-07-01", "2020"], 0),
            (["2016", "not stated", "2020"], 0),
        ] {
            let observations = [(periods[0], 1.0), (periods[1], 2.0), (periods[2], 9.0)];
            let kpi = kpi(&observations, FLOOR, "higher", "");
            let wanted = Decimal::whole(baseline + 1);
            assert_eq!(covered(&kpi).0, wanted, "{periods:?}");
        }
    }

    #[test]
    fn where_there_is_no_way_it_is_told_why() {
        let of = |observations: &[(&str, f64)], goal, better| {
            let kpi = kpi(observations, goal, better, "");
            format!("{:?}", progress_of(&kpi))
        };
        assert_eq!(of(&[], FLOOR, "higher"), "None");
        assert_eq!(of(&[("not stated", 5.0)], FLOOR, "higher"), "None");
        assert_eq!(of(&[("2020", 5.0)], FLOOR, "higher"), "Some(NoBaseline)");
        let undated = [("not stated", 5.0), ("2020", 6.0)];
        assert_eq!(of(&undated, FLOOR, "higher"), "Some(NoBaseline)");
        let before = [("2016", 5.0), ("2017", 6.0)];
        assert_eq!(of(&before, FLOOR, "higher"), "Some(NoneSince)");
        for (goal, better, baseline) in [
            (FLOOR, "higher", 70.0),
            (FLOOR, "lower", 71.0),
            (CEILING, "lower", 10.0),
            (CEILING, "higher", 9.0),
            (NUMBER, "higher", 40.0),
            (NUMBER, "lower", 39.0),
            (BAND, "higher", 31.0),
            (BAND, "lower", 49.0),
        ] {
            // Whatever came later: where the goal is already reached, there is no distance to
            // it.
            for latest in [0.0, baseline, 100.0] {
                let found = of(&[("2017", baseline), ("2020", latest)], goal, better);
                assert!(found.starts_with("Some(NoneLeft("), "{goal}: {found}");
            }
        }
        let kpi = kpi_from_json(
            r#"{"id": "k", "title": "K", "measures": "K", "unit": "%", "better": "higher",
                "audiences": ["a"], "series": [{"id": "s", "label": "S", "observations": [
                    {"period": "2017", "value": 1, "source": "x"}]}],
                "targets": []}"#,
        );
        assert_eq!(progress_of(&kpi), None, "no target");
    }

    #[test]
    fn a_stated_baseline_wins_and_is_comparable_because_the_bundle_says_so() {
        let of = |more: &str, breaks: &str| {
            let json = format!(
                r#"{{"id": "k", "title": "K", "measures": "K", "unit": {{"one": "t", "many": "t"}},
                    "better": "lower", "audiences": ["a"], "series": [{{"id": "s", "label": "S",
                    "observations": [{{"period": "2017", "value": 90, "source": "x"}},
                        {{"period": "2020", "value": 75, "source": "x"}}]}}],
                    "targets": [{{{more} "set": "2018", "due": "2030", "source": "x"}}],
                    "breaks": [{breaks}]}}"#
            );
            let kpi = kpi_from_json(&json);
            let found = covered(&kpi);
            (found.0, found.2, found.3)
        };
        let decimal = |value| Decimal::rounded(value, 1).expect("a decimal");
        let stated = r#""baseline": {"value": 100, "period": "2005", "source": "x"},"#;
        let wanted = (decimal(100.0), decimal(-50.0), Some(decimal(50.0)));
        let fixed = format!(r#"{stated} "goal": {{"atMost": 50}},"#);
        let relative = format!(r#"{stated} "goal": {{"percentChange": -50}},"#);
        let half = format!(r#"{stated} "goal": {{"times": 0.5}},"#);
        let broken = r#"{"at": "2019", "reason": "R."}"#;
        for goal in [fixed, relative, half] {
            assert_eq!(of(&goal, ""), wanted);
            assert_eq!(of(&goal, broken), wanted);
        }
    }

    #[test]
    fn a_target_set_nobody_says_when_has_no_baseline() {
        let kpi = kpi_from_json(
            r#"{"id": "k", "title": "K", "measures": "K", "unit": "%", "better": "higher",
                "audiences": ["a"], "series": [{"id": "s", "label": "S", "observations": [
                    {"period": "2017", "value": 1, "source": "x"},
                    {"period": "2020", "value": 2, "source": "x"}]}],
                "targets": [{"goal": {"atLeast": 70}, "set": "not stated", "due": "2023",
                    "source": "x"}]}"#,
        );
        assert_eq!(progress_of(&kpi), Some(Progress::NoBaseline));
    }

    #[test]
    fn no_way_leads_across_a_break() {
        let observations = [("2017", 50.0), ("2020", 60.0)];
        let broken = kpi(
            &observations,
            FLOOR,
            "higher",
            r#"{"at": "2019", "reason": "R."}"#,
        );
        assert_eq!(
            progress_of(&broken),
            Some(Progress::Broken(broken.breaks[0].at))
        );
        for at in ["2017", "2021"] {
            let outside = format!(r#"{{"at": "{at}", "reason": "R."}}"#);
            let kpi = kpi(&observations, FLOOR, "higher", &outside);
            assert!(
                matches!(progress_of(&kpi), Some(Progress::Covered { .. })),
                "{at}"
            );
        }
    }

    proptest! {
        #[test]
        fn all_of_the_way_lies_behind_exactly_at_the_edge_and_the_target_is_met_from_there_on(
            baseline in -999_999..999_999_i64,
            latest in -999_999..999_999_i64,
            edge in -999_999..999_999_i64,
            at_edge in any::<bool>(),
            floor in any::<bool>(),
        ) {
            let latest = if at_edge { edge } else { latest };
            let number = |value: i64| value as f64 / 1000.0;
            let goal = if floor { "atLeast" } else { "atMost" };
            let goal = format!(r#"{{"{goal}": {}}}"#, number(edge));
            let observations = [("2017", number(baseline)), ("2020", number(latest))];
            let kpi = kpi(&observations, &goal, "higher", "");
            let status = status(&kpi, &kpi.series[0], published());
            let Some(Progress::Covered { covered, whole, percent, .. }) = progress_of(&kpi) else {
                let none_left = if floor { baseline >= edge } else { baseline <= edge };
                prop_assert!(none_left);
                return Ok(());
            };
            prop_assert_eq!(covered == whole, latest == edge);
            prop_assert_eq!(covered == Decimal::whole(0), latest == baseline);
            let is_met = status.verdict.tone() == Tone::Met;
            prop_assert_eq!(covered.abs() >= whole.abs() && (covered < Decimal::whole(0)) != floor, is_met);
            let hundred = Decimal::whole(100);
            // Rounding does not go past the edge.
            prop_assert!(percent.is_some_and(|share| (share >= hundred) || !is_met));
        }
    }
}
