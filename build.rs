//! Tells cargo which files the crate consists of besides its Rust files.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The variable that names the folder with the app's files, which become a part of the
/// publisher's command (`src/publish/app.rs`).
const APP: &str = "CIVIC_SCORECARD_APP";
/// What lies beside the app in that folder, and is no part of it.
const CONTENT: [&str; 2] = ["bundle", "illustrations"];

fn main() {
    // `style_sheet!` turns each sheet into a class name, which cargo does not notice.
    println!("cargo::rerun-if-changed=style/components");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={APP}");
    let mut entries = String::new();
    if let Some(folder) = env::var_os(APP) {
        let folder = fs::canonicalize(&folder)
            .unwrap_or_else(|error| panic!("{APP} names {folder:?}: {error}"));
        println!("cargo::rerun-if-changed={}", folder.display());
        add(&folder, "", &mut entries);
    }
    let text = format!(
        "/// Files of the app, by their paths.\n\
         static BUILT_IN: &[(&str, &[u8])] = &[{entries}];\n"
    );
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("app.rs"), text).expect("cargo's folder can be written to");
}

/// Adds the files below a folder, in the order of their names.
fn add(folder: &Path, path: &str, entries: &mut String) {
    let inner = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut inner: Vec<PathBuf> = inner.map(|entry| entry.expect("an entry").path()).collect();
    inner.sort();
    for file in inner {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if path.is_empty() && CONTENT.contains(&&*name) {
            continue;
        }
        if file.is_dir() {
            add(&file, &format!("{path}{name}/"), entries);
        } else {
            let entry = format!(
                "\n    ({:?}, include_bytes!({file:?})),",
                format!("{path}{name}")
            );
            entries.write_str(&entry).expect("a String takes all");
        }
    }
}
