//! Components: values of the model in, elements out.
//!
//! Each renders natively to HTML text and in a browser to nodes, from the same
//! code. Text comes in ready to show, or from [`crate::text`].

mod card_grid;
mod chart;
mod element;
mod embed_link;
mod erase;
mod figure;
mod gap_link;
mod insights;
mod layout;
mod link;
mod mail;
mod notice;
mod results;
mod rich_text;
mod scorecard;
mod source;
mod static_view;
mod status;
mod tables;
mod wheel;

pub use card_grid::{AUDIENCE, CardGrid, THEME, card, cards, searched};
pub use chart::{
    DASHES, MARKERS, SmallChart, chart_body, chart_figure, choices, corners, dash_place,
    embedded_chart, marker_path, marker_place, panels, published_trend, px, small_charts,
    small_multiples,
};
#[cfg(not(target_arch = "wasm32"))]
pub use chart::{WIDE, drawings, sparkline, switches};
pub use element::{Element, element};
pub use embed_link::embed_link;
pub use erase::{CollectErased, Erase};
pub use figure::{FigureTile, big_figure, figure_tile};
pub use gap_link::gap_link;
pub use insights::{insight_name, insight_tile, with_insights};
pub use layout::{HeadingLevel, Layout, breadcrumb, footer, header};
pub use link::{heading_link, link, picture, route_link};
pub use mail::mail_to;
pub use notice::{Notice, NoticeBar};
#[cfg(not(target_arch = "wasm32"))]
pub use results::counts as result_counts;
pub use results::with_results;
pub use rich_text::points;
pub use scorecard::with_scorecard;
#[cfg(not(target_arch = "wasm32"))]
pub use scorecard::{SCORECARD_SCOPE, bullet_data, target_bar};
pub use source::source_line;
#[cfg(target_arch = "wasm32")]
pub use static_view::built_view;
pub use static_view::{StaticView, static_view};
pub use status::{status_class, status_mark, status_shape, status_words};
pub use tables::target_table;
pub use wheel::wheel_figure;
#[cfg(not(target_arch = "wasm32"))]
pub use wheel::{WHEEL_SCOPE, wheel_drawing};

use crate::bundle::{AudienceId, Bundle};

/// How many series colours there are; further groups begin again.
const SERIES_COLOURS: usize = 4;

/// The class that gives a group its colour and marker on every page.
pub fn series_class(bundle: &Bundle, audience: &AudienceId) -> String {
    numbered_series_class(bundle.audience_index(audience))
}

/// The class of a series by its index, for series without an audience.
pub fn numbered_series_class(index: usize) -> String {
    format!("series-{}", index % SERIES_COLOURS + 1)
}
