//! Structured data: what a page is about, in the vocabulary of <https://schema.org/> as JSON-LD
//! 1.1. Everything is taken from the bundle; what it does not say is omitted.
//!
//! Datasets have what Google requires
//! (<https://developers.google.com/search/docs/appearance/structured-data/dataset>).

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::bundle::{
    Date, Decimal, Figure, HOME, Id, Kpi, Observation, Period, SafeUrl, Series, Source, SourceId,
    Target,
};
use crate::exhibit::describe;
use crate::page::{description, heading};
use crate::progress::{Verdict, is_superseded, statuses};
use crate::site::{Exhibit, Route, Site, Subject};
use crate::text::{self, words};

use super::addresses::{BUNDLE, canonical};

/// The most characters of a dataset's description that Google reads.
const MOST_CHARACTERS: usize = 5_000;

/// A thing of schema.org, with the properties that are used here.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all_fields = "camelCase")]
enum Thing {
    WebSite {
        #[serde(rename = "@id")]
        id: String,
        name: String,
        description: String,
        url: String,
        in_language: String,
        date_modified: String,
        publisher: Box<Thing>,
    },
    BreadcrumbList {
        item_list_element: Vec<Thing>,
    },
    ListItem {
        position: usize,
        name: String,
        item: String,
    },
    DataCatalog {
        #[serde(rename = "@id")]
        id: String,
        name: String,
        description: String,
        url: String,
        in_language: String,
        date_modified: String,
        publisher: Box<Thing>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        dataset: Vec<Reference>,
    },
    Dataset {
        #[serde(rename = "@id")]
        id: String,
        name: String,
        description: String,
        identifier: String,
        url: String,
        in_language: String,
        version: String,
        date_modified: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        temporal_coverage: Option<String>,
        publisher: Box<Thing>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        creator: Vec<Thing>,
        variable_measured: Vec<Thing>,
        distribution: Vec<Thing>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        is_based_on: Vec<Thing>,
        included_in_data_catalog: Reference,
    },
    DataDownload {
        content_url: String,
        encoding_format: &'static str,
    },
    PropertyValue {
        name: String,
        description: String,
        unit_text: String,
        /// The least possible value of the variable, not the least observed.
        #[serde(skip_serializing_if = "Option::is_none")]
        min_value: Option<Decimal>,
        /// The greatest possible value.
        #[serde(skip_serializing_if = "Option::is_none")]
        max_value: Option<Decimal>,
    },
    Organization {
        name: String,
    },
    CreativeWork {
        name: String,
        publisher: Box<Thing>,
        #[serde(skip_serializing_if = "Option::is_none")]
        date_published: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    },
}

/// A thing that is described elsewhere.
#[derive(Serialize)]
struct Reference {
    #[serde(rename = "@id")]
    id: String,
}

/// A thing by itself.
#[derive(Serialize)]
struct Document {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(flatten)]
    thing: Thing,
}

/// The JSON-LD documents of a route's page, ready to stand in `script` elements of the
/// type `application/ld+json`.
pub fn blocks(site: Site, route: Route) -> Vec<String> {
    let is_home = matches!(route, Route::Page(page) if page.id.as_str() == HOME);
    let mut things = Vec::new();
    if is_home {
        things.push(website(site, route));
    } else {
        things.push(breadcrumbs(site, route));
    }
    match route {
        Route::Kpi(kpi) => things.push(dataset(site, kpi)),
        Route::Kpis => things.push(catalog(site)),
        Route::Page(_)
        | Route::Initiatives
        | Route::Initiative(_)
        | Route::Sources
        | Route::Gaps
        | Route::Glossary
        | Route::Offline
        | Route::NotFound => {}
    }
    let documents = things.into_iter().map(|thing| Document {
        context: "https://schema.org",
        thing,
    });
    documents.map(|document| script_safe(&document)).collect()
}

/// JSON in which no text can end a `script` element or begin another: `<`, `>` and `&` are
/// escaped, which means the same in JSON. So are the line ends that JavaScript knows and JSON
/// does not.
fn script_safe(document: &impl Serialize) -> String {
    struct ScriptSafe;

    impl Formatter for ScriptSafe {
        fn write_string_fragment<W: io::Write + ?Sized>(
            &mut self,
            out: &mut W,
            text: &str,
        ) -> io::Result<()> {
            for c in text.chars() {
                if matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') {
                    write!(out, "\\u{:04x}", u32::from(c))?;
                } else {
                    write!(out, "{c}")?;
                }
            }
            Ok(())
        }
    }

    let mut json = Vec::new();
    document
        .serialize(&mut Serializer::with_formatter(&mut json, ScriptSafe))
        .expect("a Vec takes all, and all keys are text");
    String::from_utf8(json).expect("JSON is UTF-8")
}

