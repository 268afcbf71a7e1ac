//! When a figure was measured, with the precision that its source gives.

use std::fmt;

use serde::{Serialize, Serializer};

use super::error::Fault;
use super::pack::{pack_fields, pack_variants};
use super::read::{Input, Read, record, words};

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
/// In JSON: a date (`2019`, `2022-06`, `2019-05-28`), a span of two (`2019-11/2019-12`), a
/// quarter (`Q3 2023`), the end of a year (`end-2019`), or `not stated`; and where the bundle
/// states its financial year, one of those (`2022/23`, `FY2022`) or a quarter of one
/// (`Q1 2022/23`). Their order is for sorting only; in time they may overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// A year, month or day.
    On(Date),
    /// From the start of the first to the end of the second, such as the weeks of a survey.
    Span(Date, Date),
    /// A quarter, 1 to 4, of a calendar year.
    Quarter(u8, u16),
    /// A financial year.
    Financial(Financial),
    /// A quarter, 1 to 4, of a financial year.
    FinancialQuarter(u8, Financial),
    /// The last days of a year: the state at that time, not the whole year.
    EndOf(u16),
    /// The source does not say. Such a figure is never on a dated axis.
    NotStated,
}

/// A financial year of a bundle's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Financial {
    /// The calendar year in which it begins.
    pub year: u16,
    /// The month with which it begins, 1 to 12.
    pub month: u8,
    /// How it is written.
    pub form: YearForm,
}

/// How a financial year is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearForm {
    /// By both of its calendar years: `2022/23`.
    Both,
    /// By the one in which it begins: `FY2022`.
    Begin,
    /// By the one in which it ends: `FY2023`.
    End,
}

record! {
    /// When a government's financial year begins, and how it is named.
    pub struct FinancialYearFields {
        /// The number of the month with which it begins: 4 for April.
        starts: Month = "starts",
        /// The calendar year that `FY2022` names; the one in which it begins if absent.
        named_after: Option<NamedAfter> = "namedAfter",
    }
}

words! {
    /// The calendar year that gives a financial year its name, as in `FY2022`.
    #[derive(Default)]
    pub enum NamedAfter {
        /// The one in which it begins.
        #[default]
        Start = "start",
        /// The one in which it ends.
        End = "end",
    }
}

/// The number of a month, 1 to 12.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Month(u8);

/// A government's financial year: `{"starts": 4}` in JSON, for one from April to March; with
/// `"namedAfter": "end"` where `FY2023` begins in 2022.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FinancialYear {
    /// The month with which it begins, 1 to 12.
    pub starts: u8,
    /// What `FY` with a year means.
    pub named_after: NamedAfter,
}

pack_fields!(Month { 0 });
pack_fields!(FinancialYear {
    starts,
    named_after
});

impl Read for Month {
    fn read(input: &Input<'_>) -> Option<Self> {
        let month = input.number()?.as_u64();
        match month.filter(|month| (1..=12).contains(month)) {
            Some(month) => Some(Month(month as u8)),
            None => input.reject(Fault::Malformed {
                expected: "the number of a month, 1 to 12: 4 for a year that begins in April",
            }),
        }
    }
}

impl Read for FinancialYear {
    fn read(input: &Input<'_>) -> Option<Self> {
        // Where it is wrong, the periods that need it are not.
        input.set_financial_year(4, false);
        let fields = FinancialYearFields::read(input)?;
        let year = FinancialYear {
            starts: fields.starts.0,
            named_after: fields.named_after.unwrap_or_default(),
        };
        input.set_financial_year(year.starts, year.named_after == NamedAfter::End);
        Some(year)
    }
}

impl Serialize for FinancialYear {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FinancialYearFields {
            starts: Month(self.starts),
            named_after: Some(self.named_after),
        }
        .serialize(serializer)
    }
}

impl Financial {
    /// Reads `2022/23` or `FY2022`, of a year that begins as the bundle says.
    fn parse(text: &str, year: FinancialYear) -> Option<Self> {
        let (first, form) = match (text.strip_prefix("FY"), year.named_after) {
            (Some(named), NamedAfter::Start) => (digits(named, 4)?, YearForm::Begin),
            (Some(named), NamedAfter::End) if year.starts == 1 => {
                (digits(named, 4)?, YearForm::Begin)
            }
            (Some(named), NamedAfter::End) => (digits(named, 4)?.checked_sub(1)?, YearForm::End),
            (None, _) => {
                let (first, second) = text.split_once('/')?;
                let (first, second) = (digits(first, 4)?, digits(second, 2)?);
                ((first + 1) % 100 == second && year.starts > 1)
                    .then_some((first, YearForm::Both))?
            }
        };
        (1000..9999).contains(&first).then_some(Financial {
            year: first,
            month: year.starts,
            form,
        })
    }
}

