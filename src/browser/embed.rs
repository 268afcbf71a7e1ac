//! What the renderer of embeds needs of the browser.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node, UrlSearchParams};

/// What gives the value of each parameter of a query, empty where it is not there.
pub fn query(query: &str) -> impl Fn(&str) -> String + use<> {
    let parameters = UrlSearchParams::new_with_str(query);
    move |name| {
        let found = parameters.as_ref().ok().and_then(|all| all.get(name));
        found.unwrap_or_default()
    }
}

/// Whether a node stands in the document itself, not in a shadow root.
pub fn is_in_document(node: &Node) -> bool {
    node.get_root_node().is_instance_of::<Document>()
}

/// The document that an element was made by.
pub fn document_of(node: &Node) -> Document {
    node.owner_document().expect("only a document has none")
}

/// How many elements stand in an element, whatever it is in.
pub fn elements_in(node: &Node) -> u32 {
    let found = node.unchecked_ref::<Element>().query_selector_all("*");
    found.map_or(0, |all| all.length())
}

/// Puts the children of an element into a node, in place of what it holds.
pub fn replace_children(node: &Node, with: &Node) {
    node.set_text_content(None);
    while let Some(child) = with.first_child() {
        // Elements that were just made can stand anywhere.
        let _ = node.append_child(&child);
    }
}

/// Names a part of a page for assistive technology, unless a heading does so: in a frame
/// the document has a name.
pub fn name_region(node: &Node, name: &str) {
    if let Some(element) = node.dyn_ref::<Element>()
        && element.tag_name() == "SECTION"
    {
        let _ = element.set_attribute("aria-label", name);
    }
}
