//! Exports: the figures of a dataset as a file or as text, with their words and provenance.

mod citation;
mod csv;
mod file_name;
mod json;
mod plain_text;
mod record;
#[cfg(test)]
mod tests;

pub use citation::Citation;
pub use csv::csv;
pub use file_name::file_name;
pub use json::json;
pub use plain_text::plain_text;
pub use record::{COLUMNS, source_name, source_names};
