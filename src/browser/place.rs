//! A reader's place: arriving at one, and restoring it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::document::{after_render, all, document, focus_when_rendered, scroll_to, window};
use super::history::{followed, scrolled};

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
        after_render(move || {
            mark_target();
            scroll_to(self.scrolled);
        });
    }
}

/// Marks the element that the reader was led to last: `:target` does not follow what script does.
const ARRIVED: &str = "data-arrived";

/// Marks the element that the address names, opens what it is folded in, and returns it; nothing
/// else stays marked.
fn mark_target() -> Option<Element> {
    for before in all("[data-arrived]") {
        let _ = before.remove_attribute(ARRIVED);
    }
    let hash = window().location().hash().ok()?;
    let named = document().get_element_by_id(hash.get(1..)?)?;
    unfold_around(&named);
    let _ = named.set_attribute(ARRIVED, "");
    Some(named)
}

/// Opens what is folded around the element with this `id`, and says whether anything was.
pub(super) fn unfold(id: &str) -> bool {
    let named = document().get_element_by_id(id);
    named.is_some_and(|element| unfold_around(&element))
}

fn unfold_around(element: &Element) -> bool {
    let mut was_folded = false;
    while let Ok(Some(folded)) = element.closest("details:not([open])") {
        let _ = folded.set_attribute("open", "");
        was_folded = true;
    }
    was_folded
}

/// Takes the reader to a page that was just rendered: scrolls to the element that the address
/// names or to the place left earlier, and moves the keyboard's focus to the link by which the
/// page was left, else to the element, else to the page's heading. So the next Tab continues
/// from there, and what has the focus is read out. Returns whether that is the heading.
pub fn show_page(left_at: Option<f64>) -> bool {
    let named = mark_target();
    if let Some(link) = followed() {
        // Before scrolling: what opens moves what is below it.
        unfold_around(&link);
    }
    match (&named, left_at) {
        (_, Some(y)) => scroll_to(y),
        (Some(element), None) => element.scroll_into_view(),
        (None, None) => scroll_to(0.0),
    }
    if return_to_link() {
        return false;
    }
    let heading = document().query_selector("main h1").ok().flatten();
    let is_heading = named.is_none();
    if let Some(target) = named.or(heading) {
        move_focus(&target);
    }
    is_heading
}

/// Takes the reader to the element of this page that the address names now.
pub(super) fn show_target() {
    if let Some(element) = mark_target() {
        element.scroll_into_view();
        move_focus(&element);
    }
}

/// Moves the keyboard's focus to the link by which the reader left. Returns whether there is
/// one that can have it.
pub(super) fn return_to_link() -> bool {
    mark_target();
    let Some(link) = followed() else { return false };
    unfold_around(&link);
    move_focus(&link);
    document().active_element() == Some(link)
}

/// Moves the keyboard's focus to an element, without scrolling to it.
pub(super) fn move_focus(element: &Element) {
    // Elements of SVG have the same properties. -1 is what an element has that cannot have the
    // focus, and one that script alone can give it.
    let element: &HtmlElement = element.unchecked_ref();
    if element.tab_index() < 0 {
        element.set_tab_index(-1);
    }
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}
