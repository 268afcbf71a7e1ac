//! A dataset as a table: everything that its drawing shows, and what a drawing cannot show.

use std::borrow::Cow;

use crate::bundle::Period;
use crate::dataset::{Dataset, Datum, Reading, Sort};
use crate::site::{Route, Site};
use crate::text::{self, words};

use super::super::element::{Element, element};
use super::super::link::route_link;
use super::super::tables::{hidden_caption, labelled_row};

/// A table with more rows than this says only once what is the same for all of them: the
/// sources' names in a table of ten thousand figures would be half of its page.
const LONG: usize = 1_000;

/// A table with more rows than this is folded by year, where its order is that of time: the
/// latest year is open, and browsers search in those that are not, and print them.
const FOLDED: usize = 48;

/// It is folded where a year has more rows than this, on average.
const LEAST_OF_YEAR: usize = 2;

/// The figures in the order chosen, one row each, with unit, source and caveat. Periods in a row
/// that lack a figure for one reason share a row.
pub fn data_table(site: Site, dataset: &Dataset) -> Element {
    let is_long = dataset.data.len() > LONG;
    let common_source = match dataset.sources()[..] {
        [only] if is_long => Some(only),
        _ => None,
    };
    let heads = heads(dataset, common_source.is_none());
    // Rows of one year, or all of them.
    let years = dataset.data.windows(2);
    let years = years.filter(|pair| pair[0].period.year() != pair[1].period.year());
    let by_year = !dataset.has_measures()
        && dataset.data.len() > FOLDED.max(LEAST_OF_YEAR * years.count())
        && is_by_time(dataset);
    let mut parts: Vec<(Option<u16>, Element)> = Vec::new();
    let mut latest = None;
    for data in gathered(dataset, by_year) {
        let year = data[0].period.year().filter(|_| by_year);
        latest = latest.max(year);
        let body = match parts.pop() {
            Some((of, body)) if of == year => body,
            before => {
                parts.extend(before);
                element("tbody")
            }
        };
        let cells = cells(site, dataset, &data, common_source.is_none());
        // In a long table these words would be half of its page, too.
        let labels = if is_long { &[][..] } else { &heads[..] };
        parts.push((year, body.with(labelled_row(cells, labels))));
    }
    let title = dataset.subject.title();
    // Scrolls by itself where the column is too narrow, with the keyboard too.
    let mut region = element("div")
        .class(if is_long { "table" } else { "table stacks" })
        .set("role", "region")
        .set("aria-label", title)
        .set("tabindex", "0");
    // What holds for all rows.
    let common = || element("p").class("quiet");
    if let Some(id) = common_source {
        let label = common().text(words::SOURCE_LABEL).text(" ");
        region = region.with(label.source(site, id));
    }
    let legend = text::legend(dataset);
    region = region.with_some(legend.map(|legend| common().text(legend)));
    let table = |name: Cow<'static, str>, body: Element| {
        let head = head(dataset, &heads);
        element("table")
            .with(hidden_caption(name))
            .with(head)
            .with(body)
    };
    if !by_year {
        let body = parts.pop().map_or(element("tbody"), |(_, body)| body);
        return region.with(table(title.into(), body));
    }
    for (year, body) in parts {
        let words = match year {
            Some(year) => year.to_string(),
            None => text::period(Period::NotStated),
        };
        let name = format!("{title}, {words}");
        let open = (year == latest).then_some("");
        let details = element("details").class("year").set_some("open", open);
        let summary = element("summary").text(words);
        region = region.with(details.with(summary).with(table(name.into(), body)));
    }
    region
}

/// Whether rows are in the order of time.
fn is_by_time(dataset: &Dataset) -> bool {
    matches!(dataset.sort, Sort::Newest | Sort::Oldest)
}

/// The headings of the columns.
fn heads(dataset: &Dataset, has_sources: bool) -> Vec<Cow<'static, str>> {
    let mut heads = Vec::new();
    let mut add = |words: &'static str, is_shown: bool| {
        if is_shown {
            heads.push(Cow::Borrowed(words));
        }
    };
    add(words::MEASURE, dataset.has_measures());
    add(words::SERIES, dataset.series.len() > 1);
    add(words::PERIOD, true);
    add(words::FIGURE, true);
    add(words::TARGET, dataset.has_targets());
    add(words::STATUS, dataset.has_targets());
    add(words::SOURCE, has_sources);
    add(words::NOTE, true);
    if let Some(unit) = dataset.unit() {
        let place = heads.iter().position(|words| words == words::FIGURE);
        heads[place.unwrap_or_default()] = text::unit_header(unit, dataset.since.is_some()).into();
    }
    heads
}

