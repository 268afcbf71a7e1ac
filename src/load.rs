//! How loading the content can fail.

use crate::bundle::BundleError;

/// Why there is no bundle to show.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LoadError {
    /// No answer came back.
    #[error("no answer from the server (the browser says it is {})", if *.online { "online" } else { "offline" })]
    Unreachable {
        /// Whether the browser believes that it has a network.
        online: bool,
    },
    /// The response was interrupted.
    #[error("the answer broke off")]
    Interrupted,
    /// The server answered with an error.
    #[error("the server answered with HTTP status {0}")]
    Status(u16),
    /// The part of the program that reads bundles, or that builds pages of them, did not load.
    #[error("the part of this program that shows newer content did not load")]
    NoProgram,
    /// The response is not a bundle that this program can show.
    #[error("{details}")]
    Refused {
        /// The kind of its mistake.
        why: Refusal,
        /// What is wrong, for the publisher.
        details: String,
    },
}

/// Why a file is not shown as a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not JSON, or was cut short.
    Damaged = 1,
    /// It is written for a later version of this program.
    Newer = 2,
    /// It is not UTF-8, is too large, or breaks rules of the schema.
    Broken = 3,
}

impl LoadError {
    /// Whether the same request may succeed when repeated.
    pub fn may_pass(&self) -> bool {
        match self {
            LoadError::Unreachable { .. } | LoadError::Interrupted | LoadError::NoProgram => true,
            LoadError::Status(status) => *status >= 500 || matches!(*status, 404 | 408 | 429),
            // A file that was cut short, or is just being uploaded.
            LoadError::Refused { why, .. } => *why == Refusal::Damaged,
        }
    }
}

impl From<BundleError> for LoadError {
    fn from(error: BundleError) -> Self {
        LoadError::Refused {
            why: match error {
                BundleError::NotJson { .. } => Refusal::Damaged,
                BundleError::NewerSchema { .. } => Refusal::Newer,
                BundleError::TooLarge { .. }
                | BundleError::NotUtf8 { .. }
                | BundleError::TooDeep { .. }
                | BundleError::TooManyValues { .. }
                | BundleError::Invalid(_) => Refusal::Broken,
            },
            details: error.to_string(),
        }
    }
}
