//! The status of each KPI, one row each.

use stylers_macro::style_sheet;

use crate::bundle::{Citation, Kpi};
use crate::chart::{BulletData, Certainty, HALF_BULLET, single_bullet};
use crate::dataset::{Dataset, Datum};
use crate::progress::{Status, Verdict};
use crate::site::{Route, Site, Subject};
use crate::text::{self, results, titles, words};

use super::chart::{LARGER, bullet_shapes, goal_data, line, marker, px};
use super::element::{Element, element};
use super::layout::HeadingLevel;
use super::link::route_link;
use super::numbered_series_class;
use super::status::{status_mark, status_words};

/// The class that scopes the sheet `style/components/scorecard.css`.
#[cfg(not(target_arch = "wasm32"))]
pub const SCORECARD_SCOPE: &str = CSS;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/scorecard.css");

/// Appends to `parent` the figures that can be compared with a target, grouped by whom they
/// serve, each with its source, and, folded, the targets without a figure.
pub fn with_scorecard(parent: Element, site: Site, heading_level: HeadingLevel) -> Element {
    let mut compared = Dataset::published(site, Subject::Scorecard);
    compared.data.retain(|datum| datum.target().is_some());
    let mut missing = Vec::new();
    compared.data.retain(|datum| {
        let has_figure = !matches!(
            datum.status.as_ref().map(|status| status.verdict),
            Some(Verdict::NoFigure | Verdict::NoDatedFigure | Verdict::NoneSince)
        );
        if !has_figure {
            missing.push(datum.clone());
        }
        has_figure
    });
    let parent = match compared.data.is_empty() {
        true => parent,
        false => parent.with(list(site, &compared, heading_level, true)),
    };
    parent.with_some((!missing.is_empty()).then(|| gaps(site, &compared, &missing)))
}

/// The targets without a figure, behind one line that counts them.
fn gaps(site: Site, dataset: &Dataset, missing: &[Datum]) -> Element {
    let summary = element("summary")
        .class("status-no-figure")
        .with(status_mark(Verdict::NoFigure))
        .with(element("span").text(results::without_figure(missing.len())));
    let rows = missing.iter().filter_map(|datum| {
        let (kpi, status) = (datum.measure.kpi?, datum.status.as_ref()?);
        let row = element("li");
        let target = status.target.map(|target| {
            let words = text::target_line(target, &kpi.unit);
            element("span").class("target").class(CSS).text(words)
        });
        let name = what(site, kpi, dataset.distinguishing_label(datum));
        Some(row.with(name).with_some(target))
    });
    let list = element("ul").with_all(rows);
    let more = (!site.bundle.missing.is_empty()).then(|| {
        let link = route_link(site, Route::Gaps).text(titles::GAPS);
        element("p").class("onward").with(link)
    });
    element("details")
        .class("gaps")
        .with(summary)
        .with(list)
        .with_some(more)
}

/// The latest figures of a scorecard under the headings chosen, one row each.
pub fn scorecard_list(site: Site, dataset: &Dataset, heading_level: HeadingLevel) -> Element {
    list(site, dataset, heading_level, false)
}

/// The same with the source of each row, or of all rows of a group that share one.
fn list(site: Site, dataset: &Dataset, heading_level: HeadingLevel, is_sourced: bool) -> Element {
    let groups = dataset.groups();
    if groups.is_empty() {
        return element("p").text(dataset.finding());
    }
    let mut list = element("div");
    for group in groups {
        let mut part = element("div").set_some("class", group.colour.map(numbered_series_class));
        if let Some(heading) = group.heading.title() {
            let title = heading_level.heading().class("group-title").class(CSS);
            part = part.with(title.text(heading));
        }
        let first = group.data.first().and_then(|datum| datum.source);
        let is_shared = group.data.len() > 1 && group.data.iter().all(|of| of.source == first);
        let shared = first.filter(|_| is_sourced && is_shared);
        let rows = group.data.into_iter().filter_map(|datum| {
            let own = dataset.series[datum.series].colour;
            let named = datum.source.filter(|_| is_sourced && shared.is_none());
            entry(site, dataset, datum, group.colour.unwrap_or(own), named)
        });
        let part = part.with(element("ul").with_all(rows));
        list = list.with(part.with_some(shared.map(|of| source(site, of))));
    }
    list
}

