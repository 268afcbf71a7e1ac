//! Firefox and WebKit, in which the core of the end-to-end tests runs besides Chromium
//! (tests/engines). Each engine has a process of its own, at the same time as the other.

use std::process::Command;

use anyhow::{Result, bail};

use crate::{paths, system};

/// Debian's packages: the engines, and a screen that nobody sees, which WebKit's needs.
pub const PACKAGES: &[&str] = &["firefox-esr", "webkit2gtk-driver", "xvfb"];
/// What they install.
const PROGRAMS: [&str; 3] = ["firefox-esr", "WebKitWebDriver", "Xvfb"];
/// What the tests call the engines.
const ENGINES: [&str; 2] = ["firefox", "webkit"];

/// The first of the programs that is not installed.
pub fn missing() -> Option<&'static str> {
    let is_missing = |name: &&str| system::program(name).is_none();
    PROGRAMS.into_iter().find(is_missing)
}

/// The command that publishes the site under test, which the engines share.
pub fn publish() -> Result<Command> {
    if let Some(program) = missing() {
        bail!(
            "{program} is missing: please install {}",
            PACKAGES.join(", ")
        );
    }
    if !paths::repository().join("dist/index.html").exists() {
        bail!("dist/ holds no site: run `cargo xtask build` first");
    }
    Ok(node(&["tests/e2e/servers.mjs"]))
}

/// The commands that test, with the names of their engines.
pub fn tests() -> Vec<(&'static str, Command)> {
    let test = |engine| {
        let mut tests = node(&["--test-reporter=spec", "tests/engines/all.mjs"]);
        tests.env("ENGINE", engine);
        (engine, tests)
    };
    ENGINES.map(test).into()
}

fn node(args: &[&str]) -> Command {
    let mut node = Command::new("node");
    node.args(args).current_dir(paths::repository());
    node
}
