//! The limits on a bundle's size.

/// The schema version that bundles are written in; the one before it is read too.
pub const SCHEMA_VERSION: u64 = 2;

/// The most bytes that a bundle may have: 1,000 KPIs with 40 figures each and 10,000 initiatives
/// are some 10 million, indented.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// How deeply lists and objects of a bundle may be nested. The schema itself goes eight deep.
pub const MAX_DEPTH: usize = 32;

/// The most values that a bundle may have in total: fields, items, objects and lists. That bundle
/// has some 370,000.
pub const MAX_VALUES: usize = 500_000;

/// The most items that one array of a bundle may hold.
pub const MAX_ITEMS: usize = 10_000;

/// The most mistakes that are reported of one bundle; more are only counted. A small hostile
/// text can contain a million, and nobody reads them.
pub const MAX_VIOLATIONS: usize = 100;

/// The most rings of a wheel; more cannot be distinguished.
pub const MAX_RINGS: usize = 6;

/// The most parts of a wheel's ring.
pub const MAX_PARTS: usize = 24;

/// The most series of a KPI; more cannot be distinguished. The latest figure of each has a
/// sparkline, for which all figures of the KPI are searched.
pub const MAX_SERIES: usize = 60;

/// The most targets of a KPI.
pub const MAX_TARGETS: usize = 500;

/// The most figures, and gaps, of all series of a KPI: each is a row of a table.
pub const MAX_OBSERVATIONS: usize = 10_000;

/// The most figures, and gaps, that the charts of one page show.
pub const MAX_FIGURES: usize = 20_000;

/// The most charts of one page, including small charts side by side.
pub const MAX_CHARTS: usize = 300;

/// The most figures that a page opens with.
pub const MAX_OPENING: usize = 48;

/// The most audiences, themes and measures: the entries of one are searched for among all.
pub const MAX_GROUPS: usize = 1_000;

/// The most insights: those of one page are side by side in one chart.
pub const MAX_INSIGHTS: usize = 500;

/// The most sources: the source of each figure is searched for among them.
pub const MAX_SOURCES: usize = 2_000;
