//! Tests of the reading itself: that no form of import is overlooked.

use std::collections::BTreeSet;

use crate::imports::Target;
use crate::sources::Sources;
use crate::{
    at, disk_accesses, imports_in_circles, imports_that_point_up, modules_named, paths_that_climb,
};

/// A library around `text` in view/chart/a.rs, with something to import everywhere.
fn with(text: &str) -> Sources {
    Sources::of(&[
        ("lib.rs", "pub mod bundle; pub mod text; pub mod view;"),
        (
            "bundle/mod.rs",
            "mod kpi; pub mod read; pub use kpi::{Kpi, Unit as Of}; pub use serde_json::Value;
             pub const MOST: usize = 1; record! { pub struct Bundle {} }",
        ),
        ("bundle/kpi.rs", "pub struct Kpi; pub enum Unit { Percent }"),
        (
            "bundle/read.rs",
            "macro_rules! record { () => { impl $crate::text::Say for X {} } }
             pub(crate) use record;",
        ),
        (
            "text.rs",
            "pub mod words { pub const YES: &str = \"\"; } pub trait Say {}",
        ),
        ("view/mod.rs", "mod card; mod chart; pub use card::card;"),
        ("view/card.rs", "pub fn card() {} pub struct Card;"),
        (
            "view/chart/mod.rs",
            "mod a; mod b; pub use b::b; pub(crate) use crate::bundle::Kpi;",
        ),
        ("view/chart/b.rs", "pub fn b() {}"),
        ("view/chart/a.rs", text),
        (
            "main.rs",
            "use civic_scorecard::bundle::{self, Kpi}; fn main() { bundle::Of::X; }",
        ),
    ])
}

/// The files that one of the sources imports.
fn imported_by(sources: &Sources, file: &str) -> Vec<String> {
    let imports = sources.imports();
    let of_file = imports.into_iter().filter(|import| import.from == file);
    let files: BTreeSet<String> = of_file.map(|import| import.to).collect();
    files.into_iter().collect()
}

#[test]
fn imports_are_found_in_every_form_that_rust_has_for_them() {
    let kpi = "bundle/kpi.rs";
    for (text, files) in [
        // `use`, through what a module passes on.
        ("use crate::bundle::Kpi;", vec![kpi]),
        (
            "pub(crate) struct S; use crate::bundle::Of as Unit;",
            vec![kpi],
        ),
        (
            "use crate::{bundle::{Of, read::record}, text::Say};",
            vec![kpi, "bundle/read.rs", "text.rs"],
        ),
        (
            "use crate::{\n    bundle::{\n        Kpi,\n    },\n};",
            vec![kpi],
        ),
        ("use super::Kpi;", vec![kpi]),
        ("use super::b;", vec!["view/chart/b.rs"]),
        ("use super::b::b;", vec!["view/chart/b.rs"]),
        ("use super::super::card;", vec!["view/card.rs"]),
        ("use super::super::card::Card;", vec!["view/card.rs"]),
        ("fn f() { use crate::bundle::Kpi; }", vec![kpi]),
        // What a module defines itself, or a macro does in it, or another crate.
        ("use crate::bundle::MOST;", vec!["bundle/mod.rs"]),
        ("use crate::bundle::Bundle;", vec!["bundle/mod.rs"]),
        ("use crate::bundle::Value;", vec!["bundle/mod.rs"]),
        ("use crate::text::words::YES;", vec!["text.rs"]),
        // A module is a name until something of it is used.
        ("use crate::bundle;", vec![]),
        ("use crate::bundle; fn f() -> bundle::Kpi {}", vec![kpi]),
        ("use crate::bundle as b; fn f() -> b::Kpi {}", vec![kpi]),
        (
            "use crate::bundle::{self}; fn f() -> bundle::Kpi {}",
            vec![kpi],
        ),
        (
            "use super::super::chart; fn f() { chart::b(); }",
            vec!["view/chart/b.rs"],
        ),
        // Paths in code, types, patterns, attributes, macros.
        (
            "fn f() { let x = crate::bundle::MOST; }",
            vec!["bundle/mod.rs"],
        ),
        ("fn f(x: Option<&crate::bundle::Kpi>) {}", vec![kpi]),
        ("impl crate::text::Say for Vec<u8> {}", vec!["text.rs"]),
        ("type T = <u8 as crate::text::Say>::Out;", vec!["text.rs"]),
        (
            "fn f(x: X) { match x { crate::bundle::Of::Percent => {} } }",
            vec![kpi],
        ),
        (
            "fn f() { view! { <p>{crate::bundle::MOST}</p> } }",
            vec!["bundle/mod.rs"],
        ),
        (
            "fn f() { view! { <super::b x=1/> } }",
            vec!["view/chart/b.rs"],
        ),
        ("use crate::bundle; fn f() { vec![bundle::Kpi] }", vec![kpi]),
        (
            "thread_local! { static X: crate::bundle::Kpi = 1; }",
            vec![kpi],
        ),
        (
            "macro_rules! m { () => { $crate::bundle::Of::X } }",
            vec![kpi],
        ),
        (
            "m! { use crate::{bundle::{Kpi, read}, text::Say}; }",
            vec![kpi, "text.rs"],
        ),
        (
            "mod inner { use super::super::b; }",
            vec!["view/chart/b.rs"],
        ),
        // What is none.
        ("// use crate::bundle::Kpi;", vec![]),
        ("/// [`crate::bundle::Kpi`]\nstruct S;", vec![]),
        ("const X: &str = \"crate::bundle::Kpi\";", vec![]),
        ("use other_crate::bundle::Kpi;", vec![]),
        ("fn f() { other::bundle::kpi(); }", vec![]),
        ("use crate::bundle::Of; fn f() { Of::Percent; }", vec![kpi]),
        ("#[cfg(test)] use crate::bundle::Kpi;", vec![]),
        (
            "#[cfg(test)]\nmod tests {\n    use crate::bundle::Kpi;\n}",
            vec![],
        ),
        (
            "impl X {\n    #[cfg(test)]\n    fn f() -> crate::bundle::Kpi {}\n}",
            vec![],
        ),
    ] {
        assert_eq!(imported_by(&with(text), "view/chart/a.rs"), files, "{text}");
    }
    assert_eq!(imported_by(&with(""), "main.rs"), [kpi]);
    assert_eq!(
        imported_by(&with(""), "bundle/read.rs"),
        ["text.rs"],
        "a macro's body"
    );
    assert!(
        imported_by(&with(""), "view/mod.rs").is_empty(),
        "what is passed on is not needed"
    );
}

