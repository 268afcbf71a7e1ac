//! The rules of the house, as `src/lib.rs` and ARCHITECTURE.md draw it.
//!
//! Read from the sources with `syn`, so that a rule also holds for code that the compiler
//! leaves out on this target.

mod imports;
mod reading;
mod sources;
mod tokens;

use std::collections::BTreeSet;

use imports::{Target, circles};
use sources::{SOURCES, Sources, top};

/// What each module of the crate may import of the others. Binaries may import all.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("names", &[]),
    ("order", &[]),
    ("bundle", &["names", "order"]),
    ("chart", &["order"]),
    ("progress", &["bundle", "names", "order"]),
    ("site", &["bundle", "names"]),
    ("load", &["bundle"]),
    ("dataset", &["bundle", "names", "order", "progress", "site"]),
    ("text", &["bundle", "progress", "site", "load", "dataset"]),
    (
        "content",
        &["bundle", "load", "progress", "site", "dataset", "text"],
    ),
    ("export", &["bundle", "progress", "site", "dataset", "text"]),
    ("browser", &["bundle", "site", "load"]),
    (
        "view",
        &[
            "bundle", "order", "chart", "progress", "site", "load", "dataset", "text", "browser",
        ],
    ),
    ("drawing", &["progress", "view"]),
    (
        "picture",
        &[
            "bundle", "progress", "site", "dataset", "text", "export", "view", "drawing",
        ],
    ),
    (
        "exhibit",
        &[
            "bundle", "chart", "progress", "site", "dataset", "text", "view", "drawing", "picture",
        ],
    ),
    (
        "page",
        &[
            "bundle", "chart", "progress", "site", "load", "dataset", "text", "export", "browser",
            "view", "exhibit",
        ],
    ),
    (
        "publish",
        &[
            "bundle", "chart", "progress", "site", "load", "content", "dataset", "text", "export",
            "browser", "view", "drawing", "picture", "exhibit", "page",
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

/// What would let text run.
const HTML: &[&str] = &[
    "inner_html",
    "set_inner_html",
    "outer_html",
    "set_outer_html",
    "insert_adjacent_html",
    "document_write",
    "eval",
];

/// What reads and writes files: paths of other crates, as they begin.
const DISK_PATHS: &[&str] = &[
    "std::fs",
    "std::os::unix::fs",
    "tokio::fs",
    "tower_http::services",
    "notify",
    "tempfile",
];

/// Methods that look at files.
const DISK_METHODS: &[&str] = &[
    "canonicalize",
    "exists",
    "is_dir",
    "is_file",
    "load_font_file",
    "load_fonts_dir",
    "load_system_fonts",
    "metadata",
    "read_dir",
    "read_link",
    "symlink_metadata",
    "try_exists",
];

/// Which files may do so, with what, and why.
const MAY_TOUCH_THE_DISK: &[(&str, &str, &str)] = &[
    ("publish/folder.rs", "", "keeps paths within a folder"),
    (
        "publish/swap.rs",
        "",
        "puts a whole folder in another's place",
    ),
    (
        "bundle/language.rs",
        "canonicalize",
        "is a method for languages, not for paths",
    ),
    (
        "publish/hosting/files.rs",
        "is_dir",
        "asks what is at a path that `folder::place` gave",
    ),
    ("publish/hosting/files.rs", "is_file", "the same"),
    (
        "publish/live.rs",
        "tempfile",
        "makes the folder that a preview's pages are put into",
    ),
    (
        "publish/preview.rs",
        "tower_http::services::ServeFile",
        "sends the file at a path that `folder::file` gave",
    ),
    (
        "publish/preview.rs",
        "tokio::fs::read_to_string",
        "the same",
    ),
    (
        "publish/preview.rs",
        "notify",
        "keeps the watcher of a folder, and says why there is none",
    ),
    (
        "publish/preview/watching.rs",
        "notify",
        "watches the folder of a bundle",
    ),
    (
        "drawing/typesetter.rs",
        "load_system_fonts",
        "reads the machine's fonts, which are in no folder of a site",
    ),
];

/// The most lines of a source file.
const MAX_LINES: usize = 600;

/// Fails with every place that breaks a rule.
#[track_caller]
fn none(broken: impl IntoIterator<Item = String>) {
    let broken: Vec<String> = broken.into_iter().collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// Says that a line breaks a rule.
fn at(sources: &Sources, file: &str, line: usize, rule: &str) -> String {
    let lines = sources.files[file].text.lines();
    let code = lines.skip(line - 1).map(str::trim).next();
    format!("src/{file}:{line}: {rule}: {}", code.unwrap_or_default())
}

/// The modules right under `src` that each path leads to, or through, by file and line.
fn modules_named(sources: &Sources) -> BTreeSet<(&str, usize, &str)> {
    let mut found = BTreeSet::new();
    for (id, module) in sources.modules.iter().enumerate() {
        for named in &module.named {
            let mut add = |name| found.insert((module.file.as_str(), named.line, name));
            if let [root, first, ..] = &named.path[..]
                && ["crate", "civic_scorecard"].contains(&root.as_str())
            {
                add(first.as_str());
            }
            for target in sources.meaning(id, &named.path) {
                match target {
                    Target::Module(id) | Target::Item(id) => add(top(&sources.modules[id].file)),
                    Target::Outside(_) => continue,
                };
            }
        }
    }
    found
}

fn imports_that_point_up(sources: &Sources) -> Vec<String> {
    let mut broken = Vec::new();
    for (file, line, named) in modules_named(sources) {
        let rule_of = |name: &str| MAY_IMPORT.iter().find(|(module, _)| *module == name);
        let (Some((module, allowed)), Some(_)) = (rule_of(top(file)), rule_of(named)) else {
            continue;
        };
        if named != *module && !allowed.contains(&named) {
            let rule = match allowed {
                [] => format!("`{module}` may import nothing of ours, not `{named}`"),
                _ => format!(
                    "`{module}` may import {}, not `{named}`",
                    allowed.join(", ")
                ),
            };
            broken.push(at(sources, file, line, &rule));
        }
    }
    broken
}

/// The circles of imports, each with the lines that make it one.
fn imports_in_circles(sources: &Sources) -> Vec<String> {
    let imports = sources.imports();
    let circles = circles(&imports).into_iter().map(|circle| {
        let files: BTreeSet<&str> = circle.iter().map(|import| import.from.as_str()).collect();
        let files: Vec<String> = files.iter().map(|file| format!("src/{file}")).collect();
        let mut told = format!("these files import each other: {}", files.join(", "));
        for import in circle {
            let (from, line, to) = (&import.from, import.line, &import.to);
            told.push_str(&format!(
                "\n  src/{from}:{line}: `{}` is in src/{to}",
                import.path
            ));
        }
        told
    });
    circles.collect()
}

/// Every place outside of tests that touches the disk, as file, line and what does it.
fn disk_accesses(sources: &Sources) -> BTreeSet<(&str, usize, String)> {
    let mut found = BTreeSet::new();
    for (id, module) in sources.modules.iter().enumerate() {
        for named in &module.named {
            for target in sources.meaning(id, &named.path) {
                let Target::Outside(path) = target else {
                    continue;
                };
                let path = path.join("::");
                let is_below = |start: &&str| {
                    let rest = path.strip_prefix(*start);
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
                };
                if DISK_PATHS.iter().any(is_below) {
                    found.insert((module.file.as_str(), named.line, path));
                }
            }
        }
    }
    for (file, source) in &sources.files {
        let words = source.words.iter();
        let methods = words.filter(|(word, _)| DISK_METHODS.contains(&word.as_str()));
        found.extend(methods.map(|(word, line)| (file.as_str(), *line, word.clone())));
    }
    found.retain(|(file, line, _)| !sources.files[*file].is_test(*line));
    found
}

/// Whether a permission is for what touches the disk in a file.
fn permits(permission: &(&str, &str, &str), file: &str, what: &str) -> bool {
    permission.0 == file && what.starts_with(permission.1)
}

#[test]
fn every_module_has_its_rule() {
    let files = SOURCES.files.keys().map(|file| top(file));
    let modules = files.filter(|name| !matches!(*name, "lib" | "main" | "bin"));
    let unknown = modules.filter(|name| MAY_IMPORT.iter().all(|(module, _)| module != name));
    none(unknown.map(|name| format!("src/{name}: no rule says what it may import; add one here")));
}

#[test]
fn every_file_is_a_module() {
    let files = SOURCES.files.keys();
    let lost = files.filter(|file| SOURCES.modules.iter().all(|module| module.file != **file));
    none(lost.map(|file| format!("src/{file}: no `mod` declares it, so nothing compiles it")));
}

#[test]
fn imports_point_down_only() {
    none(imports_that_point_up(&SOURCES));
}

#[test]
fn no_path_climbs_out_of_its_module() {
    // What is outside is named from `crate` on, so that a reader sees that it is outside.
    none(paths_that_climb(&SOURCES));
}

fn paths_that_climb(sources: &Sources) -> Vec<String> {
    let mut broken = Vec::new();
    for (id, module) in sources.modules.iter().enumerate() {
        for named in &module.named {
            let supers = named.path.iter().take_while(|name| *name == "super");
            let parents = std::iter::successors(Some(id), |id| sources.modules[*id].parent);
            // From a module right under the crate's root one step leaves it.
            if supers.count() + 1 >= parents.count() && named.path[0] == "super" {
                let rule = "a path leaves its module by `super`";
                broken.push(at(sources, &module.file, named.line, rule));
            }
        }
    }
    broken
}

#[test]
fn no_file_imports_itself_through_others() {
    none(imports_in_circles(&SOURCES));
}

#[test]
fn what_is_imported_is_named() {
    // Names that came with a `*` could not be followed. Tests of a module may name all of it.
    let mut broken = Vec::new();
    for (id, module) in SOURCES.modules.iter().enumerate() {
        for named in &module.named {
            let [path @ .., last] = &named.path[..] else {
                continue;
            };
            let is_ours = || {
                let meanings = SOURCES.meaning(id, path);
                meanings.iter().any(|of| matches!(of, Target::Module(_)))
            };
            if last == "*" && !SOURCES.files[&module.file].is_test(named.line) && is_ours() {
                broken.push(at(&SOURCES, &module.file, named.line, "import by name"));
            }
        }
    }
    none(broken);
}

#[test]
fn only_the_browser_module_touches_the_browser() {
    let mut broken = Vec::new();
    for (file, source) in &SOURCES.files {
        for (word, line) in &source.words {
            let is_allowed = match top(file) {
                "browser" => true,
                // What a browser starts has to say so to it.
                "main" | "bin" => word.starts_with("wasm_bindgen"),
                _ => false,
            };
            if BROWSER_CRATES.contains(&word.as_str()) && !is_allowed {
                let rule = format!("`{word}` belongs under src/browser");
                broken.push(at(&SOURCES, file, *line, &rule));
            }
        }
    }
    none(broken);
}

#[test]
fn nothing_puts_text_into_the_page_as_html() {
    let mut broken = Vec::new();
    for (file, source) in &SOURCES.files {
        for (word, line) in &source.words {
            if HTML.contains(&word.as_str()) {
                broken.push(at(
                    &SOURCES,
                    file,
                    *line,
                    &format!("`{word}` would let text run"),
                ));
            }
        }
    }
    none(broken);
}

#[test]
fn only_one_file_of_publishing_touches_the_disk() {
    // Where a path meets a folder, the rule that it stays there has to be kept.
    let accesses = disk_accesses(&SOURCES);
    let is_permitted = |(file, _, what): &&(&str, usize, String)| {
        let permissions = MAY_TOUCH_THE_DISK.iter();
        !permissions
            .clone()
            .any(|permission| permits(permission, file, what))
    };
    none(
        accesses
            .iter()
            .filter(is_permitted)
            .map(|(file, line, what)| {
                let rule =
                    format!("`{what}` touches the disk, which belongs to src/publish/folder.rs");
                at(&SOURCES, file, *line, &rule)
            }),
    );
    let is_idle = |permission: &&(&str, &str, &str)| {
        let mut accesses = accesses.iter();
        !accesses.any(|(file, _, what)| permits(permission, file, what))
    };
    let idle = MAY_TOUCH_THE_DISK.iter().filter(is_idle);
    none(idle.map(|(file, what, _)| format!("src/{file} does not need {what:?} any more")));
}

#[test]
fn no_source_file_is_too_long_to_hold_in_the_head() {
    let lines = SOURCES.files.iter();
    let lines = lines.map(|(file, source)| (file, source.text.lines().count()));
    let long = lines.filter(|(_, count)| *count > MAX_LINES);
    none(
        long.map(|(file, count)| {
            format!("src/{file}:{count}: a file has at most {MAX_LINES} lines")
        }),
    );
}
