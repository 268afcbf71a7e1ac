//! The whole site: a page for every address, and the files that pages refer to.

use std::collections::BTreeMap;
use std::path::Path;

use html_escape::encode_double_quoted_attribute;
use rayon::prelude::*;

use super::addresses::BUNDLE;
use super::check::{Document, Part};
use super::document::document;
use super::excerpt;
use super::files::{HashedFile, fingerprint, with_whole_hashes};
use super::folder::{file, files_below, read_bundle, read_text, remove, write};
use super::head::head;
use super::hosting::Host;
use super::images::Images;
use super::leftover::leave_out;
use super::service_worker::{self, Asset};
use super::social::SocialImages;
use super::starter::{Data, Started, with_starter};
use super::{
    PublishError, Work, check_base, compress, embeds, hosting, images, manifest, oembed, schema,
    share, sitemap, social,
};
use crate::content;
use crate::page::{has_grid, outline};
use crate::site::{Exhibit, RevisionHash, Route, Shell, Site};

/// The site's icon.
const ICON: &str = "icon.svg";

/// The most bytes of packed content with which it is worth loading all of it in order to go on to
/// another page: about as many as ten pages have. Where it is larger, browsers load the pages.
const LARGE: usize = 256 * 1024;

/// The most bytes of a bundle that browsers fetch to see its revision.
const MAX_START: usize = 1024;

/// How a site is published.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The path that the site is served under; starts and ends with a slash.
    pub base: &'a str,
    /// Whether readers get a service worker. If not, readers who have one lose it.
    pub service_worker: bool,
    /// The host, if it needs something else in the folder than others do.
    pub host: Option<Host>,
}

/// What was published.
#[derive(Debug)]
pub struct Written {
    /// How many pages there are.
    pub pages: usize,
    /// What was left out, a sentence each.
    pub left_out: Vec<String>,
}

/// Completes the site in `folder`, which contains what trunk built and the bundle, with everything
/// that belongs to it: pages, hosts' rules, compressed copies, and the list of all files.
///
/// # Errors
/// See [`PublishError`].
pub fn complete(folder: &Path, options: Options<'_>, work: &Work) -> Result<Written, PublishError> {
    let written = pages_with(folder, options, work)?;
    if let Some(host) = options.host {
        host.write(folder, options.base)?;
    }
    hosting::write(folder, options.base)?;
    if options.host.is_none_or(Host::sends_siblings) {
        compress::write_with(folder, work)?;
    }
    manifest::write(folder)?;
    Ok(written)
}

/// Writes the pages of the site in `folder`, which contains what trunk built and the bundle.
///
/// # Errors
/// See [`PublishError`].
pub fn pages(folder: &Path, options: Options<'_>) -> Result<Written, PublishError> {
    pages_with(folder, options, &Work::default())
}

/// A site whose pages can be made, each by itself.
pub struct Prepared {
    /// The bundle, whose pictures have names with their hashes.
    pub site: Site,
    /// What was left out because it is of another site, a sentence each.
    pub left_out: Vec<String>,
    /// The small pictures as data URLs, each with the address that it replaces.
    pub pictures: Vec<(String, String)>,
    started: Started,
    /// The site as the app knows it on pages without the initiatives, and with them.
    shells: [Shell; 2],
    /// How the bundle's file begins; see [`Outline::start`](crate::site::Outline::start).
    start: String,
    /// How pages name the whole content: its address and its integrity.
    content: [String; 2],
    /// The content of pages that have their own, by their paths, if the whole is large.
    excerpts: BTreeMap<String, HashedFile>,
    icon: HashedFile,
    archived: Option<RevisionHash>,
}

