//! Values over time as a figure: title, finding, drawing, notes.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::bundle::{Decimal, Figure, Kpi, Series, Unit};
use crate::chart::{
    Band, BandData, Label, PointData, SeriesData, Size, Trend, TrendData, TrendSeries, trend,
};
use crate::progress::standing;
use crate::site::Site;
use crate::text::{self, words};

use super::erase::{CollectErased, Erase};
use super::{numbered_series_class, series_class};

/// The trend of a KPI. Renders nothing where no dated figure is published.
#[component]
pub fn TrendFigure(
    /// The site.
    site: Site,
    /// The KPI.
    kpi: &'static Kpi,
) -> impl IntoView {
    let css = style_sheet!("style/components/trend.css");
    let dated = dated_observations(kpi);
    let data = trend_data(kpi, &dated);
    let (Some(wide), Some(narrow)) = (trend(&data, Size::WIDE), trend(&data, Size::NARROW)) else {
        return ().into_any();
    };
    let standings: Vec<_> = kpi
        .series
        .iter()
        .map(|series| (series, standing(kpi, series)))
        .collect();
    let axis = wide
        .value_ticks
        .first()
        .filter(|tick| tick.value != 0.0)
        .and_then(|tick| Decimal::from_f64(tick.value))
        .map(|start| text::axis_starts_at(start, &kpi.unit));
    let finding = text::finding(kpi, &standings);
    let description = text::chart_description(kpi);
    let drawings = [(wide, "wide"), (narrow, "narrow")].map(|(placed, width)| {
        let label = format!("{}. {finding} {description}", &*kpi.title);
        view! { <Drawing site kpi placed label width dated=dated.clone()/> }
    });
    let breaks = kpi
        .breaks
        .iter()
        .map(|broken| {
            view! { class = css,
                <p class="break-note">
                    {text::break_before(broken.at)} " "
                    <super::rich_text::RichLine site line=&broken.reason/>
                </p>
            }
        })
        .collect_erased();
    view! { class = css,
        <figure class="trend">
            <figcaption>
                <p class="finding">{finding}</p>
            </figcaption>
            <div class="drawings">{drawings.into_iter().collect_erased()}</div>
            <div class="notes">
                {axis.map(|words| view! { class = css, <p>{words}</p> }).erase()}
                {breaks}
            </div>
        </figure>
    }
    .into_any()
}

/// The observations of each series that stand on a dated axis, in order of time.
pub type Dated = Vec<Vec<&'static crate::bundle::Observation>>;

/// The dated observations of each series of a KPI.
pub fn dated_observations(kpi: &'static Kpi) -> Dated {
    let of_series = |series: &'static Series| {
        let mut dated: Vec<_> = series
            .observations
            .iter()
            .filter_map(|observation| Some((observation.period.middle()?, observation)))
            .collect();
        dated.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        dated
            .into_iter()
            .map(|(_, observation)| observation)
            .collect()
    };
    kpi.series.iter().map(of_series).collect()
}

/// What a KPI's trend shows, from its dated observations.
pub fn trend_data(kpi: &'static Kpi, dated: &Dated) -> TrendData {
    let series = kpi
        .series
        .iter()
        .zip(dated)
        .map(|(series, observations)| SeriesData {
            label: end_label(kpi, series),
            points: observations
                .iter()
                .map(|observation| PointData {
                    time: observation.period.middle().unwrap_or_default(),
                    value: match observation.figure {
                        Figure::Published { value, .. } => Some(value.to_f64()),
                        Figure::NotPublished { .. } => None,
                    },
                })
                .collect(),
        })
        .collect();
    let bands = kpi
        .targets
        .iter()
        .filter_map(|target| {
            let (low, high) = target.goal.bounds();
            let (from, _) = target.set.bounds()?;
            let (_, to) = target.superseded.unwrap_or(target.due).bounds()?;
            Some(BandData {
                low: low.to_f64(),
                high: high.to_f64(),
                from,
                to: to.max(from),
                label: format!("{} {}", words::TARGET, text::goal(target.goal, &kpi.unit)),
            })
        })
        .collect();
    let limits = match kpi.unit {
        Unit::Percent => (0.0, 100.0),
        Unit::Named(_) => (f64::MIN, f64::MAX),
    };
    TrendData {
        series,
        bands,
        breaks: kpi
            .breaks
            .iter()
            .filter_map(|broken| Some(broken.at.bounds()?.0))
            .collect(),
        limits,
    }
}

