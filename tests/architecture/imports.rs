//! Which file each path leads to, through aliases and re-exports.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{Named, Sources};

/// What a path means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A module of ours, by its number.
    Module(usize),
    /// Something that a module of ours defines.
    Item(usize),
    /// Something of another crate, or a name that is no path of ours.
    Outside(Vec<String>),
}

/// That a file needs another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// The file that imports.
    pub from: String,
    /// The line in it.
    pub line: usize,
    /// The path as it is written there.
    pub path: String,
    /// The file that defines what is imported.
    pub to: String,
}

/// The uses of aliases that are being followed, so that none is followed in itself:
/// `pub use csv::csv` brings `csv`, and is looked for in what is called so.
type Followed = Vec<(usize, Vec<String>)>;

impl Sources {
    /// What a path in a module means. A name can mean several things: a module and a function,
    /// or another item on each target.
    pub fn meaning(&self, module: usize, path: &[String]) -> BTreeSet<Target> {
        self.follow(module, path, &mut Vec::new())
    }

    /// Every import between files of ours, tests' apart.
    pub fn imports(&self) -> BTreeSet<Import> {
        let mut imports = BTreeSet::new();
        for (id, module) in self.modules.iter().enumerate() {
            let file = &self.files[&module.file];
            for named in &module.named {
                if named.is_passed_on || file.is_test(named.line) || self.is_of_an_import(id, named)
                {
                    continue;
                }
                for target in self.meaning(id, &named.path) {
                    match target {
                        Target::Item(of) if self.modules[of].file != module.file => {
                            imports.insert(Import {
                                from: module.file.clone(),
                                line: named.line,
                                path: named.path.join("::"),
                                to: self.modules[of].file.clone(),
                            })
                        }
                        _ => continue,
                    };
                }
            }
        }
        imports
    }

    /// Whether a path begins with something that a `use` declaration brought: `Status::Met`.
    /// The declaration is the import, unless it passes the name on: to do so a module does not
    /// have to need what it is of.
    fn is_of_an_import(&self, module: usize, named: &Named) -> bool {
        let first = &named.path[..1];
        named.brings.is_none()
            && !is_root(&first[0])
            && !self.modules[module].passed_on.contains(&first[0])
            && !self
                .meaning(module, first)
                .iter()
                .any(|target| matches!(target, Target::Module(_)))
    }

    fn follow(&self, module: usize, path: &[String], followed: &mut Followed) -> BTreeSet<Target> {
        let [first, rest @ ..] = path else {
            return BTreeSet::from([Target::Module(module)]);
        };
        let parent = self.modules[module].parent;
        match first.as_str() {
            "crate" => self.look_up(self.root_of(module), rest, followed),
            "civic_scorecard" => self.look_up(self.library(), rest, followed),
            "self" => self.look_up(module, rest, followed),
            "super" => match (parent, rest.first().map(String::as_str)) {
                (Some(parent), Some("super")) => self.follow(parent, rest, followed),
                (Some(parent), _) => self.look_up(parent, rest, followed),
                (None, _) => BTreeSet::new(),
            },
            _ => {
                let found = self.find(module, first, rest, followed);
                match found.is_empty() {
                    true => BTreeSet::from([Target::Outside(path.to_vec())]),
                    false => found,
                }
            }
        }
    }

    /// What a path means that begins in this module.
    fn look_up(&self, module: usize, path: &[String], followed: &mut Followed) -> BTreeSet<Target> {
        let [first, rest @ ..] = path else {
            return BTreeSet::from([Target::Module(module)]);
        };
        let found = self.find(module, first, rest, followed);
        if !found.is_empty() {
            return found;
        }
        // A macro defined it, or it is everything.
        BTreeSet::from([Target::Item(module)])
    }

    /// What a name in a module means, and `rest` below it. Nothing where the module has no such
    /// name.
    fn find(
        &self,
        id: usize,
        name: &str,
        rest: &[String],
        followed: &mut Followed,
    ) -> BTreeSet<Target> {
        let module = &self.modules[id];
        let mut found = BTreeSet::new();
        if module.defined.contains(name) {
            found.insert(Target::Item(id));
        }
        if let Some(child) = module.children.get(name) {
            found.extend(self.look_up(*child, rest, followed));
        }
        for path in module.brought.get(name).into_iter().flatten() {
            let follows = (id, path.clone());
            if followed.contains(&follows) {
                continue;
            }
            followed.push(follows);
            for target in self.follow(id, path, followed) {
                match target {
                    Target::Module(next) => found.extend(self.look_up(next, rest, followed)),
                    Target::Item(_) => _ = found.insert(target),
                    Target::Outside(path) => {
                        // The name is this file's, what it stands for another crate's.
                        found.insert(Target::Item(id));
                        found.insert(Target::Outside([&path, rest].concat()));
                    }
                }
            }
            followed.pop();
        }
        found
    }

    fn root_of(&self, module: usize) -> usize {
        let parents = std::iter::successors(Some(module), |id| self.modules[*id].parent);
        parents.last().unwrap_or(module)
    }

    /// The root of the library.
    fn library(&self) -> usize {
        let is_library = |id: &usize| self.modules[*id].file == "lib.rs";
        (0..self.modules.len()).find(is_library).expect("a library")
    }
}

/// Whether a path that begins so is one of ours.
pub fn is_root(name: &str) -> bool {
    matches!(name, "crate" | "civic_scorecard" | "self" | "super")
}

/// The files that import each other in circles, each group with the imports that make it one.
pub fn circles(imports: &BTreeSet<Import>) -> Vec<Vec<&Import>> {
    let mut needs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for import in imports {
        needs.entry(&import.from).or_default().insert(&import.to);
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> = needs
        .keys()
        .map(|file| (*file, reached_from(file, &needs)))
        .collect();
    let reaches = |from: &str, to: &str| reached.get(from).is_some_and(|files| files.contains(to));
    let mut groups: BTreeMap<&str, Vec<&Import>> = BTreeMap::new();
    for import in imports {
        if reaches(&import.to, &import.from) {
            // A group is called after the first of its files.
            let files = reached[import.from.as_str()].iter();
            let group = files.copied().find(|file| reaches(file, &import.from));
            groups
                .entry(group.unwrap_or(&import.from))
                .or_default()
                .push(import);
        }
    }
    groups.into_values().collect()
}

/// Every file that a file needs, directly or through others.
fn reached_from<'a>(
    file: &'a str,
    needs: &BTreeMap<&'a str, BTreeSet<&'a str>>,
) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next = vec![file];
    while let Some(file) = next.pop() {
        for needed in needs.get(file).into_iter().flatten() {
            if reached.insert(*needed) {
                next.push(needed);
            }
        }
    }
    reached
}
