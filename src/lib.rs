//! Civic Scorecard: a government's digital targets and published figures, from one
//! JSON bundle.
//!
//! A bundle's text is parsed once ([`bundle`]), what its figures mean is computed
//! ([`progress`]), charts are placed ([`chart`]), components render all of it
//! ([`view`], [`page`]), natively to HTML and in a browser to nodes. Modules import
//! only from those above them in this list:
//!
//! - `names`, enums whose values have names outside of the program, `order`, sorting, and
//!   [`chart`], geometry: they import nothing else of ours
//! - [`bundle`], the content model
//! - [`progress`], what a figure means against its target
//! - [`site`], a bundle with its addresses, and [`load`], how loading can fail
//! - [`dataset`], the values that a chart shows, for its drawing, table, words and exports
//! - [`text`], every word that the site itself says, made from values
//! - [`content`], a bundle made ready to be shown
//! - [`export`], figures as files and as text
//! - [`browser`], the only place that touches the browser
//! - [`view`], components
//! - `drawing` and `picture`, native only, what pictures are drawn with and composed of
//! - [`exhibit`], what can be shown on its own
//! - [`page`], what an address shows
//! - `publish`, native only, what the publisher's command does

pub mod browser;
pub mod bundle;
pub mod chart;
pub mod content;
pub mod dataset;
#[cfg(not(target_arch = "wasm32"))]
pub mod drawing;
pub mod exhibit;
pub mod export;
pub mod load;
mod names;
mod order;
pub mod page;
#[cfg(not(target_arch = "wasm32"))]
pub mod picture;
pub mod progress;
#[cfg(not(target_arch = "wasm32"))]
pub mod publish;
pub mod site;
pub mod text;
pub mod view;

/// The allocator of every program that browsers load.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
