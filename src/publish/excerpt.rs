//! The content of one page of a large site: to change the chart of a KPI, a browser loads what that
//! page shows, and not the figures of all others.

use std::path::Path;

use rayon::prelude::*;

use super::PublishError;
use super::files::HashedFile;
use crate::bundle::{Bundle, Id};
use crate::site::Site;

/// The folder of excerpts.
const EXCERPTS: &str = "content/";

/// Writes the excerpt of each KPI's page into `folder`, in the order of the KPIs.
///
/// # Errors
/// A file cannot be written.
pub fn write_all(folder: &Path, site: Site) -> Result<Vec<HashedFile>, PublishError> {
    let around = around(site.bundle);
    let kpis = site.bundle.kpis.par_iter().enumerate();
    let written = kpis.map(|(place, kpi)| {
        let name = format!("{EXCERPTS}{}.bin", kpi.id.as_str());
        HashedFile::of(folder, &name, of_kpi(&around, site.bundle, place).pack())
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

/// What the page of the KPI at `place` shows: it, those before and after it, to which the page
/// leads on, and the initiatives that work towards it.
fn of_kpi(around: &Bundle, bundle: &Bundle, place: usize) -> Bundle {
    let id = &bundle.kpis[place].id;
    let near = place.saturating_sub(1)..(place + 2).min(bundle.kpis.len());
    let initiatives = bundle.initiatives.iter();
    let related = initiatives.filter(|initiative| initiative.kpis.contains(id));
    Bundle {
        kpis: bundle.kpis[near].to_vec(),
        initiatives: related.cloned().collect(),
        ..around.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Dataset, Selection};
    use crate::page::build_piece;
    use crate::publish::tests::{NORLAND, site_of};
    use crate::site::{Route, Subject};
    use crate::view::{Element, chart_body, footer, header};

    fn html(element: Element) -> String {
        let mut html = String::new();
        element.write(&mut html);
        html
    }

    /// Everything that programs build of the page of a KPI.
    fn built(site: Site, id: &str) -> Vec<String> {
        let kpi = site.bundle.kpi(id).expect("a KPI");
        let route = Route::Kpi(kpi);
        let mut built = vec![
            html(header(site, &site.href(route))),
            html(build_piece(site, route, 0)),
            html(footer(site)),
        ];
        let hidden = kpi.series.iter().map(|series| ("hide", series.id.as_str()));
        for (choice, value) in hidden.chain([("from", "2020"), ("since", "2022")]) {
            let chosen = Selection::read(|name| match name == choice {
                true => value.to_owned(),
                false => String::new(),
            });
            let dataset = Dataset::of(site, Subject::Kpi(kpi), &chosen);
            built.push(html(chart_body(site, &dataset, true, Some("figures"))));
        }
        built
    }

    #[test]
    fn the_page_is_the_same_as_of_the_whole_content() {
        let shipped = include_str!("../../public/bundle/en.json");
        let review = include_str!("../../tests/bundles/review.json");
        for bundle in [NORLAND, review, shipped] {
            let site = site_of(bundle);
            let around = around(site.bundle);
            for (place, kpi) in site.bundle.kpis.iter().enumerate() {
                let excerpt = of_kpi(&around, site.bundle, place).pack();
                let excerpt = Site {
                    bundle: Bundle::unpack(&excerpt),
                    ..site
                };
                assert!(excerpt.bundle.kpis.len() <= 3);
                let id = kpi.id.as_str();
                assert!(built(excerpt, id) == built(site, id), "{id}");
            }
        }
    }
}
