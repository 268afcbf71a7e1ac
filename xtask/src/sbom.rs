//! `sbom`: what the released site consists of, in CycloneDX.
//!
//! The list follows from `Cargo.lock` and from each crate's metadata, so that the same sources
//! give the same bytes: it has no time and no serial number.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId, TargetKind};
use serde::{Deserialize, Serialize};

use crate::{paths, wasm};

/// The file, beside `dist/`: it describes a release and is not part of the site. Copy it if you
/// want to publish it.
pub const FILE: &str = "sbom.cdx.json";

/// The package that becomes the site's WebAssembly.
const SITE: &str = "civic-scorecard";

/// Writes the list of what is in the site's WebAssembly. Returns the number of crates.
///
/// # Errors
/// When cargo cannot name the crates, or the file cannot be written.
pub fn write(root: &Path) -> Result<usize> {
    write_for(root, wasm::TARGET, &root.join(FILE))
}

/// Writes the list of what is in the package's program for a target into a file. Returns the
/// number of crates.
///
/// # Errors
/// When cargo cannot name the crates, or the file cannot be written.
pub fn write_for(root: &Path, target: &str, file: &Path) -> Result<usize> {
    let bom = bom(root, target)?;
    let json = serde_json::to_string_pretty(&bom)? + "\n";
    fs::write(file, json).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(bom.components.len())
}

/// A bill of materials in the form of CycloneDX 1.6: <https://cyclonedx.org/docs/1.6/json/>.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Bom {
    bom_format: &'static str,
    spec_version: &'static str,
    version: u32,
    metadata: About,
    components: Vec<Component>,
    dependencies: Vec<Needs>,
}

/// What the list is about.
#[derive(Debug, Serialize)]
struct About {
    lifecycles: [Lifecycle; 1],
    component: Component,
}

#[derive(Debug, Serialize)]
struct Lifecycle {
    phase: &'static str,
}

/// A crate.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Component {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "bom-ref")]
    reference: String,
    name: String,
    version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hashes: Vec<Hash>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<License>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purl: Option<String>,
}

/// The digest of the file on crates.io.
#[derive(Debug, Serialize)]
struct Hash {
    alg: &'static str,
    content: String,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum License {
    One { license: LicenseId },
    Expression { expression: String },
}

#[derive(Debug, Serialize)]
struct LicenseId {
    id: String,
}

/// Which crates a crate needs.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Needs {
    #[serde(rename = "ref")]
    reference: String,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    depends_on: BTreeSet<String>,
}

