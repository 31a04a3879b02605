//! What a figure counts, and how it is printed.

use domain::Share;
use serde::Serialize;
use std::sync::Arc;

/// Something that a figure counts, which opens: by its place in [`crate::Survey`], or in [`crate::Rollup`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ref {
    Supplier(u32),
    Request(u32),
    /// The revision that was the last of this request at the cut-off.
    Revision(u32),
    /// A row of a smelter list.
    Row(u32),
    /// One of [`crate::merge::Merged::smelters`].
    Smelter(u32),
    /// One of the smelters of the earlier snapshot.
    Earlier(u32),
    /// By its ISO 3166 code.
    Country([u8; 2]),
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Set {
    pub count: u64,
    /// What opens; none for a number that somebody states, such as one of a report that was filed.
    #[serde(skip)]
    pub refs: Option<Arc<[Ref]>>,
    /// Whether something else is added up than how many there are, such as spend.
    pub is_weight: bool,
}

impl Set {
    /// How many these are.
    pub fn of(mut refs: Vec<Ref>) -> Set {
        refs.sort_unstable();
        refs.dedup();
        Set { count: refs.len() as u64, refs: Some(refs.into()), is_weight: false }
    }

    /// What these come to by another measure.
    pub fn weighing(refs: Vec<Ref>, count: u64) -> Set {
        Set { count, is_weight: true, ..Set::of(refs) }
    }

    /// A number that somebody states.
    pub fn stated(count: u64) -> Set {
        Set { count, refs: None, is_weight: false }
    }

    pub fn refs(&self) -> &[Ref] {
        self.refs.as_deref().unwrap_or_default()
    }
}

/// What a figure says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// So many of so many.
    Share {
        n: Set,
        of: Set,
    },
    Count(Set),
    /// The middle one of several numbers, in halves, and the largest.
    Spread {
        twice_median: u64,
        max: u64,
        of: Set,
    },
    /// Words beside words.
    Facts(Vec<(String, String)>),
    /// Nothing records it.
    NotRecorded,
}

/// As it is printed where nothing records it.
pub const NOT_RECORDED: &str = "not recorded";

impl Value {
    /// What is counted, where anything is.
    pub fn n(&self) -> Option<&Set> {
        match self {
            Value::Share { n, .. } | Value::Count(n) => Some(n),
            Value::Spread { .. } | Value::Facts(_) | Value::NotRecorded => None,
        }
    }

    /// Of what it is a share.
    pub fn of(&self) -> Option<&Set> {
        match self {
            Value::Share { of, .. } => Some(of),
            _ => None,
        }
    }

    /// As it is printed. Percent are floored: 100 only for all, 0 only for none, and of nothing nothing is said.
    pub fn printed(&self) -> String {
        match self {
            Value::Share { n, of } => printed(Share::new(n.count, of.count)),
            Value::Count(n) => n.count.to_string(),
            Value::Spread { of, .. } if of.count == 0 => "none".to_owned(),
            Value::Spread { twice_median, max, .. } => {
                let half = if twice_median.is_multiple_of(2) { "" } else { ".5" };
                format!("median {}{half}, at most {max}", twice_median / 2)
            }
            Value::Facts(facts) => {
                let facts: Vec<String> = facts.iter().map(|(what, says)| format!("{what}: {says}")).collect();
                facts.join("; ")
            }
            Value::NotRecorded => NOT_RECORDED.to_owned(),
        }
    }
}

fn printed(share: Share) -> String {
    let Share { n, of } = share;
    match share.percent() {
        None => "none".to_owned(),
        Some(0) if n > 0 => format!("{n} of {of} (under 1 %)"),
        Some(percent) => format!("{n} of {of} ({percent} %)"),
    }
}
