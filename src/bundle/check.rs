//! Rules that hold between values: unique ids, references, ranges that follow from
//! another field.

use super::error::{Fault, Violation};
use super::id::{AudienceId, Id, SourceId};
use super::lookup::{Entry, find};
use super::{Bundle, Decimal, Figure, HOME, Kpi, Page, SafeUrl, Section, Unit};

/// Page ids that would take the address of something else.
const RESERVED_PAGES: &[&str] = &[
    "initiatives",
    "kpis",
    "sources",
    "bundle",
    "illustrations",
    "embed",
    "review",
];

/// Adds every broken rule to `violations`.
#[inline(never)]
pub fn check(bundle: &Bundle, violations: &mut Vec<Violation>) {
    let mut checker = Checker { bundle, violations };
    checker.unique("/audiences", &bundle.audiences);
    checker.unique("/themes", &bundle.themes);
    checker.unique("/measures", &bundle.measures);
    checker.unique("/pages", &bundle.pages);
    checker.unique("/initiatives", &bundle.initiatives);
    checker.unique("/insights", &bundle.insights);
    checker.unique("/kpis", &bundle.kpis);
    checker.unique("/sources", &bundle.sources);
    checker.pages();
    checker.initiatives();
    checker.insights();
    for (index, kpi) in bundle.kpis.iter().enumerate() {
        checker.kpi(&format!("/kpis/{index}"), kpi);
    }
}

struct Checker<'a> {
    bundle: &'a Bundle,
    violations: &'a mut Vec<Violation>,
}

