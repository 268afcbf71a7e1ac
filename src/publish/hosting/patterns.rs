//! Patterns of paths, for hosts whose rules need them.

use std::fmt;

use super::files::extension;
use super::rules::Rule;

/// A path, or with an end a pattern: `*` between start and end matches any characters,
/// including slashes, and `?` in the end matches one. Paths are those below the site's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    start: String,
    end: Option<String>,
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.end {
            None => formatter.write_str(&self.start),
            Some(end) => write!(formatter, "{}*{end}", self.start),
        }
    }
}

impl Pattern {
    /// One path.
    pub fn exact(path: &str) -> Self {
        let start = path.to_owned();
        Self { start, end: None }
    }

    /// Everything below a folder, whose name ends with a slash.
    pub fn below(folder: &str) -> Self {
        Self {
            start: folder.to_owned(),
            end: Some(String::new()),
        }
    }

    /// Every path with an extension.
    pub fn with_extension(extension: &str) -> Self {
        Self {
            start: String::new(),
            end: Some(format!(".{extension}")),
        }
    }

    /// Whether it matches a path.
    pub fn is_for(&self, path: &str) -> bool {
        match &self.end {
            None => self.start == path,
            Some(end) => path.strip_prefix(&self.start).is_some_and(|rest| {
                let mut last = rest.bytes().rev();
                end.bytes().rev().all(|byte| {
                    last.next()
                        .is_some_and(|other| byte == other || byte == b'?')
                })
            }),
        }
    }

    /// The common pattern of `files`, if it matches none of the others among `all`: their
    /// common start, as far as it consists of whole words and not of part of a hash, and their
    /// extension.
    pub fn only(files: &[&str], all: &[String]) -> Option<Self> {
        let (first, rest) = files.split_first()?;
        if rest.is_empty() {
            return Some(Self::exact(first));
        }
        let common = rest.iter().fold(first.len(), |length, file| {
            let same = first.bytes().zip(file.bytes());
            same.take(length)
                .take_while(|(one, other)| one == other)
                .count()
        });
        let start = first.get(..common)?;
        let start = &start[..start.rfind(['/', '-']).map_or(0, |at| at + 1)];
        let end = first.rfind('.').map_or("", |at| &first[at..]);
        Self::checked(start, end.to_owned(), files, all)
    }

    /// The same for files in one folder at the root that have a hash, beside others without
    /// one: `?` matches each of its characters. Not every host supports it.
    pub fn only_hashed(files: &[&str], all: &[String]) -> Option<Self> {
        let first = files.first()?;
        let end = format!("-{}.{}", "?".repeat(16), extension(first));
        Self::checked(top(first), end, files, all)
    }

    /// The pattern with this start and end, if it matches these files and no other.
    fn checked(start: &str, end: String, files: &[&str], all: &[String]) -> Option<Self> {
        let pattern = Self {
            start: start.to_owned(),
            end: Some(end),
        };
        let matched = all.iter().filter(|file| pattern.is_for(file)).count();
        let is_for_all = files.iter().all(|file| pattern.is_for(file));
        (is_for_all && matched == files.len()).then_some(pattern)
    }
}

/// The first folder of a path, with its slash; nothing for a file at the root.
pub(super) fn top(path: &str) -> &str {
    path.find('/').map_or("", |at| &path[..=at])
}

/// The paths that are asked for to get the rule's files, as a regular expression without
/// anchors for paths below the site's root: a folder is asked for in place of its
/// `index.html`.
pub(super) fn asked(rule: &Rule) -> String {
    let literal = |path: &str| path.replace('.', r"\.");
    if let Some(path) = rule.path {
        return literal(path);
    }
    if rule.extensions == ["html"] {
        return format!(r"{}(?:.*/)?(?:[^/]*\.html)?", rule.folder);
    }
    let hash = match rule.is_hashed {
        true => "-[0-9a-f]{16}(?:_bg)?",
        false => "",
    };
    match (rule.extensions, hash) {
        ([], "") => ".*".to_owned(),
        ([], hash) => format!(r".*{hash}\.[a-z0-9]+"),
        (extensions, hash) => format!(r".*{hash}\.(?:{})", extensions.join("|")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_its_files_and_no_other() {
        let all = [
            "bundle/en-0123456789abcdef.json",
            "bundle/en-0133456789abcdef.json",
            "bundle/en.json",
            "images/a.png",
            "images/kpi/b.png",
            "images/kpi/b.svg",
            "robots.txt",
        ]
        .map(str::to_owned);
        let only = |files: &[usize]| {
            let files: Vec<&str> = files.iter().map(|&index| all[index].as_str()).collect();
            Pattern::only(&files, &all).map(|pattern| pattern.to_string())
        };
        assert_eq!(only(&[0, 1]).as_deref(), Some("bundle/en-*.json"));
        assert_eq!(only(&[3, 4]).as_deref(), Some("images/*.png"));
        assert_eq!(only(&[6]).as_deref(), Some("robots.txt"));
        // It would also match the other bundle, or not all of the files.
        assert_eq!(only(&[0, 2]), None);
        assert_eq!(only(&[4, 5]), None);
        assert_eq!(only(&[]), None);
    }

    #[test]
    fn files_with_a_hash_have_a_pattern_beside_those_without() {
        let all = [
            "pictures/a-0123456789abcdef.svg",
            "pictures/a.svg",
            "pictures/b-of-all-that-there-is-0123456789abcdef.svg",
            "pictures/b-of-all-that-there-is.svg",
        ]
        .map(str::to_owned);
        let hashed = [all[0].as_str(), all[2].as_str()];
        let pattern = Pattern::only_hashed(&hashed, &all).map(|pattern| pattern.to_string());
        assert_eq!(pattern.as_deref(), Some("pictures/*-????????????????.svg"));
        // A name may have a part that is as long as a hash.
        let all = [&all[..], &["pictures/a-sixteen-in-a-row.svg".to_owned()]].concat();
        assert_eq!(Pattern::only_hashed(&hashed, &all), None);
    }

    #[test]
    fn the_ends_of_a_pattern_do_not_overlap() {
        let files = ["a/b.json", "a/c.json"].map(str::to_owned);
        let pattern = Pattern::only(&["a/b.json", "a/c.json"], &files).expect("a pattern");
        assert!(pattern.is_for("a/.json"));
        assert!(!pattern.is_for("a/json"));
        assert!(Pattern::below("a/").is_for("a/"));
        assert!(!Pattern::below("a/").is_for("a"));
    }
}
