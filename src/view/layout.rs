//! What stands around every page.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::bundle::{HOME, Id, SectionId};
use crate::site::{Route, Site};
use crate::text::{self, words};

use super::rich_text::{RichLine, rel};
use super::still::Still;

/// The header, the page, the footer.
#[component]
pub fn Layout(
    /// The site.
    site: Site,
    /// What is shown, to mark it in the navigation.
    current: Memo<Route>,
    /// What assistive technology should be told about a change of page.
    announcement: RwSignal<String>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let css = style_sheet!("style/components/layout.css");
    let bundle = site.bundle;
    let home = bundle
        .page(HOME)
        .map(Route::Page)
        .unwrap_or(Route::NotFound);
    let pages = bundle
        .pages
        .iter()
        .map(|page| (&*page.label, Route::Page(page)));
    let entries: Vec<_> = pages
        .chain([(words::KPIS, Route::Kpis), (words::SOURCES, Route::Sources)])
        .map(|(label, route)| {
            let is_current = move || is_within(current.get(), route).then_some("page");
            view! { class = css,
                <li><a href=site.href(route) aria-current=is_current>{label}</a></li>
            }
        })
        .collect();
    view! { class = css,
        <a class="skip" href="#site-content">{words::SKIP}</a>
        <header class="site-header">
            <div class="bar">
                <a class="brand" href=site.href(home)>
                    <img src=format!("{}icon.svg", site.base) alt="" width="32" height="32"/>
                    <span>{&*bundle.site.name}</span>
                </a>
                <nav aria-label=words::NAVIGATION>
                    <ul>{entries}</ul>
                </nav>
            </div>
        </header>
        <main id="site-content" tabindex="-1">{children()}</main>
        <Still><Footer site/></Still>
        <p class="visually-hidden" role="status">{move || announcement.get()}</p>
    }
}

/// Who publishes the site and what it is, under every page.
#[component]
fn Footer(
    /// The site.
    site: Site,
) -> impl IntoView {
    let css = style_sheet!("style/components/layout.css");
    let bundle = site.bundle;
    view! { class = css,
        <footer class="site-footer">
            <div class="columns">
                <div>
                    <h2>{words::ABOUT}</h2>
                    <p><RichLine site line=&bundle.site.disclaimer/></p>
                </div>
                <div class="standing">
                    <p>{&*bundle.site.owner}</p>
                    <p>{text::revision(bundle)}</p>
                    <p>
                        <a
                            href=site.link(&bundle.site.contact.href)
                            rel=rel(&bundle.site.contact.href)
                        >
                            {&*bundle.site.contact.label}
                        </a>
                    </p>
                </div>
            </div>
        </footer>
    }
}

/// Whether `entry` of the navigation leads to where `current` is a part of.
fn is_within(current: Route, entry: Route) -> bool {
    match (current, entry) {
        (Route::Kpi(_), Route::Kpis) => true,
        _ => current == entry,
    }
}

/// A section of a page with its heading.
#[component]
pub fn Section(
    /// Its id, the fragment that leads to it.
    id: &'static SectionId,
    /// Its heading.
    heading: &'static str,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let heading_id = format!("site-heading-{}", id.as_str());
    let labelled_by = heading_id.clone();
    view! {
        <section id=id.as_str() class="section" aria-labelledby=labelled_by>
            <h2 id=heading_id>{heading}</h2>
            {children()}
        </section>
    }
}

/// The way back to the page that lists this one.
#[component]
pub fn Breadcrumb(
    /// The site.
    site: Site,
    /// The page that lists this one.
    parent: Route,
    /// Its name.
    label: &'static str,
) -> impl IntoView {
    view! {
        <nav class="breadcrumb" aria-label=words::BREADCRUMB>
            <a href=site.href(parent)>{label}</a>
        </nav>
    }
}

/// The level of a heading: only the caller knows what it stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingLevel {
    /// Under the page's main heading.
    H2,
    /// Under a section's heading.
    H3,
}

/// A heading of a level that the caller chooses.
#[component]
pub fn Heading(
    /// Its level.
    level: HeadingLevel,
    /// Its class.
    class: String,
    /// Its content.
    children: Children,
) -> impl IntoView {
    match level {
        HeadingLevel::H2 => view! { <h2 class=class>{children()}</h2> }.into_any(),
        HeadingLevel::H3 => view! { <h3 class=class>{children()}</h3> }.into_any(),
    }
}
