//! How old a figure is.

use crate::bundle::{Date, Period};

/// How long ago a figure's period ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// It was not over yet.
    NotOver,
    /// So many whole months ago.
    Months(u32),
}

/// The age of a figure for `period` at `date`: the whole months from the last day of the one to
/// the last day of the other. `None` where the period is not stated.
///
/// The date is an argument because pages must not depend on when they are made; callers pass
/// the date on which the bundle was published.
pub fn age(period: Period, date: Date) -> Option<Age> {
    let (from, to) = (period.last_day()?, date.last_day());
    if to < from {
        return Some(Age::NotOver);
    }
    let months = |date: Date| u32::from(date.year) * 12 + date.month.map_or(0, u32::from);
    // From the 31st, a month is also over on the last day of a shorter month.
    let ends_month = Date { day: None, ..to }.last_day() == to;
    let is_begun = to.day < from.day && !ends_month;
    Some(Age::Months(months(to) - months(from) - u32::from(is_begun)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|| panic!("{text} is a date"))
    }

    fn span(from: &str, to: &str) -> Period {
        Period::Span(date(from), date(to))
    }

    #[test]
    fn months_are_whole_from_the_end_of_the_period() {
        let on = |text| Period::On(date(text));
        let months = |count| Some(Age::Months(count));
        for (period, at, wanted) in [
            (span("2019-11", "2019-12"), "2026-11-21", months(82)),
            (span("2019-11", "2019-12"), "2026-11-30", months(83)),
            (span("2019-11", "2019-12"), "2026-11", months(83)),
            (Period::EndOf(2023), "2024-01-31", months(1)),
            (Period::EndOf(2023), "2024-01-30", months(0)),
            (Period::EndOf(2023), "2024-02-29", months(2)),
            (Period::EndOf(2023), "2024-12", months(12)),
            (on("2024"), "2024-12-31", months(0)),
            (on("2024"), "2025", months(12)),
            (on("2019-05-28"), "2019-05-28", months(0)),
            (on("2019-05-28"), "2019-06-27", months(0)),
            (on("2019-05-28"), "2019-06-28", months(1)),
            (on("2019-01-30"), "2019-02-28", months(1)),
            (on("2019-01-30"), "2019-03-01", months(1)),
            (on("2019-12-31"), "2020-01-01", months(0)),
            (on("2024"), "2024-11-21", Some(Age::NotOver)),
            (on("2019-05-28"), "2019-05-27", Some(Age::NotOver)),
            (Period::NotStated, "2026", None),
        ] {
            assert_eq!(age(period, date(at)), wanted, "{period:?} at {at}");
        }
    }

    fn any_day() -> impl Strategy<Value = Date> {
        (2000..2040_u16, 1..=12_u8, 1..=28_u8).prop_map(|(year, month, day)| Date {
            year,
            month: Some(month),
            day: Some(day),
        })
    }

    proptest! {
        #[test]
        fn nothing_grows_younger(from in any_day(), a in any_day(), b in any_day()) {
            let rank = |at| match age(Period::On(from), at) {
                Some(Age::Months(months)) => months + 1,
                Some(Age::NotOver) | None => 0,
            };
            prop_assert!(rank(a.min(b)) <= rank(a.max(b)));
        }

        #[test]
        fn a_year_later_a_figure_is_twelve_months_older(from in any_day(), to in any_day()) {
            let next = Date { year: to.year + 1, ..to };
            if let Some(Age::Months(months)) = age(Period::On(from), to) {
                prop_assert_eq!(age(Period::On(from), next), Some(Age::Months(months + 12)));
            }
        }
    }
}
