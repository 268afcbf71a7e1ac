//! Charts, from the bundle's JSON to what stands on the page and in files.

#[path = "charts/colours.rs"]
mod colours;
#[path = "charts/expected.rs"]
mod expected;
#[path = "charts/faces.rs"]
mod faces;
#[path = "charts/properties.rs"]
mod properties;
#[path = "charts/snapshots.rs"]
mod snapshots;
mod support;
#[path = "charts/tiny.rs"]
mod tiny;
