//! A figure held against a goal on one line: the one way in which all drawings but those over
//! time show it.

use super::scale::Linear;
use super::size::Extent;

/// What values are compared with. A single number has equal ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GoalData {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Where a value should be.
    pub good: Good,
}

/// Where a value should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Good {
    /// At the lower end or above it: a floor.
    Above,
    /// At the upper end or below it: a ceiling.
    Below,
    /// Between both.
    Inside,
}

/// What a bullet shows. All numbers are finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BulletData {
    /// The value, where there is one.
    pub value: Option<f64>,
    /// The goal, where there is one.
    pub goal: Option<GoalData>,
    /// The least and the greatest possible value, where there are any.
    pub limits: Option<(f64, f64)>,
}

/// A placed bullet.
#[derive(Clone, Debug, PartialEq)]
pub struct Bullet {
    /// x of both ends of its axis, the lesser first.
    pub ends: (f64, f64),
    /// x of the value: the end of its bar, or else the centre of its mark.
    pub at: Option<f64>,
    /// All that the value is a part of; none without a value, because an empty track looks like
    /// zero, and none where values have no end, because nothing would be a part.
    pub track: Option<Extent>,
    /// From zero to the value, in a track; none at zero.
    pub bar: Option<Extent>,
    /// Between the ends of a goal that is a range.
    pub range: Option<Extent>,
    /// At the goal's ends, from the left; one for a single number.
    pub ticks: Vec<GoalTick>,
}

/// A line across a bar, with a small arrowhead towards the good side of a floor or a ceiling.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalTick {
    /// Its space, with the paper around it.
    pub extent: Extent,
    /// The corners of its shape.
    pub corners: Vec<(f64, f64)>,
}

/// Half the height of a track and of a bar.
const HALF_BAR: f64 = 6.0;
/// Half the height of a tick: seen above and below a bar.
const HALF_TICK: f64 = 11.0;
/// Half the width of a tick.
const HALF_LINE: f64 = 1.5;
/// The width of the paper around a tick, which sets it off from a bar.
const HALO: f64 = 1.5;
/// Half the width of a track's edge.
const HALF_EDGE: f64 = 0.5;
/// The length of an arrowhead, whose height is that of a tick above a bar.
const ARROW: f64 = 7.0;

/// Half the height of a bullet.
pub const HALF_BULLET: f64 = HALF_TICK + HALO;
/// How far a bullet may reach beyond the ends of its axis.
pub const BEYOND: f64 = HALF_LINE + ARROW + HALO;

/// Places a bullet on an axis, around `y`. `has_end` says that the axis begins at zero and ends
/// with the greatest possible value, so that values are bars.
pub fn bullet(
    value: Option<f64>,
    goal: Option<GoalData>,
    scale: Linear,
    has_end: bool,
    y: f64,
) -> Bullet {
    let px = |value| within(scale, value);
    let extent = |from: f64, to: f64, half: f64| Extent {
        left: from.min(to),
        right: from.max(to),
        top: y - half,
        bottom: y + half,
    };
    let at = value.map(px);
    let track = at.filter(|_| has_end);
    let bar = track.map(|x| extent(px(0.0), x, HALF_BAR));
    let mut ticks = Vec::new();
    let mut range = None;
    if let Some(GoalData { low, high, good }) = goal {
        let (left, right) = (px(low), px(high));
        // The end that decides has the arrowhead.
        let (mut lower, mut upper) = (0.0, 0.0);
        match good {
            Good::Above => lower = 1.0,
            Good::Below => upper = -1.0,
            Good::Inside => {}
        }
        if low == high {
            ticks.push(tick(left, y, lower + upper));
        } else {
            range = Some(extent(left, right, HALF_TICK));
            ticks.push(tick(left, y, lower));
            ticks.push(tick(right, y, upper));
        }
    }
    Bullet {
        ends: scale.range,
        at,
        track: track.map(|_| extent(scale.range.0, scale.range.1, HALF_BAR)),
        bar: bar.filter(|bar| bar.width() > 0.0),
        range,
        ticks,
    }
}

