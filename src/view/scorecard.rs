//! The status of each KPI, one row each.

use stylers_macro::style_sheet;

use crate::bundle::{Decimal, Kpi};
use crate::chart::{BulletData, bullet};
use crate::dataset::{Dataset, Datum};
use crate::progress::{Status, Verdict};
use crate::site::{Route, Site, Subject};
use crate::text::{self, words};

use super::chart::px;
use super::element::{Element, element};
use super::layout::HeadingLevel;
use super::link::route_link;
use super::numbered_series_class;
use super::status::status_words;

/// The class that scopes the sheet `style/components/scorecard.css`.
#[cfg(not(target_arch = "wasm32"))]
pub const SCORECARD_SCOPE: &str = CSS;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/scorecard.css");

/// Appends to `parent` how many targets are met, then the figures that can be compared with
/// one, grouped by whom they serve.
pub fn with_scorecard(parent: Element, site: Site, heading_level: HeadingLevel) -> Element {
    let mut dataset = Dataset::published(site, Subject::Scorecard);
    dataset.data.retain(|datum| {
        let status = datum.status.as_ref();
        status.is_some_and(|status| {
            matches!(status.verdict, Verdict::Against(..) | Verdict::Withdrawn)
        })
    });
    let tally = element("p").class("tally").class(CSS);
    let list = scorecard_list(site, &dataset, heading_level);
    parent.with(tally.text(dataset.finding())).with(list)
}

/// The latest figures of a scorecard under the headings chosen, one row each.
pub fn scorecard_list(site: Site, dataset: &Dataset, heading_level: HeadingLevel) -> Element {
    let groups = dataset.groups();
    if groups.is_empty() {
        return element("p").text(words::NOTHING_CHOSEN);
    }
    let mut list = element("div");
    for group in groups {
        let mut part = element("div").set_some("class", group.colour.map(numbered_series_class));
        if let Some(heading) = group.heading.title() {
            let title = heading_level.heading().class("group-title").class(CSS);
            part = part.with(title.text(heading));
        }
        let rows = group.data.into_iter().filter_map(|datum| {
            let own = dataset.series[datum.series].colour;
            entry(site, dataset, datum, group.colour.unwrap_or(own))
        });
        list = list.with(part.with(element("ul").with_all(rows)));
    }
    list
}

/// The entry of a figure in its group's list.
fn entry(site: Site, dataset: &Dataset, datum: &Datum, colour: usize) -> Option<Element> {
    let (kpi, status) = (datum.measure.kpi?, datum.status.as_ref()?);
    let item = element("li").class(numbered_series_class(colour));
    Some(item.with(row(site, kpi, dataset.distinguishing_label(datum), status)))
}

/// One series: its name, its bullet, its status and its date.
fn row(
    site: Site,
    kpi: &'static Kpi,
    name: Option<&'static str>,
    status: &Status<'static>,
) -> Element {
    let part = |name: &'static str, class: &'static str| element(name).class(class).class(CSS);
    let title = route_link(site, Route::Kpi(kpi)).class(CSS);
    // No `div`s around links: a reader view takes one for a menu, and omits it.
    let what = part("p", "what")
        .with(title.text(&*kpi.title))
        .with_some(name.map(|name| part("span", "series").text(name)));
    let mut measure = part("section", "measure");
    if let Some(latest) = status.latest {
        let figure = text::observed(latest.observation, &kpi.unit);
        let value = part("p", "value")
            .with(element("strong").text(figure))
            .text(" ")
            .with(element("span").class(CSS).text(text::as_of(latest)));
        measure = measure.with(value);
    }
    measure = measure.with_some(target_bar(kpi, status));
    if let Some(target) = status.target {
        let words = text::target_line(target, &kpi.unit);
        measure = measure.with(part("p", "target").text(words));
    }
    let verdict = part("div", "verdict").with(status_words(status, &kpi.unit));
    part("section", "row")
        .with(what)
        .with(measure)
        .with(verdict)
}

/// A value against its target, within what there can be of it.
pub fn bullet_data(kpi: &Kpi, status: &Status<'_>) -> BulletData {
    let both = |(low, high): (Decimal, Decimal)| (low.to_f64(), high.to_f64());
    BulletData {
        value: status.latest.map(|latest| latest.value.to_f64()),
        target: status.target.map(|target| both(target.goal.bounds())),
        limits: kpi.natural_range(),
    }
}

/// The value as a bar from zero, the target as a tinted band or a line across it; an `svg` of
/// 200 by 20 that `style/components/scorecard.css` colours. It only repeats the words beside
/// it, so it is hidden from assistive technology. None below zero, where a longer bar would be
/// further from a target and look nearer.
pub fn target_bar(kpi: &Kpi, status: &Status<'_>) -> Option<Element> {
    const WIDTH: f64 = 200.0;
    if status.latest?.value < Decimal::whole(0) {
        return None;
    }
    let placed = bullet(&bullet_data(kpi, status), WIDTH, 3.0)?;
    let bar = |class: &'static str, (left, right): (f64, f64), top: &'static str, height| {
        element("rect")
            .class(class)
            .class(CSS)
            .set("x", px(left))
            .set("y", top)
            .set("width", px(right - left))
            .set("height", height)
    };
    let drawing = element("svg")
        .class(CSS)
        .set("viewBox", "0 0 200 20")
        .set("preserveAspectRatio", "none")
        .set("aria-hidden", "true")
        .with(bar("track", (0.0, WIDTH), "6", "8"))
        .with_some(placed.bar.map(|ends| bar("bar", ends, "6", "8")))
        .with_some(placed.target.map(|ends| bar("band", ends, "0", "20")));
    Some(drawing)
}
