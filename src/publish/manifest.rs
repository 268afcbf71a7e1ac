//! The list of all files of a published site, with sizes and hashes: by it a folder is known to
//! be a site, and what a host sends can be compared with what was published.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::PublishError;
use super::folder::{self, files_below, fit_and_unfit_below, read, read_found};

/// Its path below the site's root; no page of a bundle can have a dot in its name.
pub const FILE: &str = "publication.json";

/// What a site consists of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this format.
    pub version: u32,
    /// The program that published the site.
    pub program: String,
    /// The files, by their paths below the site's root; all but this one.
    pub files: BTreeMap<String, Entry>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

impl Entry {
    /// What is said of a file with this content.
    pub fn of(content: &[u8]) -> Self {
        let digest = Sha256::digest(content);
        Entry {
            bytes: content.len() as u64,
            sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}

/// Writes the list for the site in `folder`. Call it when everything else is written.
///
/// # Errors
/// A file cannot be read or written.
pub fn write(folder: &Path) -> Result<(), PublishError> {
    let paths = files_below(folder)?.into_par_iter();
    let entry = |path: String| Ok((path.clone(), Entry::of(&read_found(folder, &path)?)));
    let files = paths.filter(|path| path != FILE).map(entry);
    let manifest = Manifest {
        version: 1,
        program: concat!("civic-scorecard ", env!("CARGO_PKG_VERSION")).to_owned(),
        files: files.collect::<Result<_, PublishError>>()?,
    };
    let text = serde_json::to_string_pretty(&manifest).expect("text and numbers");
    folder::write(folder, FILE, text + "\n")
}

/// The list in a text, if it is one.
pub fn parse(text: &[u8]) -> Option<Manifest> {
    let manifest: Manifest = serde_json::from_slice(text).ok()?;
    (manifest.version == 1).then_some(manifest)
}

/// The list of the site in a folder, if one was published there.
pub fn of(folder: &Path) -> Option<Manifest> {
    parse(&read(folder, FILE).ok()?)
}

/// The path of the first thing in a folder that publishing did not write there, and that would go
/// if the folder was replaced. None for an empty folder and for a site.
///
/// # Errors
/// A folder in it cannot be read.
pub fn foreign(folder: &Path) -> Result<Option<String>, PublishError> {
    let (files, unfit) = fit_and_unfit_below(folder)?;
    if let Some(path) = unfit.into_iter().next() {
        return Ok(Some(path));
    }
    let manifest = of(folder);
    let known: BTreeSet<&str> = match &manifest {
        Some(manifest) => manifest.files.keys().map(String::as_str).collect(),
        None => BTreeSet::new(),
    };
    let is_foreign = |path: &&String| match &manifest {
        Some(_) => *path != FILE && !known.contains(path.as_str()),
        None => true,
    };
    Ok(files.iter().find(is_foreign).cloned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_hash_is_the_one_of_the_standard() {
        // FIPS 180's example.
        let entry = Entry::of(b"abc");
        assert_eq!(entry.bytes, 3);
        assert_eq!(
            entry.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn what_was_not_published_is_told_before_it_is_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path();
        let foreign = || foreign(path).expect("readable");
        assert_eq!(foreign(), None);
        fs::create_dir(path.join("a")).expect("a folder");
        fs::write(path.join("a/b.txt"), "b").expect("a file");
        assert_eq!(foreign().as_deref(), Some("a/b.txt"));
        write(path).expect("a list");
        assert_eq!(foreign(), None);
        fs::write(path.join("CNAME"), "scorecard.example").expect("a file");
        assert_eq!(foreign().as_deref(), Some("CNAME"));
        fs::remove_file(path.join("CNAME")).expect("removed");
        // Also what no site can have; its path alone, from which a sentence is made.
        fs::create_dir(path.join(".git")).expect("a folder");
        assert_eq!(foreign().as_deref(), Some(".git"));
        fs::remove_dir(path.join(".git")).expect("removed");
        fs::write(path.join("a/.DS_Store"), "").expect("a file");
        assert_eq!(foreign().as_deref(), Some("a/.DS_Store"));
    }

    #[test]
    fn another_file_of_the_name_is_no_list() {
        for text in ["", "{}", "[]", r#"{"version":2,"program":"a","files":{}}"#] {
            assert_eq!(parse(text.as_bytes()), None, "{text}");
        }
        let list = parse(br#"{"version":1,"program":"a","files":{}}"#);
        assert!(list.is_some_and(|list| list.files.is_empty()));
    }
}
