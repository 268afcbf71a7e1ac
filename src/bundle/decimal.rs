//! Exact decimal numbers, as sources publish them.

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};

use super::pack::pack_fields;

/// The most digits after the point.
const MAX_SCALE: u8 = 6;

/// A decimal number: `units` / 10^`scale`, with `scale` at most 6 and as small as the number
/// allows, and at most 15 digits in total.
///
/// Differences of published figures stay exact (72.5 - 64 is 8.5), and formatting
/// needs none of the standard library's float printing, which is large in wasm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    units: i64,
    scale: u8,
}

impl Decimal {
    /// A whole number.
    pub const fn whole(units: i64) -> Self {
        Decimal { units, scale: 0 }
    }

    /// The decimal whose nearest double is `value`, if there is one of at most 15 digits, 6 of
    /// them after the point.
    pub fn from_f64(value: f64) -> Option<Self> {
        const LIMIT: f64 = 1e15;
        let mut factor = 1.0;
        for scale in 0..=MAX_SCALE {
            let units = (value * factor).round();
            if units.abs() >= LIMIT {
                return None;
            }
            // Division by a power of ten up to 10^22 rounds correctly, so this is
            // equal only if `value` is what the decimal's text parses to.
            if units / factor == value {
                return Some(Decimal {
                    units: units as i64,
                    scale,
                });
            }
            factor *= 10.0;
        }
        None
    }

    /// The nearest double.
    pub fn to_f64(self) -> f64 {
        self.units as f64 / 10_f64.powi(i32::from(self.scale))
    }

    /// The number without its sign.
    pub fn abs(self) -> Self {
        Decimal {
            units: self.units.abs(),
            ..self
        }
    }

    /// Whether the number is one, which goes with a unit's singular.
    pub fn is_one(self) -> bool {
        self == Decimal::whole(1)
    }

    /// The number in units of 10^-`scale`, truncated after that digit; `None` when it is too
    /// large for that.
    fn at_scale(self, scale: u8) -> Option<i64> {
        let power = |digits: u8| 10_i64.pow(u32::from(digits));
        if scale >= self.scale {
            self.units.checked_mul(power(scale - self.scale))
        } else {
            Some(self.units / power(self.scale - scale))
        }
    }

    /// `self` - `other`, exactly; if that would need more than 18 digits, without the last ones
    /// after the point.
    pub fn minus(self, other: Self) -> Self {
        let most = self.scale.max(other.scale);
        let (units, scale) = (0..=most)
            .rev()
            .find_map(|scale| {
                let difference = self.at_scale(scale)?.checked_sub(other.at_scale(scale)?)?;
                Some((difference, scale))
            })
            .expect("two numbers of 15 digits differ by less than an i64 holds");
        Decimal { units, scale }.shortened()
    }

    /// `self` / `whole` in per cent, rounded to one digit after the point, halves away
    /// from zero. `None` where `whole` is zero, or the result has more than 15 digits.
    pub fn percent_of(self, whole: Self) -> Option<Self> {
        let scale = self.scale.max(whole.scale);
        // Twice the tenths of a per cent: at most 25 digits times 2000 fit an `i128`.
        let twice = self.wide(scale) * 2000;
        let whole = whole.wide(scale);
        let tenths = twice.checked_div(whole)?;
        let units = i64::try_from((tenths + tenths.signum()) / 2).ok()?;
        (units.abs() < 10_i64.pow(15)).then(|| Decimal { units, scale: 1 }.shortened())
    }

    /// The number in units of 10^-`scale`, where `scale` is not less than its own.
    fn wide(self, scale: u8) -> i128 {
        i128::from(self.units) * 10_i128.pow(u32::from(scale - self.scale))
    }

    /// Without trailing zeros.
    fn shortened(mut self) -> Self {
        while self.scale > 0 && self.units % 10 == 0 {
            self.units /= 10;
            self.scale -= 1;
        }
        self
    }

    /// As it is written in JSON and CSV.
    pub fn to_json(self) -> String {
        self.written("-", "")
    }

    /// The number with the given minus sign and thousands separator.
    fn written(self, minus: &str, separator: &str) -> String {
        let power = 10_u64.pow(u32::from(self.scale));
        let magnitude = self.units.unsigned_abs();
        let mut written = (magnitude / power).to_string();
        let mut at = written.len();
        while at > 3 {
            at -= 3;
            written.insert_str(at, separator);
        }
        if self.units < 0 {
            written.insert_str(0, minus);
        }
        if self.scale > 0 {
            let fraction = (magnitude % power).to_string();
            written.push('.');
            for _ in fraction.len()..usize::from(self.scale) {
                written.push('0');
            }
            written.push_str(&fraction);
        }
        written
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.wide(scale).cmp(&other.wide(scale))
    }
}

