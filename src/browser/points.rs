//! The points of charts, and the marks of the result strip: keyboard and pointer.
//!
//! What a point shows when it is hovered or focused is in the page; here the arrow keys and a
//! sliding finger move the focus, Esc dismisses a tip, and a tip below the window is moved above
//! its chart.
//! The document has its listeners, and so has each shadow root with a chart: events do not say
//! outside it which point they are of.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{
    Document, Element, Event, EventTarget, HtmlElement, KeyboardEvent, Node, PointerEvent,
    ScrollIntoViewOptions, ScrollLogicalPosition,
};

use super::document::{document, elements, listen, listen_once, target, window};

thread_local! {
    /// The document or shadow root of the chart that was pointed at or focused last.
    static IN_USE: RefCell<Option<Node>> = const { RefCell::new(None) };
    /// Whether the reader last used a key, not a pointer.
    static HAS_KEYS: Cell<bool> = const { Cell::new(false) };
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
        HAS_KEYS.set(true);
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
            place_tip(&point);
        }
    });
    listen_on(&root, "focusin", move |event: Event| {
        if let Some(point) = used(&event) {
            be_only_stop(&point);
            show_tips_again();
            let has_room = place_tip(&point);
            if !has_room && HAS_KEYS.get() {
                reveal_tip(&point);
            }
        }
    });
    // Moves are listened to only once a finger was there: they cost a mouse most.
    let is_touched = Cell::new(false);
    listen_on(&root, "pointerdown", move |event: Event| {
        HAS_KEYS.set(false);
        // Of the event: what listens must not keep a shadow root alive.
        if let Some(root) = event.current_target()
            && slide(&event)
            && !is_touched.replace(true)
        {
            listen_on(&root, "pointermove", |event: Event| {
                slide(&event);
            });
        }
    });
}

/// Moves the focus to the point below a finger: for the browser, one that slides over a chart
/// stays with the point where it came down. Returns whether the event is a finger's.
fn slide(event: &Event) -> bool {
    let pointer = event.dyn_ref::<PointerEvent>();
    let Some(pointer) = pointer.filter(|pointer| pointer.pointer_type() == "touch") else {
        return false;
    };
    if let Some(from) = point_of(event)
        && let Some(to) = point_at(pointer)
        && list_of(&from).is_some()
        && list_of(&from) == list_of(&to)
    {
        go_to(&from, &to);
    }
    true
}

/// The point that a pointer is over.
fn point_at(pointer: &PointerEvent) -> Option<Element> {
    let (x, y) = (pointer.client_x() as f32, pointer.client_y() as f32);
    let point = target(pointer)?;
    // A shadow root has the same method.
    let root = point.get_root_node();
    let found = root.unchecked_ref::<Document>().element_from_point(x, y)?;
    found.closest(".point").ok()?
}

/// The next Tab leads past the other points. Marks that are links are all tab stops without
/// script.
fn be_only_stop(point: &Element) {
    for other in neighbours(point) {
        let index = if other == *point { "0" } else { "-1" };
        // Each change costs, also of a value into itself.
        if other.get_attribute("tabindex").as_deref() != Some(index) {
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

/// The list that a point is in.
fn list_of(point: &Element) -> Option<Element> {
    point.closest(".tips, .marks").ok()?
}

/// The points of the list that a point is in, in their order.
fn neighbours(point: &Element) -> Vec<Element> {
    let list = list_of(point);
    elements(list.and_then(|list| list.query_selector_all(".point").ok()))
}

/// The point that a key leads to, or the end that was reached; `None` for other keys.
fn step(point: &Element, key: &str) -> Option<Result<Element, End>> {
    let all = neighbours(point);
    let here = all.iter().position(|other| other == point)?;
    let (to, end) = match key {
        "ArrowRight" | "ArrowDown" => (Some(here + 1), End::Last),
        "ArrowLeft" | "ArrowUp" => (here.checked_sub(1), End::First),
        "Home" => (Some(0), End::First),
        "End" => (all.len().checked_sub(1), End::Last),
        _ => return None,
    };
    let found = to.and_then(|to| all.into_iter().nth(to));
    Some(found.ok_or(end))
}

/// Moves the focus, unless it is there.
fn go_to(from: &Element, to: &Element) {
    if from != to || document().active_element().as_ref() != Some(to) {
        // Points are elements of HTML: `div`s, and the links of a result strip.
        let _ = to.unchecked_ref::<HtmlElement>().focus();
    }
}

/// Shows tips again that Esc has dismissed.
fn show_tips_again() {
    for chart in in_use(".chart[data-quiet]") {
        let _ = chart.remove_attribute(QUIET);
    }
}

/// Scrolls to the tip of a point to which a key has led, where it is out of the window: at
/// 400% there is room neither below nor above.
fn reveal_tip(point: &Element) {
    if let Ok(Some(tip)) = point.query_selector(".tip") {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        tip.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Stands a point's tip above its chart, where there is no room below in the window. Returns
/// whether there is room for it.
fn place_tip(point: &Element) -> bool {
    let chart = point.closest(".drawings").ok().flatten();
    let tip = point.query_selector(".tip").ok().flatten();
    let Some((chart, tip)) = chart.zip(tip) else {
        return true;
    };
    let height = window().inner_height().ok();
    let height = height.and_then(|height| height.as_f64());
    let around = chart.get_bounding_client_rect();
    // With its margins.
    let own = tip.get_bounding_client_rect().height() + 16.0;
    let is_below = around.bottom() + own > height.unwrap_or(f64::MAX);
    let is_above = is_below && around.top() > own;
    if is_above != chart.has_attribute("data-above") {
        let _ = chart.toggle_attribute_with_force("data-above", is_above);
    }
    is_above || !is_below
}
