//! A page of typed sections.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::browser::Navigator;
use crate::bundle::{
    Goals, Hero, Id, Links, Objectives, Page, Section as Content, SourceId, Timeline,
};
use crate::dataset::Subject;
use crate::site::{Route, Site};
use crate::text::{self, words};
use crate::view::{
    Blocks, CardGrid, ChartFigure, CollectErased, Erase, FigureTile, HeadingLevel, InsightTiles,
    RichLine, ScorecardRows, Section, SourceLine, Still, WheelFigure, rel, small_multiples,
};

/// The page's sections from top to bottom, under its main heading.
#[component]
pub fn SectionsPage(
    /// The site.
    site: Site,
    /// Where the reader is.
    navigator: Navigator,
    /// The page.
    page: &'static Page,
) -> impl IntoView {
    let has_hero = matches!(page.sections.first(), Some(Content::Hero(_)));
    let heading = (!has_hero)
        .then(|| view! { <h1>{&*page.title}</h1> })
        .erase();
    let sections: Vec<AnyView> = page
        .sections
        .iter()
        .map(|section| match section {
            Content::Initiatives(section) => view! {
                <Section id=&section.id heading=&section.heading>
                    <Intro site blocks=&section.intro/>
                    <CardGrid site navigator heading_level=HeadingLevel::H3/>
                </Section>
            }
            .into_any(),
            _ => view! { <Still><StillSection site section/></Still> }.into_any(),
        })
        .collect();
    view! { {heading} {sections} }
}

/// One section in which nothing reacts: a single element.
#[component]
fn StillSection(
    /// The site.
    site: Site,
    /// The section.
    section: &'static Content,
) -> impl IntoView {
    let id = section.id();
    match section {
        Content::Hero(hero) => view! { <HeroSection site hero/> }.into_any(),
        Content::Prose(prose) => view! {
            <Section id heading=&prose.heading>
                <div class="prose"><Blocks site blocks=&prose.body/></div>
                <OptionalSource site id=prose.source.as_ref()/>
            </Section>
        }
        .into_any(),
        Content::Objectives(section) => view! { <ObjectiveList site section/> }.into_any(),
        Content::Initiatives(_) => unreachable!("its cards react to a search"),
        Content::Insights(section) => view! {
            <Section id heading=&section.heading>
                <Intro site blocks=&section.intro/>
                <InsightTiles site key=Id::as_str(id)/>
            </Section>
        }
        .into_any(),
        Content::Scorecard(section) => view! {
            <Section id heading=&section.heading>
                <Intro site blocks=&section.intro/>
                <ScorecardRows site heading_level=HeadingLevel::H3/>
                <p class="onward"><a href=site.href(Route::Kpis)>{words::ALL_KPIS}</a></p>
            </Section>
        }
        .into_any(),
        Content::Chart(section) => {
            let kpi = site.bundle.kpi(Id::as_str(&section.kpi));
            let kpi = kpi.expect("every reference leads to an entry");
            view! {
                <Section id heading=&section.heading>
                    <Intro site blocks=&section.intro/>
                    <ChartFigure site subject=Subject::Kpi(kpi) key=Id::as_str(id)/>
                    <p class="onward"><a href=site.href(Route::Kpi(kpi))>{text::more_on(kpi)}</a></p>
                </Section>
            }
            .into_any()
        }
        Content::Multiples(section) => {
            let kpis = section
                .kpis
                .iter()
                .filter_map(|id| site.bundle.kpi(Id::as_str(id)));
            let charts = small_multiples(site, kpis.collect());
            view! {
                <Section id heading=&section.heading>
                    <Intro site blocks=&section.intro/>
                    {charts}
                </Section>
            }
            .into_any()
        }
        Content::Goals(section) => view! { <GoalList site section/> }.into_any(),
        Content::Timeline(section) => view! { <Events site section/> }.into_any(),
        Content::Wheel(wheel) => view! {
            <Section id heading=&wheel.heading>
                <Intro site blocks=&wheel.intro/>
                <WheelFigure site wheel/>
                <OptionalSource site id=wheel.source.as_ref()/>
            </Section>
        }
        .into_any(),
        Content::Links(section) => view! { <LinkList site section/> }.into_any(),
    }
}

/// The text before a section's own content.
#[component]
fn Intro(
    /// The site.
    site: Site,
    /// The text.
    blocks: &'static [crate::bundle::Block],
) -> impl IntoView {
    (!blocks.is_empty())
        .then(|| view! { <div class="prose intro"><Blocks site blocks/></div> })
        .erase()
}

/// A section's source, where it has one.
#[component]
fn OptionalSource(
    /// The site.
    site: Site,
    /// The source.
    id: Option<&'static SourceId>,
) -> impl IntoView {
    id.map(|id| view! { <SourceLine site id/> }).erase()
}

