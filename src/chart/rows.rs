//! Rows on one value axis: dot plots, dumbbells, and figures held against goals.

use super::axis::{MOST_TICKS, place_ticks};
use super::bullet::{BEYOND, Bullet, GoalData, HALF_BULLET, bullet, within};
use super::label::{Label, Tick, widest_value, width_of};
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
    /// Whether the axis begins at zero. It always does where values are bars.
    pub from_zero: bool,
    /// The greatest possible value, where values are parts of it: each is a bar, and the axis
    /// ends there.
    pub whole: Option<f64>,
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
    /// The note at its end or under it: a difference, a distance, or that there is no figure.
    /// May be empty.
    pub note: String,
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
    /// Its first value held against its goal.
    pub bullet: Bullet,
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
    /// The lines at the ticks, without width. None runs through words.
    pub grid: Vec<Extent>,
    /// The rows, in the order given.
    pub rows: Vec<Row>,
}

/// From this width on names are beside their rows, not above them.
const WIDE: f64 = 480.0;
/// Half the size of a mark.
const RADIUS: f64 = 7.0;
/// Half the least height of a row of marks.
const HALF_ROW: f64 = 13.0;
/// Marks closer together than this cover each other; moved apart by it, they do not.
const COVERS: f64 = 12.0;
/// From a mark's centre to its label.
const LABEL_DISTANCE: f64 = 10.0;
/// From the end of the axis to the values of bars.
const BESIDE_BARS: f64 = 12.0;
/// Between columns.
const COLUMN_GAP: f64 = 12.0;
/// Above and below each row; twice as much where there are words above and below its marks,
/// which could seem to belong to the next row.
const PADDING: f64 = 4.0;
/// Between a line of the grid and words.
const GRID_GAP: f64 = 4.0;

/// Places rows on `width` pixels, as high as they need to be. Returns `None` where no row has a
/// value or a goal.
pub fn rows(data: &RowsData, width: f64, font: f64) -> Option<Rows> {
    let domain = domain(data)?;
    let tick_width = widest_value(&ticks(domain, MOST_TICKS, 0.0), font);

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
    let px = |value: f64| within(scale, value);

    let line = LINE_HEIGHT * font;
    let mut placed_rows = Vec::new();
    // Where in each row lines of the grid may be.
    let mut strips = Vec::new();
    for (row, name) in data.rows.iter().zip(&names) {
        let (mut marks, spread) = place_marks(row, &px);
        let end = |mark: Option<&PlacedMark>| mark.map(|mark| mark.x);
        let join = end(marks.first())
            .zip(end(marks.last()))
            .filter(|_| row.joined && marks.len() > 1);
        let value = row.marks.iter().flatten().next().copied();
        let has_end = data.whole.is_some();
        let held = |y: f64| bullet(value, row.goal, scale, has_end, y);

        let Bullet { ticks, track, .. } = held(0.0);
        let base = spread / 2.0 + RADIUS;
        let base = match row.goal {
            Some(_) => base.max(HALF_BULLET),
            None => base,
        };
        let mut taken: Vec<Extent> = ticks.into_iter().map(|tick| tick.extent).collect();
        taken.extend(track);
        let mut room = Room {
            left,
            right,
            font,
            rows: 0,
            base,
            beside_bars: track.map(|track| track.right + BESIDE_BARS),
            join,
            taken,
        };
        // Rows of values above and below the marks, only where needed.
        while room.place_values(row, &mut marks) > 0 && room.rows < 2 {
            room.rows += 1;
        }
        if marks.iter().all(|mark| mark.label.is_none()) {
            room.rows = 0;
        }

        let half = spread / 2.0 + HALF_ROW.max(line / 2.0);
        let beyond = half.max(room.base + 1.4 * font);
        let mut above = if room.rows > 0 { beyond } else { half };
        let mut below = if room.rows > 1 { beyond } else { half };
        // Below the marks, a note begins where they do, or with the name above them.
        let below_left = if is_wide { plot.left } else { 0.0 };
        let note = if has_note_column {
            wrap(&row.note, f64::MAX, font)
        } else {
            wrap(&row.note, width - below_left, font)
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
            (below_left, y + below - note_height)
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
        let has_words_above = room.rows > 0 || (!is_wide && !name.is_empty());
        let has_words_below = room.rows > 1 || (!has_note_column && !note.is_empty());
        strips.push((
            if has_words_above { y - half } else { top },
            if has_words_below {
                y + half
            } else {
                plot.bottom
            },
        ));
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
            bullet: held(y),
            note: stack(note, note_left, note_top, line),
        });
    }

    let ticks = place_ticks(scale, data.whole, tick_width, width, font);
    let mut grid: Vec<Extent> = Vec::new();
    for tick in &ticks {
        for (row, (top, bottom)) in placed_rows.iter().zip(&strips) {
            if row.has_words_at(tick.at, (*top, *bottom), font) {
                continue;
            }
            match grid.last_mut() {
                Some(line) if line.left == tick.at && line.bottom == *top => line.bottom = *bottom,
                _ => grid.push(Extent {
                    left: tick.at,
                    right: tick.at,
                    top: *top,
                    bottom: *bottom,
                }),
            }
        }
    }
    Some(Rows {
        size: Size {
            width,
            height: plot.bottom + 2.0 * font,
            font,
            time_steps: 0,
        },
        plot,
        ticks,
        grid,
        rows: placed_rows,
    })
}

