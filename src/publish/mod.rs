//! Native only: what the publisher's command does.

pub mod command;
pub mod compress;
pub mod hosting;
mod pages;
pub mod preview;

pub use pages::{PublishError, pages};
