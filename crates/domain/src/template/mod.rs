//! Template definitions as data: sections, fields, options, gates, cells. The engine, the rules, the renderer and the
//! workbook reader all read the same definition; none of them knows a question by heart.

#[cfg(test)]
mod another;
mod checked;
mod cmrt6;
mod cond;
pub mod older;
mod parts;

pub use checked::{CheckerRow, CheckerRows, CheckerTest};
pub use cmrt6::{METALS as CMRT_METALS, SCOPE_COMPANY, SCOPE_PRODUCTS, SCOPE_USER};
pub use cond::{Compare, Cond, MEANT, SHEET};
pub use parts::{Section, TableDef};

use crate::{Metal, Table, answer};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What kind of answer a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A date.
    Date,
    /// One of these values, spelled exactly as the workbook's drop-down spells them.
    Choice(Vec<&'static str>),
}

/// One question of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key under which its answer is kept: `company.name`, `q1.tin`, `q1.tin.comment`, `a`.
    pub key: String,
    /// The key of its texts, without the metal: `company.name`, `q1`, `q1.comment`, `a`.
    /// `field.<text>.label` and, where there is one, `field.<text>.help`.
    pub text: String,
    /// The short printed number: `Q1`, `A`; empty where the template gives none.
    pub number: String,
    /// Where it is shown.
    pub section: Section,
    /// The metal it asks about.
    pub metal: Option<Metal>,
    /// The cell in the sheet `Declaration`.
    pub cell: String,
    /// What it takes.
    pub input: Input,
    /// Whether it is asked at all. The answer to a question that is not asked does not count.
    pub visible: Cond,
    /// Whether it must be answered.
    pub required: Cond,
    /// The field that this is the comment of.
    pub comment_of: Option<String>,
    /// The official checker's row.
    pub checker: Option<CheckerRow>,
}

impl Field {
    /// The allowed values; empty for free text.
    pub fn options(&self) -> &[&'static str] {
        match &self.input {
            Input::Choice(options) => options,
            _ => &[],
        }
    }

    /// The allowed value that this answer means, in the workbook's spelling.
    pub fn option(&self, raw: &str) -> Option<&'static str> {
        let find = |text: &str| self.options().iter().copied().find(|o| answer::same(o, text));
        find(raw).or_else(|| find(cmrt6::other_spelling(raw)?))
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
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// Which template: `CMRT`.
    pub kind: &'static str,
    /// What workbooks call it, in English.
    pub title: &'static str,
    /// Its version as published: `6.5`.
    pub version: &'static str,
    /// Whether its layout was seen in a file. Otherwise it is known from text only, and people are told to look.
    pub seen: bool,
    /// The metals that it asks about, in its order.
    pub metals: Vec<Metal>,
    /// Metal by metal, the condition under which its smelters must be named.
    pub in_scope: Vec<Cond>,
    /// The fields in the template's order.
    pub fields: Vec<Field>,
    /// The tables, in the order in which they are answered.
    pub tables: Vec<TableDef>,
    /// Further rows of the official checker.
    pub checker: CheckerRows,
    /// The families of rules that hold: the first three letters of their codes.
    pub rules: &'static [&'static str],
    index: HashMap<String, usize>,
}

impl Template {
    /// A name that tells it from all others: `6.5` for the CMRT, where the kind goes without saying, else `EMRT 2.1`.
    pub fn name(&self) -> String {
        if self.kind == CMRT { self.version.to_owned() } else { format!("{} {}", self.kind, self.version) }
    }

    /// Puts the fields in, and what finds them.
    fn with_fields(mut self, fields: Vec<Field>) -> Template {
        self.index = fields.iter().map(|f| f.key.clone()).zip(0..).collect();
        self.fields = fields;
        self
    }

    /// The parts of the form, in order.
    pub fn sections(&self) -> Vec<Section> {
        let mut out = Section::QUESTIONS.to_vec();
        out.extend(self.tables.iter().map(|t| Section::Rows(t.table)));
        out
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
        self.index.get(key).copied()
    }

    /// The fields of a section, in order.
    pub fn section(&self, section: Section) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |f| f.section == section)
    }

    /// The sheet column of a table's column; the first column for the row as a whole.
    pub fn column_letter(&self, table: Table, col: Option<&str>) -> &'static str {
        let Some(def) = self.table(table) else { return "A" };
        let first = def.columns.first().map_or("A", |(_, letter)| letter);
        col.and_then(|col| def.letter(col)).unwrap_or(first)
    }

    /// The metal that a text names, if it is one that is asked about.
    pub fn metal(&self, text: &str) -> Option<Metal> {
        self.metals.iter().copied().find(|m| answer::same(m.name(), text))
    }
}

/// The kind whose versions go by their number alone.
pub const CMRT: &str = "CMRT";

/// Every definition: here a new one is put in.
static ALL: LazyLock<Vec<Template>> = LazyLock::new(cmrt6::versions);

/// The templates that can be answered; those of a kind oldest first.
pub fn versions() -> &'static [Template] {
    &ALL
}

/// The definition of a template's version, for example of `CMRT` and `6.5`.
pub fn find(kind: &str, version: &str) -> Option<&'static Template> {
    ALL.iter().find(|t| t.kind == kind && t.version == version)
}

/// The definition with this [`Template::name`].
pub fn named(name: &str) -> Option<&'static Template> {
    let (kind, version) = name.split_once(' ').unwrap_or((CMRT, name));
    find(kind, version)
}

/// A [`Template::name`] as people say it: `CMRT 6.5`.
pub fn label(name: &str) -> String {
    if name.contains(' ') { name.to_owned() } else { format!("{CMRT} {name}") }
}

/// The definition of a CMRT version, for example `6.5`.
pub fn cmrt(version: &str) -> Option<&'static Template> {
    find(CMRT, version)
}

/// The metal that a text names, if it is one that some template asks about.
pub fn metal(text: &str) -> Option<Metal> {
    ALL.iter().find_map(|t| t.metal(text))
}

/// The metals that the templates ask about.
pub fn metals() -> Vec<Metal> {
    let mut out: Vec<Metal> = Vec::new();
    for metal in ALL.iter().flat_map(|t| &t.metals) {
        if !out.contains(metal) {
            out.push(*metal);
        }
    }
    out
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

    #[test]
    fn every_version_has_unique_keys_and_cells() {
        for t in versions() {
            let mut keys: Vec<_> = t.fields.iter().map(|f| &f.key).collect();
            let mut cells: Vec<_> = t.fields.iter().map(|f| &f.cell).collect();
            let n = keys.len();
            keys.sort();
            keys.dedup();
            cells.sort();
            cells.dedup();
            assert_eq!((keys.len(), cells.len()), (n, n), "{}", t.version);
        }
    }
}
