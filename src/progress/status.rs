//! Where a series is against the target in force.

use crate::bundle::{
    Better, Decimal, Figure, Goal, Kpi, Observation, Period, Qualifier, Series, Target,
};

/// A series, its latest dated figure and what that means against its target.
#[derive(Clone, Debug, PartialEq)]
pub struct Status<'a> {
    /// The latest dated figure; `None` when no dated figure is published.
    pub latest: Option<Latest<'a>>,
    /// Periods after the latest figure for which the sources give none, in order.
    pub missing_since: Vec<&'a Observation>,
    /// The target in force; `None` when there is none.
    pub target: Option<&'a Target>,
    /// What the figure means against the target.
    pub verdict: Verdict,
    /// Whether the figure's period is after the target's due date, so that it cannot show
    /// whether the target was reached in time.
    pub after_due: bool,
}

/// A published, dated figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Latest<'a> {
    /// Its observation.
    pub observation: &'a Observation,
    /// The number, in the KPI's unit.
    pub value: Decimal,
    /// How exact it is.
    pub qualifier: Qualifier,
}

/// What can be said about a figure against its target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// There is no figure.
    NoFigure,
    /// There are figures, but none of them has a date.
    NoDatedFigure,
    /// There is a figure, but no target.
    NoTarget,
    /// The figure's position, and whether the target is reached.
    Against(Position, Outcome),
}

/// Where a value is. Distances are positive, in the KPI's unit; for percentages that is
/// percentage points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Position {
    /// Above the goal's upper end, by this much.
    Above(Decimal),
    /// Exactly on the goal's number, or inside its band.
    Within,
    /// Below the goal's lower end, by this much.
    Below(Decimal),
}

impl Position {
    /// Where `value` is against `goal`: above it by `value` - upper end, below it by lower end
    /// - `value`, otherwise within.
    pub fn of(value: Decimal, goal: Goal) -> Self {
        let (low, high) = goal.bounds();
        if value > high {
            Position::Above(value.minus(high))
        } else if value < low {
            Position::Below(low.minus(value))
        } else {
            Position::Within
        }
    }
}

/// The end of a goal that decides whether it is reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The number there.
    pub value: Decimal,
    /// Whether the goal is reached from here on upwards; otherwise downwards.
    pub is_floor: bool,
}

impl Edge {
    /// The low end of a floor and the high end of a ceiling, whichever direction is better. A
    /// number and a band are reached from the worse side, because doing better than the goal is
    /// not a miss: their low end where higher is better, otherwise their high end.
    pub fn of(goal: Goal, better: Better) -> Self {
        let (low, high) = goal.bounds();
        let is_floor = match (goal, better) {
            (Goal::AtLeast(_), _) | (Goal::Number(_) | Goal::Band { .. }, Better::Higher) => true,
            (Goal::AtMost(_), _) | (Goal::Number(_) | Goal::Band { .. }, Better::Lower) => false,
        };
        let value = if is_floor { low } else { high };
        Edge { value, is_floor }
    }
}

/// Whether the figure reaches the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is.
    Met,
    /// It is not.
    NotMet,
    /// The figure is given as "about" exactly the number that would decide it.
    Unclear,
}

/// The last target for the series that nothing has superseded.
pub fn target_in_force<'a>(kpi: &'a Kpi, series: &Series) -> Option<&'a Target> {
    kpi.targets.iter().rev().find(|target| {
        target.superseded.is_none() && target.series.as_ref().is_none_or(|id| *id == series.id)
    })
}

/// Where a series of `kpi` is against its target.
///
/// The latest figure is the published one whose period has the latest middle. One without a
/// date is never the latest, because nothing shows that it is.
pub fn status<'a>(kpi: &'a Kpi, series: &'a Series) -> Status<'a> {
    let mut dated: Vec<(f64, &Observation)> = series
        .observations
        .iter()
        .filter_map(|observation| Some((observation.period.middle()?, observation)))
        .collect();
    dated.sort_by(|(a, _), (b, _)| a.total_cmp(b));

    let mut latest = None;
    let mut missing_since = Vec::new();
    for (_, observation) in dated {
        match observation.figure {
            Figure::Published { value, qualifier } => {
                latest = Some(Latest {
                    observation,
                    value,
                    qualifier,
                });
                missing_since.clear();
            }
            Figure::NotPublished { .. } => missing_since.push(observation),
        }
    }

    let target = target_in_force(kpi, series);
    let verdict = match (latest, target) {
        (None, _) if is_published(series) => Verdict::NoDatedFigure,
        (None, _) => Verdict::NoFigure,
        (Some(_), None) => Verdict::NoTarget,
        (Some(latest), Some(target)) => Verdict::Against(
            Position::of(latest.value, target.goal),
            outcome(latest.value, latest.qualifier, target.goal, kpi.better),
        ),
    };
    let after_due = latest
        .and_then(|latest| latest.observation.period.bounds())
        .zip(target.and_then(|target| target.due.bounds()))
        .is_some_and(|((measured_from, _), (_, due))| measured_from >= due);
    Status {
        latest,
        missing_since,
        target,
        verdict,
        after_due,
    }
}

fn is_published(series: &Series) -> bool {
    let mut figures = series.observations.iter().map(|o| &o.figure);
    figures.any(|figure| matches!(figure, Figure::Published { .. }))
}

