//! The words by which readers find their way: header, footer, headings, changes of view.

use crate::dataset::Panel;

use super::charts::panel as name;

/// Names the choice of light or dark colours.
pub const THEME: &str = "Colours";
/// The themes: their values and words; the first is what the reader's device asks for.
pub const THEMES: [(&str, &str); 3] = [("", "Automatic"), ("light", "Light"), ("dark", "Dark")];
/// Names a notice over the page.
pub const NOTICE: &str = "Notice";
/// Names the links of the footer.
pub const MORE: &str = "More";
/// Leads to the start of the page's content.
pub const TO_TOP: &str = "Back to top";

/// Names the link of a heading to itself.
pub fn link_to(heading: &str) -> String {
    format!("Link to this section: {heading}")
}

/// Which form of a chart is shown from now on; a table with how many rows it has.
pub fn shown(panel: Panel, rows: usize) -> String {
    match panel {
        Panel::Table => format!(
            "{}, {rows} {}",
            name(panel),
            if rows == 1 { "row" } else { "rows" }
        ),
        Panel::Notes => "Notes and sources".to_owned(),
        Panel::Chart => name(panel).to_owned(),
    }
}
