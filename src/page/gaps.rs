//! What is not known: each missing figure, where it was looked for, and whom to ask.

use stylers_macro::style_sheet;

use crate::bundle::{Gap, Id, Kpi, SafeUrl, Source};
use crate::site::{Route, Site};
use crate::text::{self, titles};
use crate::view::{Element, element, link, mail_to, route_link};

use super::contents::Contents;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/gaps.css");

/// Appends all that is missing to `page`.
pub fn gaps_page(page: Element, site: Site) -> Element {
    let page = page
        .with(element("h1").text(titles::GAPS))
        .with(element("p").class("lead").text(titles::GAPS_LEAD));
    let missing = &*site.bundle.missing;
    if missing.is_empty() {
        return page.with(element("p").text(titles::NO_GAPS));
    }
    let mut contents = Contents::default();
    let mut list = element("div");
    for kpi in &site.bundle.kpis {
        if let Some(gap) = &kpi.gap {
            contents.add(kpi.id.as_str(), &kpi.title);
            list = list.with(entry(site, kpi, gap));
        }
    }
    page.with(styled("p", "count").text(missing))
        .with_some(contents.list())
        .with(list)
}

fn styled(name: &'static str, class: &'static str) -> Element {
    element(name).class(class).class(CSS)
}

/// What is missing of one KPI.
fn entry(site: Site, kpi: &'static Kpi, gap: &'static Gap) -> Element {
    let title = route_link(site, Route::Kpi(kpi)).text(&*kpi.title);
    let mut missing = element("ul").class("points");
    for sentence in &gap.missing {
        missing = missing.with(element("li").text(&**sentence));
    }
    let mut read = styled("ul", "read");
    for reading in &gap.read {
        let mut item = element("li").class(CSS).text(&*reading.words);
        let mut before = ": ";
        for id in &reading.sources {
            item = item.text(before).source(site, id);
            before = "; ";
        }
        if !reading.more.is_empty() {
            item = item.text(before).text(&*reading.more);
        }
        read = read.with(item);
    }
    let source = site.bundle.source(&gap.source);
    element("section")
        .set("id", kpi.id.as_str())
        .class("gap")
        .class(CSS)
        .with(element("h2").class(CSS).with(title))
        .with(missing)
        .with(element("h3").class(CSS).text(titles::READ))
        .with(read)
        .with(holder(site, source))
        .with(letter(source, gap))
}

/// Who should have the figures that a source promises.
fn holder(site: Site, source: &'static Source) -> Element {
    let contact = contact(source).map(|href| link(site, href).text(titles::CONTACT));
    element("p")
        .with(element("strong").text(titles::HOLDER))
        .text(" ")
        .text(text::holder(source))
        .text(" ")
        .with_some(contact)
}

/// Where they can be asked.
fn contact(source: &'static Source) -> Option<&'static SafeUrl> {
    source.holder.as_ref()?.contact.as_ref()
}

/// The letter, folded.
fn letter(source: &'static Source, gap: &'static Gap) -> Element {
    let address = match contact(source) {
        Some(SafeUrl::External(href)) => href.strip_prefix("mailto:"),
        _ => None,
    };
    let send = mail_to(address.unwrap_or_default(), &gap.subject, &gap.letter);
    styled("details", "letter")
        .with(element("summary").class(CSS).text(titles::LETTER))
        .with(element("pre").class(CSS).text(&*gap.letter))
        .with(element("p").with(send.class("button").text(titles::SEND)))
}
