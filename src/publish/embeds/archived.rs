//! Revisions that stay available after newer ones were published.
//!
//! An archived revision is a copy of its bundle beside the latest one, under a name with the
//! hash of its bytes: `en-0123456789abcdef.json`. The publisher archives a revision with
//! `scorecard keep`, and the file is part of every later build. An embed pinned to the revision
//! has the hash in its address.

use std::path::{Path, PathBuf};

use crate::bundle::Bundle;
use crate::content;
use crate::publish::PublishError;
use crate::publish::check::checked;
use crate::publish::files::fingerprint;
use crate::publish::folder::{file, files_below, files_in, folder_of, read_bundle, write_at_once};
use crate::site::RevisionHash;

/// An archived revision.
pub struct Archived {
    /// Its name in addresses.
    pub hash: RevisionHash,
    /// Its content.
    pub bundle: Bundle,
}

/// Archives the bundle in `file`: copies it, beside the original, under its permanent name,
/// which is returned. What is copied is what was checked: the file is read once.
///
/// # Errors
/// The file cannot be read or is not a bundle, or the copy cannot be written.
pub fn archive(file: &Path) -> Result<PathBuf, PublishError> {
    let content = read_bundle(file)?;
    let copy = copy_of(file, &hash_of(&content));
    checked(file, &content)?;
    write_at_once(&copy, &content)?;
    Ok(copy)
}

/// The hash of a bundle's text. `embed/runtime.js` computes it too, for what it fetches.
pub fn hash_of(content: &[u8]) -> RevisionHash {
    RevisionHash::parse(&fingerprint([content])).expect("a fingerprint has this form")
}

/// Where the bundle in a file is archived.
fn copy_of(file: &Path, hash: &RevisionHash) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}-{hash}.json"))
}

/// The path at which the bundle at `bundle` stays when it has this text and is archived.
///
/// # Panics
/// If `bundle` is no path of a JSON file.
pub fn kept_as(bundle: &str, content: &[u8]) -> String {
    let stem = bundle.strip_suffix(".json").expect("a bundle is JSON");
    format!("{stem}-{}.json", hash_of(content))
}

/// The hash of the bundle at `bundle` below `folder`, which has these bytes, if it is archived.
pub fn archived_hash(folder: &Path, bundle: &str, content: &[u8]) -> Option<RevisionHash> {
    let hash = hash_of(content);
    file(folder, &kept_as(bundle, content))
        .is_ok()
        .then_some(hash)
}

/// The files with the name of an archived revision of the bundle at `bundle` below `folder`: the
/// path below it, and where that is on the disk. In the order of their hashes.
///
/// # Errors
/// There is something else in the place of a file, or the folder cannot be read.
pub fn archived_files(folder: &Path, bundle: &str) -> Result<Vec<(String, PathBuf)>, PublishError> {
    let (beside, _) = bundle.rsplit_once('/').unwrap_or(("", bundle));
    let mut found = Vec::new();
    // In their order, which is that of their hashes.
    for name in files_below(&folder.join(beside))? {
        let path = Path::new(beside).join(&name).to_string_lossy().into_owned();
        // There may be other files here, such as bundles in other languages.
        if hash_in(&path, bundle).is_some() {
            let place = file(&folder.join(beside), &name)?;
            found.push((path, place));
        }
    }
    Ok(found)
}

/// The files with the name of an archived revision beside the bundle in a file, wherever that
/// is. In the order of their hashes.
///
/// # Errors
/// The folder cannot be read.
pub fn archived_beside(bundle: &Path) -> Result<Vec<PathBuf>, PublishError> {
    // None for what came through a pipe.
    let Some((beside, name)) = folder_of(bundle).zip(bundle.file_name()) else {
        return Ok(Vec::new());
    };
    let name = name.to_string_lossy();
    let names = files_in(&beside)?.into_iter();
    let archived = names.filter(|file| hash_in(file, &name).is_some());
    archived
        .map(|file_name| file(&beside, &file_name))
        .collect()
}

/// The hash in the name of a file, if it is that of an archived revision of a bundle.
fn hash_in(path: &str, bundle: &str) -> Option<RevisionHash> {
    let rest = path.strip_prefix(bundle.strip_suffix(".json")?)?;
    RevisionHash::parse(rest.strip_prefix('-')?.strip_suffix(".json")?)
}

/// The archived revisions of the bundle at `bundle` below `folder`, in the order of their
/// hashes.
///
/// # Errors
/// A file with such a name is not a bundle, or not the one that its hash names.
pub fn archived(folder: &Path, bundle: &str) -> Result<Vec<Archived>, PublishError> {
    let mut revisions = Vec::new();
    for (name, path) in archived_files(folder, bundle)? {
        let hash = hash_in(&name, bundle).expect("the name has a hash");
        let content = read_bundle(&path)?;
        let found = hash_of(&content);
        if hash != found {
            let found = found.to_string();
            return Err(PublishError::Archived { path, found });
        }
        revisions.push(Archived {
            bundle: parse(&path, &content)?,
            hash: found,
        });
    }
    Ok(revisions)
}

fn parse(path: &Path, content: &[u8]) -> Result<Bundle, PublishError> {
    content::of(content).map_err(|cause| PublishError::Bundle {
        path: path.to_owned(),
        cause,
    })
}

#[cfg(test)]
mod tests {
    use std::fs::{self, write};

    use super::*;
    use crate::bundle::MAX_BYTES;
    use crate::publish::tests::NORLAND;

