//! The address bar and the browser's history: its entries, how far each was scrolled, and by which
//! link it was left.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, ScrollRestoration, Url, UrlSearchParams};

use super::document::{all, listen, window};
use super::location::Location;
use super::pages::{Awaited, awaited};

thread_local! {
    /// How far each history entry was scrolled, by its number, if this document knows.
    static SCROLLED: RefCell<Vec<Option<f64>>> = const { RefCell::new(Vec::new()) };
    /// The number of the entry that is shown.
    static ENTRY: Cell<usize> = const { Cell::new(0) };
    /// Which change created the entry that is shown; see [`step`].
    static STEP: RefCell<String> = const { RefCell::new(String::new()) };
    /// The path under which the document was served, if the site knows no such path, and the
    /// path of the page that was served; see [`keep_page`].
    static KEPT: RefCell<Option<(String, String)>> = const { RefCell::new(None) };
}

/// Records how far each entry is scrolled, from now on. Call it once.
pub(super) fn keep_scrolled() {
    // The browser would scroll before the page is rendered. Where it loads pages itself, it
    // knows the place best.
    let _ = history().set_scroll_restoration(ScrollRestoration::Manual);
    listen("pagehide", |_: Event| {
        let _ = history().set_scroll_restoration(ScrollRestoration::Auto);
    });
    listen("pageshow", |_: Event| {
        let _ = history().set_scroll_restoration(ScrollRestoration::Manual);
    });
    let (entry, left_at) = state().unwrap_or_default();
    // The place to which the browser will scroll when a reader comes back, if it has not yet.
    remember(entry, left_at);
    set_state(entry);
    listen("scroll", |_: Event| remember_scroll());
    // For coming back to this entry from a later document, after a reload of a later page.
    // While a page is being left, browsers no longer accept it.
    listen("scrollend", |_: Event| set_state(ENTRY.get()));
}

/// Notes that the browser has moved to another entry, and returns how far that was scrolled
/// when it was left. `None` if it is a new entry, created by a link to a part of the page.
pub(super) fn enter() -> Option<f64> {
    let Some((entry, written)) = state() else {
        set_state(ENTRY.get() + 1);
        return None;
    };
    ENTRY.set(entry);
    STEP.take();
    Some(remembered(entry).unwrap_or(written))
}

/// Whether what is shown is not of the entry that is shown, but of the one before it.
fn is_of_another() -> bool {
    awaited() == Some(Awaited::AtThisAddress)
}

/// Notes that a document that is about to be loaded again shows an entry to which the reader
/// comes back. Browsers would keep the place of the page that is shown now.
pub(super) fn will_return() {
    let state = stored();
    state.set(4, true.into());
    let _ = history().replace_state(&state, "");
}

/// How far the entry was scrolled to which the reader has come back in this document, if so.
pub(super) fn returned() -> Option<f64> {
    let state = stored();
    state.get(4).as_bool()?;
    state.set(4, JsValue::UNDEFINED);
    let _ = history().replace_state(&state, "");
    state.get(1).as_f64()
}

/// Notes that the shown entry is being left, and by which link if by one.
pub(super) fn leave(link: Option<&Element>) {
    if is_of_another() {
        return;
    }
    remember_scroll();
    let place = link.and_then(|link| all("a").iter().position(|other| other == link));
    let state = stored();
    state.set(2, place.map(|place| place as f64).into());
    state.set(3, link.and_then(|link| link.get_attribute("href")).into());
    store(&state, ENTRY.get());
}

/// The link by which the shown entry was left, if the page still has it.
pub(super) fn followed() -> Option<Element> {
    let state = stored();
    let link = all("a").into_iter().nth(state.get(2).as_f64()? as usize)?;
    (link.get_attribute("href") == state.get(3).as_string()).then_some(link)
}

/// Adds an entry to the history; `link` is what the reader followed. Returns whether the browser
/// allowed it.
pub(super) fn push(address: Option<&str>, link: Option<&Element>) -> bool {
    leave(link);
    STEP.take();
    let next = ENTRY.get() + 1;
    SCROLLED.with_borrow_mut(|all| all.truncate(next));
    let pushed = history().push_state_with_url(&JsValue::NULL, "", address);
    if pushed.is_ok() {
        set_state(next);
    }
    pushed.is_ok()
}

/// Adds an entry to the history for the change `name`, unless that change created the entry
/// that is shown.
pub(super) fn step(name: &str) {
    if STEP.with_borrow(|last| last != name) && push(None, None) {
        STEP.replace(name.to_owned());
    }
}

