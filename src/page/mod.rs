//! What an address shows, composed of views.

mod app;
#[cfg(target_arch = "wasm32")]
mod charts;
mod initiative;
mod kpi;
mod kpis;
mod not_found;
mod part;
mod sections;
mod sources;
#[cfg(target_arch = "wasm32")]
mod take;

pub use app::{App, description, heading};
#[cfg(target_arch = "wasm32")]
pub use charts::follow_charts;
