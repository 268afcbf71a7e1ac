//! `serve` and `build`: trunk does the work, in the right environment.

use std::path::PathBuf;

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::setup::{self, For, Ready};
use crate::wasm::Profile;
use crate::{bindgen, budget, paths, sbom, styles};

/// The binary that is the app, as index.html names it.
pub const APP: &str = "civic-scorecard";

/// Builds, serves and reloads until it is stopped.
pub fn serve(shell: &Shell, args: &[String]) -> Result<()> {
    let ready = setup::run(shell, For::Site)?;
    // Before trunk runs: the files that it ignores must exist.
    styles::run(&paths::repository())?;
    let port = value_of(args, &["--port", "-p"]).unwrap_or("8080");
    println!("serving on http://127.0.0.1:{port} when the build is done; stop with Ctrl-C");
    // Files that commands write and nobody edits; a change there is no reason to build again.
    let ignored: Vec<String> = [
        "style/site.css",
        "style/site-embed.css",
        "target",
        "node_modules",
        "test-results",
    ]
    .into_iter()
    .filter(|path| paths::repository().join(path).exists())
    .flat_map(|path| ["--ignore".into(), path.into()])
    .collect();
    trunk(
        shell,
        &ready,
        Profile::Dev,
        &[&["serve".into()], &ignored[..], args].concat(),
    )
}

/// Makes a release build in `dist/`, writes its SBOM beside it, and checks it against the
/// budget.
pub fn build(shell: &Shell, args: &[String]) -> Result<()> {
    let ready = setup::run(shell, For::Site)?;
    build_with(shell, &ready, args)
}

/// The same on a machine that is set up.
pub fn build_with(shell: &Shell, ready: &Ready, args: &[String]) -> Result<()> {
    let build = ["build".into(), "--release".into()];
    trunk(shell, ready, Profile::Release, &[&build[..], args].concat())?;
    let dist = PathBuf::from(value_of(args, &["--dist", "-d"]).unwrap_or("dist"));
    let root = paths::repository();
    sbom::write(&root)?;
    budget::check(&root.join(dist), &root.join("budget.json"))
}

fn trunk(shell: &Shell, ready: &Ready, profile: Profile, args: &[String]) -> Result<()> {
    let mut shims = Vec::from_iter(ready.std.cargo_shim(profile)?);
    if profile == Profile::Release {
        shims.extend(bindgen::shim(
            &ready.tools.wasm_bindgen.join("wasm-bindgen"),
        )?);
    }
    cmd!(shell, "trunk {args...}")
        .quiet()
        .env("PATH", ready.tools.path(&shims)?)
        // Trunk accepts only `true` or `false` here, where others accept any value.
        .env_remove("NO_COLOR")
        .run()
        .with_context(|| format!("`trunk {}` failed", args.join(" ")))
}

/// The value of an option written `--name value` or `--name=value`.
pub fn value_of<'a>(args: &'a [String], names: &[&str]) -> Option<&'a str> {
    args.iter().enumerate().find_map(|(index, arg)| {
        names.iter().find_map(|name| {
            let rest = arg.strip_prefix(name)?;
            match rest.strip_prefix('=') {
                Some(value) => Some(value),
                None if rest.is_empty() => args.get(index + 1).map(String::as_str),
                None => None,
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_in_both_forms() {
        let args = |text: &str| text.split(' ').map(String::from).collect::<Vec<_>>();
        let names = ["--port", "-p"];
        assert_eq!(value_of(&args("--open --port 9000"), &names), Some("9000"));
        assert_eq!(value_of(&args("--port=9000"), &names), Some("9000"));
        assert_eq!(value_of(&args("--ports 9000"), &names), None);
        assert_eq!(value_of(&args("-p"), &names), None);
    }
}
