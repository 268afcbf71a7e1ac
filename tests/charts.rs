//! Charts, from the bundle's JSON to what stands on the page and in files.

#[path = "charts/expected.rs"]
mod expected;
#[path = "charts/faces.rs"]
mod faces;
mod support;