/// A bullet on `width` pixels and an axis of its own, [`HALF_BULLET`] below the top. The axis
/// holds zero; it ends with the limits, or else with the further of value and goal. `None`
/// without a goal: then a value is held against nothing.
pub fn single_bullet(data: &BulletData, width: f64) -> Option<Bullet> {
    let goal = data.goal?;
    let (mut low, mut high) = data.limits.unwrap_or((0.0, 0.0));
    for value in [goal.low, goal.high, data.value.unwrap_or(0.0)] {
        (low, high) = (low.min(value), high.max(value));
    }
    if low == high {
        high = 1.0;
    }
    let has_end = data.limits.is_some();
    let from = |left: f64| {
        let scale = Linear {
            domain: (low, high),
            range: (left, width - BEYOND),
        };
        bullet(data.value, data.goal, scale, has_end, HALF_BULLET)
    };
    // In line with the words around it, unless something reaches beyond that.
    let placed = from(HALF_EDGE);
    let is_mark_beyond = !has_end && placed.at.is_some_and(|x| x < BEYOND);
    let is_beyond = placed.ticks.iter().any(|tick| tick.extent.left < 0.0);
    Some(match is_beyond || is_mark_beyond {
        true => from(BEYOND),
        false => placed,
    })
}

/// The pixel at a value, so that no rounding error of large numbers leaves the axis.
pub(super) fn within(scale: Linear, value: f64) -> f64 {
    scale.px(value).max(scale.range.0).min(scale.range.1)
}

