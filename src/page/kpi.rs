//! One KPI in full: latest figures, chart, tables, what it is not, notes.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::bundle::{Kpi, RelatedFigure};
use crate::dataset::Subject;
use crate::site::{Route, Site};
use crate::text::{self, words};
use crate::view::{
    Breadcrumb, ChartFigure, CollectErased, Erase, FigureTile, RichLine, SourceLine, TargetTable,
};

/// The name of the chart on a KPI's page, and of its heading.
const FIGURES: &str = "figures";

/// The page of a KPI.
#[component]
pub fn KpiPage(
    /// The site.
    site: Site,
    /// The KPI.
    kpi: &'static Kpi,
) -> impl IntoView {
    let css = style_sheet!("style/components/kpi.css");
    let tiles = kpi
        .series
        .iter()
        .map(|series| {
            let statement = (*series.label).to_owned().into_any();
            view! { class = css, <li><FigureTile site kpi series statement explained=true/></li> }
        })
        .collect_erased();
    let related = kpi
        .related
        .iter()
        .map(|figure| view! { class = css, <li><Related site figure/></li> })
        .collect_erased();
    let notes = kpi
        .notes
        .iter()
        .map(|line| view! { <li><RichLine site line/></li> })
        .collect_erased();
    let serves: Vec<&str> = kpi
        .audiences
        .iter()
        .map(|id| &*site.bundle.audience(id).label)
        .collect();
    view! { class = css,
        <Breadcrumb site parent=Route::Kpis label=words::KPIS/>
        <h1>{&*kpi.title}</h1>
        <p class="lead"><RichLine site line=&kpi.measures/></p>
        <p class="quiet">
            {format!("{}: {}. {}", words::SERVES, serves.join(", "), text::better(kpi.better))}
        </p>
        <ul class="tiles">{tiles}</ul>
        <section class="section" aria-labelledby=FIGURES>
            <h2 id=FIGURES>{words::FIGURES}</h2>
            <ChartFigure site subject=Subject::Kpi(kpi) key=FIGURES/>
        </section>
        {(!kpi.targets.is_empty()).then(|| view! {
            <section class="section" aria-labelledby="targets">
                <h2 id="targets">{words::TARGETS}</h2>
                <TargetTable site kpi/>
            </section>
        }).erase()}
        {(!kpi.related.is_empty()).then(|| view! { class = css,
            <section class="section" aria-labelledby="related">
                <h2 id="related">{words::RELATED}</h2>
                <p class="prose">{words::RELATED_LEAD}</p>
                <ul class="related">{related}</ul>
            </section>
        }).erase()}
        {(!kpi.notes.is_empty()).then(|| view! {
            <section class="section" aria-labelledby="notes">
                <h2 id="notes">{words::NOTES}</h2>
                <ul class="points prose">{notes}</ul>
            </section>
        }).erase()}
    }
}

/// A figure that is easily taken for the KPI's.
#[component]
fn Related(
    /// The site.
    site: Site,
    /// The figure.
    figure: &'static RelatedFigure,
) -> impl IntoView {
    let css = style_sheet!("style/components/kpi.css");
    let qualifier = text::qualifier(figure.qualifier.unwrap_or_default());
    view! { class = css,
        <p>
            <strong>{format!("{qualifier}{}", text::quantity(figure.value, &figure.unit))}</strong>
            " " <RichLine site line=&figure.statement/>
            " (" {text::period(figure.period)} ")"
        </p>
        <p class="quiet"><RichLine site line=&figure.why/></p>
        <SourceLine site id=&figure.source/>
    }
}
