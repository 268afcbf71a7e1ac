//! Small charts side by side as a picture, two in a row, as on a wide page.

use crate::bundle::{Kpi, Multiples};
use crate::drawing::Style;
use crate::picture::{Column, INSIDE, SMALL, Sheet, draw, height};
use crate::site::Site;
use crate::view::{SmallChart, small_charts};

use super::super::chart::legend;

/// How many are in a row, and how far apart.
const ACROSS: usize = 2;
const GAP: f64 = 24.0;

/// Title, introduction, and the charts.
pub fn picture(sheet: &mut Sheet, site: Site, section: &'static Multiples) {
    sheet.introduction(&section.heading, &section.intro);
    let kpis: Vec<&'static Kpi> = site.bundle.kpis_of(section);
    for row in small_charts(site, &kpis).chunks(ACROSS) {
        let top = sheet.y;
        // Drawings of a row are aligned, below the longest words.
        let mut below = top;
        for (place, chart) in row.iter().enumerate() {
            sheet.y = top;
            let column = INSIDE.part(place, ACROSS, GAP);
            sheet.text(column, &chart.kpi.title, Style::strong(14.0), "ink");
            let finding = chart.dataset.finding();
            sheet.text(column, &finding, Style::regular(SMALL), "quiet");
            if let Some(names) = &chart.legend {
                sheet.y += 4.0;
                legend(sheet, column, &[], names);
            }
            below = below.max(sheet.y);
        }
        let mut bottom = below;
        for (place, chart) in row.iter().enumerate() {
            let column = INSIDE.part(place, ACROSS, GAP);
            sheet.y = drawing(sheet, chart, column, below + 6.0);
            for note in &chart.notes {
                sheet.note(column, note);
            }
            bottom = bottom.max(sheet.y);
        }
        sheet.y = bottom + 16.0;
    }
}

/// Draws a chart's drawing at a height, if there is one, and returns where it ends.
fn drawing(sheet: &mut Sheet, chart: &SmallChart, column: Column, y: f64) -> f64 {
    let drawn = chart.drawing.as_ref();
    let Some(drawing) = drawn.and_then(|drawn| drawn.elements().next()) else {
        return y;
    };
    draw(&mut sheet.svg, sheet.theme, &[], drawing, (column.x, y));
    y + height(drawing)
}
