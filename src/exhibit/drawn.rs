//! What the kinds of exhibits have in common when they are drawn.

use crate::bundle::{Block, SourceId};
use crate::dataset::{Selection, parameter};
use crate::site::Site;
use crate::view::{Element, HeadingLevel, element};

/// How a chart is shown.
#[derive(Clone, Debug, Default)]
pub struct ChartOptions {
    /// The reader's choices.
    pub selection: Selection,
    /// The face that it begins with: "table", "notes", or empty for the drawing.
    pub show: String,
}

impl ChartOptions {
    /// Reads what an address asks for; `value` gives the value of a parameter, empty where
    /// it is not there.
    pub fn read(value: impl Fn(&str) -> String) -> Self {
        ChartOptions {
            show: value(parameter::SHOW),
            selection: Selection::read(value),
        }
    }
}

/// An exhibit's elements in a page.
pub(super) struct Drawn {
    /// The page with them.
    pub page: Element,
    /// The sources that the elements do not name themselves.
    pub sources: Vec<&'static SourceId>,
}

/// A heading for those who go by headings, where none is seen.
pub(super) fn with_hidden_heading(page: Element, level: HeadingLevel, title: String) -> Element {
    page.with(level.heading().class("visually-hidden").text(title))
}

/// The heading of a section and what to know first, which may be what its drawing is not.
pub(super) fn introduced(
    page: Element,
    site: Site,
    level: HeadingLevel,
    heading: &'static str,
    intro: &'static [Block],
) -> Element {
    let heading = level.heading().class("title").text(heading);
    let intro = element("div").class("embed-intro").blocks(site, intro);
    page.with(heading).with(intro)
}
