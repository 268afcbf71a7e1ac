//! What an address shows, composed of views.

mod app;
#[cfg(target_arch = "wasm32")]
mod charts;
mod contents;
#[cfg(target_arch = "wasm32")]
mod export;
mod gaps;
mod glossary;
mod heading;
mod initiative;
mod kpi;
mod kpis;
mod latest;
mod not_found;
mod onward;
mod outline;
mod part;
mod piece;
mod sections;
#[cfg(target_arch = "wasm32")]
mod selection;
mod sources;

pub use app::App;
#[cfg(target_arch = "wasm32")]
pub use charts::follow_charts;
#[cfg(target_arch = "wasm32")]
pub use export::export;
pub use heading::{description, heading};
pub use outline::{has_grid, outline};
pub use piece::build_piece;
#[cfg(test)]
pub use piece::pieces;
