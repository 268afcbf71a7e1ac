//! Where things are.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

/// The repository's root: the folder above this crate.
pub fn repository() -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map_or(xtask.clone(), PathBuf::from)
}

/// The folder that trunk and cargo build in, ignored by git.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(
        || repository().join("target"),
        |dir| repository().join(PathBuf::from(dir)),
    )
}

/// The cargo that started this program; cargo says which it is.
pub fn cargo() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// The per-user folder for installed tools, outside the repository so that
/// every clone shares them.
pub fn cache() -> Result<PathBuf> {
    let of = |name| env::var_os(name).filter(|value| !value.is_empty());
    if let Some(dir) = of("CIVIC_SCORECARD_CACHE") {
        return Ok(dir.into());
    }
    let base = match of("XDG_CACHE_HOME") {
        Some(dir) => PathBuf::from(dir),
        None => of("HOME")
            .or_else(|| of("USERPROFILE"))
            .map(|home| PathBuf::from(home).join(".cache"))
            .context("no HOME: say in CIVIC_SCORECARD_CACHE where tools may be installed")?,
    };
    Ok(base.join("civic-scorecard"))
}
