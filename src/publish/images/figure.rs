//! Figures set large: the latest ones of a KPI as tiles, and insights.

use crate::bundle::{Decimal, Insight, Kpi, Qualifier, Unit};
use crate::dataset::Dataset;
use crate::progress::{Status, status};
use crate::publish::drawing::Style;
use crate::site::Site;
use crate::site::Subject;
use crate::text::{self, words};
use crate::view::{numbered_series_class, series_class, sparkline};

use super::inline;
use super::sheet::{Column, INSIDE, SMALL, Sheet};

/// The room that the line beside a figure takes, from its view box.
const SPARK: (f64, f64) = (132.0, 44.0);

/// The latest figure of each series of a KPI, side by side.
pub fn figures(sheet: &mut Sheet, site: Site, kpi: &'static Kpi) {
    let dataset = Dataset::published(site, Subject::Kpi(kpi));
    sheet.title(&kpi.title);
    sheet.y += 8.0;
    // Rows without holes where the number allows it.
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

/// A figure in a column, with its series' name, its date, and where it stands.
fn tile(
    sheet: &mut Sheet,
    (site, kpi, place): (Site, &'static Kpi, usize),
    column: Column,
    class: &str,
) {
    let series = &kpi.series[place];
    let status: Status<'static> = status(kpi, series);
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
            inline::draw(&mut sheet.svg, sheet.theme, &[], &spark, at);
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
    let latest = status.latest.map(text::as_of);
    let target = status.target.map(|target| {
        let by = text::target_by(target, &kpi.unit);
        format!("{}: {by}", words::TARGET)
    });
    for fact in [latest, target, text::missing_since(&status)]
        .into_iter()
        .flatten()
    {
        sheet.note(column, &fact);
    }
}

/// A number with its unit, in a size and a colour; smaller where it has no room. Gives its
/// right end.
fn number(
    sheet: &mut Sheet,
    column: Column,
    (value, how): (Decimal, Qualifier),
    unit: &Unit,
    (size, colour): (f64, &str),
) -> f64 {
    let how = text::qualifier(how);
    let number = value.to_string();
    let name = text::unit_name(value, unit);
    let unit = text::unit_suffix(value, unit);
    let runs = |size: f64, unit| {
        let (large, small) = (Style::strong(size), Style::strong(size * 0.45));
        [(how, small), (&*number, large), (unit, small)]
    };
    let width = |sheet: &Sheet, size, unit| -> f64 {
        let runs = runs(size, unit).into_iter();
        runs.map(|(words, style)| sheet.width(words, style)).sum()
    };
    // A unit of many words stands below its number.
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
        sheet.text(column, name, Style::strong(16.0), colour);
    }
    end
}

/// An insight: of whom, the figure, what it says, and when that was asked.
pub fn insight(sheet: &mut Sheet, site: Site, insight: &'static Insight) {
    let class = series_class(site.bundle, &insight.audience);
    sheet.rule(INSIDE, 4.0, &class);
    sheet.y += 8.0;
    let audience = site.bundle.audience(&insight.audience);
    sheet.text(INSIDE, &audience.label, Style::strong(16.0), &class);
    sheet.y += 6.0;
    let how = (insight.value, insight.qualifier.unwrap_or_default());
    number(sheet, INSIDE, how, &insight.unit, (72.0, &class));
    sheet.y += 2.0;
    let statement = insight.statement.plain_text();
    sheet.text(INSIDE, &statement, Style::regular(19.0), "ink");
    sheet.y += 6.0;
    sheet.text(
        INSIDE,
        &text::asked(insight.period),
        Style::regular(SMALL),
        "quiet",
    );
    if let Some(note) = &insight.note {
        sheet.text(INSIDE, &note.plain_text(), Style::regular(SMALL), "quiet");
    }
}
