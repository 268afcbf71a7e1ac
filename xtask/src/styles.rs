//! `style/site.css`: the plain sheets, and the scoped sheet of each component; and
//! `style/site-embed.css`: what of it an embed needs.
//!
//! A component says `style_sheet!("style/components/NAME.css")`, and the macro
//! (crate stylers) gives it a class that scopes that sheet. Here the same crate
//! writes the scoped rules. `stylers::build` would do so too, but it sees only
//! calls written in one certain way, follows no set order and prints; going by
//! the files is simpler and lets the mistakes below be named.

use std::collections::BTreeMap;
use std::fs;
use std::panic;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use cssparser::{ParseError, Parser};
use stylers_core::{Class, from_str};

use crate::scopes;

mod embed;
mod themes;

const TOKENS: &str = "style/tokens.css";
/// Plain sheets after the tokens and before the components' own, in this order.
const BEFORE: &[&str] = &[
    "style/base.css",
    "style/page.css",
    "style/charts.css",
    "style/choices.css",
];
/// Plain sheets after them.
const AFTER: &[&str] = &["style/print.css"];
const COMPONENTS: &str = "style/components";
const OUTPUT: &str = "style/site.css";
const EMBED_OUTPUT: &str = "style/site-embed.css";

/// Writes both sheets below `root`, each unless it is up to date: trunk watches the
/// folder, and a file written anew would start the next build.
pub fn run(root: &Path) -> Result<()> {
    let sheets = components(root)?;
    check_scopes(&sheets)?;
    check_uses(&sheets, &uses(root)?)?;
    let embed = embed::sheet(root, &sheets)?;
    for (name, css) in [(OUTPUT, site(root, &sheets)?), (EMBED_OUTPUT, embed)] {
        let output = root.join(name);
        if fs::read_to_string(&output).is_ok_and(|old| old == css) {
            continue;
        }
        fs::write(&output, css).with_context(|| format!("cannot write {}", output.display()))?;
    }
    Ok(())
}

/// The text of the whole sheet.
fn site(root: &Path, sheets: &Sheets) -> Result<String> {
    let mut css = themes::sheet(&read(root, TOKENS)?)?;
    for name in BEFORE {
        css += &read(root, name)?;
    }
    for (name, sheet) in sheets {
        css += &format!("/* {name} */\n{}\n", scoped(name, sheet)?);
    }
    for name in AFTER {
        css += &read(root, name)?;
    }
    Ok(css)
}

fn read(root: &Path, name: &str) -> Result<String> {
    let text =
        fs::read_to_string(root.join(name)).with_context(|| format!("cannot read {name}"))?;
    Ok(format!("/* {name} */\n{}\n", text.trim_end()))
}

/// Goes to the end of a block.
fn skip<'i>(input: &mut Parser<'i, '_>) -> Result<(), ParseError<'i, ()>> {
    while input.next().is_ok() {}
    Ok(())
}

/// Components' sheets by their names.
type Sheets = BTreeMap<String, String>;

/// Every component's sheet by its name, as `style_sheet!` names it.
fn components(root: &Path) -> Result<Sheets> {
    let mut sheets = BTreeMap::new();
    let entries = match fs::read_dir(root.join(COMPONENTS)) {
        Ok(entries) => entries,
        Err(_) => return Ok(sheets),
    };
    for entry in entries {
        let path = entry?.path();
        let Some(file) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if file.ends_with(".css") {
            let name = format!("{COMPONENTS}/{file}");
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
            sheets.insert(name, text);
        }
    }
    Ok(sheets)
}

/// The class stylers gives a sheet.
fn scope(css: &str) -> String {
    Class::rand_class_from_seed(css.to_string())
        .as_name()
        .to_string()
}

fn scoped(name: &str, css: &str) -> Result<String> {
    let class = Class::rand_class_from_seed(css.to_string());
    // stylers panics on what it cannot read.
    let scoped = panic::catch_unwind(|| from_str(css, &class))
        .ok()
        .with_context(|| {
            format!("stylers cannot read {name}: look for an unclosed block or quote")
        })?;
    scopes::check(name, css, &scoped, class.as_name())?;
    Ok(scoped)
}

/// Fails when two sheets share a class: stylers derives it from the number of
/// non-blank characters alone, and each would style the other's component.
fn check_scopes(sheets: &Sheets) -> Result<()> {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for (name, css) in sheets {
        if let Some(other) = owners.insert(scope(css), name) {
            bail!(
                "{other} and {name} get the same scope class, as both have the same number of \
                 non-blank characters; please add a character to one, in a comment say"
            );
        }
    }
    Ok(())
}