fn bom(root: &Path, target: &str) -> Result<Bom> {
    let metadata = MetadataCommand::new()
        .cargo_path(paths::cargo())
        .current_dir(root)
        .other_options(
            ["--locked", "--filter-platform", target]
                .map(String::from)
                .to_vec(),
        )
        .exec()
        .context("cargo cannot name the crates of the site")?;
    let lock = root.join("Cargo.lock");
    let lock =
        fs::read_to_string(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    listed(&metadata, &checksums(&lock)?)
}

/// The crates that the site's package needs, and how: those in the WebAssembly are `required`,
/// those that only ran while it was built (macros, build scripts) `excluded`. What macros need
/// only on one kind of machine is omitted, since the list would otherwise depend on where it
/// was made.
fn listed(metadata: &Metadata, checksums: &Checksums) -> Result<Bom> {
    let resolve = metadata
        .resolve
        .as_ref()
        .context("cargo resolved nothing")?;
    let packages: BTreeMap<&PackageId, &Package> =
        metadata.packages.iter().map(|p| (&p.id, p)).collect();
    let site = metadata
        .workspace_packages()
        .into_iter()
        .find(|package| package.name.as_str() == SITE)
        .with_context(|| format!("no package is called {SITE}"))?;

    // What each crate needs, and whether that runs in the browser.
    let mut graph: BTreeMap<&PackageId, Vec<(&PackageId, bool)>> = BTreeMap::new();
    for node in &resolve.nodes {
        let needs = node.deps.iter().filter_map(|needed| {
            let kinds = || needed.dep_kinds.iter().map(|kind| kind.kind);
            let at_run = kinds().any(|kind| kind == DependencyKind::Normal);
            let at_build = kinds().any(|kind| kind == DependencyKind::Build);
            let ships = at_run && !is_macro(packages[&needed.pkg]);
            (at_run || at_build).then_some((&needed.pkg, ships))
        });
        graph.insert(&node.id, needs.collect());
    }
    let mut ships: BTreeMap<&PackageId, bool> = BTreeMap::new();
    let mut next = vec![(&site.id, true)];
    while let Some((id, shipped)) = next.pop() {
        // Again if it turns out that a crate is shipped after all.
        if ships.get(id).is_some_and(|known| *known || !shipped) {
            continue;
        }
        ships.insert(id, shipped);
        next.extend(
            graph[id]
                .iter()
                .map(|(id, at_run)| (*id, shipped && *at_run)),
        );
    }

    let mut components = Vec::new();
    let mut dependencies = Vec::new();
    for (id, shipped) in &ships {
        let depends_on = graph[*id].iter().map(|(id, _)| reference(packages[*id]));
        dependencies.push(Needs {
            reference: reference(packages[*id]),
            depends_on: depends_on.collect(),
        });
        if **id != site.id {
            let scope = if *shipped { "required" } else { "excluded" };
            components.push(component(packages[*id], "library", Some(scope), checksums));
        }
    }
    components.sort_by(|a, b| a.reference.cmp(&b.reference));
    dependencies.sort_by(|a, b| a.reference.cmp(&b.reference));
    Ok(Bom {
        bom_format: "CycloneDX",
        spec_version: "1.6",
        version: 1,
        metadata: About {
            lifecycles: [Lifecycle { phase: "build" }],
            component: component(site, "application", None, checksums),
        },
        components,
        dependencies,
    })
}

/// Whether a crate runs in the compiler.
fn is_macro(package: &Package) -> bool {
    let mut targets = package.targets.iter();
    targets.any(|target| target.kind.contains(&TargetKind::ProcMacro))
}

fn component(
    package: &Package,
    kind: &'static str,
    scope: Option<&'static str>,
    checksums: &Checksums,
) -> Component {
    let version = package.version.to_string();
    let hash = checksums.get(&(package.name.to_string(), version.clone()));
    Component {
        kind,
        reference: reference(package),
        name: package.name.to_string(),
        version,
        // Crates break the lines of their descriptions arbitrarily.
        description: package
            .description
            .as_ref()
            .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")),
        scope,
        hashes: hash
            .map(|content| Hash {
                alg: "SHA-256",
                content: content.clone(),
            })
            .into_iter()
            .collect(),
        licenses: package
            .license
            .as_deref()
            .map(license)
            .into_iter()
            .collect(),
        purl: package.source.as_ref().map(|_| reference(package)),
    }
}

/// The package URL, which names a crate on crates.io for any tool.
fn reference(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, purl_version(package))
}

/// A `+` would be read as a space.
fn purl_version(package: &Package) -> String {
    package.version.to_string().replace('+', "%2B")
}

/// An SPDX id or expression. Older crates write a slash for "or".
fn license(text: &str) -> License {
    let expression = text.replace(" / ", " OR ").replace('/', " OR ");
    if expression.contains(' ') {
        License::Expression { expression }
    } else {
        let license = LicenseId { id: expression };
        License::One { license }
    }
}

/// The SHA-256 of each crate's file, by name and version.
type Checksums = BTreeMap<(String, String), String>;

