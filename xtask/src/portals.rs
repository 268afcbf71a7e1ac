//! Embeds in the systems that agencies publish with. None is started as a service: the tests
//! start each with a folder and a port of its own (tests/portals/).

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::{engines, paths, system, tools};

/// Debian's packages: WordPress with two themes and what it runs on, Hugo, what Wagtail is
/// installed with, and what makes a certificate.
pub const PACKAGES: &[&str] = &[
    "wordpress",
    "wordpress-theme-twentytwentyone",
    "wordpress-theme-twentytwentythree",
    "mariadb-server-core",
    "mariadb-client-core",
    "php-cli",
    "php-curl",
    "php-gd",
    "php-mbstring",
    "php-mysql",
    "php-xml",
    "hugo",
    "python3-venv",
    "openssl",
];

/// Wagtail and what it needs, with their checksums.
const WAGTAIL: &str = "tests/portals/wagtail/requirements.txt";

/// The first of the packages that is not installed.
pub fn missing() -> Option<&'static str> {
    let is_missing = |package: &&str| !system::apt_has(package);
    PACKAGES.iter().copied().find(is_missing)
}

/// The command that tests embeds in all of them.
pub fn test(shell: &Shell) -> Result<Command> {
    if let Some(package) = missing() {
        bail!(
            "{package} is missing: on Debian, please install {}",
            PACKAGES.join(" ")
        );
    }
    if let Some(program) = engines::missing() {
        bail!(
            "{program} is missing: please install {}",
            engines::PACKAGES.join(", ")
        );
    }
    let python = wagtail(shell)?;
    let root = paths::repository();
    if !paths::target().join("unpublished/index.html").exists() {
        bail!("there is no build: run `cargo xtask build` first");
    }
    let mut node = Command::new("node");
    node.args(["--test", "tests/portals/all.test.mjs"])
        .current_dir(&root)
        .env("WAGTAIL_PYTHON", python)
        .env(
            "CHROME",
            system::chrome().context("no browser: set CHROME")?,
        );
    if let Some(shell) = system::headless_shell() {
        node.env("HEADLESS_SHELL", shell);
    }
    Ok(node)
}

/// A Python with Wagtail, which is installed if needed.
pub fn wagtail(shell: &Shell) -> Result<PathBuf> {
    let requirements = paths::repository().join(WAGTAIL);
    let cache = paths::cache()?;
    let folder = cache.join("tools");
    let name = format!("wagtail-{}", tools::fingerprint(&requirements)?);
    let python = folder.join(&name).join("bin/python");
    if !python.exists() {
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        let _lock = tools::lock(&cache.join("install.lock"))?;
        println!("installing Wagtail, about 15 seconds (embeds are tested in it)");
        tools::install(&folder, &name, |part| {
            cmd!(shell, "python3 -m venv {part}").quiet().run()?;
            let python = part.join("bin/python");
            // Wheels only: they run nothing when they are installed.
            let pip = [
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ];
            let only = ["--no-deps", "--require-hashes", "--only-binary=:all:"];
            cmd!(shell, "{python} {pip...} {only...} -r {requirements}")
                .quiet()
                .run()?;
            Ok(())
        })?;
    }
    Ok(python)
}
