//! The address bar and the browser's history: its entries, and how far each was scrolled.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Event, ScrollRestoration, Url, UrlSearchParams};

use super::document::{listen, window};
use super::location::Location;
use crate::site::{Route, Site};

thread_local! {
    /// How far each history entry was scrolled, by its number, where this document knows.
    static SCROLLED: RefCell<Vec<Option<f64>>> = const { RefCell::new(Vec::new()) };
    /// The number of the entry that is shown.
    static ENTRY: Cell<usize> = const { Cell::new(0) };
    /// Which change made the entry that is shown; see [`step`].
    static STEP: RefCell<String> = const { RefCell::new(String::new()) };
    /// The path that the document came under, where the site knows no such path, and the path
    /// of the page that came; see [`keep_page`].
    static KEPT: RefCell<Option<(String, String)>> = const { RefCell::new(None) };
}

/// Keeps how far each entry is scrolled, now and later. Call it once.
pub(super) fn keep_scrolled() {
    // The browser would scroll before the page is there to be scrolled. Where it loads
    // pages itself, it knows the place best.
    let _ = history().set_scroll_restoration(ScrollRestoration::Manual);
    listen("pagehide", |_: Event| {
        let _ = history().set_scroll_restoration(ScrollRestoration::Auto);
    });
    listen("pageshow", |_: Event| {
        let _ = history().set_scroll_restoration(ScrollRestoration::Manual);
    });
    let (entry, left_at) = state().unwrap_or_default();
    // Where the browser will bring the reader who comes back, if it has not yet.
    remember(entry, left_at);
    set_state(entry);
    listen("scroll", |_: Event| remember_scroll());
    // For coming back to this entry from a later document, after a reload of a page
    // further on. While a page is left, browsers do not take it any more.
    listen("scrollend", |_: Event| set_state(ENTRY.get()));
}

/// Notes that the browser has moved to another entry, and gives how far that was scrolled when
/// it was left. `None` where it is a new one, made for a link to a part of the page.
pub(super) fn enter() -> Option<f64> {
    let Some((entry, written)) = state() else {
        set_state(ENTRY.get() + 1);
        return None;
    };
    ENTRY.set(entry);
    STEP.take();
    Some(remembered(entry).unwrap_or(written))
}

/// Adds an entry to the history, and whether the browser let it be.
pub(super) fn push(address: Option<&str>) -> bool {
    remember_scroll();
    set_state(ENTRY.get());
    STEP.take();
    let next = ENTRY.get() + 1;
    SCROLLED.with_borrow_mut(|all| all.truncate(next));
    let pushed = history().push_state_with_url(&JsValue::NULL, "", address);
    if pushed.is_ok() {
        set_state(next);
    }
    pushed.is_ok()
}

/// Adds an entry to the history for the change that is called `name`, unless the entry
/// that is shown was made by it already.
pub(super) fn step(name: &str) {
    if STEP.with_borrow(|last| last != name) && push(None) {
        STEP.replace(name.to_owned());
    }
}

/// Writes a location's query into the address bar, in place of the current entry.
pub(super) fn replace(location: &Location) {
    let state = history().state().unwrap_or(JsValue::NULL);
    // The path in the address bar may be another; see `keep_page`.
    let path = window().location().pathname().unwrap_or_default();
    // Browsers refuse when called too often; the address then lags behind the page
    // until the next change.
    let _ = history().replace_state_with_url(&state, "", Some(&address(path, location)));
}

/// The address of a location with another path than its own, from the host's root on.
fn address(path: String, location: &Location) -> String {
    let mut address = path;
    if let Ok(parameters) = UrlSearchParams::new() {
        for (name, value) in &location.query {
            parameters.append(name, value);
        }
        let query: String = parameters.to_string().into();
        if !query.is_empty() {
            address.push('?');
            address.push_str(&query);
        }
    }
    if let Some(fragment) = &location.fragment {
        address.push('#');
        address.push_str(fragment);
    }
    address
}

/// The whole address of a location, for use outside of the site.
pub fn whole_address(location: &Location) -> String {
    let mut whole = window().location().origin().unwrap_or_default();
    whole.push_str(&address(location.path.clone(), location));
    whole
}

fn history() -> web_sys::History {
    window().history().expect("a window has a history")
}

/// What the shown history entry holds: its number, and how far it was scrolled when it
/// was left.
fn state() -> Option<(usize, f64)> {
    let state: js_sys::Array = history().state().ok()?.dyn_into().ok()?;
    Some((state.get(0).as_f64()? as usize, state.get(1).as_f64()?))
}

/// Makes `entry` the number of the shown history entry, and writes both down in it.
fn set_state(entry: usize) {
    ENTRY.set(entry);
    let y = remembered(entry);
    let state = js_sys::Array::of2(
        &JsValue::from_f64(entry as f64),
        &JsValue::from_f64(y.unwrap_or_default()),
    );
    // Browsers refuse when called too often; then only the place is forgotten.
    let _ = history().replace_state(&state, "");
}

fn remember_scroll() {
    remember(ENTRY.get(), window().scroll_y().unwrap_or(0.0));
}

/// How far the page is scrolled, or will be when the browser has brought the reader back to
/// the place that was left.
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

/// Keeps the page that came, which was rendered for `path`, where the address bar names none
/// of the site: a server may find a page under other names, and a copy lies elsewhere. The
/// page that says that there is none is not kept: newer content may have one.
pub fn keep_page(site: Site, path: &str) {
    let address = here().path;
    if site.route(&address) == Route::NotFound && site.route(path) != Route::NotFound {
        KEPT.set(Some((address, path.to_owned())));
    }
}

/// The address bar's place.
pub fn here() -> Location {
    let href = window().location().href().unwrap_or_default();
    let mut here = Url::new(&href)
        .map(|url| location_of(&url))
        .unwrap_or_default();
    KEPT.with_borrow(|kept| match kept {
        Some((address, path)) if *address == here.path => here.path.clone_from(path),
        _ => {}
    });
    here
}

pub(super) fn location_of(url: &Url) -> Location {
    let query = js_sys::Array::from(&url.search_params().entries())
        .iter()
        .filter_map(|pair| {
            let pair: js_sys::Array = pair.into();
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        })
        .collect();
    let hash = url.hash();
    Location {
        path: url.pathname(),
        query,
        fragment: hash
            .strip_prefix('#')
            .filter(|id| !id.is_empty())
            .map(str::to_owned),
    }
}
