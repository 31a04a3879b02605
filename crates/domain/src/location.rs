//! Places of a declaration, and the one grammar by which they are written: in findings, in drafts, as the names of
//! controls and as their ids. Whoever reads or writes such a text does it with these types.
//!
//! | Type | Written |
//! |---|---|
//! | [`Location`] | `declaration`, `q1.tin`, `smelters`, `smelter.17`, `smelter.17.cid` |
//! | [`FindingKey`] | `SML014@smelter.17.cid` |
//! | [`Explained`] | a finding's key, or `query:0f3a` |
//! | [`EntryPath`] | `f:q1.tin`, `smelter:17`, `why:SML014@smelter.17.cid` |
//! | [`ControlName`] | `f:q1.tin`, `smelter:17:cid`, `why:query:0f3a` |

use crate::{RowId, SmelterCol, Table, Template};
use serde::{Deserialize, Serialize};
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// A text that names no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPlace;

impl Display for NoPlace {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("no place of a declaration")
    }
}

impl std::error::Error for NoPlace {}

/// Where a finding points: to a control in the form, to a cell in the workbook, and to a label. Written, it stays the
/// same while the draft lives, and is the `id` of the control in the form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "lowercase")]
pub enum Location {
    /// The declaration as a whole.
    Declaration,
    /// One answer, by field key.
    Field {
        /// The field key.
        key: String,
    },
    /// A table as a whole.
    Table { table: Table },
    /// One row, or one cell of it.
    Row {
        /// The row's table.
        table: Table,
        row: RowId,
        /// The column key ([`Table::columns`]); unset for the whole row.
        #[serde(skip_serializing_if = "Option::is_none")]
        col: Option<String>,
    },
}

impl Location {
    /// The location of an answer.
    pub fn field(key: impl Into<String>) -> Location {
        Location::Field { key: key.into() }
    }

    /// The location of a row as a whole.
    pub fn row(table: Table, row: RowId) -> Location {
        Location::Row { table, row, col: None }
    }

    /// The location of a cell of the smelter list.
    pub fn smelter(row: RowId, col: SmelterCol) -> Location {
        Location::Row { table: Table::SMELTERS, row, col: Some(col.key().to_owned()) }
    }

    /// The place as it is written.
    pub fn id(&self) -> String {
        self.to_string()
    }

    /// The table that it is in, or is.
    pub fn table(&self) -> Option<Table> {
        match self {
            Location::Table { table } | Location::Row { table, .. } => Some(*table),
            Location::Declaration | Location::Field { .. } => None,
        }
    }

    /// Whether a declaration of this template has such a place.
    pub fn is_of(&self, template: &Template) -> bool {
        match self {
            Location::Declaration => true,
            Location::Field { key } => template.field(key).is_some(),
            Location::Table { table } | Location::Row { table, .. } => template.table(*table).is_some(),
        }
    }
}

impl Display for Location {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Location::Declaration => f.write_str("declaration"),
            Location::Field { key } => f.write_str(key),
            Location::Table { table } => f.write_str(table.name()),
            Location::Row { table, row, col: Some(col) } => write!(f, "{}.{}.{col}", table.key(), row.0),
            Location::Row { table, row, col: None } => write!(f, "{}.{}", table.key(), row.0),
        }
    }
}

impl FromStr for Location {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Location, NoPlace> {
        if text == "declaration" {
            return Ok(Location::Declaration);
        }
        if let Some(table) = Table::named(text) {
            return Ok(Location::Table { table });
        }
        let mut parts = text.splitn(3, '.');
        let Some(table) = parts.next().and_then(Table::parse) else {
            return field_key(text).map(Location::field);
        };
        let row = row_id(parts.next().unwrap_or_default())?;
        let col = parts.next().map(|col| column(table, col).map(str::to_owned)).transpose()?;
        Ok(Location::Row { table, row, col })
    }
}

/// A row's name as it is written. One row, one text: `017` would be a second one for row 17.
fn row_id(text: &str) -> Result<RowId, NoPlace> {
    let id = text.parse().map(RowId).map_err(|_| NoPlace)?;
    if id.0.to_string() == text { Ok(id) } else { Err(NoPlace) }
}

