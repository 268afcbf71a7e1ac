//! Rules that hold between values of one entry: ids within it, ranges that follow
//! from its unit. Ids of the whole bundle are checked as they are read.

use super::error::{Fault, Violation};
use super::id::Id;
use super::lookup::find;
use super::{Bundle, Decimal, Figure, HOME, Kpi, Page, Section, SeriesId, Unit};

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
pub fn check(bundle: &Bundle, violations: &mut Vec<Violation>) {
    let mut checker = Checker { bundle, violations };
    if bundle.page(HOME).is_none() {
        let list = "/pages".to_owned();
        checker.add("/pages".to_owned(), HOME, Fault::Dangling { list });
    }
    for (index, page) in bundle.pages.iter().enumerate() {
        checker.page(&format!("/pages/{index}"), page);
    }
    for (index, insight) in bundle.insights.iter().enumerate() {
        checker.in_range(
            &format!("/insights/{index}/value"),
            insight.value,
            &insight.unit,
        );
    }
    for (index, kpi) in bundle.kpis.iter().enumerate() {
        checker.kpi(&format!("/kpis/{index}"), kpi);
    }
}

struct Checker<'a> {
    bundle: &'a Bundle,
    violations: &'a mut Vec<Violation>,
}

impl Checker<'_> {
    fn add(&mut self, pointer: String, value: &str, fault: Fault) {
        self.violations.push(Violation {
            pointer,
            value: Some(format!("\"{value}\"")),
            fault,
        });
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

    /// A series is one of its KPI's.
    fn series(&mut self, pointer: &str, id: &SeriesId, kpi: &Kpi) {
        if find(&kpi.series, id.as_str()).is_none() {
            let list = format!("the series of \"{}\"", kpi.id.as_str());
            self.add(
                format!("{pointer}/series"),
                id.as_str(),
                Fault::Dangling { list },
            );
        }
    }

    fn page(&mut self, page_pointer: &str, page: &Page) {
        if RESERVED_PAGES.contains(&page.id.as_str()) {
            let fault = Fault::Malformed {
                expected: "free for a page; the site uses this address itself",
            };
            self.add(format!("{page_pointer}/id"), page.id.as_str(), fault);
        }
        for (index, section) in page.sections.iter().enumerate() {
            let pointer = format!("{page_pointer}/sections/{index}");
            let id = section.id();
            if page.sections[..index].iter().any(|other| other.id() == id) {
                self.add(format!("{pointer}/id"), id.as_str(), Fault::DuplicateId);
            }
            let Section::Hero(hero) = section else {
                continue;
            };
            if index > 0 {
                let fault = Fault::Malformed {
                    expected: "allowed here: a hero is the first section of its page",
                };
                self.add(format!("{pointer}/kind"), "hero", fault);
            }
            for (index, figure) in hero.figures.iter().enumerate() {
                if let Some(kpi) = self.bundle.kpi(figure.kpi.as_str()) {
                    self.series(&format!("{pointer}/figures/{index}"), &figure.series, kpi);
                }
            }
        }
    }

    fn kpi(&mut self, pointer: &str, kpi: &Kpi) {
        if kpi.audiences.is_empty() {
            self.violations.push(Violation {
                pointer: format!("{pointer}/audiences"),
                value: None,
                fault: Fault::NoItems,
            });
        }
        for (index, series) in kpi.series.iter().enumerate() {
            let pointer = format!("{pointer}/series/{index}");
            let id = &series.id;
            if kpi.series[..index].iter().any(|other| other.id == *id) {
                self.add(format!("{pointer}/id"), id.as_str(), Fault::DuplicateId);
            }
            for (index, observation) in series.observations.iter().enumerate() {
                let pointer = format!("{pointer}/observations/{index}");
                if let Figure::Published { value, .. } = observation.figure {
                    self.in_range(&format!("{pointer}/value"), value, &kpi.unit);
                }
                let earlier = &series.observations[..index];
                if earlier
                    .iter()
                    .any(|other| other.period == observation.period)
                {
                    let period = observation.period.to_string();
                    self.add(format!("{pointer}/period"), &period, Fault::RepeatedPeriod);
                }
            }
        }
        for (index, target) in kpi.targets.iter().enumerate() {
            let pointer = format!("{pointer}/targets/{index}");
            if let Some(series) = &target.series {
                self.series(&pointer, series, kpi);
            }
            let (low, high) = target.goal.bounds();
            self.in_range(&format!("{pointer}/goal"), low, &kpi.unit);
            if high != low {
                self.in_range(&format!("{pointer}/goal"), high, &kpi.unit);
            }
        }
        for (index, related) in kpi.related.iter().enumerate() {
            let pointer = format!("{pointer}/related/{index}/value");
            self.in_range(&pointer, related.value, &related.unit);
        }
    }
}
