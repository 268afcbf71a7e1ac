//! The files under `src/` as trees of modules, and what each module names.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::LazyLock;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, ItemMod, ItemUse, Macro, Meta, Visibility};

use crate::tokens::{self, Word};

/// This project's.
pub static SOURCES: LazyLock<Sources> = LazyLock::new(Sources::of_project);

/// Every file under `src/`, parsed.
pub struct Sources {
    /// By the path from `src/`, with slashes.
    pub files: BTreeMap<String, File>,
    /// The modules of all crates: the library's and those of each binary.
    pub modules: Vec<Module>,
}

/// A file under `src/`.
pub struct File {
    /// The text as it is.
    pub text: String,
    /// Every word of its code: not those in comments and strings.
    pub words: Vec<Word>,
    /// The lines that only tests have.
    tests: Vec<RangeInclusive<usize>>,
}

/// A module: a file, or a `mod` with its content in a file.
pub struct Module {
    /// Where it stands.
    pub file: String,
    /// The module around it; none is around a crate's root.
    pub parent: Option<usize>,
    /// The modules that it declares.
    pub children: BTreeMap<String, usize>,
    /// The items that it defines itself, except those that a macro makes.
    pub defined: BTreeSet<String>,
    /// Every path in it.
    pub named: Vec<Named>,
    /// Those that `use` declarations bring, by the name that they give.
    pub brought: BTreeMap<String, Vec<Vec<String>>>,
    /// The names that they also pass on to other modules.
    pub passed_on: BTreeSet<String>,
}

/// A path that code names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Its names, in order; `*` as the last for everything in a module.
    pub path: Vec<String>,
    /// The line of its last name.
    pub line: usize,
    /// What a `use` declaration calls it; none where code names the path itself.
    pub brings: Option<String>,
    /// Whether that declaration passes the name on to other modules.
    pub is_passed_on: bool,
}

/// The folder or file right under `src/`, without its extension.
pub fn top(file: &str) -> &str {
    let first = file.split('/').next().unwrap_or(file);
    first.strip_suffix(".rs").unwrap_or(first)
}

impl File {
    /// Whether only tests have this line.
    pub fn is_test(&self, line: usize) -> bool {
        self.tests.iter().any(|lines| lines.contains(&line))
    }
}

