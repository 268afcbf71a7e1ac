//! Civic Scorecard: a government's digital targets and published figures.

pub mod bundle;
pub mod chart;
pub mod progress;
