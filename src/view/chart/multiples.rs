//! Small charts side by side.

use crate::bundle::{Figure, Interval, Kpi, Unit};
use crate::chart::{Size, rows};
use crate::dataset::{Dataset, Layout, kind, layout};
use crate::site::{Route, Site, Subject};
use crate::text;

use super::super::element::{Element, element};
use super::notes::{Unsaid, note_lines};
use super::points::{chart_of_moments, chart_of_rows};
use super::rows::{kpi_rows, rows_drawing};
use super::trend::{placed_trend, trend_drawing};

/// A small chart of a KPI.
pub struct SmallChart {
    /// The KPI.
    pub kpi: &'static Kpi,
    /// Its figures.
    pub dataset: Dataset,
    /// Its drawing with its points, if there is something to draw.
    pub drawing: Option<Element>,
    /// Which line is whose, unless the drawing says it.
    pub legend: Option<Element>,
    /// What else the drawing has no room for.
    pub notes: Vec<String>,
}

/// A small chart of each KPI. The axes of trends in one unit have the same ends; where one has
/// gaps to show below its plot, the plot is lower.
pub fn small_charts(site: Site, kpis: &[&'static Kpi]) -> Vec<SmallChart> {
    let charts = kpis.iter().map(|kpi| {
        let dataset = Dataset::published(site, Subject::Kpi(kpi));
        let mut unsaid = Unsaid::default();
        let reach = reach(kpis, &kpi.unit);
        let drawing = small_drawing(site, kpi, &dataset, reach, &mut unsaid);
        let targets = unsaid.targets(kpi, &dataset).into_iter();
        let mut notes: Vec<String> = targets.map(|(_, words)| words).collect();
        notes.extend(unsaid.hatching());
        notes.append(&mut unsaid.breaks(kpi));
        notes.extend(dataset.left_out().map(text::drawn_of));
        SmallChart {
            kpi,
            legend: unsaid.legend(&dataset),
            dataset,
            drawing,
            notes,
        }
    });
    charts.collect()
}

/// Small charts in a list.
pub fn small_multiples(site: Site, charts: Vec<SmallChart>) -> Element {
    let mut list = element("ul").class("multiples");
    for chart in charts {
        let link = element("a").set("href", site.href(Route::Kpi(chart.kpi)));
        let link = link.text(&*chart.kpi.title);
        let caption = element("figcaption")
            .with(element("p").class("title").with(link))
            .with(element("p").class("finding").text(chart.dataset.finding()));
        let figure = element("figure").class("chart").with(caption);
        let figure = figure.with_some(chart.legend).with_some(chart.drawing);
        let notes = (!chart.notes.is_empty()).then(|| note_lines(chart.notes));
        list = list.with(element("li").with(figure.with_some(notes)));
    }
    list
}

fn small_drawing(
    site: Site,
    kpi: &'static Kpi,
    dataset: &Dataset,
    reach: Vec<f64>,
    unsaid: &mut Unsaid,
) -> Option<Element> {
    let size = Size::SMALL;
    match layout(kind(kpi)) {
        Layout::Time => {
            let placed = placed_trend(kpi, dataset, size, reach, None)?;
            unsaid.add(&placed);
            let moments = dataset.moments(Dataset::pointed_at, None);
            let drawn = trend_drawing(kpi, dataset, placed, "small", None, &moments);
            Some(chart_of_moments(site, dataset, vec![drawn], &moments, None))
        }
        Layout::Rows | Layout::SeriesRows => {
            let chart = kpi_rows(kpi, dataset)?;
            let placed = rows(&chart.data, size.width, size.font)?;
            let drawn = rows_drawing(&chart, dataset, placed, "small");
            Some(chart_of_rows(site, dataset, vec![drawn], &chart))
        }
    }
}

/// All figures that the trends of some KPIs show in a unit.
fn reach(kpis: &[&'static Kpi], unit: &Unit) -> Vec<f64> {
    let mut values = Vec::new();
    for kpi in kpis {
        if kpi.unit != *unit || layout(kind(kpi)) != Layout::Time {
            continue;
        }
        for series in &kpi.series {
            for observation in &series.observations {
                if let (Some(_), Figure::Published { value, .. }) =
                    (observation.period.middle(), &observation.figure)
                {
                    values.push(value.to_f64());
                    if let Some(Interval { low, high, .. }) = &observation.interval {
                        values.extend([low.to_f64(), high.to_f64()]);
                    }
                }
            }
        }
    }
    values
}
