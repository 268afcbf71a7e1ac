//! Linear scales and round tick values.

/// A straight line from a domain of values to a range of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    /// The values at both ends; they differ.
    pub domain: (f64, f64),
    /// The pixels at both ends; the first may be the greater.
    pub range: (f64, f64),
}

impl Linear {
    /// The pixel at `value`, which may lie outside the domain.
    pub fn px(&self, value: f64) -> f64 {
        let share = (value - self.domain.0) / (self.domain.1 - self.domain.0);
        self.range.0 + share * (self.range.1 - self.range.0)
    }

    /// The value at pixel `px`.
    pub fn value(&self, px: f64) -> f64 {
        let share = (px - self.range.0) / (self.range.1 - self.range.0);
        self.domain.0 + share * (self.domain.1 - self.domain.0)
    }
}

/// The step between ticks: 1, 2 or 5 times a power of ten, such that about `count`
/// steps cover `span`.
fn step(span: f64, count: usize) -> f64 {
    let rough = span / count.max(1) as f64;
    // By hand, because the standard library's logarithm is large in wasm.
    let (mut power, mut parts) = (1.0, 1.0);
    while power * 10.0 <= rough {
        power *= 10.0;
    }
    while rough * parts < 1.0 {
        parts *= 10.0;
    }
    // Powers of ten are exact, their inverses as near as can be.
    power /= parts;
    let lead = rough / power;
    // The bounds are geometric means of neighbours, as in d3-array's tickIncrement.
    let factor = if lead >= 7.071 {
        10.0
    } else if lead >= 3.162 {
        5.0
    } else if lead >= 1.414 {
        2.0
    } else {
        1.0
    };
    factor * power
}

/// The smallest domain with round ends that covers `low` to `high` with room to draw marks and
/// stays within `limits`. Its ends differ even where `low` and `high` do not. It crosses zero
/// only where the values do: below the least count there is none. `least` is as in [`ticks`].
pub fn nice_domain(
    low: f64,
    high: f64,
    limits: (f64, f64),
    count: usize,
    least: f64,
) -> (f64, f64) {
    if low == 0.0 && high == 0.0 {
        return (0.0, limits.1.min(1.0));
    }
    let span = if high > low {
        high - low
    } else {
        (high.abs() * 0.1).max(1.0)
    };
    let step = step(span * 1.2, count).max(least);
    let margin = span * 0.1;
    let start = ((low - margin) / step).floor() * step;
    let end = ((high + margin) / step).ceil() * step;
    let (mut start, mut end) = (start.max(limits.0), end.min(limits.1));
    if low >= 0.0 {
        start = start.max(0.0);
    }
    if high <= 0.0 {
        end = end.min(0.0);
    }
    if start < end {
        (start, end)
    } else {
        // Only data outside the limits get here; show them all the same.
        (low - step, high + step)
    }
}

/// Round values within `domain`, about `count` steps apart, and at least `least`: 1 where all
/// values are whole, so that nobody reads of half a complaint.
pub fn ticks(domain: (f64, f64), count: usize, least: f64) -> Vec<f64> {
    let step = step(domain.1 - domain.0, count).max(least);
    // Steps are counted in whole numbers, so that rounding errors do not add up; half a
    // millionth of a step allows for the one in the division.
    let first = (domain.0 / step - 5e-7).ceil() as i64;
    let last = (domain.1 / step + 5e-7).floor() as i64;
    (first..=last).map(|index| index as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks((50.0, 90.0), 4, 0.0), [50.0, 60.0, 70.0, 80.0, 90.0]);
        assert_eq!(
            ticks((0.0, 1.0), 5, 0.0),
            [0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]
        );
        assert_eq!(
            ticks((2011.7, 2024.2), 6, 0.0),
            [2012.0, 2014.0, 2016.0, 2018.0, 2020.0, 2022.0, 2024.0]
        );
    }

    #[test]
    fn a_domain_crosses_zero_only_with_the_values() {
        let any = (f64::MIN, f64::MAX);
        assert_eq!(nice_domain(0.0, 4.0, any, 5, 0.0), (0.0, 5.0));
        assert_eq!(nice_domain(-7.25, -3.0, any, 5, 0.0), (-8.0, -2.0));
        assert_eq!(nice_domain(-4.0, 0.0, any, 5, 0.0), (-5.0, 0.0));
        assert_eq!(nice_domain(-6.0, 2.0, any, 5, 0.0), (-8.0, 4.0));
        for limits in [any, (0.0, 100.0), (0.0, f64::MAX)] {
            assert_eq!(nice_domain(0.0, 0.0, limits, 5, 0.0), (0.0, 1.0));
        }
    }

    #[test]
    fn a_domain_keeps_to_its_limits() {
        assert_eq!(nice_domain(56.0, 86.0, (0.0, 100.0), 5, 0.0), (50.0, 90.0));
        assert_eq!(
            nice_domain(98.0, 100.0, (0.0, 100.0), 5, 0.0),
            (97.5, 100.0)
        );
        assert_eq!(
            nice_domain(20_000.0, 20_000.0, (0.0, f64::MAX), 5, 0.0),
            (19_500.0, 20_500.0)
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn scales_invert(
            low in -1e9..1e9_f64, span in 1e-3..1e9_f64, from in 0.0..500.0_f64,
            length in 1.0..500.0_f64, share in 0.0..1.0_f64, flipped: bool,
        ) {
            let range = if flipped { (from + length, from) } else { (from, from + length) };
            let scale = Linear { domain: (low, low + span), range };
            let value = low + share * span;
            prop_assert!((scale.value(scale.px(value)) - value).abs() <= 1e-6 * (low.abs() + span));
        }

        #[test]
        fn scales_keep_the_order(
            low in -1e6..1e6_f64, span in 1e-3..1e6_f64, a in 0.0..1.0_f64, b in 0.0..1.0_f64,
        ) {
            let scale = Linear { domain: (low, low + span), range: (300.0, 0.0) };
            let (a, b) = (a.min(b), a.max(b));
            prop_assert!(scale.px(low + a * span) >= scale.px(low + b * span) - 1e-9);
        }

        #[test]
        fn a_nice_domain_covers_the_data(
            low in -1e9..1e9_f64, span in 0.0..1e9_f64, count in 1_usize..12,
        ) {
            let (start, end) = nice_domain(low, low + span, (f64::MIN, f64::MAX), count, 0.0);
            prop_assert!(start <= low && low + span <= end && start < end);
            prop_assert!(low < 0.0 || start >= 0.0);
            prop_assert!(low + span > 0.0 || end <= 0.0);
            let ticks = ticks((start, end), count, 0.0);
            prop_assert!(!ticks.is_empty() && ticks.len() <= 4 * count + 4);
            prop_assert!(ticks.iter().all(|tick| tick.is_finite()));
            prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
