//! A dataset as a table: everything that its drawing shows, and what a drawing cannot show.

use std::borrow::Cow;

use crate::bundle::Period;
use crate::dataset::{Dataset, Datum, Reading, Sort};
use crate::site::{Route, Site};
use crate::text::{self, words};

use super::super::element::{Element, element};
use super::super::link::route_link;
use super::super::tables::{hidden_caption, labelled_row, target_row};

/// A table with more rows than this says only once what is the same for all of them: the
/// sources' names in a table of ten thousand figures would be half of its page.
const LONG: usize = 1_000;

/// A table with more rows than this is folded by year, where its order is that of time: the
/// latest year is open, and browsers search in those that are not, and print them.
const FOLDED: usize = 48;

/// It is folded where a year has more rows than this, on average.
const LEAST_OF_YEAR: usize = 2;

/// The figures in the order chosen, one row each, with unit, source and caveat. Periods in a row
/// that lack a figure for one reason share a row. `is_own_page` says whether the page around it is
/// that of its KPI, which has the table of targets.
pub fn data_table(site: Site, dataset: &Dataset, is_own_page: bool) -> Element {
    let is_long = dataset.data.len() > LONG;
    let common_source = match dataset.sources()[..] {
        [only] if is_long => Some(only),
        _ => None,
    };
    let has_notes = dataset.data.iter().any(|datum| {
        let is_reason = datum.value().is_none() && !dataset.has_measures();
        is_reason || datum.note.is_some() || !datum.remarks().is_empty()
    });
    let heads = heads(dataset, common_source.is_none(), has_notes);
    // Rows of one year, or all of them.
    let years = dataset.data.windows(2);
    let years = years.filter(|pair| pair[0].period.year() != pair[1].period.year());
    let by_year =
        dataset.is_by_time() && dataset.data.len() > FOLDED.max(LEAST_OF_YEAR * years.count());
    let rows = dataset.table_rows(by_year);
    let is_newest_first = is_newest_first(dataset, &rows);
    let mut parts: Vec<(Option<u16>, Element)> = Vec::new();
    let mut latest = None;
    for data in rows {
        let year = data[0].period.year().filter(|_| by_year);
        if data[0].is_found() {
            latest = latest.max(year);
        }
        let body = match parts.pop() {
            Some((of, body)) if of == year => body,
            before => {
                parts.extend(before);
                element("tbody")
            }
        };
        let mut cells = cells(site, dataset, &data, common_source.is_none(), is_own_page);
        if has_notes {
            cells.push(notes(site, dataset, data[0]));
        }
        // In a long table these words would be half of its page, too.
        let labels = if is_long { &[][..] } else { &heads[..] };
        parts.push((year, body.with(labelled_row(cells, labels))));
    }
    let title = dataset.subject.title();
    let mut region = element("div").class(if is_long { "table" } else { "table stacks" });
    if is_long {
        // Scrolls by itself where the column is too narrow, with the keyboard too.
        region = region
            .set("role", "region")
            .set("aria-label", title)
            .set("tabindex", "0");
    }
    // What holds for all rows.
    let common = || element("p").class("quiet");
    if let Some(id) = common_source {
        let label = common().text(words::SOURCE_LABEL).text(" ");
        region = region.with(label.source(site, id));
    }
    let legend = text::legend(dataset);
    region = region.with_some(legend.map(|legend| common().text(legend)));
    let table = |name: Cow<'static, str>, body: Element| {
        element("table")
            .with(hidden_caption(name))
            .with(head(dataset, &heads, is_newest_first))
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

/// The targets with which a figure is compared, each with a link to its row in the KPI's table of
/// targets. Of a KPI with several, they tell its rows in a scorecard apart.
fn targets(site: Site, dataset: &Dataset, datum: &Datum, is_own_page: bool) -> Element {
    let Some(kpi) = datum.measure.kpi else {
        return element("td");
    };
    let mut cell = match dataset.has_measures() && kpi.targets.len() > 1 {
        true => element("th").set("scope", "row"),
        false => element("td"),
    };
    for target in datum.statuses().filter_map(|status| status.target) {
        let place = kpi.targets.iter().position(|of| std::ptr::eq(of, target));
        let row = format!("#{}", target_row(place.unwrap_or_default()));
        let link = match is_own_page && !dataset.has_measures() {
            // Keeps what is chosen of the page.
            true => element("a").set("href", row),
            false => element("a").set("href", site.href(Route::Kpi(kpi)) + &row),
        };
        // No name of its own: it would not hold the words that are seen.
        let link = link.text(text::target_by(target, &kpi.unit));
        cell = cell.with(element("p").with(link));
    }
    cell
}

/// The headings of the columns.
fn heads(dataset: &Dataset, has_sources: bool, has_notes: bool) -> Vec<Cow<'static, str>> {
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
    add(words::NOTE, has_notes);
    if let Some(unit) = dataset.unit() {
        let place = heads.iter().position(|words| words == words::FIGURE);
        heads[place.unwrap_or_default()] = text::unit_header(unit, dataset.since.is_some()).into();
    }
    heads
}

/// Whether rows are in order of time: the latest figure may come before later periods that have
/// none.
fn is_newest_first(dataset: &Dataset, rows: &[Vec<&Datum>]) -> bool {
    let middle = |row: &[&Datum]| row[0].period.middle();
    dataset.is_by_time() && rows.is_sorted_by(|a, b| middle(a) >= middle(b))
}

/// The head of a table, with the direction in which a column is sorted, if one is.
fn head(dataset: &Dataset, heads: &[Cow<'static, str>], is_newest_first: bool) -> Element {
    let period = usize::from(dataset.has_measures()) + usize::from(dataset.series.len() > 1);
    let mut row = element("tr");
    for (place, words) in heads.iter().enumerate() {
        let mut cell = element("th").set("scope", "col").text(words.clone());
        let (is_period, is_figure) = (place == period, place == period + 1);
        let direction = match dataset.sort {
            Sort::Given if is_period && is_newest_first => Some("descending"),
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

/// The cells of a row but its note.
fn cells(
    site: Site,
    dataset: &Dataset,
    data: &[&Datum],
    has_sources: bool,
    is_own_page: bool,
) -> Vec<Element> {
    let cell = || element("td");
    let row_head = || element("th").set("scope", "row");
    let (datum, has_measures) = (data[0], dataset.has_measures());
    let mut cells = Vec::new();
    if has_measures {
        let name = datum.measure.title();
        cells.push(match datum.measure.kpi {
            Some(kpi) => row_head().with(route_link(site, Route::Kpi(kpi)).text(name)),
            None => row_head().text(name),
        });
    }
    if dataset.series.len() > 1 {
        cells.push(row_head().text(dataset.series_label(datum)));
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
        false => row_head().said(&when),
    });
    cells.push(cell().class("numeric").text(figure));
    if dataset.has_targets() {
        cells.push(targets(site, dataset, datum, is_own_page));
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
    cells
}

/// What is to be known of a row besides that: why there is no figure, and caveats.
fn notes(site: Site, dataset: &Dataset, datum: &Datum) -> Element {
    let mut notes = element("td");
    if let Reading::Missing(reason) = datum.reading
        && !dataset.has_measures()
    {
        notes = notes.with(element("p").text(text::reason(reason)));
    }
    for remark in datum.remarks() {
        notes = notes.with(element("p").text(remark));
    }
    if let Some(line) = datum.note {
        notes = notes.with(element("p").rich(site, line));
    }
    notes
}
