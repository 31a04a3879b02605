//! A list built from the rows of a file: what is taken, what is left out, and what is said about either.

use super::areas::area;
use super::country::country_code;
use super::list::{About, Audit, Entry, ISSUES, ListColumn, ListIssue, ListKind, ListRow, SmelterList};
use super::marks::mark;
use super::metals::metal_of;
use super::name_words;
use super::revision::revision;
use super::sanctions::sanctioned;
use crate::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use crate::references::{is_cid, normal_cid};
use crate::{Day, Metal, answer};
use std::collections::{HashMap, HashSet};

struct Builder<'a> {
    list: SmelterList,
    /// The list's day, where it is known.
    as_of: Option<Day>,
    metals: &'a [Metal],
    by_cid: HashMap<String, usize>,
    seen: HashSet<(usize, String)>,
}

/// Builds a list from rows, of these metals. Nothing is swallowed: a row that is left out, or taken with a doubt, is reported.
pub fn build(about: About, metals: &[Metal], rows: impl IntoIterator<Item = ListRow>) -> SmelterList {
    let as_of = about.as_of;
    let list = SmelterList::from(about);
    let mut builder = Builder { list, as_of, metals, by_cid: HashMap::new(), seen: HashSet::new() };
    for row in rows {
        builder.add(&row);
    }
    builder.shared_names();
    builder.list
}

