//! Where a pointer reaches the points of a chart over time, and text in lines.

use super::label::width_of;

/// How far beyond the first and the last point a pointer reaches them: half the least size of a
/// target.
const BEYOND: f64 = 12.0;

/// The height of a line of text, in font sizes.
pub const LINE_HEIGHT: f64 = 1.35;

/// For each span of time, from one x to another, the strip that is nearer to it than to any
/// other. The spans are in order and do not overlap. The strips follow each other without a gap,
/// and extend a little beyond the first and the last span.
pub fn strips(spans: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut strips = Vec::new();
    for (index, (from, to)) in spans.iter().enumerate() {
        let left = match index {
            0 => from - BEYOND,
            _ => (spans[index - 1].1 + from) / 2.0,
        };
        let right = match spans.get(index + 1) {
            Some((next, _)) => (to + next) / 2.0,
            None => to + BEYOND,
        };
        strips.push((left, right));
    }
    strips
}

/// Breaks a text into lines no wider than `width` pixels, as [`width_of`] estimates them: at
/// spaces, and within a word only where it is wider than a line. Each line has at least one
/// character, however narrow it is. A text without words has no lines.
pub fn wrap(text: &str, width: f64, font: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    // Not at all white space: a no-break space keeps a number and its unit together.
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let before = width_of(&line, font) + width_of(" ", font);
        if !line.is_empty() {
            if before + width_of(word, font) <= width {
                line.push(' ');
                line.push_str(word);
                continue;
            }
            lines.push(std::mem::take(&mut line));
        }
        let mut used = 0.0;
        for c in word.chars() {
            let room = width_of(c.encode_utf8(&mut [0; 4]), font);
            if used + room > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(c);
            used += room;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_part_half_way_and_reach_a_little_beyond_both_ends() {
        let strips = strips(&[(100.0, 100.0), (140.0, 180.0), (200.0, 200.0)]);
        assert_eq!(strips, [(88.0, 120.0), (120.0, 190.0), (190.0, 212.0)]);
        assert_eq!(super::strips(&[(50.0, 50.0)]), [(38.0, 62.0)]);
        assert!(super::strips(&[]).is_empty());
    }

    #[test]
    fn text_breaks_at_spaces_and_loses_nothing() {
        let font = 10.0;
        assert_eq!(wrap("one two three", 46.2, font), ["one two", "three"]);
        assert_eq!(
            wrap("a incontrovertible b", 46.2, font),
            ["a", "incontr", "overtib", "le b"]
        );
        assert_eq!(wrap("数字政府", 20.0, font), ["数字", "政府"]);
        assert_eq!(
            wrap("20\u{a0}km of it", 40.0, font),
            ["20\u{a0}km", "of it"]
        );
        assert_eq!(wrap("ab", 0.0, font), ["a", "b"]);
        assert!(wrap(" ", 46.2, font).is_empty());
    }
}
