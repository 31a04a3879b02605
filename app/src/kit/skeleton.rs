//! Of what elements, texts and markers a page is made, as one number: the server writes it beside the page, and the
//! browser compares it with what is there before Leptos takes the page over. Between the two, other programmes may have
//! put nodes of their own anywhere: help with writing, password managers, translators.

/// A sum over nodes in their order (FNV-1a).
struct Sum {
    sum: u64,
    /// Neighbouring texts count once: a long one comes as several nodes.
    text: bool,
}

impl Sum {
    fn new() -> Sum {
        Sum { sum: 0xcbf2_9ce4_8422_2325, text: false }
    }

    fn add(&mut self, bytes: &[u8]) {
        self.text = false;
        for byte in bytes {
            self.sum = (self.sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn open(&mut self, tag: &str) {
        self.add(b"<");
        self.add(tag.as_bytes());
    }

    fn close(&mut self) {
        self.add(b">");
    }

    fn text(&mut self) {
        if !self.text {
            self.add(b"t");
            self.text = true;
        }
    }

    fn marker(&mut self) {
        self.add(b"!");
    }

    fn written(&self) -> String {
        format!("{:x}", self.sum)
    }
}

/// Elements in whose content there is nothing to take over, or that parsers read otherwise.
fn is_opaque(tag: &str) -> bool {
    matches!(tag, "textarea" | "noscript" | "script" | "style")
}

/// The skeleton of markup that Leptos wrote.
#[cfg(feature = "ssr")]
pub fn of_markup(markup: &str) -> String {
    let mut sum = Sum::new();
    let mut rest = markup;
    while let Some(next) = rest.chars().next() {
        if next != '<' {
            sum.text();
            rest = &rest[rest.find('<').unwrap_or(rest.len())..];
        } else if rest.starts_with("<!") {
            sum.marker();
            rest = &rest[rest.find('>').map_or(rest.len(), |end| end + 1)..];
        } else if rest.starts_with("</") {
            sum.close();
            rest = &rest[rest.find('>').map_or(rest.len(), |end| end + 1)..];
        } else {
            let name =
                rest[1..].split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
            sum.open(name);
            rest = &rest[end_of_tag(rest)..];
            if is_opaque(name) {
                rest = &rest[rest.find(&format!("</{name}")).unwrap_or(rest.len())..];
            } else if matches!(name, "input" | "br" | "hr" | "img") {
                sum.close();
            }
        }
    }
    sum.written()
}

/// Where a tag ends; a `>` in the value of an attribute does not end it.
#[cfg(feature = "ssr")]
fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    for (i, c) in tag.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return i + 1,
            _ => {}
        }
    }
    tag.len()
}

/// The skeleton of what is in an element now.
#[cfg(feature = "supplier")]
pub fn of_content(root: &web_sys::Element) -> String {
    let mut sum = Sum::new();
    walk(root, &mut sum);
    sum.written()
}

#[cfg(feature = "supplier")]
fn walk(parent: &web_sys::Node, sum: &mut Sum) {
    let mut next = parent.first_child();
    while let Some(node) = next {
        match node.node_type() {
            web_sys::Node::ELEMENT_NODE => {
                let tag = node.node_name().to_ascii_lowercase();
                sum.open(&tag);
                if !is_opaque(&tag) {
                    walk(&node, sum);
                }
                sum.close();
            }
            web_sys::Node::TEXT_NODE => sum.text(),
            _ => sum.marker(),
        }
        next = node.next_sibling();
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::of_markup;

    #[test]
    fn texts_and_attributes_do_not_matter_and_nodes_do() {
        let page = of_markup(r#"<div a="1>2"><p>One</p><!><input name="x"></div>"#);
        assert_eq!(page, of_markup(r#"<div><p>Another text</p><!><input></div>"#));
        for other in [
            r#"<div><p><font>One</font></p><!><input></div>"#,
            r#"<div><p>One</p><!><span></span><input></div>"#,
            r#"<div><p>One</p><input></div>"#,
            r#"<div><p></p><!><input></div>"#,
            r#"<div><p>One</p><!></div><input>"#,
        ] {
            assert_ne!(page, of_markup(other), "{other}");
        }
    }

    #[test]
    fn what_is_in_a_textarea_or_for_browsers_without_scripts_does_not_matter() {
        let tag = "textarea";
        let page = of_markup(&format!("<p><{tag}>\nOne < two</{tag}><noscript><b>x</b></noscript></p>"));
        assert_eq!(page, of_markup(&format!("<p><{tag}></{tag}><noscript></noscript></p>")));
    }
}
