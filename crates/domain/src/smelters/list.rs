//! One dated list of smelters: what kind it is, what it says, and which of its rows could not be taken.

use super::country::country_code;
use super::fold;
use super::revision::{Revision, RevisionKind, revision};
use crate::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use crate::references::{is_cid, normal_cid};
use crate::{Metal, Smelter, answer};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

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
    /// Whatever the company itself keeps.
    Own,
}

impl ListKind {
    /// All kinds, as they are offered.
    pub const ALL: [ListKind; 5] =
        [ListKind::Reference, ListKind::Conformant, ListKind::Active, ListKind::Revisions, ListKind::Own];

    /// The part of the text key `smelters.kind.<key>`.
    pub fn key(self) -> &'static str {
        match self {
            ListKind::Reference => "reference",
            ListKind::Conformant => "conformant",
            ListKind::Active => "active",
            ListKind::Revisions => "revisions",
            ListKind::Own => "own",
        }
    }
}

/// What a column of a list means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListColumn {
    /// Metal.
    Metal,
    /// Identification number.
    Cid,
    /// A name under which it is known; the standard name where there is no column of its own for that.
    Name,
    /// Standard name.
    Standard,
    /// Country where it stands.
    Country,
    /// City.
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
    /// Identification number.
    pub cid: String,
    /// Metal.
    pub metal: Metal,
    /// Standard name.
    pub name: String,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Country, as the list spells it.
    #[serde(default)]
    pub country: String,
    /// City.
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
pub struct Noise {
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

/// Every code of noise.
pub const NOISE: [&str; 15] = [
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
    /// What kind it is.
    pub kind: ListKind,
    /// The day as of which it speaks, `2026-04-17`.
    pub as_of: String,
    /// Where it came from, in the operator's words.
    pub source: String,
    /// Under which terms it may be used.
    pub licence: String,
    /// The smelters of tantalum, tin, gold and tungsten.
    pub entries: Vec<Entry>,
    /// What was revised, in a list of revisions.
    pub revisions: Vec<Revision>,
    /// What is wrong with it, row by row.
    pub noise: Vec<Noise>,
    /// Rows about other minerals, which are none of our business.
    pub other_minerals: usize,
}

/// What the operator says of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// What kind it is.
    pub kind: ListKind,
    /// The day as of which it speaks.
    pub as_of: String,
    /// Where it came from.
    pub source: String,
    /// Under which terms it may be used.
    pub licence: String,
}

/// Minerals of the initiative's other templates, and further ones that its lists name.
const OTHER_MINERALS: &str = " aluminum aluminium cobalt copper feldspar graphite iridium lead lime lithium \
    magnesium manganese mica molybdenum multiple nickel niobium palladium platinum rhodium ruthenium silver soda \
    sodaash zinc rareearthelements ";

