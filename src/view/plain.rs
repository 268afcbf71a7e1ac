//! Elements without behaviour, as data.
//!
//! Leptos makes code for each element that a `view!` writes, from its attributes' types.
//! That is what elements need in which something reacts. A drawing has hundreds in which
//! nothing does; as data, all of them share one piece of code that builds them in a
//! browser, and one that writes them natively.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

/// A text that is often known when the code is compiled.
type Words = Cow<'static, str>;

/// An element: its name, its attributes, what is in it.
// In a box, because whoever makes one passes it on with each attribute.
pub struct Plain(Box<Parts>);

struct Parts {
    name: &'static str,
    attributes: Vec<(&'static str, Words)>,
    children: Vec<Child>,
}

enum Child {
    Element(Plain),
    Text(Words),
    /// A view in which nothing reacts either.
    View(AnyView),
}

/// An element that is called `name`; SVG where it is called `svg` or stands in one.
#[inline(never)]
pub fn plain(name: &'static str) -> Plain {
    Plain(Box::new(Parts {
        name,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

impl Plain {
    /// Gives it an attribute. Only once for each name.
    pub fn set(self, name: &'static str, value: impl Into<Words>) -> Self {
        self.set_words(name, value.into())
    }

    // Calls of these are everywhere, so they must stay calls.
    #[inline(never)]
    fn set_words(mut self, name: &'static str, value: Words) -> Self {
        self.0.attributes.push((name, value));
        self
    }

    #[inline(never)]
    fn push(mut self, child: Child) -> Self {
        self.0.children.push(child);
        self
    }

    /// Gives it a class.
    pub fn class(self, class: impl Into<Words>) -> Self {
        self.set_words("class", class.into())
    }

    /// Puts an element into it, behind what is there.
    #[inline(never)]
    pub fn with(self, child: Plain) -> Self {
        self.push(Child::Element(child))
    }

    /// Puts elements into it.
    #[inline(never)]
    pub fn with_all(mut self, children: Vec<Plain>) -> Self {
        for child in children {
            self = self.with(child);
        }
        self
    }

    /// Puts an element into it, if there is one.
    #[inline(never)]
    pub fn with_some(self, child: Option<Plain>) -> Self {
        match child {
            Some(child) => self.with(child),
            None => self,
        }
    }

    /// Puts text into it.
    pub fn text(self, text: impl Into<Words>) -> Self {
        self.push(Child::Text(text.into()))
    }

    /// Puts a view into it in which nothing reacts.
    pub fn view(self, view: AnyView) -> Self {
        self.push(Child::View(view))
    }

    fn build_in(self, is_svg: bool) -> Element {
        let parts = *self.0;
        let is_svg = is_svg || parts.name == "svg";
        let namespace = is_svg.then_some("http://www.w3.org/2000/svg");
        let document = leptos::tachys::dom::document();
        let element = match namespace {
            Some(_) => document.create_element_ns(namespace, parts.name),
            None => document.create_element(parts.name),
        };
        let element = element.expect("the names of elements are written in this crate");
        for (name, value) in &parts.attributes {
            // Fails only for names that are none.
            let _ = element.set_attribute(name, value);
        }
        for child in parts.children {
            match child {
                Child::Element(child) => {
                    let _ = element.append_child(&child.build_in(is_svg));
                }
                Child::Text(text) => {
                    let _ = element.append_child(&document.create_text_node(&text));
                }
                Child::View(view) => view.build().mount(&element, None),
            }
        }
        element
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn write(self, out: &mut String) {
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
                Child::View(view) => out.push_str(&view.to_html()),
            }
        }
        out.push_str("</");
        out.push_str(parts.name);
        out.push('>');
    }
}

/// The element in a document.
pub struct PlainState(Element);

impl Mountable for PlainState {
    fn unmount(&mut self) {
        self.0.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.0.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.0.clone()]
    }
}

impl Render for Plain {
    type State = PlainState;

    fn build(self) -> Self::State {
        PlainState(self.build_in(false))
    }

    fn rebuild(self, state: &mut Self::State) {
        let mut next = self.build();
        state.insert_before_this(&mut next);
        state.unmount();
        *state = next;
    }
}

impl AddAnyAttr for Plain {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self::Output<NewAttr>
    where
        Self::Output<NewAttr>: RenderHtml,
    {
        // It has the attributes that it was given.
        self
    }
}

impl RenderHtml for Plain {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _extra_attrs: Vec<AnyAttribute>,
    ) {
        #[cfg(not(target_arch = "wasm32"))]
        self.write(buf);
        #[cfg(target_arch = "wasm32")]
        let _ = buf;
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        _cursor: &Cursor,
        _position: &PositionState,
    ) -> Self::State {
        unreachable!("plain elements stand in still ones, which are not hydrated")
    }

    fn into_owned(self) -> Self::Owned {
        self
    }
}
