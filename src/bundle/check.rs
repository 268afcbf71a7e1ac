//! Rules between values: ids within an entry, ranges that follow from its unit, what a page may
//! contain. Ids of the whole bundle are checked as they are read.

use super::characters::seen;
use super::error::{Fault, Violation, Violations};
use super::id::{Id, KpiId};
use super::limits::{
    MAX_CHARTS, MAX_FIGURES, MAX_GROUPS, MAX_INSIGHTS, MAX_OBSERVATIONS, MAX_OPENING, MAX_PARTS,
    MAX_RINGS, MAX_SERIES, MAX_SOURCES, MAX_TARGETS,
};
use super::lookup::Renamed;
use super::ranges::{self, in_range};
use super::read::{Check, Input};
use super::{
    Bundle, Figure, FigureStatus, HOME, Initiative, Insight, Kpi, Page, Section, Site, Wheel,
};

/// Page ids that would take the address of something else.
pub const RESERVED_PAGES: &[&str] = &[
    "initiatives",
    "kpis",
    "sources",
    "gaps",
    "glossary",
    "bundle",
    "illustrations",
    "social",
    "embed",
    "share",
    "oembed",
    "images",
    "offline",
    "review",
];

/// The values in order, each with its place in the list. Lists that are searched often are
/// sorted first: searching ten thousand entries for each entry would make a hostile bundle take
/// seconds.
fn sorted<T: Ord>(values: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut sorted: Vec<(T, usize)> = values.zip(0..).collect();
    sorted.sort_unstable();
    sorted
}

/// The places of values that also occur earlier in their list, given the result of [`sorted`].
fn repeated<T: Ord>(sorted: &[(T, usize)]) -> Vec<usize> {
    let equal = sorted.windows(2).filter(|pair| pair[0].0 == pair[1].0);
    let mut places: Vec<usize> = equal.map(|pair| pair[1].1).collect();
    places.sort_unstable();
    places
}

/// Whether a value is in a list, given the result of [`sorted`].
fn holds<T: Ord>(sorted: &[(T, usize)], value: T) -> bool {
    sorted
        .binary_search_by(|(other, _)| other.cmp(&value))
        .is_ok()
}