    #[test]
    fn a_revision_is_kept_once_and_found_by_its_hash() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("en.json");
        write(&file, NORLAND).expect("written");
        assert!(
            archived(folder.path(), "en.json")
                .expect("none yet")
                .is_empty()
        );

        let copy = archive(&file).expect("archived");
        write(folder.path().join("en-GB.json"), "{}").expect("written");
        assert_eq!(archive(&file).expect("archived again"), copy);
        write(
            &file,
            NORLAND.replace("\"revision\": \"", "\"revision\": \"x"),
        )
        .expect("changed");

        let found = archived(folder.path(), "en.json").expect("one");
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].bundle,
            content::of(NORLAND.as_bytes()).expect("a bundle")
        );
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
        write(&file, NORLAND).expect("written");
        let copy = archive(&file).expect("archived");
        write(&copy, format!("{NORLAND} ")).expect("changed");
        let error = archived(folder.path(), "en.json").err().expect("an error");
        let found = fingerprint([format!("{NORLAND} ").as_bytes()]);
        assert!(error.to_string().contains(&found), "{error}");
    }

    #[test]
    fn what_is_no_bundle_is_not_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("en.json");
        write(&file, "{}").expect("written");
        // With its line, because somebody is about to correct it.
        let said = archive(&file).expect_err("refused").to_string();
        assert!(said.contains("en.json:1:1"), "{said}");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn what_is_larger_than_a_bundle_is_not_read_to_its_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("en.json");
        let large = fs::File::create(&file).expect("a file");
        // It takes no space on the disk, but would take all memory.
        large.set_len(1 << 33).expect("a large file");
        let error = archive(&file).expect_err("too large").to_string();
        assert!(error.contains("8589934592 bytes"), "{error}");
        assert!(error.contains(&format!("at most {MAX_BYTES}")), "{error}");
        // One byte decides.
        let with_length = |length| format!("{NORLAND}{}", " ".repeat(length - NORLAND.len()));
        write(&file, with_length(MAX_BYTES + 1)).expect("written");
        assert!(archive(&file).is_err());
        write(&file, with_length(MAX_BYTES)).expect("written");
        archive(&file).expect("a bundle that is as large as it may be");

        let name = folder.path().join("en-0123456789abcdef.json");
        let large = fs::File::create(name).expect("a file");
        large.set_len(1 << 33).expect("a large file");
        let error = archived(folder.path(), "en.json").err().expect("an error");
        assert!(error.to_string().contains("8589934592"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn what_has_no_end_or_no_size_is_read_as_far_as_a_bundle_may_go() {
        let error = read_bundle("/dev/zero".as_ref()).expect_err("too large");
        assert!(error.to_string().contains("at most"), "{error}");
        // Bundles may come through a pipe.
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        crate::publish::tests::pipe(&pipe);
        let writer = std::thread::spawn({
            let pipe = pipe.clone();
            move || write(pipe, NORLAND)
        });
        assert_eq!(read_bundle(&pipe).expect("read"), NORLAND.as_bytes());
        writer.join().expect("no panic").expect("written");
    }

    #[cfg(unix)]
    #[test]
    fn a_copy_is_never_written_through_a_link() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("en.json");
        write(&file, NORLAND).expect("written");
        let copy = archive(&file).expect("archived");
        let victim = folder.path().join("victim");
        for content in [Some("precious"), None] {
            // Also where the link leads to nothing yet.
            match content {
                Some(content) => write(&victim, content).expect("written"),
                None => fs::remove_file(&victim).expect("removed"),
            }
            fs::remove_file(&copy).expect("removed");
            symlink(&victim, &copy).expect("a link");
            let error = archive(&file)
                .expect_err("a link is in the way")
                .to_string();
            assert!(error.contains("is a link"), "{error}");
            assert_eq!(fs::read_to_string(&victim).ok().as_deref(), content);
        }
        // A second name of the same file is as good as a link.
        write(&victim, "precious").expect("written");
        fs::remove_file(&copy).expect("removed");
        fs::hard_link(&victim, &copy).expect("a name");
        archive(&file).expect("archived");
        let precious = fs::read_to_string(&victim).expect("a file");
        assert_eq!(precious, "precious");
        fs::remove_file(&copy).expect("removed");
        symlink(&victim, &copy).expect("a link");
        // Nor is what a link leads to taken for an archived revision.
        write(&victim, NORLAND).expect("written");
        assert!(archived(folder.path(), "en.json").is_err());
        assert_eq!(
            archived_hash(folder.path(), "en.json", NORLAND.as_bytes()),
            None
        );
    }

    #[test]
    fn a_copy_is_there_as_a_whole_and_nothing_else_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("en.json");
        write(&file, NORLAND).expect("written");
        let copy = archive(&file).expect("archived");
        assert_eq!(fs::read_to_string(&copy).expect("a copy"), NORLAND);
        let hash = archived_hash(folder.path(), "en.json", NORLAND.as_bytes());
        assert_eq!(
            hash.map(|hash| format!("en-{hash}.json")).as_deref(),
            copy.file_name().and_then(|name| name.to_str())
        );
        // Damaged since, and archived again.
        write(&copy, "{}").expect("written");
        archive(&file).expect("archived again");
        assert_eq!(fs::read_to_string(&copy).expect("a copy"), NORLAND);
        // A folder in its place is told.
        fs::remove_file(&copy).expect("removed");
        fs::create_dir(&copy).expect("a folder");
        assert!(archive(&file).is_err());
        let count = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(count, 2, "no part is left");
    }
}
