//! The points of charts, and the marks of the result strip: keyboard and pointer.
//!
//! What a point shows when it is hovered or focused is in the page; here the arrow keys move
//! the focus, Esc dismisses a tip, and a tip that would be outside the window is moved into it.
//! The document has its listeners, and so has each shadow root with a chart: events do not say
//! outside it which point they are of.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{
    Document, DomRect, Element, Event, EventTarget, HtmlElement, KeyboardEvent, Node,
    SvgGraphicsElement,
};

use super::document::{elements, listen, listen_once, target, window};

thread_local! {
    /// The document or shadow root of the chart that was pointed at or focused last.
    static IN_USE: RefCell<Option<Node>> = const { RefCell::new(None) };
}

/// Where the arrow keys come to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// There is nothing before the first point.
    First,
    /// There is nothing after the last point.
    Last,
}

/// Makes the points of all charts below a document or a shadow root react, now and later. `end`
/// is called when an arrow key finds no further point. Call it once for each.
pub fn follow_points(root: Node, end: impl Fn(End) + 'static) {
    // Also while the focus is elsewhere: a tip that the pointer opened can be dismissed.
    let is_first = IN_USE.with_borrow_mut(|in_use| {
        let is_first = in_use.is_none();
        in_use.get_or_insert_with(|| root.clone());
        is_first
    });
    if is_first {
        listen("keydown", |event: Event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                return;
            };
            if event.key() == "Escape" {
                for chart in in_use(".chart:is(:hover, :focus-within)") {
                    let _ = chart.set_attribute(QUIET, "");
                }
                // The point below the tip is under the pointer now, but the pointer has not
                // moved to it.
                listen_once("pointermove", show_tips_again);
            }
        });
    }
    listen_on(&root, "keydown", move |event: Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
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
    let used = |event: &Event| {
        let point = point_of(event)?;
        IN_USE.set(Some(point.get_root_node()));
        Some(point)
    };
    listen_on(&root, "pointerover", move |event: Event| {
        if let Some(point) = used(&event) {
            show_tip(&point);
        }
    });
    listen_on(&root, "focusin", move |event: Event| {
        if let Some(point) = used(&event) {
            be_only_stop(&point);
            show_tips_again();
            show_tip(&point);
        }
    });
}

/// Marks that are links are tab stops without script; once one of them has the focus, the next
/// Tab leads past the others.
fn be_only_stop(point: &Element) {
    let mut next = point
        .parent_element()
        .and_then(|marks| marks.first_element_child());
    while let Some(other) = next {
        next = other.next_element_sibling();
        if other.has_attribute("href") {
            let index = if other == *point { "0" } else { "-1" };
            let _ = other.set_attribute("tabindex", index);
        }
    }
}

/// The elements that a selector matches where a chart was used last.
fn in_use(selector: &str) -> Vec<Element> {
    let found = IN_USE.with_borrow(|root| {
        // A shadow root has the same method.
        let root = root.as_ref()?.unchecked_ref::<Document>();
        root.query_selector_all(selector).ok()
    });
    elements(found)
}

fn listen_on(target: &EventTarget, event: &str, listener: impl Fn(Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(listener);
    // Adding a listener to an existing node cannot fail.
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    // The listener lives as long as the root.
    closure.forget();
}

/// Marks a chart whose tip was dismissed.
const QUIET: &str = "data-quiet";

fn point_of(event: &Event) -> Option<Element> {
    target(event)?.closest(".point").ok()?
}

/// The point that a key leads to, or the end that was reached; `None` for other keys.
fn step(point: &Element, key: &str) -> Option<Result<Element, End>> {
    let series = point.parent_element()?;
    let is_rows = series
        .parent_element()
        .is_some_and(|points| points.has_attribute("data-rows"));
    let other = |series: Option<Element>| {
        series.and_then(|series| nearest(&series, point, if is_rows { "cy" } else { "cx" }))
    };
    // Where points follow each other downwards, series are side by side.
    let key = match (is_rows, key) {
        (true, "ArrowDown") => "ArrowRight",
        (true, "ArrowUp") => "ArrowLeft",
        (true, "ArrowRight") => "ArrowDown",
        (true, "ArrowLeft") => "ArrowUp",
        // Marks of a strip follow each other from row to row.
        (_, "ArrowDown") if point.has_attribute("href") => "ArrowRight",
        (_, "ArrowUp") if point.has_attribute("href") => "ArrowLeft",
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

/// The point of another series that is beside a point, or else the nearest one.
fn nearest(series: &Element, point: &Element, along: &str) -> Option<Element> {
    let x = |point: &Element| {
        let ring = point.query_selector(".ring").ok().flatten();
        let x = ring.and_then(|ring| ring.get_attribute(along));
        // The browser's function; the standard library's would be 9 KB of the wasm.
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

/// Moves the focus, and with it the only point that the Tab key reaches.
fn go_to(from: &Element, to: &Element) {
    let _ = from.set_attribute("tabindex", "-1");
    let _ = to.set_attribute("tabindex", "0");
    // Elements of SVG have the same method.
    let _ = to.unchecked_ref::<HtmlElement>().focus();
}

/// Shows tips again that Esc has dismissed.
fn show_tips_again() {
    for chart in in_use(".chart[data-quiet]") {
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
    // Tips are within the drawing.
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
