//! `wasm-bindgen` as trunk calls it in a release build, with the names that it leaves
//! in the download made short.
//!
//! wasm-bindgen gives each function that WebAssembly takes from JavaScript a name with a
//! hash, such as `__wbg_focus_0a8d513ea5d8338e`, which stands in both files and does not
//! compress. wasm-opt shortens it in one file and says how, this module does the same in
//! the other, and esbuild shortens what is left of the JavaScript. It happens here and
//! not later, because trunk takes hashes of both files next.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use xshell::{Shell, cmd};

use crate::{paths, site, snip, wasm};

/// What wasm-opt says of the names that it made short.
#[derive(Deserialize)]
struct Renamed {
    /// Module, old name, new name. All modules become "a".
    imports: Vec<(String, String, String)>,
    /// Old name, new name.
    exports: Vec<(String, String)>,
}

/// A folder with a `wasm-bindgen` that comes back to [`run`], to be put before the real
/// one on `PATH`; `None` where no shell script runs.
pub fn shim(real: &Path) -> Result<Option<PathBuf>> {
    if cfg!(windows) {
        return Ok(None);
    }
    let own = std::env::current_exe().context("cannot tell where xtask is")?;
    let text = format!(
        "#!/bin/sh\n# Written by xtask (see xtask/src/bindgen.rs).\nexec {} bindgen {} \"$@\"\n",
        wasm::quoted(&own.display().to_string()),
        wasm::quoted(&real.display().to_string()),
    );
    let dir = paths::target().join("xtask/bindgen");
    wasm::write_program(&dir, "wasm-bindgen", &text)?;
    Ok(Some(dir))
}

/// Runs the program `args[0]`, the real wasm-bindgen, with the other arguments, and makes
/// small what it wrote.
pub fn run(shell: &Shell, args: &[String]) -> Result<()> {
    let Some((real, args)) = args.split_first() else {
        bail!("`bindgen` is called by trunk: run `cargo xtask build` instead");
    };
    cmd!(shell, "{real} {args...}").quiet().run()?;
    let out = |name| site::value_of(args, &[name]).map(PathBuf::from);
    // Trunk also asks for the version.
    let Some((dir, name)) = out("--out-dir").zip(out("--out-name")) else {
        return Ok(());
    };
    let name = name.display();
    let (wasm, js) = (
        dir.join(format!("{name}_bg.wasm")),
        dir.join(format!("{name}.js")),
    );
    if name.to_string().starts_with(site::APP) {
        snip::run(&wasm)?;
    }
    let pass = "--minify-imports-and-exports-and-modules";
    let renamed = cmd!(shell, "wasm-opt {pass} {wasm} -o {wasm}")
        .quiet()
        .read()
        .context("wasm-opt could not shorten names")?;
    let renamed: Renamed =
        serde_json::from_str(&renamed).context("wasm-opt told its names in another form")?;
    let glue = fs::read_to_string(&js).with_context(|| format!("cannot read {}", js.display()))?;
    fs::write(&js, rename(&glue, &renamed)?)
        .with_context(|| format!("cannot write {}", js.display()))?;
    cmd!(
        shell,
        "esbuild --minify --format=esm --log-level=warning --allow-overwrite {js} --outfile={js}"
    )
    .quiet()
    .run()
    .context("esbuild could not minify wasm-bindgen's JavaScript")
}

/// The JavaScript with the names that the WebAssembly now has: imports are whole names
/// that occur nowhere else, exports are properties of `wasm`.
///
/// # Errors
/// Where one of the two does not hold: the programs would not start.
fn rename(glue: &str, renamed: &Renamed) -> Result<String> {
    let imports: HashMap<&str, &str> = renamed
        .imports
        .iter()
        .map(|(_, old, new)| (old.as_str(), new.as_str()))
        .collect();
    let exports: HashMap<&str, &str> = renamed
        .exports
        .iter()
        .map(|(old, new)| (old.as_str(), new.as_str()))
        .collect();
    let mut out = String::with_capacity(glue.len());
    let mut found = HashSet::new();
    let mut rest = glue;
    while !rest.is_empty() {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        let names = if out.ends_with("wasm.") {
            &exports
        } else {
            &imports
        };
        let short = names.get(word).copied();
        found.extend(short.map(|_| word));
        out.push_str(short.unwrap_or(word));
        let mut chars = tail.chars();
        out.extend(chars.next());
        rest = chars.as_str();
    }
    for (module, _, _) in &renamed.imports {
        out = out.replace(&format!("\"{module}\""), "\"a\"");
    }
    // Not every export is called, but some are.
    let lost = imports.keys().find(|name| !found.contains(*name));
    let has_exports = exports.is_empty() || exports.keys().any(|name| found.contains(name));
    if let Some(name) = lost.or((!has_exports).then_some(&"wasm.…")) {
        bail!(
            "wasm-bindgen's JavaScript does not name `{name}`, as the WebAssembly does: it is \
             written in another way than before, and `rename` in xtask/src/bindgen.rs has to \
             follow"
        );
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_webassembly() {
        let renamed = Renamed {
            imports: vec![("./app_bg.js".into(), "__wbg_focus_0a".into(), "b".into())],
            exports: vec![("main".into(), "c".into()), ("memory".into(), "d".into())],
        };
        let glue = "const main = { \"./app_bg.js\": { __wbg_focus_0a: x => x.focus(), __wbg_focus_0ab: 1 } };\n\
                    wasm.main(new Uint8Array(wasm.memory.buffer));";
        let expected = "const main = { \"a\": { b: x => x.focus(), __wbg_focus_0ab: 1 } };\n\
                        wasm.c(new Uint8Array(wasm.d.buffer));";
        assert_eq!(rename(glue, &renamed).unwrap(), expected);
    }

    #[test]
    fn javascript_written_in_another_way_is_an_error_that_says_what_to_do() {
        let renamed = Renamed {
            imports: vec![("./app_bg.js".into(), "__wbg_focus_0a".into(), "b".into())],
            exports: vec![("main".into(), "c".into()), ("memory".into(), "d".into())],
        };
        for (glue, name) in [
            (
                "imports[0] = x => x.focus(); wasm.main();",
                "__wbg_focus_0a",
            ),
            ("const a = { __wbg_focus_0a: 1 }; exports.main();", "wasm."),
        ] {
            let error = rename(glue, &renamed).expect_err(glue).to_string();
            assert!(
                error.contains(name) && error.contains("xtask/src/bindgen.rs"),
                "{error}"
            );
        }
    }
}
