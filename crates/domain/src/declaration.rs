//! A declaration: the answers of one supplier to one template.

use crate::Pairs;
use crate::answer;
use crate::json::{self, Json};
use serde::{Deserialize, Serialize};

/// Names a row for as long as its draft lives; drawn at random by whoever adds the row, so that two people adding
/// rows at once do not collide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RowId(pub u64);

/// The tables of a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Table {
    /// Sheet `Smelter List`.
    Smelters,
    /// Sheet `Product List`.
    Products,
}

impl Table {
    /// The sheet's name, the same in every language.
    pub fn sheet(self) -> &'static str {
        match self {
            Table::Smelters => "Smelter List",
            Table::Products => "Product List",
        }
    }

    /// The sheet row (counted from 1) of the first data row.
    pub fn first_row(self) -> u32 {
        match self {
            Table::Smelters => 5,
            Table::Products => 6,
        }
    }

    /// The key used in paths: `smelter`, `product`.
    pub fn key(self) -> &'static str {
        match self {
            Table::Smelters => "smelter",
            Table::Products => "product",
        }
    }
}

/// How a row's JSON begins.
fn row_head(id: RowId, order: u64, sheet_row: Option<u32>) -> String {
    let mut out = String::from("{");
    for (name, number) in
        [("id", Some(id.0)), ("order", Some(order)), ("sheet_row", sheet_row.map(u64::from))]
    {
        if let Some(number) = number {
            json::push_name(&mut out, name);
            out.push_str(&number.to_string());
        }
    }
    out
}

macro_rules! columns {
    ($(#[$meta:meta])* $name:ident for $row:ident { $($(#[$doc:meta])* $variant:ident $field:ident $letter:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every column, left to right.
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// The key used in paths, texts and JSON.
            pub fn key(self) -> &'static str { match self { $($name::$variant => stringify!($field),)* } }

            /// The sheet column in CMRT 6.0 to 6.5.
            pub fn letter(self) -> &'static str { match self { $($name::$variant => $letter,)* } }

            /// Finds a column by its key.
            pub fn parse(key: &str) -> Option<$name> { $name::ALL.iter().copied().find(|c| c.key() == key) }
        }

        impl $row {
            /// The text of one column.
            pub fn get(&self, col: $name) -> &str { match col { $($name::$variant => &self.$field,)* } }

            /// The text of one column, to change.
            pub fn get_mut(&mut self, col: $name) -> &mut String {
                match col { $($name::$variant => &mut self.$field,)* }
            }
        }

        impl $row {
            /// Reads a row from JSON; what it does not know, it passes over.
            pub fn from_json(json: &Json) -> $row {
                let mut row = $row::default();
                for (key, value) in json.map() {
                    match key.as_str() {
                        "id" => row.id = RowId(value.number().unwrap_or(0)),
                        "order" => row.order = value.number().unwrap_or(0),
                        "sheet_row" => row.sheet_row = value.number(),
                        key => if let (Some(col), Some(text)) = ($name::parse(key), value.text()) {
                            text.clone_into(row.get_mut(col));
                        },
                    }
                }
                row
            }

            /// Writes the row as JSON, blank columns left out.
            pub fn to_json(&self) -> String {
                let mut out = row_head(self.id, self.order, self.sheet_row);
                for col in $name::ALL {
                    if !self.get(*col).is_empty() {
                        json::push_name(&mut out, col.key());
                        json::push_text(&mut out, self.get(*col));
                    }
                }
                out.push('}');
                out
            }
        }
    };
}

/// One row of the smelter list. Texts are kept as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SmelterRow {
    /// Names the row.
    pub id: RowId,
    /// Where the row stands among the others; see [`crate::draft::GAP`].
    pub order: u64,
    /// The sheet row (from 1) where a workbook had it; unset for rows typed in the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet_row: Option<u32>,
    /// Column A: smelter identification number typed by the supplier (CID).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cid: String,
    /// Column B: metal.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub metal: String,
    /// Column C: look-up choice: a name from the list, `Smelter not listed` or `Smelter not yet identified`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lookup: String,
    /// Column D: smelter name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Column E: country where the smelter stands (never where the ore was mined).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// Column F: smelter identification.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub identification: String,
    /// Column G: source of the identification number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Column H: street.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street: String,
    /// Column I: city.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// Column J: state or province.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub state: String,
    /// Column K: contact name at the smelter (personal data).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// Column L: contact e-mail at the smelter (personal data).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Column M: proposed next steps.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next_steps: String,
    /// Column N: names of mines, or `recycled` or `scrap`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mine: String,
    /// Column O: country of origin (where the ore was mined), or `recycled` or `scrap`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mine_country: String,
    /// Column P: whether all feedstock is recycled or scrap: `Yes`, `No`, `Unknown`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub recycled: String,
    /// Column Q: comments.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub comment: String,
}

