//! Native only: what the publisher's command does.

mod addresses;
mod app;
pub mod check;
pub mod command;
pub mod compress;
mod document;
pub mod embeds;
mod excerpt;
mod files;
mod folder;
mod head;
pub mod hosting;
pub mod images;
mod leftover;
mod live;
mod manifest;
pub mod migrate;
pub mod new;
mod oembed;
mod pages;
pub mod preview;
pub mod publication;
pub mod reference;
pub mod renew;
pub mod schema;
pub mod service_worker;
mod share;
mod sitemap;
mod social;
mod stage;
mod starter;
mod structured_data;
pub mod swap;
#[cfg(test)]
mod tests;
pub mod verify;
mod work;

use std::path::PathBuf;

use crate::bundle::{BundleError, is_file_path};

pub use app::App;
pub use folder::is_folder;
pub use live::Live;
pub use pages::{Options, Written, complete, pages};
pub use work::Work;

/// Why a site could not be published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// A file could not be read or written.
    #[error("{}: {cause}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's error.
        cause: std::io::Error,
    },
    /// A published file cannot have this name.
    #[error(
        "{path:?}: no published file can have this name; it stands in addresses and in the \
         rules of hosts, so it has letters from A to Z, digits, \".\", \"_\" and \"-\" alone \
         and does not begin with \".\": rename or remove it"
    )]
    Name {
        /// Its path from the published folder.
        path: String,
    },
    /// There is something else in the place of a file, or on the way to it.
    #[error(
        "{path:?}: is a link, or neither a file nor a folder; put the file itself in its place"
    )]
    Foreign {
        /// Where it is.
        path: PathBuf,
    },
    /// The bundle has mistakes.
    #[error("{}: {cause}", .path.display())]
    Bundle {
        /// The bundle's file.
        path: PathBuf,
        /// The mistakes.
        cause: BundleError,
    },
    /// The bundle that is to be published, or shown, has mistakes.
    #[error("{report}")]
    Refused {
        /// Each with its line, as `scorecard check` shows them, without colours.
        report: String,
    },
    /// An archived revision does not have the hash in its name.
    #[error(
        "{}: its hash is {found}, not the one in its name; a kept revision stays as it was \
         published, so keep another with `scorecard keep`", .path.display()
    )]
    Archived {
        /// The file.
        path: PathBuf,
        /// The hash of its content.
        found: String,
    },
    /// This program does not have the app's files.
    #[error(
        "this program was compiled without the files of the app: name the folder in which \
         `cargo xtask build` leaves them (--app target/unpublished), or take a released program"
    )]
    NoApp,
    /// A folder does not hold the app's files.
    #[error(
        "{}: {missing} is missing, so these are not the files of the app; `cargo xtask build` \
         leaves them in target/unpublished", .folder.display()
    )]
    NotAnApp {
        /// The folder.
        folder: PathBuf,
        /// The first file that is missing.
        missing: &'static str,
    },
    /// A picture that a bundle names is not there.
    #[error(
        "{}: the picture \"/{name}\" is not in {}; put it there, or correct its name, in which \
         capitals count", .bundle.display(), .looked.display()
    )]
    NoPicture {
        /// The bundle that names it.
        bundle: PathBuf,
        /// Its path below the site's root.
        name: String,
        /// The folder that it should be in.
        looked: PathBuf,
    },
    /// Another run writes the same folder.
    #[error("{}: another run publishes here; wait until it is done", .0.display())]
    Busy(PathBuf),
    /// The folder has something else in it.
    #[error(
        "{}: {found} was not written by `scorecard publish`, which replaces the whole folder; \
         name another folder, or move this away", .folder.display()
    )]
    Occupied {
        /// The folder.
        folder: PathBuf,
        /// What is in it.
        found: String,
    },
    /// A folder cannot be replaced as a whole.
    #[error(
        "{}: {why}, so it cannot be replaced as a whole; name a folder that is not a link, such \
         as site", .folder.display()
    )]
    NotReplaceable {
        /// What was named.
        folder: PathBuf,
        /// Why not.
        why: &'static str,
    },
    /// The site cannot be served under this path.
    #[error(
        "--base {0:?} (with trunk, the public URL) is not a path of letters, digits, \".\", \
         \"_\", \"-\" and \"~\" that starts and ends with a slash, such as /scorecard/"
    )]
    PublicUrl(String),
    /// A picture could not be drawn.
    #[error("the picture {path} could not be made: {cause}")]
    Picture {
        /// Its path below the base.
        path: String,
        /// What is wrong with it.
        cause: crate::drawing::DrawError,
    },
    /// Two pictures would have one address.
    #[error("two pictures would be {0}; give one of the things that they show another id")]
    SamePicture(String),
    /// The HTML that trunk wrote is not what index.html and Trunk.toml should produce.
    #[error(
        "index.html has no element {0}; is it written by trunk from this project's index.html?"
    )]
    Template(&'static str),
    /// The HTML that trunk wrote could not be rewritten.
    #[error("index.html could not be rewritten: {0}")]
    Html(#[from] lol_html::errors::RewritingError),
    /// Pages of one kind have different inline scripts.
    #[error(
        "{}: its inline scripts are not those of {}; all pages of a kind need the same ones, \
         because one Content-Security-Policy allows them everywhere",
        .page.display(), .other.display()
    )]
    Scripts {
        /// The page that differs.
        page: PathBuf,
        /// A page that it differs from.
        other: PathBuf,
    },
    /// More than a host accepts.
    #[error("{what}: {is}, and {host} takes at most {most}")]
    Limit {
        /// What there is too much of.
        what: String,
        /// How much there is.
        is: usize,
        /// Which host sets the limit.
        host: &'static str,
        /// The limit.
        most: usize,
    },
}

/// Checks the path that a site will be served under: it is part of every address and of the
/// configuration of servers.
///
/// # Errors
/// [`PublishError::PublicUrl`] for anything but plain names between single slashes.
fn check_base(base: &str) -> Result<(), PublishError> {
    let inner = base
        .strip_prefix('/')
        .and_then(|rest| rest.strip_suffix('/'));
    // "~" is for the folders of a server's users.
    let is_plain = |inner: &str| is_file_path(&inner.replace('~', "-"));
    match base == "/" || inner.is_some_and(is_plain) {
        true => Ok(()),
        false => Err(PublishError::PublicUrl(base.to_owned())),
    }
}