#[test]
fn a_circle_is_found_and_told_with_its_lines() {
    let found = imports_in_circles(&Sources::of(&[
        ("lib.rs", "mod a; mod b; mod c; mod d; mod e;"),
        ("a.rs", "pub const X: u8 = 1;\nuse crate::b::f;"),
        ("b.rs", "\n\npub fn f() { crate::c::g(); }"),
        ("c.rs", "pub fn g() -> u8 {\n    vec![super::a::X]\n}"),
        // Needs the circle, and is needed by none of it.
        ("d.rs", "use crate::a::X; use crate::e::Y;"),
        ("e.rs", "pub const Y: u8 = 1;"),
    ]));
    assert_eq!(
        found,
        [
            "these files import each other: src/a.rs, src/b.rs, src/c.rs\n  \
          src/a.rs:2: `crate::b::f` is in src/b.rs\n  \
          src/b.rs:3: `crate::c::g` is in src/c.rs\n  \
          src/c.rs:2: `super::a::X` is in src/a.rs"
        ]
    );
}

#[test]
fn a_module_and_what_is_in_it_make_a_circle_only_if_both_need_each_other() {
    let of = |module: &str, child: &str| {
        let lib = ("lib.rs", "mod m;");
        let sources = Sources::of(&[lib, ("m/mod.rs", module), ("m/child.rs", child)]);
        imports_in_circles(&sources).len()
    };
    let child = "use super::X; pub fn f() -> u8 { X }";
    let own = "mod child; pub const X: u8 = 1;";
    assert_eq!(of(own, child), 0);
    assert_eq!(of(&format!("{own} pub use child::f;"), child), 0);
    for needs in [
        "use child::f;",
        "fn g() { child::f(); }",
        "pub use child::f; fn g() { f(); }",
        "pub use child::f; fn g() { view! { {f()} } }",
    ] {
        assert_eq!(of(&format!("{own} {needs}"), child), 1, "{needs}");
    }
    assert_eq!(
        of(
            "mod child; use child::f;",
            "#[cfg(test)] use super::X; pub fn f() {}"
        ),
        0
    );
    assert_eq!(
        of(
            "mod child; pub use child::f; fn g() { f(); }",
            "pub fn f() {}"
        ),
        0
    );
}

#[test]
fn files_of_modules_are_found_where_rust_looks_for_them() {
    let sources = Sources::of(&[
        ("lib.rs", "mod a; mod b; mod inline { pub mod c; }"),
        (
            "a.rs",
            "mod deep; #[cfg(test)] #[path = \"a_tests.rs\"] mod tests;",
        ),
        ("a/deep.rs", ""),
        ("a_tests.rs", "use crate::b::X;"),
        ("b/mod.rs", "pub const X: u8 = 1;"),
        ("inline/c.rs", "use crate::b::X;"),
        ("bin/tool.rs", "mod part;"),
        ("bin/part.rs", ""),
    ]);
    let read: BTreeSet<&str> = sources.modules.iter().map(|of| of.file.as_str()).collect();
    assert_eq!(read.len(), sources.files.len());
    assert!(
        imported_by(&sources, "a_tests.rs").is_empty(),
        "a file of tests"
    );
    assert_eq!(imported_by(&sources, "inline/c.rs"), ["b/mod.rs"]);
}

