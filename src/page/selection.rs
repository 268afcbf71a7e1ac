//! A reader's choices for a chart, from the address.

use crate::browser::Location;
use crate::dataset::Selection;

/// The choices in the parameters that begin with `prefix`.
pub(super) fn selection(location: &Location, prefix: &str) -> Selection {
    Selection::read(|name| location.parameter(&format!("{prefix}{name}")).to_owned())
}
