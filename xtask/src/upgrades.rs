//! What a new version of a crate may break without an error of the compiler's.
//!
//! The other tricks with what a build makes say themselves when they no longer fit: `snip.rs`,
//! `bindgen.rs`, `scopes.rs`.

use cargo_metadata::{Metadata, MetadataCommand, Package};

use crate::paths;

fn metadata() -> Metadata {
    let mut command = MetadataCommand::new();
    command.current_dir(paths::repository());
    command.exec().expect("cargo knows its crates")
}

fn versions<'a>(metadata: &'a Metadata, name: &str) -> Vec<&'a Package> {
    let packages = metadata.packages.iter();
    packages.filter(|package| *package.name == *name).collect()
}

/// cargo only warns of a patch that nothing takes.
#[test]
fn the_patches_take_the_places_of_their_crates() {
    let metadata = metadata();
    for name in ["send_wrapper", "wasm-streams"] {
        let found = versions(&metadata, name);
        let is_patch = |package: &&&Package| package.source.is_none();
        assert!(
            !found.is_empty() && found.iter().all(|package| is_patch(&package)),
            "Leptos takes another version of {name} than patches/ has: give the patch that \
             version, and what Leptos uses of it; or remove it, and its entry in Cargo.toml, \
             where nothing takes the crate any more"
        );
    }
}

/// The macro names the class that a component's elements get, `styles.rs` that of its rules.
#[test]
fn components_and_their_sheets_are_scoped_by_one_version_of_stylers() {
    let metadata = metadata();
    let found = versions(&metadata, "stylers_core");
    let versions: Vec<String> = found.iter().map(|it| it.version.to_string()).collect();
    assert_eq!(
        versions.len(),
        1,
        "stylers_macro (Cargo.toml) brings another version of stylers_core than \
         xtask/Cargo.toml: write the same of both, or sheets get classes that no element has \
         ({versions:?})"
    );
}
