//! The names of files that leave the site.

use crate::bundle::Bundle;
use crate::dataset::{Dataset, Selection};
use crate::progress::Tone;

/// The most characters that say which part of the figures is shown. File systems allow 255 for
/// a whole name.
const MAX_VIEW: usize = 120;

/// The name of a file that shows a dataset: what it is of, what the reader has chosen, the
/// years of its figures and the revision, such as
/// `satisfaction_change-since-2015_2012-2019_2026-11-21.1.csv`.
///
/// It has only letters and digits of ASCII, points, hyphens and underscores, whatever an
/// address asks for.
pub fn file_name(
    dataset: &Dataset,
    selection: &Selection,
    bundle: &Bundle,
    extension: &str,
) -> String {
    let mut view = String::new();
    let mut add = |parts: &[&str]| parts.iter().for_each(|part| view.push_str(part));
    if let Some(year) = dataset.since {
        add(&["_change-since-", &year.to_string()]);
    }
    // Files of figures have those of hidden series, too.
    let is_picture = matches!(extension, "svg" | "png");
    for series in &dataset.series {
        if is_picture && !series.is_shown {
            add(&["_without-", series.id]);
        }
    }
    for (start, choice) in [
        ("_for-", selection.audience.as_str()),
        ("_status-", selection.status.map_or("", Tone::name)),
        ("_by-", selection.group.name()),
        ("_sort-", selection.sort.name()),
    ] {
        if !choice.is_empty() {
            add(&[start, choice]);
        }
    }
    let (mut first, mut last) = (u16::MAX, 0);
    for year in dataset.data.iter().filter_map(|datum| datum.period.year()) {
        first = first.min(year);
        last = last.max(year);
    }
    if first <= last {
        add(&["_", &first.to_string()]);
    }
    if first < last {
        add(&["-", &last.to_string()]);
    }
    let mut name = dataset.subject.id().to_owned();
    for c in view.chars().take(MAX_VIEW) {
        // An address may contain anything.
        name.push(if is_safe(c) { c } else { '-' });
    }
    for part in ["_", &bundle.revision, ".", extension] {
        name.push_str(part);
    }
    name
}

fn is_safe(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')
}
