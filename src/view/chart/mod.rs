//! Charts: a dataset as a figure with drawing, table and notes.
//!
//! A chart in a page is static (`view/static_view.rs`): what pointer and focus reveal is there
//! from the start, and the sheet shows it. `crate::browser` adds the arrow keys, and
//! `crate::page` renders a chart's body again when the reader chooses another part of it.

mod bullet;
mod controls;
mod drawing;
mod each;
mod figure;
mod legend;
mod marks;
mod multiples;
mod notes;
mod points;
mod rows;
mod table;
mod trend;
mod units;

pub use bullet::bullet_shapes;
pub use controls::{choices, panels};
#[cfg(not(target_arch = "wasm32"))]
pub use drawing::{WIDE, drawings};
pub use figure::{chart_body, chart_figure, embedded_chart};
#[cfg(not(target_arch = "wasm32"))]
pub use legend::switches;
pub use marks::{
    DASHES, LARGER, MARKERS, corners, dash_place, line, marker, marker_path, marker_place, px,
};
pub use multiples::{SmallChart, small_charts, small_multiples};
pub use rows::goal_data;
pub use trend::{published_trend, sparkline};
