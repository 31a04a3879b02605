//! A declaration as a file: the published JSON form (`docs/declaration.schema.json`), for `touchstone read` and
//! `touchstone fill`, and for whoever exchanges declarations with the portal.

use crate::draft::GAP;
use crate::template::{self, Template};
use crate::{Declaration, RowId, Table};
use serde_json::{Map, Value, json};

mod schema;

pub use schema::schema;

/// What the file calls itself.
pub const FORMAT: &str = "touchstone-declaration";
/// The form's version. Additions that old readers may pass over do not raise it.
pub const VERSION: u64 = 1;

/// A declaration with the template version that it answers.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it answers.
    pub template: &'static Template,
    /// The answers.
    pub declaration: Declaration,
}

/// Why a file is no declaration that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// Not JSON, with the reader's words.
    NotJson(String),
    /// JSON, but not of this form.
    OtherFormat,
    /// A newer version of the form.
    Newer(u64),
    /// A template version that is not known here.
    UnknownTemplate(String),
    /// Something at this place that the form does not have.
    Unexpected(String),
}

impl DocumentError {
    /// The stable code: `document.error.<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            DocumentError::NotJson(_) => "not_json",
            DocumentError::OtherFormat => "other_format",
            DocumentError::Newer(_) => "newer",
            DocumentError::UnknownTemplate(_) => "unknown_template",
            DocumentError::Unexpected(_) => "unexpected",
        }
    }

    /// What happened, why, and what to do.
    pub fn message(&self, texts: &crate::Texts) -> String {
        let known = VERSION.to_string();
        texts
            .fmt(&format!("document.error.{}", self.code()), &[("detail", &self.detail()), ("known", &known)])
    }

    fn detail(&self) -> String {
        match self {
            DocumentError::NotJson(why) => why.clone(),
            DocumentError::OtherFormat => String::new(),
            DocumentError::Newer(version) => version.to_string(),
            DocumentError::UnknownTemplate(version) => version.clone(),
            DocumentError::Unexpected(place) => place.clone(),
        }
    }
}

impl std::fmt::Display for DocumentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // For programmers; people read `message`.
        let (code, detail) = (self.code(), self.detail());
        if detail.is_empty() { f.write_str(code) } else { write!(f, "{code}: {detail}") }
    }
}

impl std::error::Error for DocumentError {}

impl Document {
    /// Writes the file. Rows stand in their order; those that a workbook had keep its row number.
    pub fn to_json(&self) -> String {
        let d = &self.declaration;
        let mut value = json!({
            "format": FORMAT,
            "version": VERSION,
            "template": { "kind": self.template.kind, "version": self.template.version },
            "answers": d.answers,
        });
        for def in &self.template.tables {
            let rows = d.rows(def.table);
            let rows = rows.iter().map(|row| row_json(row.sheet_row(), def.table.filled(row)));
            value[def.table.name()] = rows.collect();
        }
        format!("{value:#}\n")
    }

    /// Reads a file. What the form does not have is refused by its place: a slip of the pen must not lose an answer.
    pub fn parse(text: &str) -> Result<Document, DocumentError> {
        Document::parse_among(text, template::versions())
    }

    /// The same with these templates known.
    pub(crate) fn parse_among(text: &str, known: &'static [Template]) -> Result<Document, DocumentError> {
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|e| DocumentError::NotJson(e.to_string()))?;
        if value["format"] != FORMAT {
            return Err(DocumentError::OtherFormat);
        }
        match value["version"].as_u64() {
            Some(VERSION) => {}
            Some(newer) if newer > VERSION => return Err(DocumentError::Newer(newer)),
            _ => return Err(DocumentError::Unexpected("version".into())),
        }
        let version = value["template"]["version"].as_str().unwrap_or_default();
        let kind = value["template"]["kind"].as_str().unwrap_or_default();
        let template = known.iter().find(|t| t.kind == kind && t.version == version);
        let template = template.ok_or_else(|| DocumentError::UnknownTemplate(version.to_owned()))?;
        let mut declaration = Declaration::default();
        for (name, value) in object(&value, "")? {
            match name.as_str() {
                "answers" => answers(value, template, &mut declaration)?,
                "$schema" | "format" | "version" | "template" => {}
                other => {
                    let table = Table::named(other).filter(|t| template.table(*t).is_some());
                    let table = table.ok_or_else(|| DocumentError::Unexpected(other.to_owned()))?;
                    read_rows(value, table, &mut declaration)?;
                }
            }
        }
        Ok(Document { template, declaration })
    }
}

