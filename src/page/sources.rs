//! Every source, and where it is used.

use stylers_macro::style_sheet;

use crate::bundle::{Id, Kpi, Period, Section, Source, SourceId, SourceKind, Text};
use crate::progress::status;
use crate::site::{Route, Site};
use crate::text::{self, titles, words};
use crate::view::{Element, element, link, route_link};

use super::contents::Contents;
use super::heading::heading;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/sources.css");

/// The page of each route, with the sources that it uses.
type Uses = Vec<(Route, Vec<&'static SourceId>)>;

/// Appends all sources to `page`, grouped by who published them and by what they are.
pub fn sources_page(page: Element, site: Site) -> Element {
    let mut uses = Uses::new();
    for route in site.routes() {
        uses.push((route, sources_of(site, route)));
    }
    let mut contents = Contents::default();
    let mut groups = element("div");
    let mut publishers: Vec<&Text> = Vec::new();
    for source in &site.bundle.sources {
        let publisher = &source.publisher;
        if publishers.contains(&publisher) {
            continue;
        }
        publishers.push(publisher);
        // No id of a bundle begins so.
        let id = format!("site-publisher-{}", publishers.len());
        contents.add(&id, publisher);
        groups = groups.with(group(site, &uses, publisher, id));
    }
    page.with(element("h1").text(words::SOURCES))
        .with(element("p").class("lead").text(words::SOURCES_LEAD))
        .with_some(contents.list())
        .with(groups)
}

/// The sources of one publisher, by their kinds.
fn group(site: Site, uses: &Uses, publisher: &'static Text, id: String) -> Element {
    let mut group = element("section").class("publisher").class(CSS);
    group = group.with(element("h2").class(CSS).set("id", id).text(&**publisher));
    let mut kinds = vec![None];
    for kind in SourceKind::ALL {
        kinds.push(Some(*kind));
    }
    for kind in kinds {
        let mut sources: Vec<&'static Source> = Vec::new();
        for source in &site.bundle.sources {
            if source.publisher == *publisher && source.kind == kind {
                sources.push(source);
            }
        }
        if sources.is_empty() {
            continue;
        }
        if let Some(kind) = kind {
            group = group.with(element("h3").class(CSS).text(titles::source_kind(kind)));
        }
        // Said once rather than of each.
        let mut are_undated = sources.len() > 1;
        for source in &sources {
            are_undated &= source.published == Period::NotStated;
        }
        if are_undated {
            group = group.with(styled("p", "facts").text(titles::UNDATED));
        }
        group = group.with(list(site, uses, &sources, !are_undated));
    }
    group
}

/// Sources of one kind, those of a series as one entry.
fn list(site: Site, uses: &Uses, sources: &[&'static Source], are_dated: bool) -> Element {
    let mut list = styled("ul", "sources");
    let mut listed: Vec<&Text> = Vec::new();
    for source in sources {
        let Some(series) = &source.series else {
            let item = element("li").class(CSS).set("id", source.id.as_str());
            let item = described(item, site, source, are_dated);
            list = list.with(used(item, site, uses, &[source]));
            continue;
        };
        if listed.contains(&series) {
            continue;
        }
        listed.push(series);
        let mut of_series = Vec::new();
        for other in sources {
            if other.series.as_ref() == Some(series) {
                of_series.push(*other);
            }
        }
        let mut editions = styled("ul", "editions");
        for source in &of_series {
            let item = element("li").class(CSS).set("id", source.id.as_str());
            editions = editions.with(described(item, site, source, are_dated));
        }
        let count = titles::of_series(of_series.len());
        let item = element("li")
            .class(CSS)
            .with(styled("p", "title").text(&**series))
            .with(fold(count).with(editions));
        list = list.with(used(item, site, uses, &of_series));
    }
    list
}

fn styled(name: &'static str, class: &'static str) -> Element {
    element(name).class(class).class(CSS)
}

fn fold(summary: String) -> Element {
    styled("details", "fold").with(element("summary").class(CSS).text(summary))
}

/// What a source is, in `item`.
fn described(item: Element, site: Site, source: &'static Source, is_dated: bool) -> Element {
    let title = styled("p", "title");
    let title = match &source.href {
        Some(href) => title.with(link(site, href).text(&*source.title)),
        None => title.text(&*source.title),
    };
    let mut facts = styled("p", "facts");
    if is_dated {
        let mut published = text::published(source.published);
        published.push_str(". ");
        facts = facts.text(published);
    }
    if let Some(date) = source.accessed {
        facts = facts.text(text::accessed(date)).text(" ");
    }
    if let Some(href) = &source.archive {
        facts = facts.with(link(site, href).text(words::ARCHIVED)).text(" ");
    }
    if let Some(locator) = &source.locator {
        facts = facts.with(element("code").text(&**locator));
    }
    let note = source.note.as_ref();
    item.with(title)
        .with(facts)
        .with_some(note.map(|line| styled("p", "facts").rich(site, line)))
}

/// Appends the pages that use any of some sources to `item`: one as a link, more of them folded.
fn used(item: Element, site: Site, uses: &Uses, sources: &[&Source]) -> Element {
    let mut places = Vec::new();
    for (route, used) in uses {
        let mut is_used = false;
        for source in sources {
            is_used |= used.contains(&&source.id);
        }
        if is_used {
            places.push(route_link(site, *route).text(heading(site, *route)));
        }
    }
    match places.len() {
        0 => item,
        1 => {
            let label = styled("p", "facts").text(words::USED_IN).text(" ");
            item.with(label.with_all(places))
        }
        count => {
            let mut list = styled("ul", "places");
            for place in places {
                list = list.with(element("li").class(CSS).with(place));
            }
            item.with(fold(titles::used_in(count)).with(list))
        }
    }
}

/// Every source used by the page of a route.
fn sources_of(site: Site, route: Route) -> Vec<&'static SourceId> {
    let mut sources = Vec::new();
    match route {
        Route::Page(page) => {
            for section in &page.sections {
                add_section(site, section, &mut sources);
            }
        }
        Route::Initiative(initiative) => {
            for fact in &initiative.facts {
                sources.push(&fact.source.id);
            }
        }
        Route::Kpi(kpi) => {
            add_chart(kpi, &mut sources);
            for related in &kpi.related {
                sources.push(&related.source.id);
            }
        }
        Route::Glossary => {
            for term in &site.bundle.glossary {
                sources.extend(term.source.as_ref().map(|citation| &citation.id));
            }
        }
        // What it says of other sources stands on the pages of KPIs as well.
        Route::Gaps => {
            for kpi in &site.bundle.kpis {
                sources.extend(&kpi.searched);
            }
        }
        // These repeat what other pages say in full, with sources.
        Route::Initiatives | Route::Kpis | Route::Sources | Route::Offline | Route::NotFound => {}
    }
    sources
}

fn add_section(site: Site, section: &'static Section, sources: &mut Vec<&'static SourceId>) {
    let source = match section {
        Section::Prose(section) => section.source.as_ref(),
        Section::Objectives(section) => section.source.as_ref(),
        Section::Goals(section) => section.source.as_ref(),
        Section::Wheel(section) => section.source.as_ref(),
        Section::Timeline(section) => {
            for event in &section.items {
                sources.push(&event.source.id);
            }
            None
        }
        Section::Insights(_) => {
            for insight in &site.bundle.insights {
                sources.push(&insight.source.id);
            }
            None
        }
        Section::Hero(hero) => {
            for figure in &hero.figures {
                let kpi = site.bundle.kpi(figure.kpi.as_str());
                let series = kpi.and_then(|kpi| Some((kpi, kpi.series(&figure.series)?)));
                let status = series.map(|(kpi, of)| status(kpi, of, site.bundle.published));
                let latest = status.and_then(|status| status.latest);
                sources.extend(latest.map(|latest| &latest.observation.source.id));
            }
            None
        }
        Section::Chart(chart) => {
            if let Some(kpi) = site.bundle.kpi(chart.kpi.as_str()) {
                add_chart(kpi, sources);
            }
            None
        }
        // The first three repeat what other pages say with sources; links are not sources.
        Section::Multiples(_)
        | Section::Initiatives(_)
        | Section::Scorecard(_)
        | Section::Links(_) => None,
    };
    sources.extend(source.map(|citation| &citation.id));
}

/// Adds the sources of a KPI's observations and targets.
fn add_chart(kpi: &'static Kpi, sources: &mut Vec<&'static SourceId>) {
    for series in &kpi.series {
        for observation in &series.observations {
            sources.push(&observation.source.id);
        }
    }
    for target in &kpi.targets {
        sources.extend(target.sources());
    }
}