impl Checker<'_> {
    fn add(&mut self, pointer: String, value: Option<&str>, fault: Fault) {
        self.violations.push(Violation {
            pointer,
            value: value.map(|value| format!("\"{value}\"")),
            fault,
        });
    }

    fn unique<T: Entry>(&mut self, list: &str, entries: &[T]) {
        for (index, entry) in entries.iter().enumerate() {
            if entries[..index]
                .iter()
                .any(|other| other.id() == entry.id())
            {
                let pointer = format!("{list}/{index}/id");
                self.add(pointer, Some(entry.id()), Fault::DuplicateId);
            }
        }
    }

    fn refers<T: Entry>(&mut self, pointer: &str, id: &str, list: &str, entries: &[T]) {
        if find(entries, id).is_none() {
            let list = list.to_owned();
            self.add(pointer.to_owned(), Some(id), Fault::Dangling { list });
        }
    }

    fn source(&mut self, pointer: &str, id: &SourceId) {
        let sources = &self.bundle.sources;
        self.refers(
            &format!("{pointer}/source"),
            id.as_str(),
            "/sources",
            sources,
        );
    }

    fn audience(&mut self, pointer: &str, id: &AudienceId) {
        self.refers(pointer, id.as_str(), "/audiences", &self.bundle.audiences);
    }

    fn audiences(&mut self, pointer: &str, ids: &[AudienceId]) {
        for (index, id) in ids.iter().enumerate() {
            self.audience(&format!("{pointer}/audiences/{index}"), id);
        }
    }

    /// Percentages lie within 0 to 100.
    fn in_range(&mut self, pointer: &str, value: Decimal, unit: &Unit) {
        let (low, high) = (0, 100);
        if *unit == Unit::Percent && !(Decimal::whole(low)..=Decimal::whole(high)).contains(&value)
        {
            self.violations.push(Violation {
                pointer: pointer.to_owned(),
                value: Some(value.to_string()),
                fault: Fault::OutOfRange { low, high },
            });
        }
    }

    /// A picture is a file of the site: no request leaves the origin.
    fn image(&mut self, pointer: &str, src: &SafeUrl) {
        if !matches!(src, SafeUrl::Internal(_)) {
            let fault = Fault::Malformed {
                expected: "the path of a picture on this site, such as \"/illustrations/a.svg\"",
            };
            self.add(
                format!("{pointer}/image/src"),
                Some(&src.to_string()),
                fault,
            );
        }
    }

    fn pages(&mut self) {
        if self.bundle.page(HOME).is_none() {
            self.add(
                "/pages".into(),
                Some(HOME),
                Fault::Dangling {
                    list: "/pages".into(),
                },
            );
        }
        for (index, page) in self.bundle.pages.iter().enumerate() {
            let pointer = format!("/pages/{index}");
            if RESERVED_PAGES.contains(&page.id.as_str()) {
                let fault = Fault::Malformed {
                    expected: "free for a page; the site uses this address itself",
                };
                self.add(format!("{pointer}/id"), Some(page.id.as_str()), fault);
            }
            self.sections(&pointer, page);
        }
    }

    fn sections(&mut self, page_pointer: &str, page: &Page) {
        let bundle = self.bundle;
        for (index, section) in page.sections.iter().enumerate() {
            let pointer = format!("{page_pointer}/sections/{index}");
            if page.sections[..index]
                .iter()
                .any(|other| other.id() == section.id())
            {
                let id = Some(section.id().as_str());
                self.add(format!("{pointer}/id"), id, Fault::DuplicateId);
            }
            let source = match section {
                Section::Hero(hero) => {
                    if index > 0 {
                        let fault = Fault::Malformed {
                            expected: "allowed here: a hero is the first section of its page",
                        };
                        self.add(format!("{pointer}/kind"), Some("hero"), fault);
                    }
                    if let Some(image) = &hero.image {
                        self.image(&pointer, &image.src);
                    }
                    for (index, figure) in hero.figures.iter().enumerate() {
                        let pointer = format!("{pointer}/figures/{index}");
                        let id = figure.kpi.as_str();
                        self.refers(&format!("{pointer}/kpi"), id, "/kpis", &bundle.kpis);
                        if let Some(kpi) = bundle.kpi(id) {
                            let list = format!("the series of {id}");
                            let series = figure.series.as_str();
                            self.refers(&format!("{pointer}/series"), series, &list, &kpi.series);
                        }
                    }
                    None
                }
                Section::Chart(chart) => {
                    let pointer = format!("{pointer}/kpi");
                    self.refers(&pointer, chart.kpi.as_str(), "/kpis", &bundle.kpis);
                    None
                }
                Section::Timeline(timeline) => {
                    for (index, event) in timeline.items.iter().enumerate() {
                        self.source(&format!("{pointer}/items/{index}"), &event.source);
                    }
                    None
                }
                Section::Prose(section) => section.source.as_ref(),
                Section::Objectives(section) => section.source.as_ref(),
                Section::Goals(section) => section.source.as_ref(),
                Section::Initiatives(_)
                | Section::Insights(_)
                | Section::Scorecard(_)
                | Section::Links(_) => None,
            };
            if let Some(source) = source {
                self.source(&pointer, source);
            }
        }
    }

    fn initiatives(&mut self) {
        let bundle = self.bundle;
        for (index, initiative) in bundle.initiatives.iter().enumerate() {
            let pointer = format!("/initiatives/{index}");
            self.audiences(&pointer, &initiative.audiences);
            for (index, theme) in initiative.themes.iter().enumerate() {
                let pointer = format!("{pointer}/themes/{index}");
                self.refers(&pointer, theme.as_str(), "/themes", &bundle.themes);
            }
            for (index, fact) in initiative.facts.iter().enumerate() {
                self.source(&format!("{pointer}/facts/{index}"), &fact.source);
            }
            self.image(&pointer, &initiative.image.src);
        }
    }

    fn insights(&mut self) {
        let bundle = self.bundle;
        for (index, insight) in bundle.insights.iter().enumerate() {
            let pointer = format!("/insights/{index}");
            self.audience(&format!("{pointer}/audience"), &insight.audience);
            let measure = insight.measure.as_str();
            self.refers(
                &format!("{pointer}/measure"),
                measure,
                "/measures",
                &bundle.measures,
            );
            self.source(&pointer, &insight.source);
            self.in_range(&format!("{pointer}/value"), insight.value, &insight.unit);
        }
    }

    fn kpi(&mut self, pointer: &str, kpi: &Kpi) {
        self.audiences(pointer, &kpi.audiences);
        if kpi.audiences.is_empty() {
            self.add(format!("{pointer}/audiences"), None, Fault::NoItems);
        }
        self.unique(&format!("{pointer}/series"), &kpi.series);
        for (index, series) in kpi.series.iter().enumerate() {
            let pointer = format!("{pointer}/series/{index}");
            if let Some(audience) = &series.audience {
                self.audience(&format!("{pointer}/audience"), audience);
            }
            for (index, observation) in series.observations.iter().enumerate() {
                let pointer = format!("{pointer}/observations/{index}");
                self.source(&pointer, &observation.source);
                if let Figure::Published { value, .. } = observation.figure {
                    self.in_range(&format!("{pointer}/value"), value, &kpi.unit);
                }
                if series.observations[..index]
                    .iter()
                    .any(|earlier| earlier.period == observation.period)
                {
                    let period = observation.period.to_string();
                    self.add(
                        format!("{pointer}/period"),
                        Some(&period),
                        Fault::RepeatedPeriod,
                    );
                }
            }
        }
        for (index, target) in kpi.targets.iter().enumerate() {
            let pointer = format!("{pointer}/targets/{index}");
            self.source(&pointer, &target.source);
            if let Some(series) = &target.series {
                self.refers(
                    &format!("{pointer}/series"),
                    series.as_str(),
                    "this KPI's series",
                    &kpi.series,
                );
            }
            let (low, high) = target.goal.bounds();
            self.in_range(&format!("{pointer}/goal"), low, &kpi.unit);
            if high != low {
                self.in_range(&format!("{pointer}/goal"), high, &kpi.unit);
            }
        }
        for (index, related) in kpi.related.iter().enumerate() {
            let pointer = format!("{pointer}/related/{index}");
            self.source(&pointer, &related.source);
            self.in_range(&format!("{pointer}/value"), related.value, &related.unit);
        }
    }
}
