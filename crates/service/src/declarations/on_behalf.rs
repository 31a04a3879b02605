//! What the team enters for a supplier that sent its declaration by mail, or told it: by the same rules as the supplier's
//! own, and in the member's name.

use super::supplier_desk::{Entry, SupplierDesk};
use crate::access::Reviewer;
use crate::records::{FileKind, KeptFile, LogDraft, Query, QueryState, RequestId, StoredDraft, Submission};
use crate::{Result, ServiceError, Services};
use domain::workflow::RequestState;
use domain::{Draft, Finding, Report};

/// A workbook that was received, and the request that it answers.
pub struct OnBehalf {
    services: Services,
    desk: SupplierDesk,
    file: KeptFile,
    did: LogDraft,
}

/// What a received workbook says, looked at before it is taken.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The declaration as it would be submitted.
    pub draft: Draft,
    /// What the rules say.
    pub report: Report,
    /// The team's questions that it has to answer.
    pub queries: Vec<Query>,
    /// How much the supplier has typed already, which it takes the place of.
    pub typed: usize,
    /// What the supplier's draft stood at.
    pub revision: i64,
}

impl Looked {
    /// What blocks it.
    pub fn errors(&self) -> Vec<&Finding> {
        self.report.errors().collect()
    }

    /// What needs a word before it is submitted: the key under which one explanation counts, and how many findings it is
    /// about, with the first.
    pub fn to_explain(&self) -> Vec<(String, usize, &Finding)> {
        let mut out: Vec<(String, usize, &Finding)> = Vec::new();
        let open = |f: &&Finding| f.explanation(|key| self.draft.explanations.get(key)).is_none();
        for finding in self.report.warnings().filter(open) {
            let key = finding.group_key().unwrap_or_else(|| finding.key());
            match out.iter_mut().find(|(known, ..)| *known == key) {
                Some((_, count, _)) => *count += 1,
                None => out.push((key, 1, finding)),
            }
        }
        out
    }
}

impl Reviewer {
    /// Opens a workbook that was received for a request.
    pub async fn on_behalf(&self, request: &RequestId, file: &str) -> Result<OnBehalf> {
        let file = self.file(request, file).await?;
        if file.kind != FileKind::Declaration {
            return Err(ServiceError::NotFound);
        }
        let services = self.services();
        let found = services.store.request(self.scope(), request).await?.ok_or(ServiceError::NotFound)?;
        if matches!(found.state, RequestState::Planned | RequestState::Withdrawn) {
            return Err(ServiceError::NotNow("files"));
        }
        let desk = SupplierDesk::open(services, request).await?;
        let did = self.did("request.submitted", format!("request:{request}"), "");
        Ok(OnBehalf { services: services.clone(), desk, file, did })
    }
}

impl OnBehalf {
    /// The request as its supplier sees it.
    pub fn desk(&self) -> &SupplierDesk {
        &self.desk
    }

    /// The workbook as it was received.
    pub fn file(&self) -> &KeptFile {
        &self.file
    }

    /// What would be submitted: the workbook's answers in place of whatever stands in the draft, with explanations and
    /// replies beside them.
    pub async fn look(&self, workbook: &Draft, words: &[(String, String)]) -> Result<Looked> {
        let stored = self.desk.draft().await?;
        let mut target = workbook.clone();
        for (key, text) in words.iter().filter(|(_, text)| !domain::answer::is_blank(text)) {
            target.explanations.insert(key.clone(), text.trim().to_owned());
        }
        let entries = StoredDraft { entries: target.entries(), ..stored.clone() };
        let draft = self.desk.read(&entries).await?;
        let report = self.desk.check(&draft).await?;
        let all = self.services.store.queries(&self.desk.request().id).await?;
        let queries = all.into_iter().filter(|q| q.state == QueryState::Open).collect();
        Ok(Looked { draft, report, queries, typed: stored.entries.len(), revision: stored.revision })
    }

    /// Submits what was looked at, unless the supplier's draft has moved on since `revision`. Draft, submission, log and
    /// the file's mark are stored together, or not at all.
    pub async fn submit(&self, looked: &Looked, revision: i64) -> Result<Submission> {
        if self.file.submission > 0 {
            return Err(ServiceError::NotNow("file_submitted"));
        }
        if looked.revision != revision {
            return Err(ServiceError::Conflict);
        }
        let entry =
            Entry { file: self.file.clone(), draft: looked.draft.clone(), actor: self.did.actor.clone() };
        self.desk.submit_entry(entry, revision).await
    }
}
