//! What is around every page.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::browser::set_text;
use crate::site::{Route, Site};
use crate::text::{self, titles, words};

use super::element::{Element, element};
use super::link::{link, route_link};
use super::static_view::static_view;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/layout.css");

/// The id of the live region.
const ANNOUNCEMENT: &str = "site-announcement";

/// The header, the page, the footer.
#[component]
pub fn Layout(
    /// The site.
    site: Site,
    /// What is shown, to mark it in the navigation.
    current: Memo<Route>,
    /// What to announce to assistive technology after a change of page.
    announcement: RwSignal<String>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let bundle = site.bundle;
    let pages = bundle
        .pages
        .iter()
        .map(|page| (&*page.label, Route::Page(page)));
    let entries: Vec<_> = pages
        .chain([(words::KPIS, Route::Kpis), (words::SOURCES, Route::Sources)])
        .map(|(label, route)| {
            let is_current = move || is_within(current.get(), route).then_some("page");
            view! { class = CSS,
                <li><a href=site.href(route) aria-current=is_current>{label}</a></li>
            }
        })
        .collect();
    Effect::new(move |_| set_text(ANNOUNCEMENT, &announcement.get()));
    view! { class = CSS,
        {static_view(skip_link)}
        <header class="site-header">
            {bundle.site.official.then(|| static_view(move || masthead(site)))}
            <div class="bar">
                {static_view(move || brand(site))}
                <nav aria-label=words::NAVIGATION>
                    <ul>{entries}</ul>
                </nav>
            </div>
        </header>
        <main id="site-content" tabindex="-1">{children()}</main>
        {static_view(move || footer(site))}
        {static_view(|| {
            let place = element("p").class("visually-hidden").set("id", ANNOUNCEMENT);
            place.set("role", "status")
        })}
    }
}

/// The link that skips the header, for keyboard users.
fn skip_link() -> Element {
    element("a")
        .class("skip")
        .class(CSS)
        .set("href", "#site-content")
        .text(words::SKIP)
}

/// Says whose site an official one is, above every page.
fn masthead(site: Site) -> Element {
    let words = text::official(&site.bundle.site.owner);
    element("p").class("masthead").class(CSS).text(words)
}

/// The site's name, which links to its first page.
fn brand(site: Site) -> Element {
    let icon = element("img")
        .set("src", format!("{}icon.svg", site.base))
        .set("alt", "")
        .set("width", "32")
        .set("height", "32");
    route_link(site, site.home())
        .class("brand")
        .class(CSS)
        .with(icon)
        .with(element("span").text(&*site.bundle.site.name))
}

/// Who publishes the site and what it is, under every page.
fn footer(site: Site) -> Element {
    let bundle = site.bundle;
    let paragraph = || element("p").class(CSS);
    let contact = &bundle.site.contact;
    let contact = link(site, &contact.href).class(CSS).text(&*contact.label);
    let disclaimer = bundle.site.disclaimer.as_ref();
    let about = element("div")
        .with(element("h2").class(CSS).text(words::ABOUT))
        .with_some(disclaimer.map(|line| paragraph().rich(site, line)))
        .with(further(site));
    let status = element("div")
        .class("standing")
        .class(CSS)
        .with(paragraph().text(&*bundle.site.owner))
        .with(paragraph().text(text::revision(bundle)))
        .with(paragraph().with(contact));
    let columns = element("div").class("columns").class(CSS);
    element("footer")
        .class("site-footer")
        .class(CSS)
        .with(columns.with(about).with(status))
}

/// The pages about the figures, which the navigation leaves out.
fn further(site: Site) -> Element {
    let mut list = element("ul").class("further").class(CSS);
    let gaps = (!site.bundle.missing.is_empty()).then_some((titles::GAPS, Route::Gaps));
    let glossary = Some((titles::GLOSSARY, Route::Glossary));
    for (label, route) in [gaps, glossary].into_iter().flatten() {
        let link = route_link(site, route).class(CSS).text(label);
        list = list.with(element("li").with(link));
    }
    list
}

/// Whether `entry` of the navigation leads to the page that `current` belongs to.
fn is_within(current: Route, entry: Route) -> bool {
    match (current, entry) {
        (Route::Kpi(_), Route::Kpis) => true,
        _ => current == entry,
    }
}

/// The link back to the page that lists this one.
pub fn breadcrumb(site: Site, parent: Route, label: &'static str) -> Element {
    element("nav")
        .class("breadcrumb")
        .set("aria-label", words::BREADCRUMB)
        .with(route_link(site, parent).text(label))
}

/// The level of a heading: only the caller knows what it is under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingLevel {
    /// The page's main heading.
    H1,
    /// Under the page's main heading.
    H2,
    /// Under a section's heading.
    H3,
}

impl HeadingLevel {
    /// A heading of this level.
    pub fn heading(self) -> Element {
        element(match self {
            HeadingLevel::H1 => "h1",
            HeadingLevel::H2 => "h2",
            HeadingLevel::H3 => "h3",
        })
    }

    /// The level below this one; the last has none below.
    pub fn below(self) -> Self {
        match self {
            HeadingLevel::H1 => HeadingLevel::H2,
            HeadingLevel::H2 | HeadingLevel::H3 => HeadingLevel::H3,
        }
    }
}