impl Row {
    /// Whether the value of a mark stands at this x, between two heights.
    fn has_words_at(&self, x: f64, (top, bottom): (f64, f64), font: f64) -> bool {
        let half = 0.6 * font;
        let mut labels = self.marks.iter().filter_map(|mark| mark.label.as_ref());
        labels.any(|label| {
            let end = label.x + width_of(&label.text, font);
            let is_across = label.x - GRID_GAP < x && x < end + GRID_GAP;
            is_across && top < label.y + half && label.y - half < bottom
        })
    }
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
    }
    if low > high {
        return None;
    }
    if let Some(whole) = data.whole {
        high = high.max(whole);
        from_zero = true;
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
    Some(nice_domain(low, high, limits, 5, 0.0))
}

/// Whether the words of the mark of this rank, of so many in its row, are rather to its left
/// than to its right: on the side without a line.
fn is_left(rank: usize, count: usize) -> bool {
    count > 1 && rank == 0
}

/// How much space the words of the outermost marks need beyond each end of the plot, at most a
/// fifth of `width`.
fn gutters(data: &RowsData, domain: (f64, f64), width: f64, font: f64) -> (f64, f64) {
    let has_goal = data.rows.iter().any(|row| row.goal.is_some());
    let least = if has_goal { BEYOND } else { RADIUS + 1.0 };
    let (mut before, mut after) = (least, least);
    let fits = |room: &f64| *room <= 0.2 * width;
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
            if data.whole.is_some() {
                let room = BESIDE_BARS + width_of(text, font);
                after = after.max(room.min(0.25 * width));
                continue;
            }
            let room = LABEL_DISTANCE + width_of(text, font);
            let rank = less(value);
            // Words that need more find another place, so none is kept for them.
            if is_left(rank, count) {
                before = before.max(Some(room - scale.px(value)).filter(fits).unwrap_or(0.0));
            } else if rank + 1 >= count {
                let beyond = room - scale.range.1 + scale.px(value);
                after = after.max(Some(beyond).filter(fits).unwrap_or(0.0));
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
    /// Where the values of bars begin, in a row of one.
    beside_bars: Option<f64>,
    /// x of both ends of the line that joins the marks, at y 0.
    join: Option<(f64, f64)>,
    /// What else is there: the bar's track and the goal's ticks.
    taken: Vec<Extent>,
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
            let mut places = match self.beside_bars {
                Some(beside) => vec![(beside, y); 2],
                None if is_left(rank, marks.len()) => vec![left, right],
                None => vec![right, left],
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
        let is_struck = |(from, to)| near(0.0, 2.0) && meets(from, to);
        let half = 0.6 * self.font;
        let is_over =
            |it: &Extent| meets(it.left, it.right) && it.top < y + half && y - half < it.bottom;
        !(self.join.is_some_and(is_struck) || self.taken.iter().any(is_over))
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
