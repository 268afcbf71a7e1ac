//! The rules of the house, as `src/lib.rs` and ARCHITECTURE.md draw it.
//!
//! Read from the text of the sources, so that a rule also holds for code that the
//! compiler leaves out on this target.

use std::fs;
use std::path::{Path, PathBuf};

/// What each module of the crate may import of the others. Binaries may import all.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("bundle", &[]),
    ("chart", &[]),
    ("progress", &["bundle"]),
    ("site", &["bundle"]),
    ("load", &["bundle"]),
    ("text", &["bundle", "progress", "load"]),
    ("dataset", &["bundle", "progress", "site", "text"]),
    ("browser", &["bundle", "site", "load"]),
    (
        "view",
        &[
            "chart", "progress", "bundle", "site", "text", "load", "dataset", "browser",
        ],
    ),
    (
        "page",
        &[
            "view", "chart", "progress", "bundle", "site", "text", "load", "dataset", "browser",
        ],
    ),
    (
        "publish",
        &[
            "page", "view", "chart", "progress", "bundle", "site", "text", "load", "dataset",
            "browser",
        ],
    ),
];

/// Crates that touch the browser.
const BROWSER_CRATES: &[&str] = &[
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo_net",
];

/// The most lines of a source file.
const MAX_LINES: usize = 600;

/// A line of a source file.
struct Line {
    file: PathBuf,
    number: usize,
    /// The module that the file belongs to: the folder or file right under `src`.
    module: String,
    /// The code, without comments and the content of strings.
    code: String,
}

/// All Rust files under `src`, each with its path from there.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                let inside = path.strip_prefix(&root).expect("under src").to_owned();
                found.push((inside, text));
            }
        }
    }
    found.sort();
    found
}

/// The folder or file right under `src`, without its extension.
fn module(file: &Path) -> String {
    let first = file.components().next().expect("a path");
    let name = Path::new(first.as_os_str()).with_extension("");
    name.to_string_lossy().into_owned()
}

/// A file's lines of code, `use` trees with several lines joined into their last.
fn lines_of(file: &Path, text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut tree: Option<String> = None;
    for (index, line) in text.lines().enumerate() {
        let mut code = without_comments_and_strings(line);
        if let Some(begun) = tree.take() {
            code = format!("{begun} {}", code.trim());
        }
        let start = code.trim_start();
        let is_use = start.starts_with("use ") || start.starts_with("pub use ");
        if is_use && !code.contains(';') {
            tree = Some(code);
            continue;
        }
        lines.push(Line {
            file: file.to_owned(),
            number: index + 1,
            module: module(file),
            code,
        });
    }
    assert!(tree.is_none(), "{}: a `use` without an end", file.display());
    lines
}

fn lines() -> Vec<Line> {
    let lines: Vec<Line> = sources()
        .iter()
        .flat_map(|(file, text)| lines_of(file, text))
        .collect();
    assert!(lines.len() > 1_000, "the sources were found");
    lines
}

/// The code of a line. Strings of several lines are rare here and hold no paths.
fn without_comments_and_strings(line: &str) -> String {
    let mut out = String::new();
    let mut in_string = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if in_string => {
                chars.next();
            }
            // A quote as a character is no string's end.
            '\'' if !in_string && chars.peek() == Some(&'"') => {
                chars.next();
            }
            '"' => in_string = !in_string,
            '/' if !in_string && chars.peek() == Some(&'/') => break,
            _ if in_string => {}
            c => out.push(c),
        }
    }
    out
}

/// The modules of this crate that a line of code names.
fn named_modules(line: &Line) -> Vec<String> {
    let roots: &[&str] = match line.module.as_str() {
        "main" | "bin" => &["civic_scorecard::"],
        _ => &["crate::"],
    };
    let mut named = Vec::new();
    for root in roots {
        for (at, _) in line.code.match_indices(root) {
            let is_whole = !line.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            // `$crate` in a macro stands for the same crate.
            if is_whole {
                named.extend(heads(&line.code[at + root.len()..]));
            }
        }
    }
    named
}

/// The first names of a path or of a braced tree of paths.
fn heads(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        let text = text.trim_start();
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let Some(inside) = path.trim_start().strip_prefix('{') else {
        return vec![name(path)];
    };
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' if depth == 0 => {
                heads.push(name(&inside[start..at]));
                start = at + 1;
            }
            '}' => {
                heads.push(name(&inside[start..at]));
                break;
            }
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

/// Fails with every place that breaks a rule.
#[track_caller]
fn none(broken: Vec<String>) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

fn at(line: &Line, rule: &str) -> String {
    format!(
        "src/{}:{}: {rule}: {}",
        line.file.display(),
        line.number,
        line.code.trim()
    )
}

#[test]
fn every_module_has_its_rule() {
    let unknown: Vec<String> = sources()
        .iter()
        .map(|(file, _)| module(file))
        .filter(|name| !matches!(name.as_str(), "lib" | "main" | "bin"))
        .filter(|name| MAY_IMPORT.iter().all(|(module, _)| module != name))
        .map(|name| format!("src/{name}: no rule says what it may import; add one here"))
        .collect();
    none(unknown);
}

