//! A scorecard to start from: small, complete, and made of examples that say that they are.

use std::io;
use std::path::{Path, PathBuf};

use super::folder::{create_above, file, write_at_once, write_new};
use super::{PublishError, schema};

/// The name of the bundle.
pub const BUNDLE: &str = "scorecard.json";
/// The bundle of an agency that does not exist.
const EXAMPLE: &str = include_str!("new/scorecard.json");

/// Writes the bundle of a new scorecard into a folder, which is made if it is not there. Returns
/// its path.
///
/// # Errors
/// There is a bundle already, or the disk's errors.
pub fn create(folder: &Path) -> Result<PathBuf, PublishError> {
    let path = folder.join(BUNDLE);
    if file(folder, BUNDLE).is_ok() {
        let cause = io::Error::new(io::ErrorKind::AlreadyExists, "is there already, and stays");
        return Err(PublishError::File { path, cause });
    }
    // Where the bundle's `$schema` leads, for editors. One that an earlier scorecard left holds
    // nothing of anybody's own.
    let place = folder.join(schema::PATH);
    create_above(&place)?;
    write_at_once(&place, schema::text().as_bytes())?;
    write_new(&path, EXAMPLE.as_bytes())?;
    Ok(path)
}

/// What to do next with the bundle at a path, a line each; `program` is how this one was called.
pub fn next_steps(bundle: &Path, program: &str) -> String {
    let bundle = bundle.display();
    format!(
        "{bundle}: an example; replace every name, target and figure in it with your own.\n\n\
         Next:\n\
         1. See it:         {program} preview {bundle}\n\
         2. Edit the file:  the page follows each time you save, and says what is wrong.\n\
         3. Publish it:     {program} publish {bundle} --out site"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::check::check;

    #[test]
    fn a_new_scorecard_has_no_mistake_and_nothing_to_warn_of() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = create(&folder.path().join("new")).expect("written");
        let (_, warnings) = check(&path, EXAMPLE.as_bytes()).expect("no mistake");
        assert_eq!(warnings, []);
        assert!(next_steps(&path, "./one").contains("./one publish"));
        let bundle: serde_json::Value = serde_json::from_str(EXAMPLE).expect("JSON");
        let named = bundle["$schema"].as_str().expect("an address");
        let found = std::fs::read_to_string(path.with_file_name(named)).expect("a file");
        assert_eq!(found, schema::text());
    }

    #[test]
    fn what_looks_like_a_name_or_a_figure_says_that_it_is_an_example() {
        let bundle: serde_json::Value = serde_json::from_str(EXAMPLE).expect("JSON");
        let is_example = |value: &serde_json::Value| {
            let text = value.as_str().expect("a text");
            assert!(text.to_lowercase().contains("example"), "{text}");
        };
        for field in ["name", "description", "owner", "disclaimer"] {
            is_example(&bundle["site"][field]);
        }
        assert_eq!(bundle["site"]["official"], false);
        for (list, field) in [
            ("pages", "title"),
            ("pages", "description"),
            ("initiatives", "title"),
            ("kpis", "title"),
            ("sources", "title"),
        ] {
            bundle[list]
                .as_array()
                .expect("a list")
                .iter()
                .for_each(|entry| is_example(&entry[field]));
        }
        assert!(bundle["$schema"].is_string());
    }

    #[test]
    fn a_scorecard_that_is_there_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(BUNDLE);
        std::fs::write(&path, "precious").expect("written");
        let said = create(folder.path()).expect_err("refused").to_string();
        assert!(
            said.ends_with("scorecard.json: is there already, and stays"),
            "{said}"
        );
        assert_eq!(std::fs::read_to_string(&path).expect("a file"), "precious");
        // Nothing is written beside it.
        assert!(!folder.path().join(schema::PATH).exists());
    }

    #[test]
    fn a_scorecard_that_was_removed_can_be_begun_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = create(folder.path()).expect("written");
        std::fs::remove_file(&path).expect("removed");
        let place = folder.path().join(schema::PATH);
        std::fs::write(&place, "of an earlier version").expect("written");
        create(folder.path()).expect("written again");
        let found = std::fs::read_to_string(&place).expect("a file");
        assert_eq!(found, schema::text());
        assert_eq!(std::fs::read_to_string(&path).expect("a file"), EXAMPLE);
    }
}
