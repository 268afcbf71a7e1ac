//! The drawings of charts: as on the pages, with colours written out, because a picture
//! has no style sheet.

use crate::bundle::{Decimal, Kpi};
use crate::chart::{
    Break, Certainty, Extent, HALF_BULLET, Label, Size, Span, Trend, TrendSeries, single_bullet,
    width_of,
};
use crate::dataset::{Reading, series_looks};
use crate::drawing::{Anchor, Area, Style, Svg, Theme, token};
use crate::picture::draw;
use crate::progress::Status;
use crate::site::Site;
use crate::text;
use crate::view::{
    bullet_data, corners, dash_place, marker_path, numbered_series_class, published_trend, px,
    target_bar,
};

/// The size of all text in a chart.
pub const FONT: f64 = 20.0;

/// The placed trend of a KPI, if it has one: a line from one dated figure to another that
/// differs. A level line says no more than its figure.
pub fn placed_trend(site: Site, kpi: &'static Kpi, width: f64, height: f64) -> Option<Trend> {
    let size = Size {
        width,
        height,
        font: FONT,
        time_steps: 5,
    };
    // The tiles beside the chart name the series and the unit.
    let placed = published_trend(site, kpi, size, |datum| match &datum.reading {
        Reading::Published { value, qualifier } => {
            let how = text::qualifier(*qualifier);
            let figure = format!("{how}{}", text::axis_value(*value, &kpi.unit));
            text::marked(figure, datum.figure_status())
        }
        Reading::Change { .. } | Reading::Missing(_) => String::new(),
    })?;
    let mut placed = placed;
    // With more, words would stand at the wrong lines; the tiles say each status.
    if placed.bands.len() > 2 {
        placed.bands.iter_mut().for_each(|band| band.label = None);
    }
    let is_level = |line: &Vec<(f64, f64)>| line.iter().all(|(_, y)| *y == line[0].1);
    let mut lines = placed.series.iter().flat_map(|series| &series.lines);
    (!lines.all(is_level)).then_some(placed)
}

/// Draws a placed trend with its upper left corner at a point.
pub fn draw_trend(
    svg: &mut Svg,
    site: Site,
    kpi: &'static Kpi,
    placed: &Trend,
    (x, y): (f64, f64),
) {
    let transform = format!("translate({} {})", px(x), px(y));
    let frame = [("id", "chart"), ("transform", transform.as_str())];
    svg.group(&frame, |svg| {
        draw_axes(svg, kpi, placed);
        for band in &placed.bands {
            svg.rect(area(&band.extent), token("band-tint"));
        }
        for span in &placed.spans {
            draw_span(svg, span);
        }
        for band in &placed.bands {
            draw_target(svg, &band.extent);
        }
        for Break { rule, .. } in &placed.breaks {
            let dashes = [("stroke", token("quiet")), ("stroke-dasharray", "7 5")];
            vertical(svg, rule[0].0, (rule[0].1, rule[1].1), &dashes);
        }
        for (index, series) in placed.series.iter().enumerate() {
            draw_series(svg, series_looks(site.bundle, kpi)[index], series);
        }
        for (index, series) in placed.series.iter().enumerate() {
            if let Some(label) = &series.label {
                let colour = series_looks(site.bundle, kpi)[index];
                draw_label(
                    svg,
                    label,
                    Anchor::Start,
                    token(&numbered_series_class(colour)),
                );
            }
        }
        let spans = placed.spans.iter().flat_map(|span| &span.label);
        let breaks = placed.breaks.iter().filter_map(|of| of.label.as_ref());
        let bands = placed.bands.iter().filter_map(|of| of.label.as_ref());
        for label in spans {
            draw_label(svg, label, Anchor::Middle, token("quiet"));
        }
        for label in breaks.chain(bands) {
            draw_label(svg, label, Anchor::Start, token("quiet"));
        }
    });
}

fn vertical(svg: &mut Svg, x: f64, (top, bottom): (f64, f64), attributes: &[(&str, &str)]) {
    let (x, top, bottom) = (px(x), px(top), px(bottom));
    let mut all = vec![
        ("x1", x.as_str()),
        ("x2", &x),
        ("y1", &top),
        ("y2", &bottom),
        ("stroke-width", "1.5"),
    ];
    all.extend_from_slice(attributes);
    svg.element("line", &all);
}

