//! The controls of a chart. Each is a field of one form whose names and values are the
//! parameters of an address; `crate::browser` keeps both the same.

use leptos::prelude::*;

use crate::dataset::{Dataset, Selection, Subject, parameter, tone};
use crate::progress::Verdict;
use crate::site::Site;
use crate::text::{self, words};

use super::super::erase::{CollectErased, Erase};
use super::take::TakeAlong;

/// An option of a field: its value in an address, and its words.
type Choice = (String, String);

/// Chart, table or notes, which needs no script; and, with script, what is shown.
#[component]
pub fn Controls(
    /// The site.
    site: Site,
    /// What the chart is of.
    subject: Subject,
    /// The chart's name.
    key: &'static str,
) -> impl IntoView {
    let dataset = Dataset::of(site, subject, &Selection::default());
    let name = move |parameter: &str| format!("{key}.{parameter}");
    let faces = [
        ("", words::CHART),
        ("table", words::AS_TABLE),
        ("notes", words::NOTES_AND_SOURCES),
    ]
    .into_iter()
    .map(|(value, label)| {
        view! {
            <label>
                <input
                    type="radio"
                    name=name(parameter::SHOW)
                    value=value
                    checked=value.is_empty()
                />
                <span>{label}</span>
            </label>
        }
    })
    .collect_erased();
    let is_scorecard = matches!(subject, Subject::Scorecard);
    let series = (dataset.series.len() > 1 && !is_scorecard).then(|| {
        let boxes = dataset
            .series
            .iter()
            .map(|series| {
                view! {
                    <label class="check">
                        <input type="checkbox" name=name(parameter::HIDE) value=series.id checked/>
                        <span>{series.label}</span>
                    </label>
                }
            })
            .collect_erased();
        view! {
            <fieldset class="field"><legend>{words::SERIES}</legend>{boxes}</fieldset>
        }
    });
    let fields = fields(site, subject, &dataset)
        .into_iter()
        .map(|(parameter, label, choices)| {
            let options = choices
                .into_iter()
                .map(|(value, words)| view! { <option value=value>{words}</option> })
                .collect_erased();
            view! {
                <label class="field">
                    <span>{label}</span>
                    <select name=name(parameter)>{options}</select>
                </label>
            }
        })
        .collect_erased();
    view! {
        <form class="controls" autocomplete="off">
            <fieldset class="switch">
                <legend class="visually-hidden">{words::SHOW_AS}</legend>
                {faces}
            </fieldset>
            <details class="choices">
                <summary>{words::CHOOSE}</summary>
                <div class="fields">
                    {series.erase()}
                    {fields}
                    <button type="reset">{words::RESET}</button>
                </div>
            </details>
            <TakeAlong/>
        </form>
    }
}

/// The fields that make sense for a subject.
fn fields(
    site: Site,
    subject: Subject,
    dataset: &Dataset,
) -> Vec<(&'static str, &'static str, Vec<Choice>)> {
    let mut fields = Vec::new();
    let own = |pairs: &[(&str, &str)]| -> Vec<Choice> {
        let pairs = pairs.iter();
        pairs.map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    };
    match subject {
        Subject::Kpi(_) => {
            let years = years(dataset, false);
            if years.len() > 1 {
                let from = |first: &str| std::iter::once((String::new(), first.to_owned()));
                let choices = |first| from(first).chain(years.clone()).collect();
                fields.push((parameter::FROM, words::FROM, choices(words::FIRST)));
                fields.push((parameter::TO, words::TO, choices(words::LATEST)));
                let since = self::years(dataset, true)
                    .into_iter()
                    .map(|(value, year)| (value, text::change_since(&year)));
                fields.push((
                    parameter::SINCE,
                    words::SHOW_FIGURES,
                    from(words::AS_PUBLISHED).chain(since).collect(),
                ));
                fields.push((
                    parameter::SORT,
                    words::SORT_TABLE,
                    own(&[
                        ("", words::NEWEST),
                        ("oldest", words::OLDEST),
                        ("highest", words::HIGHEST),
                        ("lowest", words::LOWEST),
                    ]),
                ));
            }
        }
        Subject::Insights => fields.push((
            parameter::SORT,
            words::SORT,
            own(&[
                ("", words::AS_PUBLISHED),
                ("distance", words::DIFFERENCE),
                ("highest", words::HIGHEST),
                ("lowest", words::LOWEST),
            ]),
        )),
        Subject::Scorecard => {
            fields.push((
                parameter::GROUP,
                words::GROUP,
                own(&[
                    ("", words::SERVES),
                    ("status", words::STATUS),
                    ("none", words::NO_GROUPS),
                ]),
            ));
            fields.push((
                parameter::SORT,
                words::SORT,
                own(&[
                    ("", words::AS_PUBLISHED),
                    ("status", words::STATUS),
                    ("distance", words::DISTANCE),
                    ("newest", words::NEWEST),
                    ("oldest", words::OLDEST),
                ]),
            ));
            let mut audiences = own(&[("", words::ANY)]);
            for series in &dataset.series {
                audiences.push((series.id.to_owned(), series.label.to_owned()));
            }
            fields.push((parameter::AUDIENCE, words::SERVES, audiences));
            let mut statuses = own(&[("", words::ANY)]);
            for (value, label) in [
                ("met", words::MET),
                ("missed", words::MISSED),
                ("none", words::UNDECIDED),
            ] {
                let verdicts = dataset.data.iter().filter_map(|datum| datum.standing.as_ref());
                let mut tones = verdicts.map(|standing| tone(standing.verdict));
                if tones.any(|tone| tone == value) {
                    statuses.extend(own(&[(value, label)]));
                }
            }
            fields.push((parameter::STATUS, words::STATUS, statuses));
        }
    }
    let _ = (site, Verdict::NoFigure);
    fields
}

/// The calendar years of a dataset's figures; only those of published ones if asked so.
fn years(dataset: &Dataset, published: bool) -> Vec<Choice> {
    let data = dataset.data.iter();
    let mut years: Vec<u16> = data
        .filter(|datum| !published || datum.value().is_some())
        .filter_map(|datum| datum.period.year())
        .collect();
    years.sort_unstable();
    years.dedup();
    years
        .into_iter()
        .map(|year| (year.to_string(), year.to_string()))
        .collect()
}
