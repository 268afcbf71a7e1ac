//! How far each KPI is, a row each.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::bundle::{AudienceId, Kpi, Series, Unit};
use crate::chart::{BulletData, bullet};
use crate::progress::{Standing, Verdict, standing};
use crate::site::{Route, Site};
use crate::text;

use super::erase::Erase;
use super::layout::{Heading, HeadingLevel};
use super::series_class;
use super::status::StatusWords;
use super::chart::px;

/// Which rows a scorecard shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// All of them.
    All,
    /// Those whose target a published figure can be held against.
    Decided,
}

/// How many targets are reached, then the KPIs, grouped by whom they serve first, with
/// the latest figure of each series.
#[component]
pub fn ScorecardRows(
    /// The site.
    site: Site,
    /// Which rows to show. The count above them is of all.
    rows: Rows,
    /// The level of the groups' headings.
    heading_level: HeadingLevel,
) -> impl IntoView {
    let css = style_sheet!("style/components/scorecard.css");
    let bundle = site.bundle;
    let mut all = Vec::new();
    for kpi in &bundle.kpis {
        for series in &kpi.series {
            all.push((kpi, series, standing(kpi, series)));
        }
    }
    let mut groups = Vec::new();
    for audience in &bundle.audiences {
        let mut items = Vec::new();
        for (kpi, series, standing) in &all {
            let shown = match rows {
                Rows::All => true,
                Rows::Decided => matches!(standing.verdict, Verdict::Against(..)),
            };
            if shown && *serves(kpi, series) == audience.id {
                let row = view! { class = css,
                    <li><Row site kpi series standing=standing.clone()/></li>
                };
                items.push(row.into_any());
            }
        }
        if !items.is_empty() {
            let group = view! { class = css,
                <div class=series_class(bundle, &audience.id)>
                    <Heading level=heading_level class=format!("group-title {css}")>
                        {&*audience.label}
                    </Heading>
                    <ul>{items}</ul>
                </div>
            };
            groups.push(group.into_any());
        }
    }
    view! { class = css,
        <p class="tally">{text::tally(all.iter().map(|(_, _, standing)| standing))}</p>
        {groups}
    }
}

/// Whom a series is about, or else whom its KPI serves first.
fn serves<'a>(kpi: &'a Kpi, series: &'a Series) -> &'a AudienceId {
    series.audience.as_ref().unwrap_or(&kpi.audiences[0])
}

/// One series: its name, its bullet, where it stands and as of when.
#[component]
fn Row(
    /// The site.
    site: Site,
    /// The KPI.
    kpi: &'static Kpi,
    /// The series.
    series: &'static Series,
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
                {(kpi.series.len() > 1).then(|| view! { class = css,
                    <span class="series">{&*series.label}</span>
                }).erase()}
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
