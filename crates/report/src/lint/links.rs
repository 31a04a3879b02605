//! Where links and pictures lead: inside the submission, or to what was filed before.

use super::issue::{Found, Issue};
use super::scan::{Attribute, Tag};
use crate::name;
use std::collections::BTreeSet;

/// Anchors and the links to them.
#[derive(Default)]
pub struct Links {
    anchors: BTreeSet<String>,
    wanted: Vec<(usize, String)>,
}

impl Links {
    pub fn tag(&mut self, tag: &Tag, in_link: bool, found: &mut Found) {
        // A tag may carry the same name twice over.
        let named = tag.get("name").filter(|_| tag.name == "a");
        let id = tag.get("id").filter(|id| named.is_none_or(|named| named.value != id.value));
        for anchor in [named, id].into_iter().flatten() {
            if !self.anchors.insert(anchor.value.clone()) {
                found.add(anchor.at, Issue::AnchorTwice, &anchor.value);
            }
        }
        match tag.name.as_str() {
            "a" => {
                if let Some(href) = tag.get("href") {
                    if in_link {
                        found.add(tag.at, Issue::LinkInLink, &href.value);
                    }
                    self.link(href, found);
                }
            }
            "img" => match tag.get("src") {
                Some(src) => image(src, found),
                None => found.add(tag.at, Issue::ImageName, "<img>"),
            },
            _ => {}
        }
    }

    fn link(&mut self, href: &Attribute, found: &mut Found) {
        let to = href.value.trim();
        let lower = to.to_ascii_lowercase();
        if let Some(anchor) = to.strip_prefix('#') {
            self.wanted.push((href.at, anchor.to_owned()));
        } else if ["javascript:", "vbscript:", "data:"].iter().any(|it| lower.starts_with(it)) {
            found.add(href.at, Issue::ActiveLink, to);
        } else if elsewhere(&lower) {
            if !filed(&lower) {
                found.add(href.at, Issue::LinkOutside, to);
            }
        } else if !name::fits(to.split('#').next().unwrap_or_default()) {
            found.add(href.at, Issue::LinkFile, to);
        }
    }

    /// Links whose anchor never came.
    pub fn end(self, found: &mut Found) {
        for (at, anchor) in self.wanted.into_iter().filter(|(_, anchor)| !self.anchors.contains(anchor)) {
            found.add(at, Issue::LinkNowhere, &format!("#{anchor}"));
        }
    }
}

fn image(src: &Attribute, found: &mut Found) {
    let from = src.value.trim();
    let lower = from.to_ascii_lowercase();
    let issue = if elsewhere(&lower) || lower.starts_with("data:") {
        Issue::ImageOutside
    } else if !name::is_image(&lower) {
        Issue::ImageType
    } else if !name::fits(from) {
        Issue::ImageName
    } else {
        return;
    };
    let seen: String = from.chars().take(60).collect();
    found.add(src.at, issue, &seen);
}

/// Whether an address leads out of the submission: it has a scheme or a host.
fn elsewhere(lower: &str) -> bool {
    let scheme = lower.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
    });
    scheme || lower.starts_with("//")
}

/// Whether it leads to what was filed before.
fn filed(lower: &str) -> bool {
    ["http://www.sec.gov/archives/", "https://www.sec.gov/archives/"].iter().any(|it| lower.starts_with(it))
}