fn column(table: Table, key: &str) -> Result<&'static str, NoPlace> {
    table.columns().iter().copied().find(|col| *col == key).ok_or(NoPlace)
}

/// What may be the key of a field, in some template.
fn field_key(text: &str) -> Result<&str, NoPlace> {
    let is_key = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_');
    if !text.is_empty() && text.bytes().all(is_key) { Ok(text) } else { Err(NoPlace) }
}

/// The name under which an explanation or a query refers to a finding. With a table as its place it stands for all
/// findings of the rule in that table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingKey {
    /// The rule's code.
    pub code: String,
    pub location: Location,
}

impl Display for FindingKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.code, self.location)
    }
}

impl FromStr for FindingKey {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<FindingKey, NoPlace> {
        let (code, location) = text.split_once('@').ok_or(NoPlace)?;
        Ok(FindingKey { code: field_key(code)?.to_owned(), location: location.parse()? })
    }
}

/// What a supplier explains.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Explained {
    /// A finding, or all of a rule in a table.
    Finding(FindingKey),
    /// A reviewer's query, by its identifier.
    Query(String),
}

const QUERY: &str = "query:";

impl Display for Explained {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Explained::Finding(key) => key.fmt(f),
            Explained::Query(id) => write!(f, "{QUERY}{id}"),
        }
    }
}

impl FromStr for Explained {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Explained, NoPlace> {
        let Some(id) = text.strip_prefix(QUERY) else { return text.parse().map(Explained::Finding) };
        let is_id = (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric());
        if is_id { Ok(Explained::Query(id.to_owned())) } else { Err(NoPlace) }
    }
}

/// The path of an entry of a draft.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryPath {
    /// An answer, by field key.
    Field(String),
    /// A row; its text is the row as JSON.
    Row(Table, RowId),
    /// An explanation.
    Why(Explained),
}

const FIELD: &str = "f:";
const WHY: &str = "why:";

impl EntryPath {
    /// The place that the entry belongs to.
    pub fn location(self) -> Location {
        match self {
            EntryPath::Field(key) => Location::Field { key },
            EntryPath::Row(table, row) => Location::row(table, row),
            EntryPath::Why(Explained::Finding(key)) => key.location,
            EntryPath::Why(Explained::Query(_)) => Location::Declaration,
        }
    }
}

impl Display for EntryPath {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            EntryPath::Field(key) => write!(f, "{FIELD}{key}"),
            EntryPath::Row(table, row) => write!(f, "{}:{}", table.key(), row.0),
            EntryPath::Why(what) => write!(f, "{WHY}{what}"),
        }
    }
}

impl FromStr for EntryPath {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<EntryPath, NoPlace> {
        if let Some(key) = text.strip_prefix(FIELD) {
            return Ok(EntryPath::Field(field_key(key)?.to_owned()));
        }
        if let Some(what) = text.strip_prefix(WHY) {
            return what.parse().map(EntryPath::Why);
        }
        let (table, row) = text.split_once(':').ok_or(NoPlace)?;
        Ok(EntryPath::Row(Table::parse(table).ok_or(NoPlace)?, row_id(row)?))
    }
}

/// The `name` of a control of the form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ControlName {
    /// That of a whole entry: an answer or an explanation.
    Entry(EntryPath),
    /// That of a cell of a row, with its column's key.
    Cell(Table, RowId, &'static str),
}

impl ControlName {
    /// The cell that it names.
    pub fn cell(self) -> Option<(Table, RowId, &'static str)> {
        if let ControlName::Cell(table, row, col) = self { Some((table, row, col)) } else { None }
    }
}

impl Display for ControlName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            ControlName::Entry(path) => path.fmt(f),
            ControlName::Cell(table, row, col) => write!(f, "{}:{}:{col}", table.key(), row.0),
        }
    }
}

