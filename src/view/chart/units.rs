//! Parts of a whole as marks that can be counted.

use leptos::prelude::*;

use crate::chart::{Extent, Label, Size, Units};
use crate::dataset::{Dataset, Datum};

use super::super::erase::CollectErased;
use super::super::numbered_series_class;
use super::marks::{ChartLabel, Points, Spot, SpotSeries, px};
use super::rows::rectangle;

/// Groups of marks one below the other, each under its period and figure.
pub fn units_drawing(
    dataset: &Dataset,
    groups: Vec<(&Datum, Units)>,
    size: Size,
    width: &'static str,
) -> AnyView {
    let line = size.font * 1.6;
    let mut top = 0.0;
    let mut drawn = Vec::new();
    let mut spots: Vec<SpotSeries> = dataset
        .series
        .iter()
        .map(|series| SpotSeries {
            label: series.label.to_owned(),
            colour: series.colour,
            spots: Vec::new(),
        })
        .collect();
    for (datum, placed) in groups {
        let label = Label {
            text: dataset.point(datum),
            x: 0.0,
            y: top + line / 2.0,
        };
        top += line;
        let marks = placed
            .marks
            .iter()
            .map(|mark| {
                let Extent { left, right, .. } = mark.extent;
                let frame = Extent {
                    top: mark.extent.top + top,
                    bottom: mark.extent.bottom + top,
                    ..mark.extent
                };
                let filled = Extent {
                    right: left + (right - left) * mark.filled,
                    ..frame
                };
                view! {
                    {rectangle("unit", frame)}
                    {(mark.filled > 0.0).then(|| rectangle("bar", filled))}
                }
            })
            .collect_erased();
        let series = &mut spots[datum.series];
        series.spots.push(Spot {
            x: placed.width / 2.0,
            y: top + placed.height / 2.0,
            name: dataset.point(datum),
            tip: dataset.tip(datum),
            is_figure: datum.value().is_some(),
        });
        top += placed.height + size.font;
        let class = numbered_series_class(series.colour);
        drawn.push(
            view! { <g class=class><ChartLabel label class="row-label"/> {marks}</g> }.into_any(),
        );
    }
    spots.retain(|series| !series.spots.is_empty());
    let area = Extent {
        left: 0.0,
        right: size.width,
        top: 0.0,
        bottom: top,
    };
    view! {
        <svg
            class=format!("drawing {width}")
            viewBox=format!("0 0 {} {}", px(size.width), px(top))
            role="graphics-document"
            aria-label=dataset.label()
            font-size=px(size.font)
        >
            {drawn}
            <Points series=spots area font=size.font is_rows=true/>
        </svg>
    }
    .into_any()
}
