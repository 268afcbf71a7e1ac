//! Targets as a table, each with what it says of.

use leptos::prelude::*;

use crate::bundle::Kpi;
use crate::site::Site;
use crate::text::{self, words};

use super::erase::{CollectErased, Erase};
use super::rich_text::RichLine;
use super::source::SourceLink;

/// Every target of a KPI, superseded ones too.
#[component]
pub fn TargetTable(
    /// The site.
    site: Site,
    /// The KPI.
    kpi: &'static Kpi,
) -> impl IntoView {
    let by_series = kpi.targets.iter().any(|target| target.series.is_some());
    let rows = kpi
        .targets
        .iter()
        .map(|target| {
            let series = by_series.then(|| {
                let series = target.series.as_ref().and_then(|id| kpi.series(id));
                view! { <td>{series.map_or(words::ANY, |series| &series.label)}</td> }
            });
            let due = match target.superseded {
                Some(when) => text::superseded(when),
                None => text::period(target.due),
            };
            let note = target
                .note
                .as_ref()
                .map(|line| view! { <RichLine site line/> })
                .erase();
            view! {
                <tr>
                    <th scope="row">{text::goal(target.goal, &kpi.unit)}</th>
                    {series}
                    <td>{text::period(target.set)}</td>
                    <td>{due}</td>
                    <td><SourceLink site id=&target.source/></td>
                    <td>{note}</td>
                </tr>
            }
        })
        .collect_erased();
    view! {
        <ScrollableTable label=format!("{}: {}", &*kpi.title, words::TARGETS)>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{words::TARGET}</th>
                        {by_series.then(|| view! { <th scope="col">{words::SERIES}</th> }).erase()}
                        <th scope="col">{words::SET}</th>
                        <th scope="col">{words::DUE}</th>
                        <th scope="col">{words::SOURCE}</th>
                        <th scope="col">{words::NOTE}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollableTable>
    }
}

/// A table that scrolls by itself where the column is too narrow for it, by keyboard too.
#[component]
fn ScrollableTable(
    /// Names the scrolling region.
    label: String,
    /// The table.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table" role="region" aria-label=label tabindex="0">{children()}</div>
    }
}
