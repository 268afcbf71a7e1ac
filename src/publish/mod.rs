//! Native only: what the publisher's command does.

pub mod command;
mod pages;

pub use pages::{PublishError, pages};
