//! A row of a list as it stands in the file, and what its columns mean.

use crate::answer;
use serde::{Deserialize, Serialize};

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
    /// What the company counts it as.
    Class,
    /// Where that is said.
    Source,
    /// The first day on which that holds.
    From,
    /// The last one.
    To,
    /// The region's ISO 3166-2 code.
    RegionCode,
    /// The region's name.
    Region,
    /// What an area is.
    Status,
    /// The number in a list of those that nobody may trade with.
    Number,
    /// What is listed there: a company, a person, a vessel.
    Type,
    /// Under which programme.
    Programme,
    /// Another name of one that is listed.
    Alias,
}

impl ListColumn {
    /// All columns; a row's texts stand in this order.
    pub const ALL: [ListColumn; 27] = [
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
        ListColumn::Class,
        ListColumn::Source,
        ListColumn::From,
        ListColumn::To,
        ListColumn::RegionCode,
        ListColumn::Region,
        ListColumn::Status,
        ListColumn::Number,
        ListColumn::Type,
        ListColumn::Programme,
        ListColumn::Alias,
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

    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| answer::is_blank(cell))
    }

    /// Sets a text.
    pub fn set(&mut self, column: ListColumn, text: impl Into<String>) {
        self.cells[column as usize] = text.into();
    }
}
