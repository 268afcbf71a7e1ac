//! What a run of the publisher has besides its input: what earlier runs made, and how it tells
//! how far it is.
//!
//! Pictures and compressed copies take nearly all of the time and follow from their input alone.
//! They are kept in one file, under the hashes of what they are made from: it is read when a run
//! begins and written when it has ended, with what this run used, so that it does not grow. A
//! file that is damaged or from another version counts as empty.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::PublishError;
use super::folder::{create_above, read_whole, write_at_once};

/// The first bytes of the file: another version of this program may make other pictures.
const MARK: &str = concat!("civic-scorecard ", env!("CARGO_PKG_VERSION"), " made 3\n");
/// A run that takes less than this says nothing.
const PATIENCE: Duration = Duration::from_secs(2);
/// The least time between two lines.
const PAUSE: Duration = Duration::from_secs(1);

/// The most things of one kind that are quickly made and kept all the same: more of them would fill
/// the memory.
const MANY: usize = 10_000;

/// The hash of what something is made from.
type Key = [u8; 32];

/// What was made, and how far a run is.
#[derive(Default)]
pub struct Work {
    /// Where the file is; without one, nothing is kept.
    file: Option<PathBuf>,
    /// What earlier runs made.
    known: HashMap<Key, Vec<u8>>,
    made: Mutex<Made>,
    /// Whether time counts more than a tenth of the bytes of pages.
    pub is_quick: bool,
    progress: Mutex<Option<Progress>>,
}

/// What this run used.
#[derive(Default)]
struct Made {
    /// What it made itself.
    new: HashMap<Key, Vec<u8>>,
    /// What it took from earlier runs.
    used: HashSet<Key>,
}

/// How far a run is.
struct Progress {
    started: Instant,
    said: Instant,
    what: &'static str,
    done: usize,
    all: usize,
}

impl Work {
    /// Work that knows what earlier runs left in `file`, and says on standard error how far it is
    /// once it takes long.
    pub fn with(file: Option<PathBuf>) -> Self {
        let known = file.as_deref().map(known).unwrap_or_default();
        let now = Instant::now();
        Work {
            file,
            known,
            made: Mutex::default(),
            is_quick: false,
            progress: Mutex::new(Some(Progress {
                started: now,
                said: now,
                what: "",
                done: 0,
                all: 0,
            })),
        }
    }

    /// The work for the site in a folder, with what earlier runs for it made.
    pub fn for_site(out: &Path) -> Self {
        // The same folder by another name is another site, which only takes longer.
        let path = std::path::absolute(out);
        Self::with(kept_for(path.as_deref().unwrap_or(out)))
    }

    /// What `make` makes of `input`, or what this run or an earlier one made of it. `kind` says which
    /// of the things that can be made from it is meant, with all settings.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn made<E>(
        &self,
        kind: &str,
        input: &[u8],
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        if self.file.is_none() {
            return make();
        }
        let mut hash = Sha256::new();
        hash.update((kind.len() as u64).to_le_bytes());
        hash.update(kind);
        hash.update(input);
        let key: Key = hash.finalize().into();
        let lock = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = self.known.get(&key) {
            lock().used.insert(key);
            return Ok(known.clone());
        }
        // A revision that was just archived looks like the latest.
        if let Some(made) = lock().new.get(&key) {
            return Ok(made.clone());
        }
        let made = make()?;
        lock().new.insert(key, made.clone());
        Ok(made)
    }

    /// The same for what follows from this program, too: another one may make something else.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn made_by_program<E>(
        &self,
        kind: &str,
        input: &[u8],
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        match program().filter(|_| self.file.is_some()) {
            Some(program) => self.made(kind, &[program, input].concat(), make),
            None => make(),
        }
    }

    /// Whether so many things that are quickly made are worth keeping.
    pub fn keeps(&self, things: usize) -> bool {
        self.file.is_some() && things <= MANY
    }

    /// Begins a part of the work with so many things to do.
    pub fn begin(&self, what: &'static str, all: usize) {
        if let Some(progress) = &mut *self.progress() {
            (progress.what, progress.done, progress.all) = (what, 0, all);
        }
    }

    /// One of them is done.
    pub fn step(&self) {
        let mut progress = self.progress();
        let Some(progress) = &mut *progress else {
            return;
        };
        progress.done += 1;
        let now = Instant::now();
        if now - progress.started > PATIENCE && now - progress.said > PAUSE {
            progress.said = now;
            let Progress {
                what, done, all, ..
            } = progress;
            eprintln!("{what}: {done} of {all}");
        }
    }

    fn progress(&self) -> std::sync::MutexGuard<'_, Option<Progress>> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps what this run used for the next one.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn keep(self) -> Result<(), PublishError> {
        let Made { new, used } = self
            .made
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let Some(file) = self.file else {
            return Ok(());
        };
        if new.is_empty() && used.len() == self.known.len() {
            return Ok(());
        }
        let mut entries: Vec<(&Key, &Vec<u8>)> = new.iter().collect();
        entries.extend(self.known.iter().filter(|(key, _)| used.contains(*key)));
        let mut bytes = MARK.as_bytes().to_vec();
        for (key, made) in entries {
            bytes.extend_from_slice(key);
            bytes.extend_from_slice(&(made.len() as u64).to_le_bytes());
            bytes.extend_from_slice(made);
        }
        let digest = Sha256::digest(&bytes);
        bytes.extend_from_slice(&digest);
        create_above(&file)?;
        write_at_once(&file, &bytes)
    }
}

