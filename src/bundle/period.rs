//! When a figure was measured, with the precision that its source gives.

use std::fmt;

use serde::{Serialize, Serializer};

use super::error::Fault;
use super::pack::{pack_fields, pack_variants};
use super::read::{Input, Read};

/// A year, a month or a day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// 1000 to 9999.
    pub year: u16,
    /// 1 to 12, where the source names a month.
    pub month: Option<u8>,
    /// 1 to 31, where the source names a day; only with a month.
    pub day: Option<u8>,
}

impl Date {
    /// Reads `2019`, `2019-05` or `2019-05-28` (ISO 8601).
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = parts.next().map(|part| digits(part, 2));
        let day = parts.next().map(|part| digits(part, 2));
        if parts.next().is_some() || year < 1000 {
            return None;
        }
        let month = match month {
            None => None,
            Some(month) => Some(month.filter(|month| (1..=12).contains(month))? as u8),
        };
        let day = match day {
            None => None,
            Some(day) => {
                let last = u16::from(days_in_month(year, month?));
                Some(day.filter(|day| (1..=last).contains(day))? as u8)
            }
        };
        Some(Date { year, month, day })
    }

    /// The first instant, in years: 2019-07 gives 2019.5.
    pub fn start(self) -> f64 {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        let days = f64::from(days_in_month(self.year, month));
        f64::from(self.year) + (f64::from(month - 1) + f64::from(day - 1) / days) / 12.0
    }

    /// The instant after the last one, in years: 2019 gives 2020.0.
    pub fn end(self) -> f64 {
        let length = match (self.month, self.day) {
            (None, _) => 1.0,
            (Some(_), None) => 1.0 / 12.0,
            (Some(month), Some(_)) => 1.0 / 12.0 / f64::from(days_in_month(self.year, month)),
        };
        self.start() + length
    }

    /// The first day: 2019-02 gives 2019-02-01.
    pub fn first_day(self) -> Self {
        Date {
            year: self.year,
            month: Some(self.month.unwrap_or(1)),
            day: Some(self.day.unwrap_or(1)),
        }
    }

    /// The last day: 2019-02 gives 2019-02-28.
    pub fn last_day(self) -> Self {
        let month = self.month.unwrap_or(12);
        let last = || days_in_month(self.year, month);
        Date {
            year: self.year,
            month: Some(month),
            day: Some(self.day.unwrap_or_else(last)),
        }
    }
}

fn digits(text: &str, count: usize) -> Option<u16> {
    if text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// As in JSON (ISO 8601).
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            // Written out because nothing else in the wasm uses width formatting.
            f.write_str(if part < 10 { "-0" } else { "-" })?;
            write!(f, "{part}")?;
        }
        Ok(())
    }
}

pack_fields!(Date { year, month, day });

impl Read for Date {
    fn read(input: &Input<'_>) -> Option<Self> {
        Date::parse(input.text()?).or_else(|| {
            input.reject(Fault::Malformed {
                expected: "a date such as 2019, 2019-05 or 2019-05-28",
            })
        })
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// When a figure was measured or a text published.
///
/// In JSON: a date (`2019`, `2022-06`, `2019-05-28`), a span of two
/// (`2019-11/2019-12`), the end of a year (`end-2019`), or `not stated`. Their order is
/// for sorting only; in time they may overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// A year, month or day.
    On(Date),
    /// From the start of the first to the end of the second, such as the weeks of a survey.
    Span(Date, Date),
    /// The last days of a year: the state at that time, not the whole year.
    EndOf(u16),
    /// The source does not say. Such a figure is never on a dated axis.
    NotStated,
}

impl Period {
    /// First and last instant in years, or `None` when the period is not stated.
    pub fn bounds(self) -> Option<(f64, f64)> {
        match self {
            Period::On(date) => Some((date.start(), date.end())),
            Period::Span(from, to) => Some((from.start(), to.end())),
            Period::EndOf(year) => Some((f64::from(year) + 0.99, f64::from(year) + 1.0)),
            Period::NotStated => None,
        }
    }

    /// The middle of the period in years, the place of a mark on a time axis.
    pub fn middle(self) -> Option<f64> {
        self.bounds().map(|(start, end)| (start + end) / 2.0)
    }

