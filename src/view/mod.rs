//! Components: values of the model in, elements out.
//!
//! Each renders natively to HTML text and in a browser to nodes, from the same
//! code. Text comes in ready to show, or from [`crate::text`].

mod card_grid;
mod chart;
mod erase;
mod figure;
mod insights;
mod layout;
mod notice;
mod plain;
mod rich_text;
mod scorecard;
mod source;
mod status;
mod still;
mod tables;
mod wheel;

pub use card_grid::{AUDIENCE, CardGrid, THEME};
pub use chart::{
    ChartBody, ChartFigure, MARKERS, kind, marker_index, published_trend, px, small_multiples,
    sparkline,
};
pub use erase::{CollectErased, Erase};
pub use figure::{BigFigure, FigureTile};
pub use insights::InsightTiles;
pub use layout::{Breadcrumb, Heading, HeadingLevel, Layout, Section};
pub use notice::{Notice, NoticeBar};
pub use rich_text::{Blocks, RichLine, rel};
pub use scorecard::ScorecardRows;
pub use source::SourceLine;
pub use status::{StatusWords, shape_and_tone};
pub use still::Still;
pub use tables::TargetTable;
pub use wheel::WheelFigure;

use crate::bundle::{AudienceId, Bundle};

/// How many series colours there are; further groups begin again.
const SERIES_COLOURS: usize = 4;

/// The class that gives a group its colour and marker on every page.
pub fn series_class(bundle: &Bundle, audience: &AudienceId) -> String {
    numbered_series_class(bundle.audience_index(audience))
}

/// The class of the series at a place, for series that are of no audience.
pub fn numbered_series_class(index: usize) -> String {
    format!("series-{}", index % SERIES_COLOURS + 1)
}
