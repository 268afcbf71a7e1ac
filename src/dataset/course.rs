//! The course of a series over time: where it begins and ends, how far it goes, and which way.

use super::{Dataset, Datum, middle};
use crate::bundle::Period;
use crate::order::sort_by_number;
use crate::progress::{Comparability, Measured, comparability};

/// Which way figures go that may be compared. It describes the figures as they are published,
/// and infers nothing from them: none is smoothed, and no difference is too small to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// No figure is lower than the one before, and the last is higher than the first.
    Rising,
    /// No figure is higher than the one before, and the last is lower than the first.
    Falling,
    /// All are the same.
    Level,
    /// Some are higher than the one before, and some lower.
    Changing,
}

/// The figures of a series that are shown and have a date. A forecast is none of them.
#[derive(Clone, Copy, Debug)]
pub struct Course<'a> {
    /// The first.
    pub first: &'a Datum,
    /// The latest.
    pub latest: &'a Datum,
    /// Where the way of measuring last changed between two of them; `None` if it did not.
    pub broken_at: Option<Period>,
    /// How many there are from then on. What follows is about those alone, because they may be
    /// compared.
    pub count: usize,
    /// The first of those.
    pub start: &'a Datum,
    /// The highest, of several the latest.
    pub peak: &'a Datum,
    /// The lowest, of several the latest.
    pub low: &'a Datum,
    /// Which way they go; `None` where there is only one.
    pub direction: Option<Direction>,
}

/// Periods for which series that are shown have no figure.
#[derive(Clone, Copy, Debug)]
pub struct Gaps<'a> {
    /// The first gap.
    pub first: &'a Datum,
    /// The last.
    pub last: &'a Datum,
    /// How many periods there are.
    pub periods: usize,
    /// Whether all have one reason.
    pub have_one_reason: bool,
}

impl<'a> Gaps<'a> {
    /// Of gaps in order of time; `None` of none.
    fn of(gaps: &[&'a Datum]) -> Option<Self> {
        let (first, last) = (*gaps.first()?, *gaps.last()?);
        let is_next = |pair: &&[&Datum]| middle(pair[0]) != middle(pair[1]);
        let periods = 1 + gaps.windows(2).filter(is_next).count();
        Some(Gaps {
            first,
            last,
            periods,
            have_one_reason: gaps.iter().all(|gap| gap.reading == first.reading),
        })
    }
}

impl Dataset {
    /// The course of a series; `None` where no figure is shown.
    pub fn course(&self, series: usize) -> Option<Course<'_>> {
        let mut found = self.dated(series);
        found.retain(|datum| datum.is_found());
        let first = *found.first()?;
        let mut course = Course {
            first,
            latest: first,
            broken_at: None,
            count: 1,
            start: first,
            peak: first,
            low: first,
            direction: None,
        };
        let (mut rises, mut falls) = (false, false);
        for next in found.into_iter().skip(1) {
            let before = std::mem::replace(&mut course.latest, next);
            if let Some(at) = break_between(before, next) {
                course.broken_at = Some(at);
                course.count = 0;
                course.start = next;
                (course.peak, course.low) = (next, next);
                (rises, falls) = (false, false);
            } else {
                rises |= next.value() > before.value();
                falls |= next.value() < before.value();
            }
            course.count += 1;
            if next.value() >= course.peak.value() {
                course.peak = next;
            }
            if next.value() <= course.low.value() {
                course.low = next;
            }
        }
        course.direction = (course.count > 1).then_some(match (rises, falls) {
            (true, false) => Direction::Rising,
            (false, true) => Direction::Falling,
            (false, false) => Direction::Level,
            (true, true) => Direction::Changing,
        });
        Some(course)
    }

    /// The gaps that all series have that are shown, and those that only some of them have.
    pub fn gaps(&self) -> [Option<Gaps<'_>>; 2] {
        let mut gaps: Vec<&Datum> = self.shown().collect();
        gaps.retain(|datum| datum.value().is_none() && datum.period.middle().is_some());
        sort_by_number(&mut gaps, &|datum| middle(datum));
        let shown = self.series.iter().filter(|series| series.is_shown).count();
        let (mut of_all, mut of_some) = (Vec::new(), Vec::new());
        for of_period in gaps.chunk_by(|a, b| middle(a) == middle(b)) {
            let gaps = match of_period.len() >= shown {
                true => &mut of_all,
                false => &mut of_some,
            };
            gaps.extend_from_slice(of_period);
        }
        [Gaps::of(&of_all), Gaps::of(&of_some)]
    }
}