/// The address of a route: absolute if the origin is known, and otherwise relative to the page,
/// as JSON-LD allows.
fn address(site: Site, route: Route) -> String {
    canonical(site, route).unwrap_or_else(|| site.href(route))
}

fn dataset_id(site: Site, kpi: &'static Kpi) -> String {
    format!("{}#dataset", address(site, Route::Kpi(kpi)))
}

fn catalog_id(site: Site) -> String {
    format!("{}#catalog", address(site, Route::Kpis))
}

fn organization(name: &str) -> Thing {
    let name = name.to_owned();
    Thing::Organization { name }
}

fn owner(site: Site) -> Box<Thing> {
    Box::new(organization(&site.bundle.site.owner))
}

fn website(site: Site, home: Route) -> Thing {
    let bundle = site.bundle;
    let url = address(site, home);
    Thing::WebSite {
        id: format!("{url}#website"),
        name: bundle.site.name.to_string(),
        description: bundle.site.description.to_string(),
        url,
        in_language: bundle.locale.to_string(),
        date_modified: bundle.published.to_string(),
        publisher: owner(site),
    }
}

/// The breadcrumbs from the home page to a route.
fn breadcrumbs(site: Site, route: Route) -> Thing {
    let home = site.bundle.page(HOME).map(|home| {
        let name = home.label.to_string();
        (name, Route::Page(home))
    });
    let parent = match route {
        Route::Kpi(_) => Some((words::KPIS.to_owned(), Route::Kpis)),
        Route::Initiative(_) => Some((words::INITIATIVES.to_owned(), Route::Initiatives)),
        Route::Page(_)
        | Route::Initiatives
        | Route::Kpis
        | Route::Sources
        | Route::Gaps
        | Route::Glossary
        | Route::Offline
        | Route::NotFound => None,
    };
    let name = match route {
        Route::Page(page) => page.label.to_string(),
        _ => heading(site, route),
    };
    let way = home.into_iter().chain(parent).chain([(name, route)]);
    let items = way
        .enumerate()
        .map(|(index, (name, route))| Thing::ListItem {
            position: index + 1,
            name,
            item: address(site, route),
        });
    Thing::BreadcrumbList {
        item_list_element: items.collect(),
    }
}

/// The page of all KPIs as a catalogue of their datasets.
fn catalog(site: Site) -> Thing {
    let bundle = site.bundle;
    let references = bundle.kpis.iter().map(|kpi| Reference {
        id: dataset_id(site, kpi),
    });
    Thing::DataCatalog {
        id: catalog_id(site),
        name: text::document_title(words::KPIS, &bundle.site.name),
        description: description(site, Route::Kpis),
        url: address(site, Route::Kpis),
        in_language: bundle.locale.to_string(),
        date_modified: bundle.published.to_string(),
        publisher: owner(site),
        dataset: references.collect(),
    }
}

/// A KPI as a dataset: its figures and its targets, which the bundle holds.
fn dataset(site: Site, kpi: &'static Kpi) -> Thing {
    let bundle = site.bundle;
    let origin = bundle.site.origin.as_deref().unwrap_or_default();
    let sources = sources(site, kpi);
    Thing::Dataset {
        id: dataset_id(site, kpi),
        name: kpi.title.to_string(),
        description: dataset_description(site, kpi),
        identifier: kpi.id.as_str().to_owned(),
        url: address(site, Route::Kpi(kpi)),
        in_language: bundle.locale.to_string(),
        version: bundle.revision.to_string(),
        date_modified: bundle.published.to_string(),
        temporal_coverage: temporal_coverage(kpi),
        publisher: owner(site),
        creator: creators(&sources),
        variable_measured: kpi.series.iter().map(|s| variable(kpi, s)).collect(),
        distribution: vec![Thing::DataDownload {
            content_url: format!("{origin}{}{BUNDLE}", site.base),
            encoding_format: "application/json",
        }],
        is_based_on: sources.into_iter().map(work).collect(),
        included_in_data_catalog: Reference {
            id: catalog_id(site),
        },
    }
}

