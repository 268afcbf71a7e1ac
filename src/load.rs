//! Why the content could not be loaded.

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
    /// The answer broke off.
    #[error("the answer broke off")]
    Interrupted,
    /// The server answered with an error.
    #[error("the server answered with HTTP status {0}")]
    Status(u16),
    /// The answer is no bundle that this program can show.
    #[error(transparent)]
    Bundle(#[from] BundleError),
}

impl LoadError {
    /// Whether the same request may succeed if made again.
    pub fn may_pass(&self) -> bool {
        match self {
            LoadError::Unreachable { .. } | LoadError::Interrupted => true,
            LoadError::Status(status) => *status >= 500 || matches!(*status, 404 | 408 | 429),
            LoadError::Bundle(error) => match error {
                // A file that was cut short, or is just being uploaded.
                BundleError::NotJson { .. } => true,
                BundleError::TooLarge { .. }
                | BundleError::TooDeep { .. }
                | BundleError::TooManyValues { .. }
                | BundleError::NewerSchema { .. }
                | BundleError::Invalid(_) => false,
            },
        }
    }
}
