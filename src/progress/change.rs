//! Change between two observations of one KPI.

use crate::bundle::{Decimal, Figure, Kpi, Observation};

use super::compare::{Comparability, Measured, comparability};

/// By how much a figure changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Later minus earlier, in the KPI's unit; percentage points for percentages.
    pub by: Decimal,
    /// (later - earlier) / earlier in per cent, rounded to one digit after the point. `None`
    /// for percentages, whose differences are in points, where the earlier figure is not above
    /// zero, and where it would have more than 15 digits.
    pub percent: Option<Decimal>,
    /// Whether the two figures may be compared at all.
    pub comparability: Comparability,
}

/// The change from `earlier` to `later`, any two observations of `kpi`: later value -
/// earlier value. `None` unless both are published and dated.
pub fn change(kpi: &Kpi, earlier: &Observation, later: &Observation) -> Option<Change> {
    let (Figure::Published { value: from, .. }, Figure::Published { value: to, .. }) =
        (&earlier.figure, &later.figure)
    else {
        return None;
    };
    let comparability = comparability(
        Measured::Kpi(kpi, earlier.period),
        Measured::Kpi(kpi, later.period),
    );
    if comparability == Comparability::Undated {
        return None;
    }
    let by = to.minus(*from);
    let has_share = !kpi.unit.is_percent() && *from > Decimal::whole(0);
    let percent = by.percent_of(*from).filter(|_| has_share);
    Some(Change {
        by,
        percent,
        comparability,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::kpi_from_json;
    use proptest::prelude::*;

    const DAYS: &str = r#"{"one": "day", "many": "days"}"#;

    /// A KPI with a figure for each of 2015, 2016 and so on, and a break at 2017.
    fn kpi(unit: &str, values: &[f64]) -> Kpi {
        let observations: Vec<String> = values
            .iter()
            .zip(2015..)
            .map(|(value, year)| {
                format!(r#"{{"period": "{year}", "value": {value}, "source": "x"}}"#)
            })
            .collect();
        kpi_from_json(&format!(
            r#"{{"id": "k", "title": "K", "measures": "K", "unit": {unit}, "better": "higher",
                "audiences": ["a"],
                "series": [{{"id": "s", "label": "S", "observations": [{}]}}],
                "breaks": [{{"at": "2017", "reason": "Asked otherwise."}}]}}"#,
            observations.join(",")
        ))
    }

    fn changed(kpi: &Kpi, from: usize, to: usize) -> Change {
        let of = |index: usize| &kpi.series[0].observations[index];
        change(kpi, of(from), of(to)).expect("both are published and dated")
    }

    fn decimal(value: f64) -> Decimal {
        Decimal::rounded(value, 6).expect("a decimal")
    }

    #[test]
    fn percentages_change_by_points_alone() {
        let found = changed(&kpi(r#""%""#, &[63.7, 72.5]), 0, 1);
        assert_eq!((found.by, found.percent), (decimal(8.8), None));
    }

    #[test]
    fn countable_figures_also_change_by_a_share_of_the_earlier() {
        for (earlier, later, by, percent) in [
            (16.0, 20.0, 4.0, Some(25.0)),
            (20.0, 16.0, -4.0, Some(-20.0)),
            (3.0, 4.0, 1.0, Some(33.3)),
            (7.0, 7.0, 0.0, Some(0.0)),
            (7.0, 0.0, -7.0, Some(-100.0)),
            (0.0, 7.0, 7.0, None),
            (-2.0, 7.0, 9.0, None),
            (0.000_001, 999_999_999.0, 999_999_998.999_999, None),
        ] {
            let found = changed(&kpi(DAYS, &[earlier, later]), 0, 1);
            let wanted = (decimal(by), percent.map(decimal));
            assert_eq!((found.by, found.percent), wanted, "{earlier} to {later}");
        }
    }

    #[test]
    fn any_two_periods_can_be_taken_and_a_break_between_them_is_told() {
        let kpi = kpi(DAYS, &[10.0, 20.0, 30.0, 40.0]);
        let broken = Comparability::BrokenAt(kpi.breaks[0].at);
        for (from, to, comparability) in [
            (0, 1, Comparability::Comparable),
            (1, 2, broken),
            (0, 3, broken),
            (3, 0, broken),
            (2, 3, Comparability::Comparable),
        ] {
            let found = changed(&kpi, from, to);
            assert_eq!(found.comparability, comparability, "{from} to {to}");
        }
    }

    #[test]
    fn nothing_changes_from_or_to_what_is_not_there() {
        let kpi = kpi_from_json(
            r#"{"id": "k", "title": "K", "measures": "K", "unit": "%", "better": "higher",
                "audiences": ["a"],
                "series": [{"id": "s", "label": "S", "observations": [
                    {"period": "2015", "value": 1, "source": "x"},
                    {"period": "2016", "missing": "not read", "source": "x"},
                    {"period": "not stated", "value": 2, "source": "x"}]}]}"#,
        );
        let [there, missing, undated] = &kpi.series[0].observations[..] else {
            panic!("three observations");
        };
        for other in [missing, undated] {
            assert_eq!(change(&kpi, there, other), None);
            assert_eq!(change(&kpi, other, there), None);
        }
    }

    proptest! {
        #[test]
        fn there_and_back_again_is_no_change(a in 0..100_000_i64, b in 0..100_000_i64) {
            let kpi = kpi(r#""%""#, &[a as f64 / 1000.0, b as f64 / 1000.0]);
            let (there, back) = (changed(&kpi, 0, 1), changed(&kpi, 1, 0));
            prop_assert_eq!(Decimal::whole(0).minus(there.by), back.by);
            prop_assert_eq!(there.comparability, back.comparability);
        }

        #[test]
        fn a_percent_change_has_the_sign_of_the_change(a in 1..1000_i64, b in 0..1000_i64) {
            let found = changed(&kpi(DAYS, &[a as f64, b as f64]), 0, 1);
            let zero = Decimal::whole(0);
            // Among numbers below 1000, no change is so small that it would be rounded to zero.
            prop_assert_eq!(found.percent.map(|by| by.cmp(&zero)), Some(found.by.cmp(&zero)));
        }
    }
}
