//! What the rules say about a declaration.

use crate::{Declaration, RowId, SmelterCol, Table, Template, Texts};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Which of the three kinds of fault a finding is; the words of the programme that this product began with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Something that must be answered is not.
    Incomplete,
    /// Two answers cannot both be true.
    Inconsistent,
    /// An answer cannot be true, or cannot be read.
    Inaccurate,
}

/// What a finding does to the declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Blocks submission.
    Error,
    /// May be submitted with an explanation, which is kept.
    Warning,
    /// Informs.
    Note,
}

/// Where a finding points: to a control in the form, to a cell in the workbook, and to a label.
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
    Table {
        /// Which.
        table: Table,
    },
    /// One row, or one cell of it.
    Row {
        /// The row's table.
        table: Table,
        /// The row.
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

    /// The location of a cell of the smelter list.
    pub fn smelter(row: RowId, col: SmelterCol) -> Location {
        Location::Row { table: Table::Smelters, row, col: Some(col.key().to_owned()) }
    }

    /// A name for the place that stays the same while the draft lives: `q1.tin`, `smelter.17.cid`, `smelters`.
    /// It is also the `id` of the control in the form.
    pub fn id(&self) -> String {
        match self {
            Location::Declaration => "declaration".to_owned(),
            Location::Field { key } => key.clone(),
            Location::Table { table } => table.name().to_owned(),
            Location::Row { table, row, col: Some(col) } => format!("{}.{}.{col}", table.key(), row.0),
            Location::Row { table, row, col: None } => format!("{}.{}", table.key(), row.0),
        }
    }

    /// Sheet and cell in the workbook, for example `("Declaration", "D26")`.
    pub fn cell(&self, template: &Template, declaration: &Declaration) -> Option<(&'static str, String)> {
        match self {
            Location::Declaration => None,
            Location::Field { key } => template.field(key).map(|f| ("Declaration", f.cell.clone())),
            Location::Table { table } => {
                let first = template.column_letter(*table, None);
                Some((table.sheet(), format!("{first}{}", table.first_row())))
            }
            Location::Row { table, row, col } => {
                let letter = template.column_letter(*table, col.as_deref());
                let rows = declaration.rows(*table);
                let index = rows.position(*row)?;
                let sheet_row = rows.row(index).and_then(|r| r.sheet_row());
                let n = sheet_row.unwrap_or(table.first_row() + index as u32);
                Some((table.sheet(), format!("{letter}{n}")))
            }
        }
    }
}

/// One thing that a rule has to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's code, for example `SML014`.
    pub code: String,
    /// Which kind of fault.
    pub class: Class,
    /// What it does.
    pub severity: Severity,
    /// Where.
    pub location: Location,
    /// Values for the message, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, String)>,
}

impl Finding {
    /// The name under which an explanation or a query refers to the finding: `SML014@smelter.17.cid`.
    pub fn key(&self) -> String {
        format!("{}@{}", self.code, self.location.id())
    }

    fn part(&self, texts: &Texts, part: &str) -> String {
        let mut args: Vec<(String, String)> = Vec::with_capacity(self.args.len());
        for (name, value) in &self.args {
            args.push((name.clone(), argument(texts, value)));
        }
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        texts.fmt(&format!("rule.{}.{part}", self.code), &args)
    }

    /// What is wrong.
    pub fn what(&self, texts: &Texts) -> String {
        self.part(texts, "what")
    }

    /// Why it matters.
    pub fn why(&self, texts: &Texts) -> String {
        self.part(texts, "why")
    }

    /// What to do.
    pub fn todo(&self, texts: &Texts) -> String {
        self.part(texts, "todo")
    }
}

/// Arguments that name things of the template are themselves texts: `text:metal.tin`, `texts:metal.tin,metal.gold`.
fn argument(texts: &Texts, value: &str) -> String {
    if let Some(key) = value.strip_prefix("text:") {
        return texts.get(key).to_owned();
    }
    let Some(keys) = value.strip_prefix("texts:") else { return value.to_owned() };
    let named: Vec<&str> = keys.split(',').map(|key| texts.get(key)).collect();
    named.join(texts.get("list.separator"))
}

/// Everything the rules say about a declaration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The findings, in the template's order.
    pub findings: Vec<Finding>,
    /// What the official checker would say.
    pub checker: crate::CheckerResult,
}

impl Report {
    /// Findings that block submission.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.severity == Severity::Error)
    }

    /// Findings that need an explanation.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.severity == Severity::Warning)
    }

    /// Whether nothing blocks.
    pub fn is_clean(&self) -> bool {
        self.errors().next().is_none()
    }

    /// Which findings stand at each place ([`Location::id`]), worst first: for whoever asks about many places.
    pub fn index(&self) -> HashMap<String, Vec<usize>> {
        let mut out: HashMap<String, Vec<usize>> = HashMap::with_capacity(self.findings.len());
        for (i, f) in self.findings.iter().enumerate() {
            out.entry(f.location.id()).or_default().push(i);
        }
        for here in out.values_mut() {
            here.sort_by_key(|i| self.findings[*i].severity);
        }
        out
    }

    /// The findings at a place, in the report's order. It walks the whole report: see [`Report::index`].
    pub fn at<'a>(&'a self, location_id: &'a str) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(move |f| f.location.id() == location_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(key: &str, severity: Severity) -> Finding {
        let args = vec![
            ("metals".to_owned(), "texts:m.a,m.b".to_owned()),
            ("field".to_owned(), "text:f".to_owned()),
            ("answer".to_owned(), "{field}".to_owned()),
        ];
        let location = Location::field(key);
        Finding { code: "ANS001".into(), class: Class::Incomplete, severity, location, args }
    }

    #[test]
    fn arguments_that_name_things_are_texts_themselves() {
        let json = r#"{"rule.ANS001.what":"{field}: {metals}, {answer}","m.a":"A","m.b":"B","f":"F","list.separator":"; "}"#;
        let texts = Texts::parse("en", json).unwrap();
        assert_eq!(finding("a", Severity::Error).what(&texts), "F: A; B, {field}");
    }

    #[test]
    fn the_index_puts_the_worst_first() {
        let findings =
            vec![finding("a", Severity::Note), finding("b", Severity::Note), finding("a", Severity::Error)];
        let report = Report { findings, ..Report::default() };
        assert_eq!(report.index()["a"], [2, 0]);
        assert_eq!(report.index()["b"], [1]);
    }
}
