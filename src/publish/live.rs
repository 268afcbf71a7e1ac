//! The site of a bundle that is being edited: what a request needs, made when it is asked for.
//!
//! Each time the bundle is saved, the app and the content are put into a folder of their own, as
//! for publishing. A page is rendered when somebody opens it. What takes long, pictures and all
//! that needs to know how large they are, is drawn once somebody asks for one of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::TempDir;

use super::check::publishable;
use super::embeds::{self, Frame};
use super::folder::{read_bundle, write};
use super::hosting::Rules;
use super::images;
use super::pages::{Prepared, file_of, former_tag};
use super::social::SocialImages;
use super::stage::{Content, stage_latest};
use super::{App, PublishError, Work, oembed, share};
use crate::site::{EMBEDS, Exhibit, Route, Site};

/// What pages say of their build, which no service worker looks at.
const BUILD: &str = "preview";
/// The folders of what needs pictures.
const DRAWN: [&str; 3] = ["images/", "oembed/", "share/"];

/// A bundle that is being edited.
pub struct Live {
    app: App,
    /// Its file.
    pub bundle: PathBuf,
    base: String,
    /// Where the editions lie.
    folder: PathBuf,
}

/// The site of a bundle as it was saved once.
pub struct Edition {
    /// Its folder, which goes with it.
    folder: TempDir,
    prepared: Prepared,
    embeds: Frame,
    /// The files that are there already.
    made: Mutex<BTreeSet<String>>,
    /// Whether what needs pictures is. Drawing takes long, and nothing else waits for it.
    drawn: Mutex<bool>,
}

impl Live {
    /// The site of the bundle in a file, under the path `base`, and the folder in which it is made:
    /// that is removed when it goes out of scope.
    ///
    /// # Errors
    /// The system has no place for it.
    pub fn of(app: App, bundle: PathBuf, base: String) -> Result<(Live, TempDir), PublishError> {
        let made = tempfile::Builder::new()
            .prefix("civic-scorecard-")
            .tempdir();
        let folder = made.map_err(|cause| PublishError::File {
            path: std::env::temp_dir(),
            cause,
        })?;
        let live = Live {
            app,
            bundle,
            base,
            folder: folder.path().to_owned(),
        };
        Ok((live, folder))
    }

    /// The folder to watch: the bundle's.
    pub fn beside(&self) -> &Path {
        match self.bundle.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        }
    }

    /// The bundle as it is now, with the rules to serve it by.
    ///
    /// # Errors
    /// Everything that is wrong with the bundle, and errors of the disk.
    pub fn edition(&self) -> Result<(Edition, Rules), PublishError> {
        let text = read_bundle(&self.bundle)?;
        publishable(&self.bundle, &text)?;
        // It has no dot at its start, which no published file may have.
        let made = tempfile::Builder::new()
            .prefix("edition-")
            .tempdir_in(&self.folder);
        let place = made.map_err(|cause| PublishError::File {
            path: self.folder.clone(),
            cause,
        })?;
        let folder = place.path();
        let content = Content {
            bundle: &self.bundle,
            text: &text,
            old: None,
        };
        stage_latest(folder, &self.app, &content, &self.base)?;
        let prepared = Prepared::of(folder, &self.base)?;
        let embeds = embeds::prepare(folder, prepared.site, &prepared.embeds())?;
        prepared.write_worker(folder, BUILD, false)?;
        let edition = Edition {
            made: Mutex::default(),
            drawn: Mutex::default(),
            folder: place,
            prepared,
            embeds,
        };
        // The policies are made from one page of each kind.
        edition.page(Route::NotFound)?;
        let rules = Rules::of(edition.folder(), &self.base)?;
        Ok((edition, rules))
    }
}

impl Edition {
    /// Its folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Makes what is at a path below the site's root, if there is something and it is not there
    /// yet.
    ///
    /// # Errors
    /// It cannot be drawn or written.
    pub fn make(&self, path: &str) -> Result<(), PublishError> {
        if DRAWN.iter().any(|folder| path.starts_with(folder)) {
            let mut is_drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
            if !*is_drawn {
                self.draw()?;
                *is_drawn = true;
            }
            return Ok(());
        }
        let file = match path.is_empty() || path.ends_with('/') {
            true => format!("{path}index.html"),
            false if path.contains('.') => path.to_owned(),
            // Redirected to its folder, if that is there.
            false => format!("{path}/index.html"),
        };
        if !file.ends_with(".html") {
            return Ok(());
        }
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.contains(&file) {
            return Ok(());
        }
        let site = self.prepared.site;
        if let Some(name) = file.strip_prefix(EMBEDS) {
            let name = name.trim_end_matches("/index.html");
            let all = Exhibit::all(site);
            let embed = all
                .into_iter()
                .find(|embed| embed.names().any(|own| own == name));
            if let Some(embed) = embed {
                let pictures = &self.prepared.pictures;
                embeds::latest(self.folder(), site, &self.embeds, embed, pictures)?;
                made.insert(file);
            }
            return Ok(());
        }
        let routes = self.prepared.routes();
        let tag = self.prepared.root_tag(BUILD, false);
        if let Some(route) = routes.into_iter().find(|route| file_of(*route) == file) {
            self.page_at(&file, route, &tag)?;
        } else if let Some((path, route)) = former(site, &file) {
            self.page_at(&file, route, &former_tag(&tag, site.base, &path))?;
        } else {
            return Ok(());
        }
        made.insert(file);
        Ok(())
    }

    fn page(&self, route: Route) -> Result<(), PublishError> {
        let tag = self.prepared.root_tag(BUILD, false);
        self.page_at(&file_of(route), route, &tag)
    }

    fn page_at(&self, file: &str, route: Route, tag: &str) -> Result<(), PublishError> {
        let document = self.prepared.document(route, &SocialImages::default())?;
        write(self.folder(), file, document.replacen("<html", tag, 1))
    }

    fn draw(&self) -> Result<(), PublishError> {
        let site = self.prepared.site;
        let images = images::write(self.folder(), site, None, None, &Work::default())?;
        oembed::write_all(self.folder(), site, &SocialImages::default(), &images)?;
        share::write_all(self.folder(), site, &self.prepared.shares(&images))
    }
}

/// The former address whose file this is, with the route that has it.
fn former(site: Site, file: &str) -> Option<(String, Route)> {
    let mut former = site.former_paths().into_iter();
    former.find(|(path, _)| file.strip_suffix("index.html") == Some(path))
}
