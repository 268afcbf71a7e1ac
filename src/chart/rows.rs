//! Rows on one value axis: dot plots, dumbbells, thresholds, bullets, share bars.

use super::label::{Label, Tick, thin, widest_value, width_of};
use super::points::{LINE_HEIGHT, wrap};
use super::scale::{Linear, nice_domain, ticks};
use super::size::{Extent, Size};

/// What a chart of rows shows. All values are finite and in one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct RowsData {
    /// The rows, from the top down.
    pub rows: Vec<RowData>,
    /// The least and the greatest possible value; the axis stays within them.
    pub limits: (f64, f64),
    /// Whether the axis begins at zero. It always does where a row has a bar.
    pub from_zero: bool,
    /// A value that the axis always reaches, such as the whole of shares.
    pub reach: Option<f64>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowData {
    /// Its name.
    pub label: String,
    /// The value of each series; `None` draws no mark. Empty where the row is a goal's own,
    /// and no figure is expected in it.
    pub marks: Vec<Option<f64>>,
    /// The lower and the upper end of where each true value may be, around the value. May be
    /// shorter than `marks`.
    pub intervals: Vec<Option<(f64, f64)>>,
    /// The text beside the mark of each series. May be shorter than `marks`; an empty text is
    /// not drawn.
    pub values: Vec<String>,
    /// The goal that its values are compared with.
    pub goal: Option<GoalData>,
    /// Whether a line joins its marks.
    pub joined: bool,
    /// Whether a bar leads from zero to the first mark.
    pub bar: bool,
    /// The note at its end or under it: a difference, a distance, or that there is no figure.
    /// May be empty.
    pub note: String,
}

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

/// A placed mark.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedMark {
    /// The place of its series.
    pub series: usize,
    /// x of its centre.
    pub x: f64,
    /// y of its centre: its row's, except for marks that would cover each other.
    pub y: f64,
    /// x of the lower and the upper end of its interval.
    pub interval: Option<(f64, f64)>,
    /// Its value in words, where there is room.
    pub label: Option<Label>,
}

/// A placed row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The lines of its name.
    pub label: Vec<Label>,
    /// The middle of its marks.
    pub y: f64,
    /// All of its space. Rows follow each other without a gap.
    pub extent: Extent,
    /// Its marks, in order of their series.
    pub marks: Vec<PlacedMark>,
    /// x of both ends of the line that joins its marks, the lesser first.
    pub join: Option<(f64, f64)>,
    /// From its lower to its upper end; without width for a single number.
    pub goal: Option<Extent>,
    /// Where the goal's good side continues, from the goal to the plot's edge. None in a row
    /// that lacks its figure.
    pub open_end: Option<Extent>,
    /// x of the first mark, and of the end of the goal that it is measured from. `None` where
    /// it is on that end, or inside a goal that is a range.
    pub distance: Option<(f64, f64)>,
    /// From zero to the first mark; none where it is at zero.
    pub bar: Option<Extent>,
    /// The lines of its note.
    pub note: Vec<Label>,
}

/// A placed chart of rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The size of the whole drawing; it has no time axis.
    pub size: Size,
    /// The area of marks.
    pub plot: Extent,
    /// Ticks of the value axis, at x. There is room for their words at 1.2 font sizes
    /// below the plot.
    pub ticks: Vec<Tick>,
    /// The rows, in the order given.
    pub rows: Vec<Row>,
}

/// From this width on names are beside their rows, not above them.
const WIDE: f64 = 480.0;
/// Half the size of a mark.
const RADIUS: f64 = 7.0;
/// Half the least height of a row of marks.
const HALF_ROW: f64 = 12.0;
/// Marks closer together than this cover each other; moved apart by it, they do not.
const COVERS: f64 = 12.0;
/// From a mark's centre to its label.
const LABEL_DISTANCE: f64 = 10.0;
/// Between columns.
const COLUMN_GAP: f64 = 12.0;
/// Above and below each row; twice as much where there are words above and below its marks,
/// which could seem to belong to the next row.
const PADDING: f64 = 4.0;
/// Half the height of a bar.
const HALF_BAR: f64 = 6.0;

