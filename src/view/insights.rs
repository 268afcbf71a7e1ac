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

/// Appends to `parent` the insights of each measure side by side, in a chart that is called `key`
/// in addresses, and, folded, all of them as sentences. What all have in common is said once.
pub fn with_insights(mut parent: Element, site: Site, key: &'static str) -> Element {
    let bundle = site.bundle;
    let is_compared = Subject::Insights.is_shown_on(site);
    if is_compared {
        let chart = chart_figure(site, Subject::Insights, key, false);
        parent = parent.with(element("div").class("comparison").with(chart));
    }
    let Some(first) = bundle.insights.first() else {
        return parent;
    };
    let source = bundle.insights.iter().all(|of| of.source == first.source);
    let period = bundle.insights.iter().all(|of| of.period == first.period);
    let mut common = element("p").class("source");
    if period {
        common = common.text(text::asked(first.period)).text(". ");
    }
    if source {
        common = common.text(words::SOURCE_LABEL).text(" ");
        common = common.cited(site, &first.source);
    }
    if period || source {
        parent = parent.with(common);
    }
    let summary = element("summary").text(words::INSIGHTS_IN_WORDS);
    let mut answers = element("details")
        .class("said")
        .set_some("open", (!is_compared).then_some(""))
        .with(summary);
    for audience in &bundle.audiences {
        let mut list = element("ul");
        let mut is_empty = true;
        for insight in &bundle.insights {
            if insight.audience == audience.id {
                list = list.with(answer(site, insight, (!period, !source)));
                is_empty = false;
            }
        }
        if !is_empty {
            let heading = element("h3").text(&*audience.label);
            let group = element("div").class(series_class(bundle, &audience.id));
            answers = answers.with(group.with(heading).with(list));
        }
    }
    parent.with(answers)
}

/// One insight as a sentence, with its period and its source unless they are said elsewhere.
fn answer(site: Site, insight: &'static Insight, (when, source): (bool, bool)) -> Element {
    let qualifier = insight.qualifier.unwrap_or_default();
    let figure = text::qualified(insight.value, qualifier, &insight.unit);
    let sentence = element("p")
        .with(element("strong").text(figure))
        .text(" ")
        .rich(site, &insight.statement);
    let note = |words: Element| words.class("when").class(CSS);
    let asked = when.then(|| note(element("p").text(text::asked(insight.period))));
    let caveat = insight.note.as_ref();
    let embed = embed_link(
        site,
        Exhibit::Insight(insight),
        &insight_name(site, insight),
    );
    element("li")
        .set("id", insight.id.as_str())
        .with(sentence)
        .with_some(asked)
        .with_some(caveat.map(|line| note(element("p").rich(site, line))))
        .with_some(source.then(|| source_line(site, &insight.source)))
        .with(embed)
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
