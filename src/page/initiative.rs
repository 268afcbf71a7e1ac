//! The initiatives: all of them, and one in full.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::browser::Navigator;
use crate::bundle::{Id, Initiative};
use crate::site::{Exhibit, Route, Shell, Site};
use crate::text::{onward, words};
use crate::view::{
    AUDIENCE, CardGrid, Element, StaticView, THEME, breadcrumb, element, embed_link, link, picture,
    points, source_line, static_view,
};

use super::onward::{pager, related_targets};
use super::part::part;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/initiative.css");

/// All initiatives.
#[component]
pub fn InitiativesPage(
    /// The site.
    shell: Shell,
    /// Where the reader is.
    navigator: Navigator,
    /// As for the grid.
    cards: impl FnOnce(Vec<usize>) -> StaticView + 'static,
) -> impl IntoView {
    view! {
        {static_view(|| element("h1").text(words::INITIATIVES))}
        {static_view(|| element("p").class("lead").text(words::INITIATIVES_LEAD))}
        <CardGrid shell navigator cards/>
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
        // The source of all of them is said once.
        let source = &initiative.facts[0].source;
        let is_one = initiative.facts.iter().all(|fact| fact.source == *source);
        let mut facts = list("facts");
        for fact in &initiative.facts {
            let item = element("li").class(CSS);
            let item = item.with(element("p").rich(site, &fact.text));
            let own = (!is_one).then(|| source_line(site, &fact.source));
            facts = facts.with(item.with_some(own));
        }
        let section = part("section", "facts", words::FACTS).with(facts);
        page = page.with(section.with_some(is_one.then(|| source_line(site, source))));
    }
    page = page.with_some(related_targets(site, initiative));
    if !initiative.notes.is_empty() {
        let notes = points(site, &initiative.notes).class("prose");
        page = page.with(part("section", "notes", words::NOTES).with(notes));
    }
    let mut entries = Vec::new();
    for other in &site.bundle.initiatives {
        entries.push((&*other.title, Route::Initiative(other)));
    }
    let all = (Route::Initiatives, onward::ALL_INITIATIVES);
    let current = Route::Initiative(initiative);
    page.with(pager(site, words::MORE_INITIATIVES, all, entries, current))
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
