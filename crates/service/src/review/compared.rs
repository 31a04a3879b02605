//! What a reviewer lays beside a submission: the one before, last year's, and those of others with the very same list.

use crate::Result;
use crate::access::Viewer;
use crate::declarations::compare::{SmelterChanges, smelter_changes};
use crate::declarations::submission::{Difference, Document, difference};
use crate::records::RequestId;
use crate::review::profiles::smelter_digest;
use crate::review::requests::Detail;
use domain::{Argument, Declaration};

/// An earlier declaration of the same supplier, and what is otherwise since.
#[derive(Clone, Debug)]
pub struct Since {
    /// Where it is.
    pub request: RequestId,
    pub number: i64,
    /// Its campaign, where that is another.
    pub campaign: Option<String>,
    pub smelters: SmelterChanges,
    /// Answers that are otherwise.
    pub answers: Vec<Difference>,
}

/// Another supplier of the campaign with the very same smelters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    pub supplier: String,
    pub request: RequestId,
    pub number: i64,
    pub document: String,
}

fn since(
    request: &RequestId,
    number: i64,
    campaign: Option<String>,
    old: &Declaration,
    new: &Declaration,
) -> Since {
    let mut answers = difference(old, new);
    answers.retain(|d| old.answers.contains_key(&d.location) || new.answers.contains_key(&d.location));
    Since { request: request.to_owned(), number, campaign, smelters: smelter_changes(old, new), answers }
}

impl Detail {
    /// Leaves out what findings say of other suppliers by name: these may be outside of the reader's scope. Whose are
    /// within it is said by [`Viewer::twins`].
    pub(crate) fn leave_others_out(&mut self) {
        let later =
            self.rechecks.iter_mut().flat_map(|it| it.report.findings.iter_mut().chain(&mut it.review));
        let first = self.submissions.iter_mut();
        let first = first.flat_map(|it| it.report.findings.iter_mut().chain(&mut it.review.findings));
        for finding in later.chain(first) {
            for (name, value) in &mut finding.args {
                if name.as_str() == domain::rules::OTHER_SUPPLIER {
                    *value = Argument::Text("desk.review.other_supplier".to_owned());
                }
            }
        }
    }
}

impl Viewer {
    /// What changed since the submission before this one, and since the last one of an earlier year.
    pub async fn changed_since(
        &self,
        detail: &Detail,
        number: i64,
        shown: &Declaration,
    ) -> Result<Vec<Since>> {
        let mut out = Vec::new();
        let id = &detail.request.id;
        if let Some(before) = detail.submissions.iter().rfind(|s| s.number < number) {
            let old = Document::read(&before.document)?.declaration;
            out.push(since(id, before.number, None, &old, shown));
        }
        let earlier =
            self.services().earlier_submission(self.scope(), &detail.campaign, &detail.supplier).await?;
        if let Some((campaign, last)) = earlier {
            let old = Document::read(&last.document)?.declaration;
            out.push(since(&last.request, last.number, Some(campaign.name), &old, shown));
        }
        Ok(out)
    }

    /// Others of the campaign whose last declaration names the very same smelters, by name.
    pub async fn twins(&self, detail: &Detail, shown: &Declaration) -> Result<Vec<Twin>> {
        let digest = smelter_digest(shown);
        if digest.is_empty() {
            return Ok(Vec::new());
        }
        let store = &self.services().store;
        let same =
            store.same_smelters(self.scope(), &detail.campaign.id, &digest, &detail.request.id).await?;
        let twin = |(supplier, s): (String, crate::records::Submission)| Twin {
            supplier,
            request: s.request,
            number: s.number,
            document: s.document,
        };
        Ok(same.into_iter().map(twin).collect())
    }
}
