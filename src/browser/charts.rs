//! Charts under keyboard and pointer, and their forms.
//!
//! What a point shows when it is hovered or focused is in the page; here the arrow keys
//! move the focus, Esc puts a tip away, and a tip that would lie outside of the window is
//! moved into it. One listener of each kind serves all charts of a page.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{
    AddEventListenerOptions, DomRect, Element, Event, HtmlElement, HtmlFormElement,
    HtmlInputElement, HtmlSelectElement, KeyboardEvent, NodeList, SvgElement, SvgGraphicsElement,
};

use super::document::{document, window};
use super::history::listen;
use super::navigator::Navigator;

/// Where the arrow keys come to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// There is nothing before the first point.
    First,
    /// There is nothing after the last point.
    Last,
}

/// A chart of the page.
pub struct ChartElement {
    pub(super) figure: Element,
    /// Its name in addresses.
    pub key: String,
    /// What it is of.
    pub subject: String,
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
    pub(super) fn around(element: &Element) -> Option<ChartElement> {
        Self::of(element.closest(".chart[data-subject]").ok()??)
    }

    fn of(figure: Element) -> Option<ChartElement> {
        Some(ChartElement {
            key: figure.get_attribute("data-key")?,
            subject: figure.get_attribute("data-subject")?,
            figure,
        })
    }

    /// Whether this and another are the same element.
    pub fn is(&self, other: &ChartElement) -> bool {
        self.figure == other.figure
    }

    /// The element that the body stands in, without the body. It is drawn anew when the
    /// reader chooses what to see.
    pub fn without_body(&self) -> Option<HtmlElement> {
        self.figure.query_selector(".body").ok()??.remove();
        self.figure.clone().dyn_into().ok()
    }

    /// Gives the fields of the chart's form the values that `value` names; empty is a
    /// field's value while nothing is chosen.
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

/// Makes the charts of this and every later page answer. `end` is called when an arrow key
/// finds no further point.
pub fn follow_charts(navigator: Navigator, end: impl Fn(End) + 'static) {
    listen("keydown", move |event: Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if event.key() == "Escape" {
            for chart in all(".chart:is(:hover, :focus-within)") {
                let _ = chart.set_attribute(QUIET, "");
            }
            // The point below the tip is under the pointer now; that is no move to it.
            listen_once("pointermove", speak_again);
            return;
        }
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        let Some(point) = point_of(event).filter(|_| is_plain) else {
            return;
        };
        let Some(step) = step(&point, &event.key()) else {
            return;
        };
        event.prevent_default();
        match step {
            Ok(next) => go_to(&point, &next),
            Err(at) => end(at),
        }
    });
    listen("pointerover", |event: Event| {
        if let Some(point) = point_of(&event) {
            show_tip(&point);
        }
    });
    listen("focusin", |event: Event| {
        if let Some(point) = point_of(&event) {
            speak_again();
            show_tip(&point);
        }
    });
    listen("change", move |event: Event| {
        let form = form_of(&event);
        let field = target(&event).and_then(|field| field.get_attribute("name"));
        if let Some((form, field)) = form.zip(field) {
            write_fields(navigator, &form, &field);
        }
    });
    listen("reset", move |event: Event| {
        if let Some(form) = form_of(&event) {
            // The fields get their first values after this; the address gets none.
            let names: Vec<String> = names(&form);
            let changes: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
            navigator.choose("reset", &changes);
        }
    });
}

/// Marks a chart whose tip was put away.
const QUIET: &str = "data-quiet";

fn listen_once(event: &str, listener: fn()) {
    let options = AddEventListenerOptions::new();
    options.set_once(true);
    let callback = Closure::once_into_js(listener);
    // Adding a listener to the window cannot fail.
    let _ = window().add_event_listener_with_callback_and_add_event_listener_options(
        event,
        callback.unchecked_ref(),
        &options,
    );
}

pub(super) fn all(selector: &str) -> Vec<Element> {
    elements(document().query_selector_all(selector).ok())
}