/// The hash of the program that runs, if its file can be read.
fn program() -> Option<&'static [u8]> {
    static PROGRAM: LazyLock<Option<Key>> = LazyLock::new(|| {
        let file = std::env::current_exe().ok()?;
        Some(Sha256::digest(read_whole(&file).ok()?).into())
    });
    PROGRAM.as_ref().map(|hash| &hash[..])
}

/// What a file holds; nothing if it is not whole.
fn known(file: &Path) -> HashMap<Key, Vec<u8>> {
    let parse = || {
        let bytes = read_whole(file).ok()?;
        let (bytes, digest) = bytes.split_last_chunk::<32>()?;
        if Sha256::digest(bytes)[..] != digest[..] {
            return None;
        }
        let mut rest = bytes.strip_prefix(MARK.as_bytes())?;
        let mut known = HashMap::new();
        while !rest.is_empty() {
            let (key, after) = rest.split_first_chunk::<32>()?;
            let (length, after) = after.split_first_chunk::<8>()?;
            let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
            let (made, after) = after.split_at_checked(length)?;
            known.insert(*key, made.to_vec());
            rest = after;
        }
        Some(known)
    };
    parse().unwrap_or_default()
}

/// Where the work for the site in `out` is kept: in the user's folder for what can be made again.
/// None where the system names no such folder.
fn kept_for(out: &Path) -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let caches = match (variable("XDG_CACHE_HOME"), variable("LOCALAPPDATA")) {
        (Some(folder), _) | (None, Some(folder)) => PathBuf::from(folder),
        (None, None) => Path::new(&variable("HOME")?).join(".cache"),
    };
    let digest = Sha256::digest(out.to_string_lossy().as_bytes());
    let name: String = digest[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Some(caches.join("civic-scorecard").join(format!("made-{name}")))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn made(work: &Work, input: &str) -> (Vec<u8>, bool) {
        let mut is_new = false;
        let made = work.made("upper", input.as_bytes(), || {
            is_new = true;
            Ok::<_, ()>(input.to_uppercase().into_bytes())
        });
        (made.expect("made"), is_new)
    }

    #[test]
    fn what_one_run_made_the_next_one_takes_and_what_no_run_uses_is_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("deep/made");
        let run = |inputs: &[&str]| {
            let work = Work::with(Some(file.clone()));
            let all = inputs.iter().map(|input| made(&work, input));
            let new = all.filter(|(_, is_new)| *is_new).count();
            work.keep().expect("kept");
            new
        };
        assert_eq!(run(&["a", "b"]), 2);
        assert_eq!(run(&["a", "b", "c"]), 1);
        assert_eq!(run(&["a", "c"]), 0);
        assert_eq!(run(&["a", "b", "c"]), 1, "b was forgotten");
        let work = Work::with(Some(file.clone()));
        assert_eq!(made(&work, "b"), (b"B".to_vec(), false));
        assert!(
            made(&work, "d").1 && !made(&work, "d").1,
            "the same run knows it too"
        );
        // Of another kind, it is something else.
        let other = work.made("lower", b"b", || Ok::<_, ()>(b"b".to_vec()));
        assert_eq!(other.expect("made"), b"b");
    }

    #[test]
    fn a_damaged_file_is_as_good_as_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("made");
        let work = Work::with(Some(file.clone()));
        made(&work, "a");
        work.keep().expect("kept");
        let whole = fs::read(&file).expect("a file");
        for end in [0, 1, MARK.len(), whole.len() - 1] {
            fs::write(&file, &whole[..end]).expect("cut");
            assert!(known(&file).is_empty(), "{end}");
        }
        for at in [0, MARK.len(), MARK.len() + 33, whole.len() - 33] {
            let mut other = whole.clone();
            other[at] ^= 1;
            fs::write(&file, other).expect("changed");
            assert!(known(&file).is_empty(), "{at}");
        }
        fs::write(&file, &whole).expect("whole");
        assert_eq!(known(&file).len(), 1);
    }

    #[test]
    fn without_a_file_nothing_is_kept() {
        let work = Work::default();
        assert!(made(&work, "a").1 && made(&work, "a").1);
        work.keep().expect("nothing to keep");
    }
}