/// For people: a comma between thousands, a point before the fraction, and a true minus sign.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written("\u{2212}", ","))
    }
}

pack_fields!(Decimal { units, scale });

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.scale == 0 {
            serializer.serialize_i64(self.units)
        } else {
            serializer.serialize_f64(self.to_f64())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(value: f64) -> Decimal {
        Decimal::from_f64(value).unwrap_or_else(|| panic!("{value} is a decimal"))
    }

    #[test]
    fn reads_as_people_write_numbers() {
        assert_eq!(decimal(72.5).to_string(), "72.5");
        assert_eq!(decimal(20_000.0).to_string(), "20,000");
        assert_eq!(decimal(1_234_567.05).to_string(), "1,234,567.05");
        assert_eq!(decimal(-0.25).to_string(), "\u{2212}0.25");
        assert_eq!(decimal(0.0).to_string(), "0");
        assert_eq!(decimal(-1000.0).to_string(), "\u{2212}1,000");
    }

    #[test]
    fn writes_numbers_that_programs_read() {
        for (value, written) in [
            (72.5, "72.5"),
            (1_234_567.05, "1234567.05"),
            (-0.25, "-0.25"),
            (0.0, "0"),
            (-1000.0, "-1000"),
        ] {
            assert_eq!(decimal(value).to_json(), written);
            assert_eq!(written.parse(), Ok(value));
        }
    }

    #[test]
    fn keeps_differences_exact() {
        // In doubles this is 8.799999999999997.
        assert_eq!(decimal(72.5).minus(decimal(63.7)), decimal(8.8));
        assert_eq!(decimal(86.0).minus(decimal(80.0)), Decimal::whole(6));
        assert_eq!(decimal(0.5).minus(decimal(0.5)), Decimal::whole(0));
    }

    #[test]
    fn a_difference_of_extremes_keeps_the_digits_before_the_point() {
        let (small, large) = (decimal(-0.00001), decimal(-476_615_574_678_490.0));
        assert_eq!(small.minus(large).abs().to_string(), "476,615,574,678,490");
        assert_eq!(large.minus(small).abs().to_string(), "476,615,574,678,490");
    }

    #[test]
    fn a_share_is_rounded_to_a_tenth_of_a_per_cent() {
        for (part, whole, percent) in [
            (1.0, 4.0, 25.0),
            (1.0, 3.0, 33.3),
            (2.0, 3.0, 66.7),
            (13.5, 2.5, 540.0),
            (0.125, 1.0, 12.5),
            (0.0, 7.0, 0.0),
            // Halves are rounded away from zero, on either side of it.
            (0.0005, 1.0, 0.1),
            (-0.0005, 1.0, -0.1),
            (0.000_499, 1.0, 0.0),
            (-0.000_499, 1.0, 0.0),
            (-1.0, 3.0, -33.3),
            (1.0, -3.0, -33.3),
            (-2.0, -3.0, 66.7),
        ] {
            let found = decimal(part).percent_of(decimal(whole));
            assert_eq!(found, Some(decimal(percent)), "{part} of {whole}");
        }
    }

    #[test]
    fn a_share_that_is_no_number_or_too_large_for_one_is_none() {
        let (least, most) = (decimal(0.000_001), decimal(999_999_999_999_999.0));
        assert_eq!(most.percent_of(Decimal::whole(0)), None);
        assert_eq!(most.percent_of(least), None);
        assert_eq!(most.percent_of(decimal(-0.01)), None);
        assert_eq!(least.percent_of(most), Some(Decimal::whole(0)));
        assert_eq!(most.percent_of(most), Some(Decimal::whole(100)));
    }

    #[test]
    fn orders_across_scales() {
        assert!(decimal(9.75) < decimal(10.0));
        assert!(decimal(-0.1) < decimal(0.0));
    }

    #[test]
    fn rejects_what_it_cannot_hold() {
        assert_eq!(Decimal::from_f64(1e15), None);
        assert_eq!(Decimal::from_f64(0.000_000_1), None);
        assert_eq!(Decimal::from_f64(f64::NAN), None);
        assert_eq!(Decimal::from_f64(f64::INFINITY), None);
    }
}
