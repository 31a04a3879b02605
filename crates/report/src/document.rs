//! What a report is made of. Nothing else can be said here, so that no writer can emit what EDGAR refuses: there are no
//! tables in tables, no pictures, no scripts, no styles, and a link leads to what was filed or is printed as text.

use serde::{Deserialize, Serialize};

/// The most columns that a table of the exhibit has: more do not fit a page of paper.
pub const MOST_COLUMNS: usize = 5;

/// Words that can be printed: no control characters, one line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Text(String);

impl From<String> for Text {
    fn from(raw: String) -> Text {
        Text::new(&raw)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> String {
        text.0
    }
}

impl Text {
    /// What cannot be printed becomes a space; marks that are no characters are left out.
    pub fn new(raw: &str) -> Text {
        let keep = |c: &char| (*c as u32) & 0xfffe != 0xfffe && *c != '\u{feff}';
        Text(raw.chars().filter(keep).map(|c| if c.is_control() { ' ' } else { c }).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    Text(Text),
    Emphasis(Text),
    /// A figure, by its id; how it is printed is known where it is printed.
    Figure(String),
    /// A table or a note, by its id; its number is known when all stand in order.
    Reference(Target),
}

/// What can be referred to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Table(String),
    Note(String),
}

impl Target {
    pub fn id(&self) -> &str {
        match self {
            Target::Table(id) | Target::Note(id) => id,
        }
    }
}

pub type Line = Vec<Inline>;

/// How deep a heading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Part,
    Section,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    Heading(Level, Text),
    Paragraph(Line),
    List(Vec<Line>),
    Table(Table),
    Note(Note),
    Link(Link),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub id: String,
    pub text: Line,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub text: Text,
    pub address: Address,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Address {
    /// Below `https://www.sec.gov/Archives/`.
    Filed(Text),
    /// Elsewhere: a link on the web page, printed as text in the exhibit.
    Web(Text),
}

impl Address {
    /// As it is printed.
    pub fn words(&self) -> String {
        match self {
            Address::Filed(path) => format!("https://www.sec.gov/Archives/{}", path.as_str()),
            Address::Web(address) => address.as_str().to_owned(),
        }
    }
}

/// A table with a title, a header row and equal rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw", into = "Raw")]
pub struct Table(Raw);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Raw {
    id: String,
    title: Text,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub title: Text,
    /// Whether it holds numbers, which stand to the right.
    pub number: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub cells: Vec<Line>,
    /// Whether it sums up those above.
    pub total: bool,
}

impl Column {
    pub fn text(title: &str) -> Column {
        Column { title: Text::new(title), number: false }
    }

    pub fn number(title: &str) -> Column {
        Column { title: Text::new(title), number: true }
    }
}

impl Table {
    /// Refuses tables that no page holds.
    pub fn new(id: &str, title: &str, columns: Vec<Column>, rows: Vec<Row>) -> Result<Table, String> {
        Raw { id: id.to_owned(), title: Text::new(title), columns, rows }.try_into()
    }

    pub fn id(&self) -> &str {
        &self.0.id
    }

    pub fn title(&self) -> &Text {
        &self.0.title
    }

    pub fn columns(&self) -> &[Column] {
        &self.0.columns
    }

    pub fn rows(&self) -> &[Row] {
        &self.0.rows
    }
}

impl From<Table> for Raw {
    fn from(table: Table) -> Raw {
        table.0
    }
}

impl TryFrom<Raw> for Table {
    type Error = String;

    fn try_from(raw: Raw) -> Result<Table, String> {
        let columns = raw.columns.len();
        if !(1..=MOST_COLUMNS).contains(&columns) {
            return Err(format!("table {}: 1 to {MOST_COLUMNS} columns, not {columns}", raw.id));
        }
        match raw.rows.iter().position(|row| row.cells.len() != columns) {
            Some(at) => Err(format!("table {}: row {} does not have {columns} cells", raw.id, at + 1)),
            None => Ok(Table(raw)),
        }
    }
}

/// Words as a line.
pub fn line(text: &str) -> Line {
    vec![Inline::Text(Text::new(text))]
}

/// A line with slots: `{F:R1}` a figure, `{T:smelters}` a table, `{N:listed}` a note.
pub fn slots(text: &str) -> Line {
    cut(text, true)
}

/// A line whose tables and notes are referred to, as [`slots`] has it, and whose figures are words.
pub fn references(text: &str) -> Line {
    cut(text, false)
}

fn cut(text: &str, figures: bool) -> Line {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, slot, behind)) = next_slot(rest, figures) {
        if !before.is_empty() {
            out.push(Inline::Text(Text::new(before)));
        }
        out.push(slot);
        rest = behind;
    }
    if !rest.is_empty() {
        out.push(Inline::Text(Text::new(rest)));
    }
    out
}

fn next_slot(text: &str, figures: bool) -> Option<(&str, Inline, &str)> {
    let mut from = 0;
    loop {
        let start = from + text[from..].find('{')?;
        let end = start + text[start..].find('}')?;
        let (kind, id) = text[start + 1..end].split_once(':').unwrap_or_default();
        let slot = match kind {
            "F" if figures => Inline::Figure(id.to_owned()),
            "T" => Inline::Reference(Target::Table(id.to_owned())),
            "N" => Inline::Reference(Target::Note(id.to_owned())),
            _ => {
                from = start + 1;
                continue;
            }
        };
        return Some((&text[..start], slot, &text[end + 1..]));
    }
}