    /// The first day, or `None` when the period is not stated. That of a state at the end of a
    /// year is the last of the year.
    pub fn first_day(self) -> Option<Date> {
        match self {
            Period::On(date) | Period::Span(date, _) => Some(date.first_day()),
            Period::EndOf(_) | Period::NotStated => self.last_day(),
        }
    }

    /// The last day, or `None` when the period is not stated. For comparing ends: instants in
    /// years are rounded, so equal ones may differ slightly.
    pub fn last_day(self) -> Option<Date> {
        match self {
            Period::On(date) | Period::Span(_, date) => Some(date.last_day()),
            Period::EndOf(year) => Some(Date {
                year,
                month: Some(12),
                day: Some(31),
            }),
            Period::NotStated => None,
        }
    }

    /// The calendar year in which the period's middle lies.
    pub fn year(self) -> Option<u16> {
        self.middle().map(|middle| middle as u16)
    }

    fn parse(text: &str) -> Option<Self> {
        if text == "not stated" {
            return Some(Period::NotStated);
        }
        if let Some(year) = text.strip_prefix("end-") {
            return digits(year, 4)
                .filter(|year| *year >= 1000)
                .map(Period::EndOf);
        }
        match text.split_once('/') {
            Some((from, to)) => Some(Period::Span(Date::parse(from)?, Date::parse(to)?)),
            None => Date::parse(text).map(Period::On),
        }
    }
}

/// As in JSON.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::On(date) => write!(f, "{date}"),
            Period::Span(from, to) => write!(f, "{from}/{to}"),
            Period::EndOf(year) => write!(f, "end-{year}"),
            Period::NotStated => f.write_str("not stated"),
        }
    }
}

pack_variants!(Period {
    0 = On(date),
    1 = Span(from, to),
    2 = EndOf(year),
    3 = NotStated,
});

impl Read for Period {
    fn read(input: &Input<'_>) -> Option<Self> {
        match Period::parse(input.text()?) {
            Some(Period::Span(from, to)) if to.end() <= from.start() => {
                input.reject(Fault::EndsBeforeItBegins)
            }
            Some(period) => Some(period),
            None => input.reject(Fault::Malformed {
                expected: "a period such as 2019, 2022-06, 2019-05-28, 2019-11/2019-12, end-2019 or \"not stated\"",
            }),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_each_form_and_writes_it_back() {
        for text in [
            "2019",
            "2022-06",
            "2019-05-28",
            "2020-02-29",
            "2018-10/2018-12",
            "end-2019",
            "not stated",
        ] {
            let period = Period::parse(text).unwrap_or_else(|| panic!("{text} is a period"));
            assert_eq!(period.to_string(), text);
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "19",
            "2019-13",
            "2019-00",
            "2019-02-29",
            "2019-6",
            "2019-05-28-1",
            "+019",
            "0999",
            "end-19",
            "2019/",
            "/2019",
            "soon",
            "2019-05-",
        ] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn begins_and_ends_with_a_day() {
        for (text, first, last) in [
            ("2019", "2019-01-01", "2019-12-31"),
            ("2019-02", "2019-02-01", "2019-02-28"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("2019-05-28", "2019-05-28", "2019-05-28"),
            ("2019-11/2020-02", "2019-11-01", "2020-02-29"),
            ("2019-11-12/2020", "2019-11-12", "2020-12-31"),
            ("end-2019", "2019-12-31", "2019-12-31"),
        ] {
            let period = Period::parse(text).unwrap();
            assert_eq!(period.first_day(), Date::parse(first), "{text}");
            assert_eq!(period.last_day(), Date::parse(last), "{text}");
        }
        assert_eq!(Period::NotStated.first_day(), None);
        assert_eq!(Period::NotStated.last_day(), None);
    }

    #[test]
    fn stands_on_an_axis_where_its_middle_is() {
        assert_eq!(Period::parse("2019").and_then(Period::middle), Some(2019.5));
        assert_eq!(
            Period::parse("2019-07").map(|p| p.bounds().unwrap().0),
            Some(2019.5)
        );
        assert_eq!(Period::parse("end-2019").and_then(Period::year), Some(2019));
        // A survey from November 2019 to February 2020 has its middle at the year's turn.
        let survey = Period::parse("2019-11/2020-02").unwrap();
        assert!((survey.middle().unwrap() - 2020.0).abs() < 1e-9);
        assert_eq!(Period::NotStated.middle(), None);
    }
}
