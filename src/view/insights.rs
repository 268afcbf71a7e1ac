//! Key Insights: what people say of the services.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::bundle::{Insight, Measure, Period, Unit};
use crate::chart::{BulletData, bullet};
use crate::site::Site;
use crate::text::{self, words};

use super::erase::{CollectErased, Erase};
use super::figure::BigFigure;
use super::rich_text::RichLine;
use super::series_class;
use super::source::SourceLine;

/// All insights as big figures, a column for each audience, then those of one measure
/// side by side.
#[component]
pub fn InsightTiles(
    /// The site.
    site: Site,
) -> impl IntoView {
    let css = style_sheet!("style/components/insights.css");
    let bundle = site.bundle;
    let groups = bundle
        .audiences
        .iter()
        .filter_map(|audience| {
            let of_audience: Vec<_> = bundle
                .insights
                .iter()
                .filter(|insight| insight.audience == audience.id)
                .collect();
            if of_audience.is_empty() {
                return None;
            }
            let tiles = of_audience
                .into_iter()
                .map(|insight| view! { class = css, <li><Tile site insight/></li> })
                .collect_erased();
            Some(view! { class = css,
                <div class=format!("group {}", series_class(bundle, &audience.id))>
                    <h3>{&*audience.label}</h3>
                    <ul class="tiles">{tiles}</ul>
                </div>
            })
        })
        .collect_erased();
    view! { class = css,
        <div class="groups">{groups}</div>
        <Comparison site/>
    }
}

/// One insight.
#[component]
fn Tile(
    /// The site.
    site: Site,
    /// The insight.
    insight: &'static Insight,
) -> impl IntoView {
    let css = style_sheet!("style/components/insights.css");
    let when = match insight.period {
        Period::NotStated => words::SURVEY_NOT_STATED.to_owned(),
        stated => text::period(stated),
    };
    view! { class = css,
        <div class="tile" id=crate::bundle::Id::as_str(&insight.id)>
            <p class="figure">
                <BigFigure
                    value=insight.value
                    unit=&insight.unit
                    qualifier=insight.qualifier.unwrap_or_default()
                />
            </p>
            <p class="statement"><RichLine site line=&insight.statement/></p>
            <p class="when">{when}</p>
            {insight.note.as_ref().map(|line| view! { class = css,
                <p class="when"><RichLine site line/></p>
            }).erase()}
            <SourceLine site id=&insight.source/>
        </div>
    }
}

/// The measures that were asked of two audiences, side by side. A table first: the
/// bars only repeat its numbers.
#[component]
fn Comparison(
    /// The site.
    site: Site,
) -> impl IntoView {
    let css = style_sheet!("style/components/insights.css");
    let bundle = site.bundle;
    let compared: Vec<(&Measure, Vec<&Insight>)> = bundle
        .measures
        .iter()
        .map(|measure| {
            let mut of_measure: Vec<&Insight> = bundle
                .insights
                .iter()
                .filter(|insight| insight.measure == measure.id)
                .collect();
            of_measure.sort_by_key(|insight| bundle.audience_index(&insight.audience));
            (measure, of_measure)
        })
        // Only the same measure in the same unit can be compared.
        .filter(|(_, insights)| {
            insights.len() > 1 && insights.iter().all(|other| other.unit == insights[0].unit)
        })
        .collect();
    if compared.is_empty() {
        return ().into_any();
    }
    let rows = compared
        .into_iter()
        .map(|(measure, insights)| {
            let greatest = insights
                .iter()
                .map(|insight| insight.value.to_f64())
                .fold(0.0, f64::max);
            let end = match insights[0].unit {
                Unit::Percent => 100.0,
                Unit::Named(_) => greatest,
            };
            let bars = insights
                .iter()
                .map(|insight| view! { <Bar site insight=*insight end/> })
                .collect_erased();
            let difference = match insights[..] {
                [a, b] => {
                    let label = |insight: &Insight| &*bundle.audience(&insight.audience).label;
                    text::compared((label(a), a.value), (label(b), b.value), &a.unit)
                }
                _ => String::new(),
            };
            view! { class = css,
                <div class="row">
                    <dt>{&*measure.label}</dt>
                    <dd>
                        {bars}
                        <p class="difference">{difference}</p>
                    </dd>
                </div>
            }
        })
        .collect_erased();
    view! { class = css,
        <div class="comparison">
            <h3>{words::SIDE_BY_SIDE}</h3>
            <dl>{rows}</dl>
        </div>
    }
    .into_any()
}

/// One bar of a comparison, from zero.
#[component]
fn Bar(
    /// The site.
    site: Site,
    /// The insight.
    insight: &'static Insight,
    /// The value that a bar of full length stands for, the same for all bars of a row.
    end: f64,
) -> impl IntoView {
    let css = style_sheet!("style/components/insights.css");
    let bundle = site.bundle;
    let data = BulletData {
        value: Some(insight.value.to_f64()),
        target: None,
        // Without a value above zero there is no bar, whatever the axis.
        end: if end > 0.0 { end } else { 1.0 },
    };
    let qualifier = text::qualifier(insight.qualifier.unwrap_or_default());
    let figure = format!(
        "{qualifier}{}",
        text::quantity(insight.value, &insight.unit)
    );
    let length = bullet(&data, 100.0).value.unwrap_or_default();
    view! { class = css,
        <div class=format!("bar {}", series_class(bundle, &insight.audience))>
            <span class="name">{&*bundle.audience(&insight.audience).label}</span>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect class="track" width="100" height="8"/>
                <rect class="value" width=super::chart::px(length) height="8"/>
            </svg>
            <span class="number">{figure}</span>
        </div>
    }
}
