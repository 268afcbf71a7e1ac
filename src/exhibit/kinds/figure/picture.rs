//! The latest figures of a KPI as a picture: a tile for each series.

use crate::bundle::Kpi;
use crate::dataset::Dataset;
use crate::drawing::Style;
use crate::picture::{Column, INSIDE, Sheet, draw, number};
use crate::progress::{Status, status};
use crate::site::{Site, Subject};
use crate::text;
use crate::view::{numbered_series_class, sparkline};

/// The size of the line beside a figure, from its view box.
const SPARK: (f64, f64) = (132.0, 44.0);

/// The latest figure of each series of a KPI, side by side.
pub fn picture(sheet: &mut Sheet, site: Site, kpi: &'static Kpi) {
    let dataset = Dataset::published(site, Subject::Kpi(kpi));
    sheet.title(&kpi.title);
    sheet.y += 8.0;
    // Full rows where the number allows it.
    let across = match kpi.series.len() {
        count if count <= 3 => count,
        count if count % 3 == 0 => 3,
        _ => 2,
    };
    for first in (0..kpi.series.len()).step_by(across) {
        let top = sheet.y;
        let mut bottom = top;
        for place in first..kpi.series.len().min(first + across) {
            sheet.y = top;
            let column = INSIDE.part(place - first, across, 24.0);
            let class = numbered_series_class(dataset.series[place].colour);
            tile(sheet, (site, kpi, place), column, &class);
            bottom = bottom.max(sheet.y);
        }
        sheet.y = bottom + 14.0;
    }
}

/// A figure in a column, with its series' name, its date and its status.
fn tile(
    sheet: &mut Sheet,
    (site, kpi, place): (Site, &'static Kpi, usize),
    column: Column,
    class: &str,
) {
    let series = &kpi.series[place];
    let status: Status<'static> = status(kpi, series, site.bundle.published);
    sheet.rule(column, 4.0, class);
    sheet.y += 8.0;
    if let Some(latest) = status.latest {
        let top = sheet.y;
        let how = (latest.value, latest.qualifier);
        let end = number(sheet, column, how, &kpi.unit, (48.0, class));
        let room = column.x + column.width - end;
        let spark = sparkline(site, kpi, place).filter(|_| room > SPARK.0);
        if let Some(spark) = spark {
            let (width, height) = SPARK;
            let left = column.x + column.width - width;
            // Its view box begins 6 px before its origin.
            let at = (left + 6.0, top + 6.0 + (sheet.y - top - height) / 2.0);
            draw(&mut sheet.svg, sheet.theme, &[], &spark, at);
        }
    } else {
        let words = text::status_sentence(&status, &kpi.unit);
        sheet.text(column, &words, Style::strong(20.0), "quiet");
    }
    sheet.y += 2.0;
    sheet.text(column, &series.label, Style::strong(14.0), "ink");
    sheet.y += 6.0;
    if status.latest.is_some() {
        sheet.status(column, &status, &kpi.unit);
    }
    sheet.y += 4.0;
    let latest = status.latest.map(text::as_of_marked);
    let target = status.target;
    let target = target.map(|target| text::target_line(target, &kpi.unit));
    for fact in [latest, target, text::missing_since(&status)]
        .into_iter()
        .flatten()
    {
        sheet.note(column, &fact);
    }
}
