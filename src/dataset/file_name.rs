//! The names of files that leave the site.

use crate::bundle::Bundle;

use super::{Dataset, GROUPS, SORTS, Selection};

/// The most bytes that say which part of the figures is shown. File systems hold 255 for
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
    let mut name = dataset.subject.file_stem().to_owned();
    let start = name.len();
    let mut add = |part: &str| {
        // What an address says may be anything.
        let safe = |c: char| if is_safe(c) { c } else { '-' };
        name.push('_');
        name.extend(part.chars().map(safe));
        if name.len() > start + MAX_VIEW {
            name.truncate(start + MAX_VIEW);
        }
    };
    if let Some(year) = dataset.since {
        add(&format!("change-since-{year}"));
    }
    for series in dataset.series.iter().filter(|series| !series.is_shown) {
        add(&format!("without-{}", series.id));
    }
    let sort = SORTS.iter().find(|(sort, _)| *sort == selection.sort);
    let group = GROUPS.iter().find(|(group, _)| *group == selection.group);
    let (sort, group) = (sort.map_or("", |sort| sort.1), group.map_or("", |group| group.1));
    for (start, choice) in [
        ("for-", selection.audience.as_str()),
        ("status-", &selection.status),
        ("by-", group),
        ("sort-", sort),
    ] {
        if !choice.is_empty() {
            add(&format!("{start}{choice}"));
        }
    }
    let years = || dataset.data.iter().filter_map(|datum| datum.period.year());
    match (years().min(), years().max()) {
        (Some(first), Some(last)) if first < last => add(&format!("{first}-{last}")),
        (Some(only), _) => add(&only.to_string()),
        _ => {}
    }
    format!("{name}_{}.{extension}", &*bundle.revision)
}

fn is_safe(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')
}
