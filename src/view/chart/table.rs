//! A dataset as a table: everything that its drawing shows, and what a drawing cannot show.

use std::borrow::Cow;

use crate::dataset::{Dataset, Datum, Reading, Sort};
use crate::site::Site;
use crate::text::{self, words};

use super::super::element::{Element, element};

/// A table with more rows than this says only once what is the same for all of them: the
/// sources' names in a table of ten thousand figures would be half of its page.
const LONG: usize = 1_000;

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
    let mut head = element("tr");
    if has_measures {
        head = head.with(heading(words::MEASURE));
    }
    if has_series {
        head = head.with(heading(words::SERIES));
    }
    let period = sorted(heading(words::PERIOD), dataset, &by_period);
    head = head.with(period).with(sorted(
        heading(figure).class("numeric"),
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
    head = head.with(heading(words::NOTE));
    let mut body = element("tbody");
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
            let target = datum
                .target()
                .map(|target| text::target_by(target, datum.unit));
            row = row
                .with(cell().text(target.unwrap_or_default()))
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
        body = body.with(row.with(notes));
    }
    let mut caption = element("caption").text(dataset.subject.title());
    if let Some(id) = common_source {
        caption = caption.text(". ").text(words::SOURCE_LABEL).text(" ");
        caption = caption.source(site, id);
    }
    if let Some(legend) = text::legend(dataset) {
        caption = caption.text(". ").text(legend);
    }
    let table = element("table")
        .with(caption)
        .with(element("thead").with(head))
        .with(body);
    // Scrolls by itself where the column is too narrow, with the keyboard too.
    element("div")
        .class("table")
        .set("role", "region")
        .set("aria-label", dataset.subject.title())
        .set("tabindex", "0")
        .with(table)
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
