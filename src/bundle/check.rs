//! Rules between values: ids within an entry, ranges that follow from its unit, what a
//! page may hold. Ids of the whole bundle are checked as they are read.

use super::error::{Fault, Violation};
use super::id::Id;
use super::lookup::find;
use super::read::Input;
use super::{Bundle, Decimal, Figure, HOME, Insight, Kpi, Page, Section, SeriesId, Unit};

/// Page ids that would take the address of something else.
const RESERVED_PAGES: &[&str] = &[
    "initiatives",
    "kpis",
    "sources",
    "bundle",
    "illustrations",
    "social",
    "embed",
    "review",
];

fn quoted(text: &str) -> Option<String> {
    Some(format!("\"{text}\""))
}

/// Percentages lie within 0 to 100.
fn in_range(input: &Input<'_>, path: &str, value: Decimal, unit: &Unit) {
    let (low, high) = (0, 100);
    let range = Decimal::whole(low)..=Decimal::whole(high);
    if *unit == Unit::Percent && !range.contains(&value) {
        input.add(path, Some(value.to_json()), Fault::OutOfRange { low, high });
    }
}

/// The value of an insight fits its unit.
pub fn insight(insight: &Insight, input: &Input<'_>) {
    in_range(input, "/value", insight.value, &insight.unit);
}

/// The page has an address of its own, and its sections have ids of theirs.
pub fn page(page: &Page, input: &Input<'_>) {
    if RESERVED_PAGES.contains(&page.id.as_str()) {
        let fault = Fault::Malformed {
            expected: "free for a page; the site keeps this address for itself",
        };
        input.add("/id", quoted(page.id.as_str()), fault);
    }
    for (index, section) in page.sections.iter().enumerate() {
        let earlier = &page.sections[..index];
        let id = section.id();
        if earlier.iter().any(|other| other.id() == id) {
            let path = format!("/sections/{index}/id");
            input.add(&path, quoted(id.as_str()), Fault::DuplicateId);
        }
        let (kind, expected) = match section {
            Section::Hero(_) if index > 0 => (
                "hero",
                "allowed here: a hero is the first section of its page",
            ),
            Section::Initiatives(_)
                if earlier.iter().any(|s| matches!(s, Section::Initiatives(_))) =>
            {
                (
                    "initiatives",
                    "allowed here: a page shows the initiatives once",
                )
            }
            Section::Insights(_) if earlier.iter().any(|s| matches!(s, Section::Insights(_))) => {
                ("insights", "allowed here: a page shows the insights once")
            }
            _ => continue,
        };
        let path = format!("/sections/{index}/kind");
        input.add(&path, quoted(kind), Fault::Malformed { expected });
    }
}

/// The series of a KPI are told apart, and its values fit its unit.
pub fn kpi(kpi: &Kpi, input: &Input<'_>) {
    if kpi.audiences.is_empty() {
        input.add("/audiences", None, Fault::NoItems);
    }
    if kpi.series.is_empty() {
        input.add("/series", None, Fault::NoItems);
    }
    for (index, series) in kpi.series.iter().enumerate() {
        let path = format!("/series/{index}");
        let id = &series.id;
        if kpi.series[..index].iter().any(|other| other.id == *id) {
            input.add(
                &format!("{path}/id"),
                quoted(id.as_str()),
                Fault::DuplicateId,
            );
        }
        for (index, observation) in series.observations.iter().enumerate() {
            let path = format!("{path}/observations/{index}");
            if let Figure::Published { value, .. } = observation.figure {
                in_range(input, &format!("{path}/value"), value, &kpi.unit);
            }
            let period = observation.period;
            let earlier = &series.observations[..index];
            if earlier.iter().any(|other| other.period == period) {
                let path = format!("{path}/period");
                input.add(&path, quoted(&period.to_string()), Fault::RepeatedPeriod);
            }
        }
    }
    for (index, target) in kpi.targets.iter().enumerate() {
        let path = format!("/targets/{index}");
        if let Some(id) = &target.series {
            series(input, &path, id, kpi);
        }
        for (field, value) in target.goal.fields() {
            in_range(input, &format!("{path}/goal/{field}"), value, &kpi.unit);
        }
        let bounds = target.set.bounds().zip(target.due.bounds());
        if bounds.is_some_and(|((set, _), (_, due))| due <= set) {
            let due = quoted(&target.due.to_string());
            input.add(&format!("{path}/due"), due, Fault::EndsBeforeItBegins);
        }
    }
    for (index, related) in kpi.related.iter().enumerate() {
        let path = format!("/related/{index}/value");
        in_range(input, &path, related.value, &related.unit);
    }
}

/// A target's series is one of its KPI's.
fn series(input: &Input<'_>, path: &str, id: &SeriesId, kpi: &Kpi) {
    if let Some(fault) = no_series(id, kpi) {
        input.add(&format!("{path}/series"), quoted(id.as_str()), fault);
    }
}

fn no_series(id: &SeriesId, kpi: &Kpi) -> Option<Fault> {
    let list = || format!("the series of \"{}\"", kpi.id.as_str());
    match find(&kpi.series, id.as_str()) {
        Some(_) => None,
        None => Some(Fault::Dangling { list: list() }),
    }
}

/// Adds what does not fit together between entries to `violations`.
pub fn bundle(bundle: &Bundle, violations: &mut Vec<Violation>) {
    let mut add = |pointer: String, value: &str, fault: Fault| {
        violations.push(Violation {
            pointer,
            value: quoted(value),
            fault,
        });
    };
    if bundle.page(HOME).is_none() {
        let list = "/pages".to_owned();
        add("/pages".to_owned(), HOME, Fault::Dangling { list });
    }
    for (page_index, page) in bundle.pages.iter().enumerate() {
        for (index, section) in page.sections.iter().enumerate() {
            let pointer = format!("/pages/{page_index}/sections/{index}");
            let id = section.id().as_str();
            // Both become ids of elements, on one page.
            if find(&bundle.insights, id).is_some() {
                add(format!("{pointer}/id"), id, Fault::DuplicateId);
            }
            let Section::Hero(hero) = section else {
                continue;
            };
            for (index, figure) in hero.figures.iter().enumerate() {
                let kpi = bundle.kpi(figure.kpi.as_str());
                if let Some(fault) = kpi.and_then(|kpi| no_series(&figure.series, kpi)) {
                    let pointer = format!("{pointer}/figures/{index}/series");
                    add(pointer, figure.series.as_str(), fault);
                }
            }
        }
    }
}