/// A tick; `side` is 1 with an arrowhead to the right, -1 with one to the left, and else 0.
fn tick(x: f64, y: f64, side: f64) -> GoalTick {
    let (top, bottom) = (y - HALF_TICK, y + HALF_TICK);
    let (near, far) = (x + HALF_LINE, x - HALF_LINE);
    let (near, far) = if side < 0.0 { (far, near) } else { (near, far) };
    let mut corners = vec![(far, bottom), (far, top), (near, top)];
    if side != 0.0 {
        let height = HALF_TICK - HALF_BAR;
        corners.push((near + side * ARROW, top + height / 2.0));
        corners.push((near, top + height));
    }
    corners.push((near, bottom));
    let beyond = |is_there: bool| HALF_LINE + HALO + if is_there { ARROW } else { 0.0 };
    GoalTick {
        extent: Extent {
            left: x - beyond(side < 0.0),
            right: x + beyond(side > 0.0),
            top: top - HALO,
            bottom: bottom + HALO,
        },
        corners,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHARE: Option<(f64, f64)> = Some((0.0, 100.0));

    fn goal(low: f64, high: f64, good: Good) -> GoalData {
        GoalData { low, high, good }
    }

    fn placed(value: f64, (low, high): (f64, f64), limits: Option<(f64, f64)>) -> Bullet {
        let data = BulletData {
            value: Some(value),
            goal: Some(goal(low, high, Good::Inside)),
            limits,
        };
        single_bullet(&data, 210.5).expect("a bullet")
    }

    fn centre(tick: &GoalTick) -> f64 {
        // Without an arrowhead, the paper is equally wide on both sides.
        (tick.extent.left + tick.extent.right) / 2.0
    }

    #[test]
    fn a_share_is_a_part_of_its_whole() {
        let share = placed(98.0, (100.0, 100.0), SHARE);
        let (track, bar) = (share.track.unwrap(), share.bar.unwrap());
        assert_eq!((track.left, track.right), (0.5, 200.5));
        assert_eq!((bar.left, bar.right), (0.5, 196.5));
        assert_eq!(centre(&share.ticks[0]), track.right);
    }

    #[test]
    fn what_has_no_end_is_a_mark_and_no_bar() {
        let reached = placed(20_000.0, (20_000.0, 20_000.0), None);
        assert_eq!((reached.track, reached.bar), (None, None));
        assert_eq!(reached.at, Some(200.5));
        assert_eq!(centre(&reached.ticks[0]), 200.5, "where the axis ends");
        let beyond = placed(25_000.0, (20_000.0, 20_000.0), None);
        assert_eq!(beyond.at, Some(200.5));
        assert_eq!(centre(&beyond.ticks[0]), 160.5);
        let below = placed(-5.0, (5.0, 5.0), None);
        assert_eq!(below.at, Some(10.0), "room for its mark");
        assert_eq!(centre(&below.ticks[0]), 200.5);
    }

    #[test]
    fn without_a_figure_only_the_goal_is_drawn() {
        for limits in [None, SHARE] {
            let data = BulletData {
                value: None,
                goal: Some(goal(70.0, 80.0, Good::Above)),
                limits,
            };
            let none = single_bullet(&data, 220.0).unwrap();
            assert_eq!((none.at, none.track, none.bar), (None, None, None));
            assert_eq!(none.ticks.len(), 2);
            let data = BulletData { goal: None, ..data };
            assert_eq!(single_bullet(&data, 220.0), None);
        }
    }

    #[test]
    fn zero_is_an_empty_track() {
        let zero = placed(0.0, (0.0, 0.0), SHARE);
        assert!(zero.track.is_some() && zero.bar.is_none());
        assert_eq!(placed(0.0, (0.0, 0.0), None).at, Some(10.0));
    }

    #[test]
    fn an_arrowhead_points_to_the_good_side() {
        let of = |low, high, good| {
            let data = BulletData {
                value: None,
                goal: Some(goal(low, high, good)),
                limits: SHARE,
            };
            let ticks = single_bullet(&data, 220.0).unwrap().ticks.into_iter();
            let sides = ticks.map(|tick| {
                let xs = || tick.corners.iter().map(|(x, _)| *x);
                let (first, last) = (xs().fold(f64::MAX, f64::min), xs().fold(0.0, f64::max));
                // The foot of the line.
                let foot = (tick.corners[0].0 + tick.corners.last().unwrap().0) / 2.0;
                (foot - first > 2.0, last - foot > 2.0)
            });
            sides.collect::<Vec<_>>()
        };
        assert_eq!(of(70.0, 70.0, Good::Above), [(false, true)]);
        assert_eq!(of(70.0, 70.0, Good::Below), [(true, false)]);
        assert_eq!(of(70.0, 70.0, Good::Inside), [(false, false)]);
        assert_eq!(of(70.0, 80.0, Good::Inside), [(false, false); 2]);
    }

    fn number() -> impl Strategy<Value = f64> {
        prop_oneof![Just(0.0), -10.0..10.0_f64, -1e14..1e14_f64, Just(100.0)]
    }

    proptest! {
        #[test]
        fn all_is_inside_and_in_order(
            value in prop::option::of(number()), a in number(), b in number(), single: bool,
            good in prop_oneof![Just(Good::Above), Just(Good::Below), Just(Good::Inside)],
            limits in prop_oneof![Just(None), Just(SHARE)],
        ) {
            let b = if single { a } else { b };
            let goal = goal(a.min(b), a.max(b), good);
            let data = BulletData { value, goal: Some(goal), limits };
            let placed = single_bullet(&data, 220.0).unwrap();
            prop_assert_eq!(placed.ends.1, 210.0);
            let has_room = placed.track.is_some() || placed.at.is_none_or(|x| x >= 10.0);
            prop_assert!(has_room);
            prop_assert_eq!(placed.at.is_some(), value.is_some());
            prop_assert_eq!(placed.track.is_some(), value.is_some() && limits.is_some());
            prop_assert_eq!(placed.range.is_some(), a != b);
            for tick in &placed.ticks {
                let Extent { left, right, top, bottom } = tick.extent;
                prop_assert!(left >= 0.0 && right <= 220.0);
                prop_assert_eq!((top, bottom), (0.0, 2.0 * HALF_BULLET));
                for (x, y) in &tick.corners {
                    prop_assert!(left < *x && *x < right && top < *y && *y < bottom);
                }
            }
            let foot = |tick: &GoalTick| (tick.corners[0].0 + tick.corners.last().unwrap().0) / 2.0;
            if let (Some(value), Some(at)) = (value, placed.at) {
                let (first, last) = (foot(&placed.ticks[0]), foot(placed.ticks.last().unwrap()));
                prop_assert!(value < goal.low || at >= first - 1e-6);
                prop_assert!(value > goal.high || at <= last + 1e-6);
                if let Some(bar) = placed.bar {
                    prop_assert!(at == bar.left || at == bar.right);
                }
            }
        }
    }
}
