//! What engine and rules say about the draft, laid out so that a control finds its own findings fast, and so that one
//! place can be checked again without copying what is said about thousands of others.

use domain::engine::FormState;
use domain::template::Template;
use domain::{Draft, Finding, Location, Report, RowId, Severity, Table};
use std::collections::HashMap;
use std::sync::Arc;

/// What engine and rules say about one draft.
#[derive(Debug, Default)]
pub struct Evaluation {
    /// What is asked and how far each section is.
    pub state: FormState,
    whole: Arc<Whole>,
    /// Places checked since the whole was: what is said about them now.
    newer: Vec<(Location, Vec<Finding>)>,
}

/// What was said about the whole draft.
#[derive(Debug, Default)]
struct Whole {
    report: Report,
    /// Findings that have a row as a place, by the row.
    rows: HashMap<RowId, Vec<usize>>,
    /// The other findings.
    general: Vec<usize>,
}

impl Evaluation {
    /// Lays out a report on the whole draft.
    pub fn new(template: &Template, draft: &Draft, report: Report) -> Evaluation {
        let mut whole = Whole::default();
        for (i, finding) in report.findings.iter().enumerate() {
            if !matches!(finding.location, Location::Row { .. }) {
                whole.general.push(i);
            }
            for place in places(finding) {
                if let Location::Row { row, .. } = place {
                    let here = whole.rows.entry(*row).or_default();
                    if here.last() != Some(&i) {
                        here.push(i);
                    }
                }
            }
        }
        whole.report = report;
        Evaluation::on(Arc::new(whole), Vec::new(), template, draft)
    }

    /// The same verdict, with one place checked again. A row stands for all its cells.
    pub fn with(
        &self,
        place: &Location,
        findings: Vec<Finding>,
        template: &Template,
        draft: &Draft,
    ) -> Evaluation {
        let mut newer = self.newer.clone();
        newer.retain(|(old, _)| old != place);
        newer.push((place.clone(), findings));
        Evaluation::on(self.whole.clone(), newer, template, draft)
    }

    fn on(
        whole: Arc<Whole>,
        newer: Vec<(Location, Vec<Finding>)>,
        template: &Template,
        draft: &Draft,
    ) -> Evaluation {
        Evaluation { state: domain::evaluate(template, &draft.declaration), whole, newer }
    }

    /// Everything that was found when the whole draft was checked.
    pub fn report(&self) -> &Report {
        &self.whole.report
    }

    /// What is found at a field.
    pub fn field(&self, key: &str) -> Vec<&Finding> {
        let is_here = |l: &Location| matches!(l, Location::Field { key: k } if k == key);
        match self.newer.iter().find(|(place, _)| is_here(place)) {
            Some((_, findings)) => findings.iter().collect(),
            None => {
                let general = self.whole.general.iter().map(|i| &self.whole.report.findings[*i]);
                general.filter(|f| is_here(&f.location)).collect()
            }
        }
    }

    /// What is found in a row, and in its cells.
    pub fn row(&self, table: Table, row: RowId) -> Vec<&Finding> {
        let is_here =
            |l: &Location| matches!(l, Location::Row { table: t, row: r, .. } if *t == table && *r == row);
        match self.newer.iter().find(|(place, _)| is_here(place)) {
            Some((_, findings)) => findings.iter().collect(),
            None => {
                let some = self.whole.rows.get(&row).into_iter().flatten();
                some.map(|i| &self.whole.report.findings[*i]).filter(|f| places(f).any(is_here)).collect()
            }
        }
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.whole.report.findings.iter().filter(|f| f.severity == severity).count()
    }
}

/// Where a finding is shown: its place, and the rows that it is about besides.
pub fn places(finding: &Finding) -> impl Iterator<Item = &Location> {
    std::iter::once(&finding.location).chain(&finding.rows)
}

/// What is found, equal findings together: those of one rule in the rows of one table, each group at the place of its
/// first.
pub fn groups<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<Vec<&'a Finding>> {
    let mut out: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let group = table_of(finding).and_then(|table| {
            out.iter_mut().find(|g| g[0].code == finding.code && table_of(g[0]) == Some(table))
        });
        match group {
            Some(group) => group.push(finding),
            None => out.push(vec![finding]),
        }
    }
    out
}

fn table_of(finding: &Finding) -> Option<Table> {
    match &finding.location {
        Location::Row { table, .. } => Some(*table),
        _ => None,
    }
}