/// The opening of a page.
#[component]
fn HeroSection(
    /// The site.
    site: Site,
    /// The section.
    hero: &'static Hero,
) -> impl IntoView {
    let css = style_sheet!("style/components/sections.css");
    let figures: Vec<_> = hero
        .figures
        .iter()
        .filter_map(|figure| {
            let kpi = site.bundle.kpi(crate::bundle::Id::as_str(&figure.kpi))?;
            let series = kpi.series(&figure.series)?;
            let statement = view! { <RichLine site line=&figure.statement/> }.into_any();
            Some(view! { class = css,
                <li><FigureTile site kpi series statement linked=true/></li>
            })
        })
        .collect();
    let image = hero
        .image
        .as_ref()
        .map(|image| {
            view! { class = css,
                <img
                    class="picture"
                    src=site.file(&image.src)
                    alt=&*image.alt
                    width="480"
                    height="360"
                />
            }
        })
        .erase();
    view! { class = css,
        <section id=crate::bundle::Id::as_str(&hero.id) class="hero">
            <div class="opening">
                <div>
                    <h1>{&*hero.heading}</h1>
                    <p class="lead"><RichLine site line=&hero.lead/></p>
                </div>
                {image}
            </div>
            {(!figures.is_empty()).then(|| view! { class = css, <ul class="figures">{figures}</ul> }).erase()}
        </section>
    }
}

/// What is aimed at, numbered.
#[component]
fn ObjectiveList(
    /// The site.
    site: Site,
    /// The section.
    section: &'static Objectives,
) -> impl IntoView {
    let css = style_sheet!("style/components/sections.css");
    let items = section
        .items
        .iter()
        .map(|objective| {
            view! { class = css,
                <li>
                    <h3>{&*objective.title}</h3>
                    <p><RichLine site line=&objective.text/></p>
                </li>
            }
        })
        .collect_erased();
    view! { class = css,
        <Section id=&section.id heading=&section.heading>
            <Intro site blocks=&section.intro/>
            <ol class="objectives">{items}</ol>
            <OptionalSource site id=section.source.as_ref()/>
        </Section>
    }
}

/// The targets in force, by whom they serve, and what limits them.
#[component]
fn GoalList(
    /// The site.
    site: Site,
    /// The section.
    section: &'static Goals,
) -> impl IntoView {
    let css = style_sheet!("style/components/sections.css");
    let bundle = site.bundle;
    let groups: Vec<_> = bundle
        .audiences
        .iter()
        .filter_map(|audience| {
            let goals: Vec<_> = bundle
                .kpis
                .iter()
                .filter(|kpi| kpi.audiences[0] == audience.id)
                .flat_map(|kpi| {
                    let in_force = kpi.targets.iter().filter(|target| target.superseded.is_none());
                    in_force.map(move |target| (kpi, target))
                })
                .map(|(kpi, target)| {
                    let series = target.series.as_ref().and_then(|id| kpi.series(id));
                    view! { class = css,
                        <li>
                            <strong class="goal">{text::goal(target.goal, &kpi.unit)}</strong>
                            <a href=site.href(Route::Kpi(kpi))>{&*kpi.title}</a>
                            {series.map(|series| view! { class = css, <span>{&*series.label}</span> }).erase()}
                        </li>
                    }
                })
                .collect();
            let serves = text::serves(audience);
            (!goals.is_empty()).then(|| view! { class = css,
                <div class="goal-group"><h3>{serves}</h3><ul>{goals}</ul></div>
            }).erase()
        })
        .collect();
    let footnotes = section
        .footnotes
        .iter()
        .map(|footnote| {
            view! { class = css,
                <li>
                    <span class="footnote-mark">{format!("[{}]", &*footnote.mark)}</span>
                    <span><RichLine site line=&footnote.text/></span>
                </li>
            }
        })
        .collect_erased();
    view! { class = css,
        <Section id=&section.id heading=&section.heading>
            <Intro site blocks=&section.intro/>
            <div class="goals">{groups}</div>
            {(!section.footnotes.is_empty()).then(|| view! { class = css,
                <h3>{words::FOOTNOTES}</h3>
                <ul class="footnotes">{footnotes}</ul>
            }).erase()}
            <OptionalSource site id=section.source.as_ref()/>
        </Section>
    }
}

/// Dated changes.
#[component]
fn Events(
    /// The site.
    site: Site,
    /// The section.
    section: &'static Timeline,
) -> impl IntoView {
    let css = style_sheet!("style/components/sections.css");
    let events = section
        .items
        .iter()
        .map(|event| {
            view! { class = css,
                <li>
                    <p class="event-date">{text::period(event.when)}</p>
                    <div>
                        <h3>{&*event.title}</h3>
                        <p><RichLine site line=&event.text/></p>
                        <SourceLine site id=&event.source/>
                    </div>
                </li>
            }
        })
        .collect_erased();
    view! { class = css,
        <Section id=&section.id heading=&section.heading>
            <Intro site blocks=&section.intro/>
            <ol class="timeline">{events}</ol>
        </Section>
    }
}

/// Where to read on.
#[component]
fn LinkList(
    /// The site.
    site: Site,
    /// The section.
    section: &'static Links,
) -> impl IntoView {
    let css = style_sheet!("style/components/sections.css");
    let items = section
        .items
        .iter()
        .map(|link| {
            view! { class = css,
                <li>
                    <a href=site.link(&link.href) rel=rel(&link.href)>{&*link.label}</a>
                    {text::host(&link.href).map(|host| view! { class = css, <span class="host">{host}</span> }).erase()}
                    {link.description.as_ref().map(|line| view! { class = css,
                        <p><RichLine site line/></p>
                    }).erase()}
                </li>
            }
        })
        .collect_erased();
    view! { class = css,
        <Section id=&section.id heading=&section.heading>
            <ul class="links">{items}</ul>
        </Section>
    }
}
