//! What all kinds of exhibits share when they are drawn.

use crate::bundle::{Block, SourceId};
use crate::dataset::{Panel, Selection, parameter};
use crate::site::Site;
use crate::view::{Element, HeadingLevel, element};

/// How a chart is shown.
#[derive(Clone, Debug, Default)]
pub struct ChartOptions {
    /// The reader's choices.
    pub selection: Selection,
    /// What is shown first.
    pub show: Panel,
}

impl ChartOptions {
    /// Reads what an address asks for; `value` returns the value of a parameter, empty if it is
    /// absent.
    pub fn read(value: impl Fn(&str) -> String) -> Self {
        ChartOptions {
            show: Panel::named(&value(parameter::SHOW)).unwrap_or_default(),
            selection: Selection::read(value),
        }
    }
}

/// An exhibit's elements in a page.
pub(super) struct Drawn {
    /// The page with them.
    pub page: Element,
    /// The sources that the elements do not already name.
    pub sources: Vec<&'static SourceId>,
    /// Whether it is made from several pages, so that no single one names all its sources.
    pub is_of_several_pages: bool,
}

/// A hidden heading, for people who navigate by headings.
pub(super) fn with_hidden_heading(page: Element, level: HeadingLevel, title: String) -> Element {
    page.with(level.heading().class("visually-hidden").text(title))
}

/// The heading and the introduction of a section; the introduction may say what the drawing
/// does not show.
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
