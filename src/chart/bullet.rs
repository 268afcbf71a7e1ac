//! A value against a target on one short line.

use super::scale::Linear;

/// What a bullet shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BulletData {
    /// The value, where there is one.
    pub value: Option<f64>,
    /// The target's lower and upper end, which may be equal, where there is one.
    pub target: Option<(f64, f64)>,
    /// The end of the axis; it begins at zero. Greater than zero.
    pub end: f64,
}

/// A placed bullet. All values are x positions, from 0 at zero to the bullet's width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bullet {
    /// Where the bar ends.
    pub value: Option<f64>,
    /// Where the target begins and ends.
    pub target: Option<(f64, f64)>,
}

/// Places a bullet on `width` pixels.
pub fn bullet(data: &BulletData, width: f64) -> Bullet {
    let scale = Linear {
        domain: (0.0, data.end),
        range: (0.0, width),
    };
    let px = |value: f64| scale.px(value).clamp(0.0, width);
    Bullet {
        value: data.value.map(px),
        target: data.target.map(|(low, high)| (px(low), px(high))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_at_the_start() {
        let data = BulletData {
            value: Some(98.0),
            target: Some((100.0, 100.0)),
            end: 100.0,
        };
        let placed = bullet(&data, 200.0);
        assert_eq!(placed.value, Some(196.0));
        assert_eq!(placed.target, Some((200.0, 200.0)));
    }

    #[test]
    fn no_figure_is_not_zero() {
        let data = BulletData {
            value: None,
            target: None,
            end: 100.0,
        };
        assert_eq!(
            bullet(&data, 200.0),
            Bullet {
                value: None,
                target: None
            }
        );
    }
}
