//! Key Insights: what people say of the services.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::bundle::{Insight, Period};
use crate::dataset::{Subject, compared};
use crate::site::Site;
use crate::text::{self, words};

use super::chart::ChartFigure;
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
    /// The name of the chart that compares them.
    key: &'static str,
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
    let has_comparison = !compared(site).is_empty();
    view! { class = css,
        <div class="groups">{groups}</div>
        {has_comparison.then(|| view! { class = css,
            <div class="comparison">
                <h3>{words::SIDE_BY_SIDE}</h3>
                <ChartFigure site subject=Subject::Insights key/>
            </div>
        }).erase()}
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
