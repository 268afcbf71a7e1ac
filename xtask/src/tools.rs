//! The build tools, each of one known version, in a per-user cache.
//!
//! A tool is installed into a temporary folder that is renamed when complete, so an interrupted
//! installation is never taken for a complete one. A lock file lets two clones be set up at the
//! same time.
//!
//! What the tools write is published, so their bytes are locked: those of npm and wasm-bindgen
//! by the checksums in `xtask/tools/`, trunk and cargo-deny by the lock files in their own
//! crates. No package runs a script when it is installed.

use std::fs::{self, File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::{paths, system};

const TRUNK: &str = "0.21.14";
const CARGO_DENY: &str = "0.20.2";

/// The folder of the repository with wasm-bindgen's programs and their lock file.
pub const WASM_BINDGEN: &str = "xtask/tools/wasm-bindgen";
/// The folder with the packages of npm and their lock file.
pub const NPM: &str = "xtask/tools/npm";

/// Variables that a build of our own may have set and that would change, slow
/// or break the build of a tool.
const FOREIGN: &[&str] = &[
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_UNSTABLE_BUILD_STD",
    "CARGO_UNSTABLE_BUILD_STD_FEATURES",
    "RUSTC",
    "RUSTC_BOOTSTRAP",
    "RUSTDOC",
    "RUSTFLAGS",
];

/// The folders that hold the tools' programs, to be put first on `PATH`.
pub struct Tools {
    /// Holds `trunk`.
    pub trunk: PathBuf,
    /// Holds `wasm-bindgen` and `wasm-bindgen-test-runner`.
    pub wasm_bindgen: PathBuf,
    /// Holds `wasm-opt` and `esbuild`.
    pub npm: PathBuf,
}

impl Tools {
    /// `PATH` with these tools first, and before them the folders `before`.
    pub fn path(&self, before: &[PathBuf]) -> Result<std::ffi::OsString> {
        let old = std::env::var_os("PATH").unwrap_or_default();
        let ours = [&self.trunk, &self.wasm_bindgen, &self.npm];
        let dirs = before
            .iter()
            .chain(ours)
            .cloned()
            .chain(std::env::split_paths(&old));
        std::env::join_paths(dirs).context("PATH cannot hold the name of the tools' folder")
    }
}

/// Installs the tools that are missing.
pub fn ensure(shell: &Shell) -> Result<Tools> {
    let cache = paths::cache()?;
    let tools = cache.join("tools");
    let root = paths::repository();
    let wasm_bindgen = wasm_bindgen_version(&root)?;
    // Named after the lock file: a tool that was installed without it, or with another, does
    // not count.
    let wasm_bindgen_name = format!(
        "wasm-bindgen-{wasm_bindgen}-{}",
        fingerprint(&root.join(WASM_BINDGEN).join("Cargo.lock"))?
    );
    let npm_name = format!(
        "npm-{}",
        fingerprint(&root.join(NPM).join("package-lock.json"))?
    );
    let ready = Tools {
        trunk: tools.join(format!("trunk-{TRUNK}/bin")),
        wasm_bindgen: tools.join(&wasm_bindgen_name).join("bin"),
        npm: tools.join(&npm_name).join("node_modules/.bin"),
    };
    let complete = || {
        [
            (&ready.trunk, "trunk"),
            (&ready.wasm_bindgen, "wasm-bindgen-test-runner"),
            (&ready.npm, "wasm-opt"),
            (&ready.npm, "esbuild"),
        ]
        .iter()
        .all(|(dir, name)| has_program(dir, name))
    };
    if complete() {
        return Ok(ready);
    }
    fs::create_dir_all(&tools).with_context(|| format!("cannot create {}", tools.display()))?;
    let _lock = lock(&cache.join("install.lock"))?;

    if !has_program(&ready.trunk, "trunk") {
        announce("trunk", TRUNK, "bundles the site", "5 to 10 minutes");
        install(&tools, &format!("trunk-{TRUNK}"), |root| {
            let version = format!("={TRUNK}");
            cargo_install(shell, &cache, root, &["trunk", "--version", &version])
        })?;
    }
    if !has_program(&ready.wasm_bindgen, "wasm-bindgen-test-runner") {
        announce(
            "wasm-bindgen-cli",
            &wasm_bindgen,
            "joins WebAssembly and JavaScript; its version is the one in Cargo.lock",
            "3 minutes",
        );
        install(&tools, &wasm_bindgen_name, |part| {
            let own = root.join(WASM_BINDGEN).display().to_string();
            cargo_install(shell, &cache, part, &["--path", &own])
        })?;
    }
    if !has_program(&ready.npm, "wasm-opt") || !has_program(&ready.npm, "esbuild") {
        println!(
            "installing binaryen and esbuild, about 10 seconds (wasm-opt makes WebAssembly \
             smaller, esbuild JavaScript)"
        );
        install(&tools, &npm_name, |part| {
            for name in ["package.json", "package-lock.json"] {
                let from = root.join(NPM).join(name);
                fs::copy(&from, part.join(name))
                    .with_context(|| format!("cannot copy {}", from.display()))?;
            }
            let _there = shell.push_dir(part);
            npm_ci(shell)
        })?;
    }
    // Kept while anything is missing, so that an interrupted installation continues where it
    // was.
    fs::remove_dir_all(cache.join("build")).ok();
    Ok(ready)
}

/// The program `cargo-deny`: the one on `PATH`, or ours, which is installed if needed. Only
/// `test` needs it.
pub fn cargo_deny(shell: &Shell) -> Result<PathBuf> {
    if let Some(program) = system::program("cargo-deny") {
        return Ok(program);
    }
    let cache = paths::cache()?;
    let tools = cache.join("tools");
    let name = format!("cargo-deny-{CARGO_DENY}");
    let bin = tools.join(&name).join("bin");
    if !has_program(&bin, "cargo-deny") {
        fs::create_dir_all(&tools).with_context(|| format!("cannot create {}", tools.display()))?;
        let _lock = lock(&cache.join("install.lock"))?;
        announce(
            "cargo-deny",
            CARGO_DENY,
            "checks licences, sources and known vulnerabilities of crates",
            "3 minutes",
        );
        install(&tools, &name, |root| {
            let version = format!("={CARGO_DENY}");
            cargo_install(shell, &cache, root, &["cargo-deny", "--version", &version])
        })?;
        fs::remove_dir_all(cache.join("build")).ok();
    }
    Ok(bin.join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX)))
}

