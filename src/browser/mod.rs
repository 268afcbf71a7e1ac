//! The only place that touches the browser.
//!
//! Views and pages reach it through types that mean something natively too:
//! a [`Navigator`] then stands still at the address being rendered.

mod navigator;

#[cfg(target_arch = "wasm32")]
mod document;
#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(target_arch = "wasm32")]
mod history;

pub use navigator::{Location, Navigator};

/// Moves the keyboard's focus to the element that is called `id`. Natively there is no
/// focus to move.
pub fn focus(id: &'static str) {
    #[cfg(target_arch = "wasm32")]
    document::focus(id);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = id;
}

/// Shows those items of the list that is called `id` whose place in `shown` says so, and
/// hides the others. Natively there is no list yet, and its items are written as they
/// should be.
pub fn show_items(id: &'static str, shown: &[bool]) {
    #[cfg(target_arch = "wasm32")]
    document::show_items(id, shown);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (id, shown);
}

/// Moves the keyboard's focus to the link in the item at `index` of the list that is
/// called `id`. Natively there is no focus to move.
pub fn focus_item(id: &'static str, index: usize) {
    #[cfg(target_arch = "wasm32")]
    document::focus_item(id, index);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (id, index);
}

/// The text in small letters. A browser brings the tables for all of Unicode, which
/// would be 12 KB of the wasm; natively they are the standard library's.
pub fn lowercase(text: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    return js_sys::JsString::from(text).to_lower_case().into();
    #[cfg(not(target_arch = "wasm32"))]
    return text.to_lowercase();
}

#[cfg(target_arch = "wasm32")]
pub use document::{
    after_render, base, bundle_address, empty_host, is_online, scroll_to, set_language, set_ready,
    set_title, show_page,
};
#[cfg(target_arch = "wasm32")]
pub use fetch::load_bundle;
#[cfg(target_arch = "wasm32")]
pub use history::{Arrival, follow_links, left_at};
