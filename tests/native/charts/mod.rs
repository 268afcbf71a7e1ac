//! Charts, from the bundle's JSON to what stands on the page and in files.

mod colours;
mod expected;
mod faces;
mod held;
mod looks;
mod marks;
mod properties;
mod snapshots;
mod tables;
mod tiny;
