//! What is around every page.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::site::{Route, Site, current_mark};
use crate::text::{self, titles, wayfinding, words};

use super::element::{Element, element};
use super::link::{link, route_link};
use super::static_view::{StaticView, static_view};

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/layout.css");

/// The id of the content.
const CONTENT: &str = "site-content";

/// The header, the page, the footer.
#[component]
pub fn Layout(
    /// [`header`].
    header: StaticView,
    /// [`footer`].
    footer: StaticView,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        {static_view(skip_link)}
        {header}
        <main id=CONTENT tabindex="-1">{children()}</main>
        {footer}
    }
}

/// What is above every page: whose site it is, and the navigation, which marks the page at `path`.
pub fn header(site: Site, path: &str) -> Element {
    let mut items = Vec::new();
    let mut add = |label: &'static str, route: Route| {
        let href = site.href(route);
        let mark = current_mark(site.base, path, &href);
        let link = element("a").class(CSS).set("href", href);
        let link = link.set_some("aria-current", mark).text(label);
        items.push(element("li").class(CSS).with(link));
    };
    let home = site.home();
    if let Route::Page(page) = home {
        add(&page.label, home);
    }
    add(words::KPIS, Route::Kpis);
    add(words::INITIATIVES, Route::Initiatives);
    for page in &site.bundle.pages {
        if Route::Page(page) != home {
            add(&page.label, Route::Page(page));
        }
    }
    add(words::SOURCES, Route::Sources);
    let navigation = element("nav")
        .class(CSS)
        .set("aria-label", words::NAVIGATION)
        .with(element("ul").class(CSS).with_all(items));
    let bar = element("div")
        .class("bar")
        .class(CSS)
        .with(brand(site))
        .with(theme())
        .with(navigation);
    element("header")
        .class("site-header")
        .class(CSS)
        .with_some(site.bundle.site.official.then(|| masthead(site)))
        .with(bar)
}

/// The link that skips the header, for keyboard users.
fn skip_link() -> Element {
    element("a")
        .class("skip")
        .class(CSS)
        .set("href", "#site-content")
        .text(words::SKIP)
}

/// The choice of a theme, which `public/start.js` follows on every page.
fn theme() -> Element {
    const ID: &str = "site-theme";
    let mut field = element("select").set("id", ID).set("autocomplete", "off");
    for (value, words) in wayfinding::THEMES {
        field = field.with(element("option").set("value", value).text(words));
    }
    let name = element("span").class("visually-hidden");
    element("label")
        .class("theme")
        .class(CSS)
        .with(name.text(wayfinding::THEME))
        .with(field.class(CSS))
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
pub fn footer(site: Site) -> Element {
    let bundle = site.bundle;
    let paragraph = || element("p").class(CSS);
    let contact = &bundle.site.contact;
    // The navigation leads to the sources on every page.
    let has_own = site.link(&contact.href) != site.href(Route::Sources);
    let contact = has_own.then(|| link(site, &contact.href).class(CSS).text(&*contact.label));
    let disclaimer = bundle.site.disclaimer.as_ref();
    let about = element("div")
        .with(element("h2").class(CSS).text(words::ABOUT))
        .with_some(disclaimer.map(|line| paragraph().rich(site, line)));
    let mut more = element("ul").class("more").class(CSS);
    let gaps = (!site.bundle.missing.is_empty()).then_some((titles::GAPS, Route::Gaps));
    let glossary = Some((titles::GLOSSARY, Route::Glossary));
    for (label, route) in [gaps, glossary].into_iter().flatten() {
        let link = route_link(site, route).class(CSS).text(label);
        more = more.with(element("li").with(link));
    }
    let to_top = element("a").class(CSS).set("href", "#site-content");
    more = more.with(element("li").with(to_top.text(wayfinding::TO_TOP)));
    let more = element("nav")
        .set("aria-label", wayfinding::MORE)
        .with(more);
    let status = element("div")
        .class("standing")
        .class(CSS)
        .with(paragraph().text(&*bundle.site.owner))
        .with(paragraph().text(text::revision(bundle)))
        .with_some(contact.map(|contact| paragraph().with(contact)));
    let columns = element("div").class("columns").class(CSS);
    element("footer")
        .class("site-footer")
        .class(CSS)
        .with(columns.with(about).with(status).with(more))
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
