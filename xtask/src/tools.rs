//! The build tools, each of one known version, in a per-user cache.
//!
//! A tool is installed into a temporary folder that is renamed when complete,
//! so an interrupted install is never taken for a whole one. A lock file lets
//! two clones be set up at the same time.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::{paths, system};

const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132.0.0";
const ESBUILD: &str = "0.28.2";
const CARGO_DENY: &str = "0.20.2";

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
    /// Holds `wasm-opt`.
    pub binaryen: PathBuf,
    /// Holds `esbuild`.
    pub esbuild: PathBuf,
}

impl Tools {
    /// `PATH` with these tools first, and before them the folders `before`.
    pub fn path(&self, before: &[PathBuf]) -> Result<std::ffi::OsString> {
        let old = std::env::var_os("PATH").unwrap_or_default();
        let ours = [
            &self.trunk,
            &self.wasm_bindgen,
            &self.binaryen,
            &self.esbuild,
        ];
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
    let wasm_bindgen = wasm_bindgen_version()?;
    let ready = Tools {
        trunk: tools.join(format!("trunk-{TRUNK}/bin")),
        wasm_bindgen: tools.join(format!("wasm-bindgen-{wasm_bindgen}/bin")),
        binaryen: tools.join(format!("binaryen-{BINARYEN}/node_modules/.bin")),
        esbuild: tools.join(format!("esbuild-{ESBUILD}/node_modules/.bin")),
    };
    let complete = || {
        [
            (&ready.trunk, "trunk"),
            (&ready.wasm_bindgen, "wasm-bindgen-test-runner"),
            (&ready.binaryen, "wasm-opt"),
            (&ready.esbuild, "esbuild"),
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
            cargo_install(shell, &cache, root, "trunk", TRUNK, &["--locked"])
        })?;
    }
    if !has_program(&ready.wasm_bindgen, "wasm-bindgen-test-runner") {
        announce(
            "wasm-bindgen-cli",
            &wasm_bindgen,
            "joins WebAssembly and JavaScript; its version is the one in Cargo.lock",
            "3 minutes",
        );
        install(&tools, &format!("wasm-bindgen-{wasm_bindgen}"), |root| {
            // Without --locked: its own lock file names versions that some registries lack.
            cargo_install(shell, &cache, root, "wasm-bindgen-cli", &wasm_bindgen, &[])
        })?;
    }
    if !has_program(&ready.binaryen, "wasm-opt") {
        announce(
            "binaryen",
            BINARYEN,
            "its wasm-opt makes WebAssembly smaller",
            "10 seconds",
        );
        install(&tools, &format!("binaryen-{BINARYEN}"), |root| {
            npm_install(shell, root, &format!("binaryen@{BINARYEN}"))
        })?;
    }
    if !has_program(&ready.esbuild, "esbuild") {
        announce("esbuild", ESBUILD, "makes JavaScript smaller", "5 seconds");
        install(&tools, &format!("esbuild-{ESBUILD}"), |root| {
            npm_install(shell, root, &format!("esbuild@{ESBUILD}"))
        })?;
    }
    // Kept while anything is missing, so that an interrupted install goes on where it was.
    fs::remove_dir_all(cache.join("build")).ok();
    Ok(ready)
}

/// The program `cargo-deny`: the one on `PATH`, or ours, which is installed if need be.
/// Only `test` asks for it.
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
            let flags = ["--locked"];
            cargo_install(shell, &cache, root, "cargo-deny", CARGO_DENY, &flags)
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
fn install(tools: &Path, name: &str, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
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

fn cargo_install(
    shell: &Shell,
    cache: &Path,
    root: &Path,
    name: &str,
    version: &str,
    flags: &[&str],
) -> Result<()> {
    let cargo = paths::cargo();
    // In the cache's folder, so that this repository's .cargo/config.toml does not count.
    let _elsewhere = shell.push_dir(cache);
    let mut install = cmd!(
        shell,
        "{cargo} install {name} --version ={version} --root {root} {flags...}"
    )
    .quiet()
    .env("CARGO_TARGET_DIR", cache.join("build"))
    // These tools wait for files and for the compiler: half the install time matters more.
    .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
    .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
    .env("CARGO_PROFILE_RELEASE_LTO", "off")
    .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    for name in FOREIGN {
        install = install.env_remove(name);
    }
    Ok(install.run()?)
}

fn npm_install(shell: &Shell, root: &Path, package: &str) -> Result<()> {
    if system::program("npm").is_none() {
        bail!("npm is missing: please install Node.js 20 or newer with npm, then run this again");
    }
    cmd!(
        shell,
        "npm install --no-save --no-audit --no-fund --loglevel=error --prefix {root} {package}"
    )
    .quiet()
    .run()?;
    Ok(())
}

/// The version of wasm-bindgen that the site is built with: the command-line
/// tool must be exactly the same.
fn wasm_bindgen_version() -> Result<String> {
    let lock = paths::repository().join("Cargo.lock");
    let text =
        fs::read_to_string(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    locked_version(&text, "wasm-bindgen")
        .with_context(|| format!("{} names no wasm-bindgen", lock.display()))
}

/// The version of `package` in the text of a `Cargo.lock`.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(String::from)
}

/// Waits until no other process installs tools. The lock ends with the process.
fn lock(path: &Path) -> Result<File> {
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
