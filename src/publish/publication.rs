//! From a bundle to a complete site in a folder, which takes the place of the one before as a
//! whole.

use std::path::Path;

use super::check::publishable;
use super::folder::read_bundle;
use super::stage::{Content, stage};
use super::swap::Place;
use super::{App, Options, PublishError, Work, Written, check_base, complete, manifest};

/// Publishes the site of the bundle in a file into `folder`. Until it is complete, what was there
/// stays as it is.
///
/// # Errors
/// See [`PublishError`]; the folder is as it was then.
pub fn publish(
    app: &App,
    bundle: &Path,
    folder: &Path,
    options: Options<'_>,
    work: &Work,
) -> Result<Written, PublishError> {
    check_base(options.base)?;
    let text = read_bundle(bundle)?;
    // Before anything is written.
    publishable(bundle, &text)?;
    let place = Place::claim(folder)?;
    let occupied = |found| PublishError::Occupied {
        folder: folder.to_owned(),
        found,
    };
    if place.holds(bundle) {
        return Err(occupied("the bundle, which lies in it,".to_owned()));
    }
    if let Some(old) = place.old()
        && let Some(found) = manifest::foreign(old)?
    {
        // In quotes, without what a terminal would act on.
        return Err(occupied(format!("{found:?}")));
    }
    let content = Content {
        bundle,
        text: &text,
        old: place.old(),
    };
    stage(place.next(), app, &content, options.base)?;
    let written = complete(place.next(), options, work)?;
    place.swap()?;
    Ok(written)
}
