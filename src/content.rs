//! A bundle made ready to be shown, and on its way to a browser.

use crate::bundle::{Bundle, BundleError};
use crate::dataset::Dataset;
use crate::load::{LoadError, Refusal};
use crate::progress::statuses;
use crate::site::{Site, Subject};
use crate::text;

/// Reads the bytes of a bundle's file, and works out what no choice of a reader changes: the
/// steps of each series, the finding of each KPI, what its chart says and what is missing of it,
/// and the site's own words.
///
/// # Errors
/// Those of [`Bundle::from_bytes`].
pub fn of(bytes: &[u8]) -> Result<Bundle, BundleError> {
    let mut bundle = Bundle::from_bytes(bytes)?;
    // No reader needs them.
    bundle.allow = Default::default();
    let published = bundle.published;
    let gaps = bundle.kpis.iter().map(|kpi| text::gap_of(&bundle, kpi));
    let gaps: Vec<_> = gaps.collect();
    bundle.missing = text::missing_figures(&bundle);
    bundle.guide = text::guide();
    for (kpi, gap) in bundle.kpis.iter_mut().zip(gaps) {
        kpi.gap = gap;
        let series = kpi.series.iter();
        let steps = series.map(|series| {
            let statuses = statuses(kpi, series, published);
            text::arithmetic(&statuses, published)
        });
        let steps: Vec<_> = steps.collect();
        kpi.latest = text::latest_finding(kpi, published);
        for (series, steps) in kpi.series.iter_mut().zip(steps) {
            series.steps = steps;
        }
    }
    Ok(with_told(bundle))
}

/// The same with what each chart says of its figures as they are published. The app has neither
/// this code nor its rules.
fn with_told(bundle: Bundle) -> Bundle {
    // Figures to show are those of a bundle that stays.
    let shown: &'static Bundle = Box::leak(Box::new(bundle));
    let site = Site {
        bundle: shown,
        base: "/",
    };
    let told = |subject| Dataset::published(site, subject).listen().join(" ");
    let mut bundle = shown.clone();
    bundle.insights_told = told(Subject::Insights);
    for (kpi, shown) in bundle.kpis.iter_mut().zip(&shown.kpis) {
        kpi.told = told(Subject::Kpi(shown));
    }
    bundle
}

/// Reads the bytes of a bundle's file. Returns the packed bundle, or why it is refused, as
/// bytes for [`unpack`]. The app does not contain this code; see `src/bin/reader.rs`.
pub fn read(bytes: &[u8]) -> Vec<u8> {
    match of(bytes).map_err(LoadError::from) {
        Ok(bundle) => [&[0], &*bundle.pack()].concat(),
        Err(LoadError::Refused { why, details }) => [&[why as u8], details.as_bytes()].concat(),
        Err(_) => unreachable!("bytes are read or refused"),
    }
}

/// Why the result of [`read`] of the same build is no bundle, if it is none.
///
/// # Panics
/// If the bytes are anything else.
pub fn refusal(bytes: &[u8]) -> Option<LoadError> {
    let (kind, rest) = bytes.split_first().expect("a reader says what it found");
    let why = match kind {
        0 => return None,
        1 => Refusal::Damaged,
        2 => Refusal::Newer,
        _ => Refusal::Broken,
    };
    Some(LoadError::Refused {
        why,
        details: String::from_utf8_lossy(rest).into_owned(),
    })
}

/// The result of [`read`] of the same build.
///
/// # Errors
/// The file was refused.
///
/// # Panics
/// If the bytes are anything else.
pub fn unpack(bytes: &[u8]) -> Result<&'static Bundle, LoadError> {
    match refusal(bytes) {
        None => Ok(Bundle::unpack(&bytes[1..])),
        Some(error) => Err(error),
    }
}