/// As in JSON.
impl fmt::Display for Financial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let next = self.year + 1;
        match self.form {
            YearForm::Both if next % 100 < 10 => write!(f, "{}/0{}", self.year, next % 100),
            YearForm::Both => write!(f, "{}/{}", self.year, next % 100),
            YearForm::Begin => write!(f, "FY{}", self.year),
            YearForm::End => write!(f, "FY{next}"),
        }
    }
}

/// So many months of a year, beginning so many after a month of it: its first and last one.
fn months(year: u16, month: u8, after: u8, count: u8) -> (Date, Date) {
    let nth = |index: u8| Date {
        year: year + u16::from(index / 12),
        month: Some(index % 12 + 1),
        day: None,
    };
    let first = month - 1 + after;
    (nth(first), nth(first + count - 1))
}

impl Period {
    /// The dates with which the period begins and ends; `None` where it is not stated, and for
    /// a state at the end of a year.
    pub fn dates(self) -> Option<(Date, Date)> {
        Some(match self {
            Period::On(date) => (date, date),
            Period::Span(from, to) => (from, to),
            Period::Quarter(quarter, year) => months(year, 1, quarter * 3 - 3, 3),
            Period::Financial(of) => months(of.year, of.month, 0, 12),
            Period::FinancialQuarter(quarter, of) => months(of.year, of.month, quarter * 3 - 3, 3),
            Period::EndOf(_) | Period::NotStated => return None,
        })
    }

    /// First and last instant in years, or `None` when the period is not stated.
    pub fn bounds(self) -> Option<(f64, f64)> {
        if let Period::EndOf(year) = self {
            return Some((f64::from(year) + 0.99, f64::from(year) + 1.0));
        }
        let (from, to) = self.dates()?;
        Some((from.start(), to.end()))
    }

    /// The middle of the period in years, the place of a mark on a time axis.
    pub fn middle(self) -> Option<f64> {
        self.bounds().map(|(start, end)| (start + end) / 2.0)
    }

    /// The first day, or `None` when the period is not stated. That of a state at the end of a
    /// year is the last of the year.
    pub fn first_day(self) -> Option<Date> {
        match self.dates() {
            Some((from, _)) => Some(from.first_day()),
            None => self.last_day(),
        }
    }

    /// The last day, or `None` when the period is not stated. For comparing ends: instants in
    /// years are rounded, so equal ones may differ slightly.
    pub fn last_day(self) -> Option<Date> {
        match self {
            Period::EndOf(year) => Some(Date {
                year,
                month: Some(12),
                day: Some(31),
            }),
            _ => self.dates().map(|(_, to)| to.last_day()),
        }
    }

    /// The calendar year in which the period's middle lies.
    pub fn year(self) -> Option<u16> {
        self.middle().map(|middle| middle as u16)
    }

    fn parse(text: &str, year: Option<FinancialYear>) -> Option<Self> {
        if text == "not stated" {
            return Some(Period::NotStated);
        }
        if let Some(year) = text.strip_prefix("end-") {
            return digits(year, 4)
                .filter(|year| *year >= 1000)
                .map(Period::EndOf);
        }
        let financial = |text: &str| Financial::parse(text, year?);
        if let Some((quarter, of)) = text.strip_prefix('Q').and_then(|text| text.split_once(' ')) {
            let quarter = digits(quarter, 1).filter(|quarter| (1..=4).contains(quarter))? as u8;
            return match digits(of, 4) {
                Some(year) => (year >= 1000).then_some(Period::Quarter(quarter, year)),
                None => financial(of).map(|of| Period::FinancialQuarter(quarter, of)),
            };
        }
        if let Some(year) = financial(text) {
            return Some(Period::Financial(year));
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
            Period::Quarter(quarter, year) => write!(f, "Q{quarter} {year}"),
            Period::Financial(year) => write!(f, "{year}"),
            Period::FinancialQuarter(quarter, year) => write!(f, "Q{quarter} {year}"),
            Period::EndOf(year) => write!(f, "end-{year}"),
            Period::NotStated => f.write_str("not stated"),
        }
    }
}

pack_fields!(Financial { year, month, form });
pack_variants!(YearForm {
    0 = Both,
    1 = Begin,
    2 = End,
});
pack_variants!(Period {
    0 = On(date),
    1 = Span(from, to),
    2 = EndOf(year),
    3 = NotStated,
    4 = Quarter(quarter, year),
    5 = Financial(year),
    6 = FinancialQuarter(quarter, year),
});

/// Whether a text looks like a financial year or a quarter of one.
fn is_financial(text: &str) -> bool {
    let of = text.split_once(' ').map_or(text, |(_, of)| of);
    let any = FinancialYear {
        starts: 4,
        named_after: NamedAfter::Start,
    };
    Financial::parse(of, any).is_some()
}