impl Sources {
    fn of_project() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut texts = BTreeMap::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder of sources") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let text = fs::read_to_string(&path).expect("a source file");
                    let inside = path.strip_prefix(&root).expect("under src");
                    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
                    texts.insert(parts.join("/"), text);
                }
            }
        }
        assert!(texts.len() > 100, "the sources were found");
        Sources::read(texts)
    }

    /// Those of a project that a test makes up.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let texts = files
            .iter()
            .map(|(file, text)| (file.to_string(), text.to_string()));
        Sources::read(texts.collect())
    }

    fn read(texts: BTreeMap<String, String>) -> Self {
        let is_root =
            |file: &&String| top(file) == "bin" || ["lib.rs", "main.rs"].contains(&file.as_str());
        let roots: Vec<String> = texts.keys().filter(is_root).cloned().collect();
        let files = texts.into_iter().map(|(name, text)| {
            let words = text.parse().map(tokens::words);
            let words = words.unwrap_or_else(|error| panic!("src/{name}: {error}"));
            let tests = Vec::new();
            (name, File { text, words, tests })
        });
        let mut sources = Sources {
            files: files.collect(),
            modules: Vec::new(),
        };
        for root in roots {
            sources.read_file(&root, beside(&root), None, false);
        }
        sources
    }

    /// Reads the module that is this file, and all within it. The files of its children are
    /// in `folder`, whose name ends with a slash.
    fn read_file(
        &mut self,
        file: &str,
        folder: &str,
        parent: Option<usize>,
        is_test: bool,
    ) -> usize {
        let source = self.files.get_mut(file);
        let source = source.unwrap_or_else(|| panic!("src/{file} is declared, and missing"));
        if is_test {
            source.tests.push(0..=usize::MAX);
        }
        let parsed = syn::parse_file(&source.text);
        let parsed = parsed.unwrap_or_else(|error| panic!("src/{file}: {error}"));
        self.read_module(file, folder, parent, &parsed.items)
    }

    /// Reads the module of these items, and all within it.
    fn read_module(
        &mut self,
        file: &str,
        folder: &str,
        parent: Option<usize>,
        items: &[Item],
    ) -> usize {
        let mut reader = Reader::default();
        items.iter().for_each(|item| reader.visit_item(item));
        let mut brought: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        let mut passed_on = BTreeSet::new();
        for named in &reader.named {
            if let Some(name) = &named.brings {
                let paths = brought.entry(name.clone()).or_default();
                paths.push(named.path.clone());
                passed_on.extend(named.is_passed_on.then(|| name.clone()));
            }
        }
        let id = self.modules.len();
        self.modules.push(Module {
            file: file.to_owned(),
            parent,
            children: BTreeMap::new(),
            defined: items.iter().filter_map(name_of).collect(),
            named: reader.named,
            brought,
            passed_on,
        });
        let source = self.files.get_mut(file).expect("a file that is read");
        source.tests.extend(reader.tests);
        for child in reader.children {
            let name = child.ident.to_string();
            let is_test = self.files[file].is_test(child.ident.span().start().line);
            let inside = format!("{folder}{name}/");
            let child = if let Some((_, items)) = &child.content {
                self.read_module(file, &inside, Some(id), items)
            } else {
                let mut places = vec![format!("{folder}{name}.rs"), format!("{inside}mod.rs")];
                places.extend(path_of(&child.attrs).map(|path| beside(file).to_owned() + &path));
                places.retain(|place| self.files.contains_key(place));
                let place = places.pop();
                let place = place.unwrap_or_else(|| panic!("src/{file}: `{name}` has no file"));
                self.read_file(&place, &inside, Some(id), is_test)
            };
            self.modules[id].children.insert(name, child);
        }
        id
    }
}

/// The folder in which a file is, with a slash at its end unless it is `src/`.
fn beside(file: &str) -> &str {
    &file[..file.rfind('/').map_or(0, |at| at + 1)]
}

/// The file that a module's declaration names.
fn path_of(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| {
        let Meta::NameValue(pair) = &attribute.meta else {
            return None;
        };
        match &pair.value {
            syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(path),
                ..
            }) if pair.path.is_ident("path") => Some(path.value()),
            _ => None,
        }
    })
}

/// Whether these attributes leave an item to tests.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}

fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

fn attributes_of(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Collects what a module names. Its children are left to readers of their own.
#[derive(Default)]
struct Reader {
    named: Vec<Named>,
    children: Vec<ItemMod>,
    tests: Vec<RangeInclusive<usize>>,
}

impl Reader {
    fn mark(&mut self, attributes: &[Attribute], item: &impl Spanned) {
        if is_for_tests(attributes) {
            let span = item.span();
            self.tests.push(span.start().line..=span.end().line);
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        self.mark(attributes_of(item), item);
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        match item {
            ImplItem::Const(part) => self.mark(&part.attrs, item),
            ImplItem::Fn(part) => self.mark(&part.attrs, item),
            ImplItem::Type(part) => self.mark(&part.attrs, item),
            _ => {}
        }
        visit::visit_impl_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.children.push(item.clone());
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let start = self.named.len();
        tokens::use_tree(&item.tree, &mut Vec::new(), &mut self.named);
        for named in &mut self.named[start..] {
            named.is_passed_on = !matches!(item.vis, Visibility::Inherited);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path.segments.iter();
        if let Some(last) = path.segments.last() {
            self.named.push(Named {
                path: segments.map(|segment| segment.ident.to_string()).collect(),
                line: last.ident.span().start().line,
                ..Named::default()
            });
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invoked: &'ast Macro) {
        tokens::paths(&invoked.tokens, &mut self.named);
        visit::visit_macro(self, invoked);
    }
}
