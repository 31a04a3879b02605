//! One view type for everything that the browser takes over: an element by name, with its attributes and content.
//!
//! Leptos's macro gives every element tree a type of its own, and each type brings its own code for drawing,
//! hydrating and changing. That is fast, and for a form of this size it is 200 kB of WebAssembly too much. Here all
//! elements share one type and so one piece of code. It is a Leptos view like any other: it listens to signals,
//! belongs to owners, is rendered on the server and hydrated in the browser, and can stand inside `view!`.
//!
//! What changes is always a whole attribute or the whole content of one element, so hydration needs no markers in
//! the HTML and cannot lose its place in texts.

use super::escape;
use std::borrow::Cow;

/// A text that follows signals.
pub type Live<T> = Box<dyn Fn() -> T + Send>;

/// An element. One pointer, so that handing it from call to call costs nothing.
pub struct El(pub(super) Box<Parts>);

pub(super) struct Parts {
    pub(super) tag: &'static str,
    pub(super) attrs: Vec<(&'static str, Attr)>,
    pub(super) content: Content,
}

pub(super) enum Attr {
    Fixed(Cow<'static, str>),
    Live(Live<Option<String>>),
}

pub(super) enum Content {
    Nodes(Vec<Node>),
    Text(Live<String>),
    Nested(Live<Vec<Node>>),
    /// Elements by key: those that stay keep their place in the document, their focus and their caret.
    Keyed(Live<Vec<u64>>, Box<dyn Fn(u64) -> El + Send>),
}

/// An element or a text.
pub enum Node {
    /// An element.
    El(El),
    /// A text that does not change.
    Text(Cow<'static, str>),
}

impl From<El> for Node {
    fn from(el: El) -> Node {
        Node::El(el)
    }
}

impl From<String> for Node {
    fn from(text: String) -> Node {
        Node::Text(text.into())
    }
}

impl From<&'static str> for Node {
    fn from(text: &'static str) -> Node {
        Node::Text(text.into())
    }
}

/// An element as it is written here: its name and the attributes that are always the same, for example
/// `button;type=button;class=button small`.
pub fn el(written: &'static str) -> El {
    let mut parts = written.split(';');
    let tag = parts.next().unwrap_or_default();
    let attrs = parts.map(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (name, Attr::Fixed(Cow::Borrowed(value)))
    });
    El(Box::new(Parts { tag, attrs: attrs.collect(), content: Content::Nodes(Vec::new()) }))
}

impl El {
    /// Sets an attribute.
    pub fn a(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> El {
        self.attr(name, Attr::Fixed(value.into()))
    }

    #[inline(never)]
    fn attr(mut self, name: &'static str, value: Attr) -> El {
        self.0.attrs.push((name, value));
        self
    }

    /// Sets an attribute that has no value, or leaves it out.
    pub fn flag(self, name: &'static str, on: bool) -> El {
        if on { self.a(name, "") } else { self }
    }

    /// Sets an attribute, where there is a value.
    pub fn opt(self, name: &'static str, value: Option<String>) -> El {
        match value {
            Some(value) => self.a(name, value),
            None => self,
        }
    }

    /// Sets an attribute that follows signals; without a value it is left out.
    pub fn live(self, name: &'static str, value: impl Fn() -> Option<String> + Send + 'static) -> El {
        self.attr(name, Attr::Live(Box::new(value)))
    }

    /// Hides the element while the condition holds.
    pub fn hide(self, when: impl Fn() -> bool + Send + 'static) -> El {
        self.live("hidden", move || when().then(String::new))
    }

    /// Puts a child or a text behind what is there.
    pub fn with(self, child: impl Into<Node>) -> El {
        self.push(child.into())
    }

    /// Puts children behind what is there.
    pub fn all(mut self, children: impl IntoIterator<Item = El>) -> El {
        for child in children {
            self = self.push(Node::El(child));
        }
        self
    }

    #[inline(never)]
    fn push(mut self, child: Node) -> El {
        if let Content::Nodes(nodes) = &mut self.0.content {
            nodes.push(child);
        }
        self
    }

    /// Makes the content a text that follows signals.
    pub fn text(mut self, text: impl Fn() -> String + Send + 'static) -> El {
        self.0.content = Content::Text(Box::new(text));
        self
    }

    /// Makes the content something that is drawn anew whenever the signals that it reads change.
    pub fn nest(mut self, nodes: impl Fn() -> Vec<Node> + Send + 'static) -> El {
        self.0.content = Content::Nested(Box::new(nodes));
        self
    }

    /// Makes the content a list of elements by key.
    pub fn keyed(
        mut self,
        keys: impl Fn() -> Vec<u64> + Send + 'static,
        item: impl Fn(u64) -> El + Send + 'static,
    ) -> El {
        self.0.content = Content::Keyed(Box::new(keys), Box::new(item));
        self
    }

    /// Writes the element as HTML.
    pub fn write(self, out: &mut String) {
        let Parts { tag, attrs, content } = *self.0;
        out.push('<');
        out.push_str(tag);
        for (name, attr) in attrs {
            let value = match attr {
                Attr::Fixed(value) => Some(value),
                Attr::Live(value) => value().map(Cow::Owned),
            };
            if let Some(value) = value {
                out.push(' ');
                out.push_str(name);
                out.push_str("=\"");
                out.push_str(&escape::html(&value));
                out.push('"');
            }
        }
        out.push('>');
        if tag == super::textarea::TAG {
            // The parser drops a line break here, so that one which belongs to the text is kept.
            out.push('\n');
        }
        match content {
            Content::Nodes(nodes) => nodes.into_iter().for_each(|n| n.write(out)),
            Content::Text(text) => out.push_str(&escape::html(&text())),
            Content::Nested(nodes) => nodes().into_iter().for_each(|n| n.write(out)),
            Content::Keyed(keys, item) => keys().into_iter().for_each(|k| item(k).write(out)),
        }
        if !matches!(tag, "input" | "br" | "hr" | "img") {
            out.push_str("</");
            out.push_str(tag);
            out.push('>');
        }
    }
}

impl Node {
    fn write(self, out: &mut String) {
        match self {
            Node::El(el) => el.write(out),
            Node::Text(text) => out.push_str(&escape::html(&text)),
        }
    }
}