columns! {
    /// The columns of the smelter list, A to Q.
    SmelterCol for SmelterRow {
        /// Column A.
        Cid cid "A",
        /// Column B.
        Metal metal "B",
        /// Column C.
        Lookup lookup "C",
        /// Column D.
        Name name "D",
        /// Column E.
        Country country "E",
        /// Column F.
        Identification identification "F",
        /// Column G.
        Source source "G",
        /// Column H.
        Street street "H",
        /// Column I.
        City city "I",
        /// Column J.
        State state "J",
        /// Column K.
        Contact contact "K",
        /// Column L.
        Email email "L",
        /// Column M.
        NextSteps next_steps "M",
        /// Column N.
        Mine mine "N",
        /// Column O.
        MineCountry mine_country "O",
        /// Column P.
        Recycled recycled "P",
        /// Column Q.
        Comment comment "Q",
    }
}

/// The look-up choice for a smelter that the list does not have: name and country must follow.
pub const NOT_LISTED: &str = "Smelter not listed";
/// The look-up choice for a smelter that is not known yet.
pub const NOT_IDENTIFIED: &str = "Smelter not yet identified";

impl SmelterRow {
    /// Whether the row says nothing in the columns that make it a smelter row (A to D).
    pub fn is_empty(&self) -> bool {
        [&self.cid, &self.metal, &self.lookup, &self.name].iter().all(|c| answer::is_blank(c))
    }

    /// Whether the supplier chose `Smelter not listed`.
    pub fn is_not_listed(&self) -> bool {
        answer::same(&self.lookup, NOT_LISTED)
    }

    /// Whether the supplier chose `Smelter not yet identified`.
    pub fn is_not_identified(&self) -> bool {
        answer::same(&self.lookup, NOT_IDENTIFIED)
    }
}

/// One row of the product list. Texts are kept as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProductRow {
    /// Names the row.
    pub id: RowId,
    /// Where the row stands among the others; see [`crate::draft::GAP`].
    pub order: u64,
    /// The sheet row (from 1) where a workbook had it; unset for rows typed in the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet_row: Option<u32>,
    /// Column B: the supplier's product number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Column C: the supplier's product name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The asking company's product number (CMRT 6.6, found by header).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub requester_number: String,
    /// The asking company's product name (CMRT 6.6, found by header).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub requester_name: String,
    /// Comments: column D, or F in 6.6; found by header.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub comment: String,
}

columns! {
    /// The columns of the product list. Letters are those of 6.6; before it, comments stand in column D.
    ProductCol for ProductRow {
        /// Supplier's product number.
        Number number "B",
        /// Supplier's product name.
        Name name "C",
        /// The asking company's product number.
        RequesterNumber requester_number "D",
        /// The asking company's product name.
        RequesterName requester_name "E",
        /// Comments.
        Comment comment "F",
    }
}

impl ProductRow {
    /// Whether nothing is written in the row.
    pub fn is_empty(&self) -> bool {
        ProductCol::ALL.iter().all(|c| answer::is_blank(self.get(*c)))
    }
}

/// The answers to one template: single fields by key, and two tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Declaration {
    /// Answers by field key (`company.name`, `q1.tin`, `q1.tin.comment`, `a`); missing means blank.
    pub answers: Pairs,
    /// The smelter list, in order.
    pub smelters: Vec<SmelterRow>,
    /// The product list, in order.
    pub products: Vec<ProductRow>,
}

impl Declaration {
    /// The raw answer, empty where nothing was answered.
    pub fn answer(&self, key: &str) -> &str {
        self.answers.get(key).map_or("", String::as_str)
    }

    /// Whether the answer to `key` is `value` (letter case and surrounding space do not matter).
    pub fn is(&self, key: &str, value: &str) -> bool {
        answer::same(self.answer(key), value)
    }

    /// Sets an answer; an empty text removes it.
    pub fn set(&mut self, key: &str, value: impl Into<String>) {
        let value = value.into();
        if value.is_empty() {
            self.answers.remove(key);
        } else {
            self.answers.insert(key.to_owned(), value);
        }
    }
}
