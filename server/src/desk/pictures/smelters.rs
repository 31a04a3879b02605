//! Smelters by metal and status.

use super::{empty, picture};
use app::desk::pictures::{Drawing, Picture};
use app::desk::routes;
use app::kit::number::number;
use app::ui::chart::{Shade, StackPart, StackRow};
use domain::Texts;
use domain::smelters::StatusClass;
use service::records::EntryFacts;
use std::collections::BTreeSet;

/// The groups of statuses that are drawn, each with its shade.
pub const GROUPS: [(&str, Shade); 6] = [
    ("conformant", Shade::Good),
    ("active", Shade::Waiting),
    ("listed", Shade::Open),
    ("removed", Shade::Bad),
    ("unknown", Shade::Unknown),
    ("unplaced", Shade::Past),
];

/// The group of a status.
pub fn group(class: Option<StatusClass>) -> &'static str {
    match class {
        None => "unplaced",
        Some(class) if class.is_conformant() => "conformant",
        Some(StatusClass::Active) => "active",
        Some(StatusClass::Listed) => "listed",
        Some(StatusClass::Unknown | StatusClass::NotListed) => "unknown",
        Some(_) => "removed",
    }
}

/// The groups of more than one status, by which the list can be filtered as well.
pub const WIDER: [&str; 3] = ["conformant", "removed", "unknown"];

/// What the list of smelters is filtered by for a group.
pub fn filter(group: &str) -> String {
    if WIDER.contains(&group) { format!("group.{group}") } else { group.to_owned() }
}

/// The picture of what was reported so far.
pub(super) fn live(texts: &Texts, facilities: &[EntryFacts]) -> Picture {
    let metals: BTreeSet<&str> =
        facilities.iter().map(|f| f.metal.as_str()).filter(|m| !m.is_empty()).collect();
    if metals.is_empty() {
        return picture(texts, "smelters", String::new(), "", empty(texts));
    }
    let groups: Vec<(&str, Shade)> = GROUPS
        .into_iter()
        .filter(|(key, _)| facilities.iter().any(|f| !f.metal.is_empty() && group(f.class) == *key))
        .collect();
    let row = |metal: &&str| {
        let part = |(key, _): &(&str, Shade)| {
            let of = facilities.iter().filter(|f| f.metal == *metal && group(f.class) == *key);
            let n = of.count() as u64;
            let href = routes::with(routes::smelters(), &[("metal", metal), ("status", &filter(key))]);
            StackPart { value: n, printed: number(n), href: Some(href) }
        };
        let parts: Vec<StackPart> = groups.iter().map(part).collect();
        let total = number(parts.iter().map(|part| part.value).sum());
        StackRow { label: super::super::smelters::metal_words(texts, metal), parts, total }
    };
    let drawing = Drawing::Stacks {
        heads: ["pictures.metal", "pictures.status"].map(|key| texts.get(key).to_owned()),
        shades: groups
            .iter()
            .map(|(key, shade)| (*shade, texts.get(&format!("pictures.group.{key}")).to_owned()))
            .collect(),
        rows: metals.iter().map(row).collect(),
    };
    picture(texts, "smelters", String::new(), "pictures.smelters_note", drawing)
}
