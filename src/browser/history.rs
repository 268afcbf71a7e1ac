//! Following links without leaving the app, and keeping the browser's history true.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, Event, HtmlAnchorElement, MouseEvent, ScrollRestoration, Url, UrlSearchParams,
};

use super::document::{scroll_to, window};
use super::navigator::{Location, Navigator};
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

/// How a page was reached, for whoever shows it.
pub struct Arrival {
    /// The site.
    pub site: Site,
    /// The page.
    pub route: Route,
    /// The element that the address names.
    pub fragment: Option<String>,
    /// How far the page was scrolled when it was left, if it is come back to.
    pub left_at: Option<f64>,
}

/// Makes links within the site, and the browser's back and forward, move a navigator
/// instead of loading documents. `arrived` is called after each move to another page.
/// `site` may change later, when newer content takes its place. Call it once.
pub fn follow_links(
    site: Rc<Cell<Option<Site>>>,
    navigator: Navigator,
    arrived: impl Fn(Arrival) + Clone + 'static,
) {
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

    let on_arrival = arrived.clone();
    let current = site.clone();
    listen("popstate", move |_: Event| {
        let location = here();
        let same_page = navigator_path(&navigator) == location.path;
        let Some((entry, written)) = state() else {
            // A new entry that the browser made for a link to a part of this page.
            set_state(ENTRY.get() + 1);
            navigator.arrive(location);
            return;
        };
        ENTRY.set(entry);
        STEP.take();
        let y = remembered(entry).unwrap_or(written);
        let Some(site) = current.get() else { return };
        let (route, fragment) = (site.route(&location.path), location.fragment.clone());
        navigator.arrive(location);
        if same_page {
            scroll_to(y);
        } else {
            on_arrival(Arrival {
                site,
                route,
                fragment,
                left_at: Some(y),
            });
        }
    });

    listen("click", move |event: Event| {
        let Some((url, site)) = event.dyn_ref().and_then(internal_link).zip(site.get()) else {
            return;
        };
        let route = site.route(&url.pathname());
        if route == Route::NotFound {
            return;
        }
        let location = location_of(&url);
        let same_page = navigator_path(&navigator) == location.path;
        if same_page && location.fragment.is_some() {
            return;
        }
        event.prevent_default();
        if !push(Some(&url.href())) {
            return;
        }
        let fragment = location.fragment.clone();
        navigator.arrive(location);
        arrived(Arrival {
            site,
            route,
            fragment,
            left_at: None,
        });
    });
}

/// Adds an entry to the history, and whether the browser let it be.
fn push(address: Option<&str>) -> bool {
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

fn navigator_path(navigator: &Navigator) -> String {
    leptos::prelude::untrack(|| navigator.location().path)
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

fn location_of(url: &Url) -> Location {
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

/// The address of the link that a plain click met, if it is of this origin and meant
/// to open here.
fn internal_link(event: &MouseEvent) -> Option<Url> {
    let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.default_prevented() || event.button() != 0 || modified {
        return None;
    }
    let target: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    if !link.target().is_empty() || link.has_attribute("download") {
        return None;
    }
    let url = Url::new(&link.href()).ok()?;
    (url.origin() == window().location().origin().ok()?).then_some(url)
}

pub(super) fn listen(event: &str, listener: impl Fn(Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(listener);
    let callback = closure.as_ref().unchecked_ref();
    // All of these reach the window, and adding a listener to it cannot fail.
    let _ = window().add_event_listener_with_callback(event, callback);
    // The app lives as long as the document.
    closure.forget();
}
