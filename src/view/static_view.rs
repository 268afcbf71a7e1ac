//! Parts of a page that never change.

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::CastFrom;
use leptos::tachys::renderer::types;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

use super::element::Element;

/// One element in which nothing reacts, as a view.
///
/// A browser that takes over a rendered page keeps the element as it is, without looking into
/// it or even creating it. Such elements are most of each page, and used to be most of the time
/// until a page could be used.
pub struct StaticView(Box<dyn FnOnce() -> Made + Send>);

/// What is made of it: natively an element that is still data, and is written as HTML.
#[cfg(not(target_arch = "wasm32"))]
type Made = Element;
/// What is made of it: in a browser an element of the document.
#[cfg(target_arch = "wasm32")]
type Made = types::Element;

/// A view of the element that `element` makes, called only if one is needed.
pub fn static_view(element: impl FnOnce() -> Element + Send + 'static) -> StaticView {
    #[cfg(not(target_arch = "wasm32"))]
    return StaticView(Box::new(element));
    #[cfg(target_arch = "wasm32")]
    return built_view(move || element().build());
}

/// A view of the element of the document that `element` makes, called only if one is needed.
#[cfg(target_arch = "wasm32")]
pub fn built_view(element: impl FnOnce() -> types::Element + Send + 'static) -> StaticView {
    StaticView(Box::new(element))
}

impl Render for StaticView {
    type State = types::Element;

    fn build(self) -> Self::State {
        #[cfg(not(target_arch = "wasm32"))]
        return (self.0)().build();
        #[cfg(target_arch = "wasm32")]
        return (self.0)();
    }

    fn rebuild(self, state: &mut Self::State) {
        let mut next = self.build();
        state.insert_before_this(&mut next);
        state.unmount();
        *state = next;
    }
}

impl AddAnyAttr for StaticView {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self::Output<NewAttr>
    where
        Self::Output<NewAttr>: RenderHtml,
    {
        // Its attributes are set already.
        self
    }
}

impl RenderHtml for StaticView {
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
        (self.0)().write(buf);
        #[cfg(target_arch = "wasm32")]
        let _ = buf;
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> Self::State {
        // In the way in which every element finds its place (tachys, `html/element/mod.rs`).
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        position.set(Position::NextChild);
        let element = types::Element::cast_from(cursor.current());
        element.expect("the HTML holds what was rendered")
    }

    fn into_owned(self) -> Self::Owned {
        self
    }
}
