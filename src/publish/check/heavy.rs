//! What of a published site takes readers long to load.

use std::path::Path;

use super::super::compress::folders_for_few;
use super::super::folder::{files_below, size_found};
use super::super::{PublishError, hosting};
use crate::bundle::{Rule, Warning};

/// From this many bytes on, as they are sent, a page or what it loads is heavy: more than a second
/// over a weak mobile network (400 kbit/s), and slow to lay out for a cheap phone. It is twice
/// what the shipped site's budget allows.
const HEAVY: u64 = 50_000;

/// How many heavy pages are named.
const SHOWN: usize = 5;

/// Pages of a published folder, and what they load, that take readers long to load.
///
/// # Errors
/// A file that cannot be read.
pub fn heavy(folder: &Path) -> Result<Vec<Warning>, PublishError> {
    let mut heavy: Vec<(u64, String)> = Vec::new();
    let files = files_below(folder)?;
    let few_load = folders_for_few();
    for name in &files {
        if few_load.iter().any(|folder| name.starts_with(folder)) {
            continue;
        }
        // What the app loads with the pages that have the initiatives.
        let is_search = name.starts_with("initiatives-") && name.ends_with(".bin");
        if !name.ends_with(".html") && !is_search {
            continue;
        }
        let sent = format!("{name}{}", hosting::CODINGS[0].suffix);
        let sent = files.binary_search(&sent).map_or(name, |at| &files[at]);
        let size = size_found(folder, sent)?;
        if size > HEAVY {
            heavy.push((size, name.clone()));
        }
    }
    heavy.sort_unstable_by(|one, other| other.cmp(one));
    let more = heavy.len().saturating_sub(SHOWN);
    let warnings = heavy.into_iter().take(SHOWN).enumerate().map(|(index, (size, name))| {
        let (rule, remedy) = match name.ends_with(".html") {
            true => (Rule::HeavyPage, "show fewer charts and figures on one page"),
            false => (
                Rule::HeavyContent,
                "it has the words of all initiatives, to search them: say less in their \"facts\"",
            ),
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
        fs::create_dir(folder.path().join("share")).expect("a folder");
        write("share/a.html", HEAVY * 9);
        write("initiatives-0123456789abcdef.bin", HEAVY * 3);
        let warnings = heavy(folder.path()).expect("sizes");
        let rules: Vec<_> = warnings.iter().map(|one| (one.rule, &*one.place)).collect();
        assert_eq!(
            rules,
            [
                (Rule::HeavyContent, "initiatives-0123456789abcdef.bin"),
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
