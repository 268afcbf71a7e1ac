//! Text in XML.

use std::borrow::Cow;

/// Text escaped for XML, for content and for attributes.
pub fn escaped(text: &str) -> Cow<'_, str> {
    // The characters that a bundle may hold and XML 1.0 may not.
    let printable = |c: char| !matches!(c, '\u{fffe}' | '\u{ffff}') && !c.is_control();
    if text.chars().all(printable) {
        return html_escape::encode_double_quoted_attribute(text);
    }
    let clean: String = text
        .chars()
        .map(|c| if printable(c) { c } else { '\u{fffd}' })
        .collect();
    html_escape::encode_double_quoted_attribute(&clean)
        .into_owned()
        .into()
}