impl FromStr for ControlName {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<ControlName, NoPlace> {
        let mut parts = text.splitn(3, ':');
        let (table, row, col) = (parts.next().and_then(Table::parse), parts.next(), parts.next());
        match (table, row, col) {
            (Some(table), Some(row), Some(col)) => {
                Ok(ControlName::Cell(table, row_id(row)?, column(table, col)?))
            }
            // A whole row has no control.
            (Some(_), ..) => Err(NoPlace),
            (None, ..) => text.parse().map(ControlName::Entry),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template;
    use proptest::prelude::*;

    fn field() -> impl Strategy<Value = String> {
        let fields = template::versions().iter().flat_map(|t| &t.fields);
        let keys: Vec<String> = fields.map(|field| field.key.clone()).collect();
        prop::sample::select(keys)
    }

    fn table() -> impl Strategy<Value = Table> {
        prop::sample::select(Table::BUILT_IN)
    }

    fn cell() -> impl Strategy<Value = (Table, RowId, &'static str)> {
        (table(), any::<u64>(), any::<prop::sample::Index>())
            .prop_map(|(table, row, col)| (table, RowId(row), *col.get(table.columns())))
    }

    fn location() -> impl Strategy<Value = Location> {
        prop_oneof![
            Just(Location::Declaration),
            field().prop_map(Location::field),
            table().prop_map(|table| Location::Table { table }),
            (table(), any::<u64>()).prop_map(|(table, row)| Location::row(table, RowId(row))),
            cell().prop_map(|(table, row, col)| Location::Row { table, row, col: Some(col.to_owned()) }),
        ]
    }

    fn finding() -> impl Strategy<Value = FindingKey> {
        ("[A-Z]{3}[0-9]{3}", location()).prop_map(|(code, location)| FindingKey { code, location })
    }

    fn explained() -> impl Strategy<Value = Explained> {
        prop_oneof![finding().prop_map(Explained::Finding), "[0-9a-f]{1,64}".prop_map(Explained::Query)]
    }

    fn entry() -> impl Strategy<Value = EntryPath> {
        prop_oneof![
            field().prop_map(EntryPath::Field),
            (table(), any::<u64>()).prop_map(|(table, row)| EntryPath::Row(table, RowId(row))),
            explained().prop_map(EntryPath::Why),
        ]
    }

    fn control() -> impl Strategy<Value = ControlName> {
        prop_oneof![
            field().prop_map(|key| ControlName::Entry(EntryPath::Field(key))),
            explained().prop_map(|what| ControlName::Entry(EntryPath::Why(what))),
            cell().prop_map(|(table, row, col)| ControlName::Cell(table, row, col)),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            place in location(), key in finding(), what in explained(), path in entry(), name in control(),
        ) {
            prop_assert_eq!(place.to_string().parse(), Ok(place));
            prop_assert_eq!(key.to_string().parse(), Ok(key));
            prop_assert_eq!(what.to_string().parse(), Ok(what));
            prop_assert_eq!(path.to_string().parse(), Ok(path));
            prop_assert_eq!(name.to_string().parse(), Ok(name));
        }

        #[test]
        fn what_is_read_is_written_the_same(text in "(f:|why:|query:|smelter[.:]|smelters|product[.:]|[A-Z]{3}[0-9]{3}@){0,2}[0-9a-z.:@ ]{0,9}") {
            if let Ok(place) = text.parse::<Location>() {
                prop_assert_eq!(place.to_string(), text.clone());
            }
            if let Ok(path) = text.parse::<EntryPath>() {
                prop_assert_eq!(path.to_string(), text.clone());
            }
            if let Ok(name) = text.parse::<ControlName>() {
                prop_assert_eq!(name.to_string(), text);
            }
        }
    }

    #[test]
    fn what_names_no_place_is_refused() {
        for text in
            ["", "smelter.x.cid", "smelter.017", "smelter.+1", "smelter.1.colour", "smelter.", "a b", "q1@"]
        {
            assert_eq!(text.parse::<Location>(), Err(NoPlace), "{text}");
        }
        for text in [
            "",
            "f:",
            "smelter:",
            "smelter:01",
            "smelter: 1",
            "smelter:1:cid",
            "why:",
            "why:x",
            "mine:1",
            "revision",
        ] {
            assert_eq!(text.parse::<EntryPath>(), Err(NoPlace), "{text}");
        }
        for text in ["smelter:1", "smelter:1:colour", "then", "delete"] {
            assert_eq!(text.parse::<ControlName>(), Err(NoPlace), "{text}");
        }
    }
}
