//! How many bytes a reader downloads, and how many are allowed.
//!
//! Sizes are what a CDN sends: brotli at its best (quality 11, window 22).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// `budget.json`: the most bytes, compressed, for each part of the site.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    /// All script and WebAssembly that `index.html` loads.
    first_view_code: usize,
    /// All style sheets that `index.html` loads.
    first_view_styles: usize,
    /// Whose content the next two limits are for, as its bundle names the owner. The content of
    /// others is theirs: what is heavy is told, and refused by nobody.
    content_of: String,
    /// Each HTML page.
    each_page: usize,
    /// `embed.js`, which other sites' pages load.
    embed_script: usize,
    /// Script and styles of an embed in a frame.
    embed_frame: usize,
    /// The renderer of embeds: script and WebAssembly.
    embed_renderer: usize,
    /// What builds pages and charts: script and WebAssembly.
    pages: usize,
    /// The exporter of charts: script and WebAssembly.
    exporter: usize,
    /// Each form of the content: the bundle's JSON, and the packed ones that programs load.
    each_bundle: usize,
}

struct Sized {
    name: String,
    raw: usize,
    brotli: usize,
}

/// Prints the sizes of what is in `dist`, and fails if they exceed the budget.
pub fn check(dist: &Path, budget: &Path) -> Result<()> {
    let text =
        fs::read_to_string(budget).with_context(|| format!("cannot read {}", budget.display()))?;
    let budget: Budget =
        serde_json::from_str(&text).with_context(|| format!("{} is wrong", budget.display()))?;
    let files = files_below(dist)?;
    let loaded = loaded_by_index(dist, &files)?;
    let select = |of: &BTreeSet<PathBuf>, extensions: &[&str]| {
        of.iter()
            .filter(|path| extensions.iter().any(|wanted| has_extension(path, wanted)))
            .map(|path| measure(dist, path))
            .collect::<Result<Vec<_>>>()
    };
    let code = select(&loaded, &["js", "mjs", "wasm"])?;
    let styles = select(&loaded, &["css"])?;
    let pages = select(&files, &["html"])?;
    let bundles = files
        .iter()
        .filter(|path| {
            path.starts_with("bundle") && has_extension(path, "json") || has_extension(path, "bin")
        })
        .map(|path| measure(dist, path))
        .collect::<Result<Vec<_>>>()?;

    let named = |starts: &[&str]| {
        let is_named = |path: &&PathBuf| {
            let path = path.to_string_lossy();
            let is_code = [".js", ".css", ".wasm"]
                .iter()
                .any(|end| path.ends_with(end));
            is_code && starts.iter().any(|start| path.starts_with(start))
        };
        let of = files.iter().filter(is_named);
        of.map(|path| measure(dist, path))
            .collect::<Result<Vec<_>>>()
    };
    let parts = [
        ("embed.js", named(&["embed.js"])?, budget.embed_script),
        (
            "embed in a frame: script and styles",
            named(&["embed/", "site-embed-"])?,
            budget.embed_frame,
        ),
        (
            "renderer of embeds",
            named(&["renderer"])?,
            budget.embed_renderer,
        ),
        (
            "what builds pages and charts",
            named(&["pages-", "pages_bg"])?,
            budget.pages,
        ),
        ("exporter of charts", named(&["exporter"])?, budget.exporter),
    ];

    println!("\n{:<56} {:>9} {:>9}  budget", "bytes", "raw", "brotli");
    let mut over = Vec::new();
    let mut sum = |what: &str, files: &[Sized], most: usize| {
        files
            .iter()
            .for_each(|file| row(&format!("  {}", file.name), file, ""));
        let all = Sized {
            name: what.into(),
            raw: files.iter().map(|file| file.raw).sum(),
            brotli: files.iter().map(|file| file.brotli).sum(),
        };
        judge(&all, most, &mut over);
    };
    sum(
        "first view: script and WebAssembly",
        &code,
        budget.first_view_code,
    );
    sum("first view: styles", &styles, budget.first_view_styles);
    for (what, files, most) in &parts {
        sum(what, files, *most);
    }
    let is_own = owner(dist).as_deref() == Some(&budget.content_of);
    let mut largest = |what: &str, files: Vec<Sized>, most: usize| {
        let count = files.len();
        if let Some(file) = files.into_iter().max_by_key(|file| file.brotli) {
            let name = format!("largest of {count} {what}: {}", file.name);
            let file = Sized { name, ..file };
            match is_own {
                true => judge(&file, most, &mut over),
                false => row(&file.name, &file, "none: another's content"),
            }
        }
    };
    largest("pages", pages, budget.each_page);
    largest("bundle files", bundles, budget.each_bundle);
    println!();
    if code.is_empty() {
        bail!(
            "{} loads no script: is the build complete?",
            dist.join("index.html").display()
        );
    }
    if !over.is_empty() {
        bail!("over budget: {} (see budget.json)", over.join("; "));
    }
    Ok(())
}

