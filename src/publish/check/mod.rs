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
    look(path, bytes, &Document::of(&text))
}

/// The same as a report, with the place of each problem. `name` is what the file is called.
pub fn report(name: &str, path: &Path, bytes: &[u8]) -> Report {
    let text = without_mark(bytes);
    let document = Document::of(&text);
    let mut report = Report {
        file: name.to_owned(),
        text: String::new(),
        problems: Vec::new(),
        more: 0,
        content: None,
    };
    match look(path, bytes, &document) {
        Ok((bundle, warnings)) => {
            let warnings = warnings.iter();
            report.problems = warnings.map(|one| told::warning(one, &document)).collect();
            report.content = Some(content(&bundle));
        }
        Err(BundleError::Invalid(violations)) => {
            let settled = settle::settle(&violations, &document);
            let settled = settled.iter();
            report.problems = settled.map(|one| told::mistake(one, &document)).collect();
            report.more = violations.more();
        }
        Err(error) => report
            .problems
            .push(told::no_bundle(&error, &document, wrong_byte(bytes))),
    }
    let start = |problem: &Problem| problem.place.as_ref().map(|place| place.range.start);
    report.problems.sort_by_key(start);
    report.text = text.into_owned();
    report
}

/// The bundle, or its report in words without colours.
///
/// # Errors
/// [`PublishError::Refused`] with everything that is wrong.
pub fn checked(path: &Path, bytes: &[u8]) -> Result<Bundle, PublishError> {
    match check(path, bytes) {
        Ok((bundle, _)) => Ok(bundle),
        Err(_) => {
            let report = report(&path.display().to_string(), path, bytes);
            let report = strip_str(text::text(&report).trim_end()).to_string();
            Err(PublishError::Refused { report })
        }
    }
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
    format!(
        "revision {}, {} pages, {} initiatives, {} insights, {} KPIs, {} sources",
        &*bundle.revision,
        bundle.pages.len(),
        bundle.initiatives.len(),
        bundle.insights.len(),
        bundle.kpis.len(),
        bundle.sources.len(),
    )
}

fn look(
    path: &Path,
    bytes: &[u8],
    document: &Document<'_>,
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
        let missing = warn::missing(document, site.is_some(), &is_there, &mut violations);
        warnings.extend(missing);
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
    }
}
