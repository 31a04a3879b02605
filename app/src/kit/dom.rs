//! Elements in the document: built new, or found where the server put them.
//!
//! Between the server's writing and the taking over, other programmes may have put elements of their own anywhere: help
//! with writing, password managers, translators. So an element is found by its name and what else marks it, whatever
//! stands before it. Where one is missing, that is noted ([`misfits`]), and whoever takes over builds anew.

use super::el::{Attr, Content, El, Node, Parts};
use super::signals::*;
use std::cell::{Cell, RefCell};
use web_sys::{Document, Element};

thread_local! {
    static MISFIT: Cell<bool> = const { Cell::new(false) };
}

/// Whether something was not found where it should be since this was last asked.
#[cfg(feature = "supplier")]
pub fn misfits() -> bool {
    MISFIT.take()
}

fn document() -> Document {
    web_sys::window()
        .and_then(|window| window.document())
        .unwrap_or_else(|| unreachable!("runs in a document"))
}

/// Builds an element that is nowhere yet.
pub fn build(el: El) -> Element {
    let document = document();
    let element = document.create_element(el.0.tag).unwrap_or_else(|_| unreachable!("a tag name is a name"));
    fill(el, &element, false);
    element
}

/// What marks an element, apart from its tag.
const MARKS: [&str; 5] = ["id", "class", "name", "for", "data-act"];

/// The first of these elements and those behind it that is the one that is looked for.
pub fn find(el: &El, mut there: Option<Element>) -> Option<Element> {
    while let Some(element) = there {
        if is(el, &element) {
            return Some(element);
        }
        there = element.next_element_sibling();
    }
    MISFIT.set(true);
    None
}

fn is(el: &El, element: &Element) -> bool {
    let Parts { tag, attrs, .. } = &*el.0;
    let carries = |mark: &&str| {
        let wanted = attrs.iter().find(|(name, _)| name == mark).map(|(_, value)| value);
        match (wanted, element.get_attribute(mark)) {
            (Some(Attr::Fixed(wanted)), Some(found)) => *wanted == found,
            (Some(Attr::Live(_)), _) | (None, None) => true,
            (Some(Attr::Fixed(_)), None) | (None, Some(_)) => false,
        }
    };
    element.local_name() == *tag && MARKS.iter().all(carries)
}

/// Takes over an element that the server wrote.
pub fn hydrate(el: El, element: &Element) {
    fill(el, element, true);
}

/// Runs now and whenever a signal that it reads changes, as long as the present owner lives. It is told whether it
/// runs for the first time.
pub fn react(run: Box<dyn Fn(bool)>) {
    StoredValue::new_local(RenderEffect::new(move |before: Option<()>| run(before.is_none())));
}

fn fill(el: El, element: &Element, found: bool) {
    let Parts { tag, attrs, content } = *el.0;
    for (name, attr) in attrs {
        match attr {
            Attr::Fixed(value) if !found => set(element, name, Some(&value)),
            Attr::Fixed(_) => {}
            Attr::Live(value) => {
                let element = element.clone();
                react(Box::new(move |_| set(&element, name, value().as_deref())));
            }
        }
    }
    match content {
        // Where scripts run, what is for browsers without them is text to the parser.
        Content::Nodes(_) if found && tag == "noscript" => {}
        Content::Nodes(nodes) => children(nodes, element, found),
        Content::Text(text) => {
            let element = element.clone();
            react(Box::new(move |first| {
                let text = text();
                if !(first && found) {
                    element.set_text_content(Some(&text));
                }
            }));
        }
        Content::Nested(nodes) => {
            let element = element.clone();
            react(Box::new(move |first| {
                let nodes = nodes();
                if !first {
                    element.set_text_content(None);
                }
                children(nodes, &element, first && found);
            }));
        }
        Content::Keyed(keys, item) => keyed(keys, item, element.clone(), found),
    }
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Builds children, or walks along those that are there. Texts need no walking: they do not change.
fn children(nodes: Vec<Node>, parent: &Element, found: bool) {
    let mut there = if found { parent.first_element_child() } else { None };
    for node in nodes {
        match node {
            Node::El(el) if found => {
                if let Some(element) = find(&el, there.take()) {
                    hydrate(el, &element);
                    there = element.next_element_sibling();
                }
            }
            Node::El(el) => drop(parent.append_child(&build(el))),
            Node::Text(_) if found => {}
            Node::Text(text) => {
                drop(parent.append_child(&document().create_text_node(&text)));
            }
        }
    }
}

/// A list by key: what goes is removed, what comes is put in its place, what stays is not touched.
fn keyed(keys: super::el::Live<Vec<u64>>, item: Box<dyn Fn(u64) -> El + Send>, parent: Element, found: bool) {
    let items: RefCell<Vec<(u64, Owner, Element)>> = RefCell::default();
    // Items belong to the list, not to one run of the effect that keeps it.
    let owner = Owner::new();
    react(Box::new(move |first| {
        let keys = keys();
        let mut next = if first && found { parent.first_element_child() } else { None };
        let mut items = items.borrow_mut();
        items.retain(|(key, owner, element)| {
            let stays = keys.contains(key);
            if !stays {
                owner.cleanup();
                element.remove();
            }
            stays
        });
        let mut before: Option<Element> = None;
        for key in keys {
            let known = items.iter().find(|(k, ..)| *k == key).map(|(_, _, element)| element.clone());
            let element = known.unwrap_or_else(|| {
                let own = owner.with(Owner::new);
                let element = own.with(|| {
                    untrack(|| {
                        let item = item(key);
                        let there = if first && found { find(&item, next.take()) } else { None };
                        match there {
                            Some(element) => {
                                next = element.next_element_sibling();
                                hydrate(item, &element);
                                element
                            }
                            None => build(item),
                        }
                    })
                });
                items.push((key, own, element.clone()));
                element
            });
            let place = match &before {
                Some(before) => before.next_element_sibling(),
                None => parent.first_element_child(),
            };
            if place.as_ref() != Some(&element) {
                let _ = parent.insert_before(&element, place.as_ref().map(AsRef::as_ref));
            }
            before = Some(element);
        }
    }));
}
