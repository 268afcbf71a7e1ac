//! The generated rules on real servers: nginx and Apache serve `dist/` in the test run. Neither
//! is started as a service; tests/e2e/hosts.mjs starts each as a child process, with a
//! configuration and a port of its own.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::paths;

/// Debian's packages: nginx with the modules of every build, and Apache without a service.
pub const PACKAGES: &[&str] = &["nginx-light", "apache2-bin"];
/// What they install.
const PROGRAMS: [&str; 2] = ["/usr/sbin/nginx", "/usr/sbin/apache2"];

/// The first of the servers that is not installed.
pub fn missing() -> Option<&'static str> {
    let is_missing = |program: &&str| !Path::new(program).exists();
    PROGRAMS.into_iter().find(is_missing)
}

/// The command that tests the hosting of `dist/`.
pub fn test() -> Result<Command> {
    if let Some(program) = missing() {
        bail!(
            "{program} is missing: please install {}",
            PACKAGES.join(" and ")
        );
    }
    let root = paths::repository();
    if !root.join("dist/index.html").exists() {
        bail!("dist/ holds no site: run `cargo xtask build` first");
    }
    let mut node = Command::new("node");
    node.args(["--test", "tests/e2e/hosting.test.mjs"])
        .current_dir(&root);
    Ok(node)
}
