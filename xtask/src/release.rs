//! `release`: the publisher's command as one file, with the app's files in it.
//!
//! The same commit gives the same bytes: no path of this machine, no time and no number of a
//! build is in it. So it is compiled for a named target, with its own flags, from what
//! `cargo xtask build` left.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use cargo_metadata::MetadataCommand;
use sha2::{Digest, Sha256};
use xshell::{Shell, cmd};

use crate::{paths, sbom, system};

/// The target without `--target`: one static file for every Linux.
const STATIC: &str = "x86_64-unknown-linux-musl";
/// The compiler of the C in a static program.
const MUSL: &str = "musl-gcc";
/// The files are put here, below cargo's folder.
const FOLDER: &str = "release-files";
/// The list of hashes.
const SUMS: &str = "SHA256SUMS";

/// Makes the file for a target, from the last `cargo xtask build`, with its SBOM and the hashes of
/// both beside it.
///
/// # Errors
/// There is no build, a tool is missing, or the program does not compile.
pub fn run(shell: &Shell, target: Option<&str>) -> Result<()> {
    let target = target.unwrap_or(STATIC);
    let app = app()?;
    let root = paths::repository();
    let cargo = paths::cargo();
    let cargo_home = home("CARGO_HOME", ".cargo")?;
    let sysroot = cmd!(shell, "rustc --print sysroot").quiet().read()?;
    let mut flags = vec![
        // As in .cargo/config.toml, which flags in the environment replace.
        "--cfg=erase_components".to_owned(),
        format!("--remap-path-prefix={}=/civic-scorecard", root.display()),
        format!("--remap-path-prefix={}=/cargo", cargo_home.display()),
        // Where its source is installed, the standard library names files in it.
        format!("--remap-path-prefix={sysroot}=/rust"),
    ];
    if target.ends_with("musl") {
        flags.push("-Ctarget-feature=+crt-static".to_owned());
    }
    let mut build = cmd!(
        shell,
        "{cargo} build --locked --profile publisher --bin scorecard --target {target}"
    )
    .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
    .env("CIVIC_SCORECARD_APP", &app)
    .env("SOURCE_DATE_EPOCH", "0");
    if target.ends_with("musl") {
        if system::program(MUSL).is_none() {
            bail!("{MUSL} is missing, which compiles the C for {target}: `apt install musl-tools`");
        }
        build = build.env(format!("CC_{}", target.replace('-', "_")), MUSL);
    }
    build.quiet().run().with_context(|| {
        format!(
            "the program could not be compiled; if it is the target that is missing, \
             `rustup target add {target}` adds it"
        )
    })?;

    let end = if target.contains("windows") {
        ".exe"
    } else {
        ""
    };
    let name = format!("civic-scorecard-{}-{target}", version(&root)?);
    let folder = paths::target().join(FOLDER);
    shell.create_dir(&folder)?;
    let made = paths::target()
        .join(target)
        .join("publisher")
        .join(format!("scorecard{end}"));
    shell.copy_file(&made, folder.join(format!("{name}{end}")))?;
    let list = folder.join(format!("{name}.cdx.json"));
    let crates = sbom::write_for(&root, target, &list)?;
    let files = [format!("{name}{end}"), format!("{name}.cdx.json")];
    let sums: Vec<String> = files
        .iter()
        .map(|file| Ok(format!("{}  {file}\n", sum(&folder.join(file))?)))
        .collect::<Result<_>>()?;
    shell.write_file(folder.join(SUMS), sums.concat())?;
    let size = fs::metadata(folder.join(&files[0]))?.len();
    println!(
        "{}: {size} bytes, {crates} crates",
        folder.join(&files[0]).display()
    );
    Ok(())
}

/// The app's files without content, as the last build left them.
fn app() -> Result<PathBuf> {
    let left = paths::target().join("unpublished");
    if !left.join("index.html").exists() {
        bail!("there is no release build yet: run `cargo xtask build` first");
    }
    Ok(left)
}

/// A folder that a variable names, or that lies in the user's.
fn home(variable: &str, name: &str) -> Result<PathBuf> {
    match std::env::var_os(variable) {
        Some(folder) => Ok(folder.into()),
        None => {
            let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
            Ok(PathBuf::from(home.context("no HOME")?).join(name))
        }
    }
}

/// The version of the package that is released.
fn version(root: &Path) -> Result<String> {
    let metadata = MetadataCommand::new()
        .cargo_path(paths::cargo())
        .current_dir(root)
        .no_deps()
        .exec()
        .context("cargo cannot name the version")?;
    let package = metadata.root_package().context("no package at the root")?;
    Ok(package.version.to_string())
}

/// The SHA-256 of a file, in hexadecimal digits.
fn sum(file: &Path) -> Result<String> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let digest = Sha256::digest(&bytes);
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_the_one_that_sha256sum_checks() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("abc");
        fs::write(&file, "abc").unwrap();
        // FIPS 180's example.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sum(&file).unwrap(), expected);
    }

    #[test]
    fn the_version_is_the_packages() {
        let version = version(&paths::repository()).unwrap();
        assert_eq!(version.split('.').count(), 3, "{version}");
    }
}