/// Where the way of measuring changed between two figures of a KPI.
fn break_between(before: &Datum, next: &Datum) -> Option<Period> {
    let kpi = next.measure.kpi?;
    let measured = |datum: &Datum| Measured::Kpi(kpi, datum.period);
    match comparability(measured(before), measured(next)) {
        Comparability::BrokenAt(at) => Some(at),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::Bundle;
    use crate::dataset::Selection;
    use crate::site::{Site, Subject};

    /// The figures of a KPI with these observations of each of its series, in JSON, and these
    /// breaks.
    fn dataset(series: &[&str], breaks: &str) -> Dataset {
        let all = include_str!("../../tests/bundles/smallest.json");
        let bundle = Box::leak(Box::new(Bundle::parse(all).expect("a valid bundle")));
        let series: Vec<String> = series
            .iter()
            .zip(["a", "b", "c"])
            .map(|(observations, id)| {
                format!(r#"{{"id": "{id}", "label": "{id}", "observations": [{observations}]}}"#)
            })
            .collect();
        let kpi = Box::leak(Box::new(crate::bundle::kpi_from_json(&format!(
            r#"{{"id": "k", "title": "K", "measures": "K", "unit": "%", "better": "higher",
                "audiences": ["a"], "series": [{}], "breaks": [{breaks}]}}"#,
            series.join(",")
        ))));
        let site = Site { bundle, base: "/" };
        Dataset::of(site, Subject::Kpi(kpi), &Selection::default())
    }

    /// Observations of 2011, 2012 and so on; `None` is a gap.
    fn years(values: &[Option<i64>]) -> String {
        let observations = values.iter().zip(2011..).map(|(value, year)| match value {
            Some(value) => format!(r#"{{"period": "{year}", "value": {value}, "source": "x"}}"#),
            None => format!(r#"{{"period": "{year}", "missing": "Not read.", "source": "x"}}"#),
        });
        observations.collect::<Vec<_>>().join(",")
    }

    fn found(values: &[i64]) -> String {
        years(&values.iter().map(|value| Some(*value)).collect::<Vec<_>>())
    }

    const CHANGED: &str = r#"{"at": "2013", "reason": "Asked otherwise."}"#;

    #[test]
    fn a_direction_is_that_of_every_step() {
        use Direction::{Changing, Falling, Level, Rising};
        for (values, direction) in [
            (&[5][..], None),
            (&[5, 6], Some(Rising)),
            (&[5, 5, 6, 6, 9], Some(Rising)),
            (&[9, 6, 6, 5], Some(Falling)),
            (&[5, 5, 5], Some(Level)),
            // One step back is enough, however far the others go.
            (&[5, 60, 59, 90], Some(Changing)),
            (&[5, 4, 5], Some(Changing)),
        ] {
            let dataset = dataset(&[&found(values)], "");
            let course = dataset.course(0).expect("it has figures");
            assert_eq!(course.direction, direction, "{values:?}");
            assert_eq!(course.count, values.len());
        }
    }

    #[test]
    fn ends_and_extremes_are_of_figures_alone() {
        let mut observations = years(&[None, Some(7), Some(9), None, Some(3), Some(9), Some(4)]);
        observations.push_str(
            r#", {"period": "2030", "value": 99, "status": "forecast", "source": "x"},
                {"period": "not stated", "value": 1, "source": "x"}"#,
        );
        let dataset = dataset(&[&observations], "");
        let course = dataset.course(0).expect("it has figures");
        let years = [course.first, course.latest, course.peak, course.low]
            .map(|datum| datum.period.year().expect("a date"));
        // Of the two highest, the latest.
        assert_eq!(years, [2012, 2017, 2016, 2015]);
        let empty = self::dataset(
            &[r#"{"period": "2011", "missing": "N.", "source": "x"}"#],
            "",
        );
        assert!(empty.course(0).is_none());
    }

    #[test]
    fn only_what_was_measured_alike_is_compared() {
        let dataset = dataset(&[&found(&[90, 95, 50, 55, 60])], CHANGED);
        let course = dataset.course(0).expect("it has figures");
        let year = |datum: &Datum| datum.period.year().expect("a date");
        assert_eq!(year(course.first), 2011, "the first of all is still told");
        assert_eq!(course.broken_at.and_then(Period::year), Some(2013));
        assert_eq!((course.count, year(course.start)), (3, 2013));
        assert_eq!((year(course.peak), year(course.low)), (2015, 2013));
        assert_eq!(course.direction, Some(Direction::Rising));
        let one = self::dataset(&[&found(&[90, 95, 50])], CHANGED);
        let course = one.course(0).expect("it has figures");
        assert_eq!((course.count, course.direction), (1, None));
    }

    #[test]
    fn gaps_are_counted_by_period_and_by_whether_all_have_them() {
        let (some, none) = (Some(1), None);
        let year = |datum: &Datum| datum.period.year().expect("a date");
        let told = |dataset: &Dataset| {
            let of = |gaps: Gaps<'_>| (year(gaps.first), year(gaps.last), gaps.periods);
            dataset.gaps().map(|gaps| gaps.map(of))
        };
        let both = years(&[some, none, none, some]);
        let same = dataset(&[&both, &both], "");
        assert_eq!(told(&same), [Some((2012, 2013, 2)), None]);
        let other = dataset(&[&both, &years(&[none, none, some, some])], "");
        assert_eq!(told(&other), [Some((2012, 2012, 1)), Some((2011, 2013, 2))]);
        assert_eq!(told(&dataset(&[&found(&[1, 2])], "")), [None, None]);
        let reasons = |observations: &str| {
            let of_all = dataset(&[observations], "");
            of_all.gaps()[0].expect("it has gaps").have_one_reason
        };
        assert!(reasons(&both));
        assert!(!reasons(&both.replacen("Not read", "Withheld", 1)));
    }
}
