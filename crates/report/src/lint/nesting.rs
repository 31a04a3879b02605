//! How tags stand in each other.

use super::issue::{Found, Issue};
use super::scan::{Tag, find};
use super::tags::{INLINE, OPTIONAL, VOID};

/// The tags that are open.
pub struct Nesting<'a> {
    bytes: &'a [u8],
    open: Vec<(String, usize, bool)>,
    /// Closed before their time, so that their own end is no second issue.
    early: Vec<String>,
}

impl<'a> Nesting<'a> {
    pub fn new(bytes: &'a [u8], end: usize) -> Nesting<'a> {
        Nesting { bytes: &bytes[..end], open: Vec::new(), early: Vec::new() }
    }

    pub fn tag(&mut self, tag: &Tag, found: &mut Found) {
        if VOID.contains(&tag.name.as_str()) {
            return;
        }
        if tag.closes { self.close(tag, found) } else { self.begin(tag, found) }
    }

    /// Whether a link was open before the tag that came last.
    pub fn in_link(&self) -> bool {
        self.open.iter().rev().skip(1).any(|(name, _, links)| name == "a" && *links)
    }

    /// Words that stand in a table but in no cell of it.
    pub fn text(&mut self, at: usize, seen: &str, found: &mut Found) {
        if self.between_cells() && self.table_ends(at) {
            found.add(at, Issue::Misplaced, seen);
        }
    }

    fn begin(&mut self, tag: &Tag, found: &mut Found) {
        let name = tag.name.as_str();
        match name {
            "tr" | "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => {
                self.drop_optional(&["tr", "td", "th"], "table");
                if !self.within(&["table", "thead", "tbody", "tfoot"]) {
                    found.add(tag.at, Issue::Misplaced, &format!("<{name}>"));
                }
            }
            "td" | "th" => {
                self.drop_optional(&["td", "th"], "tr");
                if !self.within(&["tr"]) {
                    found.add(tag.at, Issue::Misplaced, &format!("<{name}>"));
                }
            }
            _ if self.between_cells() && !INLINE.contains(&name) => match self.table_ends(tag.at) {
                true => found.add(tag.at, Issue::Misplaced, &format!("<{name}>")),
                false => self.give_up_table(found),
            },
            "table" if self.open.iter().any(|(name, ..)| name == "table") => {
                found.add(tag.at, Issue::NestedTable, "<table>");
            }
            "p" if self.within(&["p"]) => {
                self.open.pop();
            }
            _ => {}
        }
        self.open.push((tag.name.clone(), tag.at, tag.get("href").is_some()));
    }

    fn close(&mut self, tag: &Tag, found: &mut Found) {
        let Some(at) = self.open.iter().rposition(|(name, ..)| *name == tag.name) else {
            match self.early.iter().position(|name| *name == tag.name) {
                Some(early) => drop(self.early.swap_remove(early)),
                None => found.add(tag.at, Issue::NeverOpened, &format!("</{}>", tag.name)),
            }
            return;
        };
        // A tag within a line does not reach out of a block: it was not opened in here.
        let block = |name: &String| !INLINE.contains(&name.as_str()) && !OPTIONAL.contains(&name.as_str());
        let inline = INLINE.contains(&tag.name.as_str());
        let cell = |name: &String| ["td", "th", "table"].contains(&name.as_str());
        if self.open[at + 1..].iter().any(|(name, ..)| cell(name)) && tag.name != "table" && !whole(&tag.name)
        {
            found.add(tag.at, Issue::NeverOpened, &format!("</{}>", tag.name));
            return;
        }
        for (name, opened, _) in self.open.drain(at..).skip(1) {
            if inline && (INLINE.contains(&name.as_str()) || block(&name)) {
                found.add(tag.at, Issue::Crossed, &format!("<{name}> in <{}>", tag.name));
                self.early.push(name);
            } else if !OPTIONAL.contains(&name.as_str()) {
                found.add(opened, Issue::Unclosed, &format!("<{name}>"));
            }
        }
    }

    /// What is still open when the document is over.
    pub fn end(self, found: &mut Found) {
        for (name, at, _) in self.open {
            if !OPTIONAL.contains(&name.as_str()) {
                found.add(at, Issue::Unclosed, &format!("<{name}>"));
            }
        }
    }

    fn within(&self, names: &[&str]) -> bool {
        self.open.last().is_some_and(|(name, ..)| names.contains(&name.as_str()))
    }

    fn between_cells(&self) -> bool {
        self.within(&["table", "thead", "tbody", "tfoot", "tr"])
    }

    /// Whether the open table has its end before another begins.
    fn table_ends(&self, at: usize) -> bool {
        let end = find(self.bytes, at, "</table");
        let next = find(self.bytes, at + 1, "<table").unwrap_or(self.bytes.len());
        end.is_some_and(|end| end < next)
    }

    fn give_up_table(&mut self, found: &mut Found) {
        if let Some(at) = self.open.iter().rposition(|(name, ..)| name == "table") {
            found.add(self.open[at].1, Issue::Unclosed, "<table>");
            self.open.truncate(at);
        }
    }

    /// Ends what may be left without an end, up to the tag that it stands in.
    fn drop_optional(&mut self, names: &[&str], up_to: &str) {
        let inner = self.open.iter().rposition(|(name, ..)| name == up_to || name == "table");
        let Some(inner) = inner else { return };
        let droppable = |(name, ..): &(String, usize, bool)| {
            names.contains(&name.as_str()) || OPTIONAL.contains(&name.as_str())
        };
        let groups =
            |(name, ..): &(String, usize, bool)| ["thead", "tbody", "tfoot"].contains(&name.as_str());
        while self.open.len() > inner + 1 && self.open.last().is_some_and(|it| droppable(it) && !groups(it)) {
            self.open.pop();
        }
    }
}

/// Tags that hold the whole document.
fn whole(name: &str) -> bool {
    ["html", "body"].contains(&name)
}
