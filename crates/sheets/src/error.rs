//! Why a file cannot be read, in words for the person who can do something about it.

use domain::Texts;
use serde::{Deserialize, Serialize};

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// A PDF document.
    Pdf,
    /// A picture.
    Image,
    /// A web page.
    Html,
    /// A text document (Word, RTF, OpenDocument).
    Document,
    /// A presentation.
    Slides,
    /// A zip or other archive that is no workbook.
    Archive,
    /// Plain text or CSV.
    Text,
    /// An OpenDocument spreadsheet.
    Ods,
    /// An Apple Numbers file.
    Numbers,
    /// A binary Excel workbook (.xlsb).
    Xlsb,
    /// An XML spreadsheet of 2003.
    Xml,
    /// Something else.
    Unknown,
}

impl Found {
    /// The part of the text key `import.found.<key>`.
    pub fn key(self) -> &'static str {
        match self {
            Found::Pdf => "pdf",
            Found::Image => "image",
            Found::Html => "html",
            Found::Document => "document",
            Found::Slides => "slides",
            Found::Archive => "archive",
            Found::Text => "text",
            Found::Ods => "ods",
            Found::Numbers => "numbers",
            Found::Xlsb => "xlsb",
            Found::Xml => "xml",
            Found::Unknown => "unknown",
        }
    }
}

/// Which limit of [`crate::limits`] was passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Bytes of the file.
    File,
    /// Entries in the zip directory.
    Entries,
    /// Unpacked bytes, in total or of one part.
    Unpacked,
    /// Unpacked bytes of one part that is looked into.
    Part,
    Sheets,
    /// Bytes of text that are held in memory.
    Kept,
    /// Rows of one sheet.
    Rows,
    /// Columns of a text file.
    Columns,
    /// Rows of a declaration's table.
    TableRows,
    /// Texts in the workbook.
    Strings,
    /// The length of one text.
    Text,
}

impl Limit {
    /// The part of the text key `import.limit.<key>`.
    pub fn key(self) -> &'static str {
        match self {
            Limit::File => "file",
            Limit::Entries => "entries",
            Limit::Unpacked => "unpacked",
            Limit::Part => "part",
            Limit::Sheets => "sheets",
            Limit::Kept => "kept",
            Limit::Rows => "rows",
            Limit::Columns => "columns",
            Limit::TableRows => "table_rows",
            Limit::Strings => "strings",
            Limit::Text => "text",
        }
    }

    /// The limit as people read it.
    pub fn max(self) -> String {
        use crate::limits as l;
        match self {
            Limit::File => format!("{} MiB", l::FILE_BYTES >> 20),
            Limit::Entries => l::ENTRIES.to_string(),
            Limit::Unpacked => format!("{} MiB", l::UNPACKED_BYTES >> 20),
            Limit::Part => format!("{} MiB", l::READ_BYTES >> 20),
            Limit::Sheets => l::SHEETS.to_string(),
            Limit::Kept => format!("{} MiB", l::KEPT_BYTES >> 20),
            Limit::Rows => l::ROWS.to_string(),
            Limit::Columns => l::GRID.1.to_string(),
            Limit::TableRows => domain::draft::MAX_ROWS.to_string(),
            Limit::Strings => l::STRINGS.to_string(),
            Limit::Text => l::CELL_CHARS.to_string(),
        }
    }
}

/// Why a file cannot be read. Nothing of the file is imported then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ReadError {
    /// The file has no bytes.
    Empty,
    /// An old Excel workbook (.xls).
    OldXls,
    /// An OLE file in which neither an old workbook nor an encrypted one can be recognised.
    OldOrProtected,
    /// Protected by a password.
    Encrypted,
    /// A spreadsheet, but of a kind that is not read here.
    OtherSpreadsheet { found: Found },
    /// No spreadsheet at all.
    NotWorkbook { found: Found },
    /// Truncated, or contradicting itself.
    Damaged {
        /// Where: a part of the package or a sheet; for support, not for suppliers.
        part: String,
    },
    /// Something that no honest workbook has: a document type definition, two entries of one name.
    Unsafe { part: String },
    /// Larger than what is read here.
    TooLarge {
        limit: Limit,
        /// The sheet or part, where one is to blame.
        part: String,
    },
    /// A cell that cannot be: outside the grid, or with a value that is none.
    BadCell {
        sheet: String,
        /// The cell as the file names it.
        cell: String,
    },
    /// A workbook without a sheet `Declaration`.
    NoDeclaration {
        /// The first sheets that it has.
        sheets: String,
    },
    /// Another reporting template.
    WrongTemplate {
        /// Its short name, for example `EMRT`.
        kind: String,
    },
    /// A `Declaration` sheet, but of nothing that we know.
    UnknownTemplate { title: String },
    /// CMRT below 6.01.
    OldVersion {
        /// As the workbook says.
        version: String,
    },
    /// A CMRT version that is not known here; perhaps a newer one.
    UnknownVersion {
        /// As the workbook says.
        version: String,
    },
    /// CMRT by its title, but without a version.
    NoVersion,
    /// A table file without a header row and rows.
    NoTable,
    /// A list of smelters in which these columns are missing.
    MissingColumns { columns: String },
}