/// The latest of the published, dated figures of `series` for which `is_wanted`: the one
/// whose period has the latest middle.
pub(super) fn latest_where<'a>(
    series: &'a Series,
    is_wanted: &dyn Fn(Period) -> bool,
) -> Option<Latest<'a>> {
    let mut found: Option<(f64, Latest<'a>)> = None;
    for observation in &series.observations {
        if let Figure::Published { value, qualifier } = observation.figure
            && let Some(middle) = observation.period.middle()
            && is_wanted(observation.period)
            && found.is_none_or(|(latest, _)| latest <= middle)
        {
            let latest = Latest {
                observation,
                value,
                qualifier,
            };
            found = Some((middle, latest));
        }
    }
    Some(found?.1)
}

/// The published figure before `latest`: of those of `series` whose period has an earlier
/// middle, the one with the latest.
pub fn previous<'a>(series: &'a Series, latest: Latest<'_>) -> Option<Latest<'a>> {
    let at = latest.observation.period.middle();
    latest_where(series, &|period| period.middle() < at)
}

/// Whether the value reaches the goal: at its deciding edge or beyond. On the edge it
/// depends on how exact the figure is.
fn outcome(value: Decimal, qualifier: Qualifier, goal: Goal, better: Better) -> Outcome {
    let edge = Edge::of(goal, better);
    if value == edge.value {
        match (qualifier, edge.is_floor) {
            (Qualifier::Exactly, _) | (Qualifier::Over, true) | (Qualifier::Nearly, false) => {
                Outcome::Met
            }
            (Qualifier::Over, false) | (Qualifier::Nearly, true) => Outcome::NotMet,
            (Qualifier::About, _) => Outcome::Unclear,
        }
    } else if (value > edge.value) == edge.is_floor {
        Outcome::Met
    } else {
        Outcome::NotMet
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: i64) -> Decimal {
        Decimal::whole(value)
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

    /// A KPI in JSON with one series and a floor of 70% due in 2023.
    fn kpi(observations: &str) -> Kpi {
        let json = format!(
            r#"{{"id": "k", "title": "K", "measures": "K", "unit": "%", "better": "higher",
                "audiences": ["a"],
                "series": [{{"id": "s", "label": "S", "observations": [{observations}]}}],
                "targets": [
                    {{"goal": {{"atLeast": 50}}, "set": "2018", "due": "2023", "superseded": "2020", "source": "x"}},
                    {{"goal": {{"atLeast": 70}}, "set": "2020", "due": "2023", "source": "x"}}
                ]}}"#
        );
        crate::bundle::kpi_from_json(&json)
    }

    #[test]
    fn the_latest_figure_is_the_latest_dated_one() {
        let kpi = kpi(r#"
            {"period": "2021", "value": 60, "source": "x"},
            {"period": "not stated", "value": 99, "source": "x"},
            {"period": "2019", "value": 55, "source": "x"},
            {"period": "2022", "missing": "not read", "source": "x"}"#);
        let status = status(&kpi, &kpi.series[0]);
        assert_eq!(status.latest.map(|latest| latest.value), Some(number(60)));
        assert_eq!(status.missing_since.len(), 1, "2022 has no figure");
        let against = Verdict::Against(Position::Below(number(10)), Outcome::NotMet);
        assert_eq!(
            status.verdict, against,
            "against the target in force, not the old one"
        );
    }

    #[test]
    fn a_figure_from_after_the_due_date_is_told_apart() {
        for (period, after_due) in [("2023", false), ("end-2023", false), ("2024", true)] {
            let kpi = kpi(&format!(
                r#"{{"period": "{period}", "value": 80, "source": "x"}}"#
            ));
            assert_eq!(
                status(&kpi, &kpi.series[0]).after_due,
                after_due,
                "{period}"
            );
        }
    }

    #[test]
    fn an_undated_figure_alone_is_told_as_such() {
        let kpi = kpi(r#"{"period": "not stated", "value": 99, "source": "x"}"#);
        assert_eq!(status(&kpi, &kpi.series[0]).verdict, Verdict::NoDatedFigure);
        let kpi = self::kpi(r#"{"period": "2020", "missing": "not read", "source": "x"}"#);
        assert_eq!(status(&kpi, &kpi.series[0]).verdict, Verdict::NoFigure);
    }

    #[test]
    fn doing_better_than_the_target_meets_it() {
        let exactly = Qualifier::Exactly;
        let band = Goal::Band {
            from: number(75),
            to: number(80),
        };
        for (value, better, expected) in [
            (86, Better::Higher, Outcome::Met),
            (75, Better::Higher, Outcome::Met),
            (74, Better::Higher, Outcome::NotMet),
            (74, Better::Lower, Outcome::Met),
            (80, Better::Lower, Outcome::Met),
            (81, Better::Lower, Outcome::NotMet),
        ] {
            let found = outcome(number(value), exactly, band, better);
            assert_eq!(found, expected, "{value} {better:?}");
        }
        // For a floor and a ceiling, the good side is given.
        let (floor, ceiling) = (Goal::AtLeast(number(70)), Goal::AtMost(number(7)));
        assert_eq!(
            outcome(number(69), exactly, floor, Better::Lower),
            Outcome::NotMet
        );
        assert_eq!(
            outcome(number(6), exactly, ceiling, Better::Higher),
            Outcome::Met
        );
        assert_eq!(
            outcome(number(8), exactly, ceiling, Better::Lower),
            Outcome::NotMet
        );
    }

    #[test]
    fn an_inexact_figure_on_the_edge_is_told_as_such() {
        let floor = Goal::AtLeast(number(70));
        let at_edge = |qualifier| outcome(number(70), qualifier, floor, Better::Higher);
        assert_eq!(at_edge(Qualifier::Exactly), Outcome::Met);
        assert_eq!(at_edge(Qualifier::Over), Outcome::Met);
        assert_eq!(at_edge(Qualifier::Nearly), Outcome::NotMet);
        assert_eq!(at_edge(Qualifier::About), Outcome::Unclear);
    }
}
