//! The scorecard as a picture: one row for each series, as on its page.

use crate::chart::HALF_BULLET;
use crate::dataset::{Dataset, Datum};
use crate::drawing::Style;
use crate::picture::{Column, INSIDE, SMALL, Sheet, draw};
use crate::text;
use crate::view::{numbered_series_class, target_bar};

/// Columns: what is measured, the figure, its status.
const COLUMNS: [Column; 3] = [
    Column {
        x: INSIDE.x,
        width: 176.0,
    },
    Column {
        x: INSIDE.x + 194.0,
        width: 200.0,
    },
    Column {
        x: INSIDE.x + 412.0,
        width: INSIDE.width - 412.0,
    },
];

/// The rows under their headings.
pub fn scorecard(sheet: &mut Sheet, dataset: &Dataset) {
    let groups = dataset.groups();
    if groups.is_empty() {
        sheet.text(INSIDE, &dataset.finding(), Style::regular(SMALL), "quiet");
    }
    for group in groups {
        let class = group.colour.map(numbered_series_class);
        let class = class.as_deref().unwrap_or("ink");
        sheet.y += 8.0;
        if let Some(heading) = group.heading.title() {
            sheet.text(INSIDE, heading, Style::strong(16.0), class);
        }
        sheet.y += 4.0;
        sheet.rule(INSIDE, 3.0, class);
        for datum in group.data {
            row(sheet, dataset, datum);
        }
    }
}

fn row(sheet: &mut Sheet, dataset: &Dataset, datum: &Datum) {
    let (Some(kpi), Some(status)) = (datum.measure.kpi, datum.status.as_ref()) else {
        return;
    };
    let [what, measure, verdict] = COLUMNS;
    let top = sheet.y + 9.0;
    let mut bottom = top;
    let mut column = |sheet: &mut Sheet, draw: &dyn Fn(&mut Sheet)| {
        sheet.y = top;
        draw(sheet);
        bottom = bottom.max(sheet.y);
    };
    let small = Style::regular(SMALL);
    column(sheet, &|sheet| {
        sheet.text(what, &kpi.title, Style::strong(13.0), "ink");
        if let Some(name) = dataset.distinguishing_label(datum) {
            sheet.text(what, name, small, "quiet");
        }
    });
    column(sheet, &|sheet| {
        if let Some(latest) = status.latest {
            sheet.text(measure, &datum.marked(), Style::strong(15.0), "ink");
            sheet.text(measure, &text::as_of(latest), small, "quiet");
        }
        let has_figure = status.latest.is_some();
        let bar = || target_bar(kpi, status, measure.width);
        if let Some(bar) = has_figure.then(bar).flatten() {
            let at = (measure.x, sheet.y + 2.0);
            draw(&mut sheet.svg, sheet.theme, &[], &bar, at);
            sheet.y += 2.0 * HALF_BULLET + 4.0;
        }
        if let Some(target) = status.target {
            let words = text::target_line(target, &kpi.unit);
            sheet.text(measure, &words, small, "quiet");
        }
    });
    column(sheet, &|sheet| sheet.status(verdict, status, &kpi.unit));
    sheet.y = bottom + 9.0;
    sheet.rule(INSIDE, 1.0, "line");
}
