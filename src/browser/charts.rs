//! The charts of a page and their forms. One listener for each kind of event serves all of
//! them.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, HtmlInputElement, HtmlSelectElement};

use super::document::{document, elements, listen, target};
use super::history::query_of;
use super::navigator::Navigator;
use super::pages::{Awaited, awaited, chart};
use super::place::move_focus;
use super::points::{End, follow_points};

/// What a chart says in words, which a reader can unfold.
const WORDS: &str = ".in-words";
const OPEN_WORDS: &str = ".in-words[open]";

/// A chart of the page.
pub struct ChartElement {
    pub(super) figure: Element,
    /// Its name in addresses.
    pub key: String,
    /// What it is of.
    pub subject: String,
    /// Whether it is below a heading that names what is measured.
    pub is_titled: bool,
}

impl ChartElement {
    /// All charts of the page.
    pub fn all() -> Vec<ChartElement> {
        let found = document().query_selector_all(".chart[data-subject]");
        elements(found.ok())
            .into_iter()
            .filter_map(Self::of)
            .collect()
    }

    /// The chart that an element is in.
    pub fn around(element: &Element) -> Option<ChartElement> {
        Self::of(element.closest(".chart[data-subject]").ok()??)
    }

    fn of(figure: Element) -> Option<ChartElement> {
        Some(ChartElement {
            key: figure.get_attribute("data-key")?,
            subject: figure.get_attribute("data-subject")?,
            is_titled: figure.has_attribute("data-titled"),
            figure,
        })
    }

    /// Whether this and another are the same element.
    pub fn is(&self, other: &ChartElement) -> bool {
        self.figure == other.figure
    }

    /// How many rows the table has.
    pub fn rows(&self) -> usize {
        elements(self.figure.query_selector_all("tbody tr").ok()).len()
    }

    /// Draws its body again, as `choices`, its parameters in the address, ask, and returns what
    /// it says: its finding. What has the focus has it afterwards, and words that are open stay open.
    /// `None` if there is no such chart.
    ///
    /// Call it when the program that draws is loaded.
    pub fn draw(&self, choices: &[(String, String)]) -> Option<String> {
        let body = self.figure.query_selector(".body").ok()??;
        let query = self.query(choices);
        let drawn = chart(&self.subject, &self.key, &query, self.is_titled)?;
        let focused = document().active_element();
        let focused = focused.filter(|focused| body.contains(Some(focused)));
        let is_open = |body: &Element| body.query_selector(OPEN_WORDS).ok().flatten().is_some();
        if is_open(&body)
            && let Some(words) = drawn.query_selector(WORDS).ok().flatten()
        {
            let _ = words.set_attribute("open", "");
        }
        // Both are elements of this document.
        let _ = body.replace_with_with_node_1(&drawn);
        if let Some(focused) = focused {
            self.focus_like(&focused);
        }
        let finding = drawn.query_selector(".finding").ok().flatten();
        finding.and_then(|finding| finding.text_content())
    }

    /// Moves the focus to what is now where `before` was: its switch, its words, or of figures the
    /// one that the Tab key leads to.
    fn focus_like(&self, before: &Element) {
        let value = before
            .get_attribute("value")
            .map(|value| format!("[value=\"{value}\"]"));
        let wanted = match value {
            Some(value) => format!(".switches {value}"),
            None if before.tag_name() == "SUMMARY" => format!("{WORDS} summary"),
            None => ".tips .point[tabindex=\"0\"]".to_owned(),
        };
        let find = |selector: &str| self.figure.query_selector(selector).ok().flatten();
        if let Some(element) = find(&wanted).or_else(|| find(".switch input:checked")) {
            move_focus(&element);
        }
    }

    /// Says, while it waits for what draws it, that it does not show what was chosen yet.
    pub fn set_waiting(&self, is_waiting: bool) {
        let _ = match is_waiting {
            true => self.figure.set_attribute("aria-busy", "true"),
            false => self.figure.remove_attribute("aria-busy"),
        };
    }

    /// The query of these choices where the chart is alone.
    fn query(&self, choices: &[(String, String)]) -> String {
        let start = self.key.len() + 1;
        let choices = choices.iter();
        let mut choices = choices.map(|(name, value)| (&name[start..], value.as_str()));
        query_of(&mut choices)
    }

    /// Makes the link to how it is embedded lead there with these choices.
    pub fn set_embed_query(&self, choices: &[(String, String)]) {
        let link = self.figure.query_selector(".embed-link").ok().flatten();
        let link = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
        if let Some(link) = link {
            link.set_search(&self.query(choices));
        }
    }

    /// Sets the chart's fields to what `value` returns for their names; empty means
    /// that nothing is chosen.
    pub fn set_fields(&self, value: impl Fn(&str) -> String) {
        for field in elements(self.figure.query_selector_all("[name]").ok()) {
            if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
                select.set_value(&value(&select.name()));
                if select.selected_index() < 0 {
                    // Not one of the options.
                    select.set_selected_index(0);
                }
            } else if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
                let (chosen, own) = (value(&input.name()), input.value());
                input.set_checked(if input.type_() == "checkbox" {
                    !chosen.split(',').any(|one| one == own)
                } else {
                    chosen == own
                });
            }
        }
    }
}

/// Makes the charts of this and every later page react. `end` is called when an arrow key finds
/// no further point.
pub fn follow_charts(navigator: Navigator, end: impl Fn(End) + 'static) {
    follow_points(document().into(), end);
    // The address may be that of the page to come already.
    let is_left = || awaited() == Some(Awaited::AtThisAddress);
    listen("change", move |event: Event| {
        if is_left() {
            return;
        }
        let field = target(&event).and_then(|field| field.get_attribute("name"));
        if let Some((chart, field)) = chart_of(&event).zip(field) {
            write_fields(navigator, &chart, &field);
        }
    });
    listen("reset", move |event: Event| {
        if let Some(chart) = chart_of(&event).filter(|_| !is_left()) {
            // The fields are set after this; the address is not changed.
            let names: Vec<String> = names(&chart);
            let changes: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
            navigator.choose("reset", &changes);
        }
    });
}

/// The chart in which an event happens.
fn chart_of(event: &Event) -> Option<Element> {
    target(event)?.closest(".chart[data-subject]").ok()?
}

/// Writes the values of a chart's fields into the address.
fn write_fields(navigator: Navigator, chart: &Element, changed: &str) {
    let mut values: Vec<(String, String)> = names(chart)
        .into_iter()
        .map(|name| (name, String::new()))
        .collect();
    for field in elements(chart.query_selector_all("[name]").ok()) {
        let (name, value) = if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
            (select.name(), select.value())
        } else if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            // A ticked box is the default, so the address does not mention it.
            if input.checked() == (input.type_() == "checkbox") {
                continue;
            }
            (input.name(), input.value())
        } else {
            continue;
        };
        if let Some((_, all)) = values.iter_mut().find(|(other, _)| *other == name) {
            if !all.is_empty() {
                all.push(',');
            }
            all.push_str(&value);
        }
    }
    let changes: Vec<_> = values
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    navigator.choose(changed, &changes);
}

/// The names of a chart's fields, each once.
fn names(chart: &Element) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for field in elements(chart.query_selector_all("[name]").ok()) {
        let name = field.get_attribute("name").unwrap_or_default();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
