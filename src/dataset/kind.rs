//! How a KPI is drawn.

use crate::bundle::{ChartKind, Figure, Goal, Kpi, Series, Target, Unit};

/// How a KPI is drawn: as the bundle says, or else as the shape of its data suggests. Counts of
/// a whole are a proportion; a floor or a ceiling is a threshold; more than one dated figure of
/// a series is a trend; a single share is a proportion of a hundred.
pub fn kind(kpi: &Kpi) -> ChartKind {
    let is_threshold = |target: &Target| matches!(target.goal, Goal::AtLeast(_) | Goal::AtMost(_));
    let dated = |series: &Series| {
        let observations = series.observations.iter();
        let published = observations.filter(|o| {
            o.period.middle().is_some() && matches!(o.figure, Figure::Published { .. })
        });
        published.count()
    };
    kpi.chart.unwrap_or_else(|| {
        if kpi.whole.is_some() {
            ChartKind::Proportion
        } else if kpi.targets.iter().any(is_threshold) {
            ChartKind::Threshold
        } else if kpi.series.iter().any(|series| dated(series) > 1) {
            ChartKind::Trend
        } else if kpi.unit == Unit::Percent {
            ChartKind::Proportion
        } else {
            ChartKind::Threshold
        }
    })
}

/// How the figures of a chart are arranged in its drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Along an axis of time.
    Time,
    /// A row for each.
    Rows,
    /// A row for each series, with its first and its latest figure.
    SeriesRows,
}

/// The layout of a kind's drawing.
pub fn layout(kind: ChartKind) -> Layout {
    match kind {
        ChartKind::Trend => Layout::Time,
        ChartKind::Threshold | ChartKind::Proportion => Layout::Rows,
        ChartKind::Comparison => Layout::SeriesRows,
    }
}
