//! Elements without behaviour, as data.
//!
//! Leptos generates code for each element of a `view!`, from the types of its attributes.
//! Elements in which something reacts need that. Most of a page is text, tables and drawings,
//! in which nothing reacts; as data, all of them share one piece of code that builds them in a
//! browser, and one that writes them natively. `static_view` puts them into a view.

use std::borrow::Cow;

use leptos::tachys::renderer::types;

use crate::browser::Document;

/// A text that is often known at compile time.
type Words = Cow<'static, str>;

/// An element: its name, its attributes, its content.
// In a box, because it is moved with each call that builds it.
pub struct Element(Box<Parts>);

struct Parts {
    name: &'static str,
    attributes: Vec<(&'static str, Words)>,
    children: Vec<Child>,
}

enum Child {
    Element(Element),
    Text(Words),
}

/// An element called `name`; an SVG element if it is called `svg` or is within one.
#[inline(never)]
pub fn element(name: &'static str) -> Element {
    Element(Box::new(Parts {
        name,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

/// An element for drawings that say only what is also in words beside them. Reader views omit
/// an aside, and with it axes and tips whose words mean nothing out of place; for everyone else
/// it is an ordinary element.
pub fn aside(class: &'static str) -> Element {
    element("aside").class(class).set("role", "presentation")
}

impl Element {
    // Calls of these are everywhere, so they must not be inlined; and they take any kind of
    // text, or each call would convert it into `Words` itself.

    /// Sets an attribute. Call it once for each name.
    #[inline(never)]
    pub fn set(mut self, name: &'static str, value: impl Into<Words>) -> Self {
        self.0.attributes.push((name, value.into()));
        self
    }

    #[inline(never)]
    fn push(mut self, child: Child) -> Self {
        self.0.children.push(child);
        self
    }

    /// Sets an attribute, if there is a value.
    pub fn set_some(self, name: &'static str, value: Option<impl Into<Words>>) -> Self {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// Adds a class.
    #[inline(never)]
    pub fn class(mut self, class: impl Into<Words>) -> Self {
        let class = class.into();
        let attributes = &mut self.0.attributes;
        match attributes.iter_mut().find(|(name, _)| *name == "class") {
            Some((_, classes)) => {
                let classes = classes.to_mut();
                classes.push(' ');
                classes.push_str(&class);
            }
            None => attributes.push(("class", class)),
        }
        self
    }

    /// Appends an element.
    #[inline(never)]
    pub fn with(self, child: Element) -> Self {
        self.push(Child::Element(child))
    }

    /// Appends elements.
    pub fn with_all(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        for child in children {
            self = self.with(child);
        }
        self
    }

    /// Appends an element, if there is one.
    #[inline(never)]
    pub fn with_some(self, child: Option<Element>) -> Self {
        match child {
            Some(child) => self.with(child),
            None => self,
        }
    }

    /// Appends text.
    #[inline(never)]
    pub fn text(self, text: impl Into<Words>) -> Self {
        self.push(Child::Text(text.into()))
    }

    /// Adds text, and a name that says it for people who hear it, where it has a dash, which a
    /// screen reader leaves out. For elements that may have a name, such as links and cells.
    pub fn said(self, words: &dyn Fn() -> String) -> Self {
        let seen = words();
        let name = seen.contains('–').then(|| crate::text::spoken(words));
        self.text(seen).set_some("aria-label", name)
    }

    /// Takes it out of the page at the address `page`. Fragments in its content belong to that
    /// page, and lead there; fragments that the views themselves created stay within it.
    pub fn apart_from(mut self, page: &str) -> Self {
        self.lead_to(page);
        self
    }

    fn lead_to(&mut self, page: &str) {
        let mut stays = false;
        for (name, value) in &mut self.0.attributes {
            if *name == "href" && value.starts_with('#') {
                // Ids of content never begin with this prefix.
                stays = value.starts_with("#site-");
                if !stays {
                    value.to_mut().insert_str(0, page);
                }
            }
        }
        if stays {
            self.0.attributes.push(("target", "_self".into()));
        }
        for child in &mut self.0.children {
            if let Child::Element(child) = child {
                child.lead_to(page);
            }
        }
    }

    /// Creates it in the document, without placing it.
    pub fn build(self) -> types::Element {
        self.build_by(&leptos::tachys::dom::document())
    }

    /// The same with a given document: a page of another site can hide the methods of its own.
    pub fn build_by(self, document: &Document) -> types::Element {
        self.build_in(document, false)
    }

    /// How many elements it consists of, including itself.
    pub fn size(&self) -> u32 {
        let children = self.0.children.iter().map(|child| match child {
            Child::Element(child) => child.size(),
            Child::Text(_) => 0,
        });
        1 + children.sum::<u32>()
    }

    fn build_in(self, document: &Document, is_svg: bool) -> types::Element {
        let parts = *self.0;
        let is_svg = is_svg || parts.name == "svg";
        let namespace = is_svg.then_some("http://www.w3.org/2000/svg");
        let element = match namespace {
            Some(_) => document.create_element_ns(namespace, parts.name),
            None => document.create_element(parts.name),
        };
        let element = element.expect("the names of elements are written in this crate");
        for (name, value) in &parts.attributes {
            // Fails only for invalid names.
            let _ = element.set_attribute(name, value);
        }
        for child in parts.children {
            match child {
                Child::Element(child) => {
                    let _ = element.append_child(&child.build_in(document, is_svg));
                }
                Child::Text(text) => {
                    let _ = element.append_child(&document.create_text_node(&text));
                }
            }
        }
        element
    }

    /// Its name.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn name(&self) -> &'static str {
        self.0.name
    }

    /// Its attributes, in the order in which they were set.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn attributes(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let attributes = self.0.attributes.iter();
        attributes.map(|(name, value)| (*name, value.as_ref()))
    }

    /// The value of one of its attributes.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes();
        attributes.find_map(|(other, value)| (other == name).then_some(value))
    }

    /// Its classes.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute("class")
            .unwrap_or_default()
            .split_whitespace()
    }

    /// Its child elements.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.0.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// All of its text.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn text_content(&self) -> String {
        let words = self.0.children.iter().map(|child| match child {
            Child::Element(element) => element.text_content(),
            Child::Text(text) => text.to_string(),
        });
        words.collect()
    }

    /// Writes it as HTML.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn write(self, out: &mut String) {
        let parts = *self.0;
        out.push('<');
        out.push_str(parts.name);
        for (name, value) in &parts.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            html_escape::encode_double_quoted_attribute_to_string(value, out);
            out.push('"');
        }
        out.push('>');
        if matches!(parts.name, "input" | "img" | "br") {
            return;
        }
        for child in parts.children {
            match child {
                Child::Element(child) => child.write(out),
                Child::Text(text) => {
                    html_escape::encode_text_to_string(&text, out);
                }
            }
        }
        out.push_str("</");
        out.push_str(parts.name);
        out.push('>');
    }
}
