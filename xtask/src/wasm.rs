//! The compiler and standard library for the WebAssembly.
//!
//! Normally rustup adds the target's standard library to the toolchain. Where rustup cannot
//! download, Debian's compiler and the source of *its* standard library are the fallback: cargo
//! then builds that library itself.
//!
//! Either way a release build compiles std from source if that is available, with small panics
//! and `Debug`: that saves a tenth of the download.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::{paths, system};

/// The one target.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's compiler, its std in source, and its linker's parts.
const DEBIAN: &[&str] = &["rustc-web", "rust-web-src", "rust-web-llvm"];
/// Debian's clippy. Its version must be the compiler's, so both are asked for together.
pub const DEBIAN_CLIPPY: &[&str] = &[
    "rust-web-clippy",
    "rustc-web",
    "rust-web-src",
    "rust-web-llvm",
];

/// Adds to `.cargo/config.toml`'s flags in release builds.
const SMALL: &str =
    "-Zlocation-detail=none -Zfmt-debug=none -Zunstable-options -Cpanic=immediate-abort";

/// How long a failed download is remembered before it is tried again.
const REMEMBER: Duration = Duration::from_secs(7 * 24 * 3600);

/// Where the standard library for wasm32 comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Std {
    /// rustup's; `source` says whether its source is available too.
    Rustup {
        /// Whether std can be built for size.
        source: bool,
    },
    /// Built from Debian's source by Debian's compiler, linked by this linker.
    Debian {
        /// `rust-lld`, which Debian's packages lack.
        linker: PathBuf,
    },
}

/// What a build is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Fast to build.
    Dev,
    /// Small to download.
    Release,
}

/// Finds the standard library for wasm32, and adds it if possible.
pub fn ensure(shell: &Shell) -> Result<Std> {
    let sysroot = PathBuf::from(
        cmd!(shell, "rustc --print sysroot")
            .quiet()
            .read()
            .context("no rustc: please install Rust from https://rustup.rs")?,
    );
    let wanted = std::env::var("CIVIC_SCORECARD_WASM").unwrap_or_default();
    let (rustup, debian) = match wanted.as_str() {
        "" | "auto" => (true, true),
        "rustup" => (true, false),
        "debian" => (false, true),
        other => bail!("CIVIC_SCORECARD_WASM is `{other}`: use auto, rustup or debian"),
    };
    if rustup {
        let std = sysroot.join("lib/rustlib").join(TARGET).join("lib");
        if rustup_has(shell, &sysroot, &std, "target", TARGET)? {
            let source = sysroot.join("lib/rustlib/src/rust/library/Cargo.lock");
            let source = rustup_has(shell, &sysroot, &source, "component", "rust-src")?;
            return Ok(Std::Rustup { source });
        }
    }
    if debian && cfg!(target_os = "linux") {
        return from_debian(shell, &sysroot);
    }
    bail!("the toolchain has no std for {TARGET}: please run `rustup target add {TARGET}`")
}

/// Whether a part of the toolchain is installed, after asking rustup for it if it is not.
/// Checks again then, because rustup trusts its own records.
fn rustup_has(shell: &Shell, sysroot: &Path, part: &Path, kind: &str, name: &str) -> Result<bool> {
    Ok(part.exists() || (rustup_adds(shell, sysroot, kind, name)? && part.exists()))
}