/// Places rows on `width` pixels, as high as they need to be. Returns `None` where no row has a
/// value or a goal.
pub fn rows(data: &RowsData, width: f64, font: f64) -> Option<Rows> {
    let domain = domain(data)?;
    let tick_values = ticks(domain, 5);
    let tick_width = widest_value(&tick_values, font);

    let is_wide = width >= WIDE;
    let widest = |texts: &[String]| {
        let widths = texts.iter().map(|text| width_of(text, font));
        widths.fold(0.0, f64::max)
    };
    let label_room = if is_wide { 0.3 * width } else { width };
    let names: Vec<Vec<String>> = data
        .rows
        .iter()
        .map(|row| wrap(&row.label, label_room, font))
        .collect();
    let name_width = names.iter().map(|lines| widest(lines)).fold(0.0, f64::max);
    let left = if is_wide && name_width > 0.0 {
        name_width + COLUMN_GAP
    } else {
        0.0
    };
    let note_widths = data.rows.iter().map(|row| width_of(&row.note, font));
    let note_width = note_widths.fold(0.0, f64::max);
    let has_note_column = is_wide && note_width <= 0.25 * width;
    let right = if has_note_column && note_width > 0.0 {
        width - note_width - COLUMN_GAP
    } else {
        width
    };

    let padding = if has_note_column {
        PADDING
    } else {
        2.0 * PADDING
    };

    let (before, after) = gutters(data, domain, right - left, font);
    let half_tick = (tick_width / 2.0).min(0.2 * width);
    let mut plot = Extent {
        left: (left + before).max(half_tick),
        right: (right - after).min(width - half_tick),
        top: 0.0,
        bottom: 0.0,
    };
    let scale = Linear {
        domain,
        range: (plot.left, plot.right),
    };
    // So that no rounding error of large numbers leaves the plot.
    let px = |value: f64| scale.px(value).max(plot.left).min(plot.right);

    let line = LINE_HEIGHT * font;
    let mut placed_rows = Vec::new();
    for (row, name) in data.rows.iter().zip(&names) {
        let (mut marks, spread) = place_marks(row, &px);
        let first = marks.iter().min_by_key(|mark| mark.series);
        let (first, series) = (first.map(|mark| mark.x), first.map(|mark| mark.series));
        let end = |mark: Option<&PlacedMark>| mark.map(|mark| mark.x);
        let join = end(marks.first())
            .zip(end(marks.last()))
            .filter(|_| row.joined && marks.len() > 1);
        let bar = first
            .filter(|_| row.bar)
            .map(|x| (px(0.0).min(x), px(0.0).max(x)))
            .filter(|(from, to)| from < to);
        let value = series.and_then(|series| row.marks[series]);
        let distance = first
            .zip(row.goal)
            .zip(value)
            .and_then(|((x, goal), value)| Some((x, px(goal.end_for(value)?))))
            .filter(|(x, end)| x != end);

        let mut lines = Vec::new();
        for ends in [join, bar, distance] {
            lines.extend(ends);
        }
        let mut room = Room {
            left,
            right,
            font,
            rows: 0,
            base: spread / 2.0 + RADIUS,
            lines,
        };
        // Rows of values above and below the marks, only where needed.
        while room.place_values(row, &mut marks) > 0 && room.rows < 2 {
            room.rows += 1;
        }

        let half = spread / 2.0 + HALF_ROW.max(line / 2.0);
        let beyond = half.max(room.base + 1.4 * font);
        let mut above = if room.rows > 0 { beyond } else { half };
        let mut below = if room.rows > 1 { beyond } else { half };
        let note = if has_note_column {
            wrap(&row.note, f64::MAX, font)
        } else {
            wrap(&row.note, width - left, font)
        };
        let name_height = name.len() as f64 * line;
        let note_height = note.len() as f64 * line;
        let top = plot.bottom;
        let mut name_top = top + padding;
        let y;
        if is_wide {
            above = above.max(name_height / 2.0);
            below = below.max(name_height / 2.0);
            if has_note_column {
                above = above.max(note_height / 2.0);
                below = below.max(note_height / 2.0);
            }
            y = top + padding + above;
            name_top = y - name_height / 2.0;
        } else {
            y = top + padding + name_height + above;
        }
        let (note_left, note_top) = if has_note_column {
            (right + COLUMN_GAP, y - note_height / 2.0)
        } else {
            below += note_height;
            (left, y + below - note_height)
        };
        plot.bottom = y + below + padding;

        for mark in &mut marks {
            mark.y += y;
            if let Some(label) = &mut mark.label {
                label.y += y;
            }
        }
        let mut by_series = Vec::new();
        for series in 0..row.marks.len() {
            let place = marks.iter().position(|mark| mark.series == series);
            by_series.extend(place.map(|place| marks.swap_remove(place)));
        }
        let extent = |(a, b): (f64, f64), half: f64| Extent {
            left: a.min(b),
            right: a.max(b),
            top: y - half,
            bottom: y + half,
        };
        let goal = row
            .goal
            .map(|goal| (px(goal.low), px(goal.high), goal.good));
        let open_end = goal.and_then(|(low, high, good)| match good {
            Good::Above => Some((high, plot.right)),
            Good::Below => Some((plot.left, low)),
            Good::Inside => None,
        });
        // Without a figure that it holds, the good side would look like the bar of one.
        let lacks_figure = first.is_none() && !row.marks.is_empty();
        let open_end = open_end.filter(|(from, to)| from < to && !lacks_figure);
        placed_rows.push(Row {
            label: stack(name.clone(), 0.0, name_top, line),
            y,
            extent: Extent {
                left: 0.0,
                right: width,
                top,
                bottom: plot.bottom,
            },
            marks: by_series,
            join,
            goal: goal.map(|(low, high, _)| extent((low, high), half)),
            open_end: open_end.map(|ends| extent(ends, half)),
            distance,
            bar: bar.map(|ends| extent(ends, HALF_BAR)),
            note: stack(note, note_left, note_top, line),
        });
    }

    let place = |value: &f64| Tick {
        at: scale.px(*value),
        value: *value,
    };
    let mut ticks: Vec<Tick> = tick_values.iter().map(place).collect();
    // A tick at the edge has exactly the room that it needs, apart from rounding.
    let half_tick = tick_width / 2.0 - 1e-6;
    ticks.retain(|tick| tick.at >= half_tick && tick.at + half_tick <= width);
    thin(&mut ticks, tick_width + font);
    Some(Rows {
        size: Size {
            width,
            height: plot.bottom + 2.0 * font,
            font,
            time_steps: 0,
        },
        plot,
        ticks,
        rows: placed_rows,
    })
}