/// The head of a table, with the direction in which a column is sorted, if one is.
fn head(dataset: &Dataset, heads: &[Cow<'static, str>]) -> Element {
    let period = usize::from(dataset.has_measures()) + usize::from(dataset.series.len() > 1);
    let mut row = element("tr");
    for (place, words) in heads.iter().enumerate() {
        let mut cell = element("th").set("scope", "col").text(words.clone());
        let (is_period, is_figure) = (place == period, place == period + 1);
        let direction = match dataset.sort {
            Sort::Newest if is_period => Some("descending"),
            Sort::Oldest if is_period => Some("ascending"),
            Sort::Highest if is_figure => Some("descending"),
            Sort::Lowest if is_figure => Some("ascending"),
            _ => None,
        };
        if is_figure {
            cell = cell.class("numeric");
        }
        row = row.with(cell.set_some("aria-sort", direction));
    }
    element("thead").with(row)
}

/// The figures of each row: one, or periods in a row in which a series has none for one reason,
/// of which nothing else is said; of one year where rows are folded by year.
fn gathered(dataset: &Dataset, by_year: bool) -> Vec<Vec<&Datum>> {
    let is_bare = |datum: &Datum| {
        matches!(datum.reading, Reading::Missing(_))
            && datum.period.middle().is_some()
            && datum.note.is_none()
            && datum.remarks().is_empty()
    };
    let mut rows: Vec<Vec<&Datum>> = Vec::new();
    for datum in &dataset.data {
        if is_by_time(dataset) && !dataset.has_measures() && is_bare(datum) {
            let mut before = rows.iter_mut().rev();
            let before = before.find(|row| row[0].series == datum.series);
            if let Some(row) = before
                && row[0].reading == datum.reading
                && is_bare(row[0])
                && (!by_year || row[0].period.year() == datum.period.year())
            {
                row.push(datum);
                continue;
            }
        }
        rows.push(vec![datum]);
    }
    rows
}

/// The cells of a row.
fn cells(site: Site, dataset: &Dataset, data: &[&Datum], has_sources: bool) -> Vec<Element> {
    let cell = || element("td");
    let row_head = |text: Cow<'static, str>| element("th").set("scope", "row").text(text);
    let (datum, has_measures) = (data[0], dataset.has_measures());
    let mut cells = Vec::new();
    if has_measures {
        let name = datum.measure.title();
        cells.push(match datum.measure.kpi {
            Some(kpi) => element("th")
                .set("scope", "row")
                .with(route_link(site, Route::Kpi(kpi)).text(name)),
            None => row_head(name),
        });
    }
    if dataset.series.len() > 1 {
        cells.push(cell().text(dataset.series_label(datum)));
    }
    let mut ends = (datum.period, data[data.len() - 1].period);
    if ends.0.middle() > ends.1.middle() {
        ends = (ends.1, ends.0);
    }
    let mut figure = datum.marked();
    if data.len() > 1 {
        figure = text::onward::none_of(&figure, data.len());
    }
    let when = || match data.len() {
        1 => text::period(datum.period),
        _ => text::onward::from_to(ends.0, ends.1),
    };
    cells.push(match has_measures {
        // Nothing where there is no figure.
        true if datum.value().is_none() => cell(),
        true => cell().said(&when),
        false => element("th").set("scope", "row").said(&when),
    });
    cells.push(cell().class("numeric").text(figure));
    if dataset.has_targets() {
        cells.push(cell().said(&|| datum.targets().unwrap_or_default()));
        cells.push(cell().said(&|| datum.status().unwrap_or_default()));
    }
    if has_sources {
        let mut sources = cell();
        let mut named = Vec::new();
        for citation in data.iter().filter_map(|datum| datum.source) {
            if named.contains(&citation) {
                continue;
            }
            named.push(citation);
            sources = match data.len() {
                1 => sources.cited(site, citation),
                _ => sources.with(element("p").cited(site, citation)),
            };
        }
        cells.push(sources);
    }
    let mut notes = cell();
    if let Reading::Missing(reason) = datum.reading
        && !has_measures
    {
        notes = notes.with(element("p").text(text::reason(reason)));
    }
    for remark in datum.remarks() {
        notes = notes.with(element("p").text(remark));
    }
    if let Some(line) = datum.note {
        notes = notes.with(element("p").rich(site, line));
    }
    cells.push(notes);
    cells
}