impl Builder<'_> {
    fn issue(&mut self, row: u32, code: &'static str, taken: bool, text: &str, other: &str) {
        self.issue_in(row, column_of(code), code, taken, text, other);
    }

    fn issue_in(
        &mut self,
        row: u32,
        column: Option<ListColumn>,
        code: &'static str,
        taken: bool,
        text: &str,
        other: &str,
    ) {
        debug_assert!(ISSUES.contains(&code));
        self.list.issues.push(ListIssue {
            row,
            column,
            code: code.into(),
            text: text.to_owned(),
            other: other.to_owned(),
            taken,
        });
    }

    fn add(&mut self, row: &ListRow) {
        match self.list.kind {
            ListKind::Areas => self.area(row),
            ListKind::Sanctions => self.sanctioned(row),
            _ => self.smelter(row),
        }
    }

    fn area(&mut self, row: &ListRow) {
        match area(row) {
            Ok(area) => self.list.areas.push(area),
            Err(_) if row.is_blank() => {}
            Err((code, column)) => {
                self.issue_in(
                    row.row,
                    Some(column),
                    code,
                    false,
                    row.get(column),
                    row.get(ListColumn::Region),
                );
            }
        }
    }

    fn sanctioned(&mut self, row: &ListRow) {
        match sanctioned(row) {
            Ok(Some(one)) => self.list.sanctioned.push(one),
            Ok(None) => self.list.no_companies += 1,
            Err(_) if row.is_blank() => {}
            Err((code, column)) => {
                self.issue_in(row.row, Some(column), code, false, row.get(column), row.get(ListColumn::Name));
            }
        }
    }

    fn smelter(&mut self, row: &ListRow) {
        use ListColumn::*;
        let (at, metal, cid) = (row.row, row.get(Metal), row.get(Cid));
        let (name, standard) = (row.get(Name), row.get(Standard));
        if [metal, cid, name, standard].iter().all(|t| t.is_empty()) {
            return;
        }
        if [NOT_LISTED, NOT_IDENTIFIED].iter().any(|special| name.eq_ignore_ascii_case(special)) {
            return;
        }
        // What a template asks about is known by its own name; others keep theirs, where the row is one of a smelter.
        let asked = crate::Metal::among(self.metals.iter().copied(), metal);
        let Some((metal, known)) = asked.map(|m| (m, true)).or_else(|| metal_of(metal)) else {
            if is_cid(cid) {
                self.issue(at, "metal", false, metal, cid);
            } else {
                self.issue(at, "stray", false, [metal, cid, name].join(" ").trim(), "");
            }
            return;
        };
        if !known && !is_cid(cid) {
            return self.issue(at, "stray", false, [row.get(Metal), cid, name].join(" ").trim(), "");
        }
        if !known {
            self.issue(at, "metal_kept", true, row.get(Metal), cid);
        }
        if !is_cid(cid) {
            let code = if cid.is_empty() { "cid_missing" } else { "cid" };
            return self.issue(at, code, false, if cid.is_empty() { name } else { cid }, metal.name());
        }
        let cid = normal_cid(cid);
        if standard.is_empty() && name.is_empty() {
            return self.issue(at, "name_missing", false, &cid, "");
        }
        if !row.get(Country).is_empty() && country_code(row.get(Country)).is_none() {
            self.issue(at, "country", true, row.get(Country), &cid);
        }
        if self.list.kind == ListKind::Revisions {
            return match revision(row, &cid, metal) {
                Ok(revision) if self.is_asked(metal) => self.list.revisions.push(revision),
                Ok(revision) => {
                    self.list.other_minerals += 1;
                    self.list.other_revisions.push(revision);
                }
                Err((code, text)) => {
                    let column = if code == "date" { Some(Date) } else { column_of(code) };
                    self.issue_in(at, column, code, false, &text, &cid);
                }
            };
        }
        if self.list.kind == ListKind::Own {
            match mark(row, &cid) {
                Ok(mark) => self.list.marks.extend(mark),
                Err((column, text)) => {
                    return self.issue_in(at, Some(column), "date", false, &text, &cid);
                }
            }
            // Several marks of one smelter are no repetition.
            if self.by_cid.contains_key(&cid) {
                return;
            }
        }
        if self.is_asked(metal) { self.entry(row, cid, metal) } else { self.other(row, cid, metal) }
    }

    fn is_asked(&self, metal: Metal) -> bool {
        self.metals.contains(&metal)
    }

    /// A smelter of a metal that no template asks about: its first row says all that is kept.
    fn other(&mut self, row: &ListRow, cid: String, metal: Metal) {
        self.list.other_minerals += 1;
        if self.list.others.iter().any(|e| e.cid == cid) {
            return;
        }
        let mut entry = new_entry(row, &cid, metal);
        entry.audit = self.audit(row, &cid);
        self.list.others.push(entry);
    }

    fn entry(&mut self, row: &ListRow, cid: String, metal: Metal) {
        use ListColumn::*;
        let (at, name) = (row.row, row.get(Name));
        let standard = if row.get(Standard).is_empty() { name } else { row.get(Standard) };
        if !says_something(standard) {
            return self.issue(at, "name", false, standard, &cid);
        }
        let Some(index) = self.by_cid.get(&cid).copied() else {
            let mut entry = new_entry(row, &cid, metal);
            entry.audit = self.audit(row, &cid);
            self.by_cid.insert(cid, self.list.entries.len());
            self.list.entries.push(entry);
            self.seen.insert((self.list.entries.len() - 1, name.to_owned()));
            return self.alias(row, self.list.entries.len() - 1);
        };
        let known = self.list.entries[index].clone();
        if known.metal != metal {
            return self.issue(at, "metal_conflict", false, &cid, known.metal.name());
        }
        if known.name != standard {
            self.issue(at, "standard_conflict", true, standard, &known.name);
        }
        let country = row.get(Country);
        let differs = country_code(country) != country_code(&known.country);
        if !country.is_empty() && !known.country.is_empty() && differs {
            self.issue(at, "country_conflict", true, country, &known.country);
        }
        if !self.seen.insert((index, name.to_owned())) && row.get(OldId).is_empty() {
            return self.issue(at, "repeated", false, &cid, name);
        }
        self.alias(row, index);
    }

    fn alias(&mut self, row: &ListRow, index: usize) {
        let (name, old) = (row.get(ListColumn::Name), row.get(ListColumn::OldId));
        if !name.is_empty() && !says_something(name) {
            let cid = self.list.entries[index].cid.clone();
            self.issue(row.row, "name", false, name, &cid);
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
        if let Some(last) = answer::parse_date(date) {
            if let Some(as_of) = self.as_of.filter(|as_of| last > *as_of) {
                self.issue(row.row, "audit_future", true, &format!("{cid} {last}"), &as_of.to_string());
            }
            audit.last = Some(last);
        } else if !date.is_empty() {
            self.issue_in(row.row, Some(AuditDate), "date", true, date, cid);
        }
        (audit != Audit::default()).then_some(audit)
    }

    /// Names that lead to two smelters of one metal: nobody can be sure which is meant.
    fn shared_names(&mut self) {
        let mut first: HashMap<(Metal, String), usize> = HashMap::new();
        let mut shared = Vec::new();
        for (i, entry) in self.list.entries.iter().enumerate() {
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                let other = *first.entry((entry.metal, name_words::words(name).join(" "))).or_insert(i);
                if other != i {
                    shared.push((name.clone(), format!("{} / {}", self.list.entries[other].cid, entry.cid)));
                }
            }
        }
        for (name, cids) in shared {
            self.issue(0, "name_shared", true, &name, &cids);
        }
    }
}

/// An entry as a row has it, under its standard name.
fn new_entry(row: &ListRow, cid: &str, metal: Metal) -> Entry {
    use ListColumn::*;
    let standard = [Standard, Name].map(|column| row.get(column)).into_iter().find(|name| !name.is_empty());
    Entry {
        cid: cid.to_owned(),
        metal,
        name: standard.unwrap_or_default().to_owned(),
        aliases: Vec::new(),
        country: row.get(Country).to_owned(),
        city: row.get(City).to_owned(),
        state: row.get(State).to_owned(),
        old_ids: Vec::new(),
        audit: None,
    }
}

/// The column in which an issue stands, where it stands in one.
fn column_of(code: &str) -> Option<ListColumn> {
    use ListColumn::*;
    Some(match code {
        "metal" | "metal_kept" | "metal_conflict" => Metal,
        "cid" | "cid_missing" => Cid,
        "name" | "name_missing" | "repeated" => Name,
        "standard_conflict" => Standard,
        "country" | "country_conflict" => Country,
        "audit_future" => AuditDate,
        "basis" => Basis,
        _ => return None,
    })
}

/// Whether a name has at least two letters or digits, or one of a script that writes words in one.
fn says_something(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphanumeric()).count() > 1 || name.chars().any(name_words::is_eastern)
}
