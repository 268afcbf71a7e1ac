//! The controls of a chart. Each is a field of one form whose names and values are the
//! parameters of an address; `crate::browser` keeps the two in step.

use crate::dataset::{Dataset, Format, Group, Panel, Sort, parameter};
use crate::progress::Tone;
use crate::site::{Exhibit, Site, Subject};
use crate::text::{self, words};

use super::super::element::{Element, element};
use super::super::embed_link::embed_link;

/// An option of a field: its value in an address, and its words.
type Choice = (String, String);

/// The choice between chart, table and notes, which needs no script; and, with script, what is
/// shown. `key` is the chart's name in addresses, `dataset` its figures as published.
pub fn controls(dataset: &Dataset, key: &str) -> Element {
    let choices = choices(dataset, key).map(|fields| {
        let reset = element("button").set("type", "reset").text(words::RESET);
        folded("choices", words::CHOOSE).with(fields.with(reset))
    });
    element("form")
        .class("controls")
        .set("autocomplete", "off")
        .with(panels(key, Panel::default()))
        .with_some(choices)
}

/// What can be done with a chart, below it: how it is embedded, and, with script, the formats in
/// which it can be taken along.
pub fn tools(site: Site, dataset: &Dataset) -> Element {
    let mut menu = folded("take", words::TAKE_ALONG);
    for (name, formats) in WAYS {
        let legend = element("legend").class("visually-hidden").text(name);
        let mut ways = element("fieldset").class("ways").with(legend);
        if formats.contains(&Format::Share) {
            let embed = Exhibit::Chart(dataset.subject);
            ways = ways.with(embed_link(site, embed, dataset.subject.title()));
        }
        for format in formats {
            let button = element("button").class("way").set("type", "button");
            let button = button.set("data-take", format.name());
            // Until the exporter finds that the device can.
            let hidden = (*format == Format::Share).then_some("");
            let button = button.set_some("hidden", hidden);
            ways = ways.with(button.text(text::format(*format)));
        }
        menu = menu.with(ways);
    }
    // The result of an export; the page's live region announces the same.
    let took = element("p").class("took");
    element("div").class("tools").with(menu.with(took))
}

/// The formats by what is done with them.
const WAYS: [(&str, &[Format]); 4] = [
    (
        words::DOWNLOAD,
        &[Format::Csv, Format::Json, Format::Svg, Format::Png],
    ),
    (words::COPY, &[Format::Image, Format::Text, Format::Link]),
    (words::CITE, &[Format::Cite, Format::Bibtex]),
    (words::PASS_ON, &[Format::Share, Format::Print]),
];

fn folded(class: &'static str, words: &'static str) -> Element {
    let summary = element("summary").text(words);
    element("details").class(class).with(summary)
}

/// The choices for a chart that is called `key` in addresses, if there are any: its years, its
/// order. `dataset` holds its figures as published.
pub fn choices(dataset: &Dataset, key: &str) -> Option<Element> {
    let name = |parameter: &str| format!("{key}.{parameter}");
    let words_of = |words: &'static str| element("span").text(words);
    let mut fields = element("div").class("fields");
    let selects = selects(dataset);
    let has_choices = !selects.is_empty();
    for (parameter, words, choices) in selects {
        let mut select = element("select").set("name", name(parameter));
        for (value, words) in choices {
            select = select.with(element("option").set("value", value).text(words));
        }
        let label = element("label").class("field");
        fields = fields.with(label.with(words_of(words)).with(select));
    }
    has_choices.then_some(fields)
}

/// The choice between drawing, table and notes for the chart that is called `key` in addresses;
/// `shown` is chosen at first.
pub fn panels(key: &str, shown: Panel) -> Element {
    let legend = element("legend")
        .class("visually-hidden")
        .text(words::SHOW_AS);
    let mut panels = element("fieldset").class("switch faces").with(legend);
    for panel in Panel::ALL {
        let name = format!("{key}.{}", parameter::SHOW);
        let radio = input("radio", name, panel.name().to_owned(), *panel == shown);
        let label = element("label").with(radio);
        panels = panels.with(label.with(element("span").text(text::panel(*panel))));
    }
    panels
}

/// A field that is chosen by ticking it.
pub fn input(kind: &'static str, name: String, value: String, is_checked: bool) -> Element {
    let input = element("input")
        .set("type", kind)
        .set("name", name)
        .set("value", value);
    input.set_some("checked", is_checked.then_some(""))
}

