//! What can be shown on its own ([`Exhibit`]): one description of each exhibit for everything
//! that shows it, with a file for each kind.
//!
//! Sections of pages, frames, elements, share pages, oEmbed, pictures, previews of links and
//! structured data ask here. A chart's choices and exports are made from its dataset, which
//! says the same.

mod card;
mod chart;
#[cfg(not(target_arch = "wasm32"))]
mod description;
mod drawn;
mod embed;
mod figure;
#[cfg(not(target_arch = "wasm32"))]
mod frame;
mod insight;
mod kinds;
mod multiples;
mod wheel;

#[cfg(test)]
pub use chart::SIZE as CHART_PICTURE_SIZE;
#[cfg(not(target_arch = "wasm32"))]
pub use description::Description;
pub use drawn::ChartOptions;
pub use embed::{Edition, embed, missing_embed};
#[cfg(not(target_arch = "wasm32"))]
pub use frame::{FRAME_WIDTH, FrameSize};
pub use kinds::title;
#[cfg(not(target_arch = "wasm32"))]
pub use kinds::{describe, frame_size, picture};
