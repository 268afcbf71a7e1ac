//! Rows on one axis as a drawing: comparisons, thresholds, shares.

use crate::bundle::{ChartKind, Decimal, Goal, Kpi, Period, Target, Unit};
use crate::chart::{Certainty, GoalData, Good, Row, RowData, Rows, RowsData};
use crate::dataset::{Dataset, Datum, Reading, difference, kind};
use crate::progress::{Comparability, Measured, Position, comparability, target_at};
use crate::text::{self, Common, words};

use super::super::element::{Element, element};
use super::super::numbered_series_class;
use super::bullet::bullet_shapes;
use super::marks::{
    Drawn, LARGER, Place, anchored, certainty, drawing, interval, label, line, marker,
};

/// A chart of rows, and the figures of its marks.
pub struct RowChart<'a> {
    /// What is drawn.
    pub data: RowsData,
    /// The unit of its axis.
    pub unit: &'static Unit,
    /// For each row the figure of each mark, with or without a value.
    pub figures: Vec<Vec<Option<&'a Datum>>>,
    /// The names of the marks' places in a row.
    pub places: Vec<(String, usize)>,
    /// What the figures of a row have in common.
    pub common: Common,
    /// Whether the colours of marks tell series apart; otherwise rows do, by their names.
    pub is_coloured: bool,
}

/// The measures that several groups were asked about, one chart for each unit.
pub fn comparison(dataset: &Dataset) -> Vec<RowChart<'_>> {
    let mut charts: Vec<RowChart<'_>> = Vec::new();
    for row in dataset.rows() {
        let unit = row[0].unit;
        let place = charts.iter().position(|chart| chart.unit == unit);
        let place = place.unwrap_or_else(|| {
            charts.push(RowChart::new(unit, dataset));
            charts.len() - 1
        });
        let of = |series| row.iter().find(|datum| datum.series == series).copied();
        let figures: Vec<_> = (0..dataset.series.len()).map(of).collect();
        let label = row[0].measure.title().into_owned();
        let note = difference(dataset, &row).map(|between| text::difference(&between));
        let note = note.unwrap_or_default();
        charts[place].common = Common::Measure;
        charts[place].push(label, figures, None, note).joined = true;
    }
    charts
}

/// The rows of a KPI, for its chart kind; `None` if it is drawn over time.
pub fn kpi_rows<'a>(kpi: &'static Kpi, dataset: &'a Dataset) -> Option<RowChart<'a>> {
    match kind(kpi) {
        ChartKind::Trend => None,
        ChartKind::Threshold => Some(figure_rows(kpi, dataset, false)),
        ChartKind::Proportion => Some(figure_rows(kpi, dataset, true)),
        ChartKind::Comparison => Some(series_rows(kpi, dataset)),
    }
}

/// No rows yet, on the axis of a KPI's figures, which may be parts of a whole.
fn axis<'a>(kpi: &'static Kpi, dataset: &'a Dataset, has_bars: bool) -> RowChart<'a> {
    let mut chart = RowChart::new(&kpi.unit, dataset);
    // Changes have no end by nature.
    let range = kpi.natural_range().filter(|_| dataset.since.is_none());
    chart.data.limits = limits(range);
    chart.data.whole = range.filter(|_| has_bars).map(|(_, high)| high);
    chart.data.from_zero = dataset.since.is_some() || kpi.unit.natural_range().is_none();
    chart
}

/// A row for each figure, and where a target was set.
fn figure_rows<'a>(kpi: &'static Kpi, dataset: &'a Dataset, is_share: bool) -> RowChart<'a> {
    let mut chart = axis(kpi, dataset, true);
    chart.is_coloured = false;
    let several = dataset.series.len() > 1;
    for (place, series) in dataset.series.iter().enumerate() {
        if !series.is_shown {
            continue;
        }
        let named = |words: String| match several {
            true => format!("{}, {words}", series.label),
            false => words,
        };
        let own = |target: &&'static Target| {
            let id = target.series.as_ref();
            id.is_none_or(|id| crate::bundle::Id::as_str(id) == series.id)
        };
        let targets: Vec<&Target> = kpi.targets.iter().filter(own).collect();
        let is_one = targets.len() == 1;
        let dated = dataset.drawn(place);
        // A row for a target when it was set, if the figures' rows do not show it.
        let mut set: Vec<&Target> = targets.clone();
        if (is_share && is_one) || dataset.since.is_some() {
            set.clear();
        }
        for datum in &dated {
            set.retain(|target| {
                let is_later = start(target.set) > datum.period.middle();
                if !is_later {
                    chart.push_target(target, is_one, &named);
                }
                is_later
            });
            let goal = target_at(kpi, place, datum.period).filter(|_| dataset.since.is_none());
            let note = note(datum, goal, &kpi.unit);
            let bounds = goal.map(|target| goal_data(target.goal));
            let mut figures = vec![None; place];
            figures.push(Some(*datum));
            chart.push(named(text::period(datum.period)), figures, bounds, note);
        }
        for target in set {
            chart.push_target(target, is_one, &named);
        }
        if dated.is_empty() {
            let goal = targets
                .iter()
                .rev()
                .find(|target| target.superseded.is_none());
            let goal = goal.map(|target| goal_data(target.goal));
            let (none, label) = (words::NO_FIGURE.to_owned(), series.label.to_owned());
            chart.push(label, vec![None; place + 1], goal, none);
        }
    }
    chart
}

