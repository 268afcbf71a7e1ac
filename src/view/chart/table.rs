//! A dataset as a table: everything that its drawing shows, and what it cannot.

use leptos::prelude::*;

use crate::dataset::{Dataset, Datum, Reading, Sort};
use crate::site::Site;
use crate::text::{self, words};

use super::super::erase::{CollectErased, Erase};
use super::super::rich_text::RichLine;
use super::super::source::SourceLink;
use super::super::tables::ScrollableTable;

/// The figures in the order chosen, a row each, with unit, source and caveat.
#[component]
pub fn DataTable(
    /// The site.
    site: Site,
    /// What is shown.
    dataset: Dataset,
) -> impl IntoView {
    let has_measures = dataset.has_measures();
    let has_series = dataset.series.len() > 1;
    let has_targets = dataset.has_targets();
    let header = match dataset.unit() {
        Some(unit) => text::unit_header(unit, dataset.since.is_some()),
        None => words::FIGURE.to_owned(),
    };
    let by_period = sorted(&dataset, &[(Sort::Newest, "descending"), (Sort::Oldest, "ascending")]);
    let by_figure = sorted(&dataset, &[(Sort::Highest, "descending"), (Sort::Lowest, "ascending")]);
    let rows = dataset
        .data
        .iter()
        .map(|datum| {
            let reason = match &datum.reading {
                Reading::Missing { reason } if !has_measures => {
                    Some(view! { <p>{reason.clone()}</p> })
                }
                _ => None,
            };
            let note = datum.note.map(|line| view! { <p><RichLine site line/></p> }).erase();
            let source = datum.source.map(|id| view! { <SourceLink site id/> }).erase();
            let period = text::period(datum.period);
            let series = dataset.series[datum.series].label;
            let (head, period) = if has_measures {
                (datum.measure.clone(), Some(view! { <td>{when(datum)}</td> }))
            } else {
                (period, None)
            };
            let target = has_targets.then(|| {
                let target = datum.target().map(|target| text::target_by(target, datum.unit));
                view! { <td>{target}</td> <td>{datum.status()}</td> }
            });
            view! {
                <tr>
                    <th scope="row">{head}</th>
                    {has_series.then(|| view! { <td>{series}</td> }).erase()}
                    {period.erase()}
                    <td class="numeric">{datum.words()}</td>
                    {target.erase()}
                    <td>{source}</td>
                    <td>{reason} {note}</td>
                </tr>
            }
        })
        .collect_erased();
    let heading = |words: &'static str, sort: Option<&'static str>| {
        view! { <th scope="col" aria-sort=sort>{words}</th> }
    };
    view! {
        <ScrollableTable label=dataset.title.clone()>
            <table>
                <caption>{dataset.title}</caption>
                <thead>
                    <tr>
                        {has_measures.then(|| heading(words::MEASURE, None)).erase()}
                        {(!has_measures).then(|| heading(words::PERIOD, by_period)).erase()}
                        {has_series.then(|| heading(words::SERIES, None)).erase()}
                        {has_measures.then(|| heading(words::PERIOD, by_period)).erase()}
                        <th scope="col" class="numeric" aria-sort=by_figure>{header}</th>
                        {has_targets.then(|| heading(words::TARGET, None)).erase()}
                        {has_targets.then(|| heading(words::STATUS, None)).erase()}
                        {heading(words::SOURCE, None)}
                        {heading(words::NOTE, None)}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollableTable>
    }
}

/// When a figure was measured; nothing where there is none.
fn when(datum: &Datum) -> Option<String> {
    datum.value().map(|_| text::period(datum.period))
}

/// The direction that a column is sorted in, as `aria-sort` names it.
fn sorted(dataset: &Dataset, orders: &[(Sort, &'static str)]) -> Option<&'static str> {
    let order = orders.iter().find(|(sort, _)| *sort == dataset.sort)?;
    Some(order.1)
}
