//! The content model: everything that a bundle can say, and nothing else.
//!
//! After [`Bundle::parse`] every id is unique, every reference resolves, every
//! percentage lies within 0 to 100, every link has a safe scheme and every band is
//! the right way up. What reads a [`Bundle`] relies on it and checks nothing again.

mod allowance;
mod characters;
mod check;
mod decimal;
#[cfg(not(target_arch = "wasm32"))]
mod describe;
mod encoding;
mod error;
mod figure;
#[cfg(not(target_arch = "wasm32"))]
mod forms;
mod gap;
mod glossary;
mod id;
mod initiative;
mod json;
mod kpi;
#[cfg(not(target_arch = "wasm32"))]
mod language;
mod limits;
mod lookup;
#[cfg(not(target_arch = "wasm32"))]
mod mistake;
mod origin;
pub(crate) mod pack;
mod page;
mod parse;
mod period;
mod ranges;
mod read;
#[cfg(not(target_arch = "wasm32"))]
mod rule;
mod site;
mod slips;
mod source;
mod target;
mod text;
mod unit;
mod url;
#[cfg(not(target_arch = "wasm32"))]
mod warning;

#[cfg(not(target_arch = "wasm32"))]
pub use allowance::Allowance;
pub use allowance::Allowances;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use characters::{is_control, is_unseen};
pub use decimal::Decimal;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use describe::{Describe, Description, Field, Shape, Word};
pub use error::{BundleError, Fault, Violation, Violations};
pub use figure::{Figure, FigureStatus, Former, Interval, Observation, Qualifier};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use forms::rules;
pub use gap::{Explained, Gap, Reading};
pub use glossary::Term;
pub use id::{
    AudienceId, FormerId, Id, InitiativeId, InsightId, KpiId, MeasureId, PageId, SectionId,
    SeriesId, SourceId, TERMS, TermId, ThemeId,
};
pub use initiative::{Fact, Initiative, Insight};
pub use kpi::{Better, Break, Cadence, ChartKind, Kpi, RelatedFigure, Series};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use language::is_known;
pub use limits::{
    MAX_BYTES, MAX_CHARTS, MAX_DEPTH, MAX_FIGURES, MAX_GROUPS, MAX_INSIGHTS, MAX_ITEMS,
    MAX_OBSERVATIONS, MAX_OPENING, MAX_PARTS, MAX_RINGS, MAX_SERIES, MAX_SOURCES, MAX_TARGETS,
    MAX_VALUES, MAX_VIOLATIONS, SCHEMA_VERSION,
};
#[cfg(not(target_arch = "wasm32"))]
pub use mistake::Mistake;
pub use origin::Origin;
pub use page::{
    Chart, Event, FigureRef, Footnote, Goals, HOME, Hero, Initiatives, Insights, Links, Multiples,
    Objective, Objectives, Page, Prose, Ring, Scorecard, Section, Spoke, Timeline, Wheel,
};
pub use period::{Date, Financial, FinancialYear, Period};
#[cfg(not(target_arch = "wasm32"))]
pub use rule::Rule;
pub use site::{Audience, Image, Link, Measure, Site, Theme};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use slips::slip;
pub use source::{Citation, Holder, MAX_QUOTATION, Source, SourceKind};
pub use target::{Baseline, Goal, Relative, Target, Withdrawal};
pub use text::{Block, BulletList, Inline, Line, Text};
pub use unit::{Currency, NamedUnit, Scale, Unit};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use url::is_file_path;
pub use url::{SafeUrl, SitePath};
#[cfg(not(target_arch = "wasm32"))]
pub use warning::Warning;

use pack::{Pack, Unpacker, pack_fields};
#[cfg(test)]
use read::Context;
use read::{Input, Read, record};