fn horizontal(svg: &mut Svg, (left, right): (f64, f64), y: f64, colour: &str) {
    let (left, right, y) = (px(left), px(right), px(y));
    svg.element(
        "line",
        &[
            ("x1", &left),
            ("x2", &right),
            ("y1", &y),
            ("y2", &y),
            ("stroke", colour),
            ("stroke-width", "1.5"),
        ],
    );
}

fn draw_axes(svg: &mut Svg, kpi: &Kpi, placed: &Trend) {
    let plot = placed.plot;
    let style = Style::regular(FONT);
    let quiet = [("fill", token("quiet"))];
    for tick in &placed.value_ticks {
        horizontal(svg, (plot.left, plot.right), tick.at, token("line"));
        let value = Decimal::rounded(tick.value, 6);
        let words = value.map(|value| text::axis_value(value, &kpi.unit));
        let words = words.unwrap_or_default();
        let end = plot.left - 10.0;
        // A truncated number would be another number.
        if svg.typesetter.width(&words, style) <= end {
            let baseline = tick.at + style.cap() / 2.0;
            svg.anchored(&words, (end, baseline), Anchor::End, style, &quiet);
        }
    }
    let floor = plot.bottom;
    horizontal(svg, (plot.left, plot.right), floor, token("edge"));
    let mut written = f64::NEG_INFINITY;
    for tick in &placed.time_ticks {
        let stroke = [("stroke", token("edge"))];
        vertical(svg, tick.at, (floor, floor + 6.0), &stroke);
        let year = (tick.value as i64).to_string();
        let width = svg.typesetter.width(&year, style);
        let middle = tick.at.clamp(width / 2.0, placed.size.width - width / 2.0);
        // Long numbers at the other axis leave little room for this one.
        if middle - width / 2.0 < written + 10.0 {
            continue;
        }
        written = middle + width / 2.0;
        let baseline = floor + 15.0 + style.cap();
        svg.anchored(&year, (middle, baseline), Anchor::Middle, style, &quiet);
    }
}

/// An extent as an area.
fn area(extent: &Extent) -> Area {
    Area {
        x: extent.left,
        y: extent.top,
        width: extent.width(),
        height: extent.height(),
    }
}

fn draw_span(svg: &mut Svg, span: &Span) {
    svg.rect(area(&span.extent), token("tint"));
    let mut hatch = String::new();
    for [from, to] in &span.hatch {
        hatch += &format!("M{} {}L{} {}", px(from.0), px(from.1), px(to.0), px(to.1));
    }
    let stroke = [("stroke", token("line")), ("stroke-width", "1.5")];
    svg.shape(&hatch, 0.0, 0.0, 1.0, &stroke);
    let Extent { top, bottom, .. } = span.extent;
    for x in [span.extent.left, span.extent.right] {
        vertical(svg, x, (top, bottom), &[("stroke", token("edge"))]);
    }
    if let Some([(x, top), (_, bottom)]) = span.stem {
        vertical(svg, x, (top, bottom), &[("stroke", token("edge"))]);
    }
}

/// The edges of a target, or the line that a single number is, with a margin of paper.
fn draw_target(svg: &mut Svg, extent: &Extent) {
    let ends = (extent.left, extent.right);
    if extent.height() > 0.0 {
        horizontal(svg, ends, extent.top, token("band"));
        horizontal(svg, ends, extent.bottom, token("band"));
        return;
    }
    for (half, colour) in [(4.0, "paper"), (2.0, "ink")] {
        let line = Area {
            x: extent.left,
            y: extent.top - half,
            width: extent.width(),
            height: 2.0 * half,
        };
        svg.rect(line, token(colour));
    }
}

/// The line patterns of series: those of pages, longer, as a preview's lines are wider.
const DASHES: [&str; 4] = ["none", "11 6", "3 6", "16 4 3 4"];