/// The places of entries whose label looks the same as another's but is not the same text: two
/// labels must not differ only in invisible characters.
fn alike<'a, T>(entries: &'a [T], label: fn(&'a T) -> &'a str) -> Vec<usize> {
    let labels = sorted(
        entries
            .iter()
            .map(|entry| (seen(label(entry)), label(entry))),
    );
    let pairs = labels.windows(2);
    let alike = pairs.filter(|pair| pair[0].0.0 == pair[1].0.0 && pair[0].0.1 != pair[1].0.1);
    let mut places: Vec<usize> = alike.map(|pair| pair[0].1.max(pair[1].1)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Reports a list that is longer than `limit`.
fn at_most(input: &Input<'_>, path: &str, found: usize, limit: usize) {
    if found > limit {
        input.add(path, None, Fault::TooManyItems { found, limit });
    }
}

fn quoted(text: &str) -> Option<String> {
    Some(format!("\"{text}\""))
}

impl Check for Insight {
    fn check(&self, input: &Input<'_>) {
        insight(self, input);
    }
}

/// The value of an insight fits its unit.
fn insight(insight: &Insight, input: &Input<'_>) {
    let value = ("/value".to_owned(), insight.value);
    in_range(input, &insight.unit, vec![value]);
}

impl Check for Initiative {
    fn check(&self, input: &Input<'_>) {
        let ids = sorted(self.kpis.iter().map(|id| id.as_str()));
        for index in repeated(&ids) {
            let id = quoted(self.kpis[index].as_str());
            input.add(&format!("/kpis/{index}"), id, Fault::DuplicateId);
        }
    }
}

/// The KPIs whose charts a section shows.
fn charts(section: &Section) -> &[KpiId] {
    match section {
        Section::Chart(chart) => std::slice::from_ref(&chart.kpi),
        Section::Multiples(multiples) => &multiples.kpis,
        _ => &[],
    }
}

impl Check for Site {
    fn check(&self, input: &Input<'_>) {
        if !self.official && self.disclaimer.is_none() {
            input.add("/disclaimer", None, Fault::Missing);
        }
    }
}

impl Check for Page {
    fn check(&self, input: &Input<'_>) {
        page(self, input);
    }
}

/// The page has an address of its own, and its sections have ids of theirs.
fn page(page: &Page, input: &Input<'_>) {
    if RESERVED_PAGES.contains(&page.id.as_str()) {
        let fault = Fault::Malformed {
            expected: "free for a page; the site keeps this address for itself",
        };
        input.add("/id", quoted(page.id.as_str()), fault);
    }
    let found = page.sections.iter().map(|section| charts(section).len());
    let (found, limit) = (found.sum(), MAX_CHARTS);
    if found > limit {
        let what = "charts";
        input.add("/sections", None, Fault::TooMuch { what, found, limit });
    }
    for (index, section) in page.sections.iter().enumerate() {
        if let Section::Hero(hero) = section {
            let path = format!("/sections/{index}/figures");
            at_most(input, &path, hero.figures.len(), MAX_OPENING);
        }
    }
    let ids = sorted(page.sections.iter().map(|section| section.id().as_str()));
    for index in repeated(&ids) {
        let path = format!("/sections/{index}/id");
        let id = page.sections[index].id().as_str();
        input.add(&path, quoted(id), Fault::DuplicateId);
    }
    let [mut initiatives, mut insights, mut scorecards, mut goals] = [0; 4];
    for (index, section) in page.sections.iter().enumerate() {
        let (kind, expected, allowed) = match section {
            Section::Hero(_) => (
                "hero",
                "allowed here: a hero is the first section of its page",
                index == 0,
            ),
            Section::Initiatives(_) => {
                initiatives += 1;
                let expected = "allowed here: a page shows the initiatives once";
                ("initiatives", expected, initiatives == 1)
            }
            Section::Insights(_) => {
                insights += 1;
                let expected = "allowed here: a page shows the insights once";
                ("insights", expected, insights == 1)
            }
            Section::Scorecard(_) => {
                scorecards += 1;
                let expected = "allowed here: a page shows the scorecard once";
                ("scorecard", expected, scorecards == 1)
            }
            Section::Goals(_) => {
                goals += 1;
                let expected = "allowed here: a page shows the goals once";
                ("goals", expected, goals == 1)
            }
            _ => continue,
        };
        if !allowed {
            let path = format!("/sections/{index}/kind");
            input.add(&path, quoted(kind), Fault::Malformed { expected });
        }
    }
}

impl Check for Wheel {
    fn check(&self, input: &Input<'_>) {
        wheel(self, input);
    }
}

/// The wheel has rings, each with parts, neither of them too many to draw; what they belong to
/// is in the first ring.
fn wheel(wheel: &Wheel, input: &Input<'_>) {
    let length = |path: &str, found: usize, limit: usize| {
        let fault = match found {
            0 => Fault::NoItems,
            found if found > limit => Fault::TooManyItems { found, limit },
            _ => return,
        };
        input.add(path, None, fault);
    };
    length("/rings", wheel.rings.len(), MAX_RINGS);
    let first = wheel.rings.first().map(|ring| &ring.items[..]);
    let first = sorted(first.unwrap_or_default().iter().map(|part| &*part.title));
    for (index, ring) in wheel.rings.iter().enumerate() {
        let path = format!("/rings/{index}/items");
        length(&path, ring.items.len(), MAX_PARTS);
        for (part_index, part) in ring.items.iter().enumerate() {
            for (place, title) in part.whom.iter().enumerate() {
                let fault = if index == 0 {
                    Fault::Malformed {
                        expected: "allowed here: the other rings refer to parts of the first",
                    }
                } else if holds(&first, &**title) {
                    continue;
                } else {
                    let list = format!("the first ring of \"{}\"", wheel.id.as_str());
                    Fault::Dangling { list }
                };
                let path = format!("{path}/{part_index}/for/{place}");
                input.add(&path, quoted(title), fault);
            }
        }
    }
}

impl Check for Kpi {
    fn check(&self, input: &Input<'_>) {
        kpi(self, input);
    }
}

/// The series of a KPI can be distinguished, and its values fit its unit.
fn kpi(kpi: &Kpi, input: &Input<'_>) {
    if kpi.audiences.is_empty() {
        input.add("/audiences", None, Fault::NoItems);
    }
    if kpi.series.is_empty() {
        input.add("/series", None, Fault::NoItems);
    }
    at_most(input, "/series", kpi.series.len(), MAX_SERIES);
    at_most(input, "/targets", kpi.targets.len(), MAX_TARGETS);
    let (what, found, limit) = ("figures", figures(kpi), MAX_OBSERVATIONS);
    if found > limit {
        input.add("/series", None, Fault::TooMuch { what, found, limit });
    }
    let ids = sorted(kpi.series.iter().map(|series| series.id.as_str()));
    for index in repeated(&ids) {
        let id = kpi.series[index].id.as_str();
        let path = format!("/series/{index}/id");
        input.add(&path, quoted(id), Fault::DuplicateId);
    }
    for index in alike(&kpi.series, |series| &series.label) {
        let label = &kpi.series[index].label;
        let path = format!("/series/{index}/label");
        input.add(&path, quoted(label), Fault::SameLabel);
    }
    for (index, series) in kpi.series.iter().enumerate() {
        let path = format!("/series/{index}/observations");
        let periods = sorted(series.observations.iter().map(|found| found.period));
        for index in repeated(&periods) {
            let period = series.observations[index].period;
            let path = format!("{path}/{index}/period");
            input.add(&path, quoted(&period.to_string()), Fault::RepeatedPeriod);
        }
    }
    for (index, target) in kpi.targets.iter().enumerate() {
        let path = format!("/targets/{index}");
        if let Some(id) = &target.series
            && !holds(&ids, id.as_str())
        {
            let fault = no_series(&kpi.id);
            input.add(&format!("{path}/series"), quoted(id.as_str()), fault);
        }
    }
    ranges::check(kpi, input);
}

/// How many figures, and gaps, a KPI has.
fn figures(kpi: &Kpi) -> usize {
    let lists = kpi.series.iter().map(|series| series.observations.len());
    lists.sum()
}

fn no_series(kpi: &KpiId) -> Fault {
    let list = format!("the series of \"{}\"", kpi.as_str());
    Fault::Dangling { list }
}

/// No id of an entry, current or former, is that of another: an old address leads to one entry.
/// Each comes with its JSON Pointer.
fn former_ids<'a, T: Renamed + 'a>(
    entries: impl Iterator<Item = (String, &'a T)> + Clone,
    violations: &mut Violations,
) {
    let ids = entries.clone().map(|(_, entry)| (entry.id(), None));
    let former = entries.enumerate().flat_map(|(index, (pointer, entry))| {
        let ids = entry.formerly().iter().enumerate();
        ids.map(move |(place, id)| (id.as_str(), Some((index, place, pointer.clone()))))
    });
    // `None` sorts first, so the one that repeats is a former id.
    let mut all: Vec<_> = ids.chain(former).collect();
    all.sort_unstable();
    for pair in all.windows(2) {
        if let [(earlier, _), (id, Some((_, place, pointer)))] = pair
            && earlier == id
        {
            violations.push(Violation {
                pointer: format!("{pointer}/formerly/{place}"),
                value: quoted(id),
                fault: Fault::DuplicateId,
            });
        }
    }
}

/// The entries of one of the bundle's lists with their JSON Pointers.
fn listed<'a, T>(
    list: &'static str,
    entries: &'a [T],
) -> impl Iterator<Item = (String, &'a T)> + Clone {
    let entries = entries.iter().enumerate();
    entries.map(move |(index, entry)| (format!("{list}/{index}"), entry))
}

/// What other sites refer to by kind and id, whichever page it is on, has an id that no other
/// of its kind has.
fn shown_sections<'a, T: Renamed + 'a>(
    bundle: &'a Bundle,
    of_kind: fn(&'a Section) -> Option<&'a T>,
    violations: &mut Violations,
) {
    let pages = bundle.pages.iter().enumerate();
    let sections = pages.flat_map(move |(page, of)| {
        let sections = of.sections.iter().enumerate();
        sections.filter_map(move |(place, section)| Some((page, place, of_kind(section)?)))
    });
    let mut ids: Vec<_> = sections
        .clone()
        .map(|(page, place, entry)| (entry.id(), page, place))
        .collect();
    ids.sort_unstable();
    for pair in ids.windows(2) {
        if let [(earlier, first, _), (id, page, place)] = pair
            && earlier == id
            // Within one page this is already reported.
            && first != page
        {
            violations.push(Violation {
                pointer: format!("/pages/{page}/sections/{place}/id"),
                value: quoted(id),
                fault: Fault::DuplicateId,
            });
        }
    }
    let entries =
        sections.map(|(page, place, entry)| (format!("/pages/{page}/sections/{place}"), entry));
    former_ids(entries, violations);
}

fn add(violations: &mut Violations, pointer: String, value: &str, fault: Fault) {
    violations.push(Violation {
        pointer,
        value: quoted(value),
        fault,
    });
}

/// The labels of a list that readers choose from must look different.
fn labels<'a, T>(
    list: &'static str,
    entries: &'a [T],
    label: fn(&'a T) -> &'a str,
    violations: &mut Violations,
) {
    for index in alike(entries, label) {
        violations.push(Violation {
            pointer: format!("{list}/{index}/label"),
            value: quoted(label(&entries[index])),
            fault: Fault::SameLabel,
        });
    }
}

/// No figure is of a time that had not begun when the bundle was published, unless it is a
/// forecast.
fn not_in_future(bundle: &Bundle, violations: &mut Violations) {
    let published = bundle.published.last_day();
    for (kpi_index, kpi) in bundle.kpis.iter().enumerate() {
        for (series_index, series) in kpi.series.iter().enumerate() {
            for (index, observation) in series.observations.iter().enumerate() {
                let first = observation.period.first_day();
                let is_future = first.is_some_and(|first| first > published)
                    && matches!(observation.figure, Figure::Published { .. })
                    && observation.status != Some(FigureStatus::Forecast);
                if is_future {
                    add(
                        violations,
                        format!(
                            "/kpis/{kpi_index}/series/{series_index}/observations/{index}/period"
                        ),
                        &observation.period.to_string(),
                        Fault::InFuture,
                    );
                }
            }
        }
    }
}

/// Adds what does not fit together between entries to `violations`.
pub fn bundle(bundle: &Bundle, violations: &mut Violations) {
    former_ids(listed("/initiatives", &bundle.initiatives), violations);
    former_ids(listed("/insights", &bundle.insights), violations);
    former_ids(listed("/kpis", &bundle.kpis), violations);
    for (list, found, limit) in [
        ("/audiences", bundle.audiences.len(), MAX_GROUPS),
        ("/themes", bundle.themes.len(), MAX_GROUPS),
        ("/measures", bundle.measures.len(), MAX_GROUPS),
        ("/insights", bundle.insights.len(), MAX_INSIGHTS),
        ("/sources", bundle.sources.len(), MAX_SOURCES),
    ] {
        if found > limit {
            violations.push(Violation {
                pointer: list.to_owned(),
                value: None,
                fault: Fault::TooManyItems { found, limit },
            });
        }
    }
    labels("/audiences", &bundle.audiences, |of| &of.label, violations);
    labels("/themes", &bundle.themes, |of| &of.label, violations);
    labels("/measures", &bundle.measures, |of| &of.label, violations);
    labels("/pages", &bundle.pages, |of| &of.label, violations);
    shown_sections(bundle, Section::multiples, violations);
    shown_sections(bundle, Section::wheel, violations);
    if bundle.page(HOME).is_none() {
        let list = "/pages".to_owned();
        add(
            violations,
            "/pages".to_owned(),
            HOME,
            Fault::Dangling { list },
        );
    }
    // Version 1 had no word for what is only expected.
    if bundle.schema_version.number() > 1 {
        not_in_future(bundle, violations);
    }
    let insights = sorted(bundle.insights.iter().map(|insight| insight.id.as_str()));
    let kpis = sorted(bundle.kpis.iter().map(|kpi| kpi.id.as_str()));
    let figures = sorted(
        bundle
            .kpis
            .iter()
            .map(|kpi| (kpi.id.as_str(), figures(kpi))),
    );
    let figures_of = |id: &KpiId| {
        let place = figures.binary_search_by(|((kpi, _), _)| kpi.cmp(&id.as_str()));
        place.map_or(0, |place| figures[place].0.1)
    };
    let series = sorted(bundle.kpis.iter().flat_map(|kpi| {
        let ids = kpi.series.iter().map(|series| series.id.as_str());
        ids.map(|id| (kpi.id.as_str(), id))
    }));
    for (page_index, page) in bundle.pages.iter().enumerate() {
        let shown = page.sections.iter().flat_map(charts).map(figures_of);
        let (what, found, limit) = ("figures in its charts", shown.sum(), MAX_FIGURES);
        if found > limit {
            violations.push(Violation {
                pointer: format!("/pages/{page_index}/sections"),
                value: None,
                fault: Fault::TooMuch { what, found, limit },
            });
        }
        for (index, section) in page.sections.iter().enumerate() {
            let pointer = format!("/pages/{page_index}/sections/{index}");
            let id = section.id().as_str();
            // Both become ids of elements on the same page.
            if holds(&insights, id) {
                add(violations, format!("{pointer}/id"), id, Fault::DuplicateId);
            }
            let Section::Hero(hero) = section else {
                continue;
            };
            for (index, figure) in hero.figures.iter().enumerate() {
                let (kpi, id) = (figure.kpi.as_str(), figure.series.as_str());
                if holds(&kpis, kpi) && !holds(&series, (kpi, id)) {
                    let pointer = format!("{pointer}/figures/{index}/series");
                    add(violations, pointer, id, no_series(&figure.kpi));
                }
            }
        }
    }
}
