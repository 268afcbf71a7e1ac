//! A page of typed sections.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::browser::Navigator;
use crate::bundle::{
    Audience, Block, Citation, Goals, HOME, Hero, Id, Initiatives, Links, Objectives, Page,
    Section as Content, SectionId, Timeline,
};
use crate::exhibit;
use crate::progress::{is_superseded, is_withdrawn};
use crate::site::{Exhibit, GridSection, Route, Shell, Site, Subject};
use crate::text::{self, words};
use crate::view::{
    CardGrid, Element, FigureTile, HeadingLevel, StaticView, chart_figure, element, embed_link,
    figure_tile, heading_link, link, picture, route_link, small_charts, small_multiples,
    source_line, static_view, wheel_figure, with_insights, with_results, with_scorecard,
};

use super::contents::{contents_of, has_contents};

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/sections.css");

/// A part of a page of sections. In all but the initiatives nothing reacts.
pub(super) enum Part {
    Heading,
    Opening(&'static Hero),
    Contents,
    Initiatives(&'static Initiatives),
    Section(&'static Content),
    /// Sections that follow each other and are folded.
    Folded(&'static [Content]),
}

/// The parts of a page from top to bottom.
pub(super) fn parts(page: &'static Page) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = &page.sections[..];
    match rest.split_first() {
        Some((Content::Hero(hero), others)) => {
            parts.push(Part::Opening(hero));
            rest = others;
        }
        _ => parts.push(Part::Heading),
    }
    if has_contents(page) {
        parts.push(Part::Contents);
    }
    while let Some((section, others)) = rest.split_first() {
        let folded = rest.iter().take_while(|next| next.folded().is_some());
        let (folded, after) = rest.split_at(folded.count());
        rest = if folded.is_empty() { others } else { after };
        parts.push(match section {
            _ if !folded.is_empty() => Part::Folded(folded),
            Content::Initiatives(section) => Part::Initiatives(section),
            Content::Hero(hero) => Part::Opening(hero),
            _ => Part::Section(section),
        });
    }
    parts
}

/// Builds the part at `place` of a page.
pub(super) fn section_piece(site: Site, page: &'static Page, place: usize) -> Element {
    let has_hero = matches!(page.sections.first(), Some(Content::Hero(_)));
    let opens_with_results = has_hero && page.id.as_str() == HOME;
    match parts(page).swap_remove(place) {
        Part::Heading => element("h1").text(&*page.title),
        Part::Opening(hero) => opening(site, hero, opens_with_results),
        Part::Contents => contents_of(page),
        Part::Section(section) => static_section(site, section, opens_with_results),
        Part::Folded(sections) => fold(site, sections),
        // Only this of it does not react.
        Part::Initiatives(section) => introduction(site, &section.intro),
    }
}

/// Sections that follow each other and are folded: one part of the page, named after them. What
/// is in it is found by the browser's own search, and opened by a fragment that leads there.
fn fold(site: Site, sections: &'static [Content]) -> Element {
    let mut names = styled("span", "names");
    for (place, section) in sections.iter().enumerate() {
        let heading = section.folded().map_or("", |heading| heading);
        names = names
            .text(if place == 0 { "" } else { " · " })
            .text(heading);
    }
    let summary = scoped("summary")
        .with(styled("span", "background").text(words::BACKGROUND))
        .text(" ")
        .with(names);
    let parts = sections.iter();
    let parts = parts.map(|section| static_section(site, section, true));
    styled("details", "fold").with(summary).with_all(parts)
}

/// The initiatives, with their search: the only section in which something reacts. `intro` is its
/// part of the page, if it has text before the initiatives; `cards` as for the grid.
pub(super) fn initiatives(
    shell: Shell,
    navigator: Navigator,
    section: &'static GridSection,
    intro: StaticView,
    cards: impl FnOnce(Vec<usize>) -> StaticView + 'static,
) -> AnyView {
    let GridSection { id, heading, .. } = section;
    view! {
        <section id=id.as_str() class="section" aria-labelledby=heading_id(id)>
            {static_view(|| title(id, heading))}
            {static_view(|| heading_link(id, heading, false))}
            {section.has_intro.then_some(intro)}
            <CardGrid shell navigator cards/>
        </section>
    }
    .into_any()
}

/// One section in which nothing reacts: a single element. `has_results` says that the page
/// opens with the result strip.
fn static_section(site: Site, section: &'static Content, has_results: bool) -> Element {
    let id = section.id();
    let onward = |link: Element| element("p").class("onward").with(link);
    match section {
        Content::Initiatives(_) | Content::Hero(_) => unreachable!("neither is static alone"),
        Content::Prose(prose) => {
            let body = element("div").class("prose").blocks(site, &prose.body);
            titled(id, &prose.heading)
                .with(body)
                .with_source(site, &prose.source)
        }
        Content::Objectives(section) => objectives(site, section),
        Content::Insights(section) => {
            let parent = titled(id, &section.heading).with_intro(site, &section.intro);
            with_insights(parent, site, id.as_str())
        }
        Content::Scorecard(section) => {
            let mut parent = titled(id, &section.heading).with_intro(site, &section.intro);
            if !has_results {
                parent = with_results(parent, site);
            }
            let all = route_link(site, Route::Kpis).text(words::ALL_KPIS);
            with_scorecard(parent, site, HeadingLevel::H3).with(onward(all))
        }
        Content::Chart(section) => {
            let kpi = site.bundle.kpi(section.kpi.as_str());
            let kpi = kpi.expect("every reference leads to an entry");
            let more = route_link(site, Route::Kpi(kpi)).text(text::more_on(kpi));
            titled(id, &section.heading)
                .with_intro(site, &section.intro)
                .with(chart_figure(site, Subject::Kpi(kpi), id.as_str(), false))
                .with(onward(more))
        }
        Content::Multiples(section) => titled(id, &section.heading)
            .with_intro(site, &section.intro)
            .with(small_multiples(
                site,
                small_charts(site, &site.bundle.kpis_of(section)),
            ))
            .with_embed_link(site, Exhibit::Multiples(section)),
        Content::Goals(section) => goals(site, section),
        Content::Timeline(section) => events(site, section),
        Content::Wheel(wheel) => titled(id, &wheel.heading)
            .with_intro(site, &wheel.intro)
            .with(wheel_figure(site, wheel, HeadingLevel::H3))
            .with_source(site, &wheel.source)
            .with_embed_link(site, Exhibit::Wheel(wheel)),
        Content::Links(section) => links(site, section),
    }
}

/// A section of a page, with its heading; the fragment `id` leads to it.
fn titled(id: &'static SectionId, heading: &'static str) -> Element {
    element("section")
        .set("id", id.as_str())
        .class("section")
        .set("aria-labelledby", heading_id(id.as_str()))
        .with(title(id.as_str(), heading))
        .with(heading_link(id.as_str(), heading, false))
}

/// A section's heading.
fn title(id: &str, heading: &'static str) -> Element {
    element("h2").set("id", heading_id(id)).text(heading)
}

fn heading_id(id: &str) -> String {
    format!("site-heading-{id}")
}

/// The text before a section's own content.
fn introduction(site: Site, blocks: &'static [Block]) -> Element {
    element("div").class("prose intro").blocks(site, blocks)
}

impl Element {
    fn with_intro(self, site: Site, blocks: &'static [Block]) -> Self {
        self.with_some((!blocks.is_empty()).then(|| introduction(site, blocks)))
    }

    fn with_embed_link(self, site: Site, embed: Exhibit) -> Self {
        let link = embed_link(site, embed, &exhibit::title(site, embed));
        self.with(element("p").with(link))
    }

    fn with_source(self, site: Site, source: &'static Option<Citation>) -> Self {
        self.with_some(source.as_ref().map(|citation| source_line(site, citation)))
    }
}

/// An element that the sheet selects by its class.
fn styled(name: &'static str, class: &'static str) -> Element {
    element(name).class(class).class(CSS)
}

/// An element that the sheet selects by its name and its place.
fn scoped(name: &'static str) -> Element {
    element(name).class(CSS)
}

/// The opening of a page; that of the first page says how many targets were reached.
fn opening(site: Site, hero: &'static Hero, shows_results: bool) -> Element {
    let mut words = element("div")
        .with(scoped("h1").text(&*hero.heading))
        .with(element("p").class("lead").rich(site, &hero.lead));
    if shows_results {
        words = with_results(words, site);
    }
    let image = hero.image.as_ref().map(|image| {
        let picture = picture(site, image, "480", "360");
        picture.class("picture").class(CSS)
    });
    let section = element("section")
        .set("id", hero.id.as_str())
        .class("hero")
        .with(styled("div", "opening").with(words).with_some(image));
    if hero.figures.is_empty() {
        return section;
    }
    let figures = hero.figures.iter().filter_map(|figure| {
        let kpi = site.bundle.kpi(figure.kpi.as_str())?;
        let series = kpi.series(&figure.series)?;
        let tile = FigureTile::Linked(&figure.statement);
        let name = text::latest_figures(&kpi.title);
        let embed = embed_link(site, Exhibit::Figure(kpi), &name);
        let tile = figure_tile(site, kpi, series, tile);
        Some(
            element("li")
                .class(CSS)
                .with(tile)
                .with(element("p").with(embed)),
        )
    });
    section.with(styled("ul", "figures").with_all(figures))
}

/// The objectives, numbered.
fn objectives(site: Site, section: &'static Objectives) -> Element {
    let items = section.items.iter().map(|objective| {
        scoped("li")
            .with(element("h3").text(&*objective.title))
            .with(scoped("p").rich(site, &objective.text))
    });
    titled(&section.id, &section.heading)
        .with_intro(site, &section.intro)
        .with(styled("ol", "objectives").with_all(items))
        .with_source(site, &section.source)
}

/// The targets in force, grouped by whom they serve, and what limits them.
fn goals(site: Site, section: &'static Goals) -> Element {
    let groups = site.bundle.audiences.iter();
    let groups = groups.filter_map(|audience| goals_for(site, audience));
    let mut goals = titled(&section.id, &section.heading)
        .with_intro(site, &section.intro)
        .with(styled("div", "goals").with_all(groups));
    if !section.footnotes.is_empty() {
        let footnotes = section.footnotes.iter().map(|footnote| {
            let mark = styled("span", "footnote-mark");
            scoped("li")
                .with(mark.text(format!("[{}]", &*footnote.mark)))
                .with(element("span").rich(site, &footnote.text))
        });
        goals = goals
            .with(element("h3").text(words::FOOTNOTES))
            .with(styled("ul", "footnotes").with_all(footnotes));
    }
    goals.with_source(site, &section.source)
}

/// The targets in force that serve an audience, if there are any. One that serves several
/// audiences is under each of them.
fn goals_for(site: Site, audience: &'static Audience) -> Option<Element> {
    let mut list = element("ul");
    let mut is_empty = true;
    for kpi in &site.bundle.kpis {
        let targets = kpi.targets.iter();
        let published = site.bundle.published;
        for target in targets.filter(|target| !is_superseded(target, published)) {
            let series = target.series.as_ref().and_then(|id| kpi.series(id));
            if !kpi.serves(series).contains(&audience.id) {
                continue;
            }
            let goal = text::goal(target.goal, &kpi.unit);
            let item = scoped("li")
                .with(styled("strong", "goal").text(goal))
                .with(route_link(site, Route::Kpi(kpi)).text(&*kpi.title))
                .with_some(series.map(|series| scoped("span").text(&*series.label)));
            let item = match is_withdrawn(target, published) {
                true => item
                    .text(" ")
                    .with(scoped("span").text(text::withdrawn(Some(target)))),
                false => item,
            };
            list = list.with(item);
            is_empty = false;
        }
    }
    let heading = scoped("h3").text(text::serves(audience));
    (!is_empty).then(|| styled("div", "goal-group").with(heading).with(list))
}

/// Dated changes.
fn events(site: Site, section: &'static Timeline) -> Element {
    let events = section.items.iter().map(|event| {
        let what = element("div")
            .with(element("h3").text(&*event.title))
            .with(element("p").rich(site, &event.text))
            .with(source_line(site, &event.source));
        scoped("li")
            .with(styled("p", "event-date").text(text::period(event.when)))
            .with(what)
    });
    titled(&section.id, &section.heading)
        .with_intro(site, &section.intro)
        .with(styled("ol", "timeline").with_all(events))
}

/// Where to read on.
fn links(site: Site, section: &'static Links) -> Element {
    let items = section.items.iter().map(|entry| {
        let host = text::host(&entry.href);
        let description = entry.description.as_ref();
        scoped("li")
            .with(link(site, &entry.href).class(CSS).text(&*entry.label))
            .with_some(host.map(|host| styled("span", "host").text(host)))
            .with_some(description.map(|line| scoped("p").rich(site, line)))
    });
    titled(&section.id, &section.heading).with(styled("ul", "links").with_all(items))
}
