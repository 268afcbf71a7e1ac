//! The formats in which a chart leaves the page.

use crate::names::names;

names! {
    /// A format in which a chart leaves the page, in the order of the buttons that name them.
    /// `page/export.rs` makes each.
    pub enum Format {
        /// The figures as a file for spreadsheets.
        Csv = "csv",
        /// The figures as a file for programs.
        Json = "json",
        /// The drawing as a file that is sharp at any size.
        Svg = "svg",
        /// The drawing as a file of pixels.
        Png = "png",
        /// The drawing, copied.
        Image = "image",
        /// The address of the chart as it is shown, copied.
        Link = "link",
        /// The figures as text, copied.
        Text = "text",
        /// A reference to the chart as text, copied.
        Cite = "cite",
        /// The same for programs that manage references, copied.
        Bibtex = "bibtex",
        /// The address of the chart, given to another program of the device.
        Share = "share",
        /// The chart alone on paper.
        Print = "print",
    }
}
