//! Everything that must be installed before a command runs.
//!
//! Each part checks first and acts only when something is missing, so that a second run takes a
//! fraction of a second.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use xshell::Shell;

use crate::tools::Tools;
use crate::wasm::Std;
use crate::{engines, nginx, paths, portals, system, tools, wasm};

/// What the machine is set up for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Building and serving the site.
    Site,
    /// That, and every check of `test`.
    Tests,
}

/// What the commands work with.
pub struct Ready {
    /// trunk, wasm-bindgen, wasm-opt.
    pub tools: Tools,
    /// The standard library for wasm32.
    pub std: Std,
}

/// Installs what is missing and says when everything is ready.
pub fn run(shell: &Shell, purpose: For) -> Result<Ready> {
    let std = wasm::ensure(shell)?;
    let tools = tools::ensure(shell)?;
    if purpose == For::Tests {
        browser(shell)?;
        java(shell)?;
        servers(shell);
        engines(shell);
        systems(shell);
        npm_packages(shell)?;
        if std.is_debian() {
            debian_clippy(shell);
        }
    }
    println!("ready: {}", std.describe());
    Ok(Ready { tools, std })
}

/// A browser and its driver, for the component and end-to-end tests.
fn browser(shell: &Shell) -> Result<()> {
    if system::chrome().is_none() || system::chromedriver().is_none() {
        system::apt_install(
            shell,
            &["chromium", "chromium-driver"],
            "the browser tests need Chromium and chromedriver",
            "install Chrome and the chromedriver of its version, and set CHROME and CHROMEDRIVER",
        )?;
    }
    if system::chrome() == system::program("chromium") && system::headless_shell().is_none() {
        let installed = system::apt_install(
            shell,
            &["chromium-headless-shell"],
            "the end-to-end tests take a third of the time with it",
            "install Chromium’s headless shell, and set HEADLESS_SHELL",
        );
        if let Err(error) = installed {
            println!("going on with a whole browser: {error:#}");
        }
    }
    Ok(())
}

/// Java, for the HTML checker of the end-to-end tests (vnu).
fn java(shell: &Shell) -> Result<()> {
    if system::program("java").is_none() {
        system::apt_install(
            shell,
            &["default-jre-headless"],
            "the HTML checker needs Java",
            "install a Java runtime, version 11 or newer",
        )?;
    }
    Ok(())
}

/// nginx and Apache, which serve the site with the rules generated for them. If this fails,
/// only that step is affected, which then says so.
fn servers(shell: &Shell) {
    if nginx::missing().is_some() {
        let why = "the tests of hosting need nginx and Apache";
        let installed = system::apt_install(shell, nginx::PACKAGES, why, "do without that step");
        if let Err(error) = installed {
            println!("going on without nginx and Apache: {error:#}");
        }
    }
}

/// Firefox and WebKit, for the core of the end-to-end tests. If this fails, only that step is
/// affected, which then says so.
fn engines(shell: &Shell) {
    if engines::missing().is_some() {
        let why = "the tests in other browsers need Firefox, WebKitGTK’s driver and Xvfb";
        let installed = system::apt_install(shell, engines::PACKAGES, why, "do without that step");
        if let Err(error) = installed {
            println!("going on without Firefox and WebKit: {error:#}");
        }
    }
}

/// The systems that embeds are tested in. If this fails, only that step is affected, which then
/// says so.
fn systems(shell: &Shell) {
    let packages = if portals::missing().is_some() {
        let why = "the tests of embeds need WordPress, Hugo and what they run on";
        system::apt_install(shell, portals::PACKAGES, why, "do without that step")
    } else {
        Ok(())
    };
    if let Err(error) = packages.and_then(|()| portals::wagtail(shell).map(drop)) {
        println!("going on without the systems that embeds are tested in: {error:#}");
    }
}

/// If this fails, only one check is affected, which then says so.
fn debian_clippy(shell: &Shell) {
    if wasm::debian_clippy().is_none() {
        let why = "clippy for wasm32 must be of the same compiler";
        let installed =
            system::apt_install(shell, wasm::DEBIAN_CLIPPY, why, "do without that check");
        if let Err(error) = installed {
            println!("going on without clippy for wasm32: {error:#}");
        }
    }
}

/// `npm ci`, unless `node_modules` was installed from exactly this lock file.
fn npm_packages(shell: &Shell) -> Result<()> {
    let root = paths::repository();
    let lock = root.join("package-lock.json");
    let stamp = root.join("node_modules/.installed-from.json");
    if same_content(&lock, &stamp) {
        return Ok(());
    }
    println!("installing the npm packages of the end-to-end tests, about 20 seconds");
    tools::npm_ci(shell)?;
    fs::copy(&lock, &stamp).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(())
}

fn same_content(one: &Path, other: &Path) -> bool {
    match (fs::read(one), fs::read(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