#[test]
fn a_path_is_of_every_module_that_it_leads_through() {
    let sources = with("use super::super::chart::Kpi;\ncrate::text!();");
    let named = modules_named(&sources);
    let of_file = named
        .iter()
        .filter(|(file, _, _)| *file == "view/chart/a.rs");
    let named: Vec<_> = of_file.map(|(_, line, name)| (*line, *name)).collect();
    assert_eq!(named, [(1, "bundle"), (2, "text")]);
}

#[test]
fn a_failure_names_the_file_the_line_and_the_rule() {
    let sources = Sources::of(&[
        ("lib.rs", "mod bundle; mod chart; mod text; mod view;"),
        ("chart.rs", "//! A file.\n\nuse crate::view::Card;"),
        (
            "text.rs",
            "//! One more.\n#[cfg(test)]\nmod tests { fn f() { crate::view::f(); } }",
        ),
        ("view.rs", "use crate::bundle::X;"),
        ("bundle.rs", ""),
    ]);
    let up = imports_that_point_up(&sources);
    let chart = "`chart` may import order, not `view`";
    assert_eq!(
        up[0],
        format!("src/chart.rs:3: {chart}: use crate::view::Card;")
    );
    assert!(
        up[1].starts_with("src/text.rs:3: `text` may import bundle, "),
        "{}",
        up[1]
    );
    assert!(up[1].contains(", not `view`"), "{}", up[1]);
    assert_eq!(up.len(), 2);
    assert_eq!(
        at(&sources, "bundle.rs", 1, "rule"),
        "src/bundle.rs:1: rule: "
    );
}

#[test]
fn a_path_that_leaves_its_module_is_found() {
    for (text, count) in [
        ("use super::b;", 0),
        ("use super::super::card;", 0),
        ("use super::super::super::bundle::Kpi;", 1),
        ("mod tests { use super::super::super::card; }", 0),
        ("fn f() { m!(super::super::super::bundle::Kpi) }", 1),
    ] {
        assert_eq!(paths_that_climb(&with(text)).len(), count, "{text}");
    }
    let sources = Sources::of(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use super::b::X;"),
        ("b.rs", ""),
    ]);
    assert_eq!(paths_that_climb(&sources).len(), 1);
}

#[test]
fn the_disk_is_seen_under_every_name() {
    for (text, what) in [
        ("use std::fs;\nfn f() { fs::read(x) }", "std::fs::read"),
        (
            "use std::fs::{self as files};\nfn f() { files::read(x) }",
            "std::fs::read",
        ),
        ("\nfn f() { std::fs::read(x) }", "std::fs::read"),
        ("\nuse std::fs::File;", "std::fs::File"),
        (
            "\nasync fn f() { tokio::fs::read(x).await }",
            "tokio::fs::read",
        ),
        (
            "\nuse tower_http::services::{ServeDir};",
            "tower_http::services::ServeDir",
        ),
        (
            "use tokio::fs as disk;\nfn f() { run!(disk::read(x)) }",
            "tokio::fs::read",
        ),
        ("\nfn f(x: &Path) { x.exists() }", "exists"),
    ] {
        let sources = with(text);
        let found = disk_accesses(&sources);
        let expected = ("view/chart/a.rs", 2, what.to_owned());
        assert!(found.contains(&expected), "{text}: {found:?}");
    }
    let sources = with("#[cfg(test)] mod tests { use std::fs; }\nuse std::fmt; use my_std::fs;");
    assert_eq!(disk_accesses(&sources), BTreeSet::new());
}

#[test]
fn a_name_can_mean_a_module_and_a_function() {
    let sources = Sources::of(&[
        ("lib.rs", "mod m;"),
        ("m/mod.rs", "mod f; pub use f::f; mod g; fn g() {}"),
        ("m/f.rs", "pub fn f() {}"),
        ("m/g.rs", ""),
    ]);
    let place = |file| {
        sources
            .modules
            .iter()
            .position(|of| of.file == file)
            .expect("one")
    };
    let meaning = |path: &str| {
        let path: Vec<String> = path.split("::").map(str::to_owned).collect();
        sources.meaning(place("m/g.rs"), &path)
    };
    let [f, g, m] = ["m/f.rs", "m/g.rs", "m/mod.rs"].map(place);
    assert_eq!(
        meaning("super::f"),
        BTreeSet::from([Target::Module(f), Target::Item(f)])
    );
    assert_eq!(meaning("super::f::f"), BTreeSet::from([Target::Item(f)]));
    assert_eq!(
        meaning("super::g"),
        BTreeSet::from([Target::Module(g), Target::Item(m)])
    );
}
