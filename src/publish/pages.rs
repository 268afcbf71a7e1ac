//! The whole site: a page for every address, and the files that pages refer to.

use std::path::Path;

use html_escape::encode_double_quoted_attribute;

use super::addresses::BUNDLE;
use super::document::document;
use super::files::{HashedFile, fingerprint, with_whole_hashes};
use super::folder::{file, files_below, read_bundle, read_text, remove, write};
use super::head::head;
use super::leftover::leave_out;
use super::service_worker::{self, Asset};
use super::starter::with_starter;
use super::{
    PublishError, check_base, embeds, hosting, images, oembed, schema, share, sitemap, social,
};
use crate::content;
use crate::site::{Route, Site};

/// The site's icon.
const ICON: &str = "icon.svg";

/// How a site is published.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The path that the site is served under; starts and ends with a slash.
    pub base: &'a str,
    /// Whether readers get a service worker. If not, readers who have one lose it.
    pub service_worker: bool,
}

/// What was published.
#[derive(Debug)]
pub struct Written {
    /// How many pages there are.
    pub pages: usize,
    /// What was left out because it is of another site, a sentence each.
    pub left_out: Vec<String>,
}

/// Completes the site in `folder`, which contains what trunk built and the bundle.
///
/// # Errors
/// See [`PublishError`].
pub fn pages(folder: &Path, options: Options<'_>) -> Result<Written, PublishError> {
    let base = options.base;
    check_base(base)?;
    // No link in it leads elsewhere, so nothing is written elsewhere.
    files_below(folder)?;
    let path = file(folder, BUNDLE)?;
    let content = read_bundle(&path)?;
    let mut bundle = content::of(&content).map_err(|cause| PublishError::Bundle { path, cause })?;
    let left_out = leave_out(folder, BUNDLE, &content)?;
    let mut pictures = embeds::pictures(folder, base, &mut bundle)?;
    let icon = HashedFile::copy_of(folder, ICON)?;
    pictures.extend(icon.data_url().map(|data| (format!("{base}{ICON}"), data)));
    let packed = HashedFile::of(folder, "content.bin", bundle.pack())?;
    let template = with_whole_hashes(folder, read_text(folder, "index.html")?)?;
    let started = with_starter(folder, base, &template, &packed, &icon)?;

    // Lives as long as the process, as `Site` explains.
    let site = Site {
        bundle: Box::leak(Box::new(bundle)),
        base: Box::leak(base.to_owned().into_boxed_str()),
    };
    let mut routes = site.routes();
    routes.extend([Route::Offline, Route::NotFound]);
    let previews = social::write(folder, site)?;
    let images = images::write(folder, site, None)?;
    sitemap::write(folder, site)?;
    write(folder, schema::PATH, schema::text())?;
    let documents: Vec<String> = routes
        .iter()
        .map(|route| {
            let mut head = head(site, *route, &previews);
            if matches!(route, Route::NotFound) {
                head.push_str(&hosting::policy_element(&started.template)?);
            }
            document(site, *route, &started.template, &head, &pictures)
        })
        .collect::<Result<_, _>>()?;
    // Everything that is served is in the pages, or named there by its hash.
    let build = fingerprint(documents.iter().map(String::as_bytes));
    let worker = if options.service_worker { "on" } else { "off" };
    let archived = embeds::archived_hash(folder, BUNDLE, &content);
    let mut html = format!("<html data-build=\"{build}\" data-service-worker=\"{worker}\"");
    if let Some(hash) = &archived {
        // For references, which name the address at which this revision stays.
        let revision = encode_double_quoted_attribute(&*site.bundle.revision);
        html.push_str(&format!(" data-archived=\"{hash} {revision}\""));
    }
    for (route, document) in routes.iter().zip(&documents) {
        let path = match route {
            Route::NotFound => route.path(),
            _ => format!("{}index.html", route.path()),
        };
        write(folder, &path, document.replacen("<html", &html, 1))?;
    }
    for (path, route) in site.former_paths() {
        let place = routes.iter().position(|other| *other == route);
        let place = place.expect("a former path leads to a page of the site");
        let document = documents[place].replacen("<html", &html, 1);
        write(folder, &format!("{path}index.html"), document)?;
    }
    let common = embeds::Common {
        bundle: BUNDLE,
        content: &packed.name,
        reader: &started.parts[..2],
        icon: &icon,
        pictures: &pictures,
    };
    embeds::write_all(folder, site, &common)?;
    oembed::write_all(folder, site, &previews, &images)?;
    let common = share::Common {
        template: &started.template,
        archived: archived.as_ref(),
        pictures: &pictures,
        images: &images,
    };
    share::write_all(folder, site, &common)?;
    let worker = if options.service_worker {
        let assets = |paths: &[String]| -> Result<Vec<Asset>, PublishError> {
            let asset = |path: &String| Asset::read(folder, path);
            paths.iter().map(asset).collect()
        };
        let (further, parts) = (assets(&started.further)?, assets(&started.parts)?);
        let assets = assets(&started.assets)?;
        let template = read_text(folder, service_worker::PATH)?;
        service_worker::text(&template, &build, &assets, &further, &parts)
    } else {
        read_text(folder, service_worker::OFF)?
    };
    write(folder, service_worker::PATH, worker)?;
    remove(folder, service_worker::OFF)?;
    Ok(Written {
        pages: routes.len(),
        left_out,
    })
}
