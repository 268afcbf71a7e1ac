//! What an address shows, composed of views.

mod app;
#[cfg(target_arch = "wasm32")]
mod charts;
#[cfg(target_arch = "wasm32")]
mod export;
mod initiative;
mod kpi;
mod kpis;
mod not_found;
mod part;
mod sections;
mod sources;

pub use app::{App, description, heading};
#[cfg(target_arch = "wasm32")]
pub use charts::follow_charts;