fn has_program(dir: &Path, name: &str) -> bool {
    dir.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
        .exists()
        || dir.join(name).exists()
}

fn announce(name: &str, version: &str, why: &str, time: &str) {
    println!("installing {name} {version}, about {time} ({why})");
}

/// Runs `fill` on a temporary folder and renames that to `name` when it is complete.
pub fn install(tools: &Path, name: &str, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let start = Instant::now();
    let whole = tools.join(name);
    let part = tools.join(format!("{name}.part"));
    fs::remove_dir_all(&part).ok();
    fs::remove_dir_all(&whole).ok();
    fs::create_dir_all(&part).with_context(|| format!("cannot create {}", part.display()))?;
    fill(&part).with_context(|| format!("could not install {name}"))?;
    fs::rename(&part, &whole).with_context(|| format!("cannot create {}", whole.display()))?;
    println!("installed {name} in {} s", start.elapsed().as_secs());
    Ok(())
}

/// Runs `cargo install` for `what` (the arguments for a crate and its version), with exactly
/// the crates of its lock file.
fn cargo_install(shell: &Shell, cache: &Path, root: &Path, what: &[&str]) -> Result<()> {
    let cargo = paths::cargo();
    // In the cache's folder, so that this repository's .cargo/config.toml does not apply to
    // other people's crates. It does apply to our own crates, and has no settings for them.
    let _elsewhere = shell.push_dir(cache);
    let mut install = cmd!(shell, "{cargo} install --locked --root {root} {what...}")
        .quiet()
        .env("CARGO_TARGET_DIR", cache.join("build"))
        // These tools mostly wait for files and for the compiler: halving the installation time
        // matters more.
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    for name in FOREIGN {
        install = install.env_remove(name);
    }
    Ok(install.run()?)
}

/// Installs the npm packages of the lock file in the shell's folder: those bytes, and
/// without running any script of theirs.
///
/// # Errors
/// There is no npm, or a package is not what the lock file says.
pub fn npm_ci(shell: &Shell) -> Result<()> {
    if system::program("npm").is_none() {
        bail!("npm is missing: please install Node.js 20 or newer with npm, then run this again");
    }
    cmd!(
        shell,
        "npm ci --ignore-scripts --no-audit --no-fund --loglevel=error"
    )
    .quiet()
    .run()
    .context("`npm ci` failed")
}