/// What the KPI measures, its figures and its targets. With the state of the content that is
/// always more than the 50 characters that Google requires.
fn dataset_description(site: Site, kpi: &'static Kpi) -> String {
    let chart = describe(site, Exhibit::Chart(Subject::Kpi(kpi)));
    let mut parts = vec![kpi.measures.plain_text(), chart.finding];
    let published = site.bundle.published;
    let all: Vec<_> = kpi
        .series
        .iter()
        .map(|series| statuses(kpi, series, published))
        .collect();
    for target in kpi
        .targets
        .iter()
        .filter(|target| !is_superseded(target, published))
    {
        let of_target = all
            .iter()
            .flatten()
            .filter(|status| status.target == Some(target));
        let verdicts = of_target.filter_map(|status| {
            let mut verdict = match status.verdict {
                Verdict::Withdrawn => text::withdrawn(Some(target)),
                _ => text::outcome(status)?,
            };
            text::capitalise(&mut verdict);
            Some(match &kpi.series[..] {
                [_] => verdict,
                _ => format!("{}: {verdict}", &*status.series.label),
            })
        });
        let mut words = text::target_line(target, &kpi.unit);
        for verdict in verdicts {
            text::add_sentence(&mut words, &verdict);
        }
        if !words.ends_with('.') {
            words.push('.');
        }
        parts.push(words);
    }
    parts.push(text::better(kpi.better).to_owned());
    parts.push(format!("{}.", text::revision(site.bundle)));
    let whole = parts.join(" ");
    match whole.char_indices().nth(MOST_CHARACTERS - 1) {
        Some((end, _)) if whole[end..].chars().count() > 1 => format!("{}…", &whole[..end]),
        _ => whole,
    }
}

/// What one series measures.
fn variable(kpi: &Kpi, series: &Series) -> Thing {
    let name = match kpi.series.as_slice() {
        [_] => kpi.title.to_string(),
        _ => format!("{}: {}", &*kpi.title, &*series.label),
    };
    let zero = Decimal::whole(0);
    let range = match (&kpi.unit, kpi.whole) {
        (unit, None) => unit
            .natural_range()
            .map(|(low, high)| (Decimal::whole(low), Decimal::whole(high))),
        (_, Some(whole)) => Some((zero, whole)),
    };
    Thing::PropertyValue {
        name,
        description: kpi.measures.plain_text(),
        unit_text: text::unit_title(&kpi.unit),
        min_value: range.map(|(least, _)| least),
        max_value: range.map(|(_, most)| most),
    }
}

/// From the first to the last dated figure, as an interval of ISO 8601; one date where
/// both are the same.
fn temporal_coverage(kpi: &Kpi) -> Option<String> {
    let observations = || kpi.series.iter().flat_map(|series| &series.observations);
    let is_published = |o: &&Observation| matches!(o.figure, Figure::Published { .. });
    let dates = || {
        observations()
            .filter(is_published)
            .filter_map(|o| dates(o.period))
    };
    let (first, _) = dates().min_by(|(a, _), (b, _)| a.start().total_cmp(&b.start()))?;
    let (_, last) = dates().max_by(|(_, a), (_, b)| a.end().total_cmp(&b.end()))?;
    Some(if first == last {
        first.to_string()
    } else {
        format!("{first}/{last}")
    })
}

/// The first and the last date of a period.
fn dates(period: Period) -> Option<(Date, Date)> {
    let last = || period.last_day().map(|day| (day, day));
    period.dates().or_else(last)
}

/// The sources of a KPI's figures and targets, each once.
fn sources(site: Site, kpi: &'static Kpi) -> Vec<&'static Source> {
    let figures = kpi.series.iter().flat_map(|series| &series.observations);
    let figures = figures.map(|observation| &observation.source.id);
    let targets = kpi.targets.iter().flat_map(Target::sources);
    let mut ids: Vec<&SourceId> = Vec::new();
    for id in figures.chain(targets) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.into_iter().map(|id| site.bundle.source(id)).collect()
}

/// Who published the sources, each once.
fn creators(sources: &[&Source]) -> Vec<Thing> {
    let mut names: Vec<&str> = Vec::new();
    for source in sources {
        if !names.contains(&&*source.publisher) {
            names.push(&source.publisher);
        }
    }
    names.into_iter().map(organization).collect()
}

/// A source as a work.
fn work(source: &Source) -> Thing {
    Thing::CreativeWork {
        name: source.title.to_string(),
        publisher: Box::new(organization(&source.publisher)),
        date_published: match source.published {
            Period::On(date) => Some(date.to_string()),
            _ => None,
        },
        url: match &source.href {
            Some(SafeUrl::External(url)) if url.starts_with("https://") => Some(url.clone()),
            _ => None,
        },
    }
}

#[cfg(test)]
#[path = "structured_data_tests.rs"]
mod tests;
