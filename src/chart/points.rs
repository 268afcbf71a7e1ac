//! Hit targets of points, and the tips that say what a point is.

use super::label::{Label, width_of};
use super::size::Extent;

/// Half the least size of a hit target: a mark at the edge of an area can also be reached from
/// outside.
const HALF_TARGET: f64 = 12.0;

/// Points closer together than this share a place.
const NEAR: f64 = 0.5;

/// The distance from a point to its tip.
const DISTANCE: f64 = 10.0;

/// The distance from a tip's edge to its text.
const PADDING: f64 = 8.0;

/// The height of a line of text, in font sizes.
pub const LINE_HEIGHT: f64 = 1.35;

/// For each point the corners of the region that is nearer to it than to any other, within
/// `area` and at most `reach` (greater than zero) away. A cell has three corners or more and an
/// area, and none overlaps another. It extends up to 12 px beyond `area`, or as far as the
/// point does, so that all of a mark at the edge belongs to it.
///
/// Points in one place (within half a pixel) divide the cell around it into sectors, the first
/// one's at the top, the others following clockwise.
pub fn cells(points: &[(f64, f64)], area: Extent, reach: f64) -> Vec<Vec<(f64, f64)>> {
    let sites = sites(points);
    let mut cells = Vec::new();
    for (index, &(x, y)) in sites.iter().enumerate() {
        // A regular octagon: cosine and sine of an eighth of a half turn.
        let (long, short) = (0.923_879_532_5 * reach, 0.382_683_432_4 * reach);
        let mut cell = vec![
            (x + long, y - short),
            (x + long, y + short),
            (x + short, y + long),
            (x - short, y + long),
            (x - long, y + short),
            (x - long, y - short),
            (x - short, y - long),
            (x + short, y - long),
        ];
        let left = area.left.min(x) - HALF_TARGET;
        let right = area.right.max(x) + HALF_TARGET;
        let top = area.top.min(y) - HALF_TARGET;
        let bottom = area.bottom.max(y) + HALF_TARGET;
        cell = clip(&cell, (left, y), (-1.0, 0.0));
        cell = clip(&cell, (right, y), (1.0, 0.0));
        cell = clip(&cell, (x, top), (0.0, -1.0));
        cell = clip(&cell, (x, bottom), (0.0, 1.0));
        for (other, &(other_x, other_y)) in sites.iter().enumerate() {
            let away = (other_x - x, other_y - y);
            let is_far = away.0.abs().max(away.1.abs()) > 2.0 * reach;
            if other != index && !is_far {
                let middle = ((x + other_x) / 2.0, (y + other_y) / 2.0);
                cell = clip(&cell, middle, away);
            }
        }
        cells.push(cell);
    }
    cells
}

/// The points; those of one place are moved onto a circle of a tenth of a pixel around it.
fn sites(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    // For each point the first one of its place.
    let mut firsts: Vec<usize> = Vec::new();
    for (index, (x, y)) in points.iter().enumerate() {
        let is_here = |first: &usize| {
            let (first_x, first_y) = points[*first];
            firsts[*first] == *first && (first_x - x).abs().max((first_y - y).abs()) < NEAR
        };
        let first = (0..index).find(is_here).unwrap_or(index);
        firsts.push(first);
    }
    let mut sites = Vec::new();
    for (index, first) in firsts.iter().enumerate() {
        let count = firsts.iter().filter(|other| *other == first).count();
        if count == 1 {
            sites.push(points[index]);
            continue;
        }
        let before = firsts[..index].iter().filter(|other| *other == first);
        // Around the circle by quarters; within a quarter by its rational form, which needs no
        // trigonometry and is sufficiently even.
        let turn = 4.0 * before.count() as f64 / count as f64;
        let part = turn.fract();
        let one = 1.0 + part * part;
        let (along, across) = (0.1 * (1.0 - part * part) / one, 0.1 * 2.0 * part / one);
        let (x, y) = points[*first];
        sites.push(match turn as usize {
            0 => (x + across, y - along),
            1 => (x + along, y + across),
            2 => (x - across, y + along),
            _ => (x - along, y - across),
        });
    }
    sites
}

