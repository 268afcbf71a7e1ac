//! Key Insights: what people say of the services.

use stylers_macro::style_sheet;

use crate::bundle::{Id, Insight};
use crate::site::{Exhibit, Site, Subject};
use crate::text::{self, words};

use super::chart::chart_figure;
use super::element::{Element, element};
use super::embed_link::embed_link;
use super::figure::big_figure;
use super::series_class;
use super::source::source_line;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/insights.css");

/// Appends all insights to `parent` as large figures, a column for each audience, then those of
/// one measure side by side, in a chart that is called `key` in addresses.
pub fn with_insights(parent: Element, site: Site, key: &'static str) -> Element {
    let bundle = site.bundle;
    let mut groups = element("div").class("groups").class(CSS);
    for audience in &bundle.audiences {
        let mut of_audience = bundle
            .insights
            .iter()
            .filter(|insight| insight.audience == audience.id)
            .peekable();
        if of_audience.peek().is_none() {
            continue;
        }
        let tiles = of_audience.map(|insight| {
            let tile = insight_tile(site, insight).set("id", insight.id.as_str());
            let embed = embed_link(
                site,
                Exhibit::Insight(insight),
                &insight_name(site, insight),
            );
            element("li").with(tile).with(element("p").with(embed))
        });
        let list = element("ul").class("tiles").class(CSS).with_all(tiles);
        let colour = series_class(bundle, &audience.id);
        groups = groups.with(
            element("div")
                .class(format!("group {colour} {CSS}"))
                .with(element("h3").class(CSS).text(&*audience.label))
                .with(list),
        );
    }
    let parent = parent.with(groups);
    if !Subject::Insights.is_shown_on(site) {
        return parent;
    }
    let heading = element("h3").class(CSS).text(words::SIDE_BY_SIDE);
    let comparison = element("div").class("comparison").class(CSS);
    let chart = chart_figure(site, Subject::Insights, key, false);
    parent.with(comparison.with(heading).with(chart))
}

/// What was measured, and who was asked.
pub fn insight_name(site: Site, insight: &Insight) -> String {
    let measure = &site.bundle.measure(&insight.measure).label;
    let audience = &site.bundle.audience(&insight.audience).label;
    text::of_group(measure, audience)
}

/// One insight.
pub fn insight_tile(site: Site, insight: &'static Insight) -> Element {
    let paragraph = |class: &'static str| element("p").class(class).class(CSS);
    let qualifier = insight.qualifier.unwrap_or_default();
    let figure = big_figure(insight.value, &insight.unit, qualifier);
    let when = text::asked(insight.period);
    let note = insight.note.as_ref();
    // Not a `div`, as for tiles of KPIs.
    element("section")
        .class("tile")
        .with(paragraph("figure").with(figure))
        .with(paragraph("statement").rich(site, &insight.statement))
        .with(paragraph("when").text(when))
        .with_some(note.map(|line| paragraph("when").rich(site, line)))
        .with(source_line(site, &insight.source))
}
