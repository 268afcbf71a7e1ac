//! The files of a published folder, by their paths in it: the only place where a path from a
//! bundle, a request, a template or a list of files is used on the disk.
//!
//! A path has to be plain ([`is_file_path`]), and lead to a file without links on the way,
//! because a link may lead anywhere, and hosts differ in whether they follow, copy or omit
//! links.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::bundle::{BundleError, MAX_BYTES, is_file_path};

use super::PublishError;

/// Files that hosts read, although their names begin with a dot.
const HIDDEN: [&str; 2] = [".htaccess", ".nojekyll"];

/// Whether a published file can have this path.
fn is_fit(path: &str) -> bool {
    is_file_path(path) || HIDDEN.contains(&path)
}

/// Where the file or folder at `path` below `folder` is on the disk.
///
/// # Errors
/// - [`PublishError::Name`] for a path that no published file can have
/// - [`PublishError::Foreign`] if there is a link on the way
/// - [`PublishError::File`] if there is nothing
pub fn place(folder: &Path, path: &str) -> Result<PathBuf, PublishError> {
    if !is_fit(path) {
        return Err(PublishError::Name {
            path: path.to_owned(),
        });
    }
    let shown = folder.join(path);
    let failed = |cause| PublishError::File {
        path: shown.clone(),
        cause,
    };
    let mut place = fs::canonicalize(folder).map_err(failed)?;
    // Part by part: other systems have other separators.
    path.split('/').for_each(|part| place.push(part));
    if fs::canonicalize(&place).map_err(failed)? != place {
        let path = shown;
        return Err(PublishError::Foreign { path });
    }
    Ok(place)
}

/// Where the file at `path` below `folder` is on the disk.
///
/// # Errors
/// As for [`place`], and [`PublishError::Foreign`] for anything but a file: reading a device or
/// a pipe may never end.
pub fn file(folder: &Path, path: &str) -> Result<PathBuf, PublishError> {
    let place = place(folder, path)?;
    match place.is_file() {
        true => Ok(place),
        false => Err(PublishError::Foreign { path: place }),
    }
}

/// All files below a folder, as relative paths with `/`, sorted.
///
/// # Errors
/// [`PublishError::File`] for a folder that cannot be read, [`PublishError::Name`] and
/// [`PublishError::Foreign`] for what cannot be published.
pub fn files_below(folder: &Path) -> Result<Vec<String>, PublishError> {
    walk(folder, &mut |_, error| Err(error))
}

/// The same without what cannot be published, which is passed to `told`.
///
/// # Errors
/// [`PublishError::File`] for a folder that cannot be read.
pub fn fit_files_below(
    folder: &Path,
    mut told: impl FnMut(PublishError),
) -> Result<Vec<String>, PublishError> {
    walk(folder, &mut |_, error| {
        told(error);
        Ok(())
    })
}

/// The files below a folder that can be published, and the paths of what else is there.
///
/// # Errors
/// [`PublishError::File`] for a folder that cannot be read.
pub fn fit_and_unfit_below(folder: &Path) -> Result<(Vec<String>, Vec<String>), PublishError> {
    let mut unfit = Vec::new();
    let fit = walk(folder, &mut |path, _| {
        unfit.push(path);
        Ok(())
    })?;
    unfit.sort_unstable();
    Ok((fit, unfit))
}

fn walk(
    folder: &Path,
    unfit: &mut dyn FnMut(String, PublishError) -> Result<(), PublishError>,
) -> Result<Vec<String>, PublishError> {
    let mut files = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(inner) = folders.pop() {
        let here = folder.join(&inner);
        let failed = |cause| PublishError::File {
            path: here.clone(),
            cause,
        };
        for entry in fs::read_dir(&here).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = format!("{inner}{}", entry.file_name().to_string_lossy());
            // Of the entry itself, not of a link's target.
            let kind = entry.file_type().map_err(failed)?;
            if !is_fit(&path) {
                unfit(path.clone(), PublishError::Name { path })?;
            } else if kind.is_dir() {
                folders.push(format!("{path}/"));
            } else if kind.is_file() {
                files.push(path);
            } else {
                unfit(path, PublishError::Foreign { path: entry.path() })?;
            }
        }
    }
    files.sort_unstable();
    Ok(files)
}

/// The names of the files in a folder itself that can be published.
///
/// # Errors
/// [`PublishError::File`] for a folder that cannot be read.
pub fn files_in(folder: &Path) -> Result<Vec<String>, PublishError> {
    let failed = |cause| PublishError::File {
        path: folder.to_owned(),
        cause,
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_file_path(&name) && entry.file_type().map_err(failed)?.is_file() {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// Reads the file at `path` below `folder`.
///
/// # Errors
/// As for [`file`].
pub fn read(folder: &Path, path: &str) -> Result<Vec<u8>, PublishError> {
    let path = file(folder, path)?;
    fs::read(&path).map_err(|cause| PublishError::File { path, cause })
}

/// Reads a file that [`files_below`] has found, which is not behind a link: to look again at each of
/// tens of thousands takes longer than to read them.
///
/// # Errors
/// [`PublishError::File`] for a file that cannot be read.
pub fn read_found(folder: &Path, path: &str) -> Result<Vec<u8>, PublishError> {
    read_whole(&folder.join(path))
}

/// Reads the file of text at `path` below `folder`.
///
/// # Errors
/// As for [`file`], and for what is not UTF-8.
pub fn read_text(folder: &Path, path: &str) -> Result<String, PublishError> {
    text_of(folder, path, read(folder, path)?)
}

/// The same for a file that [`files_below`] has found, as for [`read_found`].
///
/// # Errors
/// [`PublishError::File`] for a file that cannot be read or is not UTF-8.
pub fn read_found_text(folder: &Path, path: &str) -> Result<String, PublishError> {
    text_of(folder, path, read_found(folder, path)?)
}

fn text_of(folder: &Path, path: &str, content: Vec<u8>) -> Result<String, PublishError> {
    String::from_utf8(content).map_err(|error| PublishError::File {
        path: folder.join(path),
        cause: io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()),
    })
}

/// Writes the file at `path` below `folder`, and creates the folders above it.
///
/// # Errors
/// [`PublishError::Name`], [`PublishError::Foreign`] if there is a link in the file's place,
/// and errors of the disk.
pub fn write(folder: &Path, path: &str, content: impl AsRef<[u8]>) -> Result<(), PublishError> {
    if !is_fit(path) {
        return Err(PublishError::Name {
            path: path.to_owned(),
        });
    }
    let path = folder.join(path);
    if path.is_symlink() {
        return Err(PublishError::Foreign { path });
    }
    // Most files are written into a folder that is there.
    let written = match fs::write(&path, &content) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(folder))
                .and_then(|()| fs::write(&path, &content))
        }
        written => written,
    };
    written.map_err(|cause| PublishError::File { path, cause })
}

