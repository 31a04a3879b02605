//! What the team itself says about smelters: verdicts, and from where they are known to take their ore. Both are said by a
//! person on a day, with a reason, and may hold for some days only.

use domain::Metal;
use domain::country::COVERED;
use domain::day::{Day, or_blank};
use domain::references::normal_cid;
use domain::smelters::LicenceClass;
use serde::{Deserialize, Serialize};

/// What somebody of the team decided about a smelter, with the reason: without one it does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Its CID, or the name that was typed.
    pub smelter: String,
    pub metal: Metal,
    pub kind: VerdictKind,
    /// The first day on which it holds; none where it holds since ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day; none where it holds until another is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    pub note: String,
    pub by: String,
    pub on: Day,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// It smelts or refines, whatever a list says: it is written.
    Smelter,
    /// It is the smelter of this CID, under another number or name.
    Same(String),
    /// Of several successors this one is meant.
    Successor(String),
    /// It no longer operates, with evidence in the note.
    Ceased,
    /// The name of something that is no smelter, with evidence in the note.
    NotASmelter,
    /// A trader, or a name that says nothing.
    Rejected,
    /// Nothing is reported before a list of sanctions has been looked at.
    Held,
    /// A red flag was looked at: it is written, and the note says why.
    Reviewed,
}

impl VerdictKind {
    /// The keys of all, in the order in which they are offered.
    pub const KEYS: [&str; 8] =
        ["smelter", "same", "successor", "ceased", "not_a_smelter", "rejected", "held", "reviewed"];

    pub fn key(&self) -> &'static str {
        match self {
            VerdictKind::Smelter => "smelter",
            VerdictKind::Same(_) => "same",
            VerdictKind::Successor(_) => "successor",
            VerdictKind::Ceased => "ceased",
            VerdictKind::NotASmelter => "not_a_smelter",
            VerdictKind::Rejected => "rejected",
            VerdictKind::Held => "held",
            VerdictKind::Reviewed => "reviewed",
        }
    }

    /// The verdict of this key; the CID is that of the other smelter, where one is meant.
    pub fn of(key: &str, cid: &str) -> Option<VerdictKind> {
        Some(match key {
            "smelter" => VerdictKind::Smelter,
            "same" => VerdictKind::Same(normal_cid(cid)),
            "successor" => VerdictKind::Successor(normal_cid(cid)),
            "ceased" => VerdictKind::Ceased,
            "not_a_smelter" => VerdictKind::NotASmelter,
            "rejected" => VerdictKind::Rejected,
            "held" => VerdictKind::Held,
            "reviewed" => VerdictKind::Reviewed,
            _ => return None,
        })
    }

    /// The other smelter that is meant.
    pub fn other(&self) -> Option<&str> {
        match self {
            VerdictKind::Same(cid) | VerdictKind::Successor(cid) => Some(cid),
            _ => None,
        }
    }
}

impl Verdict {
    pub fn holds_on(&self, day: Day) -> bool {
        holds(self.from, self.to, day)
    }
}

/// From where a smelter is known to take its ore.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sourcing {
    pub cid: String,
    pub takes: Takes,
    /// ISO 3166 codes, where countries are known.
    pub countries: Vec<String>,
    /// Who may read this.
    pub class: LicenceClass,
    /// What it rests on, in words: a data set of members, a letter, an audit report.
    pub source: String,
    /// The first day on which it holds; none where it holds since ever.
    #[serde(with = "or_blank")]
    pub from: Option<Day>,
    /// The last day; none where it holds until it is said otherwise.
    #[serde(with = "or_blank")]
    pub to: Option<Day>,
    pub by: String,
    pub on: Day,
}

/// What a smelter takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Takes {
    /// From these countries, whatever follows from that.
    #[default]
    Countries,
    /// From a covered country.
    Covered,
    /// From none of the covered countries.
    Outside,
    /// Nothing but scrap.
    Recycled,
}

impl Takes {
    pub const ALL: [Takes; 4] = [Takes::Covered, Takes::Outside, Takes::Recycled, Takes::Countries];

    pub fn key(self) -> &'static str {
        match self {
            Takes::Countries => "countries",
            Takes::Covered => "covered",
            Takes::Outside => "outside",
            Takes::Recycled => "recycled",
        }
    }

    pub fn of(key: &str) -> Option<Takes> {
        Takes::ALL.into_iter().find(|takes| takes.key() == key)
    }
}

impl Sourcing {
    /// Whether it says that ore comes from a covered country.
    pub fn is_covered(&self) -> bool {
        self.takes == Takes::Covered || self.countries.iter().any(|code| COVERED.contains(&code.as_str()))
    }

    pub fn holds_on(&self, day: Day) -> bool {
        holds(self.from, self.to, day)
    }
}

fn holds(from: Option<Day>, to: Option<Day>, day: Day) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}
