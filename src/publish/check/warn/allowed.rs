//! Warnings that the bundle allows.

use crate::bundle::{Allowance, Bundle, Rule, Warning};

use super::super::document::Document;

/// The warnings without those that are allowed, and a warning for each allowance that matches nothing.
pub fn without_allowed(
    mut warnings: Vec<Warning>,
    bundle: &Bundle,
    document: &Document<'_>,
) -> Vec<Warning> {
    if bundle.allow.is_empty() {
        return warnings;
    }
    let mut is_used = vec![false; bundle.allow.len()];
    warnings.retain(|warning| {
        let by_ids = document.by_ids(&warning.place);
        let allowing = bundle.allow.iter().position(|allowance| {
            allowance.rule == warning.rule
                && [&*by_ids, &*warning.place]
                    .iter()
                    .any(|place| covers(allowance, place))
        });
        if let Some(place) = allowing {
            is_used[place] = true;
        }
        allowing.is_none()
    });
    for (index, allowance) in bundle.allow.iter().enumerate() {
        if !is_used[index] {
            warnings.push(Warning {
                rule: Rule::UnusedAllowance,
                place: format!("/allow/{index}"),
                words: format!(
                    "\"{}\" is allowed at \"{}\", where there is no such warning: leave this entry out, or correct \"at\"",
                    allowance.rule.name(),
                    &*allowance.at,
                ),
            });
        }
    }
    warnings
}

/// Whether an allowance is for a place or for what is above it.
fn covers(allowance: &Allowance, place: &str) -> bool {
    let rest = place.strip_prefix(allowance.at.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