impl Prepared {
    /// Prepares the site in `folder`, which contains what trunk built and the bundle, to be served
    /// under the path `base`: files get names with their hashes.
    ///
    /// # Errors
    /// See [`PublishError`].
    pub fn of(folder: &Path, base: &str) -> Result<Prepared, PublishError> {
        check_base(base)?;
        // No link in it leads elsewhere, so nothing is written elsewhere.
        files_below(folder)?;
        let path = file(folder, BUNDLE)?;
        let content = read_bundle(&path)?;
        let mut bundle =
            content::of(&content).map_err(|cause| PublishError::Bundle { path, cause })?;
        let left_out = leave_out(folder, BUNDLE, &content)?;
        let mut pictures = embeds::pictures(folder, base, &mut bundle)?;
        let icon = HashedFile::copy_of(folder, ICON)?;
        pictures.extend(icon.data_url().map(|data| (format!("{base}{ICON}"), data)));
        let packed = bundle.pack();
        // Lives as long as the process, as `Site` explains.
        let site = Site {
            bundle: Box::leak(Box::new(bundle)),
            base: Box::leak(base.to_owned().into_boxed_str()),
        };
        let start = start_of(&content).unwrap_or_default();
        let outlines = [false, true].map(|has_grid| outline(site, &start, has_grid));
        let is_large = packed.len() > LARGE;
        let data = Data {
            outlines: [
                HashedFile::of(folder, "outline.bin", outlines[0].pack())?,
                HashedFile::of(folder, "initiatives.bin", outlines[1].pack())?,
            ],
            is_large,
            content: HashedFile::of(folder, "content.bin", packed)?,
        };
        let template = with_whole_hashes(folder, read_text(folder, "index.html")?)?;
        let started = with_starter(folder, base, &template, data, &icon)?;
        Ok(Prepared {
            content: [started.content.address(base), started.content.integrity()],
            started,
            shells: outlines.map(|outline| Shell::of(site, outline)),
            start,
            excerpts: match is_large {
                true => excerpt::write_all(folder, site)?,
                false => BTreeMap::new(),
            },
            site,
            archived: embeds::archived_hash(folder, BUNDLE, &content),
            left_out,
            pictures,
            icon,
        })
    }

    /// Every route that has a page.
    pub fn routes(&self) -> Vec<Route> {
        let mut routes = self.site.routes();
        routes.extend([Route::Offline, Route::NotFound]);
        routes
    }

    /// The HTML of a route's page, with the picture that a link to it is shown with.
    ///
    /// # Errors
    /// [`PublishError::Html`].
    pub fn document(&self, route: Route, previews: &SocialImages) -> Result<String, PublishError> {
        let kind = usize::from(has_grid(route));
        let (shell, template) = (self.shells[kind], &self.started.templates[kind]);
        let own = self.excerpts.get(&route.path()).map(|own| {
            let [address, integrity] = &self.content;
            template
                .replacen(address, &own.address(self.site.base), 1)
                .replacen(integrity, &own.integrity(), 1)
        });
        let template = own.as_ref().unwrap_or(template);
        let mut head = head(self.site, route, previews);
        if matches!(route, Route::NotFound) {
            head.push_str(&hosting::policy_element(template)?);
        }
        document(shell, route, template, &head, &self.pictures)
    }

    /// What every page says of its build: replaces the start of its first tag.
    pub fn root_tag(&self, build: &str, service_worker: bool) -> String {
        let worker = if service_worker { "on" } else { "off" };
        let mut html = format!("<html data-build=\"{build}\" data-service-worker=\"{worker}\"");
        if let Some(hash) = &self.archived {
            // For references, which name the address at which this revision stays.
            let revision = encode_double_quoted_attribute(&*self.site.bundle.revision);
            html.push_str(&format!(" data-archived=\"{hash} {revision}\""));
        }
        html
    }

