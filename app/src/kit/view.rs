//! An [`El`] as a Leptos view, so that it can stand inside `view!` and be rendered with a page around it.

use super::el::El;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::renderer::types::{self, Element};
use leptos::tachys::renderer::{CastFrom, Rndr};
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

no_attrs!(El);

impl Render for El {
    type State = Mounted;

    fn build(self) -> Mounted {
        #[cfg(feature = "hydrate")]
        return Mounted(super::dom::build(self));
        #[cfg(not(feature = "hydrate"))]
        unreachable!("elements are built in the browser only")
    }

    fn rebuild(self, state: &mut Mounted) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl RenderHtml for El {
    type AsyncOutput = El;
    type Owned = El;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> El {
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
        self.write(buf);
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Mounted {
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        position.set(Position::NextChild);
        #[cfg(feature = "hydrate")]
        {
            let element: Element = wasm_bindgen::JsCast::unchecked_into(cursor.current());
            super::dom::hydrate(self, &element);
            Mounted(element)
        }
        #[cfg(not(feature = "hydrate"))]
        unreachable!("elements are hydrated in the browser only")
    }

    fn into_owned(self) -> El {
        self
    }
}

/// An element in the document.
pub struct Mounted(Element);

impl Mountable for Mounted {
    fn unmount(&mut self) {
        Rndr::remove(&self.0);
    }

    fn mount(&mut self, parent: &Element, marker: Option<&types::Node>) {
        Rndr::insert_node(parent, &self.0, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = Rndr::get_parent(&self.0);
        let Some(parent) = parent.and_then(Element::cast_from) else { return false };
        child.mount(&parent, Some(&self.0));
        true
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.0.clone()]
    }
}
