//! What the rules say about a declaration.

use crate::location::FindingKey;
use crate::{Argument, Declaration, Location, Template, Texts, answer};
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

impl Location {
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
    pub location: Location,
    /// Values for the message, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, Argument)>,
    /// The rows that it is about besides, each a place of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Location>,
}

impl Finding {
    /// The name under which an explanation or a query refers to the finding: `SML014@smelter.17.cid`.
    pub fn key(&self) -> String {
        FindingKey { code: self.code.clone(), location: self.location.clone() }.to_string()
    }

    /// The same for a reader of the workbook: its rows by the numbers that the sheet shows.
    pub fn in_workbook(mut self, declaration: &Declaration) -> Finding {
        let shown = |(name, value): (String, Argument)| (name, value.in_workbook(declaration));
        self.args = self.args.into_iter().map(shown).collect();
        self
    }

    /// The name under which one explanation stands for all findings of the rule in a table: `SML010@smelters`.
    pub fn group_key(&self) -> Option<String> {
        match &self.location {
            Location::Row { table, .. } => {
                let location = Location::Table { table: *table };
                Some(FindingKey { code: self.code.clone(), location }.to_string())
            }
            _ => None,
        }
    }

    /// The explanation that the supplier gave, among those that are looked up by key: of this finding, or of all that
    /// say the same in its table.
    pub fn explanation<'a>(&self, look_up: impl Fn(&str) -> Option<&'a String>) -> Option<&'a str> {
        let given = |key: String| look_up(&key).map(String::as_str).filter(|text| !answer::is_blank(text));
        given(self.key()).or_else(|| self.group_key().and_then(given))
    }

    fn part(&self, texts: &Texts, part: &str) -> String {
        let said: Vec<String> = self.args.iter().map(|(_, value)| value.said(texts)).collect();
        let names = self.args.iter().map(|(name, _)| name.as_str());
        let args: Vec<(&str, &str)> = names.zip(said.iter().map(String::as_str)).collect();
        texts.fmt(&format!("rule.{}.{part}", self.code), &args)
    }

    /// What is wrong with so many rows alike; nothing where the rule has no such sentence.
    pub fn group(&self, texts: &Texts, n: usize) -> Option<String> {
        let key = format!("rule.{}.group", self.code);
        let counted = Finding {
            args: [&self.args[..], &[("n".to_owned(), n.to_string().into())]].concat(),
            ..self.clone()
        };
        texts.has(&key).then(|| counted.part(texts, "group"))
    }

    /// What is wrong.
    pub fn what(&self, texts: &Texts) -> String {
        self.part(texts, "what")
    }

    /// Why it matters.
    pub fn why(&self, texts: &Texts) -> String {
        self.part(texts, "why")
    }

    /// A question about it to whoever declared it: what is wrong, where that names nobody else, and what to do.
    #[cfg(feature = "review")]
    pub fn question(&self, theirs: &Texts) -> String {
        match crate::rules::NAME_OTHERS.contains(&self.code.as_str()) {
            true => self.todo(theirs),
            false => crate::text::joined(&self.what(theirs), &self.todo(theirs)),
        }
    }

    /// What to do.
    pub fn todo(&self, texts: &Texts) -> String {
        self.part(texts, "todo")
    }
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

    /// Whether a finding that was asked about by its key, or by that of all alike in a table, is gone. What only the rules
    /// of the review find is in no report, so that nobody can tell.
    pub fn lacks(&self, asked: &str) -> bool {
        let is_reported =
            asked.split_once('@').is_some_and(|(code, _)| !crate::rules::is_only_in_review(code));
        let is = |f: &Finding| f.key() == asked || f.group_key().as_deref() == Some(asked);
        is_reported && !self.findings.iter().any(is)
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
    use crate::{RowId, SmelterRow};

    fn finding(key: &str, severity: Severity) -> Finding {
        let args = vec![
            ("metals".to_owned(), Argument::parse("texts:m.a,m.b")),
            ("field".to_owned(), Argument::text("f")),
            ("answer".to_owned(), "{field}".into()),
        ];
        let location = Location::field(key);
        Finding { code: "ANS001".into(), class: Class::Incomplete, severity, location, args, rows: vec![] }
    }

    #[test]
    fn rule_19_a_row_has_the_number_that_its_reader_sees() {
        let json = r#"{"rule.ANS001.what":"{a}; {b}; {c}","list.row":"row {n}","list.rows":"rows {n}","list.row_named":"row {n} ({name})","list.sheet_row":"Smelter List row {n}","list.sheet_rows":"Smelter List rows {n}","list.separator":", "}"#;
        let texts = Texts::parse("en", json).unwrap();
        let row = |id, sheet_row| SmelterRow { id: RowId(id), sheet_row, ..SmelterRow::default() };
        let d = Declaration { smelters: vec![row(7, Some(9)), row(8, Some(12))], ..Declaration::default() };
        let mut f = finding("a", Severity::Error);
        let args = [("a", "text:row:2"), ("b", "text:row:1,2"), ("c", "text:row:2:Works {n}: East")];
        f.args = args.map(|(n, v)| (n.to_owned(), Argument::parse(v))).to_vec();
        assert_eq!(f.what(&texts), "row 2; rows 1, 2; row 2 (Works {n}: East)");
        let f = f.in_workbook(&d);
        assert_eq!(f.what(&texts), "Smelter List row 12; Smelter List rows 9, 12; Smelter List row 12");
    }

    #[test]
    fn arguments_that_name_things_are_texts_themselves() {
        let json = r#"{"rule.ANS001.what":"{field}: {metals}, {answer}","m.a":"A","m.b":"B","f":"F","list.separator":"; "}"#;
        let texts = Texts::parse("en", json).unwrap();
        assert_eq!(finding("a", Severity::Error).what(&texts), "F: A; B, {field}");
    }

    #[test]
    fn what_was_asked_about_is_gone_only_where_the_report_could_have_it() {
        let row = Location::smelter(RowId(3), crate::SmelterCol::Cid);
        let findings =
            vec![Finding { code: "SML010".into(), location: row, ..finding("a", Severity::Error) }];
        let report = Report { findings, ..Report::default() };
        for asked in
            ["SML010@smelter.3.cid", "SML010@smelters", "REV007@smelters", "SML019@smelters", "list:l", ""]
        {
            assert!(!report.lacks(asked), "{asked}");
        }
        assert!(report.lacks("SML010@smelter.4.cid") && report.lacks("SML011@smelters"));
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
