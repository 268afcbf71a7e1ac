//! A wheel as a picture: the page's drawing, and below it the list of its parts, because not
//! every title fits in the drawing.

use crate::bundle::Wheel;
use crate::chart::WheelSize;
use crate::drawing::Style;
use crate::picture::{INSIDE, SMALL, Sheet, draw, height};
use crate::view::wheel_drawing;

/// The size of the drawing.
const SIZE: WheelSize = WheelSize {
    width: INSIDE.width,
    centre: 70.0,
    font: 12.5,
};

/// Title, introduction, drawing and list.
pub fn picture(sheet: &mut Sheet, wheel: &'static Wheel) {
    sheet.introduction(&wheel.heading, &wheel.intro);
    let drawing = wheel_drawing(wheel, SIZE);
    let at = (INSIDE.x, sheet.y);
    draw(&mut sheet.svg, sheet.theme, &[], &drawing, at);
    sheet.y += height(&drawing) + 12.0;
    let mut number = 0;
    for ring in &wheel.rings {
        sheet.text(INSIDE, &ring.label, Style::strong(14.0), "ink");
        for part in &ring.items {
            number += 1;
            let mut words = format!("{number} {}", &*part.title);
            if let Some(text) = &part.text {
                words.push_str(": ");
                words.push_str(&text.plain_text());
            }
            sheet.text(INSIDE, &words, Style::regular(SMALL), "quiet");
        }
        sheet.y += 8.0;
    }
}