/// The part of a convex polygon that is not beyond a line: the line through `on` that the
/// vector `beyond` crosses.
fn clip(polygon: &[(f64, f64)], on: (f64, f64), beyond: (f64, f64)) -> Vec<(f64, f64)> {
    let past = |(x, y): (f64, f64)| (x - on.0) * beyond.0 + (y - on.1) * beyond.1;
    let mut kept = Vec::new();
    for (index, &corner) in polygon.iter().enumerate() {
        let next = polygon[(index + 1) % polygon.len()];
        let (here, there) = (past(corner), past(next));
        if here <= 0.0 {
            kept.push(corner);
        }
        if here * there < 0.0 {
            let share = here / (here - there);
            kept.push((
                corner.0 + share * (next.0 - corner.0),
                corner.1 + share * (next.1 - corner.1),
            ));
        }
    }
    kept
}

/// A placed box of text about a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Tip {
    /// The box.
    pub extent: Extent,
    /// Its lines of text, in it.
    pub lines: Vec<Label>,
    /// The space between the point and the box, across which a pointer can move from one to the
    /// other. It has no height where the box covers the point.
    pub bridge: Extent,
}

/// Places a box of text about the point `at`: above it, or else below, to the right or to the
/// left, wherever it has room in `area`. Where there is no room, it covers the point. It is at
/// most 22 font sizes wide, and never leaves `area` at the sides or the top; it does at the
/// bottom when `area` is lower than the box.
pub fn tip(lines: &[String], at: (f64, f64), area: Extent, font: f64) -> Tip {
    let widest = area.width().min(22.0 * font);
    let mut texts = Vec::new();
    for line in lines {
        texts.append(&mut wrap(line, widest - 2.0 * PADDING, font));
    }
    let text_width = texts
        .iter()
        .map(|text| width_of(text, font))
        .fold(0.0, f64::max);
    let width = (text_width + 2.0 * PADDING).min(widest);
    let height = texts.len() as f64 * LINE_HEIGHT * font + 2.0 * PADDING;

    let (x, y) = at;
    // No clamp, which panics where the area has less room than the box.
    let fit_x = |left: f64| left.min(area.right - width).max(area.left);
    let fit_y = |top: f64| top.min(area.bottom - height).max(area.top);
    let (across, along) = (fit_x(x - width / 2.0), fit_y(y - height / 2.0));
    let (above, below) = (y - DISTANCE - height, y + DISTANCE);
    let places = [
        (across, above),
        (across, below),
        (x + DISTANCE, along),
        (x - DISTANCE - width, along),
    ];
    let has_room = |place: &&(f64, f64)| fit_x(place.0) == place.0 && fit_y(place.1) == place.1;
    let free = places.iter().position(|place| has_room(&place));
    let (left, top) = match free {
        Some(place) => places[place],
        None => (across, fit_y(above)),
    };
    let extent = Extent {
        left,
        right: left + width,
        top,
        bottom: top + height,
    };
    // Around the point, and on to the box if the point is outside the area.
    let beside = (
        (x - HALF_TARGET).min(extent.right),
        (x + HALF_TARGET).max(extent.left),
    );
    let level = (
        (y - HALF_TARGET).min(extent.bottom),
        (y + HALF_TARGET).max(extent.top),
    );
    let (beside, level) = match free {
        Some(1) => (beside, (y, extent.top)),
        Some(2) => ((x, extent.left), level),
        Some(3) => ((extent.right, x), level),
        _ => (beside, (extent.bottom.min(y), y)),
    };
    let label = |(index, text)| Label {
        text,
        x: left + PADDING,
        y: top + PADDING + (index as f64 + 0.5) * LINE_HEIGHT * font,
    };
    Tip {
        extent,
        lines: texts.into_iter().enumerate().map(label).collect(),
        bridge: Extent {
            left: beside.0,
            right: beside.1,
            top: level.0,
            bottom: level.1,
        },
    }
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
    use proptest::prelude::*;

    use super::*;

    const AREA: Extent = Extent {
        left: 40.0,
        right: 300.0,
        top: 20.0,
        bottom: 220.0,
    };

    /// How far a place is inside a cell whose corners go clockwise on the screen; negative
    /// outside.
    fn depth(cell: &[(f64, f64)], (x, y): (f64, f64)) -> f64 {
        let mut depth = f64::INFINITY;
        for (index, from) in cell.iter().enumerate() {
            let to = cell[(index + 1) % cell.len()];
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let length = (dx * dx + dy * dy).sqrt();
            if length > 1e-9 {
                depth = depth.min((dx * (y - from.1) - dy * (x - from.0)) / length);
            }
        }
        depth
    }

    fn area_of(cell: &[(f64, f64)]) -> f64 {
        let mut twice = 0.0;
        for (index, from) in cell.iter().enumerate() {
            let to = cell[(index + 1) % cell.len()];
            twice += from.0 * to.1 - to.0 * from.1;
        }
        twice / 2.0
    }

    #[test]
    fn two_points_part_half_way() {
        let cells = cells(&[(100.0, 100.0), (140.0, 100.0)], AREA, 50.0);
        assert!(cells[0].iter().all(|(x, _)| *x <= 120.0));
        assert!(cells[1].iter().all(|(x, _)| *x >= 120.0));
    }

    #[test]
    fn points_in_one_place_are_all_reached() {
        for count in 2..12 {
            let cells = cells(&vec![(100.0, 100.0); count], AREA, 40.0);
            let whole = area_of(&super::cells(&[(100.0, 100.0)], AREA, 40.0)[0]);
            for cell in &cells {
                let share = area_of(cell) / whole * count as f64;
                assert!((0.5..2.0).contains(&share), "{count}: {share}");
            }
        }
        let two = cells(&[(100.0, 100.0), (100.0, 100.0)], AREA, 40.0);
        assert!(two[0].iter().all(|(_, y)| *y <= 100.0 + 1e-9));
        assert!(two[1].iter().all(|(_, y)| *y >= 100.0 - 1e-9));
    }

    #[test]
    fn a_mark_at_the_edge_is_reached_as_a_whole() {
        let cells = cells(&[(40.0, 20.0), (310.0, 100.0)], AREA, 40.0);
        assert!(depth(&cells[0], (32.0, 12.0)) > 0.0);
        assert!(depth(&cells[1], (318.0, 100.0)) > 0.0);
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

    #[test]
    fn a_tip_stands_above_below_or_beside() {
        let lines = ["One line".to_owned()];
        let free = tip(&lines, (170.0, 120.0), AREA, 14.0);
        assert_eq!(free.extent.bottom, 110.0);
        let high = tip(&lines, (170.0, 30.0), AREA, 14.0);
        assert_eq!(high.extent.top, 40.0);
        let flat = Extent {
            bottom: 60.0,
            ..AREA
        };
        assert_eq!(tip(&lines, (60.0, 40.0), flat, 14.0).extent.left, 70.0);
        assert_eq!(tip(&lines, (280.0, 40.0), flat, 14.0).extent.right, 270.0);
    }

    fn any_point() -> impl Strategy<Value = (f64, f64)> {
        prop_oneof![
            4 => (0.0..340.0_f64, 0.0..260.0_f64),
            2 => (4_u8..8, 4_u8..6).prop_map(|(x, y)| (f64::from(x) * 20.0, f64::from(y) * 20.0)),
            1 => (99.0..101.0_f64, Just(80.0)),
        ]
    }

    fn any_text() -> impl Strategy<Value = String> {
        "[a-z0-9数\u{a0}]{0,40}( [a-z%]{1,9}){0,6}"
    }

    proptest! {
        #[test]
        fn cells_are_the_nearest_places(
            points in prop::collection::vec(any_point(), 0..30),
            probes in prop::collection::vec((0.0..340.0_f64, 0.0..260.0_f64), 30),
            reach in 1.0..200.0_f64,
        ) {
            let sites = sites(&points);
            let cells = cells(&points, AREA, reach);
            prop_assert_eq!(cells.len(), points.len());
            for ((cell, site), point) in cells.iter().zip(&sites).zip(&points) {
                prop_assert!(cell.len() >= 3);
                prop_assert!(area_of(cell) > 1e-3);
                prop_assert!(depth(cell, *site) > -1e-6);
                prop_assert!((site.0 - point.0).abs().max((site.1 - point.1).abs()) < NEAR + 0.1);
            }
            let distance = |a: (f64, f64), b: (f64, f64)| {
                ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).sqrt()
            };
            for probe in probes {
                let inside: Vec<usize> =
                    (0..cells.len()).filter(|cell| depth(&cells[*cell], probe) > 1e-6).collect();
                prop_assert!(inside.len() <= 1, "cells overlap at {probe:?}");
                let nearest = sites.iter().map(|site| distance(*site, probe)).fold(1e9, f64::min);
                if let [cell] = inside[..] {
                    prop_assert!(distance(sites[cell], probe) <= nearest + 1e-6);
                }
                let in_area = probe.0 > AREA.left && probe.0 < AREA.right
                    && probe.1 > AREA.top && probe.1 < AREA.bottom;
                if in_area && nearest < 0.92 * reach {
                    let deepest = cells.iter().map(|cell| depth(cell, probe)).fold(-1e9, f64::max);
                    prop_assert!(deepest > -1e-6, "no cell at {probe:?}");
                }
            }
        }

        #[test]
        fn lines_keep_to_their_width_and_all_characters(
            text in any_text(), width in 15.0..300.0_f64,
        ) {
            let lines = wrap(&text, width, 14.0);
            for line in &lines {
                prop_assert!(!line.is_empty() && width_of(line, 14.0) <= width + 1e-6);
            }
            prop_assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        }

        #[test]
        fn a_tip_stays_in_its_area_and_off_its_point(
            lines in prop::collection::vec(any_text(), 0..4),
            x in 0.0..1.0_f64, y in 0.0..1.0_f64,
            width in 60.0..1200.0_f64, height in 20.0..400.0_f64,
        ) {
            let area = Extent { left: 10.0, right: 10.0 + width, top: 5.0, bottom: 5.0 + height };
            let at = (10.0 + x * width, 5.0 + y * height);
            let placed = tip(&lines, at, area, 14.0);
            let Tip { extent, bridge, .. } = &placed;
            prop_assert!(extent.left >= area.left && extent.right <= area.right + 1e-6);
            prop_assert!(extent.width() <= 22.0 * 14.0 + 1e-6);
            prop_assert!(extent.top >= area.top);
            if extent.height() <= area.height() {
                prop_assert!(extent.bottom <= area.bottom + 1e-6);
            }
            for line in &placed.lines {
                prop_assert!(line.x >= extent.left + PADDING);
                prop_assert!(line.x + width_of(&line.text, 14.0) <= extent.right - PADDING + 1e-6);
                prop_assert!(line.y - 7.0 >= extent.top && line.y + 7.0 <= extent.bottom);
            }
            prop_assert!(bridge.width() >= 0.0 && bridge.height() >= 0.0);
            let gap = (extent.left - at.0).max(at.0 - extent.right)
                .max(extent.top - at.1).max(at.1 - extent.bottom);
            let room = (at.1 - area.top).max(area.bottom - at.1);
            if room >= extent.height() + DISTANCE + 1e-6 {
                prop_assert!((gap - DISTANCE).abs() < 1e-6);
            }
            if gap > 0.0 {
                prop_assert!(bridge.left <= at.0 && at.0 <= bridge.right);
                prop_assert!(bridge.top <= at.1 && at.1 <= bridge.bottom);
                prop_assert!(bridge.left <= extent.right && extent.left <= bridge.right + 1e-6);
                prop_assert!(bridge.top <= extent.bottom && extent.top <= bridge.bottom + 1e-6);
            }
        }
    }
}
