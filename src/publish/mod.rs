//! Native only: what the publisher's command does.

pub mod command;
mod pages;
pub mod service_worker;

pub use pages::{PublishError, pages};
