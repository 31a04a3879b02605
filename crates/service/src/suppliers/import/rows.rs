//! What is said of the rows of a file: cells that nobody wrote so, and what is taken and may still hurt later.

use super::letters::{self, Odd};
use super::preview::{RowChange, RowProblem};
use crate::records::Supplier;
use crate::suppliers::columns::Column;
use crate::suppliers::languages::language;
use crate::suppliers::values;
use domain::answer;
use domain::rules::{is_placeholder, is_placeholder_email};

/// What in a row's cells is nothing that a person wrote there.
pub(super) fn odd_cells(
    cells: &[String],
    header: &[String],
    row: u32,
    separator: Option<char>,
) -> Vec<RowProblem> {
    let mut out = Vec::new();
    for (at, text) in cells.iter().enumerate() {
        let beyond = at >= header.len() && !answer::is_blank(text);
        let what = match letters::odd(text, separator) {
            Some(Odd::Lines) => "problem.lines_in_cell",
            Some(Odd::Letters) => "problem.wrong_letters",
            None if beyond => "problem.more_cells",
            None => continue,
        };
        let (column, value) = (header.get(at).cloned().unwrap_or_default(), text.chars().take(80).collect());
        out.push(RowProblem { row, column, text: what.to_owned(), value, other: None });
        if beyond {
            break;
        }
    }
    out
}

/// What is taken from a row and may still hurt later.
pub(super) fn notes<'a>(
    change: &RowChange,
    cell: &impl Fn(Column) -> &'a str,
    header_of: &impl Fn(&str) -> String,
    same_address: Option<u32>,
) -> Vec<RowProblem> {
    let supplier = &change.supplier;
    let mut out = Vec::new();
    let mut note = |fact: Column, text: &str, value: &str, other| {
        let (column, text) = (header_of(fact.key()), text.to_owned());
        out.push(RowProblem {
            row: change.row,
            column,
            text,
            value: value.chars().take(80).collect(),
            other,
        });
    };
    let name = cell(Column::Name);
    if is_placeholder(name) {
        note(Column::Name, "problem.no_name", name, None);
    }
    if !supplier.email.is_empty() {
        if is_placeholder_email(&supplier.email) {
            note(Column::Email, "import.note.nobodys_email", &supplier.email, None);
        }
        if same_address.is_some() {
            note(Column::Email, "import.note.same_email", &supplier.email, same_address);
        }
        let written = cell(Column::Email);
        if !written.is_empty() && written.to_lowercase() != supplier.email {
            note(Column::Email, "import.note.email_read", written, None);
        }
        if supplier.contact_name.is_empty() {
            note(Column::ContactName, "import.note.no_contact", "", None);
        }
    }
    for (fact, kept) in
        [(Column::SecondEmail, &supplier.second_email), (Column::BuyerEmail, &supplier.buyer_email)]
    {
        let written = cell(fact);
        if is_placeholder_email(kept) {
            note(fact, "import.note.nobodys_email", kept, None);
        } else if !written.is_empty() && written.to_lowercase() != *kept {
            note(fact, "import.note.email_read", written, None);
        }
    }
    if !supplier.second_email.is_empty() && supplier.second_email == supplier.email {
        note(Column::SecondEmail, "import.note.second_is_first", &supplier.second_email, None);
    }
    for fact in [Column::SecondLanguage, Column::BuyerLanguage] {
        let written = cell(fact);
        if !written.is_empty() && language(written).is_none() {
            note(fact, "import.note.language_left_out", written, None);
        }
    }
    let wish = cell(Column::Language);
    if language(wish).is_none() {
        note(Column::Language, "import.note.language_unknown", wish, None);
    } else if !wish.is_empty() && supplier.spoken() != supplier.language && supplier.language != "zh-Hant" {
        note(Column::Language, "import.note.language_later", wish, None);
    }
    out
}

/// The shares of a column that have no sign: are they percentages, or parts of 1?
#[derive(Default)]
pub(super) struct Shares {
    count: usize,
    sum: f64,
    largest: f64,
    /// All that was read, in hundredths of a percent.
    read: i64,
}

impl Shares {
    pub(super) fn add(&mut self, text: &str, read: Option<i64>) {
        self.read += read.unwrap_or(0);
        if let Ok(share) = text.replace(',', ".").parse::<f64>() {
            self.count += 1;
            self.sum += share;
            self.largest = self.largest.max(share);
        }
    }

    /// Their sum in percent, where it is more than the whole and what rounding adds.
    pub(super) fn beyond_all(&self) -> Option<String> {
        (self.read > 10_100).then(|| values::percent(self.read))
    }

    /// Their sum, where all of them together are hardly 1: percentages of the whole spend would be more.
    pub(super) fn like_fractions(&self) -> Option<String> {
        let all = self.count > 1 && self.largest > 0.0 && self.largest <= 1.0 && self.sum <= 1.02;
        all.then(|| format!("{:.2}", self.sum))
    }
}

pub(super) fn changes(old: &Supplier, new: &Supplier) -> Vec<(&'static str, String, String)> {
    let both = Column::ALL.iter().map(|column| (column.key(), column.get(old), column.get(new)));
    both.filter(|(_, old, new)| old != new).collect()
}
