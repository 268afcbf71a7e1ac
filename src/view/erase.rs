//! Fewer types, fewer bytes.
//!
//! Leptos generates code to build, rebuild and drop a list or an optional element for every
//! type of element in it, about 2 KB of wasm each. If they are erased first, all of them share
//! one type and its code.

use leptos::prelude::*;

/// Erases views in a list or an option.
pub trait Erase {
    /// The list or option with its views erased.
    type Erased;

    /// Erases each view.
    fn erase(self) -> Self::Erased;
}

impl<V: IntoAny> Erase for Option<V> {
    type Erased = Option<AnyView>;

    fn erase(self) -> Self::Erased {
        self.map(IntoAny::into_any)
    }
}

/// Collects views into a list of erased ones.
pub trait CollectErased {
    /// Erases each view and collects all.
    fn collect_erased(self) -> Vec<AnyView>;
}

impl<I: Iterator<Item: IntoAny>> CollectErased for I {
    fn collect_erased(self) -> Vec<AnyView> {
        self.map(IntoAny::into_any).collect()
    }
}