/// The fields that are useful for a subject.
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
                    from(words::ACTUAL).chain(since).collect(),
                ));
                fields.push((
                    parameter::SORT,
                    words::SORT_TABLE,
                    own(const {
                        &[
                            (Sort::Given.name(), words::LATEST_FIRST),
                            (Sort::Newest.name(), words::NEWEST),
                            (Sort::Oldest.name(), words::OLDEST),
                            (Sort::Highest.name(), words::HIGHEST),
                            (Sort::Lowest.name(), words::LOWEST),
                        ]
                    }),
                ));
            }
        }
        Subject::Insights => fields.push((
            parameter::SORT,
            words::SORT,
            own(const {
                &[
                    (Sort::Given.name(), words::AS_LISTED),
                    (Sort::Distance.name(), words::DIFFERENCE),
                    (Sort::Highest.name(), words::HIGHEST),
                    (Sort::Lowest.name(), words::LOWEST),
                ]
            }),
        )),
        Subject::Scorecard => {
            fields.push((
                parameter::GROUP,
                words::GROUP,
                own(const {
                    &[
                        (Group::Audience.name(), words::BY_AUDIENCE),
                        (Group::Status.name(), words::STATUS),
                        (Group::None.name(), words::NO_GROUPS),
                    ]
                }),
            ));
            fields.push((
                parameter::SORT,
                words::SORT,
                own(const {
                    &[
                        (Sort::Given.name(), words::AS_LISTED),
                        (Sort::Status.name(), words::STATUS),
                        (Sort::Distance.name(), words::DISTANCE),
                        (Sort::Newest.name(), words::NEWEST),
                        (Sort::Oldest.name(), words::OLDEST),
                    ]
                }),
            ));
            let mut audiences = own(&[("", words::ANY)]);
            for series in &dataset.series {
                audiences.push((series.id.to_owned(), series.label.to_owned()));
            }
            fields.push((parameter::AUDIENCE, words::SERVES, audiences));
            let mut statuses = own(&[("", words::ANY)]);
            for tone in Tone::ALL {
                let mut data = dataset.data.iter();
                if data.any(|datum| datum.tone() == *tone) {
                    statuses.extend(own(&[(tone.name(), text::tone(*tone))]));
                }
            }
            fields.push((parameter::STATUS, words::STATUS, statuses));
        }
    }
    fields
}

/// The most years that are offered; an address may name any.
const MAX_YEARS: usize = 200;

/// The calendar years of a dataset's figures, the latest [`MAX_YEARS`] of them, optionally only
/// those of published figures.
fn years(dataset: &Dataset, published: bool) -> Vec<Choice> {
    let mut years: Vec<u16> = Vec::new();
    for datum in &dataset.data {
        if let (Some(year), true) = (datum.period.year(), !published || datum.value().is_some())
            && let Err(place) = years.binary_search(&year)
        {
            years.insert(place, year);
        }
    }
    let latest = &years[years.len().saturating_sub(MAX_YEARS)..];
    latest
        .iter()
        .map(|year| (year.to_string(), year.to_string()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{WAYS, tools};
    use crate::bundle::Bundle;
    use crate::dataset::{Dataset, Format};
    use crate::site::{Site, Subject};

    #[test]
    fn the_menu_has_each_format_once_in_a_group_with_a_name_and_one_link() {
        let bundle = include_str!("../../../tests/bundles/another-government.json");
        let bundle = Bundle::parse(bundle).expect("a bundle");
        let site = Site {
            bundle: Box::leak(Box::new(bundle)),
            base: "/",
        };
        let kpi = site.bundle.kpi("zufriedenheit").expect("a KPI");
        let dataset = Dataset::published(site, Subject::Kpi(kpi));
        let tools = tools(site, &dataset);
        let menu = tools.elements().next().expect("the menu");
        let groups = menu.elements().filter(|part| part.name() == "fieldset");
        let (mut taken, mut links) = (Vec::new(), Vec::new());
        for (group, (name, _)) in groups.zip(WAYS) {
            let legend = group.elements().next().expect("a name");
            assert_eq!(
                (legend.name(), legend.text_content()),
                ("legend", name.to_owned())
            );
            for part in group.elements() {
                taken.extend(part.attribute("data-take").and_then(Format::named));
                links.extend(part.attribute("href"));
            }
        }
        assert_eq!(links, ["/share/kpi/zufriedenheit/"]);
        for format in Format::ALL {
            let same = taken.iter().filter(|taken| *taken == format);
            assert_eq!(same.count(), 1, "{format:?}");
        }
    }
}
