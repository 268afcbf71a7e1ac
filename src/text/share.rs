//! The words of the pages that explain how to embed a part of the site.

use crate::bundle::Bundle;

use super::values::date;

/// Explains the page.
pub const LEAD: &str =
    "Show this on another website. Choose the content and style, then copy a code.";
/// Heading of the options.
pub const OPTIONS: &str = "Options";
/// Names the choice of colours.
pub const THEME: &str = "Theme";
/// The choices of colours: their values and words.
pub const THEMES: [(&str, &str); 3] = [("", "Automatic"), ("light", "Light"), ("dark", "Dark")];
/// Explains the first of them.
pub const THEME_HELP: &str = "Automatic follows each reader’s device. With a transparent background, choose your page’s theme.";
/// The choice of a transparent background.
pub const TRANSPARENT: &str = "Transparent background";
/// Names the choice between figures that change and figures that stay.
pub const EDITION: &str = "Version";
/// The choice of figures that change.
pub const LIVE: &str = "Live";
/// The choice of figures that stay.
pub const PINNED: &str = "Pinned";
/// Heading of the preview.
pub const PREVIEW: &str = "Preview";
/// Names the choices of how large the preview is.
pub const PREVIEW_SIZE: &str = "Size of the preview";
/// Names the choice of the preview's width.
pub const WIDTH: &str = "Width";
/// Names the choice of the preview's height.
pub const HEIGHT: &str = "Height";
/// The choices of the preview's height: their values and words.
pub const HEIGHTS: [(&str, &str); 2] = [("auto", "Automatic"), ("fixed", "Fixed")];
/// Explains them.
pub const HEIGHT_HELP: &str =
    "Automatic needs a script on the other website. A frame without it has a fixed height.";
/// Heading of the snippets.
pub const CODES: &str = "Code to copy";
/// Copies a snippet.
pub const COPY: &str = "Copy";
/// Said when the codes follow the options.
pub const UPDATED: &str = "Codes updated.";
/// Said once that is done.
pub const COPIED: &str = "Copied.";
/// Said where the browser does not let a page copy.
pub const NOT_COPIED: &str =
    "Your browser blocked copying. The code is selected: copy it with your keyboard or menu.";
/// Stands for the site's address where it is not known.
pub const UNKNOWN_ORIGIN: &str = "https://this-site.example";

/// The name of a snippet, and what it is for.
pub type CodeWords = (&'static str, &'static str);

/// An `iframe` by itself.
pub const FRAME: CodeWords = (
    "Frame with fixed height",
    "Needs no script, so it works wherever iframes are allowed.",
);
/// An `iframe` with a script.
pub const AUTOMATIC: CodeWords = (
    "Frame with automatic height",
    "Our script fits the frame to its content. Add it once per page.",
);
/// A custom element.
pub const ELEMENT: CodeWords = (
    "Custom element",
    "Becomes part of your page, or falls back to a frame. Add the script once.",
);
/// A link with a picture.
pub const PICTURE: CodeWords = (
    "Picture with a link",
    "For email, documents and anywhere without frames or scripts. It shows the latest figures, or those of a pinned version, and gives them in its text alternative. Only the version and the dark theme apply.",
);
/// An address that consumers of oEmbed understand.
pub const OEMBED: CodeWords = (
    "Address (oEmbed)",
    "Paste it on its own line in WordPress and similar editors. Only a pinned version applies.",
);

/// The name of the page that explains how to embed what is called `title`.
pub fn heading(title: &str) -> String {
    format!("Embed: {title}")
}

/// What such a page is about.
pub fn description(title: &str, site: &str) -> String {
    format!("Show “{title}” of {site} on another website.")
}

/// The way back to the page that holds what is embedded.
pub fn back(page: &str) -> String {
    format!("Back to {page}")
}

/// The way to embed the latest figures of a KPI in place of its chart.
pub const FIGURE_INSTEAD: &str = "Embed only the latest figures instead";
/// The way to embed the chart of a KPI in place of its latest figures.
pub const CHART_INSTEAD: &str = "Embed the chart instead";

/// Explains figures that change.
pub fn live(bundle: &Bundle) -> String {
    format!(
        "Always shows the latest figures (now {}).",
        date(bundle.published)
    )
}

/// Explains figures that stay.
pub fn pinned(bundle: &Bundle) -> String {
    format!(
        "Stays as published on {}. Links to newer figures when there are any.",
        date(bundle.published)
    )
}

/// A width of the preview.
pub fn pixels(width: u32) -> String {
    format!("{width} px")
}

/// Names the place in which the preview scrolls.
pub fn preview_of(title: &str) -> String {
    format!("Preview of {title}")
}

/// The name of the button that copies a snippet.
pub fn copy_name(code: &str) -> String {
    format!(" “{code}”")
}

/// What to do with a snippet where the site's address is not known and no script can fill it
/// in.
pub fn replace_origin() -> String {
    format!("In each code, replace {UNKNOWN_ORIGIN} with this site’s address.")
}

/// What a picture shows whose figures change: for people who do not see it, and who follow the
/// link around it.
pub fn live_picture(title: &str, site: &str) -> String {
    format!("{title}: the latest figures, on {site}")
}

/// The link to what is embedded, as it appears on another website.
pub fn link(title: &str, site: &str) -> String {
    format!("{title}, {site}")
}
