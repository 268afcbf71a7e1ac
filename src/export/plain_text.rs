//! A dataset as text, for pasting where there are no tables and no pictures.

use crate::dataset::Dataset;
use crate::site::Site;
use crate::text::{self, words};

use super::record::{source_name, source_url};

/// Title, finding, a line for each figure, sources, revision and the address at which the
/// figures are shown with this finding, which is `page`.
pub fn plain_text(dataset: &Dataset, finding: &str, site: Site, page: &str) -> String {
    let mut out = dataset.title_with_unit();
    let mut add = |parts: &[&str]| parts.iter().for_each(|part| out.push_str(part));
    add(&["\n", finding, "\n"]);
    let sources = dataset.sources();
    for datum in &dataset.data {
        let mut point = dataset.point(datum);
        if let Some(note) = datum.note {
            text::add_sentence(&mut point, &note.plain_text());
        }
        add(&["\n", &point]);
        let place = sources
            .iter()
            .position(|id| datum.source.is_some_and(|cited| cited.id == **id));
        if let Some(place) = place {
            add(&[" [", &(place + 1).to_string(), "]"]);
        }
    }
    add(&["\n\n", words::SOURCES_OF_CHART]);
    for (place, id) in sources.into_iter().enumerate() {
        let (name, url) = (source_name(site, id), source_url(site, id, page));
        add(&["\n[", &(place + 1).to_string(), "] ", &name, ", ", &url]);
    }
    add(&["\n\n", &text::revision(site.bundle), "\n", page]);
    out
}
