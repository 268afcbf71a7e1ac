//! Puts together what a site is made from: the app, the bundle, its pictures, and the revisions
//! that were published before.

use std::path::{Path, PathBuf};

use super::addresses::BUNDLE;
use super::embeds::{archived_beside, archived_files, hash_of, kept_as};
use super::folder::{file, folder_of, read_bundle, read_whole, write};
use super::{App, PublishError};
use crate::bundle::Bundle;

/// The site's icon, where a publisher has one of their own.
const ICON: &str = "icon.svg";
/// The folder of a bundle whose pictures are in the folder around it.
const BUNDLES: &str = "bundle";

/// Where a bundle's content comes from.
pub struct Content<'a> {
    /// The bundle's file.
    pub bundle: &'a Path,
    /// Its text, which was read once.
    pub text: &'a [u8],
    /// The site that is replaced.
    pub old: Option<&'a Path>,
}

/// Fills a folder with what a site under the path `base` is made from.
///
/// Every revision that was published stays: those beside the bundle, those of the old site, and
/// this one.
///
/// # Errors
/// A file cannot be read or written, or a picture is missing.
pub fn stage(
    folder: &Path,
    app: &App,
    content: &Content<'_>,
    base: &str,
) -> Result<(), PublishError> {
    stage_latest(folder, app, content, base)?;
    write(folder, &kept_as(BUNDLE, content.text), content.text)?;
    for (file, text) in kept(content)? {
        pictures(folder, &text, &file, content)?;
        write(folder, &kept_as(BUNDLE, &text), text)?;
    }
    Ok(())
}

/// The same without the revisions that were published before.
///
/// # Errors
/// A file cannot be read or written, or a picture is missing.
pub fn stage_latest(
    folder: &Path,
    app: &App,
    content: &Content<'_>,
    base: &str,
) -> Result<(), PublishError> {
    app.stage(folder, base)?;
    let root = root_of(content.bundle);
    if let Some(icon) = root.and_then(|root| file(&root, ICON).ok()) {
        write(folder, ICON, read_whole(&icon)?)?;
    }
    write(folder, BUNDLE, content.text)?;
    pictures(folder, content.text, content.bundle, content)
}

/// The revisions that were kept, each with its file.
fn kept(content: &Content<'_>) -> Result<Vec<(PathBuf, Vec<u8>)>, PublishError> {
    let mut found = Vec::new();
    if let Some(old) = content.old {
        found.extend(archived_files(old, BUNDLE).unwrap_or_default());
    }
    let mut found: Vec<PathBuf> = found.into_iter().map(|(_, path)| path).collect();
    found.extend(archived_beside(content.bundle)?);
    let texts = found.into_iter().map(|path| {
        let text = read_bundle(&path)?;
        let found = hash_of(&text).to_string();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        // Under another name it would not be at the address that embeds are pinned to.
        if !name.ends_with(&found) {
            return Err(PublishError::Archived { path, found });
        }
        Ok((path, text))
    });
    texts.collect()
}

/// Copies the pictures of a revision, which has this text and is in the file `bundle`: from beside
/// the latest, or from the old site. That comes first for one that was published before: it stays
/// as it was, also when a picture has another content now.
fn pictures(
    folder: &Path,
    text: &[u8],
    bundle: &Path,
    content: &Content<'_>,
) -> Result<(), PublishError> {
    // What is wrong with it is told where it is read as a bundle.
    let Ok(mut revision) = Bundle::from_bytes(text) else {
        return Ok(());
    };
    let root = root_of(content.bundle);
    for image in revision.images_mut() {
        let name = image.src.as_str().trim_start_matches('/');
        let mut places = [root.as_deref(), content.old];
        if bundle != content.bundle {
            places.reverse();
        }
        let found = places
            .into_iter()
            .flatten()
            .find_map(|place| file(place, name).ok());
        match found {
            Some(picture) => write(folder, name, read_whole(&picture)?)?,
            None => {
                return Err(PublishError::NoPicture {
                    bundle: bundle.to_owned(),
                    name: name.to_owned(),
                    looked: root.clone().unwrap_or_else(|| ".".into()),
                });
            }
        }
    }
    Ok(())
}

/// The folder that the paths of a bundle's pictures start from: the one around its folder
/// `bundle/`, or the one that it is in. None for a bundle that comes through a pipe.
pub fn root_of(bundle: &Path) -> Option<PathBuf> {
    let beside = folder_of(bundle)?;
    match beside.ends_with(BUNDLES) {
        true => beside.parent().map(Path::to_owned),
        false => Some(beside),
    }
}
