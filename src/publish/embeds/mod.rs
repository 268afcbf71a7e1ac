//! Embeds: a page for a frame for each exhibit, of the latest revision and of each archived
//! one, and the program that draws the same into pages of other sites.

mod archived;
mod document;

use std::convert::Infallible;
use std::path::Path;

use rayon::prelude::*;
use serde_json::json;

use crate::bundle::{Bundle, SitePath};
use crate::exhibit::{self, ChartOptions, Edition, missing_embed};
use crate::site::{EMBEDS, Exhibit, RevisionHash, Site, pinned_folder};
use crate::text::words;
use crate::view::{HeadingLevel, element};

use crate::publish::files::HashedFile;
use crate::publish::folder::{file, read_text, remove, write};
use crate::publish::images::Images;
use crate::publish::{PublishError, Work};
use crate::publish::{images, oembed};
pub use document::Frame;
use document::Shown;

pub use archived::{
    Archived, archive, archived, archived_beside, archived_files, archived_hash, hash_of, kept_as,
};

/// The script of embed pages, as `cargo xtask pages` puts it and the next two into the folder.
const FRAME: &str = "embed/frame.js";
/// What loads the renderer.
const RUNTIME: &str = "embed/runtime.js";
/// What stands inside of embed pages.
const OPTIONS: &str = "embed/options.js";
/// The elements, whose name never changes.
const ELEMENTS: &str = "embed.js";

/// The names of a build's files, for scripts, and the origin that it was made for, for hosts.
pub const MANIFEST: &str = "embed/manifest.json";

/// The style sheet, which `cargo xtask styles` writes and trunk copies.
const STYLES: &str = "site-embed.css";
/// The renderer, which trunk builds.
const RENDERER: [&str; 2] = ["renderer.js", "renderer_bg.wasm"];

/// The files that embeds have in common with the site.
pub struct Common<'a> {
    /// The path of the bundle.
    pub bundle: &'a str,
    /// How the bundle's file begins, if it is known; see
    /// [`Outline::start`](crate::site::Outline::start).
    pub start: &'a str,
    /// The packed bundle.
    pub content: &'a str,
    /// The reader's script and its WebAssembly.
    pub reader: &'a [String],
    /// The icon.
    pub icon: &'a HashedFile,
    /// The addresses of small pictures, each with the data URL that replaces it.
    pub pictures: &'a [(String, String)],
}

/// Completes the embeds of a site in `folder`. `latest` is the hash of the latest revision, if it
/// is archived, with its pictures.
///
/// # Errors
/// A file cannot be read or written, or an archived revision is invalid.
pub fn write_all(
    folder: &Path,
    site: Site,
    common: &Common<'_>,
    latest: Option<(&RevisionHash, &Images)>,
    work: &Work,
) -> Result<(), PublishError> {
    let files = prepare(folder, site, common)?;
    write_documents(folder, site, &files, None, common.pictures)?;
    for revision in archived(folder, common.bundle)? {
        let same = latest.filter(|(hash, _)| **hash == revision.hash);
        let same = same.map(|(_, images)| images);
        pinned(folder, site, &files, revision, same, work)?;
    }
    Ok(())
}

/// Gives the files of embeds their names, and writes the manifest and the page for embeds that are
/// not there.
///
/// # Errors
/// A file cannot be read or written.
pub fn prepare(folder: &Path, site: Site, common: &Common<'_>) -> Result<Frame, PublishError> {
    file(folder, ELEMENTS)?;
    let frame = HashedFile::moved(folder, FRAME)?;
    let runtime = HashedFile::moved(folder, RUNTIME)?;
    let options = read_text(folder, OPTIONS)?;
    remove(folder, OPTIONS)?;
    let [renderer, renderer_wasm] = RENDERER.map(|name| HashedFile::moved(folder, name));
    let styles = HashedFile::moved(folder, STYLES)?;
    let manifest = json!({
        "version": 1,
        "origin": site.bundle.site.origin.as_deref(),
        "revision": &*site.bundle.revision,
        "published": site.bundle.published.to_string(),
        "bundle": common.bundle,
        "bundleStart": common.start,
        "runtime": runtime.name,
        "renderer": renderer?.name,
        "rendererWasm": renderer_wasm?.name,
        "styles": styles.name,
        "content": common.content,
        "reader": common.reader[0],
        "readerWasm": common.reader[1],
    });
    write(folder, MANIFEST, manifest.to_string())?;

    let files = Frame {
        styles: styles.address(site.base),
        options: options.trim().to_owned(),
        script: frame.address(site.base),
        runtime: runtime.address(site.base),
        icon: common.icon.address(site.base),
    };
    let missing = Shown {
        site,
        title: words::NO_EMBED.to_owned(),
        embed: None,
        pinned: None,
    };
    let main = missing_embed(element("main"), site, HeadingLevel::H1);
    let missing = files.document(&missing, main, &[]);
    write(folder, &format!("{EMBEDS}404.html"), missing)?;

    Ok(files)
}

