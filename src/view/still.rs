//! Parts of a page that never change.

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::CastFrom;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

/// One element in which nothing reacts: no listener, no signal, nothing that moves.
///
/// A browser that takes over a rendered page keeps the element as it is, without looking
/// into it or even making its view. That is most of each page, and was most of the time
/// until a page could be used.
#[component]
pub fn Still(
    /// The element.
    children: Children,
) -> impl IntoView {
    StillElement(children)
}

struct StillElement(Children);

/// The element in a document.
enum StillState {
    /// As it was in the HTML.
    Kept(Element),
    /// As it was built.
    Built(AnyViewState),
}

impl StillState {
    fn mountable(&self) -> &dyn Mountable {
        match self {
            StillState::Kept(element) => element,
            StillState::Built(state) => state,
        }
    }

    fn mountable_mut(&mut self) -> &mut dyn Mountable {
        match self {
            StillState::Kept(element) => element,
            StillState::Built(state) => state,
        }
    }
}

impl Mountable for StillState {
    fn unmount(&mut self) {
        self.mountable_mut().unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.mountable_mut().mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.mountable().insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.mountable().elements()
    }
}

impl Render for StillElement {
    type State = StillState;

    fn build(self) -> Self::State {
        StillState::Built((self.0)().build())
    }

    fn rebuild(self, state: &mut Self::State) {
        let mut next = self.build();
        state.insert_before_this(&mut next);
        state.unmount();
        *state = next;
    }
}

impl AddAnyAttr for StillElement {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self::Output<NewAttr>
    where
        Self::Output<NewAttr>: RenderHtml,
    {
        // Attributes go onto the element within.
        self
    }
}

impl RenderHtml for StillElement {
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
        escape: bool,
        mark_branches: bool,
        extra_attrs: Vec<AnyAttribute>,
    ) {
        (self.0)().to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> Self::State {
        // As every element finds its place (tachys, `html/element/mod.rs`).
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        position.set(Position::NextChild);
        let element = Element::cast_from(cursor.current());
        StillState::Kept(element.expect("the HTML holds what was rendered"))
    }

    fn into_owned(self) -> Self::Owned {
        self
    }
}
