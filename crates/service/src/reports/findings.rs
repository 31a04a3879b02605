//! The findings that a snapshot counts, one by one: as the revisions that count had been checked last when it was taken.

use super::gather::DOCUMENTS;
use super::open::Opened;
use super::snapshot::{FrozenRequest, FrozenRule, Snapshot};
use crate::Result;
use crate::access::Viewer;
use crate::declarations::submission::Document;
use crate::records::{RequestId, SupplierId};
use domain::{Class, Finding};
use std::collections::HashMap;

/// Which findings are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingsOf {
    /// Those of a rule, by its code.
    Rule(String),
    /// Those of all rules of a class; of none where nobody knows the rule any more.
    Class(Option<Class>),
}

impl FindingsOf {
    fn has(&self, code: &str) -> bool {
        match self {
            FindingsOf::Rule(rule) => rule == code,
            FindingsOf::Class(class) => domain::rules::any_rule(code).map(|rule| rule.class) == *class,
        }
    }
}

/// A finding in a revision that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundAt {
    pub request: RequestId,
    /// Which of its submissions.
    pub number: i64,
    /// Who declared it, as it was called.
    pub supplier: String,
    pub finding: Finding,
}

impl Snapshot {
    /// What was frozen of these findings, by rule; none of an older snapshot, which did not keep it.
    pub fn found(&self, of: &FindingsOf) -> Option<Vec<&FrozenRule>> {
        Some(self.found.as_ref()?.rules.iter().filter(|rule| of.has(&rule.code)).collect())
    }
}

impl Viewer {
    /// These findings, by supplier; those of answers that were removed since are not there.
    pub async fn found(&self, opened: &Opened, of: &FindingsOf) -> Result<Vec<FoundAt>> {
        let snapshot = &opened.snapshot;
        let names: HashMap<&str, &str> =
            snapshot.suppliers.iter().map(|s| (s.id.as_str(), s.name.as_str())).collect();
        let name = |id: &SupplierId| names.get(id.as_str()).copied().unwrap_or_default();
        let mut counted: Vec<(&FrozenRequest, i64)> = snapshot
            .requests
            .iter()
            .filter(|request| request.state.has_declaration())
            .filter_map(|request| Some((request, request.revision.as_ref()?.number)))
            .collect();
        counted.sort_by_key(|(request, _)| (name(&request.supplier), &request.id));
        let mut out = Vec::new();
        for some in counted.chunks(DOCUMENTS) {
            let places = some.iter().map(|(request, number)| (request.id.clone(), *number)).collect();
            let found = self.services().store.findings_of(places, snapshot.taken_at).await?;
            let mut found: HashMap<RequestId, Vec<Finding>> = found.into_iter().collect();
            for (request, number) in some {
                let findings = found.remove(&request.id).unwrap_or_default().into_iter();
                out.extend(findings.filter(|finding| of.has(&finding.code)).map(|finding| FoundAt {
                    request: request.id.clone(),
                    number: *number,
                    supplier: name(&request.supplier).to_owned(),
                    finding,
                }));
            }
        }
        Ok(out)
    }

    /// What a submission says; none where it was removed.
    pub async fn submitted(&self, request: &RequestId, number: i64) -> Result<Option<Document>> {
        let texts = self.services().store.documents(vec![(request.clone(), number)]).await?;
        texts.first().map(|text| Document::read(&text.document)).transpose()
    }
}
