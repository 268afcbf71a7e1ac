//! How a KPI is drawn.

use crate::bundle::{ChartKind, Figure, Goal, Kpi, Series, Target};

/// How a KPI is drawn: as the bundle says, or else as the shape of its data suggests. More than
/// one dated figure of a series is a trend, whatever the goal; of single figures, counts of a
/// whole are a proportion, those held against a floor or a ceiling are a threshold, and those
/// with a natural end are a proportion of it. Without such an end a figure is a part of nothing.
pub fn kind(kpi: &Kpi) -> ChartKind {
    let is_threshold = |target: &Target| matches!(target.goal, Goal::AtLeast(_) | Goal::AtMost(_));
    let dated = |series: &Series| {
        let observations = series.observations.iter();
        let published = observations.filter(|o| {
            o.period.middle().is_some() && matches!(o.figure, Figure::Published { .. })
        });
        published.count()
    };
    kpi.chart.unwrap_or_else(|| {
        if kpi.series.iter().any(|series| dated(series) > 1) {
            ChartKind::Trend
        } else if kpi.whole.is_some() {
            ChartKind::Proportion
        } else if kpi.targets.iter().any(is_threshold) || kpi.natural_range().is_none() {
            ChartKind::Threshold
        } else {
            ChartKind::Proportion
        }
    })
}

/// How the figures of a chart are arranged in its drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Along an axis of time.
    Time,
    /// A row for each.
    Rows,
    /// A row for each series, with its first and its latest figure.
    SeriesRows,
}

/// The layout of a kind's drawing.
pub fn layout(kind: ChartKind) -> Layout {
    match kind {
        ChartKind::Trend => Layout::Time,
        ChartKind::Threshold | ChartKind::Proportion => Layout::Rows,
        ChartKind::Comparison => Layout::SeriesRows,
    }
}

#[cfg(test)]
mod tests {
    use super::kind;
    use crate::bundle::{ChartKind, kpi_from_json};

    const PERCENT: &str = r#""%""#;
    const DAYS: &str = r#"{"one": "day", "many": "days"}"#;

    /// The kind of a KPI of one series with figures of these periods.
    fn kind_of(unit: &str, periods: &[&str], goal: &str, more: &str) -> ChartKind {
        let observations: Vec<String> = periods
            .iter()
            .map(|period| match period.strip_prefix('-') {
                Some(gap) => format!(r#"{{"period": "{gap}", "missing": "none", "source": "s"}}"#),
                None => format!(r#"{{"period": "{period}", "value": 5, "source": "s"}}"#),
            })
            .collect();
        let targets = match goal {
            "" => String::new(),
            goal => format!(r#"{{"goal": {goal}, "set": "2018", "due": "2030", "source": "s"}}"#),
        };
        kind(&kpi_from_json(&format!(
            r#"{{"id": "k", "title": "K", "measures": "K", "unit": {unit}, "better": "higher",
                "audiences": ["a"], "targets": [{targets}], {more}
                "series": [{{"id": "s", "label": "S", "observations": [{}]}}]}}"#,
            observations.join(",")
        )))
    }

    #[test]
    fn several_dates_are_a_trend_whatever_the_goal() {
        for unit in [PERCENT, DAYS] {
            for goal in [
                "",
                r#"{"number": 9}"#,
                r#"{"atLeast": 9}"#,
                r#"{"atMost": 9}"#,
            ] {
                for whole in ["", r#""whole": 20,"#] {
                    let of = kind_of(unit, &["2019", "2020"], goal, whole);
                    assert_eq!(of, ChartKind::Trend, "{unit} {goal} {whole}");
                }
            }
        }
    }

    #[test]
    fn single_figures_are_drawn_against_what_there_is() {
        let floor = r#"{"atLeast": 9}"#;
        let whole = r#""whole": 20,"#;
        for (unit, goal, more, expected) in [
            (DAYS, "", whole, ChartKind::Proportion),
            (DAYS, floor, whole, ChartKind::Proportion),
            (PERCENT, floor, "", ChartKind::Threshold),
            (PERCENT, "", "", ChartKind::Proportion),
            (PERCENT, r#"{"number": 9}"#, "", ChartKind::Proportion),
            // A bar would have no end.
            (DAYS, "", "", ChartKind::Threshold),
            (DAYS, r#"{"number": 9}"#, "", ChartKind::Threshold),
        ] {
            // Neither a gap nor a figure without a date makes a trend.
            for periods in [
                &["2020"][..],
                &["-2019", "2020"],
                &["2020", "not stated"],
                &[],
            ] {
                let of = kind_of(unit, periods, goal, more);
                assert_eq!(of, expected, "{unit} {goal} {more} {periods:?}");
            }
        }
    }

    #[test]
    fn what_the_bundle_says_comes_first() {
        for chosen in ChartKind::ALL {
            let more = format!(r#""chart": "{}","#, chosen.name());
            assert_eq!(kind_of(DAYS, &["2019", "2020"], "", &more), *chosen);
        }
    }
}
