//! A series over time: its lines, its marks and its gaps.

use super::band::BreakData;
use super::label::Label;
use super::room::Room;
use super::scale::Linear;
use super::size::{Extent, Line};

/// A series, in order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesData {
    /// The text at the end of its line, with its name where there are several.
    pub label: String,
    /// The text at the end of its line where there is no room for its name.
    pub short: String,
    /// Its points.
    pub points: Vec<PointData>,
}

/// How far a value can be relied on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certainty {
    /// It was found, and will not change as far as is known; the default.
    #[default]
    Settled,
    /// It was found, but may change.
    Open,
    /// It is only expected. No solid line leads to it.
    Forecast,
}

/// A period and its value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PointData {
    /// The period's middle.
    pub time: f64,
    /// The value; `None` is a gap, which no line crosses.
    pub value: Option<f64>,
    /// How far it can be relied on.
    pub certainty: Certainty,
    /// The lower and the upper end of where the true value may be, around the value.
    pub interval: Option<(f64, f64)>,
}

/// A placed point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Its place in the series' data.
    pub index: usize,
    /// x of its centre.
    pub x: f64,
    /// y of its centre.
    pub y: f64,
    /// Whether no line leads to it, because gaps or breaks are on both sides.
    pub is_alone: bool,
    /// How far its value can be relied on.
    pub certainty: Certainty,
    /// y of the upper and the lower end of its interval, unless it is in an area of the series.
    pub interval: Option<(f64, f64)>,
}

/// A period without a value, placed on the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Its place in the series' data.
    pub index: usize,
    /// x of its centre.
    pub x: f64,
    /// y of its centre.
    pub y: f64,
}

/// A placed series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrendSeries {
    /// Its lines: runs of marks without a gap or a break between them. A lone mark is no line.
    pub lines: Vec<Line>,
    /// The lines to its forecasts, and from one to the next.
    pub forecasts: Vec<Line>,
    /// Its points.
    pub marks: Vec<Mark>,
    /// Whether markers at all points would touch each other, so that only the last one and
    /// those that are alone can have one.
    pub is_crowded: bool,
    /// Outlines of the intervals around its lines, where markers would touch each other.
    pub areas: Vec<Line>,
    /// Its periods without a value.
    pub gaps: Vec<Gap>,
    /// Its label, near its last point; `None` where there is no room.
    pub label: Option<Label>,
    /// The line from its last point to its label, where that is not beside it.
    pub leader: Option<[(f64, f64); 2]>,
}

/// The width of a marker with its outline.
const MARKER: f64 = 11.0;

/// A series with fewer points than this has markers at all of them, however near they are: a
/// few points are no line that one could read without.
const FEW: usize = 12;

impl TrendSeries {
    /// The place of its latest mark that is no forecast, or else of its first one.
    pub fn latest(&self) -> usize {
        let is_found = |mark: &Mark| mark.certainty != Certainty::Forecast;
        self.marks.iter().rposition(is_found).unwrap_or_default()
    }
}

impl TrendSeries {
    /// Keeps words off its lines and marks.
    pub(super) fn obstruct(&self, room: &mut Room) {
        for lines in [&self.lines, &self.forecasts, &self.areas] {
            room.lines.extend_from_slice(lines);
        }
        let (latest, end) = (self.latest(), self.marks.len().saturating_sub(1));
        for (index, mark) in self.marks.iter().enumerate() {
            let half = room.font * if index == latest { 0.55 } else { 0.45 };
            let area = |half, top, bottom| Extent {
                left: mark.x - half,
                right: mark.x + half,
                top,
                bottom,
            };
            if let Some((top, bottom)) = mark.interval {
                room.boxes.push(area(1.0, top, bottom));
            }
            if index == latest || index == end || mark.is_alone || !self.is_crowded {
                room.boxes.push(area(half, mark.y - half, mark.y + half));
            }
        }
    }
}

/// Places the points of a series, and its gaps at `gap_y`. No line crosses one of the times of
/// `breaks`.
pub(super) fn place_series(
    source: &SeriesData,
    time: &Linear,
    y_of: &dyn Fn(f64) -> f64,
    gap_y: f64,
    breaks: &[BreakData],
) -> TrendSeries {
    let mut placed = TrendSeries::default();
    let mut is_after_gap = true;
    let mut before = f64::INFINITY;
    let mut run = 0;
    let mut runs = Vec::new();
    for (index, point) in source.points.iter().enumerate() {
        let x = time.px(point.time);
        let Some(value) = point.value else {
            placed.gaps.push(Gap { index, x, y: gap_y });
            is_after_gap = true;
            continue;
        };
        // As figures are compared: what is measured when the break begins is measured anew.
        is_after_gap |= (breaks.iter()).any(|broken| before < broken.at && broken.at <= point.time);
        before = point.time;
        run += usize::from(is_after_gap);
        runs.push(run);
        let y = y_of(value);
        let certainty = point.certainty;
        if let (Some(before), false) = (placed.marks.last_mut(), is_after_gap) {
            before.is_alone = false;
            let lines = match Certainty::Forecast {
                forecast if forecast == certainty || forecast == before.certainty => {
                    &mut placed.forecasts
                }
                _ => &mut placed.lines,
            };
            let from = (before.x, before.y);
            match lines.last_mut() {
                Some(line) if line.last() == Some(&from) => line.push((x, y)),
                _ => lines.push(vec![from, (x, y)]),
            }
        }
        placed.marks.push(Mark {
            index,
            x,
            y,
            is_alone: is_after_gap,
            certainty,
            interval: point.interval.map(|(low, high)| (y_of(high), y_of(low))),
        });
        is_after_gap = false;
    }
    let marks = &mut placed.marks;
    if let ([first, .., last], true) = (&marks[..], marks.len() >= FEW) {
        placed.is_crowded = last.x - first.x < MARKER * (marks.len() - 1) as f64;
    }
    if placed.is_crowded {
        placed.areas = areas(marks, &runs);
    }
    placed
}

/// Takes the intervals of marks that follow each other in a run, whose number `runs` has for each
/// mark, and returns the outlines around them.
fn areas(marks: &mut [Mark], runs: &[usize]) -> Vec<Line> {
    let mut areas = Vec::new();
    let mut start = 0;
    while start < marks.len() {
        let mut end = start;
        while end < marks.len() && marks[end].interval.is_some() && runs[end] == runs[start] {
            end += 1;
        }
        if end - start > 1 {
            let (mut area, mut lower) = (Line::new(), Line::new());
            for mark in &mut marks[start..end] {
                if let Some((top, bottom)) = mark.interval.take() {
                    area.push((mark.x, top));
                    lower.push((mark.x, bottom));
                }
            }
            lower.reverse();
            area.append(&mut lower);
            areas.push(area);
        }
        start = end.max(start + 1);
    }
    areas
}

#[cfg(test)]
#[path = "series_tests.rs"]
mod tests;
