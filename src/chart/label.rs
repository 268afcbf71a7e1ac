//! Labels and the room that they take.

/// A line of text in a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The text.
    pub text: String,
    /// Where it starts.
    pub x: f64,
    /// The middle of its height.
    pub y: f64,
}

/// About how wide a line of system sans-serif text is, in pixels. No font can be
/// measured at build time, so this errs on the wide side: 0.66 em is more than the
/// average of bold Latin text in the widest usual system font, DejaVu Sans, and one em
/// fits CJK.
pub fn width_of(text: &str, font_size: f64) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|c| if c >= '\u{2e80}' { 1.0 } else { 0.66 })
        .sum();
    ems * font_size
}

/// Moves positions apart until each is `gap` from the next, keeping their order, as
/// near to where they were as they can be, all between `low` and `high` as long as
/// there is room.
pub fn spread(positions: &mut [f64], gap: f64, low: f64, high: f64) {
    let mut order: Vec<usize> = (0..positions.len()).collect();
    order.sort_by(|a, b| positions[*a].total_cmp(&positions[*b]));
    let mut least = low;
    for index in &order {
        positions[*index] = positions[*index].max(least);
        least = positions[*index] + gap;
    }
    let mut most = high;
    for index in order.iter().rev() {
        positions[*index] = positions[*index].min(most);
        most = positions[*index] - gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_make_room_for_each_other() {
        let mut positions = [50.0, 10.0, 52.0];
        spread(&mut positions, 14.0, 0.0, 100.0);
        assert_eq!(positions, [50.0, 10.0, 64.0]);
        let mut at_the_end = [99.0, 100.0];
        spread(&mut at_the_end, 14.0, 0.0, 100.0);
        assert_eq!(at_the_end, [86.0, 100.0]);
    }
}
