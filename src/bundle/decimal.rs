//! Exact decimal numbers, as sources publish them.

use std::cmp::Ordering;
use std::fmt;

use serde::ser::Error;
use serde::{Serialize, Serializer};

use super::error::Fault;
use super::pack::pack_fields;
use super::read::{Input, Read};

/// The most digits after the point.
const MAX_SCALE: u8 = 6;

/// The least number of 16 digits.
const LIMIT: i64 = 1_000_000_000_000_000;

/// A decimal number: `units` / 10^`scale`, with `scale` at most 6, and at most 15 digits in
/// total. It keeps the zeros after the point that its source writes: 86.0 equals 86, and says
/// that it is exact to a tenth.
///
/// Differences of published figures stay exact (72.5 - 64 is 8.5), and formatting
/// needs none of the standard library's float printing, which is large in wasm.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    units: i64,
    scale: u8,
}

impl Decimal {
    /// A whole number.
    pub const fn whole(units: i64) -> Self {
        Decimal { units, scale: 0 }
    }

    /// Reads a number as JSON writes it, such as `72.50` or `1.2e3`. `None` where it has more
    /// than 15 digits, or more than 6 after the point that are not zeros.
    pub fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: i32 = exponent.parse().ok()?;
        let (digits, is_negative) = match mantissa.strip_prefix('-') {
            Some(digits) => (digits, true),
            None => (mantissa, false),
        };
        let (mut units, mut scale) = (0_i64, 0_i32.checked_sub(exponent)?);
        let mut is_after_point = false;
        for byte in digits.bytes() {
            match byte {
                b'.' if !is_after_point => is_after_point = true,
                b'0'..=b'9' => {
                    units = units.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                    scale = scale.checked_add(i32::from(is_after_point))?;
                }
                _ => return None,
            }
        }
        let is_long = |units, scale| scale > i32::from(MAX_SCALE) || units >= LIMIT && scale > 0;
        while is_long(units, scale) && units % 10 == 0 && units != 0 {
            units /= 10;
            scale -= 1;
        }
        while scale < 0 && units != 0 {
            units = units.checked_mul(10)?;
            scale += 1;
        }
        if units == 0 {
            scale = scale.clamp(0, i32::from(MAX_SCALE));
        }
        let fits = scale <= i32::from(MAX_SCALE) && units < LIMIT;
        fits.then(|| Decimal {
            units: if is_negative { -units } else { units },
            scale: scale as u8,
        })
    }

    /// The decimal nearest to `value`, with at most `digits` after the point, as few as it
    /// needs, and fewer where it would have more than 15 digits. `None` where it is too large
    /// even so.
    pub fn rounded(value: f64, digits: u8) -> Option<Self> {
        for scale in (0..=digits).rev() {
            let units = (value * 10_f64.powi(i32::from(scale))).round();
            if units.abs() < LIMIT as f64 {
                let units = units as i64;
                return Some(Decimal { units, scale }.shortened());
            }
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

    /// How many digits it has after the point.
    pub fn digits(self) -> u8 {
        self.scale
    }

    /// `self` x `other` / 10^`shift`, rounded to 6 digits after the point, halves away from
    /// zero. `None` where the result has more than 15 digits.
    pub fn times(self, other: Self, shift: u8) -> Option<Self> {
        let scale = self.scale + other.scale + shift;
        let digits = scale.saturating_sub(MAX_SCALE);
        let product = i128::from(self.units) * i128::from(other.units);
        let units = quotient(product, 10_i128.pow(u32::from(digits)))?;
        let scale = scale - digits;
        Some(Decimal { units, scale }.shortened())
    }

    /// The number in units a thousandth as large: 3.4 becomes 3400.
    pub fn times_thousand(self) -> Self {
        let digits = self.scale.min(3);
        Decimal {
            units: self.units * 10_i64.pow(u32::from(3 - digits)),
            scale: self.scale - digits,
        }
    }

    /// The number in units a thousand times as large: 1200 becomes 1.2. `None` where that would
    /// take more digits after the point than there may be.
    pub fn in_thousands(self) -> Option<Self> {
        let scale = self.scale + 3;
        let units = self.units;
        if scale <= MAX_SCALE {
            return Some(Decimal { units, scale }.shortened());
        }
        (units % 1000 == 0).then_some(Decimal {
            units: units / 1000,
            ..self
        })
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

    /// `self` - `other`, exactly, and as exact as the more exact of the two: 80 - 66.0 is 14.0.
    /// If that would need more than 18 digits, without the last ones after the point.
    pub fn minus(self, other: Self) -> Self {
        let most = self.scale.max(other.scale);
        let (units, scale) = (0..=most)
            .rev()
            .find_map(|scale| {
                let difference = self.at_scale(scale)?.checked_sub(other.at_scale(scale)?)?;
                Some((difference, scale))
            })
            .expect("two numbers of 15 digits differ by less than an i64 holds");
        let difference = Decimal { units, scale };
        if scale == most {
            difference
        } else {
            difference.shortened()
        }
    }

    /// `self` / `whole` in per cent, rounded to one digit after the point, halves away
    /// from zero. `None` where `whole` is zero, or the result has more than 15 digits.
    pub fn percent_of(self, whole: Self) -> Option<Self> {
        let scale = self.scale.max(whole.scale);
        // The tenths of a per cent: at most 21 digits times 1000 fit an `i128`.
        let units = quotient(self.wide(scale) * 1000, whole.wide(scale))?;
        Some(Decimal { units, scale: 1 }.shortened())
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

/// `of` / `by`, rounded, halves away from zero; both of 30 digits at most. `None` where `by` is
/// zero, or the result has more than 15 digits. By hand, because the division of numbers of
/// this size takes more than a kilobyte of wasm.
fn quotient(of: i128, by: i128) -> Option<i64> {
    // More than 15 digits have more bits than this.
    const BITS: u32 = 50;
    let is_negative = (of < 0) != (by < 0);
    let (mut of, by) = (of.unsigned_abs(), by.unsigned_abs());
    of += by >> 1;
    if of >> BITS >= by {
        return None;
    }
    let mut quotient = 0;
    for bit in (0..BITS).rev() {
        if of >> bit >= by {
            of -= by << bit;
            quotient += 1 << bit;
        }
    }
    (quotient < LIMIT).then_some(if is_negative { -quotient } else { quotient })
}

/// By what they are, not by how they are written.
impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

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

impl Read for Decimal {
    fn read(input: &Input<'_>) -> Option<Self> {
        const EXPECTED: &str =
            "a number of at most 15 digits, at most 6 of them after the point, such as 72.5";
        let number = input.number()?;
        Decimal::parse(number.as_str())
            .or_else(|| input.reject(Fault::Malformed { expected: EXPECTED }))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // With every digit that the source has.
        let number = self.to_json().parse::<serde_json::Number>();
        number.map_err(S::Error::custom)?.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(value: f64) -> Decimal {
        Decimal::rounded(value, 6).unwrap_or_else(|| panic!("{value} is a decimal"))
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
    fn a_difference_has_the_digits_of_its_numbers() {
        let parsed = |text| Decimal::parse(text).expect("a decimal");
        for (from, to, by) in [
            ("66.0", "80", "14.0"),
            ("72.5", "86", "13.5"),
            ("9.00", "8.5", "-0.50"),
        ] {
            assert_eq!(parsed(to).minus(parsed(from)).to_json(), by);
        }
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
        assert!(decimal(-2.0) < decimal(1.0) && decimal(-2.0) < decimal(-1.5));
    }

    #[test]
    fn reads_numbers_as_json_writes_them_and_keeps_their_zeros() {
        for (text, json) in [
            ("0", "0"),
            ("-0.50", "-0.50"),
            ("86.0", "86.0"),
            ("1.5e3", "1500"),
            ("15E-1", "1.5"),
            ("1e-2", "0.01"),
            ("0.00000000", "0.000000"),
            ("1.00000000", "1.000000"),
            ("123456789.123456", "123456789.123456"),
            ("100000000000000.0", "100000000000000"),
        ] {
            let read = Decimal::parse(text).map(Decimal::to_json);
            assert_eq!(read.as_deref(), Some(json), "{text}");
        }
        assert_eq!(Decimal::parse("86.0"), Some(Decimal::whole(86)));
        for text in [
            "1e15",
            "0.0000001",
            "1234567890.1234567",
            "1e-2147483648",
            "1e99999999999",
            "1..5",
            "NaN",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_product_is_exact_or_rounded_to_six_digits() {
        let times = |a: f64, b: f64, shift| decimal(a).times(decimal(b), shift);
        assert_eq!(times(1200.0, 2.0, 0), Some(decimal(2400.0)));
        assert_eq!(times(81.4, 50.0, 2), Some(decimal(40.7)));
        assert_eq!(times(0.001, 0.0005, 0), Some(decimal(0.000_001)));
        assert_eq!(times(-0.001, 0.0005, 0), Some(decimal(-0.000_001)));
        assert_eq!(times(0.001, 0.0004, 0), Some(decimal(0.0)));
        assert_eq!(times(1e14, 10.0, 0), None);
    }

    #[test]
    fn thousands_of_a_unit_are_a_larger_unit() {
        for (value, json) in [
            (1200.0, "1.2"),
            (1_234_567.0, "1234.567"),
            (-2500.0, "-2.5"),
        ] {
            let fewer = decimal(value).in_thousands().expect("few digits");
            assert_eq!(fewer.to_json(), json);
            assert_eq!(fewer.times_thousand(), decimal(value));
        }
        assert_eq!(decimal(1234.5678).in_thousands(), None);
    }
}