fn row_json<'a>(sheet_row: Option<u32>, cells: impl Iterator<Item = (&'static str, &'a str)>) -> Value {
    let mut out = Map::new();
    if let Some(row) = sheet_row {
        out.insert("sheet_row".into(), row.into());
    }
    out.extend(cells.filter(|(_, text)| !text.is_empty()).map(|(key, text)| (key.to_owned(), text.into())));
    out.into()
}

fn place(index: usize, sheet_row: Option<u32>) -> (RowId, u64) {
    let number = sheet_row.map_or(index as u64 + 1, u64::from);
    (RowId(number), number * GAP)
}

fn object<'a>(value: &'a Value, place: &str) -> Result<&'a Map<String, Value>, DocumentError> {
    value.as_object().ok_or_else(|| DocumentError::Unexpected(place.to_owned()))
}

fn answers(value: &Value, template: &Template, d: &mut Declaration) -> Result<(), DocumentError> {
    for (key, value) in object(value, "answers")? {
        let text = value.as_str().filter(|_| template.field(key).is_some());
        d.set(key, text.ok_or_else(|| DocumentError::Unexpected(format!("answers.{key}")))?);
    }
    Ok(())
}

fn read_rows(value: &Value, table: Table, d: &mut Declaration) -> Result<(), DocumentError> {
    let name = table.name();
    let list = value.as_array().ok_or_else(|| DocumentError::Unexpected(name.to_owned()))?;
    for (i, json) in list.iter().enumerate() {
        let row = d.rows_mut(table).add();
        let mut sheet_row = None;
        for (key, value) in object(json, &format!("{name}[{i}]"))? {
            let unexpected = || DocumentError::Unexpected(format!("{name}[{i}].{key}"));
            if key == "sheet_row" {
                let number = value.as_u64().and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
                sheet_row = Some(number.ok_or_else(unexpected)?);
                continue;
            }
            let cell = table.column(key).and_then(|col| row.cell_mut(col)).ok_or_else(unexpected)?;
            value.as_str().ok_or_else(unexpected)?.clone_into(cell);
        }
        let (id, order) = place(i, sheet_row);
        row.place(id, order, sheet_row);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"{"format":"touchstone-declaration","version":1,"template":{"kind":"CMRT","version":"6.5"},
        "answers":{"q1.tin":"Yes"},"smelters":[{"cid":"CID900001"},{"sheet_row":9,"metal":"Tin"}],"products":[]}"#;

    #[test]
    fn what_is_written_is_read() {
        let document = Document::parse(SMALL).unwrap();
        assert_eq!(document.declaration.answer("q1.tin"), "Yes");
        assert_eq!(document.declaration.smelters[1].sheet_row, Some(9));
        assert_eq!(Document::parse(&document.to_json()).unwrap().declaration, document.declaration);
    }

    #[test]
    fn what_the_form_does_not_have_is_refused_by_its_place() {
        for (from, to, error) in [
            ("{", "[", DocumentError::NotJson(String::new())),
            ("touchstone-", "other-", DocumentError::OtherFormat),
            (":1,", ":2,", DocumentError::Newer(2)),
            (":1,", ":0,", DocumentError::Unexpected("version".into())),
            ("6.5", "7.0", DocumentError::UnknownTemplate("7.0".into())),
            ("CMRT", "EMRT", DocumentError::UnknownTemplate("6.5".into())),
            ("q1.tin", "q9.tin", DocumentError::Unexpected("answers.q9.tin".into())),
            ("\"Yes\"", "1", DocumentError::Unexpected("answers.q1.tin".into())),
            ("\"cid\"", "\"cidd\"", DocumentError::Unexpected("smelters[0].cidd".into())),
            (":9,", ":0,", DocumentError::Unexpected("smelters[1].sheet_row".into())),
            ("\"products\"", "\"product\"", DocumentError::Unexpected("product".into())),
        ] {
            let got = Document::parse(&SMALL.replacen(from, to, 1)).unwrap_err();
            match (&got, &error) {
                (DocumentError::NotJson(_), DocumentError::NotJson(_)) => {}
                _ => assert_eq!(got, error, "{from} {to}"),
            }
        }
    }
}
