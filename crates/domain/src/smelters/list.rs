//! One dated list of smelters: what kind it is, what it says, and which of its rows could not be taken.

use super::licence::LicenceClass;
use super::revision::{Revision, RevisionKind};
use super::status::Programme;
use crate::references::normal_cid;
use crate::{Metal, Smelter, answer};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a list says about the smelters in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// They exist and are known under these names. Says nothing about an audit.
    #[default]
    Reference,
    /// They passed an audit. Not all of them need be in a reference list.
    Conformant,
    /// They have committed to an audit.
    Active,
    /// Names that changed, smelters that were removed or came back, each with its day.
    Revisions,
    /// The bullion market's own list of those that passed its programme.
    Lbma,
    /// The jewellers' own list of those that passed their programme.
    Rjc,
    /// The tungsten industry's own list of its members.
    TiCmc,
    /// Whatever the company itself keeps.
    Own,
}

impl ListKind {
    /// All kinds, as they are offered.
    pub const ALL: [ListKind; 8] = [
        ListKind::Reference,
        ListKind::Conformant,
        ListKind::Active,
        ListKind::Revisions,
        ListKind::Lbma,
        ListKind::Rjc,
        ListKind::TiCmc,
        ListKind::Own,
    ];

    /// The part of the text key `smelters.kind.<key>`.
    pub fn key(self) -> &'static str {
        match self {
            ListKind::Reference => "reference",
            ListKind::Conformant => "conformant",
            ListKind::Active => "active",
            ListKind::Revisions => "revisions",
            ListKind::Lbma => "lbma",
            ListKind::Rjc => "rjc",
            ListKind::TiCmc => "ti_cmc",
            ListKind::Own => "own",
        }
    }

    /// The list of those that passed a programme.
    pub fn of(programme: Programme) -> ListKind {
        match programme {
            Programme::Rmap => ListKind::Conformant,
            Programme::Lbma => ListKind::Lbma,
            Programme::Rjc => ListKind::Rjc,
            Programme::TiCmc => ListKind::TiCmc,
        }
    }
}

/// What a column of a list means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListColumn {
    Metal,
    Cid,
    /// A name under which it is known; the standard name where there is no column of its own for that.
    Name,
    /// Standard name.
    Standard,
    /// Country where it stands.
    Country,
    City,
    /// State or province.
    State,
    /// Identification number from before 2014.
    OldId,
    /// What was revised.
    Basis,
    /// Why, in the list's words.
    Details,
    /// The day of the revision.
    Date,
    /// The day of the last audit.
    AuditDate,
    /// Years between audits.
    AuditCycle,
    /// Whether an audit is under way.
    Reaudit,
    /// Recognised through the programme of the London Bullion Market Association.
    Lbma,
    /// Recognised through the programme of the Responsible Jewellery Council.
    Rjc,
}

impl ListColumn {
    /// All columns; a row's texts stand in this order.
    pub const ALL: [ListColumn; 16] = [
        ListColumn::Metal,
        ListColumn::Cid,
        ListColumn::Name,
        ListColumn::Standard,
        ListColumn::Country,
        ListColumn::City,
        ListColumn::State,
        ListColumn::OldId,
        ListColumn::Basis,
        ListColumn::Details,
        ListColumn::Date,
        ListColumn::AuditDate,
        ListColumn::AuditCycle,
        ListColumn::Reaudit,
        ListColumn::Lbma,
        ListColumn::Rjc,
    ];
}

/// A row as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListRow {
    /// Its number in the file, from 1.
    pub row: u32,
    cells: [String; ListColumn::ALL.len()],
}

impl ListRow {
    /// An empty row.
    pub fn new(row: u32) -> ListRow {
        ListRow { row, ..ListRow::default() }
    }

    /// The text of a column, without space around it.
    pub fn get(&self, column: ListColumn) -> &str {
        answer::clean(&self.cells[column as usize])
    }

    /// Sets a text.
    pub fn set(&mut self, column: ListColumn, text: impl Into<String>) {
        self.cells[column as usize] = text.into();
    }
}

/// An audit as a list tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Audit {
    /// The day of the last one, `2026-03-01`.
    pub last: Option<String>,
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
pub const ISSUES: [&str; 15] = [
    "stray",
    "metal",
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
];

/// A dated list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SmelterList {
    /// What the store knows it by; no part of what it says.
    #[serde(skip)]
    pub id: String,
    pub kind: ListKind,
    /// The day as of which it speaks, `2026-04-17`.
    pub as_of: String,
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
    /// What is wrong with it, row by row.
    #[serde(rename = "noise")]
    pub issues: Vec<ListIssue>,
    /// Rows about other minerals, which are none of our business.
    pub other_minerals: usize,
}

/// What the operator says of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub kind: ListKind,
    /// The day as of which it speaks.
    pub as_of: String,
    /// Where it came from.
    pub source: String,
    /// Under which terms it may be used.
    pub licence: String,
    /// Who may read what it says.
    pub class: LicenceClass,
}

impl SmelterList {
    /// An empty list.
    pub(super) fn about(about: About) -> SmelterList {
        let About { kind, as_of, source, licence, class } = about;
        SmelterList { kind, as_of, source, licence, class, ..SmelterList::default() }
    }

    /// A reference list from facilities of which some were removed: their removals become revisions, which the day of
    /// the list is the only day known for.
    pub fn of_smelters(about: About, smelters: &[Smelter]) -> SmelterList {
        let mut list = SmelterList::about(about);
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
                on: smelter.removed_on.clone().unwrap_or_else(|| list.as_of.clone()),
                successors: smelter.successor.iter().cloned().collect(),
            });
        }
        list
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
