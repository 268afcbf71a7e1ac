//! Lifting a bundle to the current version of its schema. Its text is edited, not written anew:
//! order, layout and numbers stay as somebody wrote them.

use std::path::{Path, PathBuf};

use jsonc_parser::ast::{Object, ObjectProp, ObjectPropName, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::PublishError;
use super::check::{Document, checked, refused};
use super::folder::{read_bundle, write_at_once};
use crate::bundle::{Bundle, BundleError, Figure, SCHEMA_VERSION};
use crate::site::RevisionHash;

/// Why a bundle was not lifted.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The file could not be read or written.
    #[error(transparent)]
    File(#[from] PublishError),
    /// An archived revision stays as it was published.
    #[error(
        "{}: is a kept revision, whose name has the hash of what is in it; it stays as it was \
         published. Lift the bundle that it was kept of", .0.display()
    )]
    Kept(PathBuf),
    /// The bundle has mistakes as it is.
    #[error("{0}\n\nOnly what is valid can be lifted; nothing was changed.")]
    Invalid(
        /// The mistakes, with their lines.
        PublishError,
    ),
    /// The bundle says what the current version cannot say.
    #[error(
        "{0}\n\nVersion {SCHEMA_VERSION} has no counterpart for that; nothing was changed. Correct \
         it first."
    )]
    NoCounterpart(
        /// What the current version refuses, with the lines where it stands.
        PublishError,
    ),
}

/// A bundle of the current version.
#[derive(Clone, Debug, PartialEq)]
pub struct Lifted {
    /// Its text, as bytes of its file.
    pub content: Vec<u8>,
    /// What was changed, a sentence each; empty where it was of this version already.
    pub changes: Vec<String>,
}

/// Lifts the bundle in a file, in its place. Returns what was changed, a sentence each.
///
/// # Errors
/// See [`MigrateError`]; the file then is as it was.
pub fn migrate(path: &Path) -> Result<Vec<String>, MigrateError> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    if let Some((_, hash)) = stem.rsplit_once('-')
        && RevisionHash::parse(hash).is_some()
    {
        return Err(MigrateError::Kept(path.to_owned()));
    }
    let content = read_bundle(path)?;
    let bundle = checked(path, &content).map_err(MigrateError::Invalid)?;
    // Nothing that was inserted moves an entry, so it is told in the text that somebody wrote.
    let lifted = lift(&content, &bundle)
        .map_err(|error| MigrateError::NoCounterpart(refused(path, &content, &error)))?;
    if !lifted.changes.is_empty() {
        write_at_once(path, &lifted.content)?;
    }
    Ok(lifted.changes)
}

/// Lifts a bundle, which was read from `content`, to the current version.
///
/// # Errors
/// What the current version refuses of it.
pub fn lift(content: &[u8], bundle: &Bundle) -> Result<Lifted, BundleError> {
    let mut lifted = Lifted {
        content: content.to_owned(),
        changes: Vec::new(),
    };
    if bundle.schema_version.number() == 1 {
        lifted = from_1_to_2(content, bundle);
    }
    Bundle::from_bytes(&lifted.content)?;
    Ok(lifted)
}

/// Version 2 lets figures of a time that has not begun stand as forecasts alone; version 1 had no
/// word for that. Every other field of version 1 means the same in both.
fn from_1_to_2(content: &[u8], bundle: &Bundle) -> Lifted {
    let text = std::str::from_utf8(content).expect("a bundle was read from it");
    // A byte order mark may stand before it.
    let json = text.trim_start_matches('\u{feff}');
    let options = (CollectOptions::default(), ParseOptions::default());
    let parsed = parse_to_ast(json, &options.0, &options.1).expect("a bundle was read from it");
    let Some(Value::Object(root)) = parsed.value else {
        unreachable!("a bundle is an object");
    };
    let document = Document::of(json);
    let mut edits = Edits::default();
    let version = root.get("schemaVersion").expect("a bundle has one");
    edits.replace(&version.value, "2".to_owned());
    let mut changes = vec!["schemaVersion: is 2 instead of 1".to_owned()];
    let published = bundle.published.last_day();
    let kpis = objects(root.get_array("kpis").map(|of| &of.elements[..]));
    for (kpi, (at, json_kpi)) in bundle.kpis.iter().zip(kpis.enumerate()) {
        let series = objects(json_kpi.get_array("series").map(|of| &of.elements[..]));
        for (group, (of, json_series)) in kpi.series.iter().zip(series.enumerate()) {
            let found = json_series.get_array("observations");
            let found = objects(found.map(|of| &of.elements[..]));
            for (observation, (index, object)) in group.observations.iter().zip(found.enumerate()) {
                let first = observation.period.first_day();
                let is_expected = first.is_some_and(|first| first > published)
                    && matches!(observation.figure, Figure::Published { .. })
                    && observation.status.is_none();
                if !is_expected {
                    continue;
                }
                edits.state(json, object, "status", "\"forecast\"");
                let pointer = format!("/kpis/{at}/series/{of}/observations/{index}");
                changes.push(format!(
                    "{}: is a forecast, because {} had not begun when the bundle was published",
                    document.described(&pointer),
                    observation.period,
                ));
            }
        }
    }
    let before = text.len() - json.len();
    Lifted {
        content: edits.made_in(text, before).into_bytes(),
        changes,
    }
}

/// The objects of a list.
fn objects<'a>(list: Option<&'a [Value<'a>]>) -> impl Iterator<Item = &'a Object<'a>> {
    list.unwrap_or_default().iter().filter_map(Value::as_object)
}

/// Where the name of a field ends.
fn name_end(field: &ObjectProp<'_>) -> usize {
    match &field.name {
        ObjectPropName::String(name) => name.end(),
        ObjectPropName::Word(name) => name.end(),
    }
}

/// Changes of a text, each at its own place.
#[derive(Default)]
struct Edits(Vec<(std::ops::Range<usize>, String)>);

impl Edits {
    /// Replaces a value.
    fn replace(&mut self, value: &impl Ranged, with: String) {
        self.0.push((value.start()..value.end(), with));
    }

    /// Gives an object a field with a value: in place of a null, or behind its `value` and in the
    /// same layout.
    fn state(&mut self, json: &str, object: &Object<'_>, key: &str, value: &str) {
        if let Some(field) = object.get(key) {
            return self.replace(&field.value, value.to_owned());
        }
        let beside = object.get("value").expect("a figure has a value");
        let before = &json[..beside.start()];
        let space = &before[before.trim_end().len()..];
        let colon = &json[name_end(beside)..beside.value.start()];
        let field = format!(",{space}\"{key}\"{colon}{value}");
        self.0.push((beside.end()..beside.end(), field));
    }

    /// The text with the changes; their places begin so many bytes behind its start.
    fn made_in(mut self, text: &str, before: usize) -> String {
        let mut text = text.to_owned();
        self.0.sort_by_key(|(place, _)| place.start);
        for (place, with) in self.0.into_iter().rev() {
            text.replace_range(before + place.start..before + place.end, &with);
        }
        text
    }
}
