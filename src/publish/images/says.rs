//! What pictures say in words: their titles, what stands for them where they are not seen,
//! and where that was read.

use crate::bundle::{Insight, Kpi, SourceId, Target};
use crate::dataset::{Dataset, Selection, Subject};
use crate::progress::standing;
use crate::publish::head::canonical;
use crate::site::{Embed, Site};
use crate::text::{self, words};
use crate::view::insight_name;

use super::figure::when;

/// What the pictures of something say.
pub struct Says {
    /// Names it.
    pub title: String,
    /// What it shows, for people who do not see it.
    pub alt: String,
    /// Where that was read, each source once.
    pub sources: Vec<&'static SourceId>,
    /// The address of the page that it is a part of; a whole one where the site's origin is
    /// known.
    pub page: String,
}

impl Says {
    /// What the pictures of an embed say.
    pub fn of(site: Site, embed: Embed) -> Self {
        let (title, alt, sources) = match embed {
            Embed::Card(initiative) => {
                let facts = initiative.facts.iter();
                (
                    initiative.title.to_string(),
                    format!("{} {}", &*initiative.summary, &*initiative.image.alt),
                    once(facts.map(|fact| &fact.source)),
                )
            }
            Embed::Insight(insight) => (
                insight_name(site, insight),
                alt_of_insight(insight),
                vec![&insight.source],
            ),
            Embed::Figure(kpi) => (
                kpi.title.to_string(),
                dataset(site, Subject::Kpi(kpi)).finding,
                once(latest_sources(kpi)),
            ),
            Embed::Kpi(kpi) => of_chart(&dataset(site, Subject::Kpi(kpi))),
            Embed::Insights => of_chart(&dataset(site, Subject::Insights)),
            Embed::Scorecard => of_chart(&dataset(site, Subject::Scorecard)),
        };
        let route = embed.page(site);
        let mut page = canonical(site, route).unwrap_or_else(|| site.href(route));
        if let Embed::Insight(_) = embed {
            page.push('#');
            page.push_str(embed.id());
        }
        Says {
            title,
            alt,
            sources,
            page,
        }
    }
}

/// The figures of a subject as they are published.
pub fn dataset(site: Site, subject: Subject) -> Dataset {
    Dataset::of(site, subject, &Selection::default())
}

/// The title, the words and the sources of a chart.
fn of_chart(dataset: &Dataset) -> (String, String, Vec<&'static SourceId>) {
    let title = text::chart_title(&dataset.title, dataset.unit());
    // There is no table beside a picture.
    let description = dataset.description.trim_end_matches(words::ALL_IN_TABLE);
    let alt = format!("{} {}", dataset.finding, description.trim_end());
    // A drawing shows targets, too.
    let targets: Vec<&'static Target> = match dataset.subject {
        Subject::Kpi(kpi) => kpi.targets.iter().collect(),
        Subject::Insights | Subject::Scorecard => {
            let data = dataset.data.iter();
            data.filter_map(|datum| datum.target()).collect()
        }
    };
    let targets = targets.into_iter().map(|target| &target.source);
    (
        title,
        alt,
        once(dataset.sources().into_iter().chain(targets)),
    )
}

/// Where the latest figures of a KPI were read, or else its targets.
fn latest_sources(kpi: &'static Kpi) -> impl Iterator<Item = &'static SourceId> {
    kpi.series.iter().filter_map(|series| {
        let standing = standing(kpi, series);
        let latest = standing.latest.map(|latest| &latest.observation.source);
        latest.or(standing.target.map(|target| &target.source))
    })
}

/// The sources without those that came before.
fn once(all: impl Iterator<Item = &'static SourceId>) -> Vec<&'static SourceId> {
    let mut sources = Vec::new();
    for source in all {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

/// "83% call themselves satisfied. Survey year not stated."
fn alt_of_insight(insight: &Insight) -> String {
    let qualifier = insight.qualifier.unwrap_or_default();
    let mut alt = text::qualified(insight.value, qualifier, &insight.unit);
    text::capitalise(&mut alt);
    let note = insight.note.as_ref().map(|note| note.plain());
    let rest = [insight.statement.plain(), when(insight)];
    for (place, words) in rest.into_iter().chain(note).enumerate() {
        alt.push_str(if place == 0 { " " } else { ". " });
        alt.push_str(words.trim_end_matches('.'));
    }
    alt.push('.');
    alt
}
