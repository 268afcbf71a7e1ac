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
pub struct Plain {
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
pub fn plain(name: &'static str) -> Plain {
    Plain {
        name,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

impl Plain {
    /// Gives it an attribute. Only once for each name.
    pub fn set(mut self, name: &'static str, value: impl Into<Words>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Gives it a class.
    pub fn class(self, class: impl Into<Words>) -> Self {
        self.set("class", class)
    }

    /// Puts an element into it, behind what is there.
    pub fn with(mut self, child: Plain) -> Self {
        self.children.push(Child::Element(child));
        self
    }

    /// Puts elements into it.
    pub fn with_all(mut self, children: Vec<Plain>) -> Self {
        self.children
            .extend(children.into_iter().map(Child::Element));
        self
    }

    /// Puts an element into it, if there is one.
    pub fn with_some(self, child: Option<Plain>) -> Self {
        match child {
            Some(child) => self.with(child),
            None => self,
        }
    }

    /// Puts text into it.
    pub fn text(mut self, text: impl Into<Words>) -> Self {
        self.children.push(Child::Text(text.into()));
        self
    }

    /// Puts a view into it in which nothing reacts.
    pub fn view(mut self, view: AnyView) -> Self {
        self.children.push(Child::View(view));
        self
    }

    fn build_in(self, is_svg: bool) -> Element {
        let is_svg = is_svg || self.name == "svg";
        let namespace = is_svg.then_some("http://www.w3.org/2000/svg");
        let document = leptos::tachys::dom::document();
        let element = match namespace {
            Some(_) => document.create_element_ns(namespace, self.name),
            None => document.create_element(self.name),
        };
        let element = element.expect("the names of elements are written in this crate");
        for (name, value) in &self.attributes {
            // Fails only for names that are none.
            let _ = element.set_attribute(name, value);
        }
        for child in self.children {
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
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            html_escape::encode_double_quoted_attribute_to_string(value, out);
            out.push('"');
        }
        out.push('>');
        if matches!(self.name, "input" | "img" | "br") {
            return;
        }
        for child in self.children {
            match child {
                Child::Element(child) => child.write(out),
                Child::Text(text) => {
                    html_escape::encode_text_to_string(&text, out);
                }
                Child::View(view) => out.push_str(&view.to_html()),
            }
        }
        out.push_str("</");
        out.push_str(self.name);
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
