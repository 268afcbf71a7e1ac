//! Finding entries of a bundle by id.

use crate::order::sort_by_number;

use super::{
    Audience, AudienceId, Bundle, FormerId, Id, Initiative, Insight, Kpi, Measure, MeasureId,
    Multiples, Page, Section, Series, SeriesId, Source, SourceId, Theme, ThemeId, Wheel,
};

/// A part of the bundle that has an id.
pub trait Entry {
    /// Its id's text.
    fn id(&self) -> &str;
}

macro_rules! entries {
    ($($type:ty),* $(,)?) => { $(
        impl Entry for $type {
            fn id(&self) -> &str {
                self.id.as_str()
            }
        }
    )* };
}

entries!(
    Audience, Theme, Measure, Page, Initiative, Insight, Kpi, Series, Source, Multiples, Wheel
);

/// An entry whose id may have changed since it was first published.
pub trait Renamed: Entry {
    /// The ids that it had before.
    fn formerly(&self) -> &[FormerId];
}

macro_rules! renamed {
    ($($type:ty),* $(,)?) => { $(
        impl Renamed for $type {
            fn formerly(&self) -> &[FormerId] {
                &self.formerly
            }
        }
    )* };
}

renamed!(Initiative, Insight, Kpi, Multiples, Wheel);

/// The entry that is called `id`.
pub fn find<'a, T: Entry + 'a>(
    entries: impl IntoIterator<Item = &'a T>,
    id: &str,
) -> Option<&'a T> {
    entries.into_iter().find(|entry| entry.id() == id)
}

/// The entry that is called `id`, or was.
fn find_renamed<'a, T: Renamed + 'a>(
    entries: impl IntoIterator<Item = &'a T> + Clone,
    id: &str,
) -> Option<&'a T> {
    let was_called = |entry: &&T| entry.formerly().iter().any(|former| former.as_str() == id);
    find(entries.clone(), id).or_else(|| entries.into_iter().find(was_called))
}

/// The entry that a checked reference leads to.
fn resolve<'a, T: Entry>(list: &'a [T], id: &impl Id) -> &'a T {
    find(list, id.as_str()).expect("parse has checked every reference")
}

impl Bundle {
    /// The audience that a reference of this bundle leads to.
    pub fn audience(&self, id: &AudienceId) -> &Audience {
        resolve(&self.audiences, id)
    }

    /// The place of an audience in the bundle's order, which gives it its colour.
    pub fn audience_index(&self, id: &AudienceId) -> usize {
        self.audiences
            .iter()
            .position(|audience| audience.id == *id)
            .expect("parse has checked every reference")
    }

    /// The theme that a reference of this bundle leads to.
    pub fn theme(&self, id: &ThemeId) -> &Theme {
        resolve(&self.themes, id)
    }

    /// The measure that a reference of this bundle leads to.
    pub fn measure(&self, id: &MeasureId) -> &Measure {
        resolve(&self.measures, id)
    }

    /// The source that a reference of this bundle leads to.
    pub fn source(&self, id: &SourceId) -> &Source {
        resolve(&self.sources, id)
    }

    /// The KPI that is called `id`, or was.
    pub fn kpi(&self, id: &str) -> Option<&Kpi> {
        find_renamed(&self.kpis, id)
    }

    /// The initiative that is called `id`, or was.
    pub fn initiative(&self, id: &str) -> Option<&Initiative> {
        find_renamed(&self.initiatives, id)
    }

    /// The insight that is called `id`, or was.
    pub fn insight(&self, id: &str) -> Option<&Insight> {
        find_renamed(&self.insights, id)
    }

    /// The small charts side by side that are called `id`, or were.
    pub fn multiples(&self, id: &str) -> Option<&Multiples> {
        find_renamed(self.sections().filter_map(Section::multiples), id)
    }

    /// The wheel that is called `id`, or was.
    pub fn wheel(&self, id: &str) -> Option<&Wheel> {
        find_renamed(self.sections().filter_map(Section::wheel), id)
    }

    /// The sections of all pages.
    pub fn sections(&self) -> impl Iterator<Item = &Section> + Clone {
        self.pages.iter().flat_map(|page| &page.sections)
    }

    /// The measures that several groups were asked about in the same unit, each with its
    /// figures in the order of the groups.
    pub fn compared(&self) -> Vec<(&Measure, Vec<&Insight>)> {
        let measures = self.measures.iter().map(|measure| {
            let all = self.insights.iter();
            let mut of_measure: Vec<_> = all
                .filter(|insight| insight.measure == measure.id)
                .collect();
            sort_by_number(&mut of_measure, &|insight| {
                self.audience_index(&insight.audience) as f64
            });
            (measure, of_measure)
        });
        measures
            .filter(|(_, insights)| {
                insights.len() > 1 && insights.iter().all(|other| other.unit == insights[0].unit)
            })
            .collect()
    }

    /// The KPIs whose charts are side by side in a section.
    pub fn kpis_of(&self, section: &Multiples) -> Vec<&Kpi> {
        let kpis = section.kpis.iter();
        kpis.filter_map(|id| self.kpi(id.as_str())).collect()
    }

    /// The page that is called `id`.
    pub fn page(&self, id: &str) -> Option<&Page> {
        find(&self.pages, id)
    }
}

impl Kpi {
    /// The series of this KPI that is called `id`.
    pub fn series(&self, id: &SeriesId) -> Option<&Series> {
        find(&self.series, id.as_str())
    }

    /// Whom a target or a figure serves: the audience of its series, or else (as where it is of
    /// no series) every audience of the KPI.
    pub fn serves<'a>(&'a self, series: Option<&'a Series>) -> &'a [AudienceId] {
        match series.and_then(|series| series.audience.as_ref()) {
            Some(audience) => std::slice::from_ref(audience),
            None => &self.audiences,
        }
    }
}
