//! Remembering and restoring a reader's place.

use super::document::{after_render, document, focus_when_rendered, scroll_to};
use super::history::scrolled;

/// Where the reader is on a page that is about to be replaced by a newer one.
pub struct Place {
    scrolled: f64,
    /// A selector of the element with the keyboard's focus.
    focused: Option<String>,
}

impl Place {
    /// The place now.
    pub fn of_reader() -> Self {
        let focused = document()
            .active_element()
            .and_then(|element| match element.id() {
                // Not `#id`: ids may begin with a digit.
                id if !id.is_empty() => Some(format!("[id=\"{id}\"]")),
                _ => Some(format!("a[href=\"{}\"]", element.get_attribute("href")?)),
            });
        Place {
            scrolled: scrolled(),
            focused,
        }
    }

    /// Restores the place.
    pub fn restore(self) {
        if let Some(selector) = self.focused {
            focus_when_rendered(selector);
        }
        after_render(move || scroll_to(self.scrolled));
    }
}