/// The values at both ends of the axis; `None` without a value or a goal.
fn domain(data: &RowsData) -> Option<(f64, f64)> {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    let mut from_zero = data.from_zero;
    for row in &data.rows {
        let goal = row.goal.map(|goal| [goal.low, goal.high]);
        let marks = row.marks.iter().flatten();
        for value in marks.chain(goal.iter().flatten()) {
            (low, high) = (low.min(*value), high.max(*value));
        }
        for ends in row.intervals.iter().flatten() {
            (low, high) = (low.min(ends.0), high.max(ends.1));
        }
        from_zero |= row.bar;
    }
    if low > high {
        return None;
    }
    if let Some(reach) = data.reach {
        (low, high) = (low.min(reach), high.max(reach));
    }
    let mut limits = data.limits;
    if from_zero {
        (low, high) = (low.min(0.0), high.max(0.0));
        // An axis that begins at zero begins exactly there, without a margin.
        if low == 0.0 {
            limits.0 = 0.0;
        } else if high == 0.0 {
            limits.1 = 0.0;
        }
    }
    let limits = (limits.0.min(low), limits.1.max(high));
    Some(nice_domain(low, high, limits, 5))
}

impl GoalData {
    /// The end that a value is measured from; none for a value within a range.
    fn end_for(&self, value: f64) -> Option<f64> {
        match self.good {
            Good::Above => Some(self.low),
            Good::Below => Some(self.high),
            Good::Inside if value < self.low => Some(self.low),
            Good::Inside if value > self.high => Some(self.high),
            Good::Inside => None,
        }
    }
}

/// Whether the words of the mark of this rank, of so many in its row, are to its left rather
/// than to its right: on the side without a line.
fn is_left(row: &RowData, rank: usize, count: usize, value: f64) -> bool {
    if count > 1 {
        return rank == 0;
    }
    if row.bar {
        return value < 0.0;
    }
    let end = row.goal.and_then(|goal| goal.end_for(value));
    end.is_some_and(|end| end > value)
}

/// How much space the words of the outermost marks need beyond each end of the plot, at most a
/// fifth of `width`.
fn gutters(data: &RowsData, domain: (f64, f64), width: f64, font: f64) -> (f64, f64) {
    let (mut before, mut after) = (RADIUS + 1.0, RADIUS + 1.0);
    let most = 0.2 * width;
    // The plot is at least this wide.
    let scale = Linear {
        domain,
        range: (0.0, 0.6 * width),
    };
    for row in &data.rows {
        let count = row.marks.iter().flatten().count();
        let less = |value: f64| {
            row.marks
                .iter()
                .flatten()
                .filter(|other| **other < value)
                .count()
        };
        for (text, value) in row.values.iter().zip(&row.marks) {
            let Some(value) = value.filter(|_| !text.is_empty()) else {
                continue;
            };
            let room = LABEL_DISTANCE + width_of(text, font);
            let rank = less(value);
            if is_left(row, rank, count, value) {
                before = before.max((room - scale.px(value)).min(most));
            } else if rank + 1 >= count {
                after = after.max((room - scale.range.1 + scale.px(value)).min(most));
            }
        }
    }
    (before, after)
}

