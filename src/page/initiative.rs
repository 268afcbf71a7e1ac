//! The initiatives: all of them, and one in full.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::browser::Navigator;
use crate::bundle::{Id, Initiative};
use crate::site::{Exhibit, Route, Site};
use crate::text::words;
use crate::view::{
    AUDIENCE, CardGrid, Element, HeadingLevel, THEME, breadcrumb, element, embed_link, link,
    picture, points, route_link, source_line, static_view,
};

use super::part::part;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/initiative.css");

/// All initiatives.
#[component]
pub fn InitiativesPage(
    /// The site.
    site: Site,
    /// Where the reader is.
    navigator: Navigator,
) -> impl IntoView {
    view! {
        {static_view(|| element("h1").text(words::INITIATIVES))}
        {static_view(|| element("p").class("lead").text(words::INITIATIVES_LEAD))}
        <CardGrid site navigator heading_level=HeadingLevel::H2/>
    }
}

/// Appends an initiative to `page`: what it is, and what is known about it, with sources.
pub fn initiative_page(page: Element, site: Site, initiative: &'static Initiative) -> Element {
    let list = |class: &'static str| element("ul").class(class).class(CSS);
    let image = initiative.image.as_ref();
    let image = image.map(|image| picture(site, image, "400", "200"));
    let top = element("div")
        .class("top")
        .class(CSS)
        .with(opening(site, initiative))
        .with_some(image.map(|image| image.class("picture").class(CSS)));
    let mut page = page
        .with(breadcrumb(site, Route::Initiatives, words::INITIATIVES))
        .with(top);
    if !initiative.facts.is_empty() {
        let facts = initiative.facts.iter().map(|fact| {
            element("li")
                .class(CSS)
                .with(element("p").rich(site, &fact.text))
                .with(source_line(site, &fact.source))
        });
        let section = part("section", "facts", words::FACTS);
        page = page.with(section.with(list("facts").with_all(facts)));
    }
    if !initiative.notes.is_empty() {
        let notes = points(site, &initiative.notes).class("prose");
        page = page.with(part("section", "notes", words::NOTES).with(notes));
    }
    let all = &site.bundle.initiatives;
    if all.len() > 1 {
        let others = all.iter().filter(|other| other.id != initiative.id);
        let others = others.map(|other| {
            let link = route_link(site, Route::Initiative(other));
            element("li").class(CSS).with(link.text(&*other.title))
        });
        let more = part("nav", "more", words::MORE_INITIATIVES);
        page = page.with(more.with(list("others").with_all(others)));
    }
    page
}

/// What an initiative is, whom it is for, and its links.
fn opening(site: Site, initiative: &'static Initiative) -> Element {
    let all = site.href(Route::Initiatives);
    let label = |label: &'static str, parameter: &str, id: &str| {
        let link = element("a").set("href", format!("{all}?{parameter}={id}"));
        element("li").with(link.text(label))
    };
    let mut labels = element("ul").class("labels").class(CSS);
    for id in &initiative.audiences {
        labels = labels.with(label(
            &site.bundle.audience(id).label,
            AUDIENCE,
            id.as_str(),
        ));
    }
    for id in &initiative.themes {
        labels = labels.with(label(&site.bundle.theme(id).label, THEME, id.as_str()));
    }
    let onward = initiative.link.as_ref().map(|onward| {
        let link = link(site, &onward.href).class("button");
        link.text(&*onward.label)
    });
    element("div")
        .with(element("h1").text(&*initiative.title))
        .with(
            element("p")
                .class("lead")
                .class(CSS)
                .text(&*initiative.summary),
        )
        .with(labels)
        .with(element("p").with_some(onward).text(" ").with(embed_link(
            site,
            Exhibit::Card(initiative),
            &initiative.title,
        )))
}
