//! What an address shows, composed of views.

mod app;
mod initiative;
mod kpi;
mod kpis;
mod not_found;
mod sections;
mod sources;

pub use app::{App, description, heading};
