//! Puts a whole folder in another's place, so that whoever reads it finds the old one or the new
//! one and nothing between, whatever happens meanwhile.
//!
//! The new folder is written beside the old one, on the same file system, under a hidden name.
//! Linux exchanges two folders in one step; elsewhere the old one is renamed away for a moment,
//! and brought back if the second step fails, or by the next run if this one was killed between
//! the two. A lock keeps out a second run; the system releases it if this one is killed.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::PublishError;

/// A place that a folder is written for.
pub struct Place {
    /// The folder that is replaced, or will be there.
    folder: PathBuf,
    /// What is being written.
    next: PathBuf,
    /// What was there, where two folders cannot be exchanged.
    last: PathBuf,
    _lock: Lock,
}

/// The lock of a place. It lasts as long as the file is open.
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Before it is unlocked: whoever locks it after that sees that it has no name.
        fs::remove_file(&self.path).ok();
    }
}

impl Place {
    /// Claims the place of `folder`, which may not be there yet, and makes an empty folder beside
    /// it. What an interrupted run left is cleared away.
    ///
    /// # Errors
    /// [`PublishError::Busy`], [`PublishError::NotReplaceable`] for what is not a folder or cannot
    /// be put elsewhere, and errors of the disk.
    pub fn claim(folder: &Path) -> Result<Place, PublishError> {
        let refused = |why| PublishError::NotReplaceable {
            folder: folder.to_owned(),
            why,
        };
        // "." has a name too.
        let whole = std::path::absolute(folder).map_err(at(folder))?;
        if is_around_us(&whole) {
            return Err(refused("is the current folder, or around it"));
        }
        let (Some(name), Some(parent)) = (whole.file_name(), whole.parent()) else {
            return Err(refused("does not end with a name"));
        };
        fs::create_dir_all(parent).map_err(at(parent))?;
        let beside = |end: &str| {
            let hidden = format!(".{}.{end}", name.to_string_lossy());
            parent.join(hidden)
        };
        let folder = parent.join(name);
        let place = Place {
            _lock: lock(&folder, beside("lock"))?,
            next: beside("next"),
            last: beside("last"),
            folder,
        };
        place.recover()?;
        match fs::symlink_metadata(&place.folder) {
            Ok(found) if found.is_symlink() => return Err(refused("is a link")),
            Ok(found) if !found.is_dir() => return Err(refused("is not a folder")),
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                return Err(at(&place.folder)(cause));
            }
            _ => {}
        }
        fs::create_dir(&place.next).map_err(at(&place.next))?;
        Ok(place)
    }

    /// Clears away what an interrupted run left, and brings back what it had renamed away.
    fn recover(&self) -> Result<(), PublishError> {
        clear(&self.next)?;
        match self.folder.exists() {
            true => clear(&self.last),
            false if self.last.exists() => {
                fs::rename(&self.last, &self.folder).map_err(at(&self.folder))
            }
            false => Ok(()),
        }
    }

    /// The folder to write into.
    pub fn next(&self) -> &Path {
        &self.next
    }

    /// The folder that is replaced, if there is one.
    pub fn old(&self) -> Option<&Path> {
        self.folder.is_dir().then_some(&*self.folder)
    }

    /// Whether a file lies in the folder that is replaced, and would go with it.
    pub fn holds(&self, file: &Path) -> bool {
        let canonical = [file, &self.folder].map(fs::canonicalize);
        matches!(canonical, [Ok(file), Ok(folder)] if file.starts_with(&folder))
    }

    /// Puts what was written into its place, and removes what was there.
    ///
    /// # Errors
    /// The disk's; the old folder is in its place then.
    pub fn swap(self) -> Result<(), PublishError> {
        if self.old().is_none() {
            return fs::rename(&self.next, &self.folder).map_err(at(&self.folder));
        }
        if exchange(&self.next, &self.folder) {
            return Ok(());
        }
        fs::rename(&self.folder, &self.last).map_err(at(&self.folder))?;
        if let Err(cause) = fs::rename(&self.next, &self.folder) {
            fs::rename(&self.last, &self.folder).map_err(at(&self.last))?;
            return Err(at(&self.folder)(cause));
        }
        // What cannot be removed now, the next run clears away.
        clear(&self.last).ok();
        Ok(())
    }
}

impl Drop for Place {
    /// What was not put into its place goes, and after an exchange what was there before.
    fn drop(&mut self) {
        clear(&self.next).ok();
    }
}

/// Whether a folder is the one that this program runs in, or around it: whoever called it would
/// find themselves in a folder that is gone.
fn is_around_us(folder: &Path) -> bool {
    let here = std::env::current_dir().and_then(fs::canonicalize);
    matches!([here, fs::canonicalize(folder)], [Ok(here), Ok(folder)] if here.starts_with(&folder))
}

/// Exchanges two folders in one step. False where the system or the file system cannot; nothing
/// has changed then.
fn exchange(one: &Path, other: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (one, other);
        false
    }
}

