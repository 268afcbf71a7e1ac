//! What can be shown on its own ([`Exhibit`]): one description of each exhibit for everything
//! that shows it, with a file for each kind.
//!
//! Frames, elements, share pages, oEmbed, pictures, previews of links and structured data ask
//! here; sections of pages draw with the same views. A chart's choices and exports are made from its dataset, which
//! says the same.

#[cfg(not(target_arch = "wasm32"))]
mod description;
mod drawn;
mod embed;
#[cfg(not(target_arch = "wasm32"))]
mod frame;
mod kinds;

#[cfg(not(target_arch = "wasm32"))]
pub use description::Description;
pub use drawn::ChartOptions;
pub use embed::{Edition, embed, missing_embed};
#[cfg(not(target_arch = "wasm32"))]
pub use frame::{FRAME_WIDTH, FrameHeights};
#[cfg(test)]
pub use kinds::CHART_PICTURE_SIZE;
pub use kinds::title;
#[cfg(not(target_arch = "wasm32"))]
pub use kinds::{describe, picture};
