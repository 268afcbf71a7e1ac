//! Content of another site in the folder that is published: whoever puts their own bundle into
//! `public/bundle/` finds kept revisions and pictures there that belong to the one before. They
//! are removed from what is published, never from `public/`.

use std::path::Path;

use serde_json::Value;

use super::PublishError;
use super::embeds::archived_files;
use super::folder::{files_below, read_bundle, remove};
use super::hosting::content_type;

/// The folder of pictures.
const PICTURES: &str = "illustrations/";
/// How many pictures are named.
const SHOWN: usize = 10;

/// Removes what does not belong to the site of the bundle at `bundle` below `folder`, which has
/// these bytes: kept revisions of another site, and pictures that neither the bundle nor one of
/// its own kept revisions names. Returns a sentence for each kind of thing that was left out.
///
/// A kept revision is the site's own if it has the same owner or the same origin. Both are what a
/// site is known by; its name and its ids may be those of a template.
///
/// # Errors
/// A file that cannot be read or removed.
pub fn leave_out(folder: &Path, bundle: &str, content: &[u8]) -> Result<Vec<String>, PublishError> {
    let mut said = Vec::new();
    // As JSON, not as bundles: what is wrong with them is told where they are read.
    let own = json(content);
    let mut texts = vec![own.to_string()];
    for (name, path) in archived_files(folder, bundle)? {
        let kept = json(&read_bundle(&path)?);
        if is_of_one_site(&own, &kept) {
            texts.push(kept.to_string());
            continue;
        }
        remove(folder, &name)?;
        said.push(format!(
            "left out {name}: a kept revision of {}, and this site is published by {}",
            kept["site"]["owner"], own["site"]["owner"]
        ));
    }
    let is_foreign = |file: &String| {
        file.starts_with(PICTURES)
            && content_type(file).starts_with("image/")
            && !texts.iter().any(|text| text.contains(&format!("/{file}")))
    };
    let foreign: Vec<String> = files_below(folder)?
        .into_iter()
        .filter(is_foreign)
        .collect();
    for file in &foreign {
        remove(folder, file)?;
    }
    if let Some(shown) = foreign.chunks(SHOWN).next() {
        let more = match foreign.len() - shown.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        said.push(format!(
            "left out {}{more}: neither the bundle nor a kept revision of it names them",
            shown.join(", ")
        ));
    }
    Ok(said)
}

/// The value in a file, which may begin with a byte order mark; null for what is no JSON.
fn json(bytes: &[u8]) -> Value {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).unwrap_or_default()
}

/// Whether two bundles are of one site. What is no bundle counts as the site's own, so that it
/// is told and not passed over.
fn is_of_one_site(one: &Value, other: &Value) -> bool {
    let same = |field: &str| {
        let [one, other] = [one, other].map(|bundle| &bundle["site"][field]);
        one == other && one.is_string()
    };
    other["site"]["owner"].is_null() || same("owner") || same("origin")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_site_is_known_by_its_owner_and_by_its_origin() {
        let of = |owner: &str, origin: Option<&str>| json!({"site": {"name": "Civic Scorecard", "owner": owner, "origin": origin}});
        let own = of("Norland", Some("https://norland.example"));
        for (other, is_own) in [
            (of("Norland", Some("https://norland.example")), true),
            (of("Norland", None), true),
            (of("Norland", Some("https://elsewhere.example")), true),
            // A ministry that was renamed.
            (of("Norland Digital", Some("https://norland.example")), true),
            (of("Sorland", Some("https://sorland.example")), false),
            (of("Sorland", None), false),
            (json!({}), true),
        ] {
            assert_eq!(is_of_one_site(&own, &other), is_own, "{other}");
        }
        // Having no origin is not the same origin.
        assert!(!is_of_one_site(&of("Norland", None), &of("Sorland", None)));
    }
}
