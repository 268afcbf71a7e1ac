//! `scorecard check`: everything that is wrong with a bundle, and what would make its site poorer
//! than it may have to be. Beside the rules of a bundle these are rules that need data or files
//! which a browser does not have.

pub mod command;
mod document;
mod explain;
mod heavy;
mod hints;
mod json;
mod nearest;
mod problem;
mod sarif;
mod settle;
mod text;
mod told;
mod warn;

use std::path::Path;

use anstream::adapter::strip_str;

use super::PublishError;
use super::folder::{file, folder_of};
use crate::bundle::{Bundle, BundleError, Fault, Violation, Violations, Warning, is_known};
pub use document::{Document, Part, Place};
pub use heavy::heavy;
pub use problem::{Problem, Report, Severity};

/// Checks the bundle in `path`, which has these bytes, with what belongs to it.
///
/// # Errors
/// Everything that is wrong.
pub fn check(path: &Path, bytes: &[u8]) -> Result<(Bundle, Vec<Warning>), BundleError> {
    let text = without_mark(bytes);
    look(path, bytes, &Document::of(&text), Pictures::MayBeElsewhere)
}

/// What is asked of the pictures of a bundle that is in no site's folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pictures {
    /// They may come from elsewhere when it is published.
    MayBeElsewhere,
    /// They are beside it, as it is being published.
    AreBeside,
}

/// The same as a report, with the place of each problem. `name` is what the file is called.
pub fn report(name: &str, path: &Path, bytes: &[u8]) -> Report {
    let text = without_mark(bytes);
    let document = Document::of(&text);
    match look(path, bytes, &document, Pictures::MayBeElsewhere) {
        Ok((bundle, warnings)) => {
            let warnings = warnings.iter();
            let problems = warnings.map(|one| told::warning(one, &document)).collect();
            Report {
                content: Some(content(&bundle)),
                ..report_of(name, &document, problems)
            }
        }
        Err(error) => report_on(name, bytes, &document, &error),
    }
}

/// The report on a bundle with mistakes.
fn report_on(name: &str, bytes: &[u8], document: &Document<'_>, error: &BundleError) -> Report {
    let BundleError::Invalid(violations) = error else {
        let problem = told::no_bundle(error, document, wrong_byte(bytes));
        return report_of(name, document, vec![problem]);
    };
    let settled = settle::settle(violations, document);
    let settled = settled.iter();
    let problems = settled.map(|one| told::mistake(one, document)).collect();
    Report {
        more: violations.more(),
        ..report_of(name, document, problems)
    }
}

/// A report on these problems, in the order of the text.
fn report_of(name: &str, document: &Document<'_>, mut problems: Vec<Problem>) -> Report {
    problems.sort_by_key(|problem| problem.place.as_ref().map(|place| place.range.start));
    Report {
        file: name.to_owned(),
        text: document.text().to_owned(),
        problems,
        more: 0,
        content: None,
    }
}

/// The bundle, or its report in words without colours.
///
/// # Errors
/// [`PublishError::Refused`] with everything that is wrong.
pub fn checked(path: &Path, bytes: &[u8]) -> Result<Bundle, PublishError> {
    checked_with(path, bytes, Pictures::MayBeElsewhere)
}

/// The same of a bundle that is being published: its pictures have to be there.
///
/// # Errors
/// [`PublishError::Refused`] with everything that is wrong.
pub fn publishable(path: &Path, bytes: &[u8]) -> Result<Bundle, PublishError> {
    checked_with(path, bytes, Pictures::AreBeside)
}

fn checked_with(path: &Path, bytes: &[u8], pictures: Pictures) -> Result<Bundle, PublishError> {
    let found = look(path, bytes, &Document::of(&without_mark(bytes)), pictures);
    found
        .map(|(bundle, _)| bundle)
        .map_err(|error| refused(path, bytes, &error))
}

/// What is wrong with the bundle in `path`, which has these bytes, in words without colours.
pub fn refused(path: &Path, bytes: &[u8], error: &BundleError) -> PublishError {
    let text = without_mark(bytes);
    let name = path.display().to_string();
    let report = report_on(&name, bytes, &Document::of(&text), error);
    let report = strip_str(text::text(&report).trim_end()).to_string();
    PublishError::Refused { report }
}

/// The report on a file that is larger than any bundle, of which nothing was read.
fn too_large(name: &str, error: &BundleError) -> Report {
    Report {
        file: name.to_owned(),
        text: String::new(),
        problems: vec![told::no_bundle(error, &Document::of(""), 0)],
        more: 0,
        content: None,
    }
}

/// The bundle's text without a byte order mark; of what is not UTF-8, as far as it can be read.
fn without_mark(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes))
}

/// Where in [`without_mark`] the first byte stands that is not UTF-8.
fn wrong_byte(bytes: &[u8]) -> usize {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(_) => 0,
        Err(error) => error.valid_up_to(),
    }
}

