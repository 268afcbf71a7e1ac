//! Following links without leaving the app, and the browser's back and forward.

use std::cell::Cell;

use leptos::prelude::{GetUntracked, RwSignal};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent, Url};

use super::document::{listen, scroll_to, window};
use super::history::{enter, here, keep_scrolled, leave, location_of, push, returned, will_return};
use super::location::Location;
use super::navigator::Navigator;
use super::pages::{Awaited, await_page, awaited, awaits, stay};
use super::place::{return_to_link, show_page, show_target, unfold};
use crate::site::{Address, Shell};

thread_local! {
    /// Whether the browser has been told to load another document.
    static LEAVING: Cell<bool> = const { Cell::new(false) };
}

/// How a page was reached, for the code that shows it.
pub struct Arrival {
    /// Where it is.
    pub location: Location,
    /// The page's name, if it is another page than before.
    pub name: Option<String>,
    /// How far the page was scrolled when it was left, if the reader comes back to it.
    pub left_at: Option<f64>,
}

/// Makes links within the site, and the browser's back and forward, move a navigator
/// instead of loading documents. `arrive` moves it, to another page or to this one anew. Where the
/// program that builds pages does not come soon, the browser loads the document.
/// `shell` may change later, when newer content takes its place. Call it once.
pub fn follow_links(
    shell: RwSignal<Option<Shell>>,
    navigator: Navigator,
    arrive: impl Fn(Arrival) + Clone + 'static,
) {
    keep_scrolled();
    listen("pageshow", |_: Event| LEAVING.set(false));
    if let Some(y) = returned() {
        show_page(Some(y));
    }
    // Not all browsers open what is folded around the place that an address names.
    if here().fragment.is_some_and(|id| unfold(&id)) {
        show_target();
    }
    let on_return = arrive.clone();
    listen("popstate", move |_: Event| {
        let was_awaited = awaited() == Some(Awaited::AtThisAddress);
        stay();
        let location = here();
        let shown = navigator_path(&navigator);
        let left_at = enter();
        match left_at {
            // A link to a part of the page that is shown, whatever its address.
            None if !was_awaited => {
                navigator.arrive(Location {
                    path: shown,
                    ..location
                });
                show_target();
                return;
            }
            Some(y) if shown == location.path => {
                navigator.arrive(location);
                return_to_link();
                scroll_to(y);
                return;
            }
            _ => {}
        }
        let arrive = on_return.clone();
        let path = location.path.clone();
        let go = move |name| {
            arrive(Arrival {
                location,
                name: Some(name),
                left_at,
            });
        };
        await_page(Awaited::AtThisAddress, path, go, || {
            will_return();
            LEAVING.set(true);
            let _ = window().location().reload();
        });
    });

    listen("click", move |event: Event| {
        let found = event
            .dyn_ref()
            .and_then(internal_link)
            .zip(shell.get_untracked());
        let Some(((link, url), shell)) = found else {
            return;
        };
        let location = location_of(&url);
        // Whatever is followed after a link that the browser follows is followed by it, too: it
        // would otherwise still arrive there.
        if shell.address(&location.path) == Address::NotFound || LEAVING.get() {
            return;
        }
        if awaits(&location.path) {
            event.prevent_default();
            return;
        }
        let same_page = navigator_path(&navigator) == location.path;
        if same_page && awaited() == Some(Awaited::AtThisAddress) {
            // Its address is no longer this page's.
            event.prevent_default();
            return;
        }
        stay();
        if same_page && location.fragment.is_some() {
            leave(Some(&link));
            return;
        }
        event.prevent_default();
        let href = url.href();
        let (arrive, address, left) = (arrive.clone(), href.clone(), link.clone());
        let path = location.path.clone();
        // As in browsers: the address that is shown is not added to the history once more.
        let is_shown = window().location().href().is_ok_and(|shown| shown == href);
        let go = move |name: Option<String>| {
            if is_shown || push(Some(&address), Some(&left)) {
                arrive(Arrival {
                    location,
                    name,
                    left_at: None,
                });
            }
        };
        if same_page {
            return go(None);
        }
        let go = |name| go(Some(name));
        await_page(Awaited::AtTheNext, path, go, move || {
            leave(Some(&link));
            LEAVING.set(true);
            // Fails only for invalid addresses.
            let _ = window().location().assign(&href);
        });
    });
}

fn navigator_path(navigator: &Navigator) -> String {
    leptos::prelude::untrack(|| navigator.location().path)
}

/// The link that was clicked without modifier keys, and its address, if that is of this origin
/// and meant to open here.
fn internal_link(event: &MouseEvent) -> Option<(Element, Url)> {
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
    (url.origin() == window().location().origin().ok()?).then(|| (link.into(), url))
}
