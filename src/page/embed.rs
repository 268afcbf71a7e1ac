//! A part of the site on its own, as other sites show it: in a frame, or drawn by
//! `src/bin/renderer.rs` into a page of theirs.

use crate::bundle::{Block, Id, Kpi, Multiples, SourceId};
use crate::dataset::{Dataset, Selection, Subject, compared, each_once, latest_sources};
use crate::progress::status;
use crate::site::{Embed, Route, Site};
use crate::text::{self, words};
use crate::view::{
    Element, FigureTile, HeadingLevel, card, element, embedded_chart, figure_tile, insight_name,
    insight_tile, route_link, small_charts, small_multiples, wheel_figure,
};

/// The most sources that are named below an embed; more are on its page.
const MOST_SOURCES: usize = 3;

/// Which revision an embed shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// The latest.
    Live,
    /// One for ever, and whether a later one was published.
    Pinned {
        /// Whether there is a later one.
        is_newest: bool,
    },
}

/// What an embed shows of its figures.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The reader's choices.
    pub selection: Selection,
    /// The face that a chart begins with: "table", "notes", or empty for the drawing.
    pub show: String,
}

impl View {
    /// Reads what an address asks for; `value` gives the value of a parameter, empty where
    /// it is not there.
    pub fn read(value: impl Fn(&str) -> String) -> Self {
        View {
            show: value(crate::dataset::parameter::SHOW),
            selection: Selection::read(value),
        }
    }
}

/// Everything of a site that can be embedded.
pub fn embeds(site: Site) -> Vec<Embed> {
    let bundle = site.bundle;
    let mut embeds: Vec<Embed> = bundle.initiatives.iter().map(Embed::Card).collect();
    embeds.extend(bundle.insights.iter().map(Embed::Insight));
    embeds.extend(bundle.kpis.iter().map(Embed::Figure));
    embeds.extend(bundle.kpis.iter().map(Embed::Kpi));
    if !compared(site).is_empty() {
        embeds.push(Embed::Insights);
    }
    if !bundle.kpis.is_empty() {
        embeds.push(Embed::Scorecard);
    }
    embeds.extend(bundle.sections().filter_map(Embed::of_section));
    embeds
}

/// What an embed is called.
pub fn embed_title(site: Site, embed: Embed) -> String {
    match embed {
        Embed::Card(initiative) => initiative.title.to_string(),
        Embed::Insight(insight) => insight_name(site, insight),
        Embed::Figure(kpi) => text::latest_figures(&kpi.title),
        Embed::Kpi(kpi) => kpi.title.to_string(),
        Embed::Insights => words::COMPARISON.to_owned(),
        Embed::Scorecard => words::SCORECARD.to_owned(),
        Embed::Multiples(multiples) => multiples.heading.to_string(),
        Embed::Wheel(wheel) => wheel.heading.to_string(),
    }
}

/// What the chart of an embed is of, where it is a chart.
pub fn embed_subject(embed: Embed) -> Option<Subject> {
    match embed {
        Embed::Kpi(kpi) => Some(Subject::Kpi(kpi)),
        Embed::Insights => Some(Subject::Insights),
        Embed::Scorecard => Some(Subject::Scorecard),
        Embed::Card(_)
        | Embed::Insight(_)
        | Embed::Figure(_)
        | Embed::Multiples(_)
        | Embed::Wheel(_) => None,
    }
}

