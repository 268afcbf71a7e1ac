//! The words of the pages of KPIs and initiatives that lead on, and of what they fold or gather.

use crate::bundle::Period;

use super::values::period;

/// Heading of the initiatives that work towards a target.
pub const RELATED_INITIATIVES: &str = "Related initiatives";
/// Heading of the targets that an initiative works towards.
pub const RELATED_TARGETS: &str = "Related targets";
/// Names the links to the target before and after.
pub const MORE_TARGETS: &str = "More targets";
/// Leads to the page of all targets.
pub const ALL_TARGETS: &str = "All targets";
/// Leads to the page of all initiatives.
pub const ALL_INITIATIVES: &str = "All initiatives";
/// Before the name of the entry before this one.
pub const PREVIOUS: &str = "Previous";
/// Before the name of the entry after this one.
pub const NEXT: &str = "Next";

/// Some groups, too many to name.
pub fn groups(count: usize) -> String {
    format!("{count} groups")
}

/// The summary of results that are folded: how many more there are.
pub fn more_results(count: usize) -> String {
    match count {
        1 => "1 more group".to_owned(),
        _ => format!("{count} more groups"),
    }
}

/// The time from the start of one period to the end of another, which may be the same: "Dec 2020
/// to Feb 2024".
pub fn from_to(first: Period, last: Period) -> String {
    if first == last {
        return period(first);
    }
    let first = match first {
        Period::Span(start, _) => Period::On(start),
        other => other,
    };
    let last = match last {
        Period::Span(_, end) => Period::On(end),
        other => other,
    };
    format!("{} to {}", period(first), period(last))
}

/// Says in place of figures that several periods in a row have none.
pub fn none_of(figure: &str, count: usize) -> String {
    format!("{figure} ({count} periods)")
}
