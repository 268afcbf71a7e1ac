//! A dataset as text, to be pasted where there are no tables and no pictures.

use crate::site::Site;
use crate::text::{self, words};

use super::Dataset;
use super::record::{source_name, source_url};

/// Title, finding, a line for each figure, sources, revision and the address at which the
/// figures are shown, which is `page`.
pub fn plain(dataset: &Dataset, site: Site, page: &str) -> String {
    let mut lines = vec![
        text::chart_title(&dataset.title, dataset.unit()),
        dataset.finding.clone(),
        String::new(),
    ];
    let sources = dataset.sources();
    for datum in &dataset.data {
        let mut line = dataset.point(datum);
        if let Some(note) = datum.note {
            line.push_str(if line.ends_with('.') { " " } else { ". " });
            line.push_str(&note.plain());
        }
        if let Some(place) = datum.source.and_then(|id| sources.iter().position(|o| *o == id)) {
            line.push_str(&format!(" [{}]", place + 1));
        }
        lines.push(line);
    }
    lines.push(String::new());
    lines.push(words::SOURCES_OF_CHART.to_owned());
    for (place, id) in sources.into_iter().enumerate() {
        let (name, url) = (source_name(site, id), source_url(site, id, page));
        lines.push(format!("[{}] {name}, {url}", place + 1));
    }
    lines.push(String::new());
    lines.push(text::revision(site.bundle));
    lines.push(page.to_owned());
    lines.join("\n")
}
