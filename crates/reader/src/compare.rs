//! What a workbook would change in a draft: cell by cell, section by section.
//!
//! A blank cell erases nothing that was typed. A table of the workbook takes the place of the draft's, since rows are
//! what is corrected in a workbook; a workbook without rows leaves the draft's alone.

use crate::model::Part;
use domain::template::{Section, option_text};
use domain::{Change, Declaration, Draft, Row, RowId, Rows, Table, Template, Texts, answer};
use std::collections::{BTreeMap, BTreeSet};

/// Most lines that one section shows.
const MOST: usize = 25;

/// What would change, section by section, and the changes that make it so.
pub fn compare(
    draft: &Draft,
    workbook: &Declaration,
    template: &Template,
    texts: &Texts,
    mut random: impl FnMut() -> u64,
) -> (Vec<Part>, Vec<Change>) {
    let mut target = draft.clone();
    let mut sections = Vec::new();
    for section in template.sections() {
        let mut part =
            Part { title: texts.get(&format!("section.{}", section.key())).to_owned(), ..Part::default() };
        let mut counts = Counts::default();
        match section.table() {
            Some(table) => {
                let (old, new) = (draft.declaration.rows(table), workbook.rows(table));
                if new.count() > 0 {
                    let mut part_of = Declaration::default();
                    take(table, old, new, part_of.rows_mut(table), &mut random, &mut counts);
                    lines(table, old, part_of.rows(table), texts, &mut part);
                    target.declaration.take_rows(table, part_of);
                }
            }
            None => answers(&mut target, workbook, template, section, texts, &mut part, &mut counts),
        }
        part.summary = counts.words(texts, part.lines.len() + part.more);
        if !part.lines.is_empty() {
            sections.push(part);
        }
    }
    (sections, draft.changes_to(&target))
}

#[derive(Default)]
struct Counts {
    table: bool,
    added: usize,
    changed: usize,
    removed: usize,
}

impl Counts {
    fn words(&self, texts: &Texts, lines: usize) -> String {
        if !self.table {
            return texts.fmt("import.answers", &[("n", &lines.to_string())]);
        }
        let (a, c, r) = (self.added.to_string(), self.changed.to_string(), self.removed.to_string());
        texts.fmt("import.rows", &[("added", &a), ("changed", &c), ("removed", &r)])
    }
}

fn answers(
    target: &mut Draft,
    workbook: &Declaration,
    template: &Template,
    section: Section,
    texts: &Texts,
    part: &mut Part,
    counts: &mut Counts,
) {
    for field in template.section(section) {
        let new = workbook.answer(&field.key);
        let old = target.declaration.answer(&field.key).to_owned();
        if answer::is_blank(new) || new == old {
            continue;
        }
        let mut place = texts.get(&format!("field.{}.label", field.text)).to_owned();
        if !field.number.is_empty() {
            place = format!("{} {place}", field.number);
        }
        if let Some(metal) = field.metal {
            place = format!("{} · {place}", texts.get(&format!("metal.{}", metal.key())));
        }
        let choice = !field.options().is_empty();
        let shown = |v: &str| if choice { named(v, texts) } else { v.to_owned() };
        push(part, || [place, shown(&old), shown(new)]);
        counts.changed += 1;
        target.declaration.set(&field.key, new);
    }
}

/// A choice in the person's language; anything else as it stands.
fn named(value: &str, texts: &Texts) -> String {
    let key = match domain::template::metal(value) {
        Some(metal) => format!("metal.{}", metal.key()),
        None => option_text(value),
    };
    if texts.has(&key) { texts.get(&key).to_owned() } else { value.to_owned() }
}

/// Adds a line, which is put into words only where it is shown.
fn push(part: &mut Part, line: impl FnOnce() -> [String; 3]) {
    if part.lines.len() < MOST {
        part.lines.push(line());
    } else {
        part.more += 1;
    }
}

/// By what a row is known again: rows with equal keys are the same row, corrected.
fn known_by(table: Table, row: &dyn Row) -> String {
    let cell = |key: &str| answer::clean(table.column(key).map_or("", |col| row.cell(col)));
    if table != Table::SMELTERS {
        // What tells one row from another stands in its first column.
        return answer::clean(row.cell(0)).to_lowercase();
    }
    let metal = match domain::template::metal(cell("metal")) {
        Some(metal) => metal.key(),
        None => cell("metal"),
    };
    let name = ["cid", "lookup", "name"].map(cell).into_iter().find(|t| !t.is_empty());
    format!("{metal}|{}|{}", name.unwrap_or(""), cell("mine")).to_lowercase()
}

/// A row as it is compared.
fn text(table: Table, row: &dyn Row) -> String {
    let cells: Vec<&str> = table.filled(row).map(|(_, text)| text).collect();
    cells.join(" · ")
}

