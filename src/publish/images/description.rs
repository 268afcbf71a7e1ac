//! What pictures say in words: their titles, what stands for them where they are not seen,
//! and where that was read.

use crate::bundle::{Insight, SourceId, Wheel};
use crate::dataset::{Dataset, Selection, Subject, each_once, latest_sources};
use crate::page::kpis_of;
use crate::publish::addresses::root;
use crate::site::{Embed, Site};
use crate::text::{self, words};
use crate::view::insight_name;

/// What the pictures of something say.
pub struct Description {
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

impl Description {
    /// What the pictures of an embed say.
    pub fn of(site: Site, embed: Embed) -> Self {
        let (title, alt, sources) = match embed {
            Embed::Card(initiative) => {
                let facts = initiative.facts.iter();
                (
                    initiative.title.to_string(),
                    format!("{} {}", &*initiative.summary, &*initiative.image.alt),
                    each_once(facts.map(|fact| &fact.source)),
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
                each_once(latest_sources(kpi)),
            ),
            Embed::Kpi(kpi) => of_chart(&dataset(site, Subject::Kpi(kpi))),
            Embed::Insights => of_chart(&dataset(site, Subject::Insights)),
            Embed::Scorecard => of_chart(&dataset(site, Subject::Scorecard)),
            Embed::Multiples(section) => {
                let kpis = kpis_of(site, section).into_iter();
                let charts = kpis.map(|kpi| dataset(site, Subject::Kpi(kpi)));
                let charts: Vec<Dataset> = charts.collect();
                let finding = |chart: &Dataset| format!("{}: {}", chart.title, chart.finding);
                let findings: Vec<String> = charts.iter().map(finding).collect();
                (
                    section.heading.to_string(),
                    findings.join(" "),
                    each_once(charts.iter().flat_map(Dataset::sources_with_targets)),
                )
            }
            Embed::Wheel(wheel) => (
                wheel.heading.to_string(),
                alt_of_wheel(wheel),
                wheel.source.iter().collect(),
            ),
        };
        let page = root(site).unwrap_or_else(|| site.base.to_owned()) + &embed.place(site);
        Description {
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
    (title, alt, dataset.sources_with_targets())
}

/// "At the centre: Service. Who: Citizens, Businesses."
fn alt_of_wheel(wheel: &Wheel) -> String {
    let mut alt = format!("{}: {}.", words::AT_THE_CENTRE, &*wheel.centre);
    for ring in &wheel.rings {
        let parts: Vec<&str> = ring.items.iter().map(|part| &*part.title).collect();
        alt.push_str(&format!(" {}: {}.", &*ring.label, parts.join(", ")));
    }
    alt
}

/// "83% call themselves satisfied. Survey year not stated."
fn alt_of_insight(insight: &Insight) -> String {
    let qualifier = insight.qualifier.unwrap_or_default();
    let mut alt = text::qualified(insight.value, qualifier, &insight.unit);
    text::capitalise(&mut alt);
    let note = insight.note.as_ref().map(|note| note.plain_text());
    let rest = [insight.statement.plain_text(), text::asked(insight.period)];
    for (place, words) in rest.into_iter().chain(note).enumerate() {
        alt.push_str(if place == 0 { " " } else { ". " });
        alt.push_str(words.trim_end_matches('.'));
    }
    alt.push('.');
    alt
}