pub(super) fn elements(list: Option<NodeList>) -> Vec<Element> {
    let Some(list) = list else { return Vec::new() };
    let nodes = (0..list.length()).filter_map(|index| list.item(index));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

pub(super) fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn point_of(event: &Event) -> Option<Element> {
    target(event)?.closest(".point").ok()?
}

fn form_of(event: &Event) -> Option<HtmlFormElement> {
    let form = target(event)?.closest("form.controls").ok()??;
    form.dyn_into().ok()
}

/// The point that a key leads to, or which end there is instead; `None` for other keys.
fn step(point: &Element, key: &str) -> Option<Result<Element, End>> {
    let series = point.parent_element()?;
    let is_rows = series
        .parent_element()
        .is_some_and(|points| points.has_attribute("data-rows"));
    let other = |series: Option<Element>| {
        series.and_then(|series| nearest(&series, point, if is_rows { "cy" } else { "cx" }))
    };
    // Where points follow each other downwards, series lie side by side.
    let key = match (is_rows, key) {
        (true, "ArrowDown") => "ArrowRight",
        (true, "ArrowUp") => "ArrowLeft",
        (true, "ArrowRight") => "ArrowDown",
        (true, "ArrowLeft") => "ArrowUp",
        _ => key,
    };
    let (found, end) = match key {
        "ArrowRight" => (point.next_element_sibling(), End::Last),
        "ArrowLeft" => (point.previous_element_sibling(), End::First),
        "Home" => (series.first_element_child(), End::First),
        "End" => (series.last_element_child(), End::Last),
        "ArrowDown" => (other(series.next_element_sibling()), End::Last),
        "ArrowUp" => (other(series.previous_element_sibling()), End::First),
        _ => return None,
    };
    Some(found.ok_or(end))
}

/// The point of a series that is beside another, or else nearest to it across.
fn nearest(series: &Element, point: &Element, along: &str) -> Option<Element> {
    let x = |point: &Element| {
        let ring = point.query_selector(".ring").ok().flatten();
        let x = ring.and_then(|ring| ring.get_attribute(along));
        // The browser's own; the standard library's would be 9 KB of the wasm.
        js_sys::Number::parse_float(&x.unwrap_or_default())
    };
    let here = x(point);
    let mut best: Option<(f64, Element)> = None;
    let mut next = series.first_element_child();
    while let Some(other) = next {
        next = other.next_element_sibling();
        let distance = (x(&other) - here).abs();
        if best.as_ref().is_none_or(|(least, _)| distance < *least) {
            best = Some((distance, other));
        }
    }
    best.map(|(_, point)| point)
}

/// Moves the focus, and with it the one place that the Tab key reaches.
fn go_to(from: &Element, to: &Element) {
    let _ = from.set_attribute("tabindex", "-1");
    let _ = to.set_attribute("tabindex", "0");
    if let Some(to) = to.dyn_ref::<SvgElement>() {
        let _ = to.focus();
    }
}

/// Shows tips again that Esc has put away.
fn speak_again() {
    for chart in all(".chart[data-quiet]") {
        let _ = chart.remove_attribute(QUIET);
    }
}

/// Moves a point's tip into the window.
fn show_tip(point: &Element) {
    let Some(svg) = point.closest("svg").ok().flatten() else {
        return;
    };
    let height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    let height = height.unwrap_or(f64::MAX);
    let is_inside = |rect: &DomRect| rect.top() >= 0.0 && rect.bottom() <= height;
    // Tips lie within the drawing.
    if is_inside(&svg.get_bounding_client_rect()) {
        return;
    }
    let tip = point.query_selector(".tip").ok().flatten();
    let Some(tip) = tip.and_then(|tip| tip.dyn_into::<SvgGraphicsElement>().ok()) else {
        return;
    };
    let _ = tip.remove_attribute("transform");
    let rect = tip.get_bounding_client_rect();
    if is_inside(&rect) {
        return;
    }
    // A little further than needed, because the place is rounded.
    let by = if rect.top() < 0.0 {
        4.0 - rect.top()
    } else {
        height - rect.bottom() - 4.0
    };
    let own = tip.get_b_box().map(|own| f64::from(own.height()));
    let scale = own.unwrap_or(rect.height()) / rect.height();
    let move_by = (by * scale) as i32;
    let _ = tip.set_attribute("transform", &format!("translate(0 {move_by})"));
}

/// Writes what a form's fields say into the address.
fn write_fields(navigator: Navigator, form: &HtmlFormElement, changed: &str) {
    let mut values: Vec<(String, String)> = names(form)
        .into_iter()
        .map(|name| (name, String::new()))
        .collect();
    for field in elements(form.query_selector_all("[name]").ok()) {
        let (name, value) = if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
            (select.name(), select.value())
        } else if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            // A box that is ticked is what nobody has to ask for.
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

/// The names of a form's fields, each once.
fn names(form: &HtmlFormElement) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for field in elements(form.query_selector_all("[name]").ok()) {
        let name = field.get_attribute("name").unwrap_or_default();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