/// The version of wasm-bindgen that the site is built with: the command-line
/// tool must be exactly the same.
fn wasm_bindgen_version(root: &Path) -> Result<String> {
    let version = |lock: PathBuf, package| {
        let text =
            fs::read_to_string(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
        locked_version(&text, package)
            .with_context(|| format!("{} names no {package}", lock.display()))
    };
    let library = version(root.join("Cargo.lock"), "wasm-bindgen")?;
    let program = version(
        root.join(WASM_BINDGEN).join("Cargo.lock"),
        "wasm-bindgen-cli",
    )?;
    if library != program {
        bail!(
            "Cargo.lock has wasm-bindgen {library} and {WASM_BINDGEN}/Cargo.lock has \
             wasm-bindgen-cli {program}, which must be the same: write ={library} into \
             {WASM_BINDGEN}/Cargo.toml and run `cargo update --workspace` there"
        );
    }
    Ok(library)
}

/// Distinguishes the contents of files, for names. The hash need not be cryptographic: what is
/// installed is checked against the lock file itself.
pub fn fingerprint(file: &Path) -> Result<String> {
    let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

/// The version of `package` in the text of a `Cargo.lock`.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(String::from)
}

/// Waits until no other process installs tools. The lock ends with the process.
pub fn lock(path: &Path) -> Result<File> {
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .with_context(|| format!("cannot open {}", path.display()))?;
    if file.try_lock().is_err() {
        println!("waiting: another process is installing tools");
        file.lock()
            .with_context(|| format!("cannot lock {}", path.display()))?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_of_exactly_that_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(locked_version(lock, "trunk"), None);
    }

    /// If only one of the two versions is changed, this fails before a build does.
    #[test]
    fn the_program_is_of_the_library_s_version() {
        let root = paths::repository();
        let version = wasm_bindgen_version(&root).unwrap();
        let other = tempfile::tempdir().unwrap();
        let own = other.path().join(WASM_BINDGEN);
        fs::create_dir_all(&own).unwrap();
        fs::copy(root.join("Cargo.lock"), other.path().join("Cargo.lock")).unwrap();
        let lock = fs::read_to_string(root.join(WASM_BINDGEN).join("Cargo.lock")).unwrap();
        let old = lock.replace(&format!("\"{version}\""), "\"0.2.1\"");
        fs::write(own.join("Cargo.lock"), old).unwrap();
        let error = wasm_bindgen_version(other.path()).unwrap_err().to_string();
        assert!(
            error.contains("0.2.1") && error.contains(&version),
            "{error}"
        );
    }

    #[test]
    fn every_package_is_locked_by_a_checksum() {
        let root = paths::repository();
        let lock = fs::read_to_string(root.join(WASM_BINDGEN).join("Cargo.lock")).unwrap();
        let packages = lock.split("[[package]]").skip(1);
        let unlocked: Vec<&str> = packages
            .filter(|package| !package.contains("\nchecksum = \""))
            .collect();
        // The crate itself.
        assert_eq!(unlocked.len(), 1, "{unlocked:?}");
        assert!(unlocked[0].contains("\"civic-scorecard-wasm-bindgen\""));

        for folder in [NPM, "."] {
            let lock = fs::read_to_string(root.join(folder).join("package-lock.json")).unwrap();
            let lock: serde_json::Value = serde_json::from_str(&lock).unwrap();
            let packages = lock["packages"].as_object().unwrap();
            assert!(packages.len() > 1, "{folder}");
            for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
                let integrity = package["integrity"].as_str().unwrap_or_default();
                assert!(integrity.starts_with("sha512-"), "{folder}: {name}");
            }
        }
    }

    #[test]
    fn another_lock_file_gives_another_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("Cargo.lock");
        let mut names = ["one", "two", "one"].map(|text| {
            fs::write(&file, text).unwrap();
            fingerprint(&file).unwrap()
        });
        assert_eq!(names[0], names[2]);
        names.sort_unstable();
        assert_ne!(names[0], names[2]);
    }

    #[test]
    fn a_failed_install_leaves_no_tool() {
        let tools = tempfile::tempdir().unwrap();
        let failed = install(tools.path(), "tool-1", |part| {
            fs::write(part.join("half"), "").unwrap();
            bail!("interrupted")
        });
        assert!(failed.is_err());
        assert!(!tools.path().join("tool-1").exists());
        install(tools.path(), "tool-1", |part| {
            assert!(!part.join("half").exists());
            Ok(())
        })
        .unwrap();
        assert!(tools.path().join("tool-1").exists());
    }
}
