//! What a control shows of itself, and what is said beside it.

use super::Form;
use crate::kit::words::beside;
use crate::supplier::evaluation::places;
use crate::supplier::rows::bit;
use domain::draft::{field_path, row_path};
use domain::template::Field;
use domain::{Class, Finding, Location, RowId, Severity, Table, answer};
use leptos::prelude::*;

/// What holds for one control at the moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldStatus {
    /// Whether it is asked.
    pub visible: bool,
    /// Whether it must be answered.
    pub required: bool,
    /// The worst severity found here.
    pub worst: Option<Severity>,
    /// What is found here, a line each.
    pub message: String,
    /// In a row: the columns that an error is about, a bit each.
    pub bad: u32,
}

impl FieldStatus {
    /// The value of `data-status`, by which the style sheet colours it.
    pub fn key(&self) -> Option<&'static str> {
        self.worst.map(severity_key)
    }
}

/// The key of a severity in texts and styles.
pub fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

impl Form {
    /// Whether a finding is shown yet: a missing answer only once the person has been there, or asked to see all.
    pub fn is_shown(self, finding: &Finding) -> bool {
        finding.class != Class::Incomplete
            || self.show_missing().get()
            || match &finding.location {
                Location::Field { key } => {
                    self.touched().with(|t| t.contains(key))
                        || self.with(|d| !answer::is_blank(d.draft.declaration.answer(key)))
                }
                Location::Row { .. } => true,
                _ => false,
            }
    }

    /// What holds for a field, as a memo: only a field whose verdict changed is drawn again.
    pub fn field_status(self, field: &'static Field) -> Memo<FieldStatus> {
        Memo::new(move |_| {
            let evaluation = self.evaluation().get();
            let state = evaluation.state.field(&field.key);
            let mut status =
                FieldStatus { visible: state.visible, required: state.required, ..FieldStatus::default() };
            self.note(&mut status, &evaluation.field(&field.key));
            self.refusal(&mut status, field_path(&field.key));
            status
        })
    }

    /// What holds for a row; `bad` tells which cells an error is about.
    pub fn row_status(self, table: Table, row: RowId) -> Memo<FieldStatus> {
        Memo::new(move |_| {
            let evaluation = self.evaluation().get();
            let mut status = FieldStatus { visible: true, ..FieldStatus::default() };
            let here = evaluation.row(table, row);
            for finding in here.iter().filter(|f| f.severity == Severity::Error) {
                for place in places(finding) {
                    if let Location::Row { row: of, col: Some(col), .. } = place
                        && *of == row
                    {
                        status.bad |= bit(table, col);
                    }
                }
            }
            self.note(&mut status, &here);
            self.refusal(&mut status, row_path(table, row));
            status
        })
    }

    /// What cannot be saved says so where it stands, and nothing else.
    fn refusal(self, status: &mut FieldStatus, path: String) {
        self.refused().with(|list| {
            if let Some(refused) = list.iter().find(|r| r.path == path) {
                status.worst = Some(Severity::Error);
                status.message = refused.why.clone();
            }
        });
    }

    fn note(self, status: &mut FieldStatus, findings: &[&Finding]) {
        for finding in findings {
            if !self.is_shown(finding) {
                continue;
            }
            // What was explained needs nothing more.
            let severity = match finding.severity {
                Severity::Warning if self.is_explained(finding) => Severity::Note,
                severity => severity,
            };
            let worse = status.worst.is_none_or(|w| severity < w);
            let line = self.line(finding);
            if worse {
                status.worst = Some(severity);
                status.message =
                    if status.message.is_empty() { line } else { format!("{line}\n{}", status.message) };
            } else {
                status.message.push('\n');
                status.message.push_str(&line);
            }
        }
    }

    /// Whether the supplier has said why a warning is right as it is.
    pub fn is_explained(self, finding: &Finding) -> bool {
        self.explained().track();
        self.with(|d| finding.explanation(|key| d.draft.explanations.get(key)).is_some())
    }

    /// What is said about a finding beside its control, where the question itself need not be repeated.
    fn line(self, finding: &Finding) -> String {
        self.with(|d| match &finding.location {
            Location::Field { key }
                if finding.class == Class::Incomplete
                    && answer::is_blank(d.draft.declaration.answer(key)) =>
            {
                d.texts.get("answer.missing").to_owned()
            }
            _ => beside(&finding.what(&d.texts), &finding.todo(&d.texts)),
        })
    }
}