/// A row's marks from left to right around y 0, and how far the lowest is below the highest.
fn place_marks(row: &RowData, px: &dyn Fn(f64) -> f64) -> (Vec<PlacedMark>, f64) {
    let mut marks: Vec<PlacedMark> = Vec::new();
    for (series, value) in row.marks.iter().enumerate() {
        if let Some(value) = value {
            let x = px(*value);
            let interval = row.intervals.get(series).copied().flatten();
            // There are few, and sorting takes more code than this.
            let after = |other: &PlacedMark| other.x > x;
            let place = marks.iter().position(after).unwrap_or(marks.len());
            let mark = PlacedMark {
                series,
                x,
                y: 0.0,
                interval: interval.map(|(low, high)| (px(low), px(high))),
                label: None,
            };
            marks.insert(place, mark);
        }
    }
    let mut spread: f64 = 0.0;
    let mut start = 0;
    while start < marks.len() {
        let mut end = start + 1;
        while end < marks.len() && marks[end].x - marks[end - 1].x < COVERS {
            end += 1;
        }
        let height = (end - start - 1) as f64 * COVERS;
        for (index, mark) in marks[start..end].iter_mut().enumerate() {
            mark.y = index as f64 * COVERS - height / 2.0;
        }
        spread = spread.max(height);
        start = end;
    }
    (marks, spread)
}

/// Where the values of a row's marks can be placed.
struct Room {
    /// The right edge of what is to the left.
    left: f64,
    /// The left edge of what is to the right.
    right: f64,
    font: f64,
    /// How many rows of values there may be: none, one above the marks, another below.
    rows: usize,
    /// From the middle of the marks to the edge of the outermost.
    base: f64,
    /// x of the ends of lines at y 0.
    lines: Vec<(f64, f64)>,
}

impl Room {
    /// Places the values of a row's marks, which are sorted by x, and returns how many found no
    /// place.
    fn place_values(&self, row: &RowData, marks: &mut [PlacedMark]) -> usize {
        let mut missing = 0;
        for mark in &mut *marks {
            mark.label = None;
        }
        for rank in 0..marks.len() {
            let PlacedMark { series, x, y, .. } = marks[rank];
            let Some(text) = row.values.get(series).filter(|text| !text.is_empty()) else {
                continue;
            };
            let width = width_of(text, self.font);
            let left = (x - LABEL_DISTANCE - width, y);
            let right = (x + LABEL_DISTANCE, y);
            let value = row.marks[series].unwrap_or_default();
            let mut places = if is_left(row, rank, marks.len(), value) {
                vec![left, right]
            } else {
                vec![right, left]
            };
            let level = self.base + 0.75 * self.font;
            for level in [-level, level].into_iter().take(self.rows) {
                places.push((
                    (x - width / 2.0).min(self.right - width).max(self.left),
                    level,
                ));
                places.push((x + RADIUS - width, level));
                places.push((x - RADIUS, level));
            }
            // A value between two marks could belong to either.
            if rank > 0 && rank + 1 < marks.len() {
                places.rotate_left(2);
            }
            let free = places
                .into_iter()
                .find(|place| self.is_free(*place, width, rank, marks));
            match free {
                Some((x, y)) => {
                    let text = text.clone();
                    marks[rank].label = Some(Label { text, x, y });
                }
                None => missing += 1,
            }
        }
        missing
    }

    /// Whether words of this width fit at a place beside the mark of this rank.
    fn is_free(&self, (x, y): (f64, f64), width: f64, rank: usize, marks: &[PlacedMark]) -> bool {
        let end = x + width;
        // Whatever is this close to y leaves no room beside it.
        let near = |other: f64, half: f64| (other - y).abs() < 0.6 * self.font + half;
        if x < self.left || end > self.right {
            return false;
        }
        let meets = |from: f64, to: f64| x < to && from < end;
        for mark in marks {
            // A little farther from other marks than from its own, or it could belong to
            // either, except for marks right above or below it.
            let is_here = (mark.x - marks[rank].x).abs() < COVERS;
            let radius = if is_here { RADIUS } else { 2.0 * RADIUS };
            if near(mark.y, RADIUS) && meets(mark.x - radius, mark.x + radius) {
                return false;
            }
            if let Some((from, to)) = mark.interval
                && near(mark.y, 2.0)
                && meets(from, to)
            {
                return false;
            }
            if let Some(label) = &mark.label {
                let label_end = label.x + width_of(&label.text, self.font);
                let half = 0.6 * self.font;
                if near(label.y, half) && meets(label.x - half, label_end + half) {
                    return false;
                }
            }
        }
        let is_struck = |(a, b): &(f64, f64)| meets(a.min(*b), a.max(*b));
        !(near(0.0, 2.0) && self.lines.iter().any(is_struck))
    }
}

/// Lines of text, one below the other.
fn stack(lines: Vec<String>, x: f64, top: f64, line: f64) -> Vec<Label> {
    let label = |(index, text)| Label {
        text,
        x,
        y: top + (index as f64 + 0.5) * line,
    };
    lines.into_iter().enumerate().map(label).collect()
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
