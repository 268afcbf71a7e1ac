//! How far each KPI is, a row each.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::bundle::{Kpi, Unit};
use crate::chart::{BulletData, bullet};
use crate::dataset::{Dataset, Selection, Subject};
use crate::progress::{Standing, Verdict};
use crate::site::{Route, Site};
use crate::text;

use super::chart::px;
use super::erase::{CollectErased, Erase};
use super::layout::{Heading, HeadingLevel};
use super::numbered_series_class;
use super::status::StatusWords;

/// How many targets are reached, then the figures that can be held against one, grouped by
/// whom they serve.
#[component]
pub fn ScorecardRows(
    /// The site.
    site: Site,
    /// The level of the groups' headings.
    heading_level: HeadingLevel,
) -> impl IntoView {
    let css = style_sheet!("style/components/scorecard.css");
    let mut dataset = Dataset::of(site, Subject::Scorecard, &Selection::default());
    dataset.data.retain(|datum| {
        let standing = datum.standing.as_ref();
        standing.is_some_and(|standing| matches!(standing.verdict, Verdict::Against(..)))
    });
    view! { class = css,
        <p class="tally">{dataset.finding.clone()}</p>
        <ScorecardList site dataset heading_level/>
    }
}

/// The latest figures of a scorecard under the headings chosen, a row each.
#[component]
pub fn ScorecardList(
    /// The site.
    site: Site,
    /// What is shown.
    dataset: Dataset,
    /// The level of the groups' headings.
    heading_level: HeadingLevel,
) -> impl IntoView {
    let css = style_sheet!("style/components/scorecard.css");
    let groups = dataset
        .groups()
        .into_iter()
        .map(|(heading, colour, data)| {
            let items = data
                .into_iter()
                .filter_map(|datum| {
                    let (kpi, standing) = (datum.kpi?, datum.standing.clone()?);
                    let colour = dataset.series[datum.series].colour;
                    let name = datum.measure.strip_prefix(&*kpi.title).unwrap_or_default();
                    let group = dataset.series[datum.series].label;
                    let name = match name.strip_prefix(": ") {
                        Some(name) => Some(name.to_owned()),
                        None => (kpi.series.len() > 1).then(|| group.to_owned()),
                    };
                    Some(view! { class = css,
                        <li class=numbered_series_class(colour)><Row site kpi name standing/></li>
                    })
                })
                .collect_erased();
            let class = colour.map(numbered_series_class);
            let heading = (!heading.is_empty()).then(|| {
                view! { class = css,
                    <Heading level=heading_level class=format!("group-title {css}")>
                        {heading}
                    </Heading>
                }
            });
            view! { class = css, <div class=class>{heading.erase()} <ul>{items}</ul></div> }
        })
        .collect_erased();
    if groups.is_empty() {
        return view! { <p>{text::words::NOTHING_CHOSEN}</p> }.into_any();
    }
    view! { <div>{groups}</div> }.into_any()
}

/// One series: its name, its bullet, where it stands and as of when.
#[component]
fn Row(
    /// The site.
    site: Site,
    /// The KPI.
    kpi: &'static Kpi,
    /// What tells its series from others of the KPI, where there are some.
    name: Option<String>,
    /// Where it stands.
    standing: Standing<'static>,
) -> impl IntoView {
    let css = style_sheet!("style/components/scorecard.css");
    let figure = standing
        .latest
        .map(|latest| text::figure(&latest.observation.figure, &kpi.unit));
    let target = standing.target.map(|target| {
        format!(
            "{}: {}",
            text::words::TARGET,
            text::target_by(target, &kpi.unit)
        )
    });
    let as_of = standing.latest.map(text::as_of);
    let drawing = drawing(kpi, &standing);
    view! { class = css,
        <div class="row">
            <div class="what">
                <a href=site.href(Route::Kpi(kpi))>{&*kpi.title}</a>
                {name.map(|name| view! { class = css, <span class="series">{name}</span> }).erase()}
            </div>
            <div class="measure">
                {figure.map(|figure| view! { class = css,
                    <p class="value"><strong>{figure}</strong> " " <span>{as_of}</span></p>
                }).erase()}
                {drawing}
                {target.map(|target| view! { class = css, <p class="target">{target}</p> }).erase()}
            </div>
            <div class="verdict"><StatusWords standing unit=&kpi.unit/></div>
        </div>
    }
}

/// The value as a bar from zero, the target as a tinted band or a line across it. Only
/// repeats the words beside it, so it is hidden from assistive technology.
fn drawing(kpi: &Kpi, standing: &Standing<'_>) -> Option<AnyView> {
    let css = style_sheet!("style/components/scorecard.css");
    const WIDTH: f64 = 200.0;
    let value = standing.latest.map(|latest| latest.value.to_f64())?;
    let target = standing.target.map(|target| {
        let (low, high) = target.goal.bounds();
        (low.to_f64(), high.to_f64())
    });
    let whole = kpi.whole.map(crate::bundle::Decimal::to_f64);
    let end = match (&kpi.unit, whole) {
        (_, Some(whole)) => whole,
        (Unit::Percent, None) => 100.0,
        (Unit::Named(_), None) => value.max(target.map_or(0.0, |(_, high)| high)) * 1.1,
    };
    // All values at or below zero leave nothing to draw from zero on.
    if end <= 0.0 {
        return None;
    }
    let placed = bullet(
        &BulletData {
            value: Some(value),
            target,
            end,
        },
        WIDTH,
    );
    let band = placed.target.map(|(low, high)| {
        let width = (high - low).max(3.0);
        let left = low.min(WIDTH - width);
        view! { class = css,
            <rect class="band" x=px(left) y="0" width=px(width) height="20"/>
        }
    });
    let bar = placed
        .value
        .map(|end| {
            view! { class = css, <rect class="bar" x="0" y="6" width=px(end) height="8"/> }
        })
        .erase();
    Some(
        view! { class = css,
            <svg viewBox="0 0 200 20" preserveAspectRatio="none" aria-hidden="true">
                <rect class="track" x="0" y="6" width="200" height="8"/>
                {bar}
                {band}
            </svg>
        }
        .into_any(),
    )
}
