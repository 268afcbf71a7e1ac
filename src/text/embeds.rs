//! The site's words in embeds.

use crate::bundle::Bundle;

use super::values::date;

/// A measure with the group that was asked: "Satisfied: citizens".
pub fn of_group(measure: &str, group: &str) -> String {
    format!("{measure}: {group}")
}

/// The name of a KPI's latest figures.
pub fn latest_figures(kpi: &str) -> String {
    format!("{kpi}: latest figures")
}

/// The link to the site from an embed that does not exist.
pub fn go_to(site: &str) -> String {
    format!("Go to {site}")
}

/// The link to the page that names the sources of an embed, where they are too many.
pub fn source_count(count: usize) -> String {
    format!("{count} documents (see list)")
}

/// The link to the page of all sources, where those of an embed are too many to name.
pub fn listed_source_count(count: usize) -> String {
    format!("{count} documents (see the list of sources)")
}

/// Which revision is shown by an embed that follows the site.
pub fn as_published(bundle: &Bundle) -> String {
    format!("as published on {}.", date(bundle.published))
}

/// Which revision is shown by an embed that stays as it is.
pub fn pinned(bundle: &Bundle) -> String {
    format!(
        "pinned to revision {}, published on {}.",
        &*bundle.revision,
        date(bundle.published)
    )
}

/// The accessible name of the link to the page that explains how to embed something.
pub fn embed_name(title: &str) -> String {
    format!(": {title}")
}