/// Asks rustup to add something, unless that failed recently for this toolchain.
fn rustup_adds(shell: &Shell, sysroot: &Path, kind: &str, name: &str) -> Result<bool> {
    let cache = paths::cache()?;
    let note = cache.join(format!("rustup-cannot-add-{name}"));
    let toolchain = sysroot.display().to_string();
    if is_fresh(&note, &toolchain) {
        return Ok(false);
    }
    if system::program("rustup").is_none() {
        return Ok(false);
    }
    let why = match kind {
        "target" => "the standard library for WebAssembly",
        _ => "the source of std, to build it for size",
    };
    println!("adding {name} to the Rust toolchain ({why})");
    let added = cmd!(shell, "rustup {kind} add {name}")
        .quiet()
        .env("RUSTUP_MAX_RETRIES", "0")
        .env_remove("RUST_BACKTRACE")
        .run()
        .is_ok();
    if added {
        fs::remove_file(&note).ok();
    } else {
        println!("rustup cannot add {name}; going on without, trying again in a week");
        fs::create_dir_all(&cache)?;
        fs::write(&note, &toolchain).with_context(|| format!("cannot write {}", note.display()))?;
    }
    Ok(added)
}

/// Whether the note is about this toolchain and recent.
fn is_fresh(note: &Path, toolchain: &str) -> bool {
    let written = fs::metadata(note).and_then(|data| data.modified());
    let age = written
        .ok()
        .and_then(|time| SystemTime::now().duration_since(time).ok());
    age.is_some_and(|age| age < REMEMBER)
        && fs::read_to_string(note).is_ok_and(|text| text == toolchain)
}

fn from_debian(shell: &Shell, sysroot: &Path) -> Result<Std> {
    if !DEBIAN.iter().all(|name| system::apt_has(name)) {
        let why = format!(
            "rustup cannot add {TARGET}, and the other way to build for it needs Debian's compiler and the source of its std"
        );
        system::apt_install(
            shell,
            DEBIAN,
            &why,
            &format!("make `rustup target add {TARGET}` work"),
        )?;
    }
    let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let linker = sysroot.join("lib/rustlib").join(host).join("bin/rust-lld");
    if !linker.exists() {
        bail!("no linker for WebAssembly: {} is missing", linker.display());
    }
    Ok(Std::Debian { linker })
}

/// Debian's `clippy-driver`, when it is installed.
pub fn debian_clippy() -> Option<PathBuf> {
    system::apt_has("rust-web-clippy").then(|| PathBuf::from("/usr/bin/clippy-driver"))
}

impl Std {
    /// Whether the fallback is in use.
    pub fn is_debian(&self) -> bool {
        matches!(self, Std::Debian { .. })
    }

    /// One line for people.
    pub fn describe(&self) -> &'static str {
        match self {
            Std::Rustup { source: true } => "std from rustup, built for size in release",
            Std::Rustup { source: false } => "std from rustup, as it comes (no rust-src)",
            Std::Debian { .. } => "std built from Debian's rustc-web and rust-web-src",
        }
    }

    /// The variables that a cargo command for wasm32 needs, and only such a command: with them
    /// a native build would start from scratch.
    pub fn env(&self, profile: Profile) -> Vec<(&'static str, String)> {
        let mut env = Vec::new();
        if let Std::Debian { linker } = self {
            env.push(("RUSTC", "/usr/bin/rustc".into()));
            env.push(("RUSTDOC", "/usr/bin/rustdoc".into()));
            env.push((
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER",
                linker.display().to_string(),
            ));
        }
        let small = match (self, profile) {
            (Std::Rustup { source }, Profile::Release) => *source,
            (Std::Debian { .. }, Profile::Release) => true,
            (_, Profile::Dev) => false,
        };
        if small || matches!(self, Std::Debian { .. }) {
            env.push(("RUSTC_BOOTSTRAP", "1".into()));
            env.push(("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()));
        }
        if small {
            env.push((
                "CARGO_UNSTABLE_BUILD_STD_FEATURES",
                "optimize_for_size".into(),
            ));
            // Cargo appends these to the flags in .cargo/config.toml.
            env.push((
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                SMALL.into(),
            ));
        }
        env
    }

    /// A folder whose `cargo` sets those variables for wasm32 builds alone, to
    /// be put first on `PATH` for trunk; `None` when there is nothing to set.
    ///
    /// Trunk calls cargo for the WebAssembly, and its hooks call cargo for
    /// native programs; both inherit one environment, and cargo has no setting
    /// that gives one target another compiler.
    pub fn cargo_shim(&self, profile: Profile) -> Result<Option<PathBuf>> {
        let env = self.env(profile);
        if env.is_empty() || cfg!(windows) {
            return Ok(None);
        }
        let text = shim(&paths::cargo(), &env);
        let name = match profile {
            Profile::Dev => "dev",
            Profile::Release => "release",
        };
        let dir = paths::target().join("xtask").join(format!("cargo-{name}"));
        write_program(&dir, "cargo", &text)?;
        Ok(Some(dir))
    }
}

/// Writes an executable script, unless it exists already.
pub fn write_program(dir: &Path, name: &str, text: &str) -> Result<()> {
    let file = dir.join(name);
    if fs::read_to_string(&file).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::create_dir_all(dir).with_context(|| format!("cannot create {}", dir.display()))?;
    // Renamed into place, because another process may be running the old one.
    let part = dir.join(format!("{name}.{}", std::process::id()));
    fs::write(&part, text).with_context(|| format!("cannot write {}", part.display()))?;
    make_executable(&part)?;
    fs::rename(&part, &file).with_context(|| format!("cannot write {}", file.display()))
}

fn shim(cargo: &Path, env: &[(&str, String)]) -> String {
    let exports: String = env
        .iter()
        .map(|(name, value)| format!("    export {name}={}\n", quoted(value)))
        .collect();
    format!(
        "#!/bin/sh\n# Written by xtask (see xtask/src/wasm.rs).\ncase \" $* \" in\n  *{TARGET}*)\n\
         {exports}    ;;\nesac\nexec {} \"$@\"\n",
        quoted(&cargo.display().to_string())
    )
}

/// A word quoted for a shell, whatever it contains.
pub fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}

