//! What engine and rules say about the draft, laid out so that a control finds its own findings fast.

use domain::engine::FormState;
use domain::template::Template;
use domain::{Draft, Finding, Location, Metal, Report, RowId, Severity, Table, answer};

/// A verdict.
#[derive(Debug, Default)]
pub struct Seen {
    /// What is asked and how far each section is.
    pub state: FormState,
    /// What the rules say.
    pub report: Report,
    /// Smelter rows per metal.
    pub rows_of: [usize; 4],
    rows: Vec<(Table, RowId, usize)>,
}

impl Seen {
    /// Lays out a report.
    pub fn new(template: &Template, draft: &Draft, report: Report) -> Seen {
        let mut rows: Vec<(Table, RowId, usize)> = report
            .findings
            .iter()
            .enumerate()
            .filter_map(|(i, f)| match f.location {
                Location::Row { table, row, .. } => Some((table, row, i)),
                _ => None,
            })
            .collect();
        rows.sort_unstable();
        let mut rows_of = [0; 4];
        for row in &draft.declaration.smelters {
            if let Some(metal) = Metal::ALL.iter().position(|m| answer::same(m.name(), &row.metal)) {
                rows_of[metal] += 1;
            }
        }
        Seen { state: domain::evaluate(template, &draft.declaration), report, rows_of, rows }
    }

    /// The findings that are not about one row.
    pub fn general(&self) -> impl Iterator<Item = &Finding> {
        self.report.findings.iter().filter(|f| !matches!(f.location, Location::Row { .. }))
    }

    /// The findings about one row, and about its cells.
    pub fn row(&self, table: Table, row: RowId) -> impl Iterator<Item = &Finding> {
        let from = self.rows.partition_point(|(t, r, _)| (*t, *r) < (table, row));
        let rest = &self.rows[from..];
        let here = rest.iter().take_while(move |(t, r, _)| (*t, *r) == (table, row));
        here.map(|(_, _, i)| &self.report.findings[*i])
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.report.findings.iter().filter(|f| f.severity == severity).count()
    }
}