/// A row as a person reads it: what stands in two cells is said once.
fn said(table: Table, row: &dyn Row, texts: &Texts) -> String {
    let mut said: Vec<String> = Vec::new();
    for text in table.filled(row).map(|(_, cell)| named(cell, texts)) {
        if !said.contains(&text) {
            said.push(text);
        }
    }
    said.join(" · ")
}

/// The workbook's rows with the ids of the draft's rows that they are known to be.
fn take(
    table: Table,
    old: &dyn Rows,
    new: &dyn Rows,
    into: &mut dyn Rows,
    random: &mut impl FnMut() -> u64,
    counts: &mut Counts,
) {
    counts.table = true;
    let mut free: BTreeMap<String, Vec<&dyn Row>> = BTreeMap::new();
    for i in (0..old.count()).rev() {
        if let Some(row) = old.row(i) {
            free.entry(known_by(table, row)).or_default().push(row);
        }
    }
    for (i, row) in new.iter().enumerate() {
        let copy = into.add();
        for col in 0..table.columns().len() {
            if let Some(cell) = copy.cell_mut(col) {
                row.cell(col).clone_into(cell);
            }
        }
        let order = (i as u64 + 1) * domain::draft::GAP;
        let id = match free.get_mut(&known_by(table, row)).and_then(Vec::pop) {
            Some(known) => {
                counts.changed += usize::from(text(table, row) != text(table, known));
                known.id()
            }
            None => {
                counts.added += 1;
                RowId(random())
            }
        };
        copy.place(id, order, row.sheet_row());
    }
    counts.removed = free.values().map(Vec::len).sum();
}

/// Rows with the number that people see for each.
fn numbered(rows: &dyn Rows) -> impl Iterator<Item = (usize, &dyn Row)> {
    let mut next = 1;
    rows.iter().map(move |row| {
        let number = next;
        next += usize::from(!row.is_blank());
        (number, row)
    })
}

/// The rows that come, change and go, as lines.
fn lines(table: Table, old: &dyn Rows, new: &dyn Rows, texts: &Texts, part: &mut Part) {
    let before: BTreeMap<RowId, &dyn Row> = old.iter().map(|r| (r.id(), r)).collect();
    let place = |n: usize| texts.fmt(&format!("answer.place.{}", table.key()), &[("row", &n.to_string())]);
    for (n, row) in numbered(new) {
        let was = before.get(&row.id());
        let now = text(table, row);
        if was.map_or_else(|| !now.is_empty(), |r| text(table, *r) != now) {
            push(part, || {
                [place(n), was.map_or(String::new(), |r| said(table, *r, texts)), said(table, row, texts)]
            });
        }
    }
    let after: BTreeSet<RowId> = new.iter().map(|r| r.id()).collect();
    for (n, row) in numbered(old).filter(|(_, r)| !after.contains(&r.id())) {
        push(part, || [place(n), said(table, row, texts), String::new()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SmelterRow;

    fn smelter(id: u64, cid: &str, comment: &str) -> SmelterRow {
        SmelterRow {
            id: RowId(id),
            order: id << 16,
            metal: "Tin".into(),
            cid: cid.into(),
            comment: comment.into(),
            ..SmelterRow::default()
        }
    }

    #[test]
    fn x32_what_fills_in_leads_from_draft_to_workbook_and_keeps_what_it_leaves_blank() {
        let mut draft = Draft::default();
        draft.declaration.set("company.name", "Kestrel");
        draft.declaration.set("company.id", "typed");
        draft.declaration.smelters =
            vec![smelter(1, "CID900001", ""), smelter(2, "CID900002", ""), smelter(3, "CID900003", "")];
        let mut workbook = Declaration::default();
        workbook.set("company.name", "Kestrel Metalworks");
        workbook.set("q1.tin", "Yes");
        workbook.smelters = vec![
            smelter(5, "CID900002", "corrected"),
            smelter(6, "cid900001", ""),
            smelter(7, "CID900009", ""),
        ];
        let template = domain::template::cmrt("6.5").unwrap();
        let mut n = 100;
        let (sections, changes) = compare(&draft, &workbook, template, &Texts::default(), || {
            n += 1;
            n
        });
        let mut after = draft.clone();
        after.apply(&changes);
        assert_eq!(after.declaration.answer("company.name"), "Kestrel Metalworks");
        assert_eq!(after.declaration.answer("company.id"), "typed");
        assert_eq!(after.declaration.answer("q1.tin"), "Yes");
        let ids: Vec<u64> = after.declaration.smelters.iter().map(|r| r.id.0).collect();
        assert_eq!(ids, [2, 1, 101]);
        assert_eq!(after.declaration.smelters[0].comment, "corrected");
        let smelters = sections.last().unwrap();
        assert_eq!(smelters.lines.len(), 4, "one added, two changed, one removed: {smelters:?}");
        let again = compare(&after, &workbook, template, &Texts::default(), || 0);
        assert!(again.0.is_empty() && again.1.is_empty(), "reading it again changes nothing");
    }
}
