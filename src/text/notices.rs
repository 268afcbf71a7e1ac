//! What the site says about its content as a whole: that it could not be loaded, or may not be
//! the latest.

use crate::load::{LoadError, Refusal};
use crate::site::Outline;

use super::values::date;
use super::words;

/// A failure to load in words that help the reader.
pub fn failure(error: &LoadError) -> (&'static str, &'static str) {
    match error {
        LoadError::Unreachable { online: false } => (
            "You are offline",
            "The figures could not be loaded because your device has no connection. Check your connection and try again.",
        ),
        LoadError::Unreachable { online: true } | LoadError::Interrupted | LoadError::NoProgram => {
            (
                "We could not load the figures",
                "The connection dropped. Try again in a moment.",
            )
        }
        LoadError::Status(404) => (
            "The figures are missing",
            "The data file is missing. Try again later.",
        ),
        LoadError::Status(_) => (
            "The server has a problem",
            "The server could not send the figures. Try again in a moment.",
        ),
        LoadError::Refused {
            why: Refusal::Damaged,
            ..
        } => (
            "The figures arrived damaged",
            "The data file is incomplete or damaged, perhaps because it is being updated. Try again in a moment.",
        ),
        LoadError::Refused {
            why: Refusal::Newer,
            ..
        } => (
            "This page is out of date",
            "The figures are newer than this page can read. Reload the page to get its latest version.",
        ),
        LoadError::Refused {
            why: Refusal::Broken,
            ..
        } => (
            "There is an error in the data",
            "The data file failed its checks, so we are not showing it. The publisher must fix it.",
        ),
    }
}

/// Said when loading failed again.
pub fn tried(attempts: usize) -> String {
    format!("Tried {attempts} times so far.")
}

/// What replaced older content.
pub fn updated(outline: &Outline) -> String {
    format!(
        "You are now seeing revision {} ({}).",
        outline.revision,
        date(outline.published)
    )
}

/// Which content is shown, when there may be newer content.
pub fn as_built(outline: &Outline) -> String {
    format!(
        "This is revision {}, published {}.",
        outline.revision,
        date(outline.published)
    )
}

/// Title and sentence that explain why the content shown may not be the latest.
pub fn unchecked(error: &LoadError, outline: &Outline) -> (&'static str, String) {
    let title = match error {
        LoadError::Unreachable { online: false } => words::OFFLINE,
        LoadError::Refused {
            why: Refusal::Newer,
            ..
        } => "There are newer figures. Reload the page to see them.",
        LoadError::Refused {
            why: Refusal::Broken,
            ..
        } => "There are newer figures, but their file has an error the publisher must fix.",
        _ => words::UNCHECKED,
    };
    (title, as_built(outline))
}

/// For the publisher, in the browser's console, before a reason.
pub const NOT_SHOWN: &str = "bundle/en.json is not shown:";

/// The reason, where the file has an earlier date than the page's content.
pub fn older(published: &str) -> String {
    ["it is older than this page, of ", published].concat()
}
