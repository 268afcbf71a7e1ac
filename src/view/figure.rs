//! Figures set large.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::bundle::{Decimal, Kpi, Qualifier, Series, Unit};
use crate::progress::standing;
use crate::site::{Route, Site};
use crate::text::{self, words};

use super::erase::{CollectErased, Erase};
use super::source::SourceLine;
use super::status::StatusWords;

/// A number set large, with its unit smaller beside it.
#[component]
pub fn BigFigure(
    /// The number.
    value: Decimal,
    /// Its unit.
    unit: &'static Unit,
    /// How exact it is.
    qualifier: Qualifier,
) -> impl IntoView {
    let css = style_sheet!("style/components/figure.css");
    let how = text::qualifier(qualifier);
    view! { class = css,
        <span class="big-figure">
            {(!how.is_empty()).then(|| view! { class = css, <span class="unit">{how}</span> }).erase()}
            <span class="number">{value.to_string()}</span>
            <span class="unit">{text::unit_suffix(value, unit)}</span>
        </span>
    }
}

/// The latest figure of a series in a box: the figure, what it says, its date, where
/// it stands, and the later periods for which there is none.
#[component]
pub fn FigureTile(
    /// The site.
    site: Site,
    /// The KPI.
    kpi: &'static Kpi,
    /// The series.
    series: &'static Series,
    /// What the figure says, to stand under it.
    statement: AnyView,
    /// Whether the tile leads to the KPI's page.
    #[prop(optional)]
    linked: bool,
    /// Whether the tile says how its status is worked out.
    #[prop(optional)]
    explained: bool,
) -> impl IntoView {
    let css = style_sheet!("style/components/figure.css");
    let standing = standing(kpi, series);
    let figure = match standing.latest {
        Some(latest) => view! {
            <BigFigure value=latest.value unit=&kpi.unit qualifier=latest.qualifier/>
        }
        .into_any(),
        None => {
            let mut words = text::status(&standing, &kpi.unit);
            text::capitalise(&mut words);
            view! { class = css, <span class="no-figure">{words}</span> }.into_any()
        }
    };
    let as_of = standing.latest.map(text::as_of);
    let target = standing
        .target
        .map(|target| format!("{}: {}", words::TARGET, text::target_by(target, &kpi.unit)));
    let source = standing.latest.map(|latest| &latest.observation.source);
    let missing = text::missing_since(&standing);
    let how = explained.then(|| {
        let published = site.bundle.published;
        let steps = text::arithmetic(kpi, series, &standing, published)
            .into_iter()
            .map(|sentence| view! { <li>{sentence}</li> })
            .collect_erased();
        view! { class = css,
            <details class="how">
                <summary class="how-summary">{words::WORKED_OUT}</summary>
                <ul class="points">{steps}</ul>
            </details>
        }
    });
    let class = match &series.audience {
        Some(audience) => super::series_class(site.bundle, audience),
        None => super::numbered_series_class(0),
    };
    view! { class = css,
        <div class=format!("tile {class}")>
            <p class="figure">{figure}</p>
            <p class="statement">{statement}</p>
            <p class="status-line"><StatusWords standing=standing unit=&kpi.unit/></p>
            <p class="facts">
                {as_of.map(|words| view! { class = css, <span>{words}</span> }).erase()}
                {target.map(|words| view! { class = css, <span>{words}</span> }).erase()}
            </p>
            {source.map(|id| view! { <SourceLine site id/> }).erase()}
            {missing.map(|words| view! { class = css, <p class="missing">{words}</p> }).erase()}
            {how.erase()}
            {linked.then(|| view! { class = css,
                <a class="more" href=site.href(Route::Kpi(kpi))>{&*kpi.title}</a>
            }).erase()}
        </div>
    }
}