impl Read for Period {
    fn read(input: &Input<'_>) -> Option<Self> {
        let text = input.text()?;
        let year = input.financial_year();
        let year = year.map(|(starts, named_after_end)| FinancialYear {
            starts,
            named_after: match named_after_end {
                true => NamedAfter::End,
                false => NamedAfter::Start,
            },
        });
        match Period::parse(text, year) {
            Some(Period::Span(from, to)) if to.end() <= from.start() => {
                input.reject(Fault::EndsBeforeItBegins)
            }
            Some(period) => Some(period),
            None if is_financial(text) => input.reject(Fault::Malformed {
                expected: "a period of this bundle, which does not say when its financial year begins; say so with \"financialYear\": {\"starts\": 4} (here April)",
            }),
            None => input.reject(Fault::Malformed {
                expected: "a period such as 2019, 2022-06 (a month, 01 to 12), 2019-05-28, 2019-11/2019-12, \"Q3 2023\", \"2022/23\" or \"FY2022\" (a financial year), end-2019 or \"not stated\"",
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
            let period = Period::parse(text, None).unwrap_or_else(|| panic!("{text} is a period"));
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
            assert_eq!(Period::parse(text, None), None, "{text}");
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
            let period = Period::parse(text, None).unwrap();
            assert_eq!(period.first_day(), Date::parse(first), "{text}");
            assert_eq!(period.last_day(), Date::parse(last), "{text}");
        }
        assert_eq!(Period::NotStated.first_day(), None);
        assert_eq!(Period::NotStated.last_day(), None);
    }

    #[test]
    fn stands_on_an_axis_where_its_middle_is() {
        assert_eq!(
            Period::parse("2019", None).and_then(Period::middle),
            Some(2019.5)
        );
        assert_eq!(
            Period::parse("2019-07", None).map(|p| p.bounds().unwrap().0),
            Some(2019.5)
        );
        assert_eq!(
            Period::parse("end-2019", None).and_then(Period::year),
            Some(2019)
        );
        // A survey from November 2019 to February 2020 has its middle at the year's turn.
        let survey = Period::parse("2019-11/2020-02", None).unwrap();
        assert!((survey.middle().unwrap() - 2020.0).abs() < 1e-9);
        assert_eq!(Period::NotStated.middle(), None);
    }

    fn from_april(named_after: NamedAfter) -> Option<FinancialYear> {
        Some(FinancialYear {
            starts: 4,
            named_after,
        })
    }

    #[test]
    fn a_financial_year_and_a_quarter_are_spans_of_months() {
        let year = from_april(NamedAfter::Start);
        for (text, first, last) in [
            ("2022/23", "2022-04-01", "2023-03-31"),
            ("1999/00", "1999-04-01", "2000-03-31"),
            ("FY2022", "2022-04-01", "2023-03-31"),
            ("Q3 2023", "2023-07-01", "2023-09-30"),
            ("Q4 2022/23", "2023-01-01", "2023-03-31"),
            ("Q1 FY2022", "2022-04-01", "2022-06-30"),
        ] {
            let period = Period::parse(text, year).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(period.first_day(), Date::parse(first), "{text}");
            assert_eq!(period.last_day(), Date::parse(last), "{text}");
            assert_eq!(period.to_string(), text);
        }
    }

    #[test]
    fn what_a_year_is_named_after_decides_when_it_begins() {
        let period = Period::parse("FY2023", from_april(NamedAfter::End)).unwrap();
        assert_eq!(period.first_day(), Date::parse("2022-04-01"));
        assert_eq!(period.to_string(), "FY2023");
        // A year from January on begins and ends in one.
        let year = Some(FinancialYear {
            starts: 1,
            named_after: NamedAfter::End,
        });
        let period = Period::parse("FY2023", year).unwrap();
        assert_eq!(period.first_day(), Date::parse("2023-01-01"));
        assert_eq!(Period::parse("2022/23", year), None);
    }

    #[test]
    fn nothing_else_is_a_financial_year_or_a_quarter() {
        let year = from_april(NamedAfter::Start);
        for text in [
            "2022/24", "2022/2", "FY22", "FY 2022", "Q0 2023", "Q5 2023", "Q3", "Q3 23", "q3 2023",
        ] {
            assert_eq!(Period::parse(text, year), None, "{text}");
        }
        for text in ["2022/23", "FY2022", "Q1 2022/23"] {
            assert_eq!(Period::parse(text, None), None, "{text}");
            assert!(is_financial(text), "{text}");
        }
        // Two calendar years are a span of two years.
        let span = Period::parse("2022/2023", year).unwrap();
        assert_eq!(span.last_day(), Date::parse("2023-12-31"));
    }
}