/// Who publishes the site in a folder.
fn owner(dist: &Path) -> Option<String> {
    let bundle = fs::read(dist.join("bundle/en.json")).ok()?;
    let bundle: serde_json::Value = serde_json::from_slice(&bundle).ok()?;
    Some(bundle["site"]["owner"].as_str()?.to_owned())
}

fn judge(size: &Sized, most: usize, over: &mut Vec<String>) {
    if size.brotli > most {
        row(&size.name, size, &format!("{most}  OVER"));
        over.push(format!("{} by {} bytes", size.name, size.brotli - most));
    } else {
        row(&size.name, size, &format!("{most}  ok"));
    }
}

fn row(name: &str, size: &Sized, budget: &str) {
    println!("{name:<56} {:>9} {:>9}  {budget}", size.raw, size.brotli);
}

fn measure(dist: &Path, path: &Path) -> Result<Sized> {
    let file = dist.join(path);
    let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let brotli = compressed(&bytes)?;
    Ok(Sized {
        name: path.display().to_string(),
        raw: bytes.len(),
        brotli,
    })
}

/// The length of `bytes` after brotli.
fn compressed(bytes: &[u8]) -> Result<usize> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).context("brotli failed")?;
    Ok(out.len())
}

/// All files below `dist`, as relative paths.
fn files_below(dist: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut files = BTreeSet::new();
    let mut folders = vec![dist.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder)
            .with_context(|| format!("cannot read {}: build the site first", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(dist) {
                files.insert(name.to_path_buf());
            }
        }
    }
    Ok(files)
}

/// The files that `index.html` refers to, and those that its scripts refer to. Programs that are
/// loaded later are excluded: the reader, if there is a newer bundle, what builds pages and charts,
/// for those who go on, the exporter, for those who open its menu, and the service worker, when
/// everything is shown.
fn loaded_by_index(dist: &Path, files: &BTreeSet<PathBuf>) -> Result<BTreeSet<PathBuf>> {
    let mut loaded = BTreeSet::new();
    let mut unread = vec![PathBuf::from("index.html")];
    while let Some(path) = unread.pop() {
        let file = dist.join(&path);
        let text =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let at_once = |file: &&PathBuf| {
            let name = file.file_name().and_then(|name| name.to_str());
            let is_later = |name: &str| {
                let programs = ["reader", "pages", "exporter"];
                programs.iter().any(|start| name.starts_with(start)) || name == "sw.js"
            };
            !name.is_some_and(is_later)
        };
        for named in files
            .iter()
            .filter(|file| names(&text, file))
            .filter(at_once)
        {
            if loaded.insert(named.clone()) && ["js", "mjs"].iter().any(|e| has_extension(named, e))
            {
                unread.push(named.clone());
            }
        }
    }
    Ok(loaded)
}

