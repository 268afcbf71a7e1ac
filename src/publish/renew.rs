//! Puts newer figures into a published folder without a build.
//!
//! The bundle's file is the only one that changes: pages look for it, and show it. It is checked
//! first, written aside and renamed, so that whoever reads the folder meanwhile finds the old
//! bundle or the new one. Compressed siblings, which a build of an earlier version wrote, are
//! removed before, so that at no moment one of them is older than the bundle
//! (`hosting::has_siblings`).

use std::fmt;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::PublishError;
use super::addresses::BUNDLE;
use super::check::checked;
use super::embeds::MANIFEST;
use super::folder::{file, read, read_bundle, remove, write_at_once};
use super::hosting::CODINGS;
use crate::bundle::Bundle;
use crate::site::Site;

/// Why a folder is not renewed. It stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum RenewError {
    /// The bundle has mistakes, or a file cannot be read or written.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The folder has no site.
    #[error("{}: no site was built here; {MANIFEST} is missing or damaged", .0.display())]
    NoSite(PathBuf),
    /// The bundle is older than the one in its place.
    #[error(
        "{new} is older than {place}; give it a later \"published\", or say --older if going \
         back is what you mean"
    )]
    Older {
        /// The bundle.
        new: Edition,
        /// The bundle in its place.
        place: Edition,
    },
    /// Pages would not take the bundle, because they know its revision.
    #[error(
        "the bundle has other content than the site's {0}, and the same revision, by which pages \
         know that nothing is new; change \"revision\""
    )]
    SameRevision(Edition),
    /// The bundle names pictures that the folder does not have.
    #[error(
        "{} in {}; publish the site again, which takes them along",
        missing(.names), .folder.display()
    )]
    Pictures {
        /// The published folder.
        folder: PathBuf,
        /// Their paths below it.
        names: Vec<String>,
    },
}

fn missing(names: &[String]) -> String {
    let verb = if names.len() == 1 { "is" } else { "are" };
    format!("{} {verb} not", names.join(", "))
}

/// A state of the content, by its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its revision.
    pub revision: String,
    /// When it was published.
    pub published: String,
}

impl Edition {
    fn of(bundle: &Bundle) -> Self {
        Edition {
            revision: bundle.revision.to_string(),
            published: bundle.published.to_string(),
        }
    }

    /// Whether pages with the other take this for older: as texts, as browsers compare them.
    fn is_older_than(&self, other: &Self) -> bool {
        self.published < other.published
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "revision {} of {}", self.revision, self.published)
    }
}

/// What was done.
#[derive(Debug)]
pub struct Renewed {
    /// What is in the folder now.
    pub now: Edition,
    /// What was in its place, if that can be read.
    pub before: Option<Edition>,
    /// What the pages were built with.
    pub built: Edition,
    /// Compressed siblings that were removed, as paths below the folder.
    pub removed: Vec<String>,
    /// Addresses of the bundle that have no page in the folder.
    pub unbuilt: Vec<String>,
}

/// Puts the bundle in `new` into the published folder, or checks the one that is there. One that
/// is older is refused, unless `may_be_older`.
///
/// # Errors
/// See [`RenewError`].
pub fn renew(folder: &Path, new: Option<&Path>, may_be_older: bool) -> Result<Renewed, RenewError> {
    let no_site = || RenewError::NoSite(folder.to_owned());
    let built = built(folder).ok_or_else(no_site)?;
    let place = file(folder, BUNDLE)?;
    let content = read_bundle(new.unwrap_or(&place))?;
    let path = new.unwrap_or(&place).to_owned();
    let bundle = checked(&path, &content)?;
    let now = Edition::of(&bundle);
    let in_place = read_bundle(&place)?;
    let is_there = in_place == content;
    // It may be broken, which is a reason to renew it.
    let before = Bundle::from_bytes(&in_place).ok();
    let before = before.as_ref().map(Edition::of);
    let latest = before.as_ref().unwrap_or(&built);
    if !is_there && now.revision == latest.revision {
        return Err(RenewError::SameRevision(latest.clone()));
    }
    if now.is_older_than(latest) && !may_be_older {
        let (new, place) = (now, latest.clone());
        return Err(RenewError::Older { new, place });
    }
    let unbuilt = with_pages(folder, bundle)?;
    let mut removed = Vec::new();
    for coding in &CODINGS {
        let sibling = format!("{BUNDLE}{}", coding.suffix);
        if file(folder, &sibling).is_ok() {
            remove(folder, &sibling)?;
            removed.push(sibling);
        }
    }
    if !is_there {
        write_at_once(&place, &content)?;
    }
    Ok(Renewed {
        now,
        before: before.filter(|_| !is_there),
        built,
        removed,
        unbuilt,
    })
}

/// What the pages in a folder were built with.
fn built(folder: &Path) -> Option<Edition> {
    let manifest: Value = serde_json::from_slice(&read(folder, MANIFEST).ok()?).ok()?;
    let text = |name: &str| Some(manifest.get(name)?.as_str()?.to_owned());
    Some(Edition {
        revision: text("revision")?,
        published: text("published")?,
    })
}

/// Checks that the folder has every picture of a bundle. Returns the addresses for which it has
/// no page.
fn with_pages(folder: &Path, mut bundle: Bundle) -> Result<Vec<String>, RenewError> {
    let mut names: Vec<String> = bundle
        .images_mut()
        .map(|image| image.src.as_str().trim_start_matches('/').to_owned())
        .filter(|name| file(folder, name).is_err())
        .collect();
    names.sort_unstable();
    names.dedup();
    if !names.is_empty() {
        let folder = folder.to_owned();
        return Err(RenewError::Pictures { folder, names });
    }
    // Lives as long as the process, as `Site` explains.
    let site = Site {
        bundle: Box::leak(Box::new(bundle)),
        base: "/",
    };
    let paths = site.routes().into_iter().map(|route| route.path());
    Ok(paths
        .filter(|path| file(folder, &format!("{path}index.html")).is_err())
        .map(|path| format!("/{path}"))
        .collect())
}

/// What was done, and what only a build can do.
impl fmt::Display for Renewed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{BUNDLE}: {}", self.now)?;
        match &self.before {
            Some(before) => writeln!(f, ", in place of {before}")?,
            None => writeln!(f)?,
        }
        if !self.removed.is_empty() {
            let names = self.removed.join(", ");
            writeln!(
                f,
                "removed {names}: compressed copies of a bundle would stay as they were; remove \
                 them on the host too"
            )?;
        }
        if self.now == self.built {
            return write!(
                f,
                "The pages were built with it: nothing else has to change."
            );
        }
        if self.now.is_older_than(&self.built) {
            return write!(
                f,
                "The pages were built with {}, and show no older figures: readers see those \
                 until you build the site with this bundle.",
                self.built
            );
        }
        write!(
            f,
            "Readers see it when script has run, in pages and in embeds. Until you build the site \
             again, all else is of {}:\n\
             - pages and embeds without script, which search engines and archives have too\n\
             - link previews, pictures, structured data, descriptions for search engines\n\
             - pages behind \"Embed\", oEmbed, the sitemap, embeds pinned to this revision",
            self.built
        )?;
        match &self.unbuilt[..] {
            [] => Ok(()),
            [first, ..] => write!(
                f,
                "\n- {} new: the host answers \"not found\" until script has run, for {first}{}",
                match self.unbuilt.len() {
                    1 => "one address is".to_owned(),
                    count => format!("{count} addresses are"),
                },
                if self.unbuilt.len() > 1 {
                    " and others"
                } else {
                    ""
                }
            ),
        }
    }
}