    /// What embeds have in common with the site.
    pub fn embeds(&self) -> embeds::Common<'_> {
        embeds::Common {
            bundle: BUNDLE,
            content: &self.started.content.name,
            start: &self.start,
            reader: &self.started.parts[..2],
            icon: &self.icon,
            pictures: &self.pictures,
        }
    }

    /// What share pages have in common.
    pub fn shares<'a>(&'a self, images: &'a Images) -> share::Common<'a> {
        share::Common {
            template: &self.started.templates[0],
            archived: self.archived.as_ref(),
            pictures: &self.pictures,
            images,
        }
    }

    /// Writes the service worker, or the script that removes it.
    ///
    /// # Errors
    /// A file cannot be read or written.
    pub fn write_worker(
        &self,
        folder: &Path,
        build: &str,
        service_worker: bool,
    ) -> Result<(), PublishError> {
        let worker = if service_worker {
            let assets = |paths: &[String]| -> Result<Vec<Asset>, PublishError> {
                let asset = |path: &String| Asset::read(folder, path);
                paths.iter().map(asset).collect()
            };
            let further = assets(&self.started.further)?;
            let (assets, parts) = (assets(&self.started.assets)?, assets(&self.started.parts)?);
            let template = read_text(folder, service_worker::PATH)?;
            service_worker::text(&template, build, &assets, &further, &parts)
        } else {
            read_text(folder, service_worker::OFF)?
        };
        write(folder, service_worker::PATH, worker)?;
        remove(folder, service_worker::OFF)
    }
}

/// The text with which a bundle's file begins, up to the value of its revision, if that comes
/// soon: a file that begins so is of this revision.
fn start_of(content: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(content).ok()?;
    let end = Document::of(text).place("/revision", Part::Value).range.end;
    let is_short = (1..=MAX_START).contains(&end) && !text.starts_with('\u{feff}');
    is_short.then(|| text[..end].to_owned())
}

fn pages_with(folder: &Path, options: Options<'_>, work: &Work) -> Result<Written, PublishError> {
    let prepared = Prepared::of(folder, options.base)?;
    let site = prepared.site;
    let routes = prepared.routes();
    let previews = social::write(folder, site, work)?;
    let images = images::write(folder, site, None, None, work)?;
    sitemap::write(folder, site)?;
    write(folder, schema::PATH, schema::text())?;
    let documents = routes
        .par_iter()
        .map(|route| prepared.document(*route, &previews));
    // All of them, so that of several errors the first in their order is told.
    let documents: Vec<_> = documents.collect();
    let documents: Vec<String> = documents.into_iter().collect::<Result<_, _>>()?;
    // Everything that is served is in the pages, or named there by its hash.
    let build = fingerprint(documents.iter().map(String::as_bytes));
    let html = prepared.root_tag(&build, options.service_worker);
    let pages = routes.par_iter().zip(&documents).map(|(route, document)| {
        let document = document.replacen("<html", &html, 1);
        write(folder, &file_of(*route), document)
    });
    let written: Vec<_> = pages.collect();
    written.into_iter().collect::<Result<(), _>>()?;
    for (path, route) in site.former_paths() {
        let place = routes.iter().position(|other| *other == route);
        let place = place.expect("a former path leads to a page of the site");
        let html = former_tag(&html, site.base, &path);
        let document = documents[place].replacen("<html", &html, 1);
        write(folder, &format!("{path}index.html"), document)?;
    }
    // They would take a fifth of the memory of all.
    drop(documents);
    let latest = prepared.archived.as_ref().map(|hash| (hash, &images));
    embeds::write_all(folder, site, &prepared.embeds(), latest, work)?;
    oembed::write_all(folder, site, &previews, &images)?;
    share::write_all(folder, site, &prepared.shares(&images))?;
    prepared.write_worker(folder, &build, options.service_worker)?;
    let mut left_out = prepared.left_out;
    let without = Exhibit::all(site).len() - images::pictured(site).len();
    if without > 0 {
        left_out.push(format!(
            "left out the pictures of {without} initiatives and latest figures: there are more \
             than {} things to embed",
            images::MOST
        ));
    }
    Ok(Written {
        pages: routes.len(),
        left_out,
    })
}

/// The start of a page's first tag at one of its former addresses, which the page itself does not
/// name: everything in it is of the address that it has now.
pub fn former_tag(root_tag: &str, base: &str, path: &str) -> String {
    format!("{root_tag} data-former=\"{base}{path}\"")
}

/// The file of a route's page.
pub fn file_of(route: Route) -> String {
    match route {
        Route::NotFound => route.path(),
        _ => format!("{}index.html", route.path()),
    }
}
