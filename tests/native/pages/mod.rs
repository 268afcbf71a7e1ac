//! Pages of the tests' government, where it takes its own words to say what is right.

mod cards;
mod figures;
mod gaps;
mod insights;
mod links;
mod names;
mod results;
mod sources;
mod wheel;
