//! What the charts of the pages draw.

use civic_scorecard::bundle::{ChartKind, Figure, Id, Kpi, Period};
use civic_scorecard::dataset::kind;
use civic_scorecard::site::Route;
use scraper::ElementRef;

use super::on_every_page;
use crate::sites;
use crate::support::{self, page, text, within};

#[test]
fn a_chart_draws_each_dated_figure_and_each_dated_gap() {
    for (_, site, _) in sites() {
        for kpi in &site.bundle.kpis {
            let page = page(site, Route::Kpi(kpi));
            let (figures, gaps) = dated(kpi);
            let drawings = page.all(".chart svg.drawing");
            // Every figure and every gap is in a point.
            let lines = page.all(".chart .tips .tip p[class^=series]");
            let (missing, found): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| {
                let figure = text(within(*line, "strong")[0]);
                ["No figure", "Withheld"]
                    .iter()
                    .any(|none| figure.contains(none))
            });
            let id = kpi.id.as_str();
            if !drawings.is_empty() {
                assert_eq!(found.len(), figures, "{id}");
                // Those of one time or span that lack a figure for one reason share a line.
                assert_eq!(missing.is_empty(), gaps == 0, "{id}");
                assert!(missing.len() <= gaps, "{id}");
            }
            for drawing in drawings {
                // Where marks would touch, a line with one mark stands for all; a bar in its track
                // stands for the mark of a figure that is a part of something.
                let marks = within(drawing, ".mark").len() + within(drawing, ".track").len();
                let is_crowded = kind(kpi) == ChartKind::Trend && figures >= 12 && marks == 1;
                if kind(kpi) != ChartKind::Proportion && !is_crowded {
                    assert_eq!(marks, figures, "{}", kpi.id.as_str());
                }
            }
        }
    }
}

/// How many dated figures and dated gaps the chart of a KPI draws.
fn dated(kpi: &Kpi) -> (usize, usize) {
    let (mut figures, mut gaps) = (0, 0);
    for series in &kpi.series {
        let dated = series
            .observations
            .iter()
            .filter(|o| o.period != Period::NotStated);
        let (published, missing): (Vec<_>, Vec<_>) =
            dated.partition(|o| matches!(o.figure, Figure::Published { .. }));
        // A comparison is of the first and the latest figure.
        let is_comparison = kind(kpi) == ChartKind::Comparison;
        figures += if is_comparison {
            published.len().min(2)
        } else {
            published.len()
        };
        gaps += if is_comparison { 0 } else { missing.len() };
    }
    (figures, gaps)
}

#[test]
fn everything_that_a_chart_draws_lies_within_its_drawing() {
    on_every_page(|_, _, page| {
        for drawing in page.all(".chart svg.drawing") {
            let size: Vec<f64> = drawing
                .attr("viewBox")
                .unwrap_or_default()
                .split(' ')
                .map(|number| number.parse().expect("a number"))
                .collect();
            let [0.0, 0.0, width, height] = size[..] else {
                panic!("a view box from the corner on: {size:?}");
            };
            // The tip of a low drawing stands below it.
            let height = height.max(12.0 * 14.0);
            let mut points: Vec<(f64, f64)> = Vec::new();
            let attr = |element: ElementRef<'_>, name: &str| -> f64 {
                let value = element.attr(name).unwrap_or("0");
                value.parse().unwrap_or_else(|_| panic!("{name}={value:?}"))
            };
            for line in within(drawing, "line") {
                points.push((attr(line, "x1"), attr(line, "y1")));
                points.push((attr(line, "x2"), attr(line, "y2")));
            }
            // What a pointer crosses on its way to a tip is not seen.
            for rect in within(drawing, "rect:not(.bridge)") {
                let (x, y) = (attr(rect, "x"), attr(rect, "y"));
                points.push((x, y));
                points.push((x + attr(rect, "width"), y + attr(rect, "height") - 2.0));
            }
            for label in within(drawing, "text") {
                points.push((attr(label, "x"), attr(label, "y")));
            }
            for gap in within(drawing, "circle") {
                points.push((attr(gap, "cx"), attr(gap, "cy")));
            }
            for mark in within(drawing, ".mark") {
                let transform = mark.attr("transform").unwrap_or_default();
                let inner = transform.trim_start_matches("translate(");
                let (x, y) = inner
                    .split(')')
                    .next()
                    .and_then(|pair| pair.split_once(' '))
                    .expect("a translation");
                points.push((x.parse().expect("x"), y.parse().expect("y")));
            }
            // What needs more room than there is, is seen outside of the drawing too: a tip that
            // is taller than half of it, and the labels of more lines than fit beside each other.
            let corners = |element: ElementRef<'_>| {
                let (x, y) = (attr(element, "x"), attr(element, "y"));
                match element.value().name() {
                    "rect" => vec![
                        (x, y),
                        (
                            x + attr(element, "width"),
                            y + attr(element, "height") - 2.0,
                        ),
                    ],
                    _ => vec![(x, y)],
                }
            };
            let tips = within(drawing, ".tip").into_iter();
            let tips = tips.map(|tip| (within(tip, "text, rect:not(.bridge)"), height / 2.0));
            let labels = (within(drawing, "text.end-label"), height * 0.9);
            let mut tall: Vec<(f64, f64)> = Vec::new();
            for (elements, room) in tips.chain([labels]) {
                let places: Vec<(f64, f64)> = elements.into_iter().flat_map(corners).collect();
                let ys = || places.iter().map(|(_, y)| *y);
                let (top, bottom) = (ys().fold(f64::MAX, f64::min), ys().fold(f64::MIN, f64::max));
                if bottom - top > room {
                    tall.extend(places);
                }
            }
            for (x, y) in points {
                let y = if tall.contains(&(x, y)) { 0.0 } else { y };
                assert!(
                    (0.0..=width).contains(&x) && (0.0..=height).contains(&y),
                    "{x}, {y} lies outside {width} by {height}: {}",
                    drawing.html()
                );
            }
        }
    });
}

#[test]
fn bars_that_stand_side_by_side_are_as_long_as_their_figures_say() {
    for (name, site, _) in sites() {
        let home = page(site, site.route("/"));
        for row in home.all(".comparison .row") {
            let bars: Vec<(f64, f64)> = within(row, ".bar")
                .into_iter()
                .map(|bar| {
                    let said = support::text(within(bar, ".number")[0]);
                    let figure: String = said
                        .chars()
                        .filter(|c| c.is_ascii_digit() || *c == '.')
                        .collect();
                    let length = within(bar, "rect.value")[0]
                        .attr("width")
                        .unwrap_or_default();
                    (
                        figure.parse().expect("a figure"),
                        length.parse().expect("a length"),
                    )
                })
                .collect();
            for pair in bars.windows(2) {
                let [(a, a_length), (b, b_length)] = pair else {
                    unreachable!("windows of two");
                };
                assert!(
                    (a * b_length - b * a_length).abs() < 1.0,
                    "{name}: {}: {bars:?}",
                    support::text(row)
                );
            }
        }
    }
}
