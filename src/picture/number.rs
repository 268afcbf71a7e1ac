//! A figure set large.

use crate::bundle::{Decimal, Qualifier, Unit};
use crate::drawing::Style;
use crate::text::{self, Quantity};

use super::sheet::{Column, Sheet};

/// A number with its unit, in a size and a colour; smaller if it does not fit. Returns its
/// right end.
pub fn number(
    sheet: &mut Sheet,
    column: Column,
    (value, how): (Decimal, Qualifier),
    unit: &Unit,
    (size, colour): (f64, &str),
) -> f64 {
    let how = text::qualifier(how);
    let Quantity {
        before,
        number,
        unit,
    } = Quantity::of(value, unit);
    let number = before + &number;
    let runs = |size: f64, unit| {
        let (large, small) = (Style::strong(size), Style::strong(size * 0.45));
        [(how, small), (&*number, large), (unit, small)]
    };
    let width = |sheet: &Sheet, size, unit| -> f64 {
        let runs = runs(size, unit).into_iter();
        runs.map(|(words, style)| sheet.width(words, style)).sum()
    };
    // A unit of many words is below its number.
    let is_beside = width(sheet, size * 0.7, &*unit) <= column.width;
    let beside = if is_beside { &*unit } else { "" };
    let mut chosen = size;
    while width(sheet, chosen, beside) > column.width && chosen > 4.0 {
        chosen *= 0.95;
    }
    let baseline = sheet.y + chosen * 0.16 + Style::strong(chosen).cap();
    let fill = sheet.theme.token(colour);
    let runs = runs(chosen, beside);
    sheet.svg.runs(&runs, (column.x, baseline), fill);
    sheet.y += chosen * 1.12;
    let end = column.x + width(sheet, chosen, beside);
    if !is_beside {
        sheet.text(column, unit.trim_start(), Style::strong(16.0), colour);
    }
    end
}