/// What stands at the end of a line: the series' name where there are several, and
/// its latest figure.
fn end_label(kpi: &'static Kpi, series: &'static Series) -> String {
    let latest = standing(kpi, series)
        .latest
        .map(|latest| text::figure(&latest.observation.figure, &kpi.unit))
        .unwrap_or_default();
    if kpi.series.len() > 1 {
        format!("{} {latest}", &*series.label)
    } else {
        latest
    }
}

/// One drawing, for wide or for narrow columns; the sheet shows the one that fits.
#[component]
fn Drawing(
    /// The site.
    site: Site,
    /// The KPI.
    kpi: &'static Kpi,
    /// The placed marks.
    placed: Trend,
    /// What the drawing says, for people who do not see it.
    label: String,
    /// "wide" or "narrow".
    width: &'static str,
    /// What each mark stands for.
    dated: Dated,
) -> impl IntoView {
    let css = style_sheet!("style/components/trend.css");
    let Trend { size, plot, .. } = placed;
    let grid = placed
        .value_ticks
        .iter()
        .map(|tick| {
            let value = Decimal::from_f64((tick.value * 1e6).round() / 1e6);
            let words = value.map(|value| text::axis_value(value, &kpi.unit));
            view! { class = css,
                <line class="grid" x1=px(plot.left) x2=px(plot.right) y1=px(tick.at) y2=px(tick.at)/>
                <text class="tick" x=px(plot.left - 8.0) y=px(tick.at) text-anchor="end">{words}</text>
            }
        })
        .collect_erased();
    let years = placed
        .time_ticks
        .iter()
        .map(|tick| {
            let y = placed.gap_rows.bottom;
            view! { class = css,
                <line class="axis" x1=px(tick.at) x2=px(tick.at) y1=px(y) y2=px(y + 6.0)/>
                <text class="tick" x=px(tick.at) y=px(y + size.font * 1.2) text-anchor="middle">
                    {(tick.value as i64).to_string()}
                </text>
            }
        })
        .collect_erased();
    let bands = placed
        .bands
        .iter()
        .map(|band| view! { <TargetBand band=band.clone()/> })
        .collect_erased();
    let breaks = placed
        .breaks
        .iter()
        .map(|x| {
            view! { class = css,
                <line class="break" x1=px(*x) x2=px(*x) y1=px(plot.top) y2=px(plot.bottom)/>
            }
        })
        .collect_erased();
    let series = placed
        .series
        .iter()
        .zip(&kpi.series)
        .zip(&dated)
        .enumerate()
        .map(|(index, ((placed, series), observations))| {
            let class = match &series.audience {
                Some(audience) => series_class(site.bundle, audience),
                None => numbered_series_class(index),
            };
            let titles = observations
                .iter()
                .map(|observation| text::point(kpi, series, observation))
                .collect();
            view! { <SeriesMarks placed=placed.clone() class titles/> }
        })
        .collect_erased();
    let has_gaps = placed.gap_rows.height() > 0.0;
    let gap_title = has_gaps
        .then(|| {
            view! { class = css,
                <text class="tick" x="0" y=px(plot.bottom + size.font * 1.4)>{words::GAP_ROW}</text>
            }
        })
        .erase();
    view! { class = css,
        <svg
            class=format!("drawing {width}")
            viewBox=format!("0 0 {} {}", px(size.width), px(size.height))
            role="img"
            aria-label=label
            font-size=px(size.font)
        >
            {bands}
            {grid}
            <line
                class="axis"
                x1=px(plot.left)
                x2=px(plot.right)
                y1=px(placed.gap_rows.bottom)
                y2=px(placed.gap_rows.bottom)
            />
            {years}
            {gap_title}
            {breaks}
            {series}
        </svg>
    }
}

