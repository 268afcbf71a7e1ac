//! `public/`, which trunk copies into the site: a link in it would publish a file from
//! elsewhere, under a name that does not show it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Checks that there are no links below a folder. `scorecard pages` checks names.
///
/// # Errors
/// The first thing that is neither a file nor a folder.
pub fn check(folder: &Path) -> Result<()> {
    let failed = || format!("cannot read {}", folder.display());
    for entry in fs::read_dir(folder).with_context(failed)? {
        let entry = entry.with_context(failed)?;
        // Of the entry itself, not of a link's target.
        let kind = entry.file_type().with_context(failed)?;
        if kind.is_dir() {
            check(&entry.path())?;
        } else if !kind.is_file() {
            bail!(
                "{:?} is a link, or neither a file nor a folder; what is in this folder is \
                 published, so put the file itself in its place",
                entry.path()
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_lies_elsewhere_is_not_published() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("public/a");
        fs::create_dir_all(&inner).unwrap();
        fs::write(inner.join("b.svg"), "").unwrap();
        let public = folder.path().join("public");
        check(&public).unwrap();
        fs::write(folder.path().join("secret"), "").unwrap();
        for to in ["../../secret", "/etc/passwd", "..", "gone", "b.svg", "link"] {
            symlink(to, inner.join("link")).unwrap();
            let error = check(&public).unwrap_err().to_string();
            assert!(error.contains("public/a/link"), "{error}");
            fs::remove_file(inner.join("link")).unwrap();
        }
        let pipe = inner.join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        assert!(check(&public).is_err());
        fs::remove_file(pipe).unwrap();
        check(&public).unwrap();
    }

    #[test]
    fn what_the_project_publishes_lies_in_its_own_folder() {
        check(&crate::paths::repository().join("public")).unwrap();
    }
}