/// Whether a text refers to a file as an attribute or an import does.
///
/// A snippet shown to the reader does not count: its quotes are escaped.
fn names(text: &str, file: &Path) -> bool {
    let Some(name) = file.file_name().and_then(|name| name.to_str()) else {
        return false;
    };
    text.match_indices(name).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + name.len()..].chars().next();
        matches!(before, Some('/' | '"' | '\'' | '`' | '='))
            && matches!(after, Some('"' | '\'' | '`' | ' ' | '>' | '?' | '\n'))
    })
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension()
        .is_some_and(|extension| extension == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site whose index loads `app.js`, which loads `app.wasm`.
    fn site() -> tempfile::TempDir {
        let dist = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(dist.path().join(name), text).unwrap();
        write(
            "index.html",
            "<script type=module src=/app.js></script><code>&lt;script src=&quot;/embed.js&quot;</code>",
        );
        write("app.js", "new URL('app.wasm', import.meta.url)");
        write("app.wasm", "wasm");
        write("embed.js", "embed");
        dist
    }

    fn budget(dist: &Path, code: usize) -> PathBuf {
        let path = dist.join("budget.json");
        let text = format!(
            r#"{{"first_view_code": {code}, "first_view_styles": 9, "content_of": "o", "each_page": 999,
                "embed_script": 9, "embed_frame": 9, "embed_renderer": 9, "pages": 9, "exporter": 9, "each_bundle": 9}}"#
        );
        fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn code_counts_when_the_first_page_loads_it() {
        let dist = site();
        let files = files_below(dist.path()).unwrap();
        let loaded = loaded_by_index(dist.path(), &files).unwrap();
        assert_eq!(loaded, BTreeSet::from(["app.js".into(), "app.wasm".into()]));
    }

    #[test]
    fn more_than_the_budget_fails_and_says_what() {
        let dist = site();
        check(dist.path(), &budget(dist.path(), 1_000)).unwrap();
        let error = check(dist.path(), &budget(dist.path(), 10)).unwrap_err();
        assert!(
            error.to_string().contains("script and WebAssembly by"),
            "{error}"
        );
    }

    #[test]
    fn the_content_of_others_is_not_limited() {
        let dist = site();
        let write = |name: &str, text: &str| fs::write(dist.path().join(name), text).unwrap();
        fs::create_dir(dist.path().join("bundle")).unwrap();
        let heavy: String = (0..9_999).map(|number| format!("<p>{number:x}")).collect();
        write("kpi.html", &heavy);
        for (owner, is_refused) in [("o", true), ("somebody else", false)] {
            let bundle = format!(r#"{{"site": {{"owner": "{owner}"}}}}"#);
            write("bundle/en.json", &bundle);
            let checked = check(dist.path(), &budget(dist.path(), 1_000));
            assert_eq!(checked.is_err(), is_refused, "{owner}: {checked:?}");
        }
    }

    #[test]
    fn what_other_sites_load_has_limits_of_its_own() {
        for (name, what) in [
            ("embed.js", "embed.js by"),
            ("embed/frame-0123456789abcdef.js", "embed in a frame"),
            ("site-embed-0123456789abcdef.css", "embed in a frame"),
            ("renderer_bg-0123456789abcdef.wasm", "renderer of embeds"),
            (
                "pages_bg-0123456789abcdef.wasm",
                "what builds pages and charts",
            ),
            ("exporter_bg-0123456789abcdef.wasm", "exporter of charts"),
        ] {
            let dist = site();
            fs::create_dir_all(dist.path().join("embed")).unwrap();
            fs::write(dist.path().join(name), "more than nine bytes").unwrap();
            let error = check(dist.path(), &budget(dist.path(), 1_000)).unwrap_err();
            assert!(error.to_string().contains(what), "{name}: {error}");
        }
    }

    #[test]
    fn a_page_without_script_is_no_complete_build() {
        let dist = site();
        fs::write(dist.path().join("index.html"), "<p>").unwrap();
        assert!(check(dist.path(), &budget(dist.path(), 10)).is_err());
    }

    #[test]
    fn sizes_are_compressed() {
        assert!(compressed(&[b'a'; 10_000]).unwrap() < 50);
    }
}
