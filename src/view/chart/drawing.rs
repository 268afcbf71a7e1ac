//! Which drawing shows a dataset, in each of the requested sizes.

use crate::bundle::{ChartKind, Decimal, Kpi};
use crate::chart::{Size, rows, units};
use crate::dataset::{Dataset, Finding, Layout, kind, layout};
use crate::site::{Site, Subject};
use crate::text::{self, Common, words};

use super::super::element::{Element, element};
use super::super::layout::HeadingLevel;
use super::super::scorecard::scorecard_list;
use super::each::each_series;
use super::legend::{legend, series_legend};
use super::notes::{
    Unsaid, add_notes, axis_note, gap_reasons, note_lines, note_marks, target_note,
};
use super::points::{chart_list, chart_of_moments, chart_of_rows, point};
use super::rows::{RowChart, comparison, kpi_rows, rows_drawing};
use super::trend::{placed_trend, trend_drawing};
use super::units::units_drawing;

/// A size in which a chart is drawn, with the class by which the sheet shows it.
pub type Width = (Size, &'static str);

/// The two sizes in a page.
pub const WIDTHS: [Width; 2] = [(Size::WIDE, WIDE), (Size::NARROW, "narrow")];

/// The three sizes in an embed, which may be in a frame of any shape.
pub const EMBED_WIDTHS: [Width; 3] = [WIDTHS[0], WIDTHS[1], (Size::LOW, "low")];

/// The class of the drawing whose axis the notes below describe.
pub const WIDE: &str = "wide";

/// Side of a countable mark.
const UNIT: f64 = 18.0;

/// The most such marks in a drawing; nobody counts more, and bars show the same.
const MAX_UNITS: usize = 4_000;

/// The drawing of a dataset in each of some sizes, one of them [`WIDE`], with what a reader
/// needs to understand it: `.legend`, `svg.drawing`, `.notes`. `past` is a link past its figures.
pub fn drawings(site: Site, dataset: &Dataset, widths: &[Width], past: Option<Element>) -> Element {
    let panel = element("div").class("panel chart-panel").with_some(past);
    let of_rows = |kpi| move || row_drawings(site, dataset, vec![kpi_rows(kpi, dataset)?], widths);
    let drawn = match dataset.subject {
        Subject::Kpi(kpi) => match kind(kpi) {
            ChartKind::Trend => trend_drawings(site, kpi, dataset, widths),
            ChartKind::Proportion => countable(site, kpi, dataset, widths).or_else(of_rows(kpi)),
            ChartKind::Threshold | ChartKind::Comparison => of_rows(kpi)(),
        },
        Subject::Insights => row_drawings(site, dataset, comparison(dataset), widths),
        Subject::Scorecard => Some(vec![element("div").with(scorecard_list(
            site,
            dataset,
            HeadingLevel::H2,
        ))]),
    };
    let drawn = drawn.unwrap_or_else(|| {
        let why = match dataset.finding {
            // It says which choice leaves nothing.
            Finding::Nothing(_) | Finding::Spans(..) => dataset.finding(),
            _ => words::NOTHING_DATED.to_owned(),
        };
        let nothing = element("p").class("nothing").text(why);
        vec![nothing, note_lines(gap_reasons(dataset))]
    });
    let left_out = dataset.left_out();
    let left_out = left_out.map(|drawn| note_lines(vec![text::drawn_of(drawn)]));
    let panel = panel.with_all(drawn).with_some(left_out);
    panel.with_some(breaks(site, dataset))
}

/// Where the way of measuring changed, and how.
fn breaks(site: Site, dataset: &Dataset) -> Option<Element> {
    let Subject::Kpi(kpi) = dataset.subject else {
        return None;
    };
    let mut notes = element("div").class("notes");
    for (place, broken) in kpi.breaks.iter().enumerate() {
        let number = (kpi.breaks.len() > 1).then_some(place + 1);
        let words = match layout(kind(kpi)) {
            Layout::Time => text::break_before(broken.at, number),
            Layout::Rows | Layout::SeriesRows => text::measured_anew(broken.at),
        };
        notes = notes.with(
            element("p")
                .text(words)
                .text(" ")
                .rich(site, &broken.reason),
        );
    }
    (!kpi.breaks.is_empty()).then_some(notes)
}

/// Charts of rows, one after the other, each in all sizes.
fn row_drawings(
    site: Site,
    dataset: &Dataset,
    charts: Vec<RowChart<'_>>,
    widths: &[Width],
) -> Option<Vec<Element>> {
    let mut drawings = Vec::new();
    let mut notes = Vec::new();
    for chart in &charts {
        let mut drawn = Vec::new();
        for &(size, width) in widths {
            let placed = rows(&chart.data, size.width, size.font)?;
            if width == WIDE {
                notes.extend(axis_note(words::HORIZONTAL, &placed.ticks));
            }
            drawn.push(rows_drawing(chart, dataset, placed, width));
        }
        drawings.push(chart_of_rows(site, dataset, drawn, chart));
    }
    if charts.is_empty() {
        return None;
    }
    notes.dedup();
    let mut data = Vec::new();
    for chart in &charts {
        for row in &chart.figures {
            for datum in row {
                data.extend(*datum);
            }
        }
    }
    note_marks(&data, false, false, &mut notes);
    notes.extend(gap_reasons(dataset));
    let mut drawn = Vec::new();
    let by_period =
        matches!(dataset.subject, Subject::Kpi(kpi) if layout(kind(kpi)) == Layout::SeriesRows);
    if by_period {
        // Each row is a series there, and its marks are its two periods.
        let mut places = Vec::new();
        for (label, look) in &charts[0].places {
            places.push((*look, label.clone()));
        }
        drawn.push(legend(places));
    } else if charts[0].is_coloured && shown(dataset) > 1 {
        drawn.push(series_legend(dataset));
    }
    drawn.append(&mut drawings);
    drawn.push(note_lines(notes));
    Some(drawn)
}

/// How many series are shown.
fn shown(dataset: &Dataset) -> usize {
    let shown = dataset.series.iter().filter(|series| series.is_shown);
    shown.count()
}

/// Countable parts of a whole, a group of marks for each dated figure; `None` if they cannot be
/// counted, and where there is a target: figures are held against it in one way only.
fn countable(
    site: Site,
    kpi: &'static Kpi,
    dataset: &Dataset,
    widths: &[Width],
) -> Option<Vec<Element>> {
    let is_plain = dataset.since.is_none() && kpi.targets.is_empty();
    let whole = kpi.whole.filter(|_| is_plain)?;
    let mut drawings = Vec::new();
    let mut data = Vec::new();
    for &(size, width) in widths {
        let mut groups = Vec::new();
        for place in 0..dataset.series.len() {
            for datum in dataset.drawn(place) {
                let part = datum.value().map_or(0.0, Decimal::to_f64);
                groups.push((datum, units(part, whole.to_f64(), size.width, UNIT)?));
            }
        }
        data = groups.iter().map(|(datum, _)| *datum).collect();
        let marks = groups.iter().map(|(_, placed)| placed.marks.len());
        if groups.is_empty() || marks.sum::<usize>() > MAX_UNITS {
            return None;
        }
        drawings.push(units_drawing(kpi, dataset, groups, size, width));
    }
    let points = data.iter();
    let points = points.map(|datum| point(site, dataset, Common::Figure, &[*datum]));
    let (name, described) = (dataset.chart_name(), dataset.described());
    let drawings = chart_list(drawings, points.collect(), name, Some(described));
    let mut notes = Vec::new();
    notes.extend(text::symbols(&data));
    notes.extend(gap_reasons(dataset));
    Some(vec![drawings, note_lines(notes)])
}

/// With more series than this, of which some share a colour, a legend does not tell them apart.
const MAX_IN_LEGEND: usize = 4;

/// With more series than this one drawing is a tangle, whatever room there is for names.
const MAX_TOGETHER: usize = 6;

/// Values over time: all series in one drawing as long as each can be named in it, or else a
/// small one for each.
fn trend_drawings(
    site: Site,
    kpi: &'static Kpi,
    dataset: &Dataset,
    widths: &[Width],
) -> Option<Vec<Element>> {
    let mut placed = Vec::new();
    for &(size, width) in widths {
        placed.push((placed_trend(kpi, dataset, size, Vec::new(), None)?, width));
    }
    let count = shown(dataset);
    let has_room = placed.iter().all(|(placed, _)| placed.has_room());
    let are_apart = count > MAX_TOGETHER || (count > MAX_IN_LEGEND && !has_room);
    let moments = dataset.moments(Dataset::pointed_at, None);
    let mut drawings = Vec::new();
    let mut notes = Vec::new();
    let (mut unsaid, mut has_areas) = (Unsaid::default(), are_apart);
    for (placed, width) in placed {
        if width == WIDE {
            notes.extend(axis_note(words::VERTICAL, &placed.value_ticks));
        }
        if are_apart {
            continue;
        }
        has_areas |= placed.series.iter().any(|series| !series.areas.is_empty());
        unsaid.add(&placed);
        drawings.push(trend_drawing(kpi, dataset, placed, width, None, &moments));
    }
    let drawings = match are_apart {
        true => each_series(site, kpi, dataset, &mut unsaid),
        false => chart_of_moments(site, dataset, drawings, &moments, None),
    };
    notes.extend(unsaid.hatching());
    let mut data = Vec::new();
    for place in 0..dataset.series.len() {
        data.append(&mut dataset.drawn(place));
    }
    note_marks(&data, true, has_areas, &mut notes);
    notes.extend(gap_reasons(dataset));
    let mut drawn = Vec::from_iter(unsaid.legend(dataset));
    let targets = unsaid.targets(kpi, dataset).into_iter();
    let targets = targets.map(|(target, words)| target_note(target, words));
    drawn.push(drawings);
    drawn.push(add_notes(
        element("div").class("notes").with_all(targets),
        notes,
    ));
    Some(drawn)
}