record! {
    /// Everything that a site shows.
    pub struct Bundle {
        /// Where an editor finds the JSON Schema, such as `../schema/bundle.json`; the site
        /// ignores it.
        schema: Option<Text> = "$schema",
        /// The version of the schema that the bundle is written in.
        schema_version: SchemaVersion = "schemaVersion",
        /// Names this state of the content; it changes with every change.
        revision: Revision = "revision",
        /// When this revision was published.
        published: Date = "published",
        /// The language of the content.
        locale: Locale = "locale",
        /// When the government's financial year begins, for periods such as "2022/23".
        financial_year: Option<FinancialYear> = "financialYear",
        /// What is around every page.
        site: Site = "site",
        /// The groups that content is about.
        audiences: Vec<Audience> = "audiences",
        /// The themes of initiatives.
        themes: Vec<Theme> = "themes",
        /// What insights measure.
        measures: Vec<Measure> = "measures",
        /// The pages, in the order of the navigation.
        pages: Vec<Page> = "pages",
        /// The initiatives, in the order of the grid.
        initiatives: Vec<Initiative> = "initiatives",
        /// The Key Insights figures.
        insights: Vec<Insight> = "insights",
        /// The KPIs.
        kpis: Vec<Kpi> = "kpis",
        /// The sources of everything.
        sources: Vec<Source> = "sources",
        /// The terms that are explained, in the order in which they are shown.
        glossary: Vec<Term> = "glossary",
        /// Warnings of `scorecard check` that are meant, each with its reason.
        allow: Allowances = "allow";
        /// How many figures are missing of how many, in words; empty if none is.
        missing: String,
        /// What the chart of the insights says as it is published, in a few sentences.
        insights_told: String,
        /// How to read the figures: words that the site itself uses, and what they mean.
        guide: Vec<Explained>,
    }
}

impl Bundle {
    /// Every picture that the bundle names.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn images_mut(&mut self) -> impl Iterator<Item = &mut Image> {
        let heroes = self.pages.iter_mut().flat_map(|page| &mut page.sections);
        let heroes = heroes.filter_map(|section| match section {
            Section::Hero(hero) => hero.image.as_mut(),
            _ => None,
        });
        let initiatives = self.initiatives.iter_mut();
        heroes.chain(initiatives.filter_map(|initiative| initiative.image.as_mut()))
    }

    /// The bundle in the compact form that [`Bundle::unpack`] of the same build takes.
    pub fn pack(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        Pack::pack(self, &mut bytes);
        bytes
    }

    /// The bundle from which [`Bundle::pack`] of the same build made `bytes`. It stays for as
    /// long as the program runs: a browser shows one, and then perhaps a newer one.
    ///
    /// # Panics
    /// If they are anything else.
    pub fn unpack(bytes: &[u8]) -> &'static Self {
        Box::leak(Box::new(Pack::unpack(&mut Unpacker::new(bytes))))
    }
}

/// A schema version that this program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SchemaVersion(u64);

impl SchemaVersion {
    /// Its number.
    pub fn number(self) -> u64 {
        self.0
    }
}

impl Read for SchemaVersion {
    fn read(input: &Input<'_>) -> Option<Self> {
        match input.number()?.as_u64() {
            Some(version @ 1..=SCHEMA_VERSION) => Some(SchemaVersion(version)),
            _ => input.reject(Fault::Malformed {
                expected: "a schema version; this program reads version 1 and version 2",
            }),
        }
    }
}

pack_fields!(SchemaVersion { 0 });
pack_fields!(Revision { 0 });
pack_fields!(Locale { 0 });

/// Names a state of the content.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Revision(String);

impl std::ops::Deref for Revision {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Read for Revision {
    fn read(input: &Input<'_>) -> Option<Self> {
        let text = input.text()?;
        let fits = (1..=64).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
        if fits {
            Some(Revision(text.to_owned()))
        } else {
            input.reject(Fault::Malformed {
                expected: "a revision: 1 to 64 letters, digits, points, hyphens or underscores, such as \"2026-11-21.1\"",
            })
        }
    }
}

/// A language tag (BCP 47), such as `en` or `zh-Hans`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Locale(String);

impl std::ops::Deref for Locale {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Read for Locale {
    fn read(input: &Input<'_>) -> Option<Self> {
        let text = input.text()?;
        let mut parts = text.split('-');
        let language = parts.next().unwrap_or_default();
        let fits = (2..=3).contains(&language.len())
            && language.bytes().all(|byte| byte.is_ascii_lowercase())
            && parts.all(|part| {
                (2..=8).contains(&part.len())
                    && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
        if fits {
            Some(Locale(text.to_owned()))
        } else {
            input.reject(Fault::Malformed {
                expected: "a language tag such as \"en\" or \"zh-Hans\"",
            })
        }
    }
}

/// A KPI from its JSON alone, without the bundle around it, for tests of what is
/// computed from one.
#[cfg(test)]
pub(crate) fn kpi_from_json(json: &str) -> Kpi {
    let value = serde_json::from_str(json).expect("the test's JSON is JSON");
    let context = Context::default();
    Kpi::read(&Input::root(&value, &context))
        .unwrap_or_else(|| panic!("{:?}", context.into_violations()))
}
