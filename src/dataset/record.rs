//! A figure as a row of named cells, for files that programs read.

use crate::bundle::{Decimal, SourceId, Unit};
use crate::site::Site;
use crate::text;

use super::{Dataset, Datum, Reading};

/// The names of a row's cells. Periods are written as in a bundle (ISO 8601), values are
/// plain numbers in `unit`, and the last four say where the row comes from: a row may be
/// copied out of its file.
pub const COLUMNS: [&str; 17] = [
    "measure",
    "series",
    "period",
    "value",
    "unit",
    "qualifier",
    "change_since",
    "missing_reason",
    "target",
    "status",
    "source",
    "source_url",
    "note",
    "subject",
    "revision",
    "published",
    "page",
];

/// How many of the columns are of one figure; the others are the same in all rows.
pub(super) const OWN_COLUMNS: usize = 13;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// There is nothing to say.
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number(Decimal),
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Cell::Empty, Cell::Text)
    }
}

/// The cells of one figure, in the order of the first of [`COLUMNS`].
pub(super) fn figure(dataset: &Dataset, datum: &Datum, site: Site, page: &str) -> Vec<Cell> {
    let (mut how, mut since, mut missing) = (None, None, None);
    match &datum.reading {
        Reading::Published { qualifier, .. } => how = Some(text::qualifier(*qualifier)),
        Reading::Change {
            since: base,
            is_exact,
            ..
        } => {
            how = Some(if *is_exact { "" } else { "about" });
            since = Some(base.to_string());
        }
        Reading::Missing { reason } => missing = Some(reason.clone()),
    }
    let how = how.map(|how| if how.is_empty() { "exactly" } else { how.trim_end() });
    let target = datum.target();
    let source = datum.source;
    vec![
        Cell::Text(datum.measure.clone()),
        Cell::Text(dataset.series[datum.series].label.to_owned()),
        Cell::Text(datum.period.to_string()),
        datum.value().map_or(Cell::Empty, Cell::Number),
        Cell::Text(unit(datum.unit, dataset.since.is_some()).to_owned()),
        how.map(str::to_owned).into(),
        since.into(),
        missing.into(),
        target.map(|target| text::target_by(target, datum.unit)).into(),
        datum.status().into(),
        source.map(|id| source_name(site, id)).into(),
        source.map(|id| source_url(site, id, page)).into(),
        datum.note.map(|note| note.plain()).into(),
    ]
}

/// The cells that are the same for all figures, in the order of the last of [`COLUMNS`].
pub(super) fn provenance(dataset: &Dataset, site: Site, page: &str) -> Vec<Cell> {
    vec![
        Cell::Text(dataset.subject.name()),
        Cell::Text(site.bundle.revision.to_string()),
        Cell::Text(site.bundle.published.to_string()),
        Cell::Text(page.to_owned()),
    ]
}

/// The unit of figures or of their changes, for any number of it.
fn unit(unit: &Unit, are_changes: bool) -> &str {
    match unit {
        Unit::Percent if are_changes => text::words::PERCENTAGE_POINTS,
        Unit::Percent => "%",
        Unit::Named(unit) => &unit.many,
    }
}

/// A source as it is named beside a figure: its title, and when it was published.
pub fn source_name(site: Site, id: &SourceId) -> String {
    let source = site.bundle.source(id);
    format!("{}, {}", &*source.title, text::period(source.published))
}

/// The whole address of a source, or else of its entry on the page of sources.
pub(super) fn source_url(site: Site, id: &SourceId, page: &str) -> String {
    let address = match &site.bundle.source(id).href {
        Some(url) => site.link(url),
        None => site.source_href(id),
    };
    if address.starts_with('/') {
        // Of this site, whose origin is what stands before the third slash of any page's.
        let mut slashes = page.match_indices('/').map(|(at, _)| at);
        let origin = slashes.nth(2).map_or(page, |end| &page[..end]);
        return format!("{origin}{address}");
    }
    address
}
