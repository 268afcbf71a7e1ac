//! Where the reader is, and how to go elsewhere.

use leptos::prelude::*;

#[cfg(target_arch = "wasm32")]
use super::history;
use super::location::Location;

/// The reader's place, as a signal. In a browser it follows the address bar;
/// natively it stays at the address being rendered.
#[derive(Clone, Copy)]
pub struct Navigator {
    location: RwSignal<Location>,
}

impl Navigator {
    /// A navigator at `location`.
    pub fn at(location: Location) -> Self {
        Navigator {
            location: RwSignal::new(location),
        }
    }

    /// The location, tracked if it is read in a reactive context.
    pub fn location(&self) -> Location {
        self.location.get()
    }

    /// The value of a query parameter, tracked; empty if it is absent.
    pub fn parameter(&self, name: &str) -> String {
        self.location
            .with(|location| location.parameter(name).to_owned())
    }

    /// Sets query parameters, and removes those that are empty. The history entry is replaced:
    /// a filter is a state of the page, not a page to go back to. Natively this only changes
    /// the signal.
    pub fn set_parameters(&self, changes: &[(&str, &str)]) {
        self.change(changes);
        #[cfg(target_arch = "wasm32")]
        self.location.with_untracked(history::replace);
    }

    /// Sets query parameters in the same way, with a new history entry to go back to.
    /// Successive changes with one name are one step: somebody who tries the options of a field
    /// does not want to go back through each.
    pub fn choose(&self, name: &str, changes: &[(&str, &str)]) {
        #[cfg(target_arch = "wasm32")]
        history::step(name);
        #[cfg(not(target_arch = "wasm32"))]
        let _ = name;
        self.set_parameters(changes);
    }

    fn change(&self, changes: &[(&str, &str)]) {
        self.location.update(|location| {
            location
                .query
                .retain(|(key, _)| !changes.iter().any(|(name, _)| key == name));
            for (name, value) in changes {
                if !value.is_empty() {
                    location
                        .query
                        .push(((*name).to_owned(), (*value).to_owned()));
                }
            }
        });
    }

    /// Notifies all readers of the location, because the page there has been replaced.
    pub fn renew(&self) {
        self.location.notify();
    }

    /// Moves to a location, without changing the browser's history.
    pub fn arrive(&self, location: Location) {
        if self.location.with_untracked(|here| *here != location) {
            self.location.set(location);
        }
    }
}
