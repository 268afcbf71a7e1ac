//! `review`: the page with every kind of chart in every state, for the eye.

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::paths;

/// The path of the page. Bundles cannot take it, and `dist/` never has it.
const BASE: &str = "/review/";
const PORT: &str = "8081";

/// Publishes the review bundle with what the last release build made, and serves it until
/// it is stopped.
pub fn run(shell: &Shell) -> Result<()> {
    if !paths::target().join("unpublished").exists() {
        bail!("there is no release build yet: run `cargo xtask build` first");
    }
    let folder = paths::target().join("review");
    // The same that the tests do, so that they see the same page.
    cmd!(shell, "node tests/e2e/review.mjs {folder}")
        .quiet()
        .run()
        .context("the review page could not be published")?;
    println!("every chart in every state: http://127.0.0.1:{PORT}{BASE} (stop with Ctrl-C)");
    let cargo = paths::cargo();
    cmd!(
        shell,
        "{cargo} run --quiet --bin scorecard -- preview {folder} --base {BASE} --port {PORT}"
    )
    .quiet()
    .run()
    .context("the review page could not be served")
}
