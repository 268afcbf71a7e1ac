//! Charts as pictures: the same content as a chart on a page, from the same dataset.

use crate::chart::Size;
use crate::dataset::Dataset;
use crate::drawing::Style;
use crate::picture::{Column, INSIDE, Sheet, TEXT, draw, height};
use crate::site::{Site, Subject};
use crate::view::{Element, WIDE, drawings};

use super::scorecard_picture::scorecard;

/// The size of a drawing in a picture; drawings of rows are as high as they need to be.
pub const SIZE: Size = Size {
    width: INSIDE.width,
    height: 330.0,
    font: 13.0,
    time_steps: 6,
};

/// The finding as its headline, what is measured, legend, drawing and notes.
pub fn picture(sheet: &mut Sheet, site: Site, dataset: &Dataset) {
    sheet.title(&dataset.finding());
    sheet.text(
        INSIDE,
        &dataset.title_with_unit(),
        Style::regular(TEXT),
        "quiet",
    );
    sheet.y += 10.0;
    if matches!(dataset.subject, Subject::Scorecard) {
        scorecard(sheet, dataset);
    } else {
        let panel = drawings(site, dataset, &[(SIZE, WIDE)], None);
        for part in panel.elements() {
            add(sheet, &panel, part);
        }
    }
}

/// A part of a chart's panel.
fn add(sheet: &mut Sheet, panel: &Element, part: &Element) {
    match part.classes().next().unwrap_or_default() {
        "legend" => legend(sheet, INSIDE, &[panel], part),
        "drawings" => {
            for drawing in part.elements().filter(|part| part.name() == "svg") {
                let at = (INSIDE.x, sheet.y);
                draw(&mut sheet.svg, sheet.theme, &[panel, part], drawing, at);
                sheet.y += height(drawing) + 6.0;
            }
        }
        "multiples" => each_series(sheet, panel, part),
        "notes" => part
            .elements()
            .for_each(|line| sheet.note(INSIDE, &line.text_content())),
        // Why there is no drawing.
        _ => sheet.text(INSIDE, &part.text_content(), Style::regular(TEXT), "quiet"),
    }
}

/// How many small charts are in a row, and how far apart.
const ACROSS: usize = 2;
const GAP: f64 = 24.0;

/// The small charts of a list, each below its name.
fn each_series(sheet: &mut Sheet, panel: &Element, list: &Element) {
    let items: Vec<&Element> = list.elements().collect();
    for row in items.chunks(ACROSS) {
        let top = sheet.y;
        let mut bottom = top;
        for (place, item) in row.iter().enumerate() {
            let column = INSIDE.part(place, ACROSS, GAP);
            sheet.y = top;
            for part in item.elements() {
                let Some(drawing) = part.elements().next() else {
                    sheet.text(column, &part.text_content(), Style::strong(14.0), "ink");
                    continue;
                };
                let around = [panel, list, item, part];
                let at = (column.x, sheet.y);
                draw(&mut sheet.svg, sheet.theme, &around, drawing, at);
                sheet.y += height(drawing);
            }
            bottom = bottom.max(sheet.y);
        }
        sheet.y = bottom + 12.0;
    }
}

/// The markers with their names in a column, as many side by side as fit; `around` is what is
/// around their list.
pub fn legend(sheet: &mut Sheet, column: Column, around: &[&Element], list: &Element) {
    const GAP: f64 = 18.0;
    let style = Style::strong(13.0);
    let line = 20.0;
    let mut at = 0.0;
    for item in list.elements() {
        let words = item.text_content();
        // A marker is as wide as it is high; a line is wider.
        let has_line = item.elements().any(|key| key.elements().count() > 1);
        let key_width = if has_line { 36.0 } else { 16.0 };
        let width = key_width + 5.0 + sheet.width(&words, style);
        if at > 0.0 && at + width > column.width {
            at = 0.0;
            sheet.y += line;
        }
        let place = column.indented(at);
        let centre = (place.x + key_width / 2.0, sheet.y + style.size * 0.7);
        let around = [around, &[list, item]].concat();
        for key in item.elements() {
            draw(&mut sheet.svg, sheet.theme, &around, key, centre);
        }
        let top = sheet.y;
        let class = item.classes().next().unwrap_or("ink");
        sheet.text(place.indented(key_width + 5.0), &words, style, class);
        // A name of several lines is on its own.
        if sheet.y - top > style.size * 1.5 {
            at = 0.0;
        } else {
            sheet.y = top;
            at += width + GAP;
        }
    }
    if at > 0.0 {
        sheet.y += line;
    }
    sheet.y += 6.0;
}
