//! Files that are saved while a preview runs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{EventKind, RecursiveMode, Watcher};

/// A program that saves a file writes more than once; this long after the last write it is
/// done.
const SAVED_AFTER: Duration = Duration::from_millis(60);

/// Passes each file that is saved in a folder to `take`, as long as what is returned lives.
/// The folder is watched, not a file in it: programs that save write a new file in the old one's
/// place.
///
/// # Errors
/// The system cannot watch the folder.
pub fn watched(
    folder: &Path,
    take: impl Fn(&Path) + Send + 'static,
) -> notify::Result<notify::RecommendedWatcher> {
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender)?;
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    std::thread::spawn(move || follow(&events, take));
    Ok(watcher)
}

/// Passes on what is saved, until the watcher is gone.
fn follow(events: &Receiver<notify::Result<notify::Event>>, take: impl Fn(&Path)) {
    let mut saved: BTreeSet<PathBuf> = BTreeSet::new();
    // Counted from the last change: reading causes events too, and pages may keep reading.
    let mut settled = Instant::now();
    loop {
        let wait = settled.saturating_duration_since(Instant::now());
        let event = if saved.is_empty() {
            events.recv().map_err(RecvTimeoutError::from)
        } else if wait.is_zero() {
            Err(RecvTimeoutError::Timeout)
        } else {
            events.recv_timeout(wait)
        };
        match event {
            Ok(Ok(event)) if !matches!(event.kind, EventKind::Access(_)) => {
                saved.extend(event.paths);
                settled = Instant::now() + SAVED_AFTER;
            }
            Ok(Ok(_)) => {}
            Ok(Err(error)) => eprintln!("cannot watch the bundle: {error}"),
            Err(RecvTimeoutError::Timeout) => {
                for path in std::mem::take(&mut saved) {
                    take(&path);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
