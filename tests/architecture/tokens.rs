//! Words and paths, of `use` trees and of what macros get: `syn` cannot know their grammars.

use proc_macro2::{TokenStream, TokenTree};
use syn::UseTree;

use crate::sources::Named;

/// A word of code, and its line.
pub type Word = (String, usize);

/// Every word.
pub fn words(tokens: TokenStream) -> Vec<Word> {
    let mut found = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Ident(word) => found.push((word.to_string(), word.span().start().line)),
            TokenTree::Group(group) => found.extend(words(group.stream())),
            _ => {}
        }
    }
    found
}

/// Adds what a `use` tree below `path` brings.
pub fn use_tree(tree: &UseTree, path: &mut Vec<String>, found: &mut Vec<Named>) {
    let depth = path.len();
    let mut bring = |name: &syn::Ident, as_what: &syn::Ident, path: &mut Vec<String>| {
        // `a::{self}` is `a`.
        if name != "self" || path.is_empty() {
            path.push(name.to_string());
        }
        let called = match as_what.to_string() {
            called if called == "self" => path.last().cloned().unwrap_or_default(),
            called => called,
        };
        found.push(Named {
            path: path.clone(),
            line: name.span().start().line,
            brings: Some(called),
            is_passed_on: false,
        });
    };
    match tree {
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            use_tree(&tree.tree, path, found);
        }
        UseTree::Name(tree) => bring(&tree.ident, &tree.ident, path),
        UseTree::Rename(tree) => bring(&tree.ident, &tree.rename, path),
        UseTree::Glob(tree) => found.push(Named {
            path: [path.as_slice(), &["*".to_owned()]].concat(),
            line: tree.star_token.spans[0].start().line,
            brings: Some("*".to_owned()),
            is_passed_on: false,
        }),
        UseTree::Group(tree) => {
            for tree in &tree.items {
                use_tree(tree, path, found);
            }
        }
    }
    path.truncate(depth);
}

/// Adds every path, and every word that may be one.
pub fn paths(tokens: &TokenStream, found: &mut Vec<Named>) {
    below(&[], tokens, found);
}

/// Adds the paths that begin at the start of `tokens` or after a comma, below `prefix`; and
/// all others.
fn below(prefix: &[String], tokens: &TokenStream, found: &mut Vec<Named>) {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is_colon =
        |at: usize| matches!(trees.get(at), Some(TokenTree::Punct(p)) if p.as_char() == ':');
    let mut starts_below = true;
    let mut at = 0;
    while at < trees.len() {
        let first = match &trees[at] {
            TokenTree::Ident(first) => first,
            TokenTree::Group(group) => {
                below(&[], &group.stream(), found);
                starts_below = false;
                at += 1;
                continue;
            }
            TokenTree::Punct(punct) => {
                starts_below = punct.as_char() == ',';
                at += 1;
                continue;
            }
            TokenTree::Literal(_) => {
                starts_below = false;
                at += 1;
                continue;
            }
        };
        let mut path = if starts_below {
            prefix.to_vec()
        } else {
            Vec::new()
        };
        path.push(first.to_string());
        let mut line = first.span().start().line;
        starts_below = false;
        at += 1;
        while is_colon(at) && is_colon(at + 1) {
            match trees.get(at + 2) {
                Some(TokenTree::Ident(next)) => {
                    path.push(next.to_string());
                    line = next.span().start().line;
                    at += 3;
                }
                Some(TokenTree::Group(group)) => {
                    below(&path, &group.stream(), found);
                    path.clear();
                    at += 3;
                }
                _ => break,
            }
        }
        if !path.is_empty() {
            found.push(Named {
                path,
                line,
                ..Named::default()
            });
        }
    }
}
