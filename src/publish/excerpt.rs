//! The content of one page of a large site: to change one of its charts, a browser loads what that
//! page shows, and not the figures and initiatives of all others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;

use super::PublishError;
use super::files::HashedFile;
use crate::bundle::{Bundle, Id, KpiId, Page, Section};
use crate::site::{Route, Site};

/// The folder of excerpts.
const EXCERPTS: &str = "content/";

/// Writes the excerpts into `folder`, and returns them by the paths of their pages.
///
/// # Errors
/// A file cannot be written.
pub fn write_all(folder: &Path, site: Site) -> Result<BTreeMap<String, HashedFile>, PublishError> {
    let around = around(site.bundle);
    let written = site.routes().into_par_iter().filter_map(|route| {
        let excerpt = of_page(&around, site.bundle, route)?;
        let path = route.path();
        let name = match path.trim_end_matches('/') {
            "" => "home",
            path => path,
        };
        let name = format!("{EXCERPTS}{}.bin", name.replace('/', "-"));
        let file = HashedFile::of(folder, &name, excerpt.pack());
        Some(file.map(|file| (path, file)))
    });
    // All of them, so that of several errors the first in their order is told.
    let written: Vec<_> = written.collect();
    written.into_iter().collect()
}

/// What all excerpts have: everything that does not grow with the KPIs and the initiatives.
fn around(bundle: &Bundle) -> Bundle {
    Bundle {
        kpis: Vec::new(),
        initiatives: Vec::new(),
        insights: Vec::new(),
        ..bundle.clone()
    }
}

/// What a page shows, if it has a chart and does not show all initiatives, whose cards are of the
/// whole.
fn of_page(around: &Bundle, bundle: &Bundle, route: Route) -> Option<Bundle> {
    match route {
        Route::Kpi(kpi) => Some(of_kpi(around, bundle, &kpi.id)),
        Route::Page(page) => of_sections(around, bundle, page),
        Route::Kpis => Some(Bundle {
            kpis: bundle.kpis.clone(),
            ..around.clone()
        }),
        Route::Initiatives
        | Route::Initiative(_)
        | Route::Sources
        | Route::Gaps
        | Route::Glossary
        | Route::Offline
        | Route::NotFound => None,
    }
}

/// The KPI with an id, those before and after it, to which the page leads on, and the initiatives
/// that work towards it.
fn of_kpi(around: &Bundle, bundle: &Bundle, id: &KpiId) -> Bundle {
    let mut kpis = bundle.kpis.iter();
    let place = kpis.position(|kpi| kpi.id == *id);
    let place = place.expect("a KPI of the bundle");
    let near = place.saturating_sub(1)..(place + 2).min(bundle.kpis.len());
    let initiatives = bundle.initiatives.iter();
    let related = initiatives.filter(|initiative| initiative.kpis.contains(id));
    Bundle {
        kpis: bundle.kpis[near].to_vec(),
        initiatives: related.cloned().collect(),
        ..around.clone()
    }
}

/// What a page of sections shows: all KPIs where it has their targets, and else those, and the
/// initiatives, whose ids are anywhere in it.
fn of_sections(around: &Bundle, bundle: &Bundle, page: &Page) -> Option<Bundle> {
    let has = |is_kind: fn(&Section) -> bool| page.sections.iter().any(is_kind);
    if has(|section| matches!(section, Section::Initiatives(_))) {
        return None;
    }
    let mut named = words(page);
    let insights = match has(|section| matches!(section, Section::Insights(_))) {
        true => bundle.insights.clone(),
        false => Vec::new(),
    };
    named.extend(words(&insights));
    let has_all = has(|section| matches!(section, Section::Scorecard(_) | Section::Goals(_)));
    let kpis = bundle.kpis.iter();
    let kpis = kpis.filter(|kpi| has_all || named.contains(kpi.id.as_str()));
    let initiatives = bundle.initiatives.iter();
    let initiatives = initiatives.filter(|initiative| named.contains(initiative.id.as_str()));
    Some(Bundle {
        kpis: kpis.cloned().collect(),
        initiatives: initiatives.cloned().collect(),
        insights,
        ..around.clone()
    })
}

