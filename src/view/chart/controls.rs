//! The controls of a chart. Each is a field of one form whose names and values are the
//! parameters of an address; `crate::browser` keeps both the same.

use crate::dataset::{Dataset, Subject, TONES, parameter, tone};
use crate::site::{Embed, Site};
use crate::text::{self, words};

use super::super::embed_link::embed_link;
use super::super::plain::{Plain, plain};

/// An option of a field: its value in an address, and its words.
type Choice = (String, String);

/// Chart, table or notes, which needs no script; and, with script, what is shown. `key` is
/// the chart's name in addresses, `dataset` its figures as published.
pub fn controls(site: Site, dataset: &Dataset, key: &str) -> Plain {
    let form = plain("form")
        .class("controls")
        .set("autocomplete", "off")
        .with(faces(key, ""));
    let details = |class: &'static str, words: &'static str| {
        let summary = plain("summary").text(words);
        plain("details").class(class).with(summary)
    };
    let choices = choices(dataset, key).map(|fields| {
        let reset = plain("button").set("type", "reset").text(words::RESET);
        details("choices", words::CHOOSE).with(fields.with(reset))
    });
    let mut ways = plain("div").class("ways");
    for (way, words) in WAYS {
        let button = plain("button").class("way").set("type", "button");
        ways = ways.with(button.set("data-take", way).text(words));
    }
    // What has become of it; the page's one live region says the same.
    let took = plain("p").class("took");
    let take = details("take", words::TAKE_ALONG).with(ways).with(took);
    let embed = match dataset.subject {
        Subject::Kpi(kpi) => Embed::Kpi(kpi),
        Subject::Insights => Embed::Insights,
        Subject::Scorecard => Embed::Scorecard,
    };
    // Before what takes the room that is left, or that would move when this arrives.
    let has_data = !dataset.data.is_empty();
    form.with_some(has_data.then(|| embed_link(site, embed, &dataset.title)))
        .with_some(choices)
        .with(take)
}

/// What can be chosen of a chart that addresses call `key`, if anything can: its series, its
/// years, its order. `dataset` holds its figures as published.
pub fn choices(dataset: &Dataset, key: &str) -> Option<Plain> {
    let name = |parameter: &str| format!("{key}.{parameter}");
    let words_of = |words: &'static str| plain("span").text(words);
    let mut fields = plain("div").class("fields");
    if dataset.series.len() > 1 && !matches!(dataset.subject, Subject::Scorecard) {
        let legend = plain("legend").text(words::SERIES);
        let mut boxes = plain("fieldset").class("field").with(legend);
        for series in &dataset.series {
            let tick = input(
                "checkbox",
                name(parameter::HIDE),
                series.id.to_owned(),
                true,
            );
            let label = plain("label").class("check");
            boxes = boxes.with(label.with(tick).with(words_of(series.label)));
        }
        fields = fields.with(boxes);
    }
    let selects = selects(dataset);
    let has_choices = !selects.is_empty() || dataset.series.len() > 1;
    for (parameter, words, choices) in selects {
        let mut select = plain("select").set("name", name(parameter));
        for (value, words) in choices {
            select = select.with(plain("option").set("value", value).text(words));
        }
        let label = plain("label").class("field");
        fields = fields.with(label.with(words_of(words)).with(select));
    }
    has_choices.then_some(fields)
}

/// The choice between drawing, table and notes of the chart that addresses call `key`,
/// which begins with the face that is called `show`, or else with the drawing.
pub fn faces(key: &str, show: &str) -> Plain {
    let legend = plain("legend")
        .class("visually-hidden")
        .text(words::SHOW_AS);
    let mut faces = plain("fieldset").class("switch faces").with(legend);
    let all = [
        ("", words::CHART),
        ("table", words::AS_TABLE),
        ("notes", words::NOTES_AND_SOURCES),
    ];
    let shown = all.iter().find(|(value, _)| *value == show);
    let shown = shown.map_or("", |(value, _)| value);
    for (value, words) in all {
        let name = format!("{key}.{}", parameter::SHOW);
        let radio = input("radio", name, value.to_owned(), value == shown);
        let label = plain("label").with(radio);
        faces = faces.with(label.with(plain("span").text(words)));
    }
    faces
}

fn input(kind: &'static str, name: String, value: String, is_checked: bool) -> Plain {
    let input = plain("input")
        .set("type", kind)
        .set("name", name)
        .set("value", value);
    input.set_some("checked", is_checked.then_some(""))
}

/// The ways in which a chart can be taken along, with the words of their buttons.
const WAYS: [(&str, &str); 8] = [
    ("csv", words::SAVE_CSV),
    ("json", words::SAVE_JSON),
    ("svg", words::SAVE_SVG),
    ("png", words::SAVE_PNG),
    ("image", words::COPY_IMAGE),
    ("link", words::COPY_LINK),
    ("text", words::COPY_TEXT),
    ("print", words::PRINT),
];

/// The fields that make sense for a subject.
fn selects(dataset: &Dataset) -> Vec<(&'static str, &'static str, Vec<Choice>)> {
    let mut fields = Vec::new();
    let own = |pairs: &[(&str, &str)]| -> Vec<Choice> {
        let pairs = pairs.iter();
        pairs
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect()
    };
    match dataset.subject {
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
                ("", words::AS_LISTED),
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
                    ("", words::AS_LISTED),
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
            for (value, label) in TONES {
                let verdicts = dataset
                    .data
                    .iter()
                    .filter_map(|datum| datum.standing.as_ref());
                let mut tones = verdicts.map(|standing| tone(standing.verdict));
                if tones.any(|tone| tone == value) {
                    statuses.extend(own(&[(value, label)]));
                }
            }
            fields.push((parameter::STATUS, words::STATUS, statuses));
        }
    }
    fields
}

/// The most years that can be chosen from; an address may name any.
const MAX_YEARS: usize = 200;

/// The calendar years of a dataset's figures, the latest [`MAX_YEARS`] of them; only those of
/// published ones if asked so.
fn years(dataset: &Dataset, published: bool) -> Vec<Choice> {
    let data = dataset.data.iter();
    let mut years: Vec<u16> = data
        .filter(|datum| !published || datum.value().is_some())
        .filter_map(|datum| datum.period.year())
        .collect();
    years.sort_unstable();
    years.dedup();
    let latest = &years[years.len().saturating_sub(MAX_YEARS)..];
    latest
        .iter()
        .map(|year| (year.to_string(), year.to_string()))
        .collect()
}
