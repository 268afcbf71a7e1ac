//! The document around the app.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{
    AddEventListenerOptions, Document, Element, Event, HtmlElement, HtmlInputElement, NodeList,
    Window,
};

use crate::site::current_mark;

pub(super) fn window() -> Window {
    web_sys::window().expect("the app runs in a window")
}

pub(super) fn document() -> Document {
    window().document().expect("a window shows a document")
}

/// Every element of the document that a selector matches.
pub(super) fn all(selector: &str) -> Vec<Element> {
    elements(document().query_selector_all(selector).ok())
}

/// The elements of a list, which is `None` if the selector was invalid.
pub(super) fn elements(list: Option<NodeList>) -> Vec<Element> {
    let Some(list) = list else { return Vec::new() };
    let nodes = (0..list.length()).filter_map(|index| list.item(index));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

/// The element that an event comes from.
pub(super) fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Listens to events that reach the window, for as long as the document exists.
pub(super) fn listen(event: &str, listener: impl Fn(Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(listener);
    let callback = closure.as_ref().unchecked_ref();
    // All of these reach the window, and adding a listener to it cannot fail.
    let _ = window().add_event_listener_with_callback(event, callback);
    // The app lives as long as the document.
    closure.forget();
}

pub(super) fn listen_once(event: &str, listener: fn()) {
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

/// The path that the site is served under: the `data-base` of the `html` element, which the
/// build writes; `/` if it wrote none.
pub fn base() -> String {
    document()
        .document_element()
        .and_then(|root| root.get_attribute("data-base"))
        .filter(|base| base.starts_with('/') && base.ends_with('/'))
        .unwrap_or_else(|| "/".to_owned())
}

/// The address of the bundle: the `data-bundle` of the `html` element, below `base`.
pub fn bundle_address(base: &str) -> String {
    let path = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-bundle"))
        .unwrap_or_else(|| "bundle/en.json".to_owned());
    format!("{base}{path}")
}

/// Whether this is the former address under which the page in the HTML is served too: the
/// `data-former` of the `html` element.
pub fn is_former(path: &str) -> bool {
    let former = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-former"));
    former.is_some_and(|former| former.trim_end_matches('/') == path.trim_end_matches('/'))
}

/// The path that the page in the HTML was rendered for: the `data-path` of the `html` element.
/// `None` if no page was rendered, as in development.
pub fn rendered_path() -> Option<String> {
    document().document_element()?.get_attribute("data-path")
}

/// Whether the page is a copy from the service worker's cache, because the server could not be
/// reached (`src/publish/service_worker.js`).
pub fn is_cached() -> bool {
    let root = document().document_element();
    root.is_some_and(|root| root.has_attribute("data-cached"))
}

/// The element that holds the app.
pub fn app_host() -> HtmlElement {
    host("site-app")
}

/// The element that holds the app, emptied.
pub fn empty_app_host() -> HtmlElement {
    let host = app_host();
    host.set_text_content(None);
    host
}

/// The element that holds notices.
pub fn notice_host() -> HtmlElement {
    host("site-notice")
}

fn host(id: &str) -> HtmlElement {
    document()
        .get_element_by_id(id)
        .expect("index.html has an element for each part")
        .unchecked_into()
}

/// Sets the value of the field with this `id`, unless it has that value already: setting it
/// would move the cursor.
pub fn set_value(id: &str, value: &str) {
    let field = document().get_element_by_id(id);
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
        && field.value() != value
    {
        field.set_value(value);
    }
}

/// Sets the text of the element with this `id`, unless it has that text already. It sets the
/// element's text, not that of a node in it: a browser that translates pages has replaced the
/// node with its own.
pub fn set_text(id: &str, text: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && element.text_content().as_deref() != Some(text)
    {
        element.set_text_content(Some(text));
    }
}

/// Marks the link of the navigation that leads to the page at `path`, or to the list that has it.
pub fn mark_current(base: &str, path: &str) {
    const MARK: &str = "aria-current";
    for link in all(".site-header nav a") {
        let entry = link.get_attribute("href").unwrap_or_default();
        // Setting an attribute with a valid name cannot fail.
        let _ = match current_mark(base, path, &entry) {
            Some(mark) => link.set_attribute(MARK, mark),
            None => link.remove_attribute(MARK),
        };
    }
}

/// Whether the browser believes that it is online.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Sets the title that the browser shows for the page.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets the language of the page.
pub fn set_language(locale: &str) {
    if let Some(root) = document().document_element() {
        // Setting an attribute with a valid name cannot fail.
        let _ = root.set_attribute("lang", locale);
    }
}

/// Marks the document as interactive, for tests and measurements.
pub fn set_ready() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-ready", "");
    }
}

/// Runs `then` before the next frame, when changes have been rendered.
pub fn after_render(then: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(then);
    // Fails only where there is no window.
    let _ = window().request_animation_frame(callback.unchecked_ref());
}

/// Runs `then` a tenth of a second later.
pub fn after_pause(then: impl FnOnce() + 'static) {
    run_after(100, then);
}

/// Runs `then` when the browser has done its other work: long work is done in steps, so that
/// the reader does not have to wait for all of them.
pub fn later(then: impl FnOnce() + 'static) {
    run_after(0, then);
}

pub(super) fn run_after(milliseconds: i32, then: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(then);
    // Fails only where there is no window.
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(
        callback.unchecked_ref(),
        milliseconds,
    );
}

/// Calls a function of the page's script.
pub fn call(function: &js_sys::Function, argument: &JsValue) {
    // If it throws, the script sees that as an error of the page.
    let _ = function.call1(&JsValue::UNDEFINED, argument);
}

/// Scrolls the window `y` pixels down from its top.
pub fn scroll_to(y: f64) {
    window().scroll_to_with_x_and_y(0.0, y);
}

/// A list and its items, some of them outside the document.
pub struct Items {
    list: Option<Element>,
    items: Vec<Element>,
    shown: RefCell<Vec<usize>>,
}

impl Items {
    pub fn of(id: &str) -> Self {
        let list = document().get_element_by_id(id);
        let mut items = Vec::new();
        let mut next = list.as_ref().and_then(Element::first_element_child);
        while let Some(item) = next {
            next = item.next_element_sibling();
            items.push(item);
        }
        let shown = RefCell::new((0..items.len()).collect());
        Items { list, items, shown }
    }

    pub fn show(&self, places: &[usize]) {
        let Some(list) = &self.list else {
            return;
        };
        let before = self.shown.replace(places.to_vec());
        // Items that stay at the start of the list are not removed and added again.
        let kept = before
            .iter()
            .zip(places)
            .take_while(|(a, b)| a == b)
            .count();
        for place in &before[kept..] {
            self.items[*place].remove();
        }
        for place in &places[kept..] {
            let item = &self.items[*place];
            // Neither fails for elements of one document. Items may have been rendered hidden.
            let _ = item.remove_attribute("hidden");
            let _ = list.append_child(item);
        }
    }
}

#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    /// Tells the publisher something, who looks into the browser's console.
    #[wasm_bindgen(js_namespace = console)]
    pub fn warn(what: &str, why: &str);
}

/// Moves the keyboard's focus to the element with this `id`.
pub fn focus(id: &str) {
    focus_first(&format!("#{id}"));
}

/// Moves the keyboard's focus to the first element that a selector matches, when changes have
/// been rendered; not if the reader has meanwhile moved it elsewhere and may be typing there.
pub(super) fn focus_when_rendered(selector: String) {
    let before = document().active_element();
    after_render(move || {
        let now = document().active_element();
        // If no element has the focus, the body has it.
        let is_lost = now.as_ref() == document().body().as_deref();
        if is_lost || now == before {
            focus_first(&selector);
        }
    });
}

/// Moves the keyboard's focus to the first element that a selector matches.
pub(super) fn focus_first(selector: &str) {
    let element = document().query_selector(selector).ok().flatten();
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // This does not fail for an element in the document.
        let _ = element.focus();
    }
}
