//! Files by their content: names that change with it, hashes that verify it, and small pictures
//! as part of the page.

use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use sha2::{Digest, Sha256, Sha384};

use super::PublishError;
use super::folder::{files_below, read, remove, write};

/// The most bytes of a picture that becomes part of the page: fewer than a request would cost.
const INLINE: usize = 4 * 1024;

/// The characters to escape in a data URL within an attribute: those that are not URL code
/// points (URL Standard), and those that end the URL's path.
const NOT_IN_DATA: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The first 16 hexadecimal digits of the SHA-256 of the parts.
pub fn fingerprint<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    digest[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The value of an `integrity` attribute for this content (Subresource Integrity).
pub fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content)))
}

/// A file whose name contains the hash of its content. A file with such a name never changes.
pub struct HashedFile {
    /// The path below the site's root.
    pub name: String,
    /// Its content.
    pub content: Vec<u8>,
}

impl HashedFile {
    /// Writes `content` below `folder`: for the path `a/b.svg` under a name such as
    /// `a/b-0123456789abcdef.svg`.
    ///
    /// # Errors
    /// The file that could not be written.
    pub fn of(folder: &Path, path: &str, content: Vec<u8>) -> Result<Self, PublishError> {
        let name = hashed_name(path, &content);
        write(folder, &name, &content)?;
        Ok(HashedFile { name, content })
    }

    /// Copies the file at `path` below `folder`. It stays under its own name too, for
    /// bundles that are newer than the build.
    ///
    /// # Errors
    /// The file that could not be read or written.
    pub fn copy_of(folder: &Path, path: &str) -> Result<Self, PublishError> {
        HashedFile::of(folder, path, read(folder, path)?)
    }

    /// The same, and removes the file under its own name.
    ///
    /// # Errors
    /// The file that could not be read, written or removed.
    pub fn moved(folder: &Path, path: &str) -> Result<Self, PublishError> {
        let named = HashedFile::copy_of(folder, path)?;
        remove(folder, path)?;
        Ok(named)
    }

    /// The file's address on a site that is served under `base`.
    pub fn address(&self, base: &str) -> String {
        format!("{base}{}", self.name)
    }

    /// The value of an `integrity` attribute for the file (Subresource Integrity).
    pub fn integrity(&self) -> String {
        integrity(&self.content)
    }

    /// The picture as a data URL, if it is small and of a suitable kind.
    pub fn data_url(&self) -> Option<String> {
        data_url(&self.name, &self.content)
    }
}

/// Completes the hashes in the names of trunk's files, and returns `page`, which names them, with
/// the new names. Trunk leaves out zeros at the start of a hash, in one name of 16, and hosts'
/// rules and the service worker know names of 16 digits only.
///
/// # Errors
/// The file that could not be read, written or removed.
pub fn with_whole_hashes(folder: &Path, mut page: String) -> Result<String, PublishError> {
    for name in files_below(folder)? {
        if let Some(whole) = whole_hash(&name) {
            write(folder, &whole, read(folder, &name)?)?;
            remove(folder, &name)?;
            page = page.replace(&name, &whole);
        }
    }
    Ok(page)
}

/// `a-123456789abcde.js` gives `a-0123456789abcde.js`; `None` for a name without such a hash.
fn whole_hash(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    let (stem, end) = match stem.strip_suffix("_bg") {
        Some(stem) => (stem, "_bg"),
        None => (stem, ""),
    };
    let (start, hash) = stem.rsplit_once('-')?;
    let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    // Fewer digits happen once in 65,536 builds, and are more likely a word or a date.
    let is_short = (12..16).contains(&hash.len()) && hash.bytes().all(is_digit);
    let is_at_the_top = !name.contains('/');
    (is_short && is_at_the_top).then(|| format!("{start}-{hash:0>16}{end}.{extension}"))
}

/// A path with the content's hash before its extension: `a/b.svg` gives
/// `a/b-0123456789abcdef.svg`. A file with such a name never changes.
fn hashed_name(path: &str, content: &[u8]) -> String {
    let hash = fingerprint([content]);
    let file = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[file..].rfind('.') {
        Some(dot) => format!("{}-{hash}{}", &path[..file + dot], &path[file + dot..]),
        None => format!("{path}-{hash}"),
    }
}

/// The picture as a data URL, if it is small and of a suitable kind.
fn data_url(path: &str, content: &[u8]) -> Option<String> {
    if content.len() > INLINE {
        return None;
    }
    let kind = match Path::new(path).extension()?.to_str()? {
        // As text, which compresses together with the page.
        "svg" => {
            let text = std::str::from_utf8(content).ok()?;
            let text = text.replace('"', "'");
            let encoded = utf8_percent_encode(&text, NOT_IN_DATA);
            return Some(format!("data:image/svg+xml,{encoded}"));
        }
        "png" => "png",
        "jpg" | "jpeg" => "jpeg",
        "webp" => "webp",
        "avif" => "avif",
        _ => return None,
    };
    Some(format!(
        "data:image/{kind};base64,{}",
        BASE64_STANDARD.encode(content)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_with_the_content_and_keeps_its_folder_and_kind() {
        let name = hashed_name("a.b/c.min.svg", b"x");
        assert!(
            name.starts_with("a.b/c.min-") && name.ends_with(".svg"),
            "{name}"
        );
        assert_eq!(name.len(), "a.b/c.min-0123456789abcdef.svg".len());
        assert_ne!(name, hashed_name("a.b/c.min.svg", b"y"));
        assert_eq!(
            hashed_name("a.b/c", b"x").len(),
            "a.b/c-0123456789abcdef".len()
        );
    }

    #[test]
    fn an_integrity_is_the_one_of_the_standard() {
        // The example of the specification's first section, by its own hash of the text.
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }

    #[test]
    fn a_small_picture_fits_into_an_attribute_and_a_large_one_stays_a_file() {
        let url = data_url("a.svg", b"<svg fill=\"#fff\">{100%}</svg>").expect("a small picture");
        assert_eq!(
            url,
            "data:image/svg+xml,%3Csvg%20fill='%23fff'%3E%7B100%25%7D%3C/svg%3E"
        );
        assert_eq!(
            data_url("a.png", b"abc").as_deref(),
            Some("data:image/png;base64,YWJj")
        );
        assert_eq!(data_url("a.svg", &[b'x'; INLINE + 1]), None);
        assert_eq!(data_url("a.html", b"<p>"), None);
    }
}
