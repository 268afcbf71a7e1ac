//! Geometry of charts: numbers and sizes in, placed marks out.
//!
//! Knows neither the content model nor SVG nor the DOM. A chart's size is an argument, so it is
//! known at build time; the code that draws does no arithmetic. Lengths are in CSS pixels of
//! the drawing, with y growing downwards.

mod axis;
mod band;
mod bullet;
mod header;
mod label;
mod points;
mod room;
mod rows;
mod scale;
mod series;
mod size;
mod span;
mod trend;
mod units;
mod wheel;

pub use band::{Band, BandData, Break, BreakData};
pub use bullet::{Bullet, BulletData, GoalData, GoalTick, Good, HALF_BULLET, single_bullet};
pub use label::{Label, Tick, width_of};
pub use points::{LINE_HEIGHT, strips, wrap};
pub use rows::{PlacedMark, Row, RowData, Rows, RowsData, rows};
pub use scale::{Linear, nice_domain, ticks};
pub use series::{Certainty, Gap, Mark, PointData, SeriesData, TrendSeries};
pub use size::{Extent, Line, Size};
pub use span::{Span, SpanData};
pub use trend::{Trend, TrendData, trend};
pub use units::{UnitMark, Units, units};
pub use wheel::{Outline, Ring, RingData, Sector, Wheel, WheelData, WheelSize, wheel};
