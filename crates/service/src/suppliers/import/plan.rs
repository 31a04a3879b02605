//! Working out what an import would do.

use super::preview::{Preview, RowChange, RowProblem};
use super::rows::{Shares, changes, notes, odd_cells};
use super::upload::{HEADER_WITHIN, Reading, Uploaded};
use super::{TWICE, letters};
use crate::records::{Supplier, SupplierId};
use crate::suppliers::columns::Column;
use crate::suppliers::contacts::same_address;
use crate::suppliers::directory::tidy;
use crate::suppliers::mapping::guess;
use crate::suppliers::values;
use crate::team::setup::normal_email;
use domain::answer;
use domain::rules::is_placeholder;
use std::collections::HashMap;

/// Works out what an import would do. Pure, so that preview and confirmation cannot differ. None where there is no
/// such table.
pub fn plan(file: &Uploaded, reading: &Reading, known: &[Supplier]) -> Option<Preview> {
    let cut = file.chosen(reading)?;
    let header = cut.header();
    let mut mapping = reading.mapping.clone().unwrap_or_else(|| guess(&header));
    mapping.resize(header.len(), None);
    let first_rows = cut.table.rows.iter().take(HEADER_WITHIN.min(10));
    let mut out = Preview {
        file: file.file.clone(),
        tables: file.tables.iter().map(|t| (t.source.clone(), t.hidden)).collect(),
        table: cut.index,
        header_row: cut.table.rows.get(cut.header).map_or(0, |r| r.row),
        first_rows: first_rows.map(|r| (r.row, r.cells.clone())).collect(),
        doubtful: cut.named < 2,
        fractions: reading.fractions,
        sample: cut.rows().iter().take(5).map(|r| r.cells.clone()).collect(),
        header,
        ..Preview::default()
    };
    let key = |s: &str| answer::clean(s).to_lowercase();
    let by_reference: HashMap<String, &Supplier> =
        known.iter().filter(|s| !s.reference.is_empty()).map(|s| (key(&s.reference), s)).collect();
    let mut by_email: HashMap<&str, Vec<&Supplier>> = HashMap::new();
    for supplier in known.iter().filter(|s| !s.email.is_empty()) {
        by_email.entry(&supplier.email).or_default().push(supplier);
    }
    let out_header = out.header.clone();
    let column_of = |fact: Column| mapping.iter().position(|c| *c == Some(fact));
    let header_of = |fact: &str| {
        let column = Column::parse(fact).and_then(column_of).and_then(|i| out_header.get(i));
        column.cloned().unwrap_or_default()
    };
    if column_of(Column::Name).is_none() {
        let text = "problem.no_name_column".to_owned();
        out.problems.push(RowProblem {
            row: 1,
            column: String::new(),
            text,
            value: String::new(),
            other: None,
        });
        out.bad_rows = cut.rows().len();
        out.mapping = mapping;
        return Some(out);
    }
    let mut seen_reference: HashMap<String, u32> = HashMap::new();
    let mut seen_supplier: HashMap<SupplierId, u32> = HashMap::new();
    let mut seen_new_email: HashMap<String, u32> = HashMap::new();
    let header_name = header_of("name");
    let mut addresses: HashMap<String, u32> = HashMap::new();
    let mut shares = Shares::default();
    for row in cut.rows() {
        let (number, cells) = (&row.row, &row.cells);
        let cell = |fact: Column| {
            let text = column_of(fact).and_then(|i| cells.get(i)).map_or("", |c| answer::clean(c));
            answer::clean(crate::csv::unguarded(text))
        };
        let mut problems = odd_cells(cells, &out_header, *number, cut.table.separator);
        let mut problem = |fact: &str, text: &str, value: &str, other: Option<u32>| {
            let (text, value) = (text.to_owned(), value.chars().take(80).collect());
            problems.push(RowProblem { row: *number, column: header_of(fact), text, value, other });
        };
        let reference = key(cell(Column::Reference));
        let email = normal_email(cell(Column::Email));
        let old = by_reference.get(&reference).copied().or_else(|| {
            // By address only where it names one supplier, and not one with another number.
            let hits = by_email.get(email.as_str())?;
            let fits = |s: &&&Supplier| reference.is_empty() || s.reference.is_empty();
            (hits.len() == 1).then(|| hits.iter().find(fits).copied()).flatten()
        });
        if !reference.is_empty()
            && let Some(first) = seen_reference.insert(reference.clone(), *number)
        {
            problem("reference", TWICE, cell(Column::Reference), Some(first));
        }
        if reference.is_empty()
            && old.is_none()
            && !email.is_empty()
            && let Some(first) = seen_new_email.insert(email.clone(), *number)
        {
            problem("email", TWICE, cell(Column::Email), Some(first));
        }
        let name = cell(Column::Name);
        // What a spreadsheet says where it could not reckon is nobody's name.
        for fact in Column::ALL.iter().copied().filter(|fact| values::is_fault(cell(*fact))) {
            problem(fact.key(), "problem.cell_fault", cell(fact), None);
        }
        let is_list = cut.table.separator.is_some_and(|it| !name.contains(it));
        if is_list && name.matches('\n').count() > 1 && cells.len() == 1 {
            problem("name", "problem.lines_in_cell", name, None);
        } else if email.is_empty() && cells.iter().any(|c| values::is_total(c)) {
            problem("name", "problem.total_row", name, None);
        } else if email.is_empty()
            && is_placeholder(name)
            && !values::is_fault(name)
            && name.chars().any(char::is_alphabetic)
        {
            problem("name", "problem.no_name", name, None);
        } else if !name.is_empty() && !name.chars().any(char::is_alphabetic) {
            problem("name", "problem.name_no_letters", name, None);
        } else if !name.is_empty() && name == header_name && guess(cells) == guess(&out_header) {
            problem("name", "problem.header_again", name, None);
        }
        let mut supplier = old.cloned().unwrap_or_default();
        for fact in Column::ALL.iter().copied().filter(|f| column_of(*f).is_some()) {
            let text = cell(fact);
            // A blank cell says nothing about a supplier that is known already.
            if text.is_empty() && old.is_some() {
                continue;
            }
            if let Err(text_key) = fact.put(&mut supplier, text, reading.fractions) {
                problem(fact.key(), text_key, text, None);
            }
        }
        if let Some(old) = old
            && let Some(first) = seen_supplier.insert(old.id.clone(), *number)
            && problems.is_empty()
        {
            let (fact, value) = match reference.is_empty() {
                true => ("email", cell(Column::Email)),
                false => ("reference", cell(Column::Reference)),
            };
            let (text, value) = (TWICE.to_owned(), value.chars().take(80).collect());
            let column = header_of(fact);
            problems.push(RowProblem { row: *number, column, text, value, other: Some(first) });
        }
        match tidy(supplier) {
            Err(fields) => {
                for field in fields {
                    let value = Column::parse(&field.field).map_or("", cell).chars().take(80).collect();
                    let (column, text) = (header_of(&field.field), field.text);
                    let new = RowProblem { row: *number, column, text, value, other: None };
                    if !problems.iter().any(|p| p.column == new.column) {
                        problems.push(new);
                    }
                }
            }
            Ok(mut supplier) if problems.is_empty() => {
                // A new address deserves a new try.
                if old.is_some_and(|old| !same_address(&old.email, &supplier.email)) {
                    supplier.mail_problem = None;
                }
                let changes = old.map_or_else(Vec::new, |old| changes(old, &supplier));
                let change = RowChange { row: *number, supplier, changes, handovers: Vec::new() };
                if old.is_none() || !change.changes.is_empty() {
                    let first = addresses.entry(change.supplier.email.clone()).or_insert(*number);
                    out.notes.extend(notes(
                        &change,
                        &cell,
                        &header_of,
                        (*first != *number).then_some(*first),
                    ));
                }
                shares.add(cell(Column::SpendShare), change.supplier.spend_share);
                match old {
                    None if change.supplier.email.is_empty() => out.without_email.push(change),
                    None => out.new.push(change),
                    Some(_) if change.changes.is_empty() => out.unchanged += 1,
                    Some(_) => out.changed.push(change),
                }
            }
            Ok(_) => {}
        }
        if !problems.is_empty() {
            out.bad_rows += 1;
            let repaired = |c: &String| letters::repaired(c).unwrap_or_else(|| c.clone());
            out.bad.push((*number, cells.iter().map(repaired).collect()));
            out.problems.extend(problems);
        }
    }
    if let Some(sum) = shares.beyond_all() {
        let (text, column) = ("import.note.shares_over".to_owned(), header_of("spend_share"));
        out.notes.insert(0, RowProblem { row: out.header_row, column, text, value: sum, other: None });
    }
    if let Some(sum) = shares.like_fractions().filter(|_| !reading.fractions) {
        let (text, column) = ("import.note.fractions".to_owned(), header_of("spend_share"));
        out.notes.insert(0, RowProblem { row: out.header_row, column, text, value: sum, other: None });
    }
    out.mapping = mapping;
    Some(out)
}
