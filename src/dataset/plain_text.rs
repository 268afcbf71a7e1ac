//! A dataset as text, to be pasted where there are no tables and no pictures.

use crate::site::Site;
use crate::text::{self, words};

use super::Dataset;
use super::record::{source_name, source_url};

/// Title, finding, a line for each figure, sources, revision and the address at which the
/// figures are shown, which is `page`.
pub fn plain_text(dataset: &Dataset, site: Site, page: &str) -> String {
    let mut out = text::chart_title(&dataset.title, dataset.unit());
    let mut add = |parts: &[&str]| parts.iter().for_each(|part| out.push_str(part));
    add(&["\n", &dataset.finding, "\n"]);
    let sources = dataset.sources();
    for datum in &dataset.data {
        let point = dataset.point(datum);
        add(&["\n", &point]);
        if let Some(note) = datum.note {
            let end = if point.ends_with('.') { " " } else { ". " };
            add(&[end, &note.plain_text()]);
        }
        let place = sources.iter().position(|id| Some(*id) == datum.source);
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
