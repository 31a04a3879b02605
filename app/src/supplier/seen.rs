//! What engine and rules say about the draft, laid out so that a control finds its own findings fast.

use domain::engine::FormState;
use domain::template::Template;
use domain::{Draft, Finding, Location, Metal, Report, RowId, Severity, Table, answer};

const BUCKETS: usize = 512;

fn bucket(row: RowId) -> usize {
    (row.0 ^ (row.0 >> 20) ^ (row.0 >> 40)) as usize % BUCKETS
}

/// A verdict.
#[derive(Debug, Default)]
pub struct Seen {
    /// What is asked and how far each section is.
    pub state: FormState,
    /// What the rules say.
    pub report: Report,
    /// Smelter rows per metal.
    pub rows_of: [usize; 4],
    /// Findings about rows, by a few bits of the row's id: an index without a sort or a hash table.
    rows: Vec<Vec<usize>>,
}

impl Seen {
    /// Lays out a report.
    pub fn new(template: &Template, draft: &Draft, report: Report) -> Seen {
        let mut rows = vec![Vec::new(); BUCKETS];
        for (i, finding) in report.findings.iter().enumerate() {
            if let Location::Row { row, .. } = &finding.location {
                rows[bucket(*row)].push(i);
            }
        }
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
        let here = self.rows.get(bucket(row)).into_iter().flatten().map(|i| &self.report.findings[*i]);
        here.filter(move |f| matches!(f.location, Location::Row { table: t, row: r, .. } if t == table && r == row))
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.report.findings.iter().filter(|f| f.severity == severity).count()
    }
}