/// Locks a file, which is made for that.
fn lock(folder: &Path, path: PathBuf) -> Result<Lock, PublishError> {
    loop {
        if path.is_symlink() {
            return Err(PublishError::Foreign { path });
        }
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path);
        let file = file.map_err(at(&path))?;
        match file.try_lock() {
            Ok(()) if is_there(&path, &file) => return Ok(Lock { path, _file: file }),
            // The run that had it has removed it meanwhile.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(PublishError::Busy(folder.to_owned())),
            Err(TryLockError::Error(cause)) => return Err(at(&path)(cause)),
        }
    }
}

/// Whether an open file is the one that has this name.
#[cfg(unix)]
fn is_there(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;

    let found = [fs::metadata(path), file.metadata()];
    matches!(found, [Ok(named), Ok(open)] if named.ino() == open.ino() && named.dev() == open.dev())
}

/// Elsewhere a file that is open keeps its name.
#[cfg(not(unix))]
fn is_there(_: &Path, _: &File) -> bool {
    true
}

/// Removes a folder with all that is in it; it may be gone already.
fn clear(folder: &Path) -> Result<(), PublishError> {
    match fs::remove_dir_all(folder) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(at(folder)(cause)),
        _ => Ok(()),
    }
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> PublishError {
    let path = path.to_owned();
    move |cause| PublishError::File { path, cause }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let name = |entry: io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<String> = entries
            .map(|entry| name(entry).to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Writes a folder with one file in it, and says what happened.
    fn write(folder: &Path, text: &str) -> Result<(), PublishError> {
        let place = Place::claim(folder)?;
        fs::write(place.next().join("a"), text).expect("written");
        place.swap()
    }

    #[test]
    fn a_folder_is_made_and_then_replaced_and_nothing_is_left_beside_it() {
        let parent = tempfile::tempdir().expect("a folder");
        let folder = parent.path().join("deep/site");
        for text in ["one", "two"] {
            write(&folder, text).expect("written");
            assert_eq!(fs::read_to_string(folder.join("a")).expect("a file"), text);
            assert_eq!(names(folder.parent().expect("a folder")), ["site"]);
        }
    }

    #[test]
    fn what_is_given_up_leaves_the_old_folder_and_nothing_else() {
        let parent = tempfile::tempdir().expect("a folder");
        let folder = parent.path().join("site");
        write(&folder, "old").expect("written");
        let place = Place::claim(&folder).expect("claimed");
        fs::write(place.next().join("a"), "new").expect("written");
        drop(place);
        assert_eq!(fs::read_to_string(folder.join("a")).expect("a file"), "old");
        assert_eq!(names(parent.path()), ["site"]);
    }

    #[test]
    fn two_runs_never_write_one_folder() {
        let parent = tempfile::tempdir().expect("a folder");
        let folder = parent.path().join("site");
        let first = Place::claim(&folder).expect("claimed");
        let second = Place::claim(&folder);
        assert!(matches!(second, Err(PublishError::Busy(_))));
        // One beside it does not concern them.
        write(&parent.path().join("other"), "other").expect("written");
        first.swap().expect("swapped");
        write(&folder, "next").expect("free again");
    }

    #[test]
    fn what_a_killed_run_left_is_cleared_away_or_brought_back() {
        let parent = tempfile::tempdir().expect("a folder");
        let (folder, beside) = (parent.path().join("site"), |name: &str| {
            parent.path().join(name)
        });
        write(&folder, "old").expect("written");
        fs::write(beside(".site.lock"), "").expect("a lock that nobody holds");
        fs::create_dir(beside(".site.next")).expect("half written");
        fs::write(beside(".site.next/b"), "half").expect("half written");
        // Killed between the two steps of a system that cannot exchange.
        fs::rename(&folder, beside(".site.last")).expect("renamed away");
        drop(Place::claim(&folder).expect("claimed"));
        assert_eq!(fs::read_to_string(folder.join("a")).expect("a file"), "old");
        assert_eq!(names(parent.path()), ["site"]);
    }

    #[test]
    fn only_a_folder_is_replaced() {
        let parent = tempfile::tempdir().expect("a folder");
        let file = parent.path().join("file");
        fs::write(&file, "precious").expect("written");
        let refused = |folder: &Path, why: &str| {
            let said = write(folder, "x").expect_err("refused").to_string();
            let words = format!("{}: {why}", folder.display());
            assert!(said.starts_with(&words), "{words}: {said}");
            assert!(said.contains("such as site"), "{said}");
        };
        refused(&file, "is not a folder");
        assert!(write(&file.join("below"), "x").is_err());
        // Nobody loses the folder that they are in.
        for around in [".", "..", "./", "src/..", "/"] {
            refused(Path::new(around), "is the current folder");
        }
        let nameless = parent.path().join("other/..");
        fs::create_dir(parent.path().join("other")).expect("a folder");
        refused(&nameless, "does not end with a name");
        fs::remove_dir(parent.path().join("other")).expect("removed");
        assert_eq!(fs::read_to_string(&file).expect("a file"), "precious");
        #[cfg(unix)]
        {
            let link = parent.path().join("link");
            std::os::unix::fs::symlink(parent.path().join("target"), &link).expect("a link");
            refused(&link, "is a link");
            // Also where there is a folder behind it.
            fs::create_dir(parent.path().join("target")).expect("a folder");
            refused(&link, "is a link");
            fs::remove_dir(parent.path().join("target")).expect("empty");
            assert_eq!(names(parent.path()), ["file", "link"]);
        }
    }
}