#[test]
fn imports_point_down_only() {
    let mut broken = Vec::new();
    for line in lines() {
        let Some((module, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == line.module)
        else {
            continue;
        };
        for named in named_modules(&line) {
            let is_module = MAY_IMPORT.iter().any(|(name, _)| *name == named);
            if is_module && named != *module && !allowed.contains(&named.as_str()) {
                let rule = match allowed {
                    [] => format!("`{module}` may import nothing of ours, not `{named}`"),
                    _ => format!(
                        "`{module}` may import {}, not `{named}`",
                        allowed.join(", ")
                    ),
                };
                broken.push(at(&line, &rule));
            }
        }
    }
    none(broken);
}

#[test]
fn no_path_climbs_out_of_its_module() {
    // `super::super` from a file right in a folder would leave it, past the rules above.
    let mut broken = Vec::new();
    for line in lines() {
        let depth = line.file.components().count();
        let is_root = line.file.file_name().is_some_and(|name| name == "mod.rs");
        let climbs = line.code.matches("super::super").count();
        if depth == 2 && climbs > 0 || is_root && line.code.starts_with("use super::") {
            broken.push(at(&line, "a path leaves its module by `super`"));
        }
    }
    none(broken);
}

#[test]
fn only_the_browser_module_touches_the_browser() {
    let mut broken = Vec::new();
    for line in lines() {
        for name in BROWSER_CRATES {
            let is_allowed = match line.module.as_str() {
                "browser" => true,
                // What a browser starts has to say so to it.
                "main" | "bin" => name.starts_with("wasm_bindgen"),
                _ => false,
            };
            let is_named = line
                .code
                .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                .any(|word| word == *name);
            if is_named && !is_allowed {
                broken.push(at(&line, &format!("`{name}` belongs under src/browser")));
            }
        }
    }
    none(broken);
}

#[test]
fn nothing_puts_text_into_the_page_as_html() {
    let mut broken = Vec::new();
    for line in lines() {
        for name in [
            "inner_html",
            "set_inner_html",
            "outer_html",
            "set_outer_html",
            "insert_adjacent_html",
            "document_write",
            "eval",
        ] {
            let is_named = line
                .code
                .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                .any(|word| word == name);
            if is_named {
                broken.push(at(&line, &format!("`{name}` would let text run")));
            }
        }
    }
    none(broken);
}

#[test]
fn only_one_file_of_publishing_touches_the_disk() {
    // Where a path meets a folder, the rule that it stays there has to be kept.
    let mut broken = Vec::new();
    for (file, text) in sources() {
        let is_test = file.ends_with("tests.rs") || file.iter().any(|part| part == "tests");
        if module(&file) != "publish" || is_test || file.ends_with("publish/folder.rs") {
            continue;
        }
        // What tests do with files stands in modules at the end.
        let code = text.split("\n#[cfg(test)]\n").next().unwrap_or_default();
        let lines = lines_of(&file, code);
        let on_disk = lines.iter().filter(|line| line.code.contains("std::fs"));
        broken.extend(on_disk.map(|line| at(line, "files belong to src/publish/folder.rs")));
    }
    none(broken);
}

#[test]
fn no_source_file_is_too_long_to_hold_in_the_head() {
    let broken = sources()
        .iter()
        .map(|(file, text)| (file, text.lines().count()))
        .filter(|(_, count)| *count > MAX_LINES)
        .map(|(file, count)| {
            format!(
                "src/{}:{count}: a file has at most {MAX_LINES} lines",
                file.display()
            )
        })
        .collect();
    none(broken);
}

// ---- the reading itself ----

fn named_in(file: &str, text: &str) -> Vec<String> {
    let lines = lines_of(Path::new(file), text);
    lines.iter().flat_map(named_modules).collect()
}

#[test]
fn imports_are_found_in_every_form_that_rust_has_for_them() {
    for (text, named) in [
        ("use crate::bundle::Bundle;", vec!["bundle"]),
        ("pub use crate::view;", vec!["view"]),
        (
            "use crate::{bundle::{Id, Kpi}, text::words};",
            vec!["bundle", "text"],
        ),
        (
            "use crate::{\n    bundle,\n    site::Site,\n};",
            vec!["bundle", "site"],
        ),
        ("use crate::bundle::{\n    Id,\n};", vec!["bundle"]),
        ("    let x = crate::text::status(&s);", vec!["text"]),
        ("impl $crate::bundle::read::Read for X {", vec!["bundle"]),
        ("// use crate::page::App;", vec![]),
        ("/// [`crate::page`]", vec![]),
        ("let x = \"crate::page::App\";", vec![]),
        ("let x = ('\"', crate::page::App);", vec!["page"]),
        ("use other_crate::page::App;", vec![]),
    ] {
        assert_eq!(named_in("view/a.rs", text), named, "{text}");
    }
    let used = named_in("main.rs", "use civic_scorecard::page::App;");
    assert_eq!(used, ["page"]);
}

#[test]
fn a_failure_names_the_file_the_line_and_the_rule() {
    let lines = lines_of(
        Path::new("chart/a.rs"),
        "//! A file.\n\nuse crate::view::Card;",
    );
    let line = lines.last().expect("three lines");
    assert_eq!(
        at(line, "`chart` may import nothing of ours, not `view`"),
        "src/chart/a.rs:3: `chart` may import nothing of ours, not `view`: use crate::view::Card;"
    );
}
