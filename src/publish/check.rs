//! What `scorecard check` looks at beside the rules of a bundle: what needs data or files that a
//! browser does not have.

use std::path::Path;

use serde_json::Value;

use super::folder::{file, files_below, folder_of, size};
use super::{PublishError, hosting};
use crate::bundle::{Bundle, BundleError, Fault, Rule, Violation, Violations, Warning, is_known};

/// From this many bytes on, as they are sent, a page or the content is heavy: more than a second
/// over a weak mobile network (400 kbit/s), and slow to lay out for a cheap phone. It is twice
/// what the shipped site's budget allows.
const HEAVY: u64 = 50_000;

/// How many heavy pages are named.
const SHOWN: usize = 5;

/// Checks the bundle in `file`, which has these bytes, with what belongs to it.
///
/// # Errors
/// Everything that is wrong.
pub fn check(file: &Path, bytes: &[u8]) -> Result<(Bundle, Vec<Warning>), BundleError> {
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
    pictures(&bundle, file, &mut violations, &mut warnings);
    match violations.is_empty() {
        true => Ok((bundle, warnings)),
        false => Err(BundleError::Invalid(violations)),
    }
}

/// Every picture is there: in the folder that has the bundle's folder `bundle/`, or beside the
/// bundle. Where the bundle is not in such a folder, nobody knows where it will be published.
fn pictures(
    bundle: &Bundle,
    path: &Path,
    violations: &mut Violations,
    warnings: &mut Vec<Warning>,
) {
    // It may have come through a pipe.
    let Some(beside) = folder_of(path) else {
        return;
    };
    let beside = &*beside;
    let site = beside.parent().filter(|_| beside.ends_with("bundle"));
    let mut named = Vec::new();
    let value = serde_json::to_value(bundle).unwrap_or_default();
    sources(&value, String::new(), &mut named);
    let is_there = |src: &str| file(site.unwrap_or(beside), src.trim_start_matches('/')).is_ok();
    named.retain(|(_, src)| !is_there(src));
    if site.is_some() {
        for (pointer, src) in named {
            violations.push(Violation {
                pointer,
                value: Some(format!("\"{src}\"")),
                fault: Fault::Malformed {
                    expected: "a file that is there; put the picture into the folder beside bundle/, or correct its name, in which capitals count",
                },
            });
        }
    } else if let Some((place, src)) = named.first() {
        let others = match named.len() - 1 {
            0 => String::new(),
            1 => ", nor is one other".to_owned(),
            count => format!(", nor are {count} others"),
        };
        warnings.push(Warning {
            rule: Rule::MissingPicture,
            place: place.clone(),
            words: format!("\"{src}\" is not beside the bundle{others}; a build looks in public/"),
        });
    }
}

/// The places and paths of pictures.
fn sources(value: &Value, pointer: String, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str().filter(|_| name == "src") {
                    Some(src) => found.push((format!("{pointer}/src"), src.to_owned())),
                    None => sources(value, format!("{pointer}/{name}"), found),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                sources(item, format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Pages and content of a published folder that take readers long to load.
///
/// # Errors
/// A file that cannot be read.
pub fn heavy(folder: &Path) -> Result<Vec<Warning>, PublishError> {
    let mut heavy: Vec<(u64, String)> = Vec::new();
    for name in files_below(folder)? {
        let is_content = name.starts_with("content-") && name.ends_with(".bin");
        if !name.ends_with(".html") && !is_content {
            continue;
        }
        let sent = format!("{name}{}", hosting::CODINGS[0].suffix);
        let size = size(folder, &sent).or_else(|_| size(folder, &name))?;
        if size > HEAVY {
            heavy.push((size, name));
        }
    }
    heavy.sort_unstable_by(|one, other| other.cmp(one));
    let more = heavy.len().saturating_sub(SHOWN);
    let warnings = heavy.into_iter().take(SHOWN).enumerate().map(|(index, (size, name))| {
        let (rule, remedy) = match name.ends_with(".html") {
            true => (Rule::HeavyPage, "show fewer charts and figures on one page"),
            false => (Rule::HeavyContent, "leave out what no page needs"),
        };
        let others = match more {
            more if more > 0 && index + 1 == SHOWN => format!("; {more} more are heavy"),
            _ => String::new(),
        };
        Warning {
            rule,
            place: name,
            words: format!(
                "{size} bytes, compressed, are more than {HEAVY}: over a weak mobile network they \
                 take {} s; {remedy}{others}",
                // 400 kbit/s are 50,000 bytes a second.
                size.div_ceil(50_000)
            ),
        }
    });
    Ok(warnings.collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
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
        let value: Value = serde_json::from_str(NORLAND).expect("JSON");
        let first = value["initiatives"][0]["image"]["src"]
            .as_str()
            .expect("a picture");
        let mut named = Vec::new();
        sources(&value, String::new(), &mut named);
        for (_, src) in &named {
            write(&src[1..], "<svg/>");
        }
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

    #[test]
    fn what_is_heavy_is_a_warning_with_its_reason() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, size: u64| {
            fs::write(folder.path().join(name), vec![b'a'; size as usize]).expect("a file");
        };
        write("index.html", HEAVY + 1);
        write("light.html", HEAVY);
        write("sent.html", HEAVY * 9);
        write("sent.html.br", HEAVY);
        write("app.wasm", HEAVY * 9);
        write("content-0123456789abcdef.bin", HEAVY * 3);
        let warnings = heavy(folder.path()).expect("sizes");
        let rules: Vec<_> = warnings.iter().map(|one| (one.rule, &*one.place)).collect();
        assert_eq!(
            rules,
            [
                (Rule::HeavyContent, "content-0123456789abcdef.bin"),
                (Rule::HeavyPage, "index.html")
            ]
        );
        assert!(warnings[0].words.contains("take 3 s"), "{}", warnings[0]);
        for index in 0..SHOWN + 2 {
            write(&format!("{index}.html"), HEAVY * 4);
        }
        let warnings = heavy(folder.path()).expect("sizes");
        assert_eq!(warnings.len(), SHOWN);
        assert!(
            warnings[SHOWN - 1].words.contains("4 more"),
            "{}",
            warnings[SHOWN - 1]
        );
    }
}