impl SmelterList {
    /// A reference list from facilities of which some were removed: their removals become revisions, which the day of
    /// the list is the only day known for.
    pub fn of_smelters(about: About, smelters: &[Smelter]) -> SmelterList {
        let About { kind, as_of, source, licence } = about;
        let mut list = SmelterList { kind, as_of, source, licence, ..SmelterList::default() };
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

struct Builder {
    list: SmelterList,
    by_cid: HashMap<String, usize>,
    seen: HashSet<(usize, String)>,
}

/// Builds a list from rows. Nothing is swallowed: a row that is left out, or taken with a doubt, is reported.
pub fn build(about: About, rows: impl IntoIterator<Item = ListRow>) -> SmelterList {
    let About { kind, as_of, source, licence } = about;
    let list = SmelterList { kind, as_of, source, licence, ..SmelterList::default() };
    let mut builder = Builder { list, by_cid: HashMap::new(), seen: HashSet::new() };
    for row in rows {
        builder.add(&row);
    }
    builder.shared_names();
    builder.list
}

impl Builder {
    fn noise(&mut self, row: u32, code: &'static str, taken: bool, text: &str, other: &str) {
        debug_assert!(NOISE.contains(&code));
        self.list.noise.push(Noise {
            row,
            code: code.into(),
            text: text.to_owned(),
            other: other.to_owned(),
            taken,
        });
    }

    fn add(&mut self, row: &ListRow) {
        use ListColumn::*;
        let (at, metal, cid) = (row.row, row.get(Metal), row.get(Cid));
        let (name, standard) = (row.get(Name), row.get(Standard));
        if [metal, cid, name, standard].iter().all(|t| t.is_empty()) {
            return;
        }
        if [NOT_LISTED, NOT_IDENTIFIED].iter().any(|special| name.eq_ignore_ascii_case(special)) {
            return;
        }
        let Some(metal) = crate::Metal::parse(metal) else {
            let folded = fold::words(metal).concat();
            if !folded.is_empty() && OTHER_MINERALS.split(' ').any(|m| m == folded) {
                self.list.other_minerals += 1;
            } else if cid.is_empty() || !is_cid(cid) {
                self.noise(at, "stray", false, [metal, cid, name].join(" ").trim(), "");
            } else {
                self.noise(at, "metal", false, metal, cid);
            }
            return;
        };
        if !is_cid(cid) {
            let code = if cid.is_empty() { "cid_missing" } else { "cid" };
            return self.noise(at, code, false, if cid.is_empty() { name } else { cid }, metal.name());
        }
        let cid = normal_cid(cid);
        if standard.is_empty() && name.is_empty() {
            return self.noise(at, "name_missing", false, &cid, "");
        }
        if !row.get(Country).is_empty() && country_code(row.get(Country)).is_none() {
            self.noise(at, "country", true, row.get(Country), &cid);
        }
        if self.list.kind == ListKind::Revisions {
            return match revision(row, &cid, metal) {
                Ok(revision) => self.list.revisions.push(revision),
                Err((code, text)) => self.noise(at, code, false, &text, &cid),
            };
        }
        self.entry(row, cid, metal);
    }

    fn entry(&mut self, row: &ListRow, cid: String, metal: Metal) {
        use ListColumn::*;
        let (at, name) = (row.row, row.get(Name));
        let standard = if row.get(Standard).is_empty() { name } else { row.get(Standard) };
        if !says_something(standard) {
            return self.noise(at, "name", false, standard, &cid);
        }
        let Some(index) = self.by_cid.get(&cid).copied() else {
            let mut entry = Entry {
                cid: cid.clone(),
                metal,
                name: standard.to_owned(),
                aliases: Vec::new(),
                country: row.get(Country).to_owned(),
                city: row.get(City).to_owned(),
                state: row.get(State).to_owned(),
                old_ids: Vec::new(),
                audit: None,
            };
            entry.audit = self.audit(row, &cid);
            self.by_cid.insert(cid, self.list.entries.len());
            self.list.entries.push(entry);
            self.seen.insert((self.list.entries.len() - 1, name.to_owned()));
            return self.alias(row, self.list.entries.len() - 1);
        };
        let known = self.list.entries[index].clone();
        if known.metal != metal {
            return self.noise(at, "metal_conflict", false, &cid, known.metal.name());
        }
        if known.name != standard {
            self.noise(at, "standard_conflict", true, standard, &known.name);
        }
        let country = row.get(Country);
        let differs = country_code(country) != country_code(&known.country);
        if !country.is_empty() && !known.country.is_empty() && differs {
            self.noise(at, "country_conflict", true, country, &known.country);
        }
        if !self.seen.insert((index, name.to_owned())) && row.get(OldId).is_empty() {
            return self.noise(at, "repeated", false, &cid, name);
        }
        self.alias(row, index);
    }

    fn alias(&mut self, row: &ListRow, index: usize) {
        let (name, old) = (row.get(ListColumn::Name), row.get(ListColumn::OldId));
        if !name.is_empty() && !says_something(name) {
            let cid = self.list.entries[index].cid.clone();
            self.noise(row.row, "name", false, name, &cid);
        } else {
            let entry = &mut self.list.entries[index];
            if !name.is_empty() && entry.name != name && !entry.aliases.iter().any(|a| a == name) {
                entry.aliases.push(name.to_owned());
            }
        }
        let entry = &mut self.list.entries[index];
        if super::old_id(old).is_some() && !entry.old_ids.iter().any(|o| o == old) {
            entry.old_ids.push(old.to_owned());
        }
    }

    fn audit(&mut self, row: &ListRow, cid: &str) -> Option<Audit> {
        use ListColumn::*;
        let yes = |column| {
            matches!(row.get(column).to_ascii_lowercase().as_str(), "yes" | "y" | "x" | "true" | "1")
        };
        let mut audit = Audit { under_way: yes(Reaudit), lbma: yes(Lbma), rjc: yes(Rjc), ..Audit::default() };
        audit.cycle = row.get(AuditCycle).split(' ').next().and_then(|n| n.parse().ok()).filter(|n| *n < 20);
        let date = row.get(AuditDate);
        if let Some(date) = answer::parse_date(date) {
            let last = answer::format_date(date);
            if !self.list.as_of.is_empty() && last > self.list.as_of {
                let as_of = self.list.as_of.clone();
                self.noise(row.row, "audit_future", true, &format!("{cid} {last}"), &as_of);
            }
            audit.last = Some(last);
        } else if !date.is_empty() {
            self.noise(row.row, "date", true, date, cid);
        }
        (audit != Audit::default()).then_some(audit)
    }

    /// Names that lead to two smelters of one metal: nobody can be sure which is meant.
    fn shared_names(&mut self) {
        let mut first: HashMap<(Metal, String), usize> = HashMap::new();
        let mut shared = Vec::new();
        for (i, entry) in self.list.entries.iter().enumerate() {
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                let other = *first.entry((entry.metal, fold::words(name).join(" "))).or_insert(i);
                if other != i {
                    shared.push((name.clone(), format!("{} / {}", self.list.entries[other].cid, entry.cid)));
                }
            }
        }
        for (name, cids) in shared {
            self.noise(0, "name_shared", true, &name, &cids);
        }
    }
}

/// Whether a name has at least two letters or digits, or one of a script that writes words in one.
fn says_something(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphanumeric()).count() > 1 || name.chars().any(fold::is_eastern)
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
