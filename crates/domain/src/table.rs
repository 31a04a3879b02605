//! The tables of a declaration. Whoever reads, shows, stores or writes rows goes through [`Row`] and [`Rows`] and knows no
//! table; rules, which do, use the fields of those that are built in by name. A definition may bring others along.

mod kind;
mod open;

pub use kind::{Table, TableWords};
pub use open::{OpenRow, OpenRows};

use kind::Kind;

use crate::{Texts, answer};
use serde::de::DeserializeOwned;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;

/// Most characters of a row's own name beside its number.
const LONGEST_NAME: usize = 60;

/// Names a row for as long as its draft lives; drawn at random by whoever adds the row, so that two people adding
/// rows at once do not collide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RowId(pub u64);

/// A row of any table. Columns are counted from 0, in the order of [`Table::columns`].
pub trait Row {
    fn id(&self) -> RowId;
    /// Where it stands among the others; see [`crate::draft::GAP`].
    fn order(&self) -> u64;
    /// The sheet row (from 1) where a workbook had it; unset for rows typed in the form.
    fn sheet_row(&self) -> Option<u32>;
    /// Gives it name and place.
    fn place(&mut self, id: RowId, order: u64, sheet_row: Option<u32>);
    /// The text of a column; empty for a column that there is not.
    fn cell(&self, col: usize) -> &str;
    /// The text of a column, to change.
    fn cell_mut(&mut self, col: usize) -> Option<&mut String>;
    /// Whether nothing is said in the columns that make it a row.
    fn is_blank(&self) -> bool;
}

/// The rows of any table, in order.
pub trait Rows {
    /// How many there are.
    fn count(&self) -> usize;
    /// One of them.
    fn row(&self, index: usize) -> Option<&dyn Row>;
    /// One of them, to change.
    fn row_mut(&mut self, index: usize) -> Option<&mut dyn Row>;
    /// Puts a blank one behind the others.
    fn add(&mut self) -> &mut dyn Row;
    /// Takes one out.
    fn remove(&mut self, index: usize);
}

impl<R: Row + Default> Rows for Vec<R> {
    fn count(&self) -> usize {
        self.len()
    }

    fn row(&self, index: usize) -> Option<&dyn Row> {
        self.get(index).map(|r| r as &dyn Row)
    }

    fn row_mut(&mut self, index: usize) -> Option<&mut dyn Row> {
        self.get_mut(index).map(|r| r as &mut dyn Row)
    }

    fn add(&mut self) -> &mut dyn Row {
        self.push(R::default());
        let last = self.len() - 1;
        &mut self[last]
    }

    fn remove(&mut self, index: usize) {
        if index < self.len() {
            Vec::remove(self, index);
        }
    }
}

impl dyn Rows + '_ {
    pub fn iter(&self) -> impl Iterator<Item = &dyn Row> {
        (0..self.count()).filter_map(|i| self.row(i))
    }

    /// Where a row stands.
    pub fn position(&self, id: RowId) -> Option<usize> {
        self.iter().position(|r| r.id() == id)
    }

    /// The number that people see for a row, everywhere: its place in the list, 1 for the first. Rows that say nothing
    /// do not count, for they do not come in with a submission.
    pub fn number(&self, id: RowId) -> Option<usize> {
        let mut number = 1;
        for row in self.iter() {
            if row.id() == id {
                return Some(number);
            }
            number += usize::from(!row.is_blank());
        }
        None
    }

    /// A row by its name.
    pub fn find(&self, id: RowId) -> Option<&dyn Row> {
        self.iter().find(|r| r.id() == id)
    }
}

