//! Template definitions as data: sections, fields, options, gates, cells. The engine, the rules, the renderer and the
//! workbook reader all read the same definition; none of them knows a question by heart. A page carries the definition of
//! its own template as JSON; the feature `templates` adds what builds all that are known.

#[cfg(all(test, feature = "review"))]
mod another;
mod checked;
mod cmrt;
#[cfg(feature = "templates")]
mod cmrt6;
mod cond;
#[cfg(feature = "templates")]
mod known;
#[cfg(feature = "templates")]
pub mod older;
mod parts;

pub use checked::{CheckerRow, CheckerRows, CheckerTest};
pub use cmrt::{METALS as CMRT_METALS, SCOPE_COMPANY, SCOPE_PRODUCTS, SCOPE_USER};
pub use cond::{Compare, Cond, MEANT, SHEET};
#[cfg(feature = "templates")]
pub use known::{cmrt, find, metal, metals, named, versions};
pub use parts::{CellInput, Column, Layout, Section, SectionDef, TableDef};

use crate::{Metal, Table, answer};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// What kind of answer a field takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// One line.
    #[default]
    Text,
    /// Several lines.
    LongText,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    Date,
    /// One of these values, spelled exactly as the workbook's drop-down spells them.
    Choice(Vec<String>),
}

impl Input {
    fn is_text(&self) -> bool {
        *self == Input::Text
    }
}

/// One question of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The key under which its answer is kept: `company.name`, `q1.tin`, `q1.tin.comment`, `a`.
    pub key: String,
    /// The key of its texts, without the metal: `company.name`, `q1`, `q1.comment`, `a`.
    /// `field.<text>.label` and, where there is one, `field.<text>.help`.
    pub text: String,
    /// The short printed number: `Q1`, `A`; empty where the template gives none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Where it is shown.
    pub section: Section,
    /// The metal it asks about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metal: Option<Metal>,
    /// The cell in the sheet `Declaration`.
    pub cell: String,
    /// What it takes.
    #[serde(default, skip_serializing_if = "Input::is_text")]
    pub input: Input,
    /// What workbooks of other versions write, and the allowed value that it means.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub other_spellings: BTreeMap<String, String>,
    /// Whether it is asked at all. The answer to a question that is not asked does not count.
    #[serde(default, skip_serializing_if = "Cond::is_always")]
    pub visible: Cond,
    /// Whether it must be answered.
    #[serde(default = "Cond::never", skip_serializing_if = "Cond::is_never")]
    pub required: Cond,
    /// The field that this is the comment of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment_of: Option<String>,
    /// The official checker's row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checker: Option<CheckerRow>,
}

impl Field {
    /// The allowed values; empty for free text.
    pub fn options(&self) -> &[String] {
        match &self.input {
            Input::Choice(options) => options,
            _ => &[],
        }
    }

    /// The allowed value that this answer means, in the workbook's spelling.
    pub fn option(&self, raw: &str) -> Option<&str> {
        let mut options = self.options().iter().map(String::as_str);
        options.find(|o| answer::same(o, raw)).or_else(|| {
            let mut others = self.other_spellings.iter();
            others.find(|(other, _)| answer::same(other, raw)).map(|(_, option)| option.as_str())
        })
    }
}

/// The text key of an allowed value: `option.greater_than_90`.
pub fn option_text(value: &str) -> String {
    let mut key = String::from("option");
    let mut gap = true;
    for c in value.chars() {
        if c.is_ascii_alphanumeric() {
            if gap {
                key.push(if key == "option" { '.' } else { '_' });
            }
            key.push(c.to_ascii_lowercase());
        }
        gap = !c.is_ascii_alphanumeric();
    }
    key
}

