//! Parts of a whole as countable marks.

use crate::bundle::Kpi;
use crate::chart::{Extent, Label, Size, Units};
use crate::dataset::{Dataset, Datum, Reading};
use crate::text;

use super::super::element::element;
use super::super::numbered_series_class;
use super::marks::{Drawn, Place, drawing, label, rectangle};

/// Groups of marks one below the other, each under its period and figure.
pub fn units_drawing(
    kpi: &Kpi,
    dataset: &Dataset,
    groups: Vec<(&Datum, Units)>,
    size: Size,
    width: &'static str,
) -> Drawn {
    let line = size.font * 1.6;
    let mut top = 0.0;
    let mut drawn = Vec::new();
    let mut places = Vec::new();
    for (datum, placed) in groups {
        let name = Label {
            text: caption(kpi, dataset, datum),
            x: 0.0,
            y: top + line / 2.0,
        };
        top += line;
        let class = numbered_series_class(dataset.series[datum.series].colour);
        let mut group = element("g").class(class).with(label(name, "row-label"));
        for mark in &placed.marks {
            let Extent { left, right, .. } = mark.extent;
            let frame = Extent {
                top: mark.extent.top + top,
                bottom: mark.extent.bottom + top,
                ..mark.extent
            };
            // A missing count must not look like zero.
            let is_figure = datum.value().is_some();
            let class = if is_figure { "unit" } else { "unit unknown" };
            group = group.with(rectangle(class, frame));
            if mark.filled > 0.0 {
                let right = left + (right - left) * mark.filled;
                group = group.with(rectangle("bar", Extent { right, ..frame }));
            }
        }
        drawn.push(group);
        let bottom = top + placed.height + size.font;
        places.push(Place {
            cell: Extent {
                left: 0.0,
                right: size.width,
                top: top - line,
                bottom,
            },
            marks: Vec::new(),
            guide: None,
        });
        top = bottom;
    }
    drawing((size.width, top), size.font, width, drawn, places)
}

/// The words above a group of marks.
fn caption(kpi: &Kpi, dataset: &Dataset, datum: &Datum) -> String {
    let figure = match datum.reading {
        Reading::Published { value, qualifier } => Some((value, qualifier)),
        Reading::Change { .. } | Reading::Missing(_) => None,
    };
    let whole = kpi.whole.map(|whole| text::quantity(whole, datum.unit));
    let words = text::of_whole(datum.period, figure, &whole.unwrap_or_default());
    let words = text::marked(words, datum.figure_status());
    match dataset.series.len() {
        1 => words,
        _ => format!("{}, {words}", dataset.series[datum.series].label),
    }
}
