//! A value against a target on one short line.

use super::scale::Linear;

/// What a bullet shows. All numbers are finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BulletData {
    /// The value, where there is one.
    pub value: Option<f64>,
    /// The target's lower and upper end, which may be equal, where there is one.
    pub target: Option<(f64, f64)>,
    /// The least and the greatest possible value, where there are any.
    pub limits: Option<(f64, f64)>,
}

/// A placed bullet. All values are x positions, from 0 to the bullet's width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bullet {
    /// Both ends of the bar between zero and the value, the lesser first.
    pub bar: Option<(f64, f64)>,
    /// Where the target begins and ends.
    pub target: Option<(f64, f64)>,
}

/// Places a bullet on `width` pixels. Its axis always holds zero, where the bar begins; it ends
/// with the limits, or else with the further of value and target. Bar and target are at least
/// `least` pixels long, so that a zero is seen, too. `None` without a target: a bar that leads
/// to no end says nothing.
pub fn bullet(data: &BulletData, width: f64, least: f64) -> Option<Bullet> {
    let (from, to) = data.target?;
    let (mut low, mut high) = data.limits.unwrap_or((0.0, 0.0));
    let value = data.value.unwrap_or(0.0);
    low = low.min(value).min(from);
    high = high.max(value).max(to);
    if low == high {
        high = 1.0;
    }
    let scale = Linear {
        domain: (low, high),
        range: (0.0, width),
    };
    let place = |(from, to): (f64, f64)| {
        let (left, right) = (scale.px(from).max(0.0), scale.px(to).min(width));
        let left = left.min(width - least);
        (left, right.max(left + least))
    };
    Some(Bullet {
        bar: data.value.map(|v| place((v.min(0.0), v.max(0.0)))),
        target: Some(place((from, to))),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHARE: Option<(f64, f64)> = Some((0.0, 100.0));

    fn placed(value: f64, target: Option<(f64, f64)>, limits: Option<(f64, f64)>) -> Bullet {
        let data = BulletData {
            value: Some(value),
            target,
            limits,
        };
        bullet(&data, 200.0, 3.0).expect("a bullet")
    }

    #[test]
    fn a_share_is_a_part_of_its_whole() {
        let with_target = placed(98.0, Some((100.0, 100.0)), SHARE);
        assert_eq!(with_target.bar, Some((0.0, 196.0)));
        assert_eq!(with_target.target, Some((197.0, 200.0)));
    }

    #[test]
    fn what_reaches_its_target_ends_there_and_at_the_end_of_the_axis() {
        let reached = placed(20_000.0, Some((20_000.0, 20_000.0)), None);
        assert_eq!(reached.bar, Some((0.0, 200.0)));
        assert_eq!(reached.target, Some((197.0, 200.0)));
        let beyond = placed(25_000.0, Some((20_000.0, 20_000.0)), None);
        assert_eq!(beyond.bar, Some((0.0, 200.0)));
        assert_eq!(beyond.target, Some((160.0, 163.0)));
    }

    #[test]
    fn a_bar_that_leads_nowhere_is_not_drawn() {
        for limits in [None, SHARE] {
            let data = BulletData {
                value: Some(63.7),
                target: None,
                limits,
            };
            assert_eq!(bullet(&data, 200.0, 3.0), None);
        }
    }

    #[test]
    fn less_than_zero_is_left_of_it() {
        let below = placed(-4.0, Some((5.0, 5.0)), None);
        let (start, end) = below.bar.expect("a bar");
        let (target, _) = below.target.expect("a target");
        assert!(start == 0.0 && start < end && end < target);
        // All below zero: bars lead to the left from the right end.
        let (start, end) = placed(-7.25, Some((-5.0, -5.0)), None).bar.expect("a bar");
        assert_eq!((start, end), (0.0, 200.0));
    }

    #[test]
    fn zero_is_seen() {
        let zero = placed(0.0, Some((0.0, 0.0)), None);
        assert_eq!(
            (zero.bar, zero.target),
            (Some((0.0, 3.0)), Some((0.0, 3.0)))
        );
        assert_eq!(
            placed(0.0, Some((-2.0, -1.0)), None).bar,
            Some((197.0, 200.0))
        );
        let none = BulletData {
            value: None,
            target: Some((0.0, 0.0)),
            limits: None,
        };
        let none = bullet(&none, 200.0, 3.0).expect("a target");
        assert_eq!(none.bar, None, "no figure is not zero");
    }

    fn number() -> impl Strategy<Value = f64> {
        prop_oneof![Just(0.0), -10.0..10.0_f64, -1e14..1e14_f64, Just(100.0)]
    }

    proptest! {
        #[test]
        fn all_is_seen_inside_and_in_order(
            value in proptest::option::of(number()), a in number(), b in number(),
            limits in prop_oneof![Just(None), Just(SHARE)],
        ) {
            let target = (a.min(b), a.max(b));
            let data = BulletData { value, target: Some(target), limits };
            let Bullet { bar, target: placed } = bullet(&data, 200.0, 3.0).expect("a target");
            let placed = placed.expect("a target");
            for (from, to) in bar.into_iter().chain([placed]) {
                prop_assert!(from >= 0.0 && to <= 200.0 + 1e-9 && to - from >= 3.0 - 1e-9);
            }
            prop_assert_eq!(bar.is_some(), value.is_some());
            if let (Some(value), Some(bar)) = (value, bar) {
                // The end of the bar that is not at zero.
                let tip = if value < 0.0 { bar.0 } else { bar.1 };
                let (low, high) = target;
                prop_assert!(value < high || tip >= placed.0 - 3.0 - 1e-9);
                prop_assert!(value > low || tip <= placed.1 + 3.0 + 1e-9);
            }
        }
    }
}
