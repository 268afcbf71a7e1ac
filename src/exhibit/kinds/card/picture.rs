//! The card of an initiative as a picture.

use crate::bundle::Initiative;
use crate::drawing::{Area, Style};
use crate::picture::{INSIDE, Illustration, Sheet, WIDTH};
use crate::site::Site;

/// The maximum height of an illustration.
const HIGHEST: f64 = 400.0;

/// Illustration, title, summary and themes.
pub fn picture(
    sheet: &mut Sheet,
    site: Site,
    initiative: &'static Initiative,
    illustration: Option<Illustration>,
) {
    if let Some(illustration) = illustration {
        // From edge to edge, as on the page's card.
        let height = illustration.height_of(WIDTH).min(HIGHEST);
        let area = Area {
            x: 0.0,
            y: 0.0,
            width: WIDTH,
            height,
        };
        sheet.svg.add(&illustration.within(area));
        sheet.y = height + 16.0;
    }
    sheet.text(INSIDE, &initiative.title, Style::strong(24.0), "ink");
    sheet.y += 4.0;
    sheet.text(INSIDE, &initiative.summary, Style::regular(16.0), "ink");
    sheet.y += 8.0;
    let themes = initiative.themes.iter();
    let themes: Vec<&str> = themes.map(|id| &*site.bundle.theme(id).label).collect();
    sheet.note(INSIDE, &themes.join(" · "));
}
