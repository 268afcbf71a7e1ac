//! The initiatives: all of them, and one in full.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::browser::Navigator;
use crate::bundle::{Id, Initiative};
use crate::site::{Route, Site};
use crate::text::words;
use crate::view::{
    AUDIENCE, Breadcrumb, CardGrid, CollectErased, Erase, HeadingLevel, RichLine, SourceLine,
    THEME, rel,
};

/// All initiatives.
#[component]
pub fn InitiativesPage(
    /// The site.
    site: Site,
    /// Where the reader is.
    navigator: Navigator,
) -> impl IntoView {
    view! {
        <h1>{words::INITIATIVES}</h1>
        <p class="lead">{words::INITIATIVES_LEAD}</p>
        <CardGrid site navigator heading_level=HeadingLevel::H2/>
    }
}

/// One initiative: what it is, what is known of it and from where.
#[component]
pub fn InitiativePage(
    /// The site.
    site: Site,
    /// The initiative.
    initiative: &'static Initiative,
) -> impl IntoView {
    let css = style_sheet!("style/components/initiative.css");
    let facts = initiative
        .facts
        .iter()
        .map(|fact| {
            view! { class = css,
                <li>
                    <p><RichLine site line=&fact.text/></p>
                    <SourceLine site id=&fact.source/>
                </li>
            }
        })
        .collect_erased();
    let notes = initiative
        .notes
        .iter()
        .map(|line| view! { <li><RichLine site line/></li> })
        .collect_erased();
    let audiences = initiative
        .audiences
        .iter()
        .map(|id| (&*site.bundle.audience(id).label, AUDIENCE, id.as_str()));
    let themes = initiative
        .themes
        .iter()
        .map(|id| (&*site.bundle.theme(id).label, THEME, id.as_str()));
    let labels = audiences
        .chain(themes)
        .map(|(label, parameter, id)| {
            let href = format!("{}?{parameter}={id}", site.href(Route::Initiatives));
            view! { class = css, <li><a href=href>{label}</a></li> }
        })
        .collect_erased();
    let all = &site.bundle.initiatives;
    let others = all
        .iter()
        .filter(|other| other.id != initiative.id)
        .map(|other| {
            view! { class = css,
                <li><a href=site.href(Route::Initiative(other))>{&*other.title}</a></li>
            }
        })
        .collect_erased();
    view! { class = css,
        <Breadcrumb site parent=Route::Initiatives label=words::INITIATIVES/>
        <div class="top">
            <div>
                <h1>{&*initiative.title}</h1>
                <p class="lead">{&*initiative.summary}</p>
                <ul class="labels">{labels}</ul>
                <p>
                    <a class="button" href=site.link(&initiative.link.href) rel=rel(&initiative.link.href)>
                        {&*initiative.link.label}
                    </a>
                </p>
            </div>
            <img
                class="picture"
                src=site.file(&initiative.image.src)
                alt=&*initiative.image.alt
                width="400"
                height="200"
            />
        </div>
        {(!initiative.facts.is_empty()).then(|| view! { class = css,
            <section class="section" aria-labelledby="facts">
                <h2 id="facts">{words::FACTS}</h2>
                <ul class="facts">{facts}</ul>
            </section>
        }).erase()}
        {(!initiative.notes.is_empty()).then(|| view! { class = css,
            <section class="section" aria-labelledby="notes">
                <h2 id="notes">{words::NOTES}</h2>
                <ul class="points prose">{notes}</ul>
            </section>
        }).erase()}
        {(all.len() > 1).then(|| view! { class = css,
            <nav class="section" aria-labelledby="more">
                <h2 id="more">{words::MORE_INITIATIVES}</h2>
                <ul class="others">{others}</ul>
            </nav>
        }).erase()}
    }
}