/// What a bundle has, in words.
fn content(bundle: &Bundle) -> String {
    let counts = [
        text::counted(bundle.pages.len(), "page"),
        text::counted(bundle.initiatives.len(), "initiative"),
        text::counted(bundle.insights.len(), "insight"),
        text::counted(bundle.kpis.len(), "KPI"),
        text::counted(bundle.sources.len(), "source"),
    ];
    format!("revision {}, {}", &*bundle.revision, counts.join(", "))
}

fn look(
    path: &Path,
    bytes: &[u8],
    document: &Document<'_>,
    pictures: Pictures,
) -> Result<(Bundle, Vec<Warning>), BundleError> {
    let bundle = Bundle::from_bytes(bytes)?;
    let mut violations = Violations::default();
    if !is_known(&bundle.locale) {
        violations.push(Violation {
            pointer: "/locale".to_owned(),
            value: Some(format!("\"{}\"", &*bundle.locale)),
            fault: Fault::Malformed {
                expected: "the tag of a language that is registered (BCP 47), such as \"en\", \"ja\" or \"cs\"; the code of a country is often another, such as \"jp\" or \"cz\"",
            },
        });
    }
    let mut warnings = bundle.warnings();
    // It may have come through a pipe.
    let beside = folder_of(path);
    let site = beside
        .as_deref()
        .and_then(|beside| beside.parent().filter(|_| beside.ends_with("bundle")));
    let folder = site.or(beside.as_deref());
    let is_there = |path: &str| {
        folder.is_some_and(|folder| file(folder, path.trim_start_matches('/')).is_ok())
    };
    if folder.is_some() {
        let missing = warn::missing(document, &is_there);
        match (site, pictures) {
            (None, Pictures::MayBeElsewhere) => warnings.extend(warn::missing_here(&missing)),
            (site, _) => warn::not_there(missing, site.is_some(), &mut violations),
        }
    }
    let has_file = |path: &str| (site.is_some() || is_there(path)).then(|| is_there(path));
    warnings.extend(warn::dead(&bundle, document, &has_file));
    warnings.extend(warn::alternatives(&bundle));
    warnings.extend(warn::differing(&bundle));
    warnings.extend(warn::without_source(&bundle));
    warnings.extend(warn::long_summaries(&bundle));
    warnings.extend(warn::long_sentences(&bundle, document));
    match violations.is_empty() {
        true => {
            let warnings = warn::without_allowed(warnings, &bundle, document);
            Ok((bundle, warnings))
        }
        false => Err(BundleError::Invalid(violations)),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::bundle::Rule;
    use crate::publish::tests::NORLAND;

    #[test]
    fn the_most_values_of_a_bundle_are_told_as_people_write_them() {
        let pointer = "/kpis".to_owned();
        let error = BundleError::TooManyValues { pointer };
        let problem = told::no_bundle(&error, &Document::of("{\"kpis\": []}"), 0);
        assert_eq!(
            problem.message,
            "a bundle may have at most 500,000 values; this is one too many"
        );
    }

    #[test]
    fn a_picture_that_is_not_there_is_told_where_it_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(&path, text).expect("a file");
            path
        };
        let document = Document::of(NORLAND);
        let first = document
            .string("/initiatives/0/image/src")
            .expect("a picture");
        document.each_text(&mut |found| {
            if found.field == "src" {
                write(&found.text[1..], "<svg/>");
            }
        });
        let site = write("bundle/en.json", NORLAND);
        let loose = write("en.json", NORLAND);
        for file in [&site, &loose] {
            let (_, warnings) = check(file, NORLAND.as_bytes()).expect("all there");
            assert_eq!(warnings, []);
        }
        // Capitals count where it will be served.
        fs::remove_file(folder.path().join(&first[1..])).expect("removed");
        write(&first[1..].to_uppercase(), "<svg/>");
        let error = check(&site, NORLAND.as_bytes())
            .expect_err("missing")
            .to_string();
        let place = format!("/initiatives/0/image/src: \"{first}\" is not a file that is there");
        assert!(error.contains(&place), "{error}");
        let (_, warnings) = check(&loose, NORLAND.as_bytes()).expect("may be elsewhere");
        assert!(warnings.iter().all(|one| one.rule == Rule::MissingPicture));
        assert!(
            warnings
                .iter()
                .any(|one| one.place == "/initiatives/0/image/src")
        );
        // Publishing does not warn, because it ends there; its lines are told.
        let error = publishable(&loose, NORLAND.as_bytes()).expect_err("missing");
        let line = 1 + NORLAND[..NORLAND.find(first).expect("named")]
            .matches('\n')
            .count();
        let said = error.to_string();
        assert!(said.contains(&format!("en.json:{line}:")), "{said}");
        assert!(said.contains("beside the bundle"), "{said}");
        checked(&loose, NORLAND.as_bytes()).expect("may be elsewhere");
    }
}