/// Puts an embed into `page`: what it shows, and below it where that comes from and from
/// when it is.
pub fn embed_page(
    page: Element,
    site: Site,
    embed: Embed,
    view: &View,
    edition: Edition,
    level: HeadingLevel,
) -> Element {
    // Each has a heading; where none is seen, for those who go by headings.
    let is_headed = matches!(
        embed,
        Embed::Card(_) | Embed::Figure(_) | Embed::Multiples(_) | Embed::Wheel(_)
    );
    let heading = (!is_headed).then(|| {
        let heading = level.heading().class("visually-hidden");
        heading.text(embed_title(site, embed))
    });
    let page = page.with_some(heading);
    let sources;
    let page = match embed {
        Embed::Card(initiative) => {
            sources = each_once(initiative.facts.iter().map(|fact| &fact.source));
            page.with(card(site, initiative, level))
        }
        Embed::Insight(insight) => {
            // Its tile names it.
            sources = Vec::new();
            let colour = crate::view::series_class(site.bundle, &insight.audience);
            let tile = insight_tile(site, insight);
            page.with(element("div").class(colour).with(tile))
        }
        Embed::Figure(kpi) => {
            // Tiles name where their figures are from; those without any have a target.
            let is_named = kpi
                .series
                .iter()
                .all(|series| status(kpi, series).latest.is_some());
            sources = match is_named {
                true => Vec::new(),
                false => each_once(latest_sources(kpi)),
            };
            let title = level.heading().class("title").text(&*kpi.title);
            let tiles = kpi.series.iter().map(|series| {
                let tile = figure_tile(site, kpi, series, FigureTile::OfKpi);
                element("li").with(tile)
            });
            let tiles = element("ul").class("embed-tiles").with_all(tiles);
            page.with(title).with(tiles)
        }
        Embed::Kpi(_) | Embed::Insights | Embed::Scorecard => {
            let subject = embed_subject(embed).expect("a chart has a subject");
            let dataset = Dataset::of(site, subject, &view.selection);
            sources = dataset.sources_with_targets();
            page.with(embedded_chart(site, &dataset, &view.show))
        }
        Embed::Multiples(multiples) => {
            let charts = small_charts(site, &kpis_of(site, multiples));
            let read = charts.iter().map(|chart| &chart.dataset);
            sources = each_once(read.flat_map(Dataset::sources_with_targets));
            introduced(page, site, level, &multiples.heading, &multiples.intro)
                .with(small_multiples(site, charts))
        }
        Embed::Wheel(wheel) => {
            sources = wheel.source.iter().collect();
            introduced(page, site, level, &wheel.heading, &wheel.intro).with(wheel_figure(
                site,
                wheel,
                level.below(),
            ))
        }
    };
    let place = format!("{}{}", site.base, embed.page(site).path());
    page.with(foot(site, embed, sources, edition))
        .apart_from(&place)
}

/// The KPIs whose charts stand side by side.
pub fn kpis_of(site: Site, multiples: &Multiples) -> Vec<&'static Kpi> {
    let kpis = multiples.kpis.iter();
    kpis.filter_map(|id| site.bundle.kpi(id.as_str())).collect()
}

/// The heading of a section and what to know first, which may be what its drawing is not.
fn introduced(
    page: Element,
    site: Site,
    level: HeadingLevel,
    heading: &'static str,
    intro: &'static [Block],
) -> Element {
    let heading = level.heading().class("title").text(heading);
    let intro = element("div").class("embed-intro").blocks(site, intro);
    page.with(heading).with(intro)
}

/// Description in `page` that there is no such embed, or none any more, and where to go instead.
pub fn missing_embed(page: Element, site: Site, level: HeadingLevel) -> Element {
    let link = route_link(site, site.home()).text(text::go_to(&site.bundle.site.name));
    page.with(level.heading().class("title").text(words::NO_EMBED))
        .with(element("p").text(words::NO_EMBED_LEAD))
        .with(element("p").with(link))
}

/// Where an embed's figures come from, from when they are, and where they belong.
fn foot(site: Site, embed: Embed, sources: Vec<&'static SourceId>, edition: Edition) -> Element {
    let bundle = site.bundle;
    let href = format!("{}{}", site.base, embed.place(site));
    let mut line = element("p");
    if sources.len() > MOST_SOURCES {
        let all = match embed {
            // Its KPIs have a page each.
            Embed::Multiples(_) => {
                let all = route_link(site, Route::Sources);
                all.text(text::so_many_listed(sources.len()))
            }
            _ => {
                let all = element("a").set("href", href.clone());
                all.text(text::so_many_sources(sources.len()))
            }
        };
        line = line
            .text(words::SOURCE_LABEL)
            .text(" ")
            .with(all)
            .text(". ");
    } else if !sources.is_empty() {
        line = line.text(words::SOURCE_LABEL);
        for (place, id) in sources.into_iter().enumerate() {
            line = line.text(if place == 0 { " " } else { "; " });
            line = line.source(site, id);
        }
        line = line.text(". ");
    }
    let page = element("a").set("href", href).text(&*bundle.site.name);
    let when = match edition {
        Edition::Live => text::as_published(bundle),
        Edition::Pinned { .. } => text::pinned(bundle),
    };
    let line = line.with(page).text(", ").text(when);
    let newer = element("a")
        .set("href", format!("{}{}", site.base, embed.path()))
        .text(words::SEE_LATEST);
    let is_old = edition == Edition::Pinned { is_newest: false };
    let newer = is_old.then(|| element("p").text(words::NEWER_EXISTS).text(" ").with(newer));
    // Shown by script, which looks for newer figures.
    let unchecked = (edition == Edition::Live).then(|| {
        let note = element("p").class("embed-unchecked").set("hidden", "");
        note.text(words::UNCHECKED)
    });
    // So is this, where what its address chooses cannot be drawn.
    let unchosen = embed_subject(embed).map(|_| {
        let note = element("p").class("embed-unchosen").set("hidden", "");
        note.text(words::UNCHOSEN)
    });
    element("footer")
        .class("embed-foot")
        .with(line)
        .with_some(newer)
        .with_some(unchecked)
        .with_some(unchosen)
}