/// Fails when a sheet is named nowhere, or a name has no sheet.
fn check_uses(sheets: &Sheets, uses: &BTreeMap<String, PathBuf>) -> Result<()> {
    if let Some(unused) = sheets.keys().find(|name| !uses.contains_key(*name)) {
        bail!(r#"{unused} is not used: no file in src has style_sheet!("{unused}")"#);
    }
    if let Some((name, file)) = uses.iter().find(|(name, _)| !sheets.contains_key(*name)) {
        bail!(
            "{} uses {name}, which is not a sheet in {COMPONENTS}",
            file.display()
        );
    }
    Ok(())
}

/// The sheets that files in `src` name, and one file that does.
fn uses(root: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let mut uses = BTreeMap::new();
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path)
                    .with_context(|| format!("cannot read {}", path.display()))?;
                let file = path.strip_prefix(root).unwrap_or(&path);
                uses.extend(sheets_named(&text).map(|name| (name.to_string(), file.into())));
            }
        }
    }
    Ok(uses)
}

/// The arguments of `style_sheet!("…")` outside of comments.
fn sheets_named(rust: &str) -> impl Iterator<Item = &str> {
    rust.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("style_sheet!(").skip(1))
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A project with these component sheets, all used.
    fn project(sheets: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(
            "style/tokens.css",
            ":root { --ink: #111; }\n@media screen and (prefers-color-scheme: dark) {\n  :root { --ink: #eee; }\n}\n",
        );
        write("style/embed.css", ".embed { color: var(--ink); }");
        write("style/base.css", "body { color: var(--ink); }");
        write("style/page.css", "main { top: 0; }");
        write("style/charts.css", ".chart { margin: 0; }");
        write("style/choices.css", ".choices { margin: 0; }");
        write("style/print.css", "@media print { nav { display: none; } }");
        let mut rust = String::from("// style_sheet!(\"style/components/old.css\")\n");
        for (name, css) in sheets {
            write(&format!("style/components/{name}.css"), css);
            rust += &format!("let css = style_sheet!(\"style/components/{name}.css\");\n");
        }
        write("src/view/all.rs", &rust);
        root
    }

    /// The sheet of its site.
    fn whole(root: &tempfile::TempDir) -> Result<String> {
        run(root.path())?;
        read(root.path(), OUTPUT)
    }

    #[test]
    fn sheets_come_in_order_and_scoped() {
        let root = project(&[("zoo", ".zoo { color: red; }"), ("ant", ".ant { top: 0; }")]);
        let css = whole(&root).unwrap();
        let place = |text: &str| {
            css.find(text)
                .unwrap_or_else(|| panic!("no {text} in {css}"))
        };
        let zoo = format!(".zoo.{}", scope(".zoo { color: red; }"));
        assert!(place("--ink: #111") < place("body {"));
        assert!(place("body {") < place(".ant.l-"));
        assert!(place(".ant.l-") < place(&zoo));
        assert!(place(&zoo) < place("@media print"));
    }

    #[test]
    fn a_sheet_that_did_not_change_is_not_written() {
        let root = project(&[]);
        let output = root.path().join(OUTPUT);
        run(root.path()).unwrap();
        let old = fs::metadata(&output).unwrap().modified().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20));
        run(root.path()).unwrap();
        assert_eq!(fs::metadata(&output).unwrap().modified().unwrap(), old);
    }

    #[test]
    fn sheets_of_one_length_clash_and_both_are_named() {
        let root = project(&[("one", ".a { top: 0; }"), ("two", ".b{ left:0}")]);
        let error = whole(&root).unwrap_err().to_string();
        assert!(
            error.contains("components/one.css and style/components/two.css"),
            "{error}"
        );
    }

    #[test]
    fn an_unused_sheet_is_named() {
        let root = project(&[("card", ".card { top: 0; }")]);
        fs::write(root.path().join("src/view/all.rs"), "").unwrap();
        let error = whole(&root).unwrap_err().to_string();
        assert!(
            error.contains("style/components/card.css is not used"),
            "{error}"
        );
    }

    #[test]
    fn a_missing_sheet_is_named_with_its_user() {
        let root = project(&[("card", ".card { top: 0; }")]);
        fs::remove_file(root.path().join("style/components/card.css")).unwrap();
        let error = whole(&root).unwrap_err().to_string();
        assert!(
            error.contains("src/view/all.rs uses style/components/card.css"),
            "{error}"
        );
    }
}
