//! What terms mean, and how to read the figures.

use stylers_macro::style_sheet;

use crate::bundle::{Id, Term};
use crate::progress::{Outcome, Position, Verdict};
use crate::site::Site;
use crate::text::titles;
use crate::view::{Element, element, source_line, status_mark};

use super::contents::Contents;
use super::part::part;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/glossary.css");

/// The id of the heading over the site's own words.
const GUIDE: &str = "site-guide";

/// Appends the terms to `page`, then the words that the site itself uses.
pub fn glossary_page(page: Element, site: Site) -> Element {
    let terms = &site.bundle.glossary;
    let mut page = page
        .with(element("h1").text(titles::GLOSSARY))
        .with(element("p").class("lead").text(titles::GLOSSARY_LEAD));
    if !terms.is_empty() {
        let mut contents = Contents::default();
        let mut list = element("dl").class("terms").class(CSS);
        for term in terms {
            contents.add(term.id.as_str(), &term.term);
            list = list.with(entry(site, term));
        }
        contents.add(GUIDE, titles::GUIDE);
        let section = part("section", "site-terms", titles::TERMS);
        page = page.with_some(contents.list()).with(section.with(list));
    }
    let mut list = element("dl").class("terms").class(CSS);
    for word in &site.bundle.guide {
        let mut name = element("dt").class(CSS);
        if let Some(verdict) = verdict(&word.code) {
            let colour = element("span").class(format!("status-{}", word.code));
            name = name.with(colour.with(status_mark(verdict))).text(" ");
        }
        let entry = element("div").class(CSS).with(name.text(&*word.word));
        list = list.with(entry.with(element("dd").class(CSS).text(&*word.meaning)));
    }
    page.with(part("section", GUIDE, titles::GUIDE).with(list))
}

/// A verdict that has this code, for its shape.
fn verdict(code: &str) -> Option<Verdict> {
    let others = [Verdict::NoFigure, Verdict::Withdrawn];
    for verdict in others {
        if verdict.code() == Some(code) {
            return Some(verdict);
        }
    }
    let outcome = Outcome::named(code)?;
    Some(Verdict::Against(Position::Within, outcome))
}

/// One term.
fn entry(site: Site, term: &'static Term) -> Element {
    let mut name = element("dt").class(CSS).text(&*term.term);
    for also in &term.also {
        name = name.with(element("span").class(CSS).text(format!(", {}", &**also)));
    }
    let source = term.source.as_ref();
    let meaning = element("dd")
        .class(CSS)
        .with(element("p").rich(site, &term.definition))
        .with_some(source.map(|source| source_line(site, source)));
    element("div")
        .class(CSS)
        .set("id", term.id.as_str())
        .with(name)
        .with(meaning)
}
