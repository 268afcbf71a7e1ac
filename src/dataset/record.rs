//! A figure as a row of named cells, for files that programs read.

use crate::bundle::{Date, Decimal, SourceId, Unit};
use crate::site::Site;
use crate::text;

use super::{Dataset, Datum, Reading};

/// The names of a row's cells. Periods are written as in a bundle (ISO 8601), and again as
/// their first and last day, which spreadsheets take for what they are. Values are plain
/// numbers in `unit`, and the last four say where the row comes from: a row may be copied out
/// of its file.
pub const COLUMNS: [&str; 19] = [
    "measure",
    "series",
    "period",
    "period_start",
    "period_end",
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
pub(super) const OWN_COLUMNS: usize = 15;

/// The place of the one column of numbers.
pub(super) const VALUE: usize = 5;

/// The cells of one figure, in the order of the first of [`COLUMNS`]; empty where there is
/// nothing to say.
pub(super) fn figure(dataset: &Dataset, datum: &Datum, site: Site, page: &str) -> Vec<String> {
    let (mut how, mut since, mut missing) = ("exactly", String::new(), String::new());
    match &datum.reading {
        Reading::Published { qualifier, .. } => match text::qualifier(*qualifier) {
            "" => {}
            inexact => how = &inexact[..inexact.len() - 1],
        },
        Reading::Change {
            since: base,
            is_exact,
            ..
        } => {
            if !is_exact {
                how = "about";
            }
            since = base.to_string();
        }
        Reading::Missing { reason } => {
            how = "";
            missing.clone_from(reason);
        }
    }
    let target = datum.target();
    let (source, url) = match datum.source {
        Some(id) => (source_name(site, id), source_url(site, id, page)),
        None => Default::default(),
    };
    vec![
        datum.measure.clone(),
        dataset.series[datum.series].label.to_owned(),
        datum.period.to_string(),
        day(datum.period.first_day()),
        day(datum.period.last_day()),
        datum.value().map(Decimal::to_json).unwrap_or_default(),
        unit(datum.unit, dataset.since.is_some()).to_owned(),
        how.to_owned(),
        since,
        missing,
        target
            .map(|target| text::target_by(target, datum.unit))
            .unwrap_or_default(),
        datum.status().unwrap_or_default(),
        source,
        url,
        datum.note.map(|note| note.plain_text()).unwrap_or_default(),
    ]
}

fn day(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// The cells that are the same for all figures, in the order of the last of [`COLUMNS`].
pub(super) fn provenance(dataset: &Dataset, site: Site, page: &str) -> [String; 4] {
    [
        dataset.subject.name(),
        site.bundle.revision.to_string(),
        site.bundle.published.to_string(),
        page.to_owned(),
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
        let mut slashes = 0;
        let is_origin = |byte: &u8| {
            slashes += usize::from(*byte == b'/');
            slashes < 3
        };
        let end = page.bytes().take_while(is_origin).count();
        return format!("{}{address}", &page[..end]);
    }
    address
}
