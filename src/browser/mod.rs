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

#[cfg(target_arch = "wasm32")]
pub use document::{
    after_render, base, bundle_address, empty_host, is_online, set_language, set_ready, set_title,
    show_page_top,
};
#[cfg(target_arch = "wasm32")]
pub use fetch::load_bundle;
#[cfg(target_arch = "wasm32")]
pub use history::{Arrival, follow_links};