/// Writes a location's query into the address bar, in place of the current entry.
pub(super) fn replace(location: &Location) {
    if is_of_another() {
        return;
    }
    let state = history().state().unwrap_or(JsValue::NULL);
    // The path in the address bar may differ; see `keep_page`.
    let path = window().location().pathname().unwrap_or_default();
    // Browsers refuse when called too often; the address then lags behind the page
    // until the next change.
    let _ = history().replace_state_with_url(&state, "", Some(&address(path, location)));
}

/// The address of a location with this path in place of its own, from the host's root on.
fn address(path: String, location: &Location) -> String {
    let mut address = path;
    let query = location.query.iter();
    let query = query_of(&mut query.map(|(name, value)| (name.as_str(), value.as_str())));
    if !query.is_empty() {
        address.push('?');
        address.push_str(&query);
    }
    if let Some(fragment) = &location.fragment {
        address.push('#');
        address.push_str(fragment);
    }
    address
}

/// Parameters as the query of an address.
pub(super) fn query_of<'a>(query: &mut dyn Iterator<Item = (&'a str, &'a str)>) -> String {
    let Ok(parameters) = UrlSearchParams::new() else {
        return String::new();
    };
    for (name, value) in query {
        parameters.append(name, value);
    }
    parameters.to_string().into()
}

/// The absolute address of a location, for use outside the site.
pub fn whole_address(location: &Location) -> String {
    let mut whole = window().location().origin().unwrap_or_default();
    whole.push_str(&address(location.path.clone(), location));
    whole
}

fn history() -> web_sys::History {
    window().history().expect("a window has a history")
}

/// The state of the shown history entry: its number, how far it was scrolled when it was left,
/// the place and address of the link by which it was left, and whether the document is loaded to
/// come back to it. Empty for a new entry.
fn stored() -> js_sys::Array {
    let state = history().state().unwrap_or(JsValue::NULL);
    state.dyn_into().unwrap_or_default()
}

/// The number of the shown history entry, and how far it was scrolled.
fn state() -> Option<(usize, f64)> {
    let state = stored();
    // Another script of this origin may have written any number; browsers keep fewer entries.
    let entry = state.get(0).as_f64().filter(|entry| *entry < 1e4)?;
    Some((entry as usize, state.get(1).as_f64()?))
}

/// Makes `entry` the number of the shown history entry, and stores it with how far it is
/// scrolled.
fn set_state(entry: usize) {
    store(&stored(), entry);
}

fn store(state: &js_sys::Array, entry: usize) {
    ENTRY.set(entry);
    state.set(0, JsValue::from_f64(entry as f64));
    state.set(1, JsValue::from_f64(remembered(entry).unwrap_or_default()));
    // Browsers refuse when called too often; then only the place is lost.
    let _ = history().replace_state(state, "");
}

fn remember_scroll() {
    if is_of_another() {
        return;
    }
    remember(ENTRY.get(), window().scroll_y().unwrap_or(0.0));
}

/// How far the page is scrolled, or will be when the browser has restored the place that was
/// left.
pub(super) fn scrolled() -> f64 {
    match window().scroll_y() {
        Ok(y) if y > 0.0 => y,
        _ => remembered(ENTRY.get()).unwrap_or_default(),
    }
}

fn remember(entry: usize, y: f64) {
    SCROLLED.with_borrow_mut(|all| {
        if all.len() <= entry {
            all.resize(entry + 1, None);
        }
        all[entry] = Some(y);
    });
}

fn remembered(entry: usize) -> Option<f64> {
    SCROLLED.with_borrow(|all| all.get(entry).copied().flatten())
}

/// Keeps the page that was served, which was rendered for `path`, although the address bar has
/// another: a former one, or none of the site. A server may serve a page under other names, and a
/// copy has another address.
pub fn keep_page(path: &str) {
    KEPT.set(Some((here().path, path.to_owned())));
}

/// Keeps it no longer: newer content may have the page that is asked for.
pub fn release_page() {
    KEPT.take();
}

/// The location in the address bar.
pub fn here() -> Location {
    let href = window().location().href().unwrap_or_default();
    Url::new(&href)
        .map(|url| location_of(&url))
        .unwrap_or_default()
}

/// The location of an address; that of the page that is kept, if the document has it.
pub(super) fn location_of(url: &Url) -> Location {
    let mut path = url.pathname();
    KEPT.with_borrow(|kept| match kept {
        Some((address, kept)) if *address == path => path.clone_from(kept),
        _ => {}
    });
    let query = js_sys::Array::from(&url.search_params().entries())
        .iter()
        .filter_map(|pair| {
            let pair: js_sys::Array = pair.into();
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        })
        .collect();
    let hash = url.hash();
    Location {
        path,
        query,
        fragment: hash
            .strip_prefix('#')
            .filter(|id| !id.is_empty())
            .map(str::to_owned),
    }
}