/// How many bytes a file has that [`files_below`] has found, as for [`read_found`].
///
/// # Errors
/// [`PublishError::File`] for a file that is gone.
pub fn size_found(folder: &Path, path: &str) -> Result<u64, PublishError> {
    let path = folder.join(path);
    let found = fs::metadata(&path).map_err(|cause| PublishError::File { path, cause })?;
    Ok(found.len())
}

/// When the file at `path` below `folder` was written, if there is one.
pub fn written(folder: &Path, path: &str) -> Option<SystemTime> {
    file(folder, path).ok()?.metadata().ok()?.modified().ok()
}

/// Whether there is a folder at a path, wherever that is.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The folder of a file, without links on the way; none for a pipe.
pub fn folder_of(path: &Path) -> Option<PathBuf> {
    let place = fs::canonicalize(path).ok().filter(|path| path.is_file())?;
    Some(place.parent()?.to_owned())
}

/// Removes the file at `path` below `folder`; it may be gone already.
///
/// # Errors
/// [`PublishError::Name`], and errors of the disk.
pub fn remove(folder: &Path, path: &str) -> Result<(), PublishError> {
    if !is_fit(path) {
        return Err(PublishError::Name {
            path: path.to_owned(),
        });
    }
    let path = folder.join(path);
    match fs::remove_file(&path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
            Err(PublishError::File { path, cause })
        }
        _ => Ok(()),
    }
}

/// Reads a file of this program's own, wherever it is.
///
/// # Errors
/// The file cannot be read.
pub fn read_whole(path: &Path) -> Result<Vec<u8>, PublishError> {
    fs::read(path).map_err(|cause| PublishError::File {
        path: path.to_owned(),
        cause,
    })
}

/// Creates the folders above a file, wherever it is.
///
/// # Errors
/// The disk's.
pub fn create_above(path: &Path) -> Result<(), PublishError> {
    fs::create_dir_all(path.parent().unwrap_or(path)).map_err(|cause| PublishError::File {
        path: path.to_owned(),
        cause,
    })
}

/// Writes a file that is not there yet, wherever it is.
///
/// # Errors
/// There is one, and errors of the disk.
pub fn write_new(path: &Path, content: &[u8]) -> Result<(), PublishError> {
    File::create_new(path)
        .and_then(|mut file| io::Write::write_all(&mut file, content))
        .map_err(|cause| PublishError::File {
            path: path.to_owned(),
            cause,
        })
}

/// Reads the bundle in a file, wherever it is, and no more than a bundle may have: the file may
/// be of any size, or endless.
///
/// # Errors
/// The file cannot be read, or is too large for a bundle.
pub fn read_bundle(path: &Path) -> Result<Vec<u8>, PublishError> {
    let mut bytes = Vec::new();
    let size = File::open(path)
        .and_then(|file| {
            let size = file.metadata()?.len();
            file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
            Ok(usize::try_from(size).unwrap_or(usize::MAX))
        })
        .map_err(|cause| PublishError::File {
            path: path.to_owned(),
            cause,
        })?;
    if bytes.len() > MAX_BYTES {
        // Pipes and devices do not report a size.
        let bytes = size.max(bytes.len());
        return Err(PublishError::Bundle {
            path: path.to_owned(),
            cause: BundleError::TooLarge { bytes },
        });
    }
    Ok(bytes)
}

/// Writes a file beside another atomically: it is complete or not there at all, and the target
/// of a link in its place stays unchanged.
///
/// # Errors
/// [`PublishError::Foreign`] if there is a link, or something that is not a file, in its place,
/// and errors of the disk.
pub fn write_at_once(path: &Path, content: &[u8]) -> Result<(), PublishError> {
    let failed = |cause| PublishError::File {
        path: path.to_owned(),
        cause,
    };
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => {
            let path = path.to_owned();
            return Err(PublishError::Foreign { path });
        }
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(failed(cause)),
        _ => {}
    }
    // Hidden, so that it is reported and not published if an interrupted write leaves it
    // behind.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let part = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    // If it exists already, it belongs to somebody else, and stays.
    let mut file = File::create_new(&part).map_err(failed)?;
    // Whoever may read the file, such as a web server, still may.
    if let Ok(found) = fs::metadata(path) {
        file.set_permissions(found.permissions()).ok();
    }
    // On the disk before it has its name: a power cut must not leave an empty file.
    let written = io::Write::write_all(&mut file, content)
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&part, path));
    written.map_err(|cause| {
        fs::remove_file(&part).ok();
        failed(cause)
    })
}