fn checksums(lock: &str) -> Result<Checksums> {
    #[derive(Deserialize)]
    struct Lock {
        package: Vec<Locked>,
    }
    #[derive(Deserialize)]
    struct Locked {
        name: String,
        version: String,
        checksum: Option<String>,
    }
    let lock: Lock = toml::from_str(lock).context("Cargo.lock cannot be read")?;
    let known = lock.package.into_iter();
    Ok(known
        .filter_map(|crate_| Some(((crate_.name, crate_.version), crate_.checksum?)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    fn ours() -> serde_json::Value {
        serde_json::to_value(bom(&paths::repository(), wasm::TARGET).unwrap()).unwrap()
    }

    /// Name and version of each crate in the WebAssembly, as `cargo tree` knows them.
    fn tree() -> BTreeSet<(String, String)> {
        let mut cargo = Command::new(paths::cargo());
        cargo
            .args(["tree", "--locked", "--prefix", "none", "--package", SITE])
            .args(["--target", wasm::TARGET, "--edges", "normal,no-proc-macro"])
            .current_dir(paths::repository());
        let output = cargo.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines()
            .map(|line| {
                let mut words = line.split_whitespace();
                let name = words.next().unwrap().to_owned();
                let version = words.next().unwrap().strip_prefix('v').unwrap().to_owned();
                (name, version)
            })
            .filter(|(name, _)| name != SITE)
            .collect()
    }

    fn crates<'a>(
        bom: &'a serde_json::Value,
        wanted: impl Fn(&str) -> bool + 'a,
    ) -> BTreeSet<(String, String)> {
        let text =
            |component: &serde_json::Value, key: &str| component[key].as_str().unwrap().to_owned();
        let components = bom["components"].as_array().unwrap().iter();
        components
            .filter(|component| wanted(component["scope"].as_str().unwrap()))
            .map(|component| (text(component, "name"), text(component, "version")))
            .collect()
    }

    #[test]
    fn every_crate_of_the_wasm_is_listed_and_what_ran_at_build_is_told_apart() {
        let bom = ours();
        let shipped = tree();
        assert!(shipped.len() > 50 && shipped.iter().any(|(name, _)| name == "leptos"));
        let listed = crates(&bom, |scope| scope == "required");
        let missing: Vec<_> = shipped.difference(&listed).collect();
        assert!(missing.is_empty(), "{missing:?}");
        let all = crates(&bom, |_| true);
        for tool in ["leptos_macro", "stylers_macro"] {
            assert!(!listed.iter().any(|(name, _)| name == tool), "{tool} ships");
            assert!(all.iter().any(|(name, _)| name == tool), "{tool}");
        }
        // Native only.
        assert!(!all.iter().any(|(name, _)| name == "lol_html"));
    }

    #[test]
    fn each_crate_says_where_it_is_from_what_it_is_and_under_which_licence() {
        let bom = ours();
        assert_eq!(bom["bomFormat"], "CycloneDX");
        assert_eq!(bom["metadata"]["component"]["name"], SITE);
        assert_eq!(
            bom["metadata"]["component"]["licenses"][0]["license"]["id"],
            "MIT"
        );
        let mut references = BTreeSet::new();
        for component in bom["components"].as_array().unwrap() {
            let Some(purl) = component["purl"].as_str() else {
                // Not the crates of these names.
                let name = component["name"].as_str();
                assert!(matches!(name, Some("send_wrapper" | "wasm-streams")));
                assert!(component.get("hashes").is_none());
                references.insert(component["bom-ref"].as_str().unwrap());
                continue;
            };
            assert!(
                purl.starts_with("pkg:cargo/") && !purl.contains('+'),
                "{purl}"
            );
            assert!(references.insert(purl), "{purl} stands twice");
            let hash = &component["hashes"][0];
            assert_eq!(hash["alg"], "SHA-256", "{purl}");
            assert_eq!(hash["content"].as_str().map(str::len), Some(64), "{purl}");
            let license = &component["licenses"][0];
            let said = license["license"]["id"]
                .as_str()
                .or(license["expression"].as_str());
            assert!(
                said.is_some_and(|said| !said.contains('/')),
                "{purl}: {license}"
            );
        }
        for needs in bom["dependencies"].as_array().unwrap() {
            for needed in needs["dependsOn"].as_array().into_iter().flatten() {
                assert!(references.contains(needed.as_str().unwrap()), "{needed}");
            }
        }
    }

    #[test]
    fn the_same_sources_give_the_same_bytes() {
        let text = ours().to_string();
        assert_eq!(text, ours().to_string());
        let root = paths::repository();
        for varying in ["serialNumber", "timestamp", root.to_str().unwrap()] {
            assert!(!text.contains(varying), "{varying}");
        }
    }

    #[test]
    fn licences_are_spdx() {
        let written = |text| serde_json::to_string(&license(text)).unwrap();
        assert_eq!(written("MIT"), r#"{"license":{"id":"MIT"}}"#);
        assert_eq!(
            written("MIT/Apache-2.0"),
            r#"{"expression":"MIT OR Apache-2.0"}"#
        );
        assert_eq!(
            written("(MIT OR Apache-2.0) AND Unicode-3.0"),
            r#"{"expression":"(MIT OR Apache-2.0) AND Unicode-3.0"}"#
        );
    }

    #[test]
    fn checksums_are_those_of_the_lock_file() {
        let lock = "version = 4\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"ff\"\n\
                    [[package]]\nname = \"ours\"\nversion = \"0.1.0\"\n";
        let known = checksums(lock).unwrap();
        assert_eq!(known.len(), 1);
        assert_eq!(known[&("a".into(), "1.0.0".into())], "ff");
    }
}
