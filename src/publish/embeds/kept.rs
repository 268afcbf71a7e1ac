//! Revisions that stay available after newer ones were published.
//!
//! A kept revision is a copy of its bundle beside the latest one, under a name with the
//! hash of its bytes: `en-0123456789abcdef.json`. Whoever publishes keeps a revision with
//! `scorecard keep`, and the file goes with every later build. An embed pinned to the
//! revision has the hash in its address.

use std::fs;
use std::path::{Path, PathBuf};

use crate::bundle::Bundle;
use crate::publish::PublishError;
use crate::publish::files::{fingerprint, read, read_text, write};
use crate::site::RevisionHash;

/// A revision that is kept.
pub struct Kept {
    /// Names it in addresses.
    pub hash: RevisionHash,
    /// What it says.
    pub bundle: Bundle,
}

/// Keeps the bundle in `file`: copies it beside itself under the name that it has for ever,
/// which is given back.
///
/// # Errors
/// The file cannot be read or is no bundle, or the copy cannot be written.
pub fn keep(file: &Path) -> Result<PathBuf, PublishError> {
    parse(file)?;
    let content = read(file)?;
    let copy = copy_of(file, &hash_of(&content));
    write(&copy, content)?;
    Ok(copy)
}

/// The hash of a bundle's text. `embed/runtime.js` makes it too, of what it fetches.
fn hash_of(content: &[u8]) -> RevisionHash {
    RevisionHash::parse(&fingerprint([content])).expect("a fingerprint has this form")
}

/// Where the bundle in a file is kept.
fn copy_of(file: &Path, hash: &RevisionHash) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}-{hash}.json"))
}

/// The hash of the bundle `json`, which lies at `bundle` below `folder`, if it is kept.
pub fn kept_hash(folder: &Path, bundle: &str, json: &str) -> Option<RevisionHash> {
    let hash = hash_of(json.as_bytes());
    let copy = copy_of(&folder.join(bundle), &hash);
    copy.is_file().then_some(hash)
}

/// The revisions that are kept below `folder` of the bundle that lies at `bundle`, in the
/// order of their hashes.
///
/// # Errors
/// A file that has such a name is no bundle, or not the one that its hash names.
pub fn kept(folder: &Path, bundle: &str) -> Result<Vec<Kept>, PublishError> {
    let latest = folder.join(bundle);
    let (Some(beside), Some(stem)) = (latest.parent(), latest.file_stem()) else {
        return Ok(Vec::new());
    };
    let prefix = format!("{}-", stem.to_string_lossy());
    let failed = |cause| PublishError::File {
        path: beside.to_owned(),
        cause,
    };
    let mut kept = Vec::new();
    for entry in fs::read_dir(beside).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let hash = name
            .strip_prefix(&prefix)
            .and_then(|rest| rest.strip_suffix(".json"));
        // Bundles in other languages, say, lie here too.
        let Some(hash) = hash.and_then(RevisionHash::parse) else {
            continue;
        };
        let found = hash_of(&read(&path)?);
        if hash != found {
            let found = found.to_string();
            return Err(PublishError::Kept { path, found });
        }
        kept.push(Kept {
            bundle: parse(&path)?,
            hash: found,
        });
    }
    kept.sort_by(|a, b| a.hash.cmp(&b.hash));
    Ok(kept)
}

fn parse(path: &Path) -> Result<Bundle, PublishError> {
    Bundle::parse(&read_text(path)?).map_err(|cause| PublishError::Bundle {
        path: path.to_owned(),
        cause,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::tests::REAL;

    #[test]
    fn a_revision_is_kept_once_and_found_by_its_hash() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("en.json");
        write(&file, REAL).expect("written");
        assert!(kept(folder.path(), "en.json").expect("none yet").is_empty());

        let copy = keep(&file).expect("kept");
        write(&folder.path().join("en-GB.json"), "{}").expect("written");
        assert_eq!(keep(&file).expect("kept again"), copy);
        write(&file, REAL.replace("\"revision\": \"", "\"revision\": \"x")).expect("changed");

        let found = kept(folder.path(), "en.json").expect("one");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].bundle, Bundle::parse(REAL).expect("a bundle"));
        let name = format!("en-{}.json", found[0].hash);
        assert_eq!(
            copy.file_name().and_then(|name| name.to_str()),
            Some(&*name)
        );
    }

    #[test]
    fn a_kept_file_that_was_changed_is_told_with_its_hash() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("en.json");
        write(&file, REAL).expect("written");
        let copy = keep(&file).expect("kept");
        write(&copy, format!("{REAL} ")).expect("changed");
        let error = kept(folder.path(), "en.json").err().expect("an error");
        let found = fingerprint([format!("{REAL} ").as_bytes()]);
        assert!(error.to_string().contains(&found), "{error}");
    }

    #[test]
    fn what_is_no_bundle_is_not_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("en.json");
        write(&file, "{}").expect("written");
        assert!(keep(&file).is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
