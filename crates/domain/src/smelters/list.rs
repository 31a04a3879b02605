//! One dated list of smelters: what kind it is, what it says, and which of its rows could not be taken.

use super::areas::Area;
pub use super::kind::ListKind;
use super::licence::LicenceClass;
use super::marks::Mark;
use super::revision::{Revision, RevisionKind};
pub use super::row::{ListColumn, ListRow};
use super::sanctions::Sanctioned;
use crate::references::normal_cid;
use crate::{Day, Metal, Smelter};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// An audit as a list tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Audit {
    /// The day of the last one.
    pub last: Option<Day>,
    /// Years until the next.
    pub cycle: Option<u8>,
    /// Whether the next is under way.
    pub under_way: bool,
    /// Recognised through the bullion market's programme: never the same as the initiative's own audit.
    pub lbma: bool,
    /// Recognised through the jewellers' programme.
    pub rjc: bool,
}

/// A smelter in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub cid: String,
    pub metal: Metal,
    /// Standard name.
    pub name: String,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Country, as the list spells it.
    #[serde(default)]
    pub country: String,
    #[serde(default)]
    pub city: String,
    /// State or province.
    #[serde(default)]
    pub state: String,
    /// Identification numbers from before 2014.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub old_ids: Vec<String>,
    /// Its audit, where the list tells of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<Audit>,
}

/// Something in a list that was left out, or taken with a doubt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListIssue {
    /// Row of the file.
    pub row: u32,
    /// The column in which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<ListColumn>,
    /// The text is `smelters.noise.<code>`, with the arguments `row`, `text` and `other`.
    pub code: Cow<'static, str>,
    /// What stands there.
    pub text: String,
    /// What it is at odds with.
    pub other: String,
    /// Whether the row was taken all the same.
    pub taken: bool,
}

/// Every code of an issue.
pub const ISSUES: [&str; 19] = [
    "stray",
    "metal",
    "metal_kept",
    "cid",
    "cid_missing",
    "name_missing",
    "name",
    "country",
    "metal_conflict",
    "standard_conflict",
    "country_conflict",
    "repeated",
    "name_shared",
    "audit_future",
    "date",
    "basis",
    "class",
    "region",
    "number",
];

/// A dated list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SmelterList {
    /// What the store knows it by; no part of what it says.
    #[serde(skip)]
    pub id: String,
    pub kind: ListKind,
    /// The day as of which it speaks.
    pub as_of: Day,
    /// Where it came from, in the operator's words.
    pub source: String,
    /// Under which terms it may be used.
    pub licence: String,
    /// Who may read what it says.
    pub class: LicenceClass,
    /// The smelters of tantalum, tin, gold and tungsten.
    pub entries: Vec<Entry>,
    /// What was revised, in a list of revisions.
    pub revisions: Vec<Revision>,
    /// What the company itself says of smelters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Countries and regions, in a list of such.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Area>,
    /// Whom nobody may trade with, in a list of such.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sanctioned: Vec<Sanctioned>,
    /// What is wrong with it, row by row.
    #[serde(rename = "noise")]
    pub issues: Vec<ListIssue>,
    /// Those of metals that no template asks about. They are kept for their status; nobody is matched with them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Entry>,
    /// The same of revisions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_revisions: Vec<Revision>,
    /// Rows about such metals.
    pub other_minerals: usize,
    /// Rows about persons and vessels, which are no companies.
    pub no_companies: usize,
}

/// What the operator says of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub kind: ListKind,
    /// The day as of which it speaks; none while nobody has said it.
    pub as_of: Option<Day>,
    /// Where it came from.
    pub source: String,
    /// Under which terms it may be used.
    pub licence: String,
    /// Who may read what it says.
    pub class: LicenceClass,
}

impl SmelterList {
    /// How many smelters, revisions, marks, areas or names it has.
    pub fn size(&self) -> usize {
        // What the company says of a smelter stands for the smelter too.
        let marks = self.marks.len().saturating_sub(self.entries.len());
        let others = self.others.len() + self.other_revisions.len();
        self.entries.len() + self.revisions.len() + others + marks + self.areas.len() + self.sanctioned.len()
    }

    /// A reference list from facilities of which some were removed: their removals become revisions, which the day of
    /// the list is the only day known for.
    pub fn of_smelters(about: About, smelters: &[Smelter]) -> SmelterList {
        let mut list = SmelterList::from(about);
        for smelter in smelters {
            let Some(metal) = smelter.metal else { continue };
            let cid = normal_cid(&smelter.cid);
            let Some(why) = &smelter.removed else {
                list.entries.push(Entry {
                    cid,
                    metal,
                    name: smelter.name.clone(),
                    aliases: smelter.aliases.clone(),
                    country: smelter.country.clone(),
                    city: String::new(),
                    state: String::new(),
                    old_ids: Vec::new(),
                    audit: None,
                });
                continue;
            };
            list.revisions.push(Revision {
                cid,
                metal,
                name: smelter.name.clone(),
                country: smelter.country.clone(),
                kind: RevisionKind::Removed,
                details: why.clone(),
                on: smelter.removed_on.unwrap_or(list.as_of),
                successors: smelter.successor.iter().cloned().collect(),
            });
        }
        list
    }
}

impl From<About> for SmelterList {
    fn from(about: About) -> SmelterList {
        let About { kind, as_of, source, licence, class } = about;
        SmelterList {
            kind,
            as_of: as_of.unwrap_or_default(),
            source,
            licence,
            class,
            ..SmelterList::default()
        }
    }
}

impl From<&Entry> for Smelter {
    fn from(entry: &Entry) -> Smelter {
        Smelter {
            cid: entry.cid.clone(),
            metal: Some(entry.metal),
            name: entry.name.clone(),
            aliases: entry.aliases.clone(),
            country: entry.country.clone(),
            ..Smelter::default()
        }
    }
}