/// Everything in a part of a bundle that could be an id.
fn words(part: &impl Serialize) -> BTreeSet<String> {
    let text = serde_json::to_string(part).expect("a bundle is JSON");
    let is_of_id = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let words = text.split(|c| !is_of_id(c));
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Dataset, Selection};
    use crate::page::{build_piece, pieces};
    use crate::publish::tests::{NORLAND, site_of};
    use crate::site::{Route, Subject};
    use crate::view::{Element, chart_body, footer, header};

    fn html(element: Element) -> String {
        let mut html = String::new();
        element.write(&mut html);
        html
    }

    /// What programs build of a page: its parts, and its charts with other choices.
    fn built(site: Site, path: &str) -> Vec<String> {
        let route = site.route(&format!("{}{path}", site.base));
        let subjects = match route {
            Route::Kpi(kpi) => vec![Subject::Kpi(kpi)],
            Route::Page(page) => charts_of(site, page),
            _ => vec![Subject::Scorecard],
        };
        let all = (0..pieces(route)).map(|place| html(build_piece(site, route, place)));
        let mut built: Vec<String> = all.collect();
        built.push(html(header(site, &site.href(route))));
        built.push(html(footer(site)));
        for subject in subjects {
            let series = match subject {
                Subject::Kpi(kpi) => &kpi.series[..],
                Subject::Insights | Subject::Scorecard => &[],
            };
            let hidden = series.iter().map(|series| ("hide", series.id.as_str()));
            for (choice, value) in hidden.chain([("", ""), ("from", "2020"), ("since", "2022")]) {
                let chosen = Selection::read(|name| match name == choice {
                    true => value.to_owned(),
                    false => String::new(),
                });
                let dataset = Dataset::of(site, subject, &chosen);
                built.push(html(chart_body(site, &dataset, true, Some("figures"))));
            }
        }
        built
    }

    /// The charts in the sections of a page.
    fn charts_of(site: Site, page: &Page) -> Vec<Subject> {
        let kpi = |id: &KpiId| Subject::Kpi(site.bundle.kpi(id.as_str()).expect("a KPI"));
        let of_section = |section: &Section| match section {
            Section::Insights(_) => vec![Subject::Insights],
            Section::Scorecard(_) => vec![Subject::Scorecard],
            Section::Chart(chart) => vec![kpi(&chart.kpi)],
            Section::Multiples(multiples) => multiples.kpis.iter().map(kpi).collect(),
            _ => Vec::new(),
        };
        page.sections.iter().flat_map(of_section).collect()
    }

    #[test]
    fn a_page_is_the_same_as_of_the_whole_content() {
        let shipped = include_str!("../../public/bundle/en.json");
        let review = include_str!("../../tests/bundles/review.json");
        for (bundle, sections) in [(NORLAND, 2), (review, 1), (shipped, 1)] {
            let site = site_of(bundle);
            let around = around(site.bundle);
            let mut of_sections = 0;
            for route in site.routes() {
                let Some(excerpt) = of_page(&around, site.bundle, route) else {
                    continue;
                };
                match route {
                    Route::Kpi(_) => assert!(excerpt.kpis.len() <= 3),
                    Route::Page(_) => of_sections += 1,
                    _ => {}
                }
                let excerpt = Site {
                    bundle: Bundle::unpack(&excerpt.pack()),
                    ..site
                };
                let path = route.path();
                let (found, expected) = (built(excerpt, &path), built(site, &path));
                assert_eq!(found.len(), expected.len(), "{path}");
                for (place, (found, expected)) in found.iter().zip(&expected).enumerate() {
                    assert!(found == expected, "{path}, {place}: {found}");
                }
            }
            assert_eq!(of_sections, sections);
        }
    }
}
