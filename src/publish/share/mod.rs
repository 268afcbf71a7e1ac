//! The pages that explain how to embed a part of the site, which the links "Embed" lead to. An
//! editor chooses options, sees a preview, and copies a snippet.
//!
//! They are separate documents, which the app does not know, so they add nothing to readers'
//! first views. Without script, preview and snippets are those of the default options.

mod document;
mod form;
mod page;
pub mod snippets;

use std::path::Path;

use rayon::prelude::*;

use crate::site::{Exhibit, RevisionHash, SHARES, Site};

use crate::publish::PublishError;
use crate::publish::files::HashedFile;
use crate::publish::folder::write;
use crate::publish::images::Images;
use document::Document;

/// What keeps codes and previews as the options say, where `cargo xtask pages` puts it.
const SCRIPT: &str = "share/share.js";
/// How the pages look beside what the site's sheet says.
const STYLES: &str = include_str!("../../../style/share.css");

/// What all pages have in common.
pub struct Common<'a> {
    /// trunk's page, with complete addresses.
    pub template: &'a str,
    /// The hash of the revision, if it is archived: only then can an embed be pinned to it.
    pub archived: Option<&'a RevisionHash>,
    /// The addresses of small pictures, each with the data URL that replaces it.
    pub pictures: &'a [(String, String)],
    /// The pictures of each embed.
    pub images: &'a Images,
}

/// Writes a page for each embed into `folder`.
///
/// # Errors
/// A file cannot be written, or the template is not HTML.
pub fn write_all(folder: &Path, site: Site, common: &Common<'_>) -> Result<(), PublishError> {
    let script = HashedFile::moved(folder, SCRIPT)?;
    let styles = HashedFile::of(folder, "share/share.css", STYLES.into())?;
    let document = Document {
        template: common.template,
        styles: styles.address(site.base),
        script: script.address(site.base),
        pictures: common.pictures,
    };
    let write_one = |embed: Exhibit| {
        let content = page::content(site, embed, common.archived, common.images.of(embed));
        let html = document.html(site, embed, content)?;
        let mut names = embed.names();
        names.try_for_each(|name| write(folder, &format!("{SHARES}{name}/index.html"), &html))
    };
    // All of them, so that of several errors the first in their order is told.
    let written: Vec<_> = Exhibit::all(site).into_par_iter().map(write_one).collect();
    written.into_iter().collect()
}