fn draw_series(svg: &mut Svg, place: usize, series: &TrendSeries) {
    let colour = token(&numbered_series_class(place));
    for area in &series.areas {
        let look = [
            ("points", &*corners(area)),
            ("fill", colour),
            ("fill-opacity", "0.2"),
        ];
        svg.element("polygon", &look);
    }
    for line in &series.lines {
        svg.element(
            "polyline",
            &[
                ("points", &corners(line)),
                ("fill", "none"),
                ("stroke", colour),
                ("stroke-width", "4"),
                ("stroke-linejoin", "round"),
                ("stroke-dasharray", DASHES[dash_place(place)]),
            ],
        );
    }
    for line in &series.forecasts {
        let look = [
            ("points", &*corners(line)),
            ("fill", "none"),
            ("stroke", colour),
            ("stroke-width", "2.5"),
            ("stroke-dasharray", "6 7"),
        ];
        svg.element("polyline", &look);
    }
    let (latest, end) = (series.latest(), series.marks.len().saturating_sub(1));
    for (index, mark) in series.marks.iter().enumerate() {
        if let Some(ends) = mark.interval {
            vertical(svg, mark.x, ends, &[("stroke", colour)]);
        }
        let scale = if index == latest { 2.1 } else { 1.4 };
        if series.is_crowded && index != latest && index != end && !mark.is_alone {
            continue;
        }
        let look = match mark.certainty {
            Certainty::Settled => [
                ("fill", colour),
                ("stroke", token("paper")),
                ("stroke-width", "1.2"),
            ],
            Certainty::Open | Certainty::Forecast => [
                ("fill", token("paper")),
                ("stroke", colour),
                ("stroke-width", "1.5"),
            ],
        };
        svg.shape(marker_path(place), mark.x, mark.y, scale, &look);
    }
    if let Some([from, to]) = series.leader {
        let path = format!("M{} {}L{} {}", px(from.0), px(from.1), px(to.0), px(to.1));
        let stroke = [("stroke", colour), ("stroke-width", "1.5")];
        svg.shape(&path, 0.0, 0.0, 1.0, &stroke);
    }
}

/// A label with an outline in the background colour, which keeps it legible on the grid and in
/// bands; its words begin where its room does, or are in the middle of it.
fn draw_label(svg: &mut Svg, label: &Label, anchor: Anchor, colour: &str) {
    let style = Style::strong(FONT);
    // Never wider than the room that was found for it.
    let room = width_of(&label.text, FONT);
    let words = svg.typesetter.line(&label.text, style, room + 4.0);
    let x = match anchor {
        Anchor::Middle => label.x + room / 2.0,
        Anchor::Start | Anchor::End => label.x,
    };
    let baseline = label.y + style.cap() / 2.0;
    let look = [
        ("fill", colour),
        ("stroke", token("paper")),
        ("stroke-width", "5"),
        ("stroke-linejoin", "round"),
        ("paint-order", "stroke"),
    ];
    svg.anchored(&words, (x, baseline), anchor, style, &look);
}

/// How much larger than on a page a bullet is.
const BULLET_SCALE: f64 = 2.5;

/// Draws a value held against its target as the scorecard does, with the target's words above
/// it. Nothing where there is no target.
pub fn draw_bullet(svg: &mut Svg, kpi: &Kpi, status: &Status, area: Area) {
    let Some(goal) = status.target else { return };
    let width = area.width / BULLET_SCALE;
    let Some(drawing) = target_bar(kpi, status, width) else {
        return;
    };
    let placed = single_bullet(&bullet_data(kpi, status), width);
    let ticks = placed.into_iter().flat_map(|placed| placed.ticks);
    let right = ticks.map(|tick| tick.extent.right).fold(0.0, f64::max);
    let top = area.y + area.height / 2.0 - HALF_BULLET * BULLET_SCALE;
    let transform = format!(
        "translate({} {}) scale({})",
        px(area.x),
        px(top),
        px(BULLET_SCALE)
    );
    svg.group(&[("transform", &transform)], |svg| {
        draw(svg, Theme::Light, &[], &drawing, (0.0, 0.0));
    });
    let style = Style::strong(24.0);
    let words = text::target_line(goal, &kpi.unit);
    let words = svg.typesetter.line(&words, style, area.width);
    let room = svg.typesetter.width(&words, style);
    let end = (area.x + right * BULLET_SCALE)
        .max(area.x + room)
        .min(area.right());
    let baseline = top - 14.0;
    svg.anchored(
        &words,
        (end, baseline),
        Anchor::End,
        style,
        &[("fill", token("ink"))],
    );
}
