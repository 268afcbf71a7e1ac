//! Whether two figures may be compared.

use crate::bundle::{Insight, Kpi, Period, RelatedFigure, Unit};

/// A figure, by what was measured and when.
#[derive(Clone, Copy, Debug)]
pub enum Measured<'a> {
    /// A figure of a KPI, whichever its series, for a period.
    Kpi(&'a Kpi, Period),
    /// A Key Insights figure.
    Insight(&'a Insight),
    /// A figure that measures something else than the KPI beside which it is shown.
    Related(&'a RelatedFigure),
}

/// Whether two figures may be compared, and why not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Comparability {
    /// They were measured alike.
    Comparable,
    /// They are in different units.
    OtherUnit,
    /// They measure different things, or the same on different scales.
    OtherMeasure,
    /// The date of one of them is not stated, so nothing says what changed in between.
    Undated,
    /// The way of measuring changed at this period, between the two.
    BrokenAt(Period),
}

/// Whether `a` and `b` may be compared: same unit, same KPI (or same measure, of
/// insights), both dated, and no break of the KPI with middle of the first < start of the
/// break <= middle of the second. The order of `a` and `b` does not matter.
///
/// Insights need no dates: those of one measure are comparable because the bundle says
/// so. A related figure compares with none.
pub fn comparability(a: Measured<'_>, b: Measured<'_>) -> Comparability {
    if unit(a) != unit(b) {
        return Comparability::OtherUnit;
    }
    match (a, b) {
        (Measured::Kpi(kpi, at), Measured::Kpi(other, other_at)) if kpi.id == other.id => {
            of_one_kpi(kpi, at, other_at)
        }
        (Measured::Insight(a), Measured::Insight(b)) if a.measure == b.measure => {
            Comparability::Comparable
        }
        _ => Comparability::OtherMeasure,
    }
}

fn unit(figure: Measured<'_>) -> &Unit {
    match figure {
        Measured::Kpi(kpi, _) => &kpi.unit,
        Measured::Insight(insight) => &insight.unit,
        Measured::Related(related) => &related.unit,
    }
}

fn of_one_kpi(kpi: &Kpi, a: Period, b: Period) -> Comparability {
    let (Some(a), Some(b)) = (a.middle(), b.middle()) else {
        return Comparability::Undated;
    };
    let (start, end) = (a.min(b), a.max(b));
    let mut breaks = kpi.breaks.iter().map(|broken| broken.at);
    let between = breaks.find(|at| at.bounds().is_some_and(|(at, _)| start < at && at <= end));
    between.map_or(Comparability::Comparable, Comparability::BrokenAt)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Bundle, kpi_from_json};

    const DAYS: &str = r#"{"one": "day", "many": "days"}"#;

    fn kpi(id: &str, unit: &str) -> Kpi {
        kpi_from_json(&format!(
            r#"{{"id": "{id}", "title": "K", "measures": "K", "unit": {unit}, "better": "lower",
                "audiences": ["a"],
                "series": [{{"id": "s", "label": "S", "observations": [
                    {{"period": "2016", "value": 1, "source": "x"}},
                    {{"period": "2017", "value": 1, "source": "x"}},
                    {{"period": "2018", "value": 1, "source": "x"}}]}}],
                "breaks": [{{"at": "2017", "reason": "Asked otherwise."}}],
                "related": [{{"value": 2, "unit": {unit}, "statement": "is not it",
                    "period": "2017", "source": "x", "why": "It is not."}}]}}"#
        ))
    }

    /// Of a figure with itself and another, in either order.
    #[track_caller]
    fn both_ways(a: Measured<'_>, b: Measured<'_>, wanted: Comparability) {
        assert_eq!(comparability(a, b), wanted);
        assert_eq!(comparability(b, a), wanted, "in the other order");
    }

    #[test]
    fn each_reason_is_told_apart() {
        let (days, other, percent) = (kpi("k", DAYS), kpi("l", DAYS), kpi("k", r#""%""#));
        let [before, at, after] = [0, 1, 2].map(|i| days.series[0].observations[i].period);
        let of = |period| Measured::Kpi(&days, period);
        let broken = Comparability::BrokenAt(days.breaks[0].at);

        both_ways(of(before), of(before), Comparability::Comparable);
        // The period of the break is the first that is measured in the new way.
        both_ways(of(before), of(at), broken);
        both_ways(of(before), of(after), broken);
        both_ways(of(at), of(after), Comparability::Comparable);
        both_ways(of(before), of(Period::NotStated), Comparability::Undated);
        let other = Measured::Kpi(&other, before);
        both_ways(of(before), other, Comparability::OtherMeasure);
        let percent = Measured::Kpi(&percent, before);
        both_ways(of(before), percent, Comparability::OtherUnit);
        let related = Measured::Related(&days.related[0]);
        both_ways(of(at), related, Comparability::OtherMeasure);
        both_ways(percent, related, Comparability::OtherUnit);
    }

    #[test]
    fn insights_of_one_measure_compare() {
        let json = include_str!("../../tests/bundles/another-government.json");
        let bundle = Bundle::parse(json).expect("a valid bundle");
        for a in &bundle.insights {
            for b in &bundle.insights {
                let wanted = if a.unit != b.unit {
                    Comparability::OtherUnit
                } else if a.measure != b.measure {
                    Comparability::OtherMeasure
                } else {
                    Comparability::Comparable
                };
                both_ways(Measured::Insight(a), Measured::Insight(b), wanted);
            }
            let kpi = &bundle.kpis[0];
            let wanted = match a.unit == kpi.unit {
                true => Comparability::OtherMeasure,
                false => Comparability::OtherUnit,
            };
            both_ways(Measured::Insight(a), Measured::Kpi(kpi, a.period), wanted);
        }
    }
}