macro_rules! tables {
    ($($(#[$about:meta])* $table:ident $rows:ident $key:literal $sheet:literal $first:literal $row:ident $col:ident {
        $($(#[$doc:meta])* $variant:ident $field:ident $letter:literal,)*
    } empty without $($makes:ident)+, known by $($named:ident)+, in brief $($brief:ident)+;)+) => {
        impl Table {
            $(
                $(#[$about])*
                pub const $table: Table = Table(&Kind {
                    name: stringify!($rows),
                    key: $key,
                    sheet: $sheet,
                    first_row: $first,
                    columns: &[$(stringify!($field),)*],
                    letters: &[$($letter,)*],
                    named_by: &[$(stringify!($named),)+],
                    brief: &[$(stringify!($brief),)+],
                });
            )+

            /// The tables whose columns rules know by name.
            pub(crate) const BUILT_IN: &[Table] = &[$(Table::$table,)+];

            /// Reads a row's JSON: an object, and each column that it has a text.
            pub(crate) fn parse_row(self, text: &str) -> Option<Box<dyn Row>> {
                $(if self == Table::$table {
                    return Some(Box::new(row_of::<$row>(text)?));
                })+
                Some(Box::new(OpenRow::parse(self, text)?))
            }
        }

        $(
            $(#[$about])*
            #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(default)]
            pub struct $row {
                /// Names the row.
                pub id: RowId,
                /// Where the row stands among the others; see [`crate::draft::GAP`].
                pub order: u64,
                /// The sheet row (from 1) where a workbook had it; unset for rows typed in the form.
                #[serde(skip_serializing_if = "Option::is_none")]
                pub sheet_row: Option<u32>,
                $($(#[$doc])* #[serde(skip_serializing_if = "String::is_empty")] pub $field: String,)*
            }

            $(#[$about])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
            #[serde(rename_all = "snake_case")]
            pub enum $col { $($(#[$doc])* $variant,)* }

            impl $col {
                /// Every column, left to right.
                pub const ALL: &[$col] = &[$($col::$variant,)*];

                /// The key used in paths, texts and JSON.
                pub fn key(self) -> &'static str { Table::$table.columns()[self as usize] }

                /// Finds a column by its key.
                pub fn parse(key: &str) -> Option<$col> {
                    $col::ALL.iter().copied().find(|c| c.key() == key)
                }
            }

            impl $row {
                /// The text of one column.
                pub fn get(&self, col: $col) -> &str { match col { $($col::$variant => &self.$field,)* } }

                /// The text of one column, to change.
                pub fn get_mut(&mut self, col: $col) -> &mut String {
                    match col { $($col::$variant => &mut self.$field,)* }
                }

                /// Whether nothing is said in the columns that make it a row.
                pub fn is_empty(&self) -> bool { true $(&& answer::is_blank(&self.$makes))+ }
            }

            impl Row for $row {
                fn id(&self) -> RowId { self.id }
                fn order(&self) -> u64 { self.order }
                fn sheet_row(&self) -> Option<u32> { self.sheet_row }
                fn place(&mut self, id: RowId, order: u64, sheet_row: Option<u32>) {
                    (self.id, self.order, self.sheet_row) = (id, order, sheet_row);
                }
                fn is_blank(&self) -> bool { self.is_empty() }
                fn cell(&self, col: usize) -> &str { $col::ALL.get(col).map_or("", |c| self.get(*c)) }
                fn cell_mut(&mut self, col: usize) -> Option<&mut String> {
                    $col::ALL.get(col).map(|c| self.get_mut(*c))
                }
            }
        )+

        /// The answers to one template: single fields by key, and tables.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct Declaration {
            /// Answers by field key (`company.name`, `q1.tin`, `q1.tin.comment`, `a`); missing means blank.
            pub answers: BTreeMap<String, String>,
            $($(#[$about])* pub $rows: Vec<$row>,)+
            /// The rows of tables that a definition brings along.
            #[serde(skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "open::read")]
            pub others: BTreeMap<Table, OpenRows>,
        }

        impl Declaration {
            /// The rows of a table.
            pub fn rows(&self, table: Table) -> &dyn Rows {
                $(if table == Table::$table {
                    return &self.$rows;
                })+
                self.others.get(&table).map_or(&open::NONE, |rows| rows as &dyn Rows)
            }

            /// Takes out the rows of a table that say nothing.
            pub fn remove_empty(&mut self, table: Table) {
                $(if table == Table::$table {
                    return self.$rows.retain(|row| !row.is_empty());
                })+
                self.others.entry(table).and_modify(OpenRows::remove_empty);
                self.others.retain(|_, rows| rows.count() > 0);
            }

            /// Takes the rows of a table over from another declaration, in place of its own.
            pub fn take_rows(&mut self, table: Table, mut from: Declaration) {
                $(if table == Table::$table {
                    self.$rows = from.$rows;
                    return;
                })+
                match from.others.remove(&table) {
                    Some(rows) => self.others.insert(table, rows),
                    None => self.others.remove(&table),
                };
            }

            /// Puts in a row that is stored as JSON, under its name. What is no such row is left out.
            pub(crate) fn read_row(&mut self, table: Table, id: RowId, text: &str) {
                $(if table == Table::$table {
                    if let Some(mut row) = row_of::<$row>(text) {
                        row.id = id;
                        self.$rows.push(row);
                    }
                    return;
                })+
                if let Some(row) = OpenRow::parse(table, text) {
                    self.others.entry(table).or_insert_with(|| OpenRows::new(table)).push(id, row);
                }
            }

            /// Puts the rows of every table in their order.
            pub(crate) fn sort_rows(&mut self) {
                $(self.$rows.sort_by_key(|row| (row.order, row.id));)+
                self.others.values_mut().for_each(OpenRows::sort);
            }

            /// The rows of a table, to change.
            pub fn rows_mut(&mut self, table: Table) -> &mut dyn Rows {
                $(if table == Table::$table {
                    return &mut self.$rows;
                })+
                self.others.entry(table).or_insert_with(|| OpenRows::new(table))
            }
        }
    };
}

tables! {
    /// The smelter list. Texts are kept as written.
    SMELTERS smelters "smelter" "Smelter List" 5 SmelterRow SmelterCol {
        /// Column A: smelter identification number typed by the supplier (CID).
        Cid cid "A",
        /// Column B: metal.
        Metal metal "B",
        /// Column C: look-up choice: a name from the list, `Smelter not listed` or `Smelter not yet identified`.
        Lookup lookup "C",
        /// Column D: smelter name.
        Name name "D",
        /// Column E: country where the smelter stands (never where the ore was mined).
        Country country "E",
        /// Column F: smelter identification.
        Identification identification "F",
        /// Column G: source of the identification number.
        Source source "G",
        /// Column H: street.
        Street street "H",
        /// Column I: city.
        City city "I",
        /// Column J: state or province.
        State state "J",
        /// Column K: contact name at the smelter (personal data).
        Contact contact "K",
        /// Column L: contact e-mail at the smelter (personal data).
        Email email "L",
        /// Column M: proposed next steps.
        NextSteps next_steps "M",
        /// Column N: names of mines, or `recycled` or `scrap`.
        Mine mine "N",
        /// Column O: country of origin (where the ore was mined), or `recycled` or `scrap`.
        MineCountry mine_country "O",
        /// Column P: whether all feedstock is recycled or scrap: `Yes`, `No`, `Unknown`.
        Recycled recycled "P",
        /// Column Q: comments.
        Comment comment "Q",
    } empty without cid metal lookup name, known by name lookup cid, in brief metal cid name country recycled;

    /// The product list. Texts are kept as written.
    PRODUCTS products "product" "Product List" 6 ProductRow ProductCol {
        /// Column B: the supplier's product number.
        Number number "B",
        /// Column C: the supplier's product name.
        Name name "C",
        /// The asking company's product number (CMRT 6.6, found by header).
        RequesterNumber requester_number "D",
        /// The asking company's product name (CMRT 6.6, found by header).
        RequesterName requester_name "E",
        /// Comments: column D, or F in 6.6; found by header.
        Comment comment "F",
    } empty without number name requester_number requester_name comment, known by number name,
      in brief number name requester_number requester_name comment;
}

impl Table {
    /// Which column a key means.
    pub fn column(self, key: &str) -> Option<usize> {
        self.columns().iter().position(|c| *c == key)
    }

    /// What people call a row of a declaration: `Smelter 3 (Ore Works)`; without a number where it is not there.
    pub fn row_label(self, texts: &Texts, d: &Declaration, id: RowId) -> String {
        let rows = d.rows(self);
        let number = rows.number(id).map_or("?".to_owned(), |n| n.to_string());
        let key = format!("answer.place.{}", self.key());
        let name = rows.find(id).map_or("", |row| self.row_name(row));
        if name.is_empty() {
            return texts.fmt(&key, &[("row", &number)]);
        }
        let short: String = name.chars().take(LONGEST_NAME).collect();
        let name = if short.len() < name.len() { short + "…" } else { short };
        texts.fmt("answer.place.named", &[("place", &texts.fmt(&key, &[("row", &number)])), ("name", &name)])
    }

    /// What a row is about, in its own words; empty where it has none.
    fn row_name(self, row: &dyn Row) -> &str {
        let said = self.0.named_by.iter().filter_map(|key| Some(answer::clean(row.cell(self.column(key)?))));
        said.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The cells of a row that say something, with the keys of their columns.
    pub fn filled(self, row: &dyn Row) -> impl Iterator<Item = (&'static str, &str)> {
        let cells = self.columns().iter().enumerate().map(|(i, key)| (*key, row.cell(i)));
        cells.filter(|(_, text)| !text.is_empty())
    }

    /// Writes a row as JSON, blank columns left out.
    pub fn row_json(self, row: &dyn Row) -> String {
        serde_json::to_string(&StoredRow { table: self, row }).unwrap_or_default()
    }
}

/// Reads a row's JSON, which is an object: a list would do for serde as well.
fn row_of<R: DeserializeOwned>(text: &str) -> Option<R> {
    serde_json::from_str(text).ok().filter(|_| text.starts_with('{'))
}

/// A row of any table as it is stored.
pub(crate) struct StoredRow<'a> {
    pub(crate) table: Table,
    pub(crate) row: &'a dyn Row,
}

impl Serialize for StoredRow<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("id", &self.row.id())?;
        map.serialize_entry("order", &self.row.order())?;
        if let Some(sheet_row) = self.row.sheet_row() {
            map.serialize_entry("sheet_row", &sheet_row)?;
        }
        for (key, text) in self.table.filled(self.row) {
            map.serialize_entry(key, text)?;
        }
        map.end()
    }
}
