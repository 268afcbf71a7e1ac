//! The sizes of frames whose height does not follow their content.

/// The width that a frame is made for, in CSS pixels. It shrinks where there is less.
pub const FRAME_WIDTH: u32 = 720;

/// The size that a frame of fixed height needs: what most exhibits of its kind need at a width
/// of 480 to 720 pixels, measured with the bundle that ships. What needs more scrolls, with its
/// source always visible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameSize {
    /// Width to height, as CSS writes it.
    pub ratio: (u32, u32),
    /// The least height in CSS pixels, below which it would scroll in a narrow column.
    pub least: u32,
}

impl FrameSize {
    /// The height for a width.
    pub fn height(self, width: u32) -> u32 {
        let (across, down) = self.ratio;
        (width * down / across).max(self.least)
    }
}