/// A target with its words in it or beside it.
#[component]
fn TargetBand(
    /// The placed target.
    band: Band,
) -> impl IntoView {
    let css = style_sheet!("style/components/trend.css");
    let Band { extent, label } = band;
    // A single number is a line, which a rectangle without height would not show.
    let height = extent.height().max(2.0);
    view! { class = css,
        <rect
            class="band"
            x=px(extent.left)
            y=px(extent.top)
            width=px(extent.width())
            height=px(height)
        />
        <path
            class="band-edge"
            d=format!(
                "M{} {}H{}M{} {}H{}",
                px(extent.left), px(extent.top), px(extent.right),
                px(extent.left), px(extent.top + height), px(extent.right),
            )
        />
        <ChartLabel label class="band-label"/>
    }
}

/// The line, points, gaps and name of one series.
#[component]
fn SeriesMarks(
    /// The placed series.
    placed: TrendSeries,
    /// The class that gives it its colour and its marker.
    class: String,
    /// What each of its points says, for a pointer that rests on it.
    titles: Vec<String>,
) -> impl IntoView {
    let css = style_sheet!("style/components/trend.css");
    let lines = placed
        .lines
        .iter()
        .map(|line| {
            let points: Vec<String> = line
                .iter()
                .map(|(x, y)| format!("{},{}", px(*x), px(*y)))
                .collect();
            view! { class = css, <polyline class="line" points=points.join(" ")/> }
        })
        .collect_erased();
    let shape = MARKERS[marker_index(&class)];
    let last = placed.marks.len().saturating_sub(1);
    let marks = placed
        .marks
        .iter()
        .enumerate()
        .map(|(index, mark)| {
            let scale = if index == last { " scale(1.4)" } else { "" };
            view! { class = css,
                <path
                    class="mark"
                    d=shape
                    transform=format!("translate({} {}){scale}", px(mark.x), px(mark.y))
                >
                    <title>{titles[mark.index].clone()}</title>
                </path>
            }
        })
        .collect_erased();
    let gaps = placed
        .gaps
        .iter()
        .map(|gap| {
            view! { class = css,
                <circle class="gap" cx=px(gap.x) cy=px(gap.y) r="4.5">
                    <title>{titles[gap.index].clone()}</title>
                </circle>
            }
        })
        .collect_erased();
    let label = placed
        .label
        .map(|label| view! { <ChartLabel label class="end-label"/> })
        .erase();
    view! { class = css, <g class=class>{lines}{marks}{gaps}{label}</g> }
}

/// A line of text in a drawing.
#[component]
fn ChartLabel(
    /// The placed label.
    label: Label,
    /// Its class.
    class: &'static str,
) -> impl IntoView {
    let css = style_sheet!("style/components/trend.css");
    view! { class = css, <text class=class x=px(label.x) y=px(label.y)>{label.text}</text> }
}

/// Circle, square, diamond, triangle: the markers of the series classes, in their order.
pub const MARKERS: [&str; 4] = [
    "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "M-4 -4H4V4H-4z",
    "M0 -5.5 5.5 0 0 5.5 -5.5 0z",
    "M0 -5 5 4H-5z",
];

/// The place in [`MARKERS`] of the marker of a series class.
pub fn marker_index(class: &str) -> usize {
    let number = class.bytes().last().unwrap_or(b'1');
    usize::from(number.saturating_sub(b'1')) % MARKERS.len()
}

/// A length as SVG takes it, to a hundredth of a pixel. Written by hand because the
/// standard library's float printing is large in wasm.
pub fn px(length: f64) -> String {
    let hundredths = (length * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let hundredths = hundredths.unsigned_abs();
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match (rest, rest % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", rest / 10),
        (1..10, _) => format!("{sign}{whole}.0{rest}"),
        _ => format!("{sign}{whole}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::px;

    #[test]
    fn lengths_are_short_and_exact_to_a_hundredth() {
        for (length, written) in [
            (0.0, "0"),
            (12.0, "12"),
            (0.5, "0.5"),
            (-3.25, "-3.25"),
            (7.049, "7.05"),
            (-0.001, "0"),
            (1234.567, "1234.57"),
        ] {
            assert_eq!(px(length), written);
        }
    }
}
