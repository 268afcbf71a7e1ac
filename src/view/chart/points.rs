//! The points of charts: the list of figures that a chart is for people who do not see it, laid
//! over its drawings for those who do.

use crate::dataset::{Dataset, Datum, Moment};
use crate::site::Site;
use crate::text::{Common, Said};

use super::super::element::{Element, aside, element};
use super::super::numbered_series_class;
use super::marks::{Drawn, Place, circle, line, overlay, rectangle};
use super::rows::RowChart;

/// What can be pointed at in a chart, whatever its width: a time, or a row.
pub struct Point {
    /// Its name, for people who do not see it.
    pub name: String,
    /// What its tip says.
    pub said: Said,
    /// Whether there is a figure.
    pub is_figure: bool,
}

/// The drawings of a chart, one for each width, and over them the list of its points, which is
/// the chart for people who do not see it. The sheet shows a point's tip while a pointer or the
/// keyboard's focus is on it.
pub fn chart_list(
    drawings: Vec<Drawn>,
    points: Vec<Point>,
    name: String,
    description: Option<String>,
) -> Element {
    let mut all = aside("drawings");
    // One of them can be reached with the Tab key: the latest figure, or else the last point.
    let stop = points.iter().rposition(|point| point.is_figure);
    let stop = stop.unwrap_or(points.len().saturating_sub(1));
    let mut list = element("ol")
        .class("tips")
        // Safari takes a list without bullets for none.
        .set("role", "list")
        .set("aria-label", name)
        .set_some("aria-description", description);
    let has_points = !points.is_empty();
    for (index, point) in points.into_iter().enumerate() {
        let mut item = element("div")
            .class("point")
            .set("role", "img")
            .set("aria-label", point.name)
            .set("tabindex", if index == stop { "0" } else { "-1" });
        for drawn in &drawings {
            if let Some(place) = drawn.places.get(index) {
                item = item.with(over(place, drawn));
            }
        }
        list = list.with(element("li").with(item.with(tip(point.said))));
    }
    for drawn in drawings {
        all = all.with(drawn.svg);
    }
    all.with_some(has_points.then_some(list))
}

/// What a point has over a drawing: where it is reached, and what marks it.
fn over(place: &Place, drawn: &Drawn) -> Element {
    let mut over = overlay("over", drawn.width, drawn.size).with(rectangle("cell", place.cell));
    if let Some([from, to]) = place.guide {
        over = over.with(line("guide", from, to));
    }
    // Where there is no mark, all of the place is marked.
    over = over.with_some(
        place
            .marks
            .is_empty()
            .then(|| rectangle("ring", place.cell)),
    );
    for at in &place.marks {
        over = over.with(circle("ring", *at, "9"));
    }
    over
}

/// What a point says, for people who see it.
fn tip(said: Said) -> Element {
    let mut tip = element("div")
        .class("tip")
        .with(element("p").class("when").text(said.heading));
    for line in said.lines {
        let figure = element("strong").text(line.figure);
        let class = numbered_series_class(line.look);
        let words = element("p").class(class).with(figure);
        tip = tip.with(words.text(" ").text(line.more));
    }
    for line in said.about {
        tip = tip.with(element("p").class("about").text(line));
    }
    tip
}

/// A chart over time of some drawings: a point for each moment. `only` is the place of the series
/// that it is of; `None` for all that are shown.
pub fn chart_of_moments(
    site: Site,
    dataset: &Dataset,
    drawings: Vec<Drawn>,
    moments: &[Moment],
    only: Option<usize>,
) -> Element {
    let mut points = Vec::new();
    let mut told = Vec::new();
    for moment in moments {
        let has_reasons = moment.tells_reason(&mut told);
        points.push(Point {
            name: dataset.heard(site, Common::Time, &moment.data, has_reasons),
            said: dataset.said(site, Common::Time, &moment.data, true),
            is_figure: moment.has_figure,
        });
    }
    let name = match only {
        Some(place) => dataset.series[place].label.to_owned(),
        None => dataset.chart_name(),
    };
    let described = only.is_none().then(|| dataset.described());
    chart_list(drawings, points, name, described)
}

/// A chart of rows of some drawings: a point for each row that can have a figure.
pub fn chart_of_rows(
    site: Site,
    dataset: &Dataset,
    drawings: Vec<Drawn>,
    chart: &RowChart<'_>,
) -> Element {
    let rows = chart.points().into_iter();
    let points = rows.map(|(_, data)| point(site, dataset, chart.common, &data));
    let (name, described) = (dataset.chart_name(), dataset.described());
    chart_list(drawings, points.collect(), name, Some(described))
}

/// The point of some figures.
pub fn point(site: Site, dataset: &Dataset, common: Common, data: &[&Datum]) -> Point {
    Point {
        name: dataset.heard(site, common, data, true),
        said: dataset.said(site, common, data, true),
        is_figure: data.iter().any(|datum| datum.value().is_some()),
    }
}