/// A row for each series, with the first and the last of its figures that are shown.
fn series_rows<'a>(kpi: &'static Kpi, dataset: &'a Dataset) -> RowChart<'a> {
    let mut chart = axis(kpi, dataset, false);
    chart.common = Common::Series;
    chart.places = vec![(words::EARLIER.to_owned(), 0), (words::LATER.to_owned(), 1)];
    for (place, series) in dataset.series.iter().enumerate() {
        let dated = dataset.dated(place);
        let mut published = dated.into_iter().filter(|datum| datum.is_found());
        let (first, last) = (published.next(), published.next_back());
        if first.is_none() && !series.is_shown {
            continue;
        }
        let how = first.zip(last).map(|(first, last)| {
            let at = |datum: &Datum| Measured::Kpi(kpi, datum.period);
            comparability(at(first), at(last))
        });
        let note = match (first, last, how) {
            (Some(first), Some(last), Some(Comparability::Comparable)) => between(first, last),
            (_, _, Some(why)) => text::not_comparable(why),
            (Some(_), _, None) => String::new(),
            (None, _, None) => words::NO_FIGURE.to_owned(),
        };
        let row = chart.push(series.label.to_owned(), vec![first, last], None, note);
        // A line would suggest that one led to the other.
        row.joined = how == Some(Comparability::Comparable);
    }
    chart
}

/// The change from one figure to another.
fn between(earlier: &Datum, later: &Datum) -> String {
    let change = later.value().zip(earlier.value());
    let is_exact = earlier.is_exact() && later.is_exact();
    change
        .map(|(to, from)| text::signed(to.minus(from), is_exact, later.unit))
        .unwrap_or_default()
}

impl<'a> RowChart<'a> {
    fn new(unit: &'static Unit, dataset: &Dataset) -> Self {
        RowChart {
            data: RowsData {
                rows: Vec::new(),
                limits: {
                    let range = unit.natural_range();
                    limits(range.map(|(low, high)| (low as f64, high as f64)))
                },
                from_zero: false,
                whole: None,
            },
            unit,
            figures: Vec::new(),
            places: dataset
                .series
                .iter()
                .map(|series| (series.label.to_owned(), series.colour))
                .collect(),
            common: Common::Figure,
            is_coloured: true,
        }
    }

    fn push(
        &mut self,
        label: String,
        figures: Vec<Option<&'a Datum>>,
        goal: Option<GoalData>,
        note: String,
    ) -> &mut RowData {
        let value = |datum: &Option<&Datum>| datum.and_then(|d| d.value()).map(Decimal::to_f64);
        let ends = |datum: &Option<&Datum>| datum.and_then(interval);
        let short = |datum: &Option<&Datum>| match datum {
            Some(datum) if datum.value().is_some() => datum.short(),
            _ => String::new(),
        };
        self.data.rows.push(RowData {
            label,
            marks: figures.iter().map(value).collect(),
            intervals: figures.iter().map(ends).collect(),
            values: figures.iter().map(short).collect(),
            goal,
            joined: false,
            note,
        });
        self.figures.push(figures);
        let last = self.data.rows.len() - 1;
        &mut self.data.rows[last]
    }

    fn push_target(&mut self, target: &Target, is_one: bool, named: &dyn Fn(String) -> String) {
        let label = named(text::target_set(target.set));
        let goal = goal_data(target.goal);
        // Of several, by when each is due tells them apart.
        let note = match is_one {
            true => text::goal(target.goal, self.unit),
            false => text::target_by(target, self.unit),
        };
        self.push(label, Vec::new(), Some(goal), note);
    }
}