/// The entry of a figure in its group's list.
fn entry(
    site: Site,
    dataset: &Dataset,
    datum: &Datum,
    colour: usize,
    named: Option<&'static Citation>,
) -> Option<Element> {
    let (kpi, status) = (datum.measure.kpi?, datum.status.as_ref()?);
    let name = what(site, kpi, dataset.distinguishing_label(datum));
    let row = row(name, kpi, status).with_some(named.map(|of| source(site, of)));
    let item = element("li").class(numbered_series_class(colour));
    Some(item.with(row))
}

/// The source of a figure, which the KPI's page leads to: each link here would be one more on the
/// way through the page.
fn source(site: Site, citation: &'static Citation) -> Element {
    part("p", "source")
        .text(words::SOURCE_LABEL)
        .text(" ")
        .text(&*site.bundle.source(&citation.id).title)
}

/// An element of a row, for the sheet.
fn part(name: &'static str, class: &'static str) -> Element {
    element(name).class(class).class(CSS)
}

/// What is measured: the KPI, which it leads to, and its series.
fn what(site: Site, kpi: &'static Kpi, series: Option<&'static str>) -> Element {
    let title = route_link(site, Route::Kpi(kpi)).class(CSS);
    // No `div`s around links: a reader view takes one for a menu, and omits it.
    part("p", "what")
        .with(title.text(&*kpi.title))
        .with_some(series.map(|name| part("span", "series").text(name)))
}

/// One series: its name, its bullet, its status and its date. Without a figure, in one line.
fn row(what: Element, kpi: &'static Kpi, status: &Status<'static>) -> Element {
    let has_figure = status.latest.is_some();
    let mut measure = part("section", "measure");
    if let Some(latest) = status.latest {
        let figure = text::observed(latest.observation, &kpi.unit);
        let value = part("p", "value")
            .with(element("strong").text(figure))
            .text(" ")
            .with(element("span").class(CSS).text(text::as_of(latest)));
        measure = measure.with(value);
    }
    let bar = || target_bar(kpi, status, WIDTH);
    measure = measure.with_some(has_figure.then(bar).flatten());
    if let Some(target) = status.target {
        let words = text::target_line(target, &kpi.unit);
        measure = measure.with(part("p", "target").text(words));
    }
    let verdict = part("div", "verdict").with(status_words(status, &kpi.unit));
    part("section", if has_figure { "row" } else { "row none" })
        .with(what)
        .with(measure)
        .with(verdict)
}

/// The width of a bullet in a row.
const WIDTH: f64 = 320.0;

/// A value against its target, within what there can be of it.
pub fn bullet_data(kpi: &Kpi, status: &Status<'_>) -> BulletData {
    BulletData {
        value: status.latest.map(|latest| latest.value.to_f64()),
        goal: status.target.map(|target| goal_data(target.goal)),
        limits: kpi.natural_range(),
    }
}

/// The value held against the target: an `svg.bullet` of some width that `style/charts.css`
/// colours, as in drawings of rows. It only repeats the words beside it, so it is hidden from
/// assistive technology. `None` without a target.
pub fn target_bar(kpi: &Kpi, status: &Status<'_>, width: f64) -> Option<Element> {
    let placed = single_bullet(&bullet_data(kpi, status), width)?;
    let (left, right) = placed.ends;
    let middle = HALF_BULLET;
    // Where no track shows how far the axis leads, a line does.
    let is_bar = placed.track.is_some();
    let axis = || line("axis", (left, middle), (right, middle));
    let mark = |x| marker(0, (x, middle), LARGER, Certainty::Settled);
    let drawing = element("svg")
        .class("bullet neutral")
        .set("viewBox", format!("0 0 {} {}", px(width), px(2.0 * middle)))
        .set("aria-hidden", "true")
        .with_some((!is_bar).then(axis))
        .with_all(bullet_shapes(&placed, Certainty::Settled))
        .with_some(placed.at.filter(|_| !is_bar).map(mark));
    Some(drawing)
}
