//! Native only: what the publisher's command does.

pub mod command;
pub mod head;
mod pages;
pub mod sitemap;
pub mod social;
mod structured_data;

pub use pages::{PublishError, pages};

#[cfg(test)]
mod tests;