/// The least and the greatest value of an axis.
pub fn limits(range: Option<(f64, f64)>) -> (f64, f64) {
    range.unwrap_or((f64::MIN, f64::MAX))
}

fn start(period: Period) -> Option<f64> {
    period.bounds().map(|(start, _)| start)
}

/// A goal, and where its good side is.
pub fn goal_data(goal: Goal) -> GoalData {
    let (low, high) = goal.bounds();
    GoalData {
        low: low.to_f64(),
        high: high.to_f64(),
        good: match goal {
            Goal::AtLeast(_) => Good::Above,
            Goal::AtMost(_) => Good::Below,
            Goal::Number(_) | Goal::Band { .. } => Good::Inside,
        },
    }
}

/// How far a figure is from the target in force at its time.
fn note(datum: &Datum, target: Option<&Target>, unit: &Unit) -> String {
    match (datum.reading, target) {
        (Reading::Missing(_), _) => datum.words(),
        (Reading::Published { value, qualifier }, Some(target)) => {
            let position = Position::of(value, target.goal);
            text::position(position, (value, qualifier), target.goal, unit)
        }
        (Reading::Published { .. }, None) | (Reading::Change { .. }, _) => String::new(),
    }
}

impl RowChart<'_> {
    /// The figures of each row that has some, and what they have in common.
    pub fn points(&self) -> Vec<(usize, Vec<&Datum>)> {
        let mut points = Vec::new();
        for (row, figures) in self.figures.iter().enumerate() {
            let data: Vec<&Datum> = figures.iter().flatten().copied().collect();
            if !data.is_empty() {
                points.push((row, data));
            }
        }
        points
    }
}

/// Placed rows, for wide or for narrow columns; the sheet shows the one that fits.
pub fn rows_drawing(
    chart: &RowChart<'_>,
    dataset: &Dataset,
    placed: Rows,
    width: &'static str,
) -> Drawn {
    let (size, plot) = (placed.size, placed.plot);
    let mut shapes = Vec::new();
    for at in &placed.grid {
        shapes.push(line("grid", (at.left, at.top), (at.left, at.bottom)));
    }
    for tick in &placed.ticks {
        let value = Decimal::rounded(tick.value, 6);
        let words = value.map(|value| dataset.axis_value(value, chart.unit));
        let at = (tick.at, plot.bottom + size.font * 1.2);
        shapes.push(anchored(words.unwrap_or_default(), at, "middle"));
    }
    let mut places = Vec::new();
    for (row, _) in chart.points() {
        let row = &placed.rows[row];
        places.push(Place {
            cell: row.extent,
            marks: row.marks.iter().map(|mark| (mark.x, mark.y)).collect(),
            guide: None,
        });
    }
    for (row, figures) in placed.rows.into_iter().zip(&chart.figures) {
        shapes.push(row_marks(row, figures, chart));
    }
    drawing((size.width, size.height), size.font, width, shapes, places)
}

fn row_marks(row: Row, figures: &[Option<&Datum>], chart: &RowChart<'_>) -> Element {
    // Of marks that tell series apart.
    let look = |place: usize| {
        let (_, colour) = chart.places.get(place).filter(|_| chart.is_coloured)?;
        Some(*colour)
    };
    let certainty = |series: usize| figures[series].map_or(Certainty::Settled, certainty);
    let first = row.marks.first().map(|mark| mark.series);
    let bullet = bullet_shapes(&row.bullet, first.map_or(Certainty::Settled, certainty));
    let neutral = (!chart.is_coloured).then_some("neutral");
    let level = |class, y, (from, to)| line(class, (from, y), (to, y));
    let mut group = element("g").set_some("class", neutral).with_all(bullet);
    group = group.with_some(row.join.map(|ends| level("join", row.y, ends)));
    for name in row.label {
        group = group.with(label(name, "row-label"));
    }
    for note in row.note {
        group = group.with(label(note, "note"));
    }
    for mark in row.marks {
        let look = look(mark.series);
        let whisker = mark.interval.map(|ends| level("whisker", mark.y, ends));
        let is_bar = row.bullet.track.is_some();
        let at = (mark.x, mark.y);
        let shape = || marker(look.unwrap_or_default(), at, LARGER, certainty(mark.series));
        let marked = element("g").set_some("class", look.map(numbered_series_class));
        let marked = marked.with_some(whisker);
        let value = mark.label.map(|value| label(value, "end-label"));
        group = group.with(marked.with_some((!is_bar).then(shape)).with_some(value));
    }
    group
}
