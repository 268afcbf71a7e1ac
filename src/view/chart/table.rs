//! A dataset as a table: everything that its drawing shows, and what a drawing cannot show.

use std::borrow::Cow;

use crate::bundle::Period;
use crate::dataset::{Dataset, Datum, Reading, Sort};
use crate::site::Site;
use crate::text::{self, words};

use super::super::element::{Element, element};

/// A table with more rows than this says only once what is the same for all of them: the
/// sources' names in a table of ten thousand figures would be half of its page.
const LONG: usize = 1_000;

/// A table with more rows than this is folded by year, where its order is that of time: the
/// latest year is open, and browsers search in those that are not, and print them.
const FOLDED: usize = 48;

/// It is folded where a year has more rows than this, on average.
const LEAST_OF_YEAR: usize = 2;

/// The figures in the order chosen, one row each, with unit, source and caveat.
pub fn data_table(site: Site, dataset: &Dataset) -> Element {
    let has_measures = dataset.has_measures();
    let has_series = dataset.series.len() > 1;
    let has_targets = dataset.has_targets();
    let is_long = dataset.data.len() > LONG;
    let common_source = match dataset.sources()[..] {
        [only] if is_long => Some(only),
        _ => None,
    };
    let figure = match dataset.unit() {
        Some(unit) => text::unit_header(unit, dataset.since.is_some()),
        None => words::FIGURE.to_owned(),
    };
    let by_period = [(Sort::Newest, "descending"), (Sort::Oldest, "ascending")];
    let by_figure = [(Sort::Highest, "descending"), (Sort::Lowest, "ascending")];
    let head = || {
        let mut head = element("tr");
        if has_measures {
            head = head.with(heading(words::MEASURE));
        }
        if has_series {
            head = head.with(heading(words::SERIES));
        }
        let period = sorted(heading(words::PERIOD), dataset, &by_period);
        head = head.with(period).with(sorted(
            heading(figure.clone()).class("numeric"),
            dataset,
            &by_figure,
        ));
        if has_targets {
            head = head
                .with(heading(words::TARGET))
                .with(heading(words::STATUS));
        }
        if common_source.is_none() {
            head = head.with(heading(words::SOURCE));
        }
        element("thead").with(head.with(heading(words::NOTE)))
    };
    // Rows of one year, or all of them.
    let years = dataset.data.windows(2);
    let years = years.filter(|pair| pair[0].period.year() != pair[1].period.year());
    let by_year = !has_measures
        && dataset.data.len() > FOLDED.max(LEAST_OF_YEAR * years.count())
        && matches!(dataset.sort, Sort::Newest | Sort::Oldest);
    let mut parts: Vec<(Option<u16>, Element)> = Vec::new();
    let mut latest = None;
    for datum in &dataset.data {
        let cell = || element("td");
        let row_head = |text: Cow<'static, str>| element("th").set("scope", "row").text(text);
        let mut row = element("tr");
        if has_measures {
            row = row.with(row_head(datum.measure.title()));
        }
        if has_series {
            row = row.with(cell().text(dataset.series_label(datum)));
        }
        row = row.with(match has_measures {
            true => cell().text(when(datum).unwrap_or_default()),
            false => row_head(text::period(datum.period).into()),
        });
        row = row.with(cell().class("numeric").text(datum.marked()));
        if has_targets {
            row = row
                .with(cell().text(datum.targets().unwrap_or_default()))
                .with(cell().text(datum.status().unwrap_or_default()));
        }
        if common_source.is_none() {
            row = row.with(match datum.source {
                Some(citation) => cell().cited(site, citation),
                None => cell(),
            });
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
        let year = datum.period.year().filter(|_| by_year);
        latest = latest.max(year);
        let body = match parts.pop() {
            Some((of, body)) if of == year => body,
            before => {
                parts.extend(before);
                element("tbody")
            }
        };
        parts.push((year, body.with(row.with(notes))));
    }
    // Scrolls by itself where the column is too narrow, with the keyboard too.
    let mut region = element("div")
        .class("table")
        .set("role", "region")
        .set("aria-label", dataset.subject.title())
        .set("tabindex", "0");
    // The name of the table, with the source of all its figures if that is not in its rows.
    let mut name = element(if by_year { "p" } else { "caption" });
    name = name.text(dataset.subject.title());
    if let Some(id) = common_source {
        name = name.text(". ").text(words::SOURCE_LABEL).text(" ");
        name = name.source(site, id);
    }
    if let Some(legend) = text::legend(dataset) {
        name = name.text(". ").text(legend);
    }
    if !by_year {
        let body = parts.pop().map_or(element("tbody"), |(_, body)| body);
        let table = element("table").with(name).with(head()).with(body);
        return region.with(table);
    }
    region = region.with(name.class("title"));
    for (year, body) in parts {
        let words = match year {
            Some(year) => year.to_string(),
            None => text::period(Period::NotStated),
        };
        let open = (year == latest).then_some("");
        let details = element("details").class("year").set_some("open", open);
        let table = element("table").with(head()).with(body);
        region = region.with(details.with(element("summary").text(words)).with(table));
    }
    region
}

fn heading(words: impl Into<Cow<'static, str>>) -> Element {
    element("th").set("scope", "col").text(words)
}

/// When a figure was measured; nothing where there is none.
fn when(datum: &Datum) -> Option<String> {
    datum.value().map(|_| text::period(datum.period))
}

/// A column's heading, with the direction in which the column is sorted, if it is.
fn sorted(heading: Element, dataset: &Dataset, orders: &[(Sort, &'static str)]) -> Element {
    match orders.iter().find(|(sort, _)| *sort == dataset.sort) {
        Some((_, direction)) => heading.set("aria-sort", *direction),
        None => heading,
    }
}
