//! A Key Insights figure.

#[cfg(not(target_arch = "wasm32"))]
mod picture;

use crate::bundle::Insight;
use crate::site::Site;
#[cfg(not(target_arch = "wasm32"))]
use crate::text;
use crate::view::{Element, HeadingLevel, element, insight_name, insight_tile, series_class};

#[cfg(not(target_arch = "wasm32"))]
use crate::exhibit::description::Description;
use crate::exhibit::drawn::{Drawn, with_hidden_heading};

#[cfg(not(target_arch = "wasm32"))]
pub(super) use picture::picture;

pub(super) fn title(site: Site, insight: &Insight) -> String {
    insight_name(site, insight)
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn describe(site: Site, insight: &'static Insight) -> Description {
    Description {
        caption: title(site, insight),
        finding: alt(insight),
        alt: alt(insight),
        sources: vec![&insight.source.id],
        ..Description::default()
    }
}

/// "83% say they are satisfied. Survey year not given."
#[cfg(not(target_arch = "wasm32"))]
fn alt(insight: &Insight) -> String {
    let qualifier = insight.qualifier.unwrap_or_default();
    let mut alt = text::qualified(insight.value, qualifier, &insight.unit);
    text::capitalise(&mut alt);
    let note = insight.note.as_ref().map(|note| note.plain_text());
    let rest = [insight.statement.plain_text(), text::asked(insight.period)];
    for (place, words) in rest.into_iter().chain(note).enumerate() {
        alt.push_str(if place == 0 { " " } else { ". " });
        alt.push_str(words.trim_end_matches('.'));
    }
    alt.push('.');
    alt
}

/// Its tile, which names its source.
pub(super) fn draw(
    page: Element,
    site: Site,
    insight: &'static Insight,
    level: HeadingLevel,
) -> Drawn {
    let colour = series_class(site.bundle, &insight.audience);
    let tile = element("div")
        .class(colour)
        .with(insight_tile(site, insight));
    Drawn {
        page: with_hidden_heading(page, level, title(site, insight)).with(tile),
        sources: Vec::new(),
        is_of_several_pages: false,
    }
}