#[cfg(unix)]
fn make_executable(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
        .with_context(|| format!("cannot make {} executable", path.display()))
}

#[cfg(not(unix))]
fn make_executable(_path: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn debian() -> Std {
        Std::Debian {
            linker: "/opt/rust-lld".into(),
        }
    }

    #[test]
    fn rustup_needs_no_variables_in_development() {
        assert!(Std::Rustup { source: true }.env(Profile::Dev).is_empty());
        assert!(
            Std::Rustup { source: false }
                .env(Profile::Release)
                .is_empty()
        );
    }

    #[test]
    fn only_release_builds_are_made_small() {
        let small = |std: &Std, profile| {
            std.env(profile)
                .iter()
                .any(|(_, value)| value == "optimize_for_size")
        };
        assert!(small(&debian(), Profile::Release));
        assert!(!small(&debian(), Profile::Dev));
        assert!(small(&Std::Rustup { source: true }, Profile::Release));
    }

    #[cfg(unix)]
    #[test]
    fn the_shim_sets_variables_for_wasm_alone() {
        let dir = tempfile::tempdir().unwrap();
        let real = dir.path().join("it's cargo");
        fs::write(&real, "#!/bin/sh\necho \"$RUSTC_WANTED|$1\"\n").unwrap();
        make_executable(&real).unwrap();
        let file = dir.path().join("cargo");
        fs::write(&file, shim(&real, &[("RUSTC_WANTED", "a b".into())])).unwrap();
        make_executable(&file).unwrap();
        let shell = Shell::new().unwrap();
        let wasm = cmd!(shell, "{file} build --target=wasm32-unknown-unknown")
            .read()
            .unwrap();
        assert_eq!(wasm, "a b|build");
        let native = cmd!(shell, "{file} build").read().unwrap();
        assert_eq!(native, "|build");
    }

    #[test]
    fn a_note_is_about_one_toolchain() {
        let dir = tempfile::tempdir().unwrap();
        let note = dir.path().join("note");
        assert!(!is_fresh(&note, "stable"));
        fs::write(&note, "stable").unwrap();
        assert!(is_fresh(&note, "stable"));
        assert!(!is_fresh(&note, "beta"));
    }
}
