//! Figures set large.

use stylers_macro::style_sheet;

use crate::bundle::{Decimal, Kpi, Line, Qualifier, Series, Unit};
use crate::dataset::series_looks;
use crate::progress::statuses;
use crate::site::{Route, Site};
use crate::text::{self, Quantity, words};

use super::chart::sparkline;
use super::element::{Element, element};
use super::link::route_link;
use super::numbered_series_class;
use super::source::source_line;
use super::status::status_words;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/figure.css");

/// A number set large, with its unit smaller beside it. It has one name, or a screen reader would
/// stop at the number and again at its unit.
pub fn big_figure(value: Decimal, of: &Unit, qualifier: Qualifier) -> Element {
    let part = |class: &'static str| element("span").class(class).class(CSS);
    let Quantity {
        before,
        number,
        unit,
    } = Quantity::of(value, of);
    let name = text::spoken(&|| text::qualified(value, qualifier, of));
    let mut figure = part("big-figure")
        .set("role", "img")
        .set("aria-label", name);
    if qualifier != Qualifier::Exactly {
        figure = figure.with(part("unit").text(text::qualifier(qualifier)));
    }
    figure
        .with(part("number").text(before + &number))
        .with(part("unit").text(unit))
}

/// Where a figure is shown, which decides what else is said with it.
#[derive(Clone, Copy)]
pub enum FigureTile {
    /// Among the latest figures of its KPI, in an embed: with its series' name, and how its status
    /// is worked out.
    OfKpi,
    /// Elsewhere: with what it says, and a link to the page of its KPI.
    Linked(&'static Line),
}

/// The latest figure of a series in a box: the figure, what it says, its date, its status, and
/// the later periods without a figure.
pub fn figure_tile(
    site: Site,
    kpi: &'static Kpi,
    series: &'static Series,
    tile: FigureTile,
) -> Element {
    let statuses = statuses(kpi, series, site.bundle.published);
    let status = &statuses[0];
    let latest = status.latest;
    let figure = match latest {
        Some(latest) => big_figure(latest.value, &kpi.unit, latest.qualifier),
        None => {
            let words = text::status_sentence(status, &kpi.unit);
            element("span").class("no-figure").class(CSS).text(words)
        }
    };
    let target = status.target;
    let target = target.map(|target| text::target_line(target, &kpi.unit));
    let fact = |words: String| element("span").text(words);
    let facts = paragraph("facts")
        .with_some(latest.map(|latest| fact(text::as_of_marked(latest))))
        .with_some(target.map(fact));
    let statement = paragraph("statement");
    let statement = match tile {
        FigureTile::OfKpi => statement.text(&*series.label),
        FigureTile::Linked(line) => statement.rich(site, line),
    };
    let place = kpi.series.iter().position(|other| other.id == series.id);
    let colour = series_looks(site.bundle, kpi)[place.unwrap_or_default()];
    let colour = numbered_series_class(colour);
    let words = status_words(status, &kpi.unit);
    let others = statuses.iter().skip(1).map(|status| {
        let target = status
            .target
            .map(|target| text::target_line(target, &kpi.unit));
        let facts = paragraph("facts").with_some(target.map(fact));
        element("div")
            .with(facts)
            .with(status_words(status, &kpi.unit))
    });
    let spark = place.and_then(|place| sparkline(site, kpi, place));
    let missing = text::missing_since(status);
    // Not a `div`: a reader view takes one with links for a menu, and omits it.
    element("section")
        .class(format!("tile {colour} {CSS}"))
        .with(paragraph("figure").with(figure).with_some(spark))
        .with(statement)
        .with(paragraph("status-line").with(words))
        .with(facts)
        .with_all(others)
        .with_some(latest.map(|latest| source_line(site, &latest.observation.source)))
        .with_some(missing.map(|words| paragraph("missing").text(words)))
        .with(match tile {
            FigureTile::OfKpi => worked_out(series),
            FigureTile::Linked(_) => {
                let link = route_link(site, Route::Kpi(kpi)).class("more");
                link.class(CSS).text(&*kpi.title)
            }
        })
}

fn paragraph(class: &'static str) -> Element {
    element("p").class(class).class(CSS)
}

/// How the status is worked out, folded.
fn worked_out(series: &'static Series) -> Element {
    let steps = series.steps.iter();
    let steps = steps.map(|step| element("li").text(&**step));
    let summary = element("summary").class("how-summary").class(CSS);
    element("details")
        .class("how")
        .class(CSS)
        .with(summary.text(words::WORKED_OUT))
        .with(element("ul").class("points").with_all(steps))
}
