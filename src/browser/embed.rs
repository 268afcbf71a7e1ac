//! What the renderer of embeds needs from the browser.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node, UrlSearchParams};

/// A function that returns the value of a query parameter, empty if it is absent.
pub fn query(query: &str) -> impl Fn(&str) -> String + use<> {
    let parameters = UrlSearchParams::new_with_str(query);
    move |name| {
        let found = parameters.as_ref().ok().and_then(|all| all.get(name));
        found.unwrap_or_default()
    }
}

/// Whether a node is in the document itself, not in a shadow root.
pub fn is_in_document(node: &Node) -> bool {
    node.get_root_node().is_instance_of::<Document>()
}

/// The document that created an element.
pub fn document_of(node: &Node) -> Document {
    node.owner_document().expect("only a document has none")
}

/// How many elements are in an element or a shadow root.
pub fn elements_in(node: &Node) -> u32 {
    let found = node.unchecked_ref::<Element>().query_selector_all("*");
    found.map_or(0, |all| all.length())
}

/// Moves the children of an element into a node, in place of its content.
pub fn replace_children(node: &Node, with: &Node) {
    node.set_text_content(None);
    while let Some(child) = with.first_child() {
        // Elements that were just created can be placed anywhere.
        let _ = node.append_child(&child);
    }
}

/// Names an embed as a region for assistive technology, except in a frame, where the document
/// has a name.
pub fn name_region(node: &Node, name: &str) {
    if let Some(element) = node.dyn_ref::<Element>()
        && element.tag_name() == "SECTION"
    {
        let _ = element.set_attribute("aria-label", name);
    }
}
