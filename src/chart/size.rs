//! Sizes of drawings, lines and rectangles.

/// The size of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Font size of all labels.
    pub font: f64,
    /// The approximate number of steps of the time axis.
    pub time_steps: usize,
}

impl Size {
    /// For columns from about 560 px on.
    pub const WIDE: Size = Size {
        width: 720.0,
        height: 380.0,
        font: 14.0,
        time_steps: 7,
    };
    /// For 16:9 frames with words above and below, from about 420 px on.
    pub const LOW: Size = Size {
        width: 520.0,
        height: 190.0,
        font: 13.0,
        time_steps: 6,
    };
    /// One of many charts side by side.
    pub const SMALL: Size = Size {
        width: 300.0,
        height: 200.0,
        font: 13.0,
        time_steps: 3,
    };
    /// Beside a figure, without any words.
    pub const SPARK: Size = Size {
        width: 120.0,
        height: 32.0,
        font: 0.0,
        time_steps: 1,
    };
    /// For narrower ones; readable down to 280 px.
    pub const NARROW: Size = Size {
        width: 320.0,
        height: 320.0,
        font: 14.0,
        time_steps: 4,
    };
}

/// A line through points.
pub type Line = Vec<(f64, f64)>;

/// A rectangle by its edges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Left edge.
    pub left: f64,
    /// Right edge.
    pub right: f64,
    /// Upper edge.
    pub top: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Extent {
    /// From the left to the right edge.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// From the upper to the lower edge.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
}
