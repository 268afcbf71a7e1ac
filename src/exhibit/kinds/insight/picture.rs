//! An insight as a picture.

use crate::bundle::Insight;
use crate::drawing::Style;
use crate::picture::{INSIDE, SMALL, Sheet, number};
use crate::site::Site;
use crate::text;
use crate::view::series_class;

/// An insight: who was asked, the figure, what it says, and when.
pub fn picture(sheet: &mut Sheet, site: Site, insight: &'static Insight) {
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