impl ReadError {
    /// The stable code: `import.error.<code>.what` and `.todo`.
    pub fn code(&self) -> &'static str {
        match self {
            ReadError::Empty => "empty",
            ReadError::OldXls => "old_xls",
            ReadError::OldOrProtected => "old_or_protected",
            ReadError::Encrypted => "encrypted",
            ReadError::OtherSpreadsheet { .. } => "other_spreadsheet",
            ReadError::NotWorkbook { .. } => "not_workbook",
            ReadError::Damaged { .. } => "damaged",
            ReadError::Unsafe { .. } => "unsafe",
            ReadError::TooLarge { .. } => "too_large",
            ReadError::BadCell { .. } => "bad_cell",
            ReadError::NoDeclaration { .. } => "no_declaration",
            ReadError::WrongTemplate { .. } => "wrong_template",
            ReadError::UnknownTemplate { .. } => "unknown_template",
            ReadError::OldVersion { .. } => "old_version",
            ReadError::UnknownVersion { .. } => "unknown_version",
            ReadError::NoVersion => "no_version",
            ReadError::NoTable => "no_table",
            ReadError::MissingColumns { .. } => "missing_columns",
        }
    }

    /// Values for the texts. A value `text:<key>` is itself a text.
    pub fn args(&self) -> Vec<(String, String)> {
        let arg = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        match self {
            ReadError::OtherSpreadsheet { found } | ReadError::NotWorkbook { found } => {
                vec![arg("found", &format!("text:import.found.{}", found.key()))]
            }
            ReadError::Damaged { part } | ReadError::Unsafe { part } => vec![arg("part", part)],
            ReadError::TooLarge { limit, part } => vec![
                arg("limit", &format!("text:import.limit.{}", limit.key())),
                arg("max", &limit.max()),
                arg("part", part),
            ],
            ReadError::BadCell { sheet, cell } => vec![arg("sheet", sheet), arg("cell", cell)],
            ReadError::NoDeclaration { sheets } => vec![arg("sheets", sheets)],
            ReadError::WrongTemplate { kind } => vec![arg("kind", kind)],
            ReadError::UnknownTemplate { title } => vec![arg("title", title)],
            ReadError::OldVersion { version } | ReadError::UnknownVersion { version } => {
                vec![arg("version", version)]
            }
            ReadError::MissingColumns { columns } => vec![arg("columns", columns)],
            _ => Vec::new(),
        }
    }

    /// What happened, and why.
    pub fn what(&self, texts: &Texts) -> String {
        render(texts, &format!("import.error.{}.what", self.code()), &self.args()).trim_end().to_owned()
    }

    /// What to do.
    pub fn todo(&self, texts: &Texts) -> String {
        render(texts, &format!("import.error.{}.todo", self.code()), &self.args())
    }

    /// A text of another catalogue about it, with the same arguments.
    pub fn say(&self, texts: &Texts, key: &str) -> String {
        render(texts, key, &self.args())
    }

    pub(crate) fn damaged(part: impl Into<String>) -> ReadError {
        ReadError::Damaged { part: part.into() }
    }

    pub(crate) fn too_large(limit: Limit, part: impl Into<String>) -> ReadError {
        ReadError::TooLarge { limit, part: part.into() }
    }
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code())?;
        for (name, value) in self.args() {
            write!(f, " {name}={value:?}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ReadError {}

/// A text with its arguments. Two of them are texts themselves and are never taken from a file; in the others
/// a file may say what it likes.
pub(crate) fn render(texts: &Texts, key: &str, args: &[(String, String)]) -> String {
    let own = |name: &str| matches!(name, "found" | "limit");
    let resolved: Vec<(&str, &str)> = args
        .iter()
        .map(|(n, v)| match v.strip_prefix("text:") {
            Some(key) if own(n) => (n.as_str(), texts.get(key)),
            _ => (n.as_str(), v.as_str()),
        })
        .collect();
    texts.fmt(key, &resolved)
}