/// One version of a template.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Template {
    /// Which template: `CMRT`.
    pub kind: String,
    /// What workbooks call it, in English.
    pub title: String,
    /// Its version as published: `6.5`.
    pub version: String,
    /// Whether its layout was seen in a file. Otherwise it is known from text only, and people are told to look.
    pub seen: bool,
    /// The metals that it asks about, in its order.
    pub metals: Vec<Metal>,
    /// Metal by metal, the condition under which its smelters must be named.
    pub in_scope: Vec<Cond>,
    /// The sections of questions, in the order in which they are answered. The tables come behind them.
    pub questions: Vec<SectionDef>,
    /// The fields in the template's order.
    pub fields: Vec<Field>,
    /// The tables, in the order in which they are answered.
    pub tables: Vec<TableDef>,
    /// Further rows of the official checker.
    pub checker: CheckerRows,
    /// The families of rules that hold: the first three letters of their codes.
    pub rules: Vec<String>,
    /// Where each field stands, by key.
    #[serde(skip)]
    places: OnceLock<HashMap<String, usize>>,
}

impl PartialEq for Template {
    fn eq(&self, other: &Template) -> bool {
        let all = |t: &Template| (t.kind.clone(), t.title.clone(), t.version.clone(), t.seen, t.checker);
        all(self) == all(other)
            && (&self.metals, &self.in_scope, &self.rules) == (&other.metals, &other.in_scope, &other.rules)
            && (&self.questions, &self.fields, &self.tables)
                == (&other.questions, &other.fields, &other.tables)
    }
}

impl Template {
    /// A name that tells it from all others: `6.5` for the CMRT, where the kind goes without saying, else `EMRT 2.1`.
    pub fn name(&self) -> String {
        if self.kind == CMRT { self.version.clone() } else { format!("{} {}", self.kind, self.version) }
    }

    /// The parts of the form, in order.
    pub fn sections(&self) -> Vec<Section> {
        let questions = self.questions.iter().map(|def| def.section);
        questions.chain(self.tables.iter().map(|t| Section::of(t.table))).collect()
    }

    /// The section with this key, if it has one.
    pub fn find_section(&self, key: &str) -> Option<Section> {
        self.sections().into_iter().find(|section| section.key() == key)
    }

    /// How a section of questions is laid out; none for a table.
    pub fn layout(&self, section: Section) -> Option<Layout> {
        self.questions.iter().find(|def| def.section == section).map(|def| def.layout)
    }

    /// A table; none where the template does not have it.
    pub fn table(&self, table: Table) -> Option<&TableDef> {
        self.tables.iter().find(|t| t.table == table)
    }

    /// The field with this key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.position(key).map(|i| &self.fields[i])
    }

    /// Where the field with this key stands among the fields.
    pub fn position(&self, key: &str) -> Option<usize> {
        let places = self.places.get_or_init(|| self.fields.iter().map(|f| f.key.clone()).zip(0..).collect());
        places.get(key).copied()
    }

    /// The fields of a section, in order.
    pub fn section(&self, section: Section) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |f| f.section == section)
    }

    /// The sheet column of a table's column; the first column for the row as a whole.
    pub fn column_letter(&self, table: Table, col: Option<&str>) -> &str {
        let Some(def) = self.table(table) else { return "A" };
        let first = def.columns.first().map_or("A", |column| &column.letter);
        col.and_then(|col| def.letter(col)).unwrap_or(first)
    }

    /// The metal that a text names, if it is one that is asked about.
    pub fn metal(&self, text: &str) -> Option<Metal> {
        Metal::among(self.metals.iter().copied(), text)
    }
}

/// The kind whose versions go by their number alone.
pub const CMRT: &str = "CMRT";

/// A [`Template::name`] as people say it: `CMRT 6.5`.
pub fn label(name: &str) -> String {
    if name.contains(' ') { name.to_owned() } else { format!("{CMRT} {name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn option_text_keys_are_readable() {
        assert_eq!(option_text("Greater than 90%"), "option.greater_than_90");
        assert_eq!(option_text("Yes, with the SEC and the EU"), "option.yes_with_the_sec_and_the_eu");
        assert_eq!(option_text("100%"), "option.100");
    }
}
