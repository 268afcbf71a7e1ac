//! Which of a file's compressed siblings a reader gets.

use std::path::Path;

use axum::http::{HeaderMap, header};

use crate::publish::folder::written;
use crate::publish::hosting::{CODINGS, Coding, has_siblings};

/// The codings that a reader accepts.
pub fn accepted(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|entry| {
            let mut parts = entry.split(';').map(str::trim);
            let name = parts.next()?;
            let weight = parts.find_map(|part| part.strip_prefix("q="));
            let weight = weight.map_or(Ok(1.0), str::parse::<f32>).unwrap_or(0.0);
            (weight > 0.0).then_some(name)
        })
}

/// The coding of the sibling to send: the first that is accepted and exists. A sibling that is
/// older than its file is of another content.
pub fn negotiated(headers: &HeaderMap, folder: &Path, name: &str) -> Option<&'static Coding> {
    if !has_siblings(name) {
        return None;
    }
    let original = written(folder, name);
    CODINGS.iter().find(|coding| {
        accepted(headers).any(|name| name.eq_ignore_ascii_case(coding.name))
            && written(folder, &format!("{name}{}", coding.suffix))
                .is_some_and(|sibling| original.is_none_or(|original| original <= sibling))
    })
}
