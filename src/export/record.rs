//! A figure as a row of named cells, for files that programs read.

use crate::bundle::{Citation, Date, Decimal, Qualifier, SourceId, Unit};
use crate::dataset::{Dataset, Datum, Reading};
use crate::site::Site;
use crate::text;

/// The names of a row's cells. Periods are written as in a bundle (ISO 8601), and again as
/// their first and last day, which spreadsheets recognise as dates. Values are plain numbers in
/// `unit`; `status` is the code of the verdict on the target, `figure_status` what the source
/// says of the figure. The last four columns say where the row comes from, since it may be copied out
/// of its file.
pub const COLUMNS: [&str; 25] = [
    "measure",
    "series",
    "period",
    "period_start",
    "period_end",
    "value",
    "unit",
    "qualifier",
    "figure_status",
    "former_value",
    "interval_low",
    "interval_high",
    "interval_level",
    "change_since",
    "missing_reason",
    "target",
    "status",
    "status_words",
    "source",
    "source_url",
    "note",
    "subject",
    "revision",
    "published",
    "page",
];

/// How many of the columns describe one figure; the others are the same in all rows.
pub(super) const OWN_COLUMNS: usize = 21;

/// The content of a cell.
pub(super) enum Cell {
    /// An empty cell.
    Empty,
    /// A number.
    Number(Decimal),
    /// Words, a name or a date.
    Text(String),
}

/// A cell of what may not be there.
fn optional(text: Option<String>) -> Cell {
    text.map_or(Cell::Empty, Cell::Text)
}

fn number(value: Option<Decimal>) -> Cell {
    value.map_or(Cell::Empty, Cell::Number)
}

/// The cells of one figure, in the order of the first of [`COLUMNS`].
pub(super) fn figure(
    dataset: &Dataset,
    datum: &Datum,
    site: Site,
    page: &str,
) -> [Cell; OWN_COLUMNS] {
    let (how, since, missing) = match datum.reading {
        Reading::Published { qualifier, .. } => (Some(qualifier), None, None),
        Reading::Change {
            since, is_exact, ..
        } => {
            let how = if is_exact {
                Qualifier::Exactly
            } else {
                Qualifier::About
            };
            (Some(how), Some(since), None)
        }
        Reading::Missing(reason) => (None, None, Some(reason)),
    };
    let codes: Vec<_> = datum
        .statuses()
        .filter_map(|status| status.code())
        .collect();
    let interval = datum.observation.and_then(|of| of.interval.as_ref());
    [
        Cell::Text(datum.measure.title().into_owned()),
        Cell::Text(dataset.series_label(datum)),
        Cell::Text(datum.period.to_string()),
        optional(datum.period.first_day().map(day)),
        optional(datum.period.last_day().map(day)),
        number(datum.value()),
        Cell::Text(unit(datum.unit, dataset.since.is_some()).to_owned()),
        optional(how.map(|how| how.name().to_owned())),
        optional(datum.figure_status().map(|status| status.name().to_owned())),
        number(
            datum
                .observation
                .and_then(|of| of.former.as_ref())
                .map(|former| former.value),
        ),
        number(interval.map(|interval| interval.low)),
        number(interval.map(|interval| interval.high)),
        number(interval.map(|interval| interval.level)),
        optional(since.map(|base| base.to_string())),
        optional(missing.map(|missing| text::reason(missing).into_owned())),
        optional(datum.targets()),
        optional((!codes.is_empty()).then(|| codes.join("; "))),
        optional(datum.status()),
        optional(datum.source.map(|cited| cited_name(site, cited))),
        optional(datum.source.map(|cited| source_url(site, &cited.id, page))),
        optional(datum.note.map(|note| note.plain_text())),
    ]
}

/// A source's name, with the place in it.
fn cited_name(site: Site, cited: &Citation) -> String {
    let mut name = source_name(site, &cited.id);
    if let Some(locator) = &cited.locator {
        name.push_str(", ");
        name.push_str(locator);
    }
    name
}

fn day(date: Date) -> String {
    date.to_string()
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

/// The unit of figures or of their changes, in the plural.
fn unit(unit: &Unit, are_changes: bool) -> String {
    if are_changes && unit.is_percent() {
        return text::words::PERCENTAGE_POINTS.to_owned();
    }
    text::unit_title(unit)
}

/// A source as it is named beside a figure: its title, and when it was published.
pub fn source_name(site: Site, id: &SourceId) -> String {
    let source = site.bundle.source(id);
    format!("{}, {}", &*source.title, text::period(source.published))
}

/// The most sources that a picture names.
const MOST_SOURCES: usize = 6;

/// Sources as a picture names them, which says how many more there are than the first few: a
/// survey of twenty years has twenty reports.
pub fn source_names(site: Site, sources: &[&SourceId]) -> String {
    let named = match sources.len() {
        count if count > MOST_SOURCES => MOST_SOURCES - 1,
        count => count,
    };
    let mut words = String::new();
    for (place, id) in sources[..named].iter().enumerate() {
        words.push_str(if place == 0 { "" } else { "; " });
        words.push_str(&source_name(site, id));
    }
    if named < sources.len() {
        words.push_str(&text::more_sources(sources.len() - named));
    }
    words
}

/// The whole address of a source, or else of its entry on the page of sources.
pub(super) fn source_url(site: Site, id: &SourceId, page: &str) -> String {
    let address = match &site.bundle.source(id).href {
        Some(url) => site.link(url),
        None => site.source_href(id),
    };
    if address.starts_with('/') {
        // Of this site, whose origin is what is before the third slash of any page's address.
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
