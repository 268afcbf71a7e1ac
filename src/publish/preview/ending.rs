//! When a preview ends, so that what was made for it is removed.

use std::io;

/// Waits until somebody presses Ctrl-C, or where there are such signals, asks the process to end.
pub async fn asked_for() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