/// The hash of the revision that pages are pinned to, and whether it is the newest; none for those of
/// the latest.
type Pinned<'a> = Option<(&'a RevisionHash, bool)>;

/// The pages of an archived revision, whose pictures may be there as those of the latest.
fn pinned(
    folder: &Path,
    site: Site,
    files: &Frame,
    revision: Archived,
    same: Option<&Images>,
    work: &Work,
) -> Result<(), PublishError> {
    let Archived { hash, mut bundle } = revision;
    let pictures = pictures(folder, site.base, &mut bundle)?;
    let is_newest = *bundle.revision == *site.bundle.revision;
    let of_revision = Site {
        // Lives as long as the process, as `Site` explains.
        bundle: Box::leak(Box::new(bundle)),
        base: site.base,
    };
    let images = images::write(folder, of_revision, Some(&hash), same, work)?;
    oembed::write_pinned(folder, of_revision, &hash, &images)?;
    let pinned = Some((&hash, is_newest));
    if !work.keeps(Exhibit::all(of_revision).len()) {
        return write_documents(folder, of_revision, files, pinned, &pictures);
    }
    let of_base = [of_revision.base, &hash.to_string(), files.options.as_str()];
    let of_files = [&files.styles, &files.script, &files.runtime, &files.icon];
    let input = json!([of_base, of_files, is_newest, pictures]).to_string();
    // It is the same each time, and with every revision that is kept there is more of it.
    let Ok(made) = work.made_by_program("pinned embeds", input.as_bytes(), || {
        let documents = documents(of_revision, files, pinned, &pictures);
        Ok::<_, Infallible>(serde_json::to_vec(&documents).expect("a list of texts"))
    });
    let documents: Vec<(String, String)> = serde_json::from_slice(&made).expect("made above");
    write_pages(folder, &documents)
}

/// Gives the pictures of a bundle names with their hashes. Returns the small ones as data URLs,
/// each with the address that it replaces.
///
/// # Errors
/// A picture is missing.
pub fn pictures(
    folder: &Path,
    base: &str,
    bundle: &mut Bundle,
) -> Result<Vec<(String, String)>, PublishError> {
    let mut pictures = Vec::new();
    for image in bundle.images_mut() {
        let picture = HashedFile::copy_of(folder, image.src.as_str().trim_start_matches('/'))?;
        image.src = SitePath::of_file(&picture.name);
        pictures.extend(picture.data_url().map(|data| (picture.address(base), data)));
    }
    Ok(pictures)
}

/// A page for each embed, under its name and each former name, with its path.
fn documents(
    site: Site,
    files: &Frame,
    pinned: Pinned<'_>,
    pictures: &[(String, String)],
) -> Vec<(String, String)> {
    let embeds = Exhibit::all(site).into_par_iter();
    let made = embeds.flat_map_iter(|embed| page(site, files, embed, pinned, pictures));
    made.collect()
}

/// Writes the same, each as soon as it is made, so that they need no memory.
fn write_documents(
    folder: &Path,
    site: Site,
    files: &Frame,
    pinned: Pinned<'_>,
    pictures: &[(String, String)],
) -> Result<(), PublishError> {
    let write = |embed| write_pages(folder, &page(site, files, embed, pinned, pictures));
    // All of them, so that of several errors the first in their order is told.
    let written: Vec<_> = Exhibit::all(site).into_par_iter().map(write).collect();
    written.into_iter().collect()
}

fn write_pages(folder: &Path, documents: &[(String, String)]) -> Result<(), PublishError> {
    let written = documents
        .par_iter()
        .map(|(path, html)| write(folder, path, html));
    // All of them, so that of several errors the first in their order is told.
    let written: Vec<_> = written.collect();
    written.into_iter().collect()
}

/// The page of one embed of the latest revision, under its name and each former name.
///
/// # Errors
/// A file cannot be written.
pub fn latest(
    folder: &Path,
    site: Site,
    files: &Frame,
    embed: Exhibit,
    pictures: &[(String, String)],
) -> Result<(), PublishError> {
    write_pages(folder, &page(site, files, embed, None, pictures))
}

fn page(
    site: Site,
    files: &Frame,
    embed: Exhibit,
    pinned: Pinned<'_>,
    pictures: &[(String, String)],
) -> Vec<(String, String)> {
    let edition = match pinned {
        Some((_, is_newest)) => Edition::Pinned { is_newest },
        None => Edition::Live,
    };
    let pinned = pinned.map(|(hash, _)| hash);
    let place = format!("{EMBEDS}{}", pinned_folder(pinned));
    let shown = Shown {
        site,
        title: exhibit::title(site, embed),
        embed: Some(embed),
        pinned,
    };
    let options = ChartOptions::default();
    let main = exhibit::embed(
        element("main"),
        site,
        embed,
        &options,
        edition,
        HeadingLevel::H1,
    );
    let document = files.document(&shown, main, pictures);
    let names = embed.names();
    let pages = names.map(|name| (format!("{place}{name}/index.html"), document.clone()));
    pages.collect()
}
