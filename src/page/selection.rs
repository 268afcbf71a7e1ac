//! What of a chart the address chooses.

use crate::browser::Location;
use crate::dataset::Selection;

/// What the address chooses under the parameters that begin with `prefix`.
pub(super) fn selection(location: &Location, prefix: &str) -> Selection {
    Selection::read(|name| location.parameter(&format!("{prefix}{name}")).to_owned())
}
